/* The size of text changes at once and is remembered in this browser; without this script the button
   loads the page anew, which comes to the same. The cookie is that of site/reading.py. */
"use strict";

const root = document.documentElement;
const YEAR = 400 * 24 * 60 * 60;

const remembered = () => {
  const found = document.cookie.split("; ").find((each) => each.startsWith("reading="));
  return found?.slice("reading=".length).split("-") ?? ["standard", "normal"];
};

const show = (size) => {
  root.dataset.size = size;
  for (const button of document.querySelectorAll(".size")) {
    button.ariaPressed = String(button.value === size);
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest(".size");
  if (!button || !navigator.cookieEnabled) return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `reading=${root.dataset.view}-${button.value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  show(button.value);
});

/* A page that comes back from the browser's own memory is as old as the last visit to it. */
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  const [view, size] = remembered();
  if (view === root.dataset.view) show(size);
  else location.reload();
});
