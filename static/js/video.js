// A film loads nothing from elsewhere until the visitor asks for it. Without this script the link to the film works as an ordinary link.
"use strict";

function playerAddress(address) {
  const url = new URL(address, document.baseURI);
  const host = url.hostname.replace(/^(www|m)\./, "");
  if (["youtube.com", "youtu.be", "youtube-nocookie.com"].includes(host)) {
    const id = url.searchParams.get("v") || url.pathname.split("/").filter(Boolean).pop() || "";
    return /^[\w-]{6,20}$/.test(id) ? `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0` : null;
  }
  return null;
}

function play(screen, link, address) {
  const player = document.createElement("iframe");
  player.src = address;
  player.title = link.dataset.title;
  player.allow = "autoplay; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.tabIndex = 0;
  screen.replaceWith(player);
  player.focus();
}

for (const screen of document.querySelectorAll("[data-video]")) {
  const link = screen.querySelector("a");
  const address = playerAddress(link.href);
  if (address) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button video__play";
    button.textContent = "Speel de film hier af";
    button.setAttribute("aria-label", `Speel de film hier af: ${link.dataset.title}`);
    button.addEventListener("click", () => play(screen, link, address));
    link.before(button);
    link.className = "video__link";
    screen.querySelector(".video__consent").hidden = false;
  }
}
