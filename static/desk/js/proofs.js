/* The board's page pictures and files: drawn anew in the background when the plan has moved on and one has stopped
   moving for a moment; while something is made, what the board says of it is asked for every two seconds. */
"use strict";
const board = document.querySelector("[data-board]");
const PAUSE = 2000, STILL = 3000; // milliseconds
let tried = "", waiting = 0, asking = 0;

const part = () => board.querySelector("[data-publishing]");
const show = () => board.toggleAttribute("data-drawing", part().hasAttribute("data-drawing"));

/* Puts the answer in place; the board comes anew when what was under way has ended. */
const take = async (answer) => {
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-publishing]");
  if (!fresh) return;
  const before = part().hasAttribute("data-under-way"), focused = document.activeElement?.closest("[data-publishing]");
  if (!focused || before !== fresh.hasAttribute("data-under-way")) part().replaceWith(fresh);
  else part().querySelector("[role=status]")?.replaceWith(fresh.querySelector("[role=status]"));
  show();
  if (before && !fresh.hasAttribute("data-under-way")) board.dispatchEvent(new Event("board:refresh"));
};
const ask = async () => {
  if (!document.hidden) await take(await fetch(board.dataset.progress).catch(() => null));
  follow();
};
const follow = () => {
  clearTimeout(asking);
  if (part().hasAttribute("data-under-way")) asking = setTimeout(ask, PAUSE);
};

const draw = async () => {
  if (document.hidden) { consider(); return; }
  tried = board.dataset.revision;
  const data = new FormData();
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("quietly", "1");
  part().setAttribute("data-under-way", "");
  board.setAttribute("data-drawing", "");
  await take(await fetch(board.dataset.draw, { method: "POST", body: data }).catch(() => null));
  follow();
};
const consider = () => {
  clearTimeout(waiting);
  // Each plan is tried once: one that can't be drawn is not begun again and again.
  if (part().hasAttribute("data-draws") && tried !== board.dataset.revision) waiting = setTimeout(draw, STILL);
};
const begin = () => { show(); follow(); consider(); };

board.addEventListener("board:put", begin);
begin();
