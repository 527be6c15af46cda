// Passkeys: speaks with the browser and puts what it answers into the form. Without this script, or where the browser
// knows no passkeys, nothing of it is shown and everything works by authenticator app.

const able = 'PublicKeyCredential' in window
  && 'parseRequestOptionsFromJSON' in PublicKeyCredential
  && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

const CANCELLED = 'No passkey was used. Try again, or use another way.';

async function asked(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function made(options) {
  const wanted = structuredClone(options.creation_options.publicKey);
  wanted.authenticatorSelection = {
    ...wanted.authenticatorSelection, residentKey: 'required', requireResidentKey: true, userVerification: 'required',
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
}

async function shown(options) {
  const wanted = options.request_options.publicKey;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
}

for (const form of able ? document.querySelectorAll('form[data-passkey]') : []) {
  const said = form.querySelector('[data-passkey-said]');
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    said.textContent = '';
    try {
      const credential = await (form.dataset.passkey === 'new' ? made : shown)(await asked(form));
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      said.textContent = CANCELLED;
    }
  });
}

for (const unable of able ? [] : document.querySelectorAll('[data-no-passkey]')) unable.hidden = false;
