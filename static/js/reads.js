/* Tells the newsroom that an article was read: once, after it stood before somebody for eight seconds. No cookie, nothing about who. */
"use strict";
const WAIT = 8000;
const { read } = document.querySelector("[data-read]")?.dataset ?? {};
let waiting = 0;

const tell = () => {
  waiting = 0;
  document.removeEventListener("visibilitychange", watch);
  navigator.sendBeacon(read);
};

function watch() {
  clearTimeout(waiting);
  waiting = document.visibilityState === "visible" ? setTimeout(tell, WAIT) : 0;
}

if (read) {
  document.addEventListener("visibilitychange", watch);
  watch();
}

/* Words that a reader marks lead to 我要纠错 for their passage. Without script there is the link below the text. */
const body = document.querySelector(".body");
const link = document.querySelector("[data-report]");
if (body && link) {
  const here = document.createElement("a");
  here.className = "here";
  here.textContent = "这里有错";
  here.hidden = true;
  document.body.append(here);
  const offer = () => {
    const marked = document.getSelection();
    const words = String(marked).trim();
    here.hidden = words.length < 4 || !body.contains(marked.anchorNode);
    if (here.hidden) return;
    const box = marked.getRangeAt(0).getBoundingClientRect();
    const left = Math.min(box.left + scrollX, document.documentElement.clientWidth - 130);
    here.style.insetInlineStart = `${Math.max(8, left)}px`;
    here.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
    here.href = `${link.href}?words=${encodeURIComponent(words.slice(0, 60))}`;
  };
  document.addEventListener("selectionchange", offer);
}
