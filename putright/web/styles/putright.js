// Makes pages handier; every one works without it.
import { initAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
initAll();

// A radio button that reveals a question. The library's own marks it with aria-expanded, which a radio button may not have.
for (const choice of document.querySelectorAll('[data-reveals]')) {
  const question = document.getElementById(choice.dataset.reveals);
  const show = () => question.classList.toggle('govuk-radios__conditional--hidden', !choice.checked);
  choice.closest('fieldset').addEventListener('change', show);
  window.addEventListener('pageshow', show);
  show();
}

// <button data-print hidden>: printing needs a script, so without one there is no button.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// <form data-keep>: leaving with something typed and not sent asks first.
for (const form of document.querySelectorAll('form[data-keep]')) {
  let typed = false;
  form.addEventListener('input', () => { typed = true; });
  form.addEventListener('submit', () => { typed = false; });
  window.addEventListener('beforeunload', (leaving) => { if (typed) leaving.preventDefault(); });
}
