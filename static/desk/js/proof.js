/* The findings beside the article form keep pace with the text; a fix is one press. Without it they are those of the saved text. */
"use strict";
import { findPlace } from "desk/mend";

const form = document.querySelector("[data-article-form]");
const panel = document.querySelector("[data-findings][data-check]");
const PAUSE = 900; // milliseconds without a key before the text is read
const PATIENCE = 15000;
const HEADS = ["kicker", "headline", "subhead", "summary"];

const valueOf = (row, name) => row.querySelector(`[name$="-${name}"]`)?.value ?? "";
const rowsOf = (rows) => [...form.querySelectorAll(rows)].filter((row) => !row.querySelector('[name$="-DELETE"]')?.checked);

const collectRows = (data) => {
  for (const row of rowsOf("[data-photo-row]:not(.empty-form)")) {
    data.append("photo", valueOf(row, "number"));
    for (const name of ["caption", "credit", "alt", "ai_use", "consent"]) data.append(name, valueOf(row, name));
  }
  for (const row of rowsOf("tr.form-row:has(.field-reporter):not(.empty-form)"))
    if (valueOf(row, "reporter")) data.append("byline", `${valueOf(row, "role")} ${valueOf(row, "unit")}`);
};

const collect = () => {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("article", form.dataset.article);
  data.append("whole", "1"); // what is missing is told, too
  for (const name of [...HEADS, "body", "source", "genre", "original_title", "original_author", "ai_use"]) data.append(name, form.elements[name]?.value ?? "");
  collectRows(data);
  return data;
};

const mendInEditor = (place, fix) => {
  const detail = { place, fix, done: false };
  form.elements.body.dispatchEvent(new CustomEvent("proof:mend", { detail })); // the editor answers in it
  return detail.done;
};

const mendInFields = (place, fix) => {
  const captions = form.querySelectorAll('[data-photo-row]:not(.empty-form) [name$="-caption"]');
  for (const field of [...HEADS.map((name) => form.elements[name]), ...captions]) {
    const at = field ? findPlace(field.value, place) : -1;
    if (at < 0) continue;
    field.setRangeText(fix, at, at + place.text.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    return true;
  }
  return false;
};

const showFixes = () => { for (const each of panel.querySelectorAll("[data-fixes]")) each.hidden = false; };

if (form && panel) {
  const token = () => form.elements.csrfmiddlewaretoken.value;
  let timer = 0, asked = 0, refused = ""; // the token with which nothing is answered: the session is over
  const check = async () => {
    if (token() === refused) return; // kept.js renews it after signing in again
    asked += 1;
    const mine = asked, used = token();
    try {
      const answer = await fetch(panel.dataset.check, { method: "POST", body: collect(), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.type === "opaqueredirect" || answer.status === 403) refused = used;
      if (!answer.ok || mine !== asked) return; // the next pause asks again
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      panel.replaceChildren(...read.body.childNodes);
      showFixes();
    } catch { /* offline: what was found last stands */ }
  };
  const wait = () => { clearTimeout(timer); timer = setTimeout(check, PAUSE); };
  for (const name of ["input", "change"]) form.addEventListener(name, wait);
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-fix]");
    if (!button) return;
    const place = button.closest("[data-finding]").dataset;
    if (!mendInFields(place, button.dataset.fix) && !mendInEditor(place, button.dataset.fix)) return;
    clearTimeout(timer);
    void check();
  });
  showFixes();
}
