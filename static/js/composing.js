/* Keys that belong to an input method: the Enter that ends a word's pinyin is none of ours. One home for every
   script, select2 included: what an input method takes never reaches them. Safari ends the composition before it
   sends the Enter, which then bears the code 229 alone. The editor of rich text knows of it by itself. */
"use strict";
const TAKEN = 229;

window.addEventListener("keydown", (event) => {
  if (!event.isComposing && event.keyCode !== TAKEN) return;
  if (!event.target.closest?.("[contenteditable=true]")) event.stopImmediatePropagation();
}, true);
