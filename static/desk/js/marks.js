/* The words that somebody said something of are marked in the text, each with the number of what was said.
   Nothing of it is in the text: the browser draws it over it. Without it the words stand beside what was said. */
"use strict";
import { rangeOf } from "./words.js";

const said = [...document.querySelectorAll("[data-find]")].filter((each) => !each.closest(".done"));
const texts = [...document.querySelectorAll(".ProseMirror, .read, .review-text")];
const PAUSE = 300; // milliseconds without a key before the marks are drawn anew

const layers = new Map(texts.map((text) => {
  const layer = document.createElement("div");
  layer.className = "said-layer";
  layer.contentEditable = "false";
  text.parentElement.append(layer);
  return [text, layer];
}));

const badge = (text, range, button, number) => {
  const layer = layers.get(text), box = range.getClientRects()[0], from = layer.getBoundingClientRect();
  if (!box) return;
  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "said-badge";
  mark.textContent = number;
  mark.title = button.closest("li, section").textContent.replace(/\s+/g, " ").trim().slice(0, 200);
  mark.ariaLabel = `第${number}处意见\uff1a${mark.title}`;
  mark.style.left = `${box.left - from.left}px`;
  mark.style.top = `${box.top - from.top}px`;
  mark.addEventListener("click", () => {
    button.scrollIntoView({ block: "center" });
    button.focus();
  });
  layer.append(mark);
};

const draw = () => {
  const ranges = [];
  for (const layer of layers.values()) layer.replaceChildren();
  said.forEach((button, at) => {
    for (const text of texts) {
      const range = rangeOf(text, button.textContent.trim());
      if (!range) continue;
      ranges.push(range);
      badge(text, range, button, String(at + 1));
      return;
    }
  });
  if (window.Highlight) CSS.highlights.set("said", new Highlight(...ranges));
};

if (said.length && texts.length) {
  said.forEach((button, at) => { button.dataset.n = at + 1; });
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(draw, PAUSE); };
  for (const text of texts) {
    new MutationObserver(later).observe(text, { childList: true, characterData: true, subtree: true });
    new ResizeObserver(later).observe(text);
  }
  document.addEventListener("change", later); // another way to show the text
  draw();
}
