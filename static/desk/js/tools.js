/* The row of tools above the text. Words, not pictures of letters: Chinese has no B for 加粗. */
"use strict";
import { crel, updateAttrsDialog } from "django-prose-editor/editor";
import { choosePhoto } from "desk/photo-place";

export const askLink = async (editor) => {
  if (editor.state.selection.empty && !editor.isActive("link")) return;
  const now = editor.getAttributes("link").href ?? "";
  const answer = await updateAttrsDialog(
    { href: { title: "网址", description: now ? "留空则去掉链接" : "" } },
    { title: "链接", submitText: "确定" },
  )(editor, { href: now });
  if (!answer) return;
  const typed = answer.href.trim();
  const href = !typed || /^(https?:|mailto:|tel:|\/)/i.test(typed) ? typed : `https://${typed}`;
  const chain = editor.chain().focus().extendMarkRange("link");
  (href ? chain.setLink({ href }) : chain.unsetLink()).run();
};

const askTable = async (editor) => {
  const size = { type: "number", format: "number", min: "1", max: "50" };
  const answer = await updateAttrsDialog(
    { rows: { ...size, title: "行数" }, cols: { ...size, title: "列数" }, head: { type: "boolean", title: "第一行是表头" } },
    { title: "表格", submitText: "插入" },
  )(editor, { rows: "3", cols: "3", head: true });
  if (!answer) return;
  const table = { rows: Number(answer.rows) || 3, cols: Number(answer.cols) || 3, withHeaderRow: answer.head };
  editor.chain().focus().insertTable(table).run();
};

const inTable = (editor) => editor.isActive("table");
const run = (name, ...args) => (editor) => editor.chain().focus()[name](...args).run();

/** What it says · what it does · whether it is on now · whether it is shown now. */
const TOOLS = [
  ["正文", run("setParagraph"), (e) => e.isActive("paragraph") && !e.isActive("listItem") && !e.isActive("blockquote")],
  ["小标题", run("toggleHeading", { level: 2 }), (e) => e.isActive("heading")],
  ["加粗", run("toggleBold"), (e) => e.isActive("bold")],
  ["着重", run("toggleItalic"), (e) => e.isActive("italic")],
  ["上标", run("toggleSuperscript"), (e) => e.isActive("superscript")],
  ["下标", run("toggleSubscript"), (e) => e.isActive("subscript")],
  ["链接", askLink, (e) => e.isActive("link")],
  ["列表", run("toggleBulletList"), (e) => e.isActive("bulletList")],
  ["编号", run("toggleOrderedList"), (e) => e.isActive("orderedList")],
  ["引文", run("toggleBlockquote"), (e) => e.isActive("blockquote")],
  ["表格", askTable, inTable, (e) => !inTable(e)],
  ["加行", run("addRowAfter"), null, inTable],
  ["加列", run("addColumnAfter"), null, inTable],
  ["删行", run("deleteRow"), null, inTable],
  ["删列", run("deleteColumn"), null, inTable],
  ["表头", run("toggleHeaderRow"), (e) => e.isActive("tableHeader"), inTable],
  ["删表", run("deleteTable"), null, inTable],
  ["放图", choosePhoto],
  ["撤销", run("undo")],
  ["重做", run("redo")],
];

export const toolbar = (editor) => {
  const buttons = TOOLS.map(([text, act, on, shown]) => {
    const button = crel("button", { type: "button", textContent: text });
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => act(editor));
    return { button, on, shown };
  });
  const update = () => {
    for (const { button, on, shown } of buttons) {
      if (on) button.setAttribute("aria-pressed", on(editor));
      if (shown) button.hidden = !shown(editor);
    }
  };
  editor.on("transaction", update);
  update();
  return crel("div", { className: "editor-tools", role: "toolbar", "aria-label": "格式" }, buttons.map((each) => each.button));
};
