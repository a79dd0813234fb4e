// The time that is left, by the clock of the server, and how old what is shown is. Without it there is no clock.
"use strict";

const fresh = document.querySelector("[data-fresh]");
let end = null, offset = 0, last = Date.now();

document.addEventListener("room:news", ({ detail }) => {
  [end, offset] = [detail.eind, detail.nu - Date.now()];
  tick();
});
document.addEventListener("room:fresh", () => { last = Date.now(); });

function tick() {
  const left = end === null ? 0 : Math.max(0, Math.round((end - Date.now() - offset) / 1000));
  for (const clock of document.querySelectorAll("[data-clock]")) {
    clock.hidden = end === null;
    clock.textContent = left ? `nog ${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}` : "de tijd is om";
  }
  const age = Math.round((Date.now() - last) / 1000);
  if (fresh) fresh.textContent = age < 4 ? "net bijgewerkt" : `${age} seconden oud`;
}

setInterval(tick, 1000);
