/* Makes the text area of a body a rich-text editor of the body's grammar. Without it the HTML is typed. */
"use strict";
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  Italic, Link, ListItem, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, TrailingNode, crel,
} from "django-prose-editor/editor";
import { PhotoPlace, exchangePlaces, movePhoto, placePhoto } from "desk/photo-place";
import { watchFocus } from "desk/focus";
import { makeOffers, offerFields } from "desk/offers";
import { addPhoto, imagesOf, watchTray } from "desk/photos";
import { askLink, toolbar } from "desk/tools";
import { mendText } from "desk/mend";
import { pasteHtml } from "desk/paste";

/** The grammar of articles/text/body.py: what it would drop on saving can't be made here. */
const GRAMMAR = [
  Document.extend({ content: "(block | photoPlace)+" }),
  Paragraph, Text, Bold, HardBreak, History, Dropcursor, Gapcursor, TrailingNode, TableRow, PhotoPlace, BulletList,
  Superscript.extend({ excludes: "subscript" }), Subscript.extend({ excludes: "superscript" }),
  Italic.extend({ parseHTML: () => [{ tag: "em" }] }), // 着重: dots below, nothing slants
  Heading.configure({ levels: [2] }),
  OrderedList.configure({ enableListAttributes: false }),
  ListItem.extend({ content: "paragraph+" }),
  Blockquote.extend({ content: "paragraph+" }),
  TableCell.extend({ content: "paragraph+" }),
  TableHeader.extend({ content: "paragraph+" }),
  Table.extend({ addMenuItems: null, addNodeView: null }).configure({ resizable: false }),
  Link.extend({
    addMenuItems: null,
    addCommands() { return { ...this.parent?.(), addLink: () => ({ editor }) => { askLink(editor); return true; } }; },
  }).configure({ autolink: false, openOnClick: false, protocols: ["http", "https", "mailto", "tel"] }),
];

const length = (editor) => editor.getText({ blockSeparator: "" }).replace(/\s/g, "").length;

const written = (editor) => (editor.isEmpty ? "" : editor.getHTML().replace(/(?:<p><\/p>)+$/, ""));

const makeEditor = (textarea) => {
  let last;
  const host = crel("div", { className: "prose-editor" });
  const said = crel("p", { className: "note editor-says", role: "status", hidden: true });
  const offers = makeOffers();
  const counter = document.querySelector("[data-length]");
  textarea.before(host);
  textarea.hidden = true;
  const say = (text) => { said.textContent = text; said.hidden = !text; };

  const editor = new Editor({
    element: host,
    injectCSS: false, // the policy forbids it; parts/editor.css has the same
    content: textarea.value,
    extensions: GRAMMAR,
    editorProps: {
      attributes: { class: "copy", role: "textbox", "aria-multiline": "true", "aria-label": "正文", spellcheck: "false" },
      transformPastedText: (text) => text.replace(/^[ \t\u00a0\u3000]+/gm, ""), // the stylesheet indents
      handleKeyDown: (_, event) => (event.ctrlKey || event.metaKey) && event.key === "Enter", // the form's next step
      handlePaste: (view, { clipboardData: pasted }) => // which is null for what paste.js inserts
        takeImages(imagesOf(pasted), Boolean(pasted?.types.includes("text/html"))),
      handleDOMEvents: { // before the editor parses it: the policy forbids its styles
        paste: (view, event) => takeHtml(view, event, event.clipboardData),
        drop(view, event) {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (view.dragging || !at || !event.dataTransfer.getData("text/html")) return false;
          editor.commands.setTextSelection(at.pos);
          return takeHtml(view, event, event.dataTransfer);
        },
      },
      handleDrop: (view, event) => {
        if (view.dragging) return false; // a photo's place that is moved
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (imagesOf(event.dataTransfer).length && at) editor.commands.setTextSelection(at.pos);
        return takeImages(imagesOf(event.dataTransfer), false);
      },
    },
    onUpdate() {
      if (written(editor) === last) return; // only the empty line at the end
      last = written(editor);
      textarea.value = last;
      if (counter) counter.textContent = length(editor);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const takeHtml = (view, event, transfer) => {
    const taken = pasteHtml(view, transfer, { address: textarea.dataset.paste, say, offer: (read) => offerFields(offers, editor, read) });
    if (taken) event.preventDefault();
    return taken;
  };
  const takeImages = (files, withText) => {
    if (!files.length || withText) return false;
    for (const file of files) placePhoto(editor, addPhoto(file));
    return true;
  };
  textarea.addEventListener("proof:mend", ({ detail }) => { detail.done = mendText(editor, detail.place, detail.fix); });
  last = written(editor);
  host.prepend(toolbar(editor));
  host.append(said, offers);
  if (counter) counter.textContent = length(editor);
  return editor;
};

// inlines.js makes the row for one more photo when the page is ready, which is before modules run.
const [editor] = [...document.querySelectorAll("textarea[data-body-editor]")].map(makeEditor);
watchFocus();
watchTray((number) => movePhoto(editor, number), (one, other) => exchangePlaces(editor, one, other));
