// Keeps a page of the room up to date: asks what changed since the version that it has. Without it the page is loaded again.
"use strict";

const body = document.body;
const note = document.querySelector("[data-connection]");
let version = 0, etag = "", wait = 2000, timer = 0, asking = false, misses = 0;

// What somebody types or chooses in is not replaced under their hands.
const isBusy = (place) => place.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea")
  || place.querySelector("[data-dirty]") !== null || place.querySelector("details[open] textarea") !== null;

function put(place, html) {
  if (!isBusy(place) && place.innerHTML !== html) {
    place.innerHTML = html;
    place.dispatchEvent(new CustomEvent("room:new", { bubbles: true }));
  }
}

function putRow(row) {
  const list = document.querySelector(`[data-list="${row.lijst}"]`);
  const old = document.getElementById(row.id);
  if (old && isBusy(old)) return;
  const isPicked = old?.querySelector("[name=punt]:checked");
  const holder = document.createElement("template");
  holder.innerHTML = row.html.trim();
  const next = holder.content.firstElementChild;
  if (isPicked) next.querySelector("[name=punt]").checked = true;
  if (old) old.replaceWith(next);
  else list?.append(next);
}

function apply(news) {
  for (const [name, html] of Object.entries(news.delen)) {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (place) put(place, html);
  }
  if (news.alles) {
    const known = new Set(news.rijen.map((row) => row.id));
    for (const old of document.querySelectorAll("[data-list] > [id^=punt-]")) if (!known.has(old.id)) old.remove();
  }
  for (const id of news.weg) document.getElementById(id)?.remove();
  news.rijen.forEach(putRow);
  [version, wait] = [news.versie, news.wacht];
  document.dispatchEvent(new CustomEvent("room:news", { detail: news }));
}

async function ask() {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  try {
    const headers = { Accept: "application/json", ...(etag && { "If-None-Match": etag }) };
    const answer = await fetch(`${body.dataset.state}?sinds=${version}`, { headers, cache: "no-store" });
    if (answer.status === 404) return location.reload();
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(answer.status);
      apply(await answer.json());
      etag = answer.headers.get("ETag") || "";
    }
    misses = 0;
    document.dispatchEvent(new Event("room:fresh"));
  } catch {
    [version, etag] = [0, ""]; // after a break everything is fetched anew
    misses += 1;
  } finally {
    asking = false;
  }
  if (note) note.hidden = misses < 2;
  if (note) note.textContent = misses < 2 ? "" : "Geen verbinding. Schrijf gerust door: we bewaren het en sturen het zodra het kan.";
  timer = setTimeout(ask, Math.min(wait * 2 ** Math.min(misses, 3), 15000) * (0.9 + Math.random() / 5));
}

if (body.dataset.state) {
  document.addEventListener("room:ask", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("online", ask);
  ask();
}
