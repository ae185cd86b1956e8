/* A photo's place in the text: <figure data-photo="2"></figure>, shown with thumbnail and caption. */
"use strict";
import { Node, crel } from "django-prose-editor/editor";
import { photo, photos } from "desk/photos";

const NAME = "photoPlace";

/** Puts a photo after the block that the cursor is in (or in its place, if that is empty). */
export const placePhoto = (editor, number) => {
  const { $from } = editor.state.selection;
  const block = $from.depth ? $from.node(1) : null;
  const node = { type: NAME, attrs: { photo: number } };
  const empty = block && block.type.name === "paragraph" && !block.content.size;
  const at = $from.depth ? $from.after(1) : editor.state.selection.to;
  editor.chain().focus().insertContentAt(empty ? { from: $from.before(1), to: at } : at, node).run();
};

/** Puts a photo to the cursor, and takes it away from where it stood. */
export const movePhoto = (editor, number) => {
  const tr = editor.state.tr;
  editor.state.doc.descendants((node, at) => {
    if (node.type.name === NAME && node.attrs.photo === number) tr.delete(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize));
  });
  if (tr.docChanged) editor.view.dispatch(tr);
  placePhoto(editor, number);
};

/** Two photos have exchanged their numbers: each stays where it stands in the text. */
export const exchangePlaces = (editor, one, other) => {
  const tr = editor.state.tr.setMeta("addToHistory", false);
  const now = new Map([[one, other], [other, one]]);
  editor.state.doc.forEach((node, at) => {
    if (node.type.name === NAME && now.has(node.attrs.photo)) tr.setNodeAttribute(at, "photo", now.get(node.attrs.photo));
  });
  if (tr.docChanged) editor.view.dispatch(tr);
};

export const placedNumbers = (editor) => {
  const numbers = [];
  editor.state.doc.forEach((node) => { if (node.type.name === NAME) numbers.push(node.attrs.photo); });
  return numbers;
};

const move = (editor, from, by) => {
  const { doc, tr } = editor.state;
  const node = doc.nodeAt(from);
  const target = doc.resolve(from).index(0) + by;
  if (target < 0 || target >= doc.childCount) return true;
  tr.delete(from, from + node.nodeSize);
  let at = 0;
  for (let n = 0; n < target; n += 1) at += tr.doc.child(n).nodeSize;
  tr.insert(at, node);
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.setNodeSelection(at);
  return true;
};

const selected = (editor) => (editor.state.selection.node?.type.name === NAME ? editor.state.selection.from : null);

const tool = (text, act) => {
  const button = crel("button", { type: "button", className: "btn btn-small", textContent: text });
  button.addEventListener("click", act);
  return button;
};

const show = (dom, number) => {
  const found = photo(number);
  const there = found && !found.gone;
  const img = dom.querySelector("img");
  img.hidden = !there || !found.src;
  if (there && found.src) img.src = found.src;
  dom.classList.toggle("photo-missing", !there);
  dom.querySelector("span").textContent = there
    ? `图${number}放在这里${found.caption ? `：${found.caption}` : "，还没有说明"}`
    : `图${number}不在下面的图片里，读者看不到这里`;
};

export const PhotoPlace = Node.create({
  name: NAME,
  atom: true,
  draggable: true,
  selectable: true,
  addAttributes: () => ({
    photo: {
      default: 0,
      parseHTML: (element) => Number(element.dataset.photo),
      renderHTML: ({ photo: number }) => ({ "data-photo": number }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-photo]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addKeyboardShortcuts() {
    const by = (step) => () => selected(this.editor) !== null && move(this.editor, selected(this.editor), step);
    return { "Alt-ArrowUp": by(-1), "Alt-ArrowDown": by(1) };
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const tools = crel("div", { className: "actions" }, [
        tool("上移", () => move(editor, getPos(), -1)),
        tool("下移", () => move(editor, getPos(), 1)),
        tool("拿掉", () => editor.chain().focus().deleteRange({ from: getPos(), to: getPos() + 1 }).run()),
      ]);
      const dom = crel("div", { className: "photo-place" }, [
        crel("img", { alt: "", draggable: false }), // the place is dragged, not the picture
        crel("span"),
        tools,
      ]);
      dom.contentEditable = "false";
      const again = () => show(dom, node.attrs.photo);
      document.addEventListener("photos:changed", again);
      again();
      return {
        dom,
        stopEvent: (event) => tools.contains(event.target),
        ignoreMutation: () => true,
        destroy: () => document.removeEventListener("photos:changed", again),
      };
    };
  },
});

/** Asks which photo, and puts it; offers to add one where there is none. */
export const choosePhoto = (editor) => {
  const there = photos().filter((each) => !each.gone);
  const placed = placedNumbers(editor);
  const close = () => { dialog.close(); };
  const choices = there.map((each) => {
    const button = crel("button", { type: "button", className: "photo-choice" }, [
      crel("img", { alt: "", src: each.src, hidden: !each.src }),
      crel("span", { textContent: `图${each.number}　${each.caption || "没有说明"}${placed.includes(each.number) ? "（已在文中）" : ""}` }),
    ]);
    button.addEventListener("click", () => { close(); placePhoto(editor, each.number); });
    return crel("li", {}, [button]);
  });
  const add = crel("button", { type: "button", className: "btn btn-small", textContent: "加一幅图片…" });
  const take = crel("button", { type: "button", className: "btn btn-small", textContent: "从图库选…", hidden: !document.querySelector("[data-library]") });
  const shut = crel("button", { type: "button", className: "btn btn-small", textContent: "关上" });
  const dialog = crel("dialog", { className: "photo-dialog", "aria-label": "放哪一幅图" }, [
    crel("h2", { textContent: "放哪一幅图" }),
    there.length ? crel("ul", {}, choices) : crel("p", { textContent: "还没有图片。先加一幅，再放到文字中间。" }),
    crel("p", { className: "actions" }, [add, take, shut]),
  ]);
  shut.addEventListener("click", close);
  take.addEventListener("click", () => {
    close();
    document.dispatchEvent(new CustomEvent("library:open", { detail: (number) => placePhoto(editor, number) }));
  });
  add.addEventListener("click", () => {
    close();
    document.querySelector("[data-photos] .add-row a").click();
    const rows = document.querySelectorAll("[data-photo-row]:not(.empty-form)");
    const row = rows[rows.length - 1];
    const field = row.querySelector("[type=file]");
    field.addEventListener("change", () => {
      const number = Number(row.querySelector('[name$="-number"]').value);
      if (field.files.length && !placedNumbers(editor).includes(number)) placePhoto(editor, number);
    }, { once: true });
    field.scrollIntoView({ block: "center" });
    field.focus();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};
