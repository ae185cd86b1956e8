/* What was typed outlives a crash, an expired session, a closed lid: kept in this browser until it is saved,
   for the account that typed it and nobody else, seven days at most. */
"use strict";
const DAYS = 7;
const PREFIX = "desk-kept:";
const SENT = "desk-sent"; // in this tab: which kept text a save was sent for
const FIELDS = ["kicker", "headline", "subhead", "summary", "body", "source", "correction"];
const PHOTO = ["caption", "credit", "alt", "taken_on", "focus_left", "focus_top"];
const BYLINE = ["role", "reporter", "unit", "position"];
const TAGS = ["campaigns", "places"];
const form = document.querySelector("[data-article-form]");
const keyOf = (path) => `${PREFIX}${form.dataset.user}:${path}`;
const plain = (text) => String(text ?? "").replace(/<[^>]*>|&nbsp;|\s/g, "");

const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
};
const forgetOld = () => {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const age = Date.now() - (read(key)?.at ?? 0);
    if (!(age < DAYS * 86400000)) localStorage.removeItem(key);
  }
};

// What is typed, and what of it is not on the page

const photoRows = () => [...form.querySelectorAll("[data-photo-row]:not(.empty-form)")];
const input = (row, name) => row.querySelector(`[name$="-${name}"]`);
const photoOf = (row) => ({
  id: input(row, "id")?.value ?? "",
  number: input(row, "number")?.value ?? "",
  sent: input(row, "sent")?.value ?? "",
  ...Object.fromEntries(PHOTO.map((name) => [name, input(row, name)?.value ?? ""])),
});
/** What is chosen in a field: keys with the words that stand for them. */
const chosen = (field) => [...(field?.selectedOptions ?? [])].filter((each) => each.value).map((each) => [each.value, each.textContent]);
const bylineRows = () => [...form.querySelectorAll("#bylines-group .form-row:not(.empty-form)")];
const bylineOf = (row) => Object.fromEntries(BYLINE.map((name) => {
  const field = input(row, name);
  return [name, field?.matches("select") ? chosen(field) : field?.value ?? ""];
}));
const bylines = () => bylineRows().map(bylineOf).filter((each) => each.reporter.length);
const tags = () => Object.fromEntries(TAGS.map((name) => [name, chosen(form.elements[name])]));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const values = () => ({
  ...Object.fromEntries(FIELDS.filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value])),
  photos: photoRows().map(photoOf),
  bylines: bylines(),
  tags: tags(),
});
const rowFor = (photo) => {
  const rows = photoRows();
  return (photo.id && rows.find((row) => input(row, "id")?.value === photo.id))
    || rows.find((row) => input(row, "number")?.value === photo.number);
};
const photoDiffers = (photo) => {
  const row = rowFor(photo);
  if (photo.sent && !photo.id && photo.sent !== (row && input(row, "sent")?.value)) return true;
  return PHOTO.some((name) => name in photo && plain(photo[name]) !== plain(row && input(row, name)?.value));
};
const differs = (kept) => FIELDS.some((name) => form.elements[name] && name in kept && plain(kept[name]) !== plain(form.elements[name].value))
  || (kept.photos ?? []).some(photoDiffers)
  || (kept.bylines !== undefined && !same(kept.bylines, bylines()))
  || (kept.tags !== undefined && !same(kept.tags, tags()));

const fill = (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
/** A photo that is no longer on the page; what was sent of it waits on the server. */
const addRow = (photo) => {
  form.querySelector("[data-photos] .add-row a")?.click();
  const row = photoRows().at(-1);
  if (row && photo.number) fill(input(row, "number"), photo.number);
  return row;
};
const putPhotoBack = (photo) => {
  const row = rowFor(photo) ?? addRow(photo);
  if (!row) return;
  for (const name of PHOTO) if (name in photo) fill(input(row, name), photo[name]);
  if (photo.sent) row.dispatchEvent(new CustomEvent("photo:sent", { bubbles: true, detail: photo.sent }));
};
const choose = (select, options) => {
  if (!select) return;
  for (const [value, text] of options) {
    if (![...select.options].some((each) => each.value === value)) select.add(new Option(text, value));
  }
  for (const each of select.options) each.selected = options.some(([value]) => value === each.value);
  window.django?.jQuery(select).trigger("change");
};
/** Each byline that is on the page in the same place is filled, the others are added. */
const putBylinesBack = (kept) => {
  kept.forEach((byline, at) => {
    if (at >= bylineRows().length) form.querySelector("#bylines-group .add-row a")?.click();
    const row = bylineRows()[at];
    for (const name of row ? BYLINE : []) {
      const field = input(row, name);
      if (field?.matches("select")) choose(field, byline[name]);
      else if (field) fill(field, byline[name]);
    }
  });
};
const putChoicesBack = ({ bylines: kept = [], tags: names = {} }) => {
  if (!same(kept, bylines())) putBylinesBack(kept);
  for (const [name, options] of Object.entries(names)) choose(form.elements[name], options);
};
const putBack = (kept) => {
  for (const name of FIELDS) if (form.elements[name] && name in kept) fill(form.elements[name], kept[name]);
  if (kept.body !== undefined) document.querySelector(".ProseMirror")?.editor.commands.setContent(kept.body, { emitUpdate: true });
  for (const photo of (kept.photos ?? []).filter(photoDiffers)) putPhotoBack(photo);
  putChoicesBack(kept);
};

// Offering it

const ago = (at) => {
  const minutes = Math.floor((Date.now() - at) / 60000);
  if (minutes < 1) return "刚才";
  if (minutes < 60) return `${minutes}分钟前`;
  const then = new Date(at);
  const clock = then.toLocaleTimeString("zh-CN", { hour: "numeric", minute: "2-digit" });
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (at >= midnight) return `今天${clock}`;
  return at >= midnight - 86400000 ? `昨天${clock}` : `${then.getMonth() + 1}月${then.getDate()}日${clock}`;
};
const offer = (key, kept) => {
  const box = document.createElement("div");
  box.className = "notice notice-calm kept";
  box.setAttribute("role", "status");
  const say = document.createElement("p");
  const lines = [kept.headline, kept.body].map(plain).filter(Boolean).join("　");
  say.textContent = `您${ago(kept.at)}写的文字没有存下，署名、专栏、地点和传好的图也在，还留在这台电脑上。${lines ? `开头是：“${lines.slice(0, 30)}${lines.length > 30 ? "……" : ""}”` : ""}`;
  const actions = document.createElement("p");
  actions.className = "actions";
  for (const [text, act] of [["放回来", () => putBack(kept)], ["不要了", () => localStorage.removeItem(key)]]) {
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

// A save that came through is what the page says; the add form's text then has another address.

const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
forgetOld();

if (form) {
  const key = keyOf(location.pathname);
  const kept = read(key);
  if (kept && differs(kept)) offer(key, kept);
  let waiting;
  const keep = () => {
    clearTimeout(waiting);
    try { localStorage.setItem(key, JSON.stringify({ ...values(), at: Date.now() })); } catch { /* full: nothing to be done */ }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(keep, 500); };
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => { keep(); sessionStorage.setItem(SENT, key); });
  form.addEventListener("change", (event) => { if (event.isTrusted) soon(); });
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", soon); // what a person does
  window.addEventListener("pagehide", () => { if (waiting) keep(); });
}
