// Sends the forms of the room without loading the page again. Without it they are ordinary forms.
"use strict";

function tell(text) {
  const place = document.querySelector("[data-refusal]");
  place.textContent = text;
  place.hidden = !text;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const controller = new AbortController();
  const timeout = setTimeout(() => controller.abort(), 15000);
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(data), headers, signal: controller.signal });
    const { fout } = await answer.json();
    tell(fout);
    if (!fout) {
      delete form.dataset.dirty;
      form.closest("details")?.removeAttribute("open");
      for (const field of form.elements) {
        if (field.name === "punt" && field.type === "checkbox") field.checked = false;
        if (field.name === "tekst" && field.type === "text") field.value = "";
      }
      document.activeElement?.blur();
      document.dispatchEvent(new Event("room:ask"));
    }
  } catch {
    tell("Het lukt nu niet: er is geen verbinding. Probeer het zo nog eens.");
  } finally {
    clearTimeout(timeout);
  }
});

// Not more dots than there are; and what is chosen stays until it is sent.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-most]");
  if (!form) return;
  form.dataset.dirty = "";
  const chosen = form.querySelectorAll("[name=keuze]:checked");
  if (chosen.length > Number(form.dataset.most)) {
    event.target.checked = false;
    tell(`Je hebt ${form.dataset.most} stippen. Haal er eerst een weg.`);
  } else {
    tell("");
  }
});
