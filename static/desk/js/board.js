/* The board without reloading: cards move by drag or by their numbers, Ctrl Z takes the last move back.
   Everything is sent by the card's own form, so that the page works without this file; the answer is the
   board as it stands then, put in place of the old one. */
"use strict";
const board = document.querySelector("[data-board]");
const LAST = 999;
const DRAGGED = "text/x-card";
const undone = []; // moves that take back: {article, page, position, kind}
let busy = false;

const formOf = (card) => card.querySelector("form[data-moving]");
const cardOf = (article) => board.querySelector(`[data-card="${article}"]`);
const placeOf = (card) => ({
  article: card.dataset.card,
  page: card.closest("[data-page]").dataset.page,
  position: [...card.parentElement.children].indexOf(card) + 1,
  kind: formOf(card).querySelector("option[selected]").value,
});

const say = (text, refused) => {
  const line = board.querySelector("#board-say");
  line.classList.toggle("refused", Boolean(refused));
  line.textContent = text;
};
const plain = () => { for (const button of board.querySelectorAll("[data-plain]")) button.hidden = true; };

/* The new board keeps what one looks at: places of scrolling, and the field with the focus. */
const put = (html, url) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("[data-board]");
  if (!fresh) { location.assign(url); return null; }
  const focused = document.activeElement?.id, rail = board.querySelector(".rail")?.scrollTop ?? 0;
  board.replaceChildren(...fresh.childNodes);
  board.dataset.revision = fresh.dataset.revision;
  plain();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const side = board.querySelector(".rail");
  if (side) side.scrollTop = rail;
  const said = page.querySelector(".messagelist li");
  return said && { text: said.textContent.trim(), refused: said.classList.contains("error") };
};

const send = async (place, form) => {
  if (busy) return false;
  busy = true;
  board.setAttribute("aria-busy", "true");
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("revision", board.dataset.revision);
  for (const [name, value] of Object.entries(place)) data.append(name, value);
  try {
    const answer = await fetch(board.dataset.move, { method: "POST", body: data });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = put(await answer.text(), answer.url);
    if (said) say(said.refused ? said.text : `${said.text}Ctrl Z 撤销。`, said.refused);
    return Boolean(said) && !said.refused;
  } catch {
    say("没有送到，什么也没有动。请看看网络，再试一次。", true);
    return false;
  } finally {
    busy = false;
    board.removeAttribute("aria-busy");
  }
};
const move = async (card, place) => {
  const before = placeOf(card);
  if (["page", "position", "kind"].every((name) => String(before[name]) === String(place[name]))) return;
  if (await send(place, formOf(card))) undone.push(before);
};
const undo = async () => {
  const place = undone.pop();
  const card = place && cardOf(place.article);
  if (!card) { say("没有可撤销的了。"); return; }
  if (!await send(place, formOf(card))) undone.push(place);
};

/* By number: a field that is left, a kind that is chosen, or Enter. */
const fromForm = (form) => {
  const card = form.closest("[data-card]"), field = (name) => form.elements[name].value;
  return [card, { article: card.dataset.card, page: field("page"), position: field("position") || LAST, kind: field("kind") }];
};
const moveByForm = (form) => {
  if (!form.reportValidity()) return;
  const [card, place] = fromForm(form);
  // Another page and the old number: at its end, unless a number was written.
  const number = form.elements.position;
  if (place.page !== card.closest("[data-page]").dataset.page && number.value === number.defaultValue) place.position = LAST;
  move(card, place);
};
board.addEventListener("change", (event) => {
  const form = event.target.closest("[data-card] form[data-moving]");
  if (form) moveByForm(form);
});
board.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-moving]"), card = form && cardOf(form.elements.article.value);
  if (!card) return; // an article that is not on the board comes with a new page
  event.preventDefault();
  if (form.closest("[data-card]")) moveByForm(form);
  else move(card, { ...placeOf(card), page: form.elements.page.value, position: LAST });
});

/* By drag. */
let dragged = null;
const others = (list) => [...list.children].filter((card) => card !== dragged);
const nextOf = (list, event) => others(list).find((card) => {
  const box = card.getBoundingClientRect();
  const sameRow = event.clientY > box.top && event.clientY < box.bottom;
  if (list.dataset.page === "0") return event.clientY < box.top || (sameRow && event.clientX < box.left + box.width / 2);
  return event.clientY < box.top + box.height / 2;
});
const clear = () => { for (const each of board.querySelectorAll(".over, .before")) each.classList.remove("over", "before"); };
board.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-card]");
  if (!card || event.target.closest("input, select")) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData(DRAGGED, card.dataset.card);
  card.classList.add("dragging");
});
board.addEventListener("dragend", () => { dragged?.classList.remove("dragging"); dragged = null; clear(); });
board.addEventListener("dragover", (event) => {
  // The whole box of a page takes a card, its headline and its empty foot too.
  const list = dragged && (event.target.closest(".page-box, .section")?.querySelector("[data-page]"));
  clear();
  if (!list) return;
  event.preventDefault();
  list.classList.add("over");
  nextOf(list, event)?.classList.add("before");
});
board.addEventListener("drop", (event) => {
  const list = dragged && event.target.closest(".page-box, .section")?.querySelector("[data-page]");
  if (!list) return;
  event.preventDefault();
  const card = dragged, next = nextOf(list, event), at = others(list).indexOf(next);
  clear();
  move(card, { ...placeOf(card), page: list.dataset.page, position: at < 0 ? others(list).length + 1 : at + 1 });
});

/* Ctrl Z, unless one is writing in a field; a step that asks first; one that can't be taken yet. */
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const field = event.target.closest("input, textarea");
  if (field && field.value !== field.defaultValue) return;
  event.preventDefault();
  undo();
});
board.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.ariaDisabled === "true") event.preventDefault();
  else if (button?.dataset.confirm && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

plain();
