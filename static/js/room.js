// Keeps a page of the room up to date: asks what changed since the version that it has. Without it the page is loaded again.
"use strict";

const body = document.body;
const note = document.querySelector("[data-connection]");
let version = 0, etag = "", wait = 2000, timer = 0, asking = false, misses = 0;

// What somebody types or chooses in is not replaced under their hands.
const isBusy = (place) => place.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea")
  || place.querySelector("[data-dirty]") !== null || place.querySelector("details[open] textarea") !== null;

const late = new Map(); // what cannot be shown yet, the latest of each

function put(key, place, show) {
  late.delete(key);
  place && isBusy(place) ? late.set(key, () => put(key, place, show)) : show();
}

function putPart(name, html) {
  const place = document.querySelector(`[data-part="${name}"]`);
  if (place) put(name, place, () => {
    place.innerHTML = html;
    place.dispatchEvent(new CustomEvent("room:new", { bubbles: true }));
  });
}

function putRow(row) {
  const old = document.getElementById(row.id);
  put(row.id, old, () => {
    const holder = document.createElement("template");
    holder.innerHTML = row.html.trim();
    const next = holder.content.firstElementChild;
    if (old?.querySelector("[name=punt]:checked")) next.querySelector("[name=punt]").checked = true;
    old ? old.replaceWith(next) : document.querySelector(`[data-list="${row.lijst}"]`)?.append(next);
  });
}

function apply(news) {
  Object.entries(news.delen).forEach(([name, html]) => putPart(name, html));
  const known = new Set(news.rijen.map((row) => row.id));
  for (const old of document.querySelectorAll("[data-list] > [id^=punt-]")) {
    if (news.weg.includes(old.id) || (news.alles && !known.has(old.id))) old.remove();
  }
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
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    if (answer.ok) {
      apply(await answer.json());
      etag = answer.headers.get("ETag") || "";
    }
    misses = 0;
    [...late.values()].forEach((show) => show());
    document.dispatchEvent(new Event("room:fresh"));
  } catch {
    [version, etag] = [0, ""]; // after a break everything is fetched anew
    misses += 1;
  } finally {
    asking = false;
  }
  if (note) [note.hidden, note.textContent] = [misses < 2, misses < 2 ? "" : "Geen verbinding. Schrijf gerust door: we bewaren het."];
  timer = setTimeout(ask, Math.min(wait * 2 ** Math.min(misses, 3), 15000) * (0.9 + Math.random() / 5));
}

if (body.dataset.state) {
  document.addEventListener("room:ask", ask);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("online", ask);
  ask();
}
