/* Says that a passkey did not work: allauth's own scripts tell nobody but the console. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("key-error").hidden = false;
});
