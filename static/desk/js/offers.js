/* What of a pasted text belongs into other fields: the headline, bylines, captions. Offered below the text, one button
   each; a line leaves the text only when its button is pressed, and the editor's own undo brings it back. */
"use strict";
import { crel } from "django-prose-editor/editor";

const form = document.querySelector("[data-article-form]");
const input = (row, name) => row.querySelector(`[name$="-${name}"]`);
const plain = (text) => text.replace(/\s/g, "");
const short = (text) => (text.length > 40 ? `${text.slice(0, 40)}……` : text);

/** Takes the first paragraph or crosshead that says this out of the text. */
const takeOut = (editor, line) => {
  let found;
  editor.state.doc.forEach((node, at) => {
    if (!found && node.isTextblock && plain(node.textBetween(0, node.content.size, "\n", "\n")) === plain(line)) found = [at, at + node.nodeSize];
  });
  if (found) editor.view.dispatch(editor.state.tr.delete(...found).setMeta("closeHistory$", true)); // a step of its own to undo
};
const fill = (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const choose = (select, option) => {
  if (!select || !option) return;
  const [value, text] = option.map(String);
  if (![...select.options].some((each) => each.value === value)) select.add(new Option(text, value));
  select.value = value;
  window.django?.jQuery(select).trigger("change");
};

// What a button does: it returns why not, or nothing

const putHeadline = ({ text }) => { fill(form.elements.headline, text); };

const bylineRows = () => [...form.querySelectorAll("#bylines-group .form-row:not(.empty-form)")];
const bylineRow = () => {
  const free = bylineRows().find((row) => !input(row, "reporter").value && !input(row, "id")?.value);
  if (free) return free;
  form.querySelector("#bylines-group .add-row a").click();
  return bylineRows().at(-1);
};
const putBylines = ({ rows }) => {
  const there = new Set(bylineRows().map((row) => ["role", "reporter"].map((name) => input(row, name).value).join()));
  for (const { role, reporter, unit } of rows) {
    if (there.has([role, reporter[0]].join())) continue;
    const row = bylineRow();
    input(row, "role").value = role;
    choose(input(row, "reporter"), reporter);
    choose(input(row, "unit"), unit);
    const position = input(row, "position");
    if (!position.value) position.value = bylineRows().length;
    position.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

const photoRows = () => [...form.querySelectorAll("[data-photo-row]:not(.empty-form)")].filter((row) => !input(row, "DELETE")?.checked);
const putCaption = ({ text, credit }) => {
  const row = photoRows().find((each) => !input(each, "caption").value.trim());
  if (!row) return photoRows().length ? "图片都有说明了，请自己改。" : "还没有图片\uff1a先加图，再放说明。";
  if (credit && !input(row, "credit").value.trim()) fill(input(row, "credit"), credit);
  fill(input(row, "caption"), text);
  return "";
};

/** Each offer: what it says, what its button says and does, and the line that leaves the text then, if it does whole. */
const ofHeadline = (headline) => {
  const now = form.elements.headline.value.trim();
  const label = now ? `换下“${short(now)}”` : "放进主题";
  return { said: `像是标题\uff1a“${short(headline.text)}”`, label, act: () => putHeadline(headline), line: headline.line, whole: true };
};
const ofByline = (byline) => {
  const stays = byline.whole || byline.missing ? "" : "这一行还有别的话，放好后原样留在正文。";
  const said = `像是署名\uff1a“${short(byline.line)}”。${byline.missing}${stays}`;
  const label = byline.rows.length ? `放进署名\uff1a${byline.rows.map((row) => row.said).join("、")}` : "知道了";
  return { said, label, act: () => putBylines(byline), line: byline.line, whole: byline.whole };
};
const ofCaption = (caption) => {
  const credit = caption.credit ? `，摄影 ${caption.credit}` : "";
  return { said: `像是图片说明\uff1a“${short(caption.text)}”${credit}`, label: "放进图片", act: () => putCaption(caption), line: caption.line, whole: true };
};

const add = (list, editor, { said, label, act, line, whole }) => {
  const why = crel("span", { className: "hot", role: "status" });
  const put = crel("button", { type: "button", className: "btn btn-small", textContent: label });
  const leave = crel("button", { type: "button", className: "btn btn-small", textContent: "留在正文" });
  const item = crel("li", {}, [crel("span", { textContent: said }), why, crel("span", { className: "actions" }, [put, leave])]);
  const done = () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    list.hidden = !list.children.length;
    (next?.querySelector("button") ?? editor.view.dom).focus({ preventScroll: true });
  };
  put.addEventListener("click", () => {
    why.textContent = act() || "";
    if (why.textContent) return;
    if (whole) takeOut(editor, line);
    done();
  });
  leave.addEventListener("click", done);
  list.append(item);
};

/** The list below a text, hidden while there is nothing to offer. */
export const makeOffers = () => crel("ul", { className: "paste-offers", "aria-label": "贴来的文字里可以放进别的栏的", hidden: true });

export const offerFields = (list, editor, { headline, bylines, captions }) => {
  if (!form || !bylines) return;
  const offers = [...(headline ? [ofHeadline(headline)] : []), ...bylines.map(ofByline), ...captions.map(ofCaption)];
  const known = new Set([...list.children].map((item) => item.firstChild.textContent));
  for (const each of offers) if (!known.has(each.said)) add(list, editor, each);
  list.hidden = !list.children.length;
};
