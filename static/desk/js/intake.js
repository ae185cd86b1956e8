/* The review screen under the keys. Everything here presses a button of the page, so that the page
   works without this file; a submitted act replaces the screen in place and keeps the cursor. */
import { isSignedIn, makeLoginLink, renewTokens } from "./session.js";

const screen = document.querySelector("[data-intake]");
const said = document.querySelector("[data-said]");

let cursor = 0; // number of the line where the cursor stands
let doubt = -1;
let afterG = false; // G opens a two-key jump of the frame
let busy = false;

const boxes = () => [...screen.querySelectorAll("[data-raw] input")];
const doubts = () => [...screen.querySelectorAll("[data-doubt]")];
const typing = (target) => target.closest?.("textarea, select, [contenteditable], dialog, input:not([type=checkbox])");

function count() {
  const note = screen.querySelector("[data-count]");
  if (!note) return;
  const chosen = boxes().filter((box) => box.checked).length;
  note.textContent = chosen ? `选中${chosen}行，归` : "先选行，归";
}

/* one tab stop for all lines; arrows walk them */
function stand(box, { only = true, focus = true } = {}) {
  if (!box) return;
  for (const other of boxes()) {
    if (only) other.checked = other === box;
    other.tabIndex = other === box ? 0 : -1;
  }
  box.checked = true;
  cursor = Number(box.value);
  if (focus) box.focus();
  box.closest("li").scrollIntoView({ block: "nearest" });
  count();
}

function walk(step, more) {
  const all = boxes();
  const at = all.findIndex((box) => Number(box.value) === cursor);
  const next = at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
  stand(next, { only: !more });
}

function look(step) {
  const all = doubts();
  if (!all.length) return;
  doubt = Math.max(0, Math.min(all.length - 1, doubt + step));
  const about = all[doubt].dataset.about.split(" ");
  for (const box of boxes()) box.checked = about.includes(box.value);
  cursor = Number(about[0]) || cursor;
  all[doubt].focus();
  all[doubt].scrollIntoView({ block: "nearest" });
  const line = boxes().find((box) => box.checked)?.closest("li");
  if (line && matchMedia("(min-width: 58.01rem)").matches) line.scrollIntoView({ block: "center" });
  count();
}

function headForm() {
  const focused = document.activeElement?.closest("[data-story]");
  const card = focused ?? [...screen.querySelectorAll("[data-story]")].find((li) => li.dataset.lines.split(" ").includes(String(cursor)));
  const form = (card ?? screen.querySelector("[data-story]"))?.querySelector("[data-head]");
  if (!form) return;
  form.open = true;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector("input[type=text]").focus();
}

/* Enter chooses no line, and with Ctrl makes the drafts, from inside a field too. */
function enter(event) {
  if (event.key !== "Enter") return false;
  if (!event.ctrlKey) return Boolean(event.target.matches?.("[data-raw] input"));
  if (event.altKey) return false;
  screen.querySelector("[data-create] button")?.click();
  return true;
}

/* The key as the page names it; null where it is the second of a jump, or letters are switched off. */
function keyOf(event) {
  const jump = afterG;
  afterG = event.key.toLowerCase() === "g";
  const letter = event.key.length === 1;
  if (jump || (letter && localStorage.getItem("desk-letters-off") !== null)) return null;
  return letter ? event.key.toLowerCase() : event.key;
}

function arrow({ target, shiftKey }, step) {
  if (target !== document.body && !target.closest?.("[data-raw], [data-doubt]")) return false;
  walk(step, shiftKey);
  return true;
}

function accept({ target }) {
  if (!target.matches?.("[data-doubt]")) return pressButton("Enter");
  target.querySelector("[data-accept]").click();
  return true;
}

/* The other reading of what was only guessed, on the doubt that says so. */
function otherwise({ target }) {
  const button = target.closest?.("[data-doubt]")?.querySelector("[data-otherwise]");
  button?.click();
  return Boolean(button);
}

