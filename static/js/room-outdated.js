// Says when the room changed since this page was made. Without it, loading the page again tells.
"use strict";

const outdated = document.querySelector("[data-outdated]");
const made = Number(document.body.dataset.version);

async function look() {
  try {
    const answer = await fetch(`${document.body.dataset.state}?sinds=${made}`, { headers: { Accept: "application/json" }, cache: "no-store" });
    outdated.hidden = (await answer.json()).versie === made;
  } catch {
    // no network: nothing can be said
  }
}

setInterval(look, 5000);
