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

// <form data-preview>: what is marked data-live on the page follows what is typed; its "Preview" button does the same.
for (const form of document.querySelectorAll('form[data-preview]')) {
  let soon, asked;
  const put = (fresh) => {
    const here = document.querySelector(`[data-live="${fresh.dataset.live}"]`);
    if (!here || here.contains(document.activeElement) || here.innerHTML === fresh.innerHTML) return;
    const open = [...here.querySelectorAll('details')].map((one) => one.open);
    fresh.querySelectorAll('details').forEach((one, place) => { one.open = open[place] ?? one.open; });
    here.replaceChildren(...fresh.childNodes);
  };
  const refresh = async () => {
    asked?.abort();
    asked = new AbortController();
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    typed.set('do', 'fragment');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: typed, signal: asked.signal, redirect: 'error' });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      page.querySelectorAll('[data-live]').forEach(put);
    } catch { /* No connection just now: the button is still there. */ }
  };
  form.addEventListener('input', () => { clearTimeout(soon); soon = setTimeout(refresh, 700); });
  form.addEventListener('submit', () => { clearTimeout(soon); asked?.abort(); });
}