function pressButton(key) {
  const button = screen.querySelector(`[data-lines] [data-key="${CSS.escape(key)}"]`);
  button?.click();
  return Boolean(button);
}

/* Each says false where the key is not its own. */
const ACTS = {
  ArrowDown: (event) => arrow(event, 1),
  ArrowUp: (event) => arrow(event, -1),
  Enter: accept,
  e: headForm,
  o: otherwise,
  j: () => look(1),
  k: () => look(-1),
};

function press(event) {
  if (enter(event)) return true;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return false;
  const key = keyOf(event);
  if (key === null) return false;
  const act = ACTS[key];
  return act ? act(event) !== false : pressButton(key);
}

async function send(form, button) {
  if (busy) return;
  busy = true;
  screen.ariaBusy = "true";
  try {
    renewTokens();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-intake]");
    if (!fresh && await isSignedIn() === false) {
      refuse("登录已过期，这一步没有做，填的都还在：请", makeLoginLink(screen.dataset.login), "，再回来做一次。");
      return;
    }
    if (!fresh?.querySelector("[data-refusal]")) {
      // A colleague has made the drafts meanwhile: the page itself says so.
      if (answer.ok || fresh) location.reload();
      throw new Error(answer.status);
    }
    show(fresh, [...page.querySelectorAll(".messagelist li")].map((li) => li.textContent.trim()).join(" "));
  } catch {
    refuse("没有送到，这一步没有做，什么也没丢。请检查网络或重新登录后再试。");
  } finally {
    busy = false;
    screen.ariaBusy = "false";
  }
}

function refuse(...words) {
  const refused = screen.querySelector("[data-refusal]");
  if (!refused) return;
  refused.hidden = false;
  refused.replaceChildren(...words);
}

/* The new screen keeps what is open, and the place of scrolling. */
function put(fresh) {
  const open = screen.querySelector(".more-tools[open]") !== null;
  const column = () => screen.querySelector(".intake > .section + .section");
  const scrolled = column().scrollTop;
  screen.replaceChildren(...fresh.childNodes);
  column().scrollTop = scrolled;
  screen.querySelector(".more-tools")?.toggleAttribute("open", open);
}

function focusAgain() {
  const here = boxes().find((box) => Number(box.value) === cursor) ?? boxes()[0];
  const typed = screen.querySelector("[data-head][open] input[type=text]");
  if (typed) typed.focus();
  else if (here) {
    for (const box of boxes()) box.tabIndex = box === here ? 0 : -1;
    here.focus({ preventScroll: true });
  }
}

function show(fresh, words) {
  const lost = !screen.contains(document.activeElement) || document.activeElement.closest("[data-doubt]");
  put(fresh);
  if (words) refuse(words);
  doubt = Math.min(doubt, doubts().length) - (lost ? 1 : 0);
  focusAgain();
  count();
  if (!words) said.textContent = screen.querySelector("[data-key=u] + .note")?.textContent ?? "";
}

if (screen?.querySelector("[data-raw]")) {
  // Before the frame's own keys: N, J and K mean something else here.
  document.addEventListener("keydown", (event) => {
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  screen.addEventListener("submit", (event) => {
    if (event.target.matches("[data-create]")) {
      if (event.submitter?.getAttribute("aria-disabled") === "true") {
        event.preventDefault();
        said.textContent = document.getElementById("left").textContent;
      }
      return;
    }
    if (!event.target.matches("[data-act]")) return;
    event.preventDefault();
    if (event.submitter?.getAttribute("aria-disabled") !== "true") send(event.target, event.submitter);
  });
  screen.addEventListener("change", (event) => {
    if (!event.target.matches("[data-raw] input")) return;
    cursor = Number(event.target.value);
    count();
  });
  for (const box of boxes().slice(1)) box.tabIndex = -1;
  count();
}
