// A place in the browser for points that the server does not have yet; it outlives the page. See room-queue.js.
"use strict";

const store = new Promise((resolve, reject) => {
  const asked = indexedDB.open("zorgpact-room", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("points", { keyPath: "sleutel" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function inStore(mode, act) {
  const transaction = (await store).transaction("points", mode);
  const asked = act(transaction.objectStore("points"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = () => reject(transaction.error);
  });
}

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
