// Pointing at a name in the list lights up its region on the map, and the other way round. Without it both are ordinary links.
"use strict";

for (const map of document.querySelectorAll(".map")) {
  const list = document.getElementById(map.dataset.list);
  if (list) {
    const links = [...map.querySelectorAll("a"), ...list.querySelectorAll("a")];
    const mark = (event) => {
      for (const link of links) {
        const same = event.currentTarget.getAttribute("href") === link.getAttribute("href");
        link.classList.toggle("is-named", same && event.type !== "pointerleave" && event.type !== "blur");
      }
    };
    for (const link of links) {
      for (const type of ["pointerenter", "pointerleave", "focus", "blur"]) {
        link.addEventListener(type, mark);
      }
    }
  }
}
