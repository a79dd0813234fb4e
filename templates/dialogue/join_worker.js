// Opens the pages under /deelnemen/ again without a network, as they were when there was one. Nothing that is asked of the room is kept.
"use strict";

const KEPT = "deelnemen-1";
const isNews = (url) => /\/(stand|punten)\/$/.test(url.pathname);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || isNews(url)) return;
  event.respondWith(fetchOrKept(event.request));
});

async function fetchOrKept(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    if (answer.status === 404) await kept.delete(request);
    return answer;
  } catch (error) {
    const found = await kept.match(request);
    if (found) return found;
    throw error;
  }
}
