/* Where two texts stand side by side: keys for the choices, and one's own text as a file. */
"use strict";
const page = document.querySelector("[data-conflict]");
const form = document.getElementById("article_form");
const rows = page ? [...page.querySelectorAll("[data-choice]")] : [];
const OFF = "desk-letters-off"; // as in keys.js
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog[open]");

// Choices

const radios = (row) => [...row.querySelectorAll("input[type=radio]")];
const undecided = () => rows.filter((row) => !radios(row).some((radio) => radio.checked));
const status = page?.querySelector("[data-undecided]");
const rest = status?.textContent.replace(/^还有\d+处没有定。/, "") ?? "";

const show = (row) => {
  for (const radio of radios(row))
    row.querySelector(`[data-side="${radio.value.split("-")[0]}"]`).classList.toggle("taken", radio.checked);
  row.toggleAttribute("data-open", !radios(row).some((radio) => radio.checked));
  const left = undecided().length;
  if (status) status.textContent = (left ? `还有${left}处没有定。` : "") + rest;
};
for (const row of rows) row.addEventListener("change", () => show(row));

form?.addEventListener("submit", (event) => {
  const [first] = undecided();
  if (!first) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing was sent: the words are still unsaved
  radios(first)[0].focus();
  first.scrollIntoView({ block: "center" });
}, { capture: true });

/** Whoever writes on in a field below takes their own. */
form?.addEventListener("input", (event) => {
  const own = page.querySelector(`input[type=radio][name="choice-${CSS.escape(event.target.name ?? "")}"][value="yours"]`);
  if (!own || own.checked || !event.isTrusted) return;
  own.checked = true;
  show(own.closest("[data-choice]"));
});

const walk = (by) => {
  const at = rows.findIndex((row) => row.classList.contains("row-chosen"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
  rows[at]?.classList.remove("row-chosen");
  next.classList.add("row-chosen");
  next.scrollIntoView({ block: "nearest" });
  (radios(next).find((radio) => radio.checked) ?? radios(next)[0]).focus({ preventScroll: true });
};
const take = (at) => {
  const row = page.querySelector("[data-choice].row-chosen");
  if (!row) return;
  radios(row)[at].checked = true;
  show(row);
};
const ACTS = { j: () => walk(1), k: () => walk(-1), 1: () => take(0), 2: () => take(1) };
document.addEventListener("keydown", (event) => {
  if (!rows.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target) || localStorage.getItem(OFF) !== null) return;
  const act = ACTS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// One's own text, as a file or on the clipboard

const words = (html) => {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const end of body.querySelectorAll("br")) end.replaceWith("\n");
  const ends = body.querySelectorAll("p, h2, li, tr, figure");
  for (const end of ends) end.append("\n");
  return body.textContent.replace(/\n{2,}/g, "\n").trim();
};
const bylineOf = (row) => {
  const [role, reporter, unit] = ["role", "reporter", "unit"].map((name) => row.querySelector(`select[name$="-${name}"]`)?.selectedOptions[0]);
  if (!reporter?.value) return "";
  return `${role?.value ? role.text : ""} ${reporter.text}${unit?.value ? `（${unit.text}）` : ""}`;
};
const photoOf = (row) => {
  const value = (name) => row.querySelector(`[name$="-${name}"]`)?.value.trim() ?? "";
  const parts = [value("caption"), value("credit") && `摄影 ${value("credit")}`, value("alt") && `替代文字 ${value("alt")}`, value("consent") && `监护人同意 ${value("consent")}`];
  return [`图${value("number")}`, parts.filter(Boolean).join("　")];
};
const ofForm = () => {
  const said = [];
  const add = (label, text) => { if (text.trim()) said.push(`${label}：${text.trim()}`); };
  const labelled = (name) => form.elements[name] && add(form.querySelector(`label[for="id_${name}"]`)?.textContent.trim() ?? name, form.elements[name].value);
  for (const name of ["kicker", "headline", "subhead", "summary"]) labelled(name);
  for (const row of form.querySelectorAll("#bylines-group .form-row:not(.empty-form)")) add("署名", bylineOf(row));
  for (const row of form.querySelectorAll("[data-photo-row]:not(.empty-form)")) add(...photoOf(row));
  for (const name of ["short_title", "source", "original_title", "original_author", "correction"]) labelled(name);
  return `${said.join("\n")}\n\n${words(form.elements.body.value)}\n`;
};
const mine = () => (form ? ofForm() : `${page.querySelector("[data-typed]").innerText.trim()}\n`);

const download = page?.querySelector("[data-download]");
if (download) {
  download.hidden = false;
  download.addEventListener("click", () => { // the browser then follows the link, which is a file by now
    const at = new Date();
    URL.revokeObjectURL(download.href);
    download.href = URL.createObjectURL(new Blob(["\ufeff", mine().replace(/\n/g, "\r\n")], { type: "text/plain;charset=utf-8" }));
    download.download = `没存上的稿 ${at.getMonth() + 1}月${at.getDate()}日${String(at.getHours()).padStart(2, "0")}${String(at.getMinutes()).padStart(2, "0")}.txt`;
  });
}
const copy = page?.querySelector("[data-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const said = page.querySelector("[data-copied]");
    try { await navigator.clipboard.writeText(mine()); said.textContent = "已经复制。"; }
    catch { said.textContent = "浏览器不让复制，请选中文字自己复制。"; }
  });
}
