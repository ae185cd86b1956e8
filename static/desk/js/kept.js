/* What was typed outlives an expired session or a closed lid: kept in this tab until it is saved. */
"use strict";
const FIELDS = ["kicker", "headline", "subhead", "summary", "body", "source"];
const keyOf = (path) => `desk-kept:${path}`;
const key = keyOf(location.pathname);
const form = document.querySelector("[data-article-form]");
const plain = (text) => text.replace(/<[^>]*>|&nbsp;|\s/g, "");

const values = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]?.value ?? ""]));
const differs = (kept) => FIELDS.some((name) => plain(kept[name] ?? "") !== plain(values()[name]));

const putBack = (kept) => {
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (!field || kept[name] === undefined) continue;
    field.value = kept[name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelector(".ProseMirror")?.editor.commands.setContent(kept.body, { emitUpdate: true });
};

const offer = (kept) => {
  const box = document.createElement("div");
  box.className = "notice notice-calm kept";
  box.setAttribute("role", "status");
  const say = document.createElement("p");
  say.textContent = `您${kept.at}写的文字没有存下，还留在这个页签里（不含署名和图片）。`;
  const actions = document.createElement("p");
  actions.className = "actions";
  for (const [text, act] of [["放回来", () => putBack(kept)], ["不要了", () => sessionStorage.removeItem(key)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-small";
    button.textContent = text;
    button.addEventListener("click", () => { act(); box.remove(); });
    actions.append(button);
  }
  box.append(say, actions);
  form.prepend(box);
};

if (form) {
  if (document.querySelector(".messagelist .success")) {
    sessionStorage.removeItem(key);
    if (form.dataset.addPath) sessionStorage.removeItem(keyOf(form.dataset.addPath));
  }
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && differs(kept)) offer(kept);
  let waiting;
  const keep = () => {
    const at = new Date().toLocaleTimeString("zh-CN", { hour: "numeric", minute: "2-digit" });
    try { sessionStorage.setItem(key, JSON.stringify({ ...values(), at })); } catch { /* full: nothing to be done */ }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 500); });
  form.addEventListener("submit", keep);
}
