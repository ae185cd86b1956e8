/* The board without reloading: cards move by drag, by their numbers or by keys, sizes and proposals are taken by a
   press, Ctrl Z takes the last step back. Everything is sent by the card's own form, so that the page works without this file; the answer is the
   board as it stands then, put in place of the old one. */
"use strict";
const board = document.querySelector("[data-board]");
const LAST = 999;
const OWN = new Set(["csrfmiddlewaretoken", "revision"]); // what every step is sent with
const undone = []; // what takes back, the last at the end: {url, fields}
let busy = false;
let shown = board.dataset.url; // with what is looked for

const formOf = (card) => card.querySelector("form[data-moving]");
const cardOf = (article) => board.querySelector(`[data-card="${article}"]`);
const placeOf = (card) => ({
  article: card.dataset.card,
  page: card.closest("[data-page]").dataset.page,
  position: [...card.parentElement.children].indexOf(card) + 1,
  kind: formOf(card).querySelector("option[selected]").value,
});
const moved = (fields) => ({ url: board.dataset.move, fields });

const say = (text, refused) => {
  const line = board.querySelector("#board-say");
  line.classList.toggle("refused", Boolean(refused));
  line.textContent = text;
};
const plain = () => {
  for (const button of board.querySelectorAll("[data-plain]")) button.hidden = true;
  for (const grip of board.querySelectorAll("[data-grip]")) grip.hidden = false;
};

/* What one looks at: places of scrolling, the field with the focus, what one looks for; returns what restores it. */
const keep = () => {
  const focused = document.activeElement?.id, rail = board.querySelector(".rail").scrollTop;
  const look = board.querySelector("[name=look]:checked").id, sought = board.querySelector("#old")?.value;
  return () => {
    document.getElementById(look).checked = true;
    board.querySelector(".rail").scrollTop = rail;
    const field = board.querySelector("#old");
    if (field && sought) field.value = sought;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
};
/* The board as the answer shows it. */
const put = (html, url) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("[data-board]");
  if (!fresh) { location.assign(url); return null; }
  const restore = keep();
  board.replaceChildren(...fresh.childNodes);
  board.dataset.revision = fresh.dataset.revision;
  shown = url.split("#")[0];
  plain();
  restore();
  board.dispatchEvent(new Event("board:put"));
  const said = page.querySelector(".messagelist li");
  return said && { text: said.textContent.trim(), refused: said.classList.contains("error") };
};

const send = async (url, fields) => {
  if (busy) return false;
  busy = true;
  board.setAttribute("aria-busy", "true");
  const data = new FormData();
  data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("revision", board.dataset.revision);
  for (const [name, value] of fields) data.append(name, value);
  try {
    const answer = await fetch(url, { method: "POST", body: data });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = put(await answer.text(), answer.url);
    if (said) say(said.text, said.refused);
    return !said?.refused;
  } catch {
    say("没有送到，什么也没有动。请看看网络，再试一次。", true);
    return false;
  } finally {
    busy = false;
    board.removeAttribute("aria-busy");
  }
};
/* Sends what can be taken back: `back` does that. */
const act = async (url, fields, back) => {
  const before = board.dataset.revision;
  if (!await send(url, fields) || !back || board.dataset.revision === before) return;
  undone.push(back);
  say(`${board.querySelector("#board-say").textContent}Ctrl Z 撤销。`);
};
const move = (card, place) => {
  const before = placeOf(card);
  if (["page", "position", "kind"].every((name) => String(before[name]) === String(place[name]))) return;
  act(board.dataset.move, Object.entries(place), moved(before));
};
const undo = async () => {
  const back = undone.pop();
  if (!back) { say("没有可撤销的了。"); return; }
  if (!await send(back.url, Object.entries(back.fields))) undone.push(back);
};

/* A form that is sent as it is; what takes it back depends on what it does. */
const chosen = (form, name) => form.elements[name].querySelector("option[selected]")?.value ?? "";
const backOf = (form) => {
  const article = form.elements.article?.value;
  switch (form.dataset.sent) {
    case "photo": return { url: form.action, fields: { article, photo_size: form.querySelector("[aria-pressed=true]").value } };
    case "head": return moved({ article, page: form.elements.page.value, position: form.elements.position.value, form: chosen(form, "form") || "auto", size: chosen(form, "size") });
    case "place": return moved({ article, page: 0 });
    case "many": return { url: board.dataset.revert, fields: {} };
    default: return null;
  }
};
board.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-sent]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(([name]) => !OWN.has(name));
  const url = event.submitter?.getAttribute("formaction") || form.action;
  // What is put back is no step to take back: that would do it again.
  act(url, fields, url === board.dataset.revert ? null : backOf(form));
});

/* The board as it is now, unless one is at something; and with what was looked for. */
const isChanged = (field) => {
  const first = field.matches("select") ? field.querySelector("option[selected]") ?? field.options[0] : null;
  return field.value !== (first ? first.value : field.defaultValue);
};
const isTyping = () => [...board.querySelectorAll("input:not(#old, [type=radio]), select")].some(isChanged);
const isDragging = () => board.querySelector(".dragging") !== null;
const load = async (url) => {
  if (busy || isDragging() || isTyping()) { setTimeout(load, 2000, url); return; }
  const answer = await fetch(url).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  if (!html || busy || isDragging()) return;
  const line = board.querySelector("#board-say"), text = line.textContent, refused = line.classList.contains("refused");
  put(html, answer.url);
  say(text, refused);
};
board.addEventListener("board:refresh", () => load(shown));
board.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-find]");
  if (!form) return;
  event.preventDefault();
  load(`${board.dataset.url}?${new URLSearchParams(new FormData(form))}`);
});

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

/* Where a card was dragged to, or moved by keys (drag.js). */
board.addEventListener("board:move", (event) => {
  const { card, page, position } = event.detail;
  move(card, { ...placeOf(card), page, position: position ?? LAST });
});

/* Ctrl Z, unless one is writing in a field; a step that asks first; one that can't be taken yet. */
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const field = event.target.closest("input:not([type=radio]), textarea");
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
