// Shows as much of a long list as fits in one view, and turns its pages. Without it the whole list is there, and the screen is loaded again.
"use strict";

const TURN = 8000; // milliseconds
const view = document.querySelector(".screen__view");
let start = 0;

function show(from) {
  for (const list of document.querySelectorAll("[data-pages]")) {
    const items = [...list.children];
    const first = from < items.length ? from : 0;
    const most = Math.min(items.length, first + Number(list.dataset.pages));
    items.forEach((item) => { item.hidden = true; });
    let next = first;
    while (next < most) {
      items[next].hidden = false;
      if (view.scrollHeight > view.clientHeight && next > first) {
        items[next].hidden = true;
        break;
      }
      next += 1;
    }
    start = next;
  }
}

document.body.classList.add("screen--paged");
document.addEventListener("room:new", () => show(0));
setInterval(() => show(start), TURN);
show(0);
