// Lets the forms of passkeys and security keys speak to the browser; the speaking is done by allauth's script.
const ids = {
  add: "mfa_webauthn_add",
  authenticate: "mfa_webauthn_authenticate",
  credential: "id_credential",
  passwordless: "id_passwordless",
  data: "js_data",
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  window.allauth.webauthn.forms[form.dataset.passkey]({ ids });
}
