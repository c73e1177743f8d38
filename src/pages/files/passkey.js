/* The one script of the sign-in pages: pages work without it, and only passkeys need it. */
const api = '/auth/passkey/';
const ask = async (path, body) => {
  const answer = await fetch(
    api + path,
    body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};
const doings = {
  'sign-in': async () => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await ask('generate-authenticate-options'));
    const credential = await navigator.credentials.get({ publicKey });
    await ask('verify-authentication', { response: credential.toJSON() });
    location.assign('/start');
  },
  add: async () => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await ask('generate-register-options'));
    const credential = await navigator.credentials.create({ publicKey });
    await ask('verify-registration', { response: credential.toJSON() });
    location.reload();
  },
};
if ('PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential) {
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const fault = document.getElementById('passkey-fault');
      fault.textContent = '';
      doings[button.dataset.passkey]().catch(() => {
        fault.textContent = button.dataset.failed;
      });
    });
  }
}
