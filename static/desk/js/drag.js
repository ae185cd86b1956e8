/* Cards of the board are dragged: the whole card by mouse, its grip by mouse, finger or pen; the grip takes keys, too.
   What comes of it is an event, which board.js sends. */
"use strict";
const board = document.querySelector("[data-board]");
const DRAGGED = "text/x-card";
let dragged = null;

/* Without a position: at the end. */
const move = (card, page, position) => board.dispatchEvent(new CustomEvent("board:move", { detail: { card, page, position } }));
const others = (list) => [...list.children].filter((card) => card !== dragged);
const nextOf = (list, event) => others(list).find((card) => {
  const box = card.getBoundingClientRect();
  const sameRow = event.clientY > box.top && event.clientY < box.bottom;
  if (list.dataset.page === "0") return event.clientY < box.top || (sameRow && event.clientX < box.left + box.width / 2);
  return event.clientY < box.top + box.height / 2;
});
// The whole box of a page takes a card, its picture, its headline and its empty foot too.
const listAt = (element) => (dragged && element?.closest(".page-pair, .section")?.querySelector("[data-page]")) || null;
const clear = () => { for (const each of board.querySelectorAll(".over, .before")) each.classList.remove("over", "before"); };
const begin = (card) => { dragged = card; card.classList.add("dragging"); };
const end = () => { dragged?.classList.remove("dragging"); dragged = null; clear(); };
const hover = (list, event) => {
  clear();
  list?.classList.add("over");
  if (list) nextOf(list, event)?.classList.add("before");
};
const drop = (list, event) => {
  const card = dragged, next = nextOf(list, event), at = others(list).indexOf(next);
  const position = at < 0 ? others(list).length + 1 : at + 1;
  end();
  move(card, list.dataset.page, position);
};

let gripped = null; // {card, x, y}: where a finger went down, before it has moved
board.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (gripped) event.preventDefault();
  if (gripped || !card || event.target.closest("input, select")) return;
  begin(card);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData(DRAGGED, card.dataset.card);
});
board.addEventListener("dragend", end);
board.addEventListener("dragover", (event) => {
  const list = listAt(event.target);
  hover(list, event);
  if (list) event.preventDefault();
});
board.addEventListener("drop", (event) => {
  const list = listAt(event.target);
  if (!list) return;
  event.preventDefault();
  drop(list, event);
});

const NEAR_EDGE = 72, STEP = 14, SLACK = 5; // pixels
let last = null; // where the finger is, for scrolling on while it rests at an edge
const under = (event) => listAt(document.elementFromPoint(event.clientX, event.clientY));
const scrollOn = () => {
  if (!dragged || !gripped) return;
  const foot = window.innerHeight - NEAR_EDGE;
  if (last.clientY < NEAR_EDGE) window.scrollBy(0, -STEP);
  else if (last.clientY > foot) window.scrollBy(0, STEP);
  hover(under(last), last);
  requestAnimationFrame(scrollOn);
};
board.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button || board.ariaBusy === "true") return;
  grip.setPointerCapture(event.pointerId);
  gripped = { card: grip.closest("[data-card]"), x: event.clientX, y: event.clientY };
});
board.addEventListener("pointermove", (event) => {
  if (!gripped) return;
  last = event;
  if (!dragged && Math.hypot(event.clientX - gripped.x, event.clientY - gripped.y) > SLACK) {
    begin(gripped.card);
    requestAnimationFrame(scrollOn);
  }
});
const letGo = () => { gripped = null; end(); };
board.addEventListener("pointerup", (event) => {
  if (!gripped) return;
  const list = under(event);
  gripped = null;
  if (list) drop(list, event);
  else end();
});
// The browser's own dragging cancels the pointer as well: that one goes on.
board.addEventListener("pointercancel", () => { if (gripped) letGo(); });

/* By keys on the grip: up and down on its page, left and right to the page before or after. */
const DOWN = { ArrowUp: -1, ArrowDown: 1 }, ACROSS = { ArrowLeft: -1, ArrowRight: 1 };
const moveDown = (card, by) => {
  const list = card.parentElement, position = [...list.children].indexOf(card) + 1 + by;
  if (position >= 1 && position <= list.children.length) move(card, list.dataset.page, position);
};
const moveAcross = (card, by) => {
  const pages = [...board.querySelectorAll("[data-page]")].map((list) => Number(list.dataset.page)).toSorted((a, b) => a - b);
  const page = pages[pages.indexOf(Number(card.parentElement.dataset.page)) + by];
  if (page !== undefined) move(card, page);
};
board.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && gripped) letGo();
  const card = event.target.closest("[data-grip]")?.closest("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (DOWN[event.key]) moveDown(card, DOWN[event.key]);
  else if (ACROSS[event.key]) moveAcross(card, ACROSS[event.key]);
  else return;
  event.preventDefault();
});
