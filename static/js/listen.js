/* Reads an article aloud with the browser's own voice, sentence by sentence. The sentence that is read is marked
   and kept in sight; keys while it reads: space pauses, the arrows go back and on, + and - change the speed,
   Escape ends. Where the browser has no Chinese voice, no button is shown. */
"use strict";

const SENTENCE = /[^。！？；…]*[。！？；…]+[”’」』）]*|[^。！？；…]+$/g;
const SPEEDS = [0.6, 0.8, 1, 1.25, 1.5, 2];
const synth = window.speechSynthesis;
const start = document.querySelector(".strip-listen");
const voiceOf = () => synth?.getVoices().find((each) => each.lang.toLowerCase().startsWith("zh"));

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/* The sentences of the page as ranges of its text: the headline, then what stands in the body. */
const sentences = () => {
  const found = [];
  const parts = document.querySelectorAll(".story-headline, .story-subhead, .body > p, .body > h2, .body li, .body blockquote p");
  for (const part of parts) {
    const nodes = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".corrected-mark, [aria-hidden]")) continue;
      nodes.push({ node, from: text.length });
      text += node.data;
    }
    const at = (offset) => {
      const one = nodes.findLast((each) => each.from <= offset) ?? nodes[0];
      return [one.node, Math.min(offset - one.from, one.node.data.length)];
    };
    const pieces = part.matches(".body > p, .body li, .body blockquote p") ? text.matchAll(SENTENCE) : [{ 0: text, index: 0 }];
    for (const piece of pieces) {
      if (!/[\p{L}\p{N}]/u.test(piece[0])) continue;
      const range = document.createRange();
      range.setStart(...at(piece.index));
      range.setEnd(...at(piece.index + piece[0].length));
      found.push({ range, part, text: piece[0].trim() });
    }
  }
  return found;
};

const where = make("p", { className: "listen-where" });
where.setAttribute("aria-live", "polite");
const play = make("button", { type: "button", className: "listen-play", textContent: "停一停" });
const back = make("button", { type: "button", textContent: "前一句" });
const on = make("button", { type: "button", textContent: "后一句" });
const faster = make("button", { type: "button" });
const end = make("button", { type: "button", textContent: "不听了" });
const bar = make("section", { className: "listen", ariaLabel: "朗读", hidden: true },
  make("div", { className: "listen-row" }, where,
    make("div", { className: "listen-buttons" }, play, back, on, faster, end)));

let list = [];
let at = 0;
let speed = 2;
let turn = 0;
let reading = false;

const mark = () => {
  const { range, part } = list[at];
  if (window.Highlight && CSS.highlights) CSS.highlights.set("reading", new Highlight(range));
  for (const each of document.querySelectorAll(".reading-now")) each.classList.remove("reading-now");
  if (!CSS.highlights) part.classList.add("reading-now");
  const box = range.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight - bar.offsetHeight) part.scrollIntoView({ block: "center" });
  where.textContent = `第${at + 1}句，共${list.length}句`;
  faster.textContent = `语速${SPEEDS[speed]}`;
  faster.ariaLabel = `语速${SPEEDS[speed]}倍，按一下加快`;
};

const say = () => {
  const mine = ++turn;
  synth.cancel();
  reading = true;
  play.textContent = "停一停";
  mark();
  const words = new SpeechSynthesisUtterance(list[at].text);
  words.lang = "zh-CN";
  words.voice = voiceOf();
  words.rate = SPEEDS[speed];
  words.onend = () => {
    if (mine !== turn || !reading) return;
    if (at + 1 < list.length) { at += 1; say(); } else finish();
  };
  synth.speak(words);
};

const rest = () => {
  turn += 1;
  reading = false;
  synth.cancel();
  play.textContent = "接着听";
};

function finish() {
  rest();
  CSS.highlights?.delete("reading");
  for (const each of document.querySelectorAll(".reading-now")) each.classList.remove("reading-now");
  bar.hidden = true;
  start.focus();
}

const go = (step) => { at = Math.max(0, Math.min(list.length - 1, at + step)); say(); };
const change = (step) => {
  speed = Math.max(0, Math.min(SPEEDS.length - 1, speed + step));
  if (reading) say(); else mark();
};
const toggle = () => (reading ? rest() : say());

const begin = () => {
  if (!bar.hidden) { play.focus(); return; }
  list = sentences();
  if (!list.length) return;
  at = 0;
  bar.hidden = false;
  play.focus();
  say();
};

const KEYS = { "ArrowLeft": () => go(-1), "ArrowRight": () => go(1), "+": () => change(1), "=": () => change(1),
  "-": () => change(-1), "Escape": finish };

const answer = (event) => {
  if (bar.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  const act = KEYS[event.key] ?? (event.key === " " && !event.target.closest("button, a, summary") ? toggle : null);
  if (!act) return;
  event.preventDefault();
  act();
};

const offer = () => { if (voiceOf()) start.hidden = false; };

if (start && synth) {
  document.body.append(bar);
  start.addEventListener("click", begin);
  play.addEventListener("click", toggle);
  back.addEventListener("click", () => go(-1));
  on.addEventListener("click", () => go(1));
  faster.addEventListener("click", () => { if (speed === SPEEDS.length - 1) speed = -1; change(1); });
  end.addEventListener("click", finish);
  document.addEventListener("keydown", answer);
  window.addEventListener("pagehide", () => synth.cancel());
  synth.addEventListener?.("voiceschanged", offer);
  offer();
}
