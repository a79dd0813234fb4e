// Keeps what is typed until the server has it: an id at the first keystroke, a queue in the browser, batches of twenty.
"use strict";

const MOST = 20;
const told = document.querySelector("[data-told]");
let sending = false;

const waiting = async () => (await inStore("readonly", (points) => points.getAll())).filter((point) => point.adres === document.body.dataset.points);

async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let batch = (await waiting()).filter((point) => point.klaar).slice(0, MOST); batch.length; ) {
      const punten = batch.map(({ sleutel, stap, tekst, papier }) => ({ sleutel, stap, tekst, papier }));
      const headers = { "Content-Type": "application/json", Accept: "application/json" };
      const answer = await fetch(document.body.dataset.points, { method: "POST", body: JSON.stringify({ punten }), headers });
      if (!answer.ok) break;
      const { antwoorden } = await answer.json();
      const given = Object.keys(antwoorden);
      for (const sleutel of given) await inStore("readwrite", (points) => points.delete(sleutel));
      const lost = batch.filter((point) => !["opgeslagen", "dubbel"].includes(antwoorden[point.sleutel]));
      told.classList.toggle("visually-hidden", lost.length === 0);
      told.textContent = lost.length ? `Niet opgeslagen, want deze vraag is gesloten: ${lost.map((point) => point.tekst).join("; ")}` : "Je punt staat in de lijst.";
      document.dispatchEvent(new Event("room:ask"));
      batch = given.length ? (await waiting()).filter((point) => point.klaar).slice(0, MOST) : [];
    }
  } catch {
    told.textContent = "Bewaard op je telefoon. We sturen het zodra er verbinding is.";
    told.classList.remove("visually-hidden");
  } finally {
    sending = false;
  }
}

const pointOf = (form, klaar) => ({
  sleutel: form.elements.sleutel.value, stap: Number(form.elements.stap.value), tekst: form.elements.tekst.value.trim(),
  papier: form.elements.papier.checked, adres: document.body.dataset.points, klaar,
});

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-write]");
  if (!form || target.name !== "tekst") return;
  if (!("dirty" in form.dataset)) form.elements.sleutel.value = newKey();
  form.dataset.dirty = "";
  inStore("readwrite", (points) => (target.value.trim() ? points.put(pointOf(form, false)) : points.delete(form.elements.sleutel.value)));
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-write]")) return;
  event.preventDefault();
  if (!("dirty" in form.dataset)) form.elements.sleutel.value = newKey();
  try {
    await inStore("readwrite", (points) => points.put(pointOf(form, true)));
  } catch {
    return form.submit(); // a browser that keeps nothing
  }
  form.elements.tekst.value = "";
  delete form.dataset.dirty;
  form.elements.tekst.focus();
  send();
});

// What was being typed when the page went away comes back.
waiting().then((points) => {
  const form = document.querySelector("form[data-write]");
  const draft = points.find((point) => !point.klaar);
  if (form && draft && !form.elements.tekst.value) {
    [form.elements.tekst.value, form.elements.sleutel.value, form.dataset.dirty] = [draft.tekst, draft.sleutel, ""];
  }
  send();
}).catch(() => {});
addEventListener("online", send);
document.addEventListener("room:news", send);
navigator.serviceWorker?.register(document.body.dataset.worker, { scope: "/deelnemen/" }).catch(() => {});
