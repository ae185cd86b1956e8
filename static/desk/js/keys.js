/* Keys that work everywhere on the desk. Single letters only while no field has focus, and can be switched off. */
"use strict";
const list = document.getElementById("keys");
const OFF = "desk-letters-off";
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog[open]");
const rows = () => [...document.querySelectorAll("[data-rows] > li, #result_list tbody tr")].filter((row) => !row.closest("details:not([open])"));
let goes = false;

const letters = list?.querySelector("[data-letters]");
if (letters) {
  letters.checked = localStorage.getItem(OFF) === null;
  letters.addEventListener("change", () => {
    if (letters.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}

const choose = (row) => {
  if (!row) return;
  document.querySelector(".row-chosen")?.classList.remove("row-chosen");
  row.classList.add("row-chosen");
  (row.querySelector("th a, a") ?? row).focus();
};
const walk = (by) => {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("row-chosen"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  choose(next);
};
const find = () => {
  const box = document.getElementById("searchbar");
  if (box) { box.focus(); box.select(); }
  else if (list.dataset.find) location.href = `${list.dataset.find}#searchbar`;
};
/* A button of the chosen row of the desk: the row says which key presses it. */
const press = (key) => document.querySelector(`.row-chosen form[data-key="${key}"] button`)?.click();
const ACTS = {
  "/": find,
  n: () => { if (list.dataset.new) location.href = list.dataset.new; },
  "?": () => list.showModal(),
  g: () => { goes = true; setTimeout(() => { goes = false; }, 1500); },
  j: () => walk(1),
  k: () => walk(-1),
  t: () => press("t"),
  u: () => press("u"),
  h: () => document.querySelector(".hour-fold > summary")?.click(),
};

/* The manual's section for this page is fetched with it: it opens without the network. */
const guide = document.getElementById("guide");
const fillGuide = async () => {
  const answer = await fetch(guide.dataset.src).catch(() => null);
  if (!answer?.ok || answer.redirected) return; // the session may be over
  const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
  guide.replaceChildren(...body.childNodes);
};
if (guide) addEventListener("load", fillGuide);
const openGuide = (event) => {
  if (!guide?.firstElementChild) return; // the link leads to the whole manual
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) guide.showModal();
};
for (const link of document.querySelectorAll("[data-guide]")) link.addEventListener("click", openGuide);

document.addEventListener("keydown", (event) => {
  if (event.key === "F1") { openGuide(event); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || localStorage.getItem(OFF) !== null) return;
  const key = event.key.toLowerCase();
  if (goes) {
    goes = false;
    const tab = document.querySelector(`.tabs [data-go="${CSS.escape(key)}"]`);
    if (tab) { event.preventDefault(); tab.click(); return; }
  }
  if (!ACTS[key]) return;
  event.preventDefault();
  ACTS[key]();
});
if (location.hash === "#searchbar") find();
else if (location.hash) choose(rows().find((row) => row.id && `#${row.id}` === location.hash)); // back from a button of that row
