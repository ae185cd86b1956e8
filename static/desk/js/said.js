/* What is said of a text, beside the article form and on the review page: opinions, comments, the words they mean. */
"use strict";
import { rangeOf } from "./words.js";
const TEXTS = ".ProseMirror, .read, .review-text";
const TYPED = ["kicker", "headline", "subhead", "summary"].map((name) => `#article_form [name="${name}"]`).join();
const UNSAID = { clean: ".marked-up, del", changes: ".untouched, .clean-only, del" }; // not on screen, or no longer said

const plain = (text) => text.replace(/\s+/g, " ").trim();

/* The words that are chosen go into the boxes that are open, and into one that is opened next. */
let chosen = "";
const fill = (box) => {
  const field = box.querySelector("[data-passage]");
  if (field && chosen) field.value = chosen.slice(0, field.maxLength);
};
const choose = (text) => {
  chosen = plain(text);
  if (chosen) document.querySelectorAll("details[open]").forEach(fill);
};
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0), at = range.commonAncestorContainer;
  if (!(at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement).closest(TEXTS)) return;
  const part = range.cloneContents(), show = document.querySelector("[data-review]")?.dataset.show;
  part.querySelectorAll(UNSAID[show] ?? ".clean-only, del").forEach((each) => each.remove());
  choose(part.textContent);
});
document.addEventListener("select", ({ target }) => {
  if (target.matches(TYPED)) choose(target.value.slice(target.selectionStart, target.selectionEnd));
}, true);
for (const box of document.querySelectorAll("details"))
  box.addEventListener("toggle", () => {
    const field = box.querySelector("[data-passage]");
    if (box.open) fill(box);
    else if (field && !box.querySelector("textarea").value.trim()) field.value = ""; // nothing is said of it
  });

/* A button that opens a box, and one in it that shuts it. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]"), shuts = event.target.closest("[data-shuts]");
  const box = opener ? document.getElementById(opener.dataset.opens) : shuts?.closest("details");
  if (!box) return;
  event.preventDefault();
  box.open = Boolean(opener);
  if (opener) {
    fill(box);
    (box.querySelector('textarea[name="opinion"]') ?? box.querySelector("summary")).focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  } else document.querySelector(`[data-opens="${box.id}"]`)?.focus();
});

/* A reason at a press: it stands before what is typed, in the place of another one. */
const QUICK = [...new Set([...document.querySelectorAll("[data-quick]")].map((each) => each.textContent))];
const STANDS = new RegExp(`^(?:${QUICK.join("|")})：`);
for (const row of document.querySelectorAll(".quick, [data-shuts]")) row.hidden = false;
for (const quick of document.querySelectorAll("[data-quick]"))
  quick.addEventListener("click", () => {
    const field = quick.closest("details").querySelector('[name="opinion"]');
    field.value = `${quick.textContent}：${field.value.replace(STANDS, "")}`;
    field.focus();
  });

/* What can't be done is not sent; its reason stands beside it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const opinion = button.matches("[data-reasoned]") && button.closest("[data-opinion]").querySelector('[name="opinion"]');
  if (button.ariaDisabled === "true") event.preventDefault();
  else if (opinion && !opinion.value.trim()) { event.preventDefault(); opinion.value = ""; opinion.reportValidity(); }
  else if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) event.preventDefault();
}, true);

/* From a comment to the words that it is about: the first place where they stand. */
const show = (words) => {
  for (const field of document.querySelectorAll(TYPED)) {
    const at = field.value.indexOf(words);
    if (at >= 0) { field.focus(); field.setSelectionRange(at, at + words.length); return true; }
  }
  for (const root of document.querySelectorAll(TEXTS)) {
    const range = rangeOf(root, words);
    if (!range) continue;
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    return true;
  }
  return false;
};
for (const button of document.querySelectorAll("[data-find]"))
  button.addEventListener("click", () => { button.classList.toggle("not-found", !show(button.textContent.trim())); });
