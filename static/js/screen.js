// Turns the pages of a list that is too long for one view. Without it the first page is shown, and the screen is loaded again.
"use strict";

const TURN = 8000; // milliseconds
let turn = 0;

function show() {
  for (const list of document.querySelectorAll("[data-pages]")) {
    const items = [...list.children];
    const most = Number(list.dataset.pages);
    const page = turn % Math.max(1, Math.ceil(items.length / most));
    items.forEach((item, index) => { item.hidden = Math.floor(index / most) !== page; });
  }
}

document.addEventListener("room:new", () => { turn = 0; show(); });
setInterval(() => { turn += 1; show(); }, TURN);
show();
