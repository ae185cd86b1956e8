/* What is pasted from Word, WPS or a web page, brought down to the grammar of a body. */
"use strict";

const HAN = "\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u2018-\\u201d\\u2014\\u2026";
// Word breaks its lines anywhere; between Chinese characters such a break is no space.
const BREAK = new RegExp(`([${HAN}](?:<[^>]+>)*)[ \\t]*\\r?\\n[ \\t]*(?=(?:<[^>]+>)*[${HAN}])`, "g");
const ASIDE = /<!--\[if[\s\S]*?<!\[endif\]-->|<style[\s\S]*?<\/style>/gi;
const PRE = /<pre[^>]*>([\s\S]*?)<\/pre>/gi;
const linesOf = (_, lines) => lines.split(/\r?\n/).map((line) => `<p>${line}</p>`).join("");
const INDENT = /^[\s\u00a0\u3000]+/;
const NUMBER = /^[\s\u00a0]*[(\uff08]?([0-9]+|[a-zA-Z]|[一二三四五六七八九十]+|[ivx]+)[.)\uff0e\uff09、]/i;

/* The page's policy reaches into what DOMParser reads: style and on… attributes there are violations, so they get other names. */
const parsed = (html) => new DOMParser().parseFromString(
  html.replace(ASIDE, "").replace(PRE, linesOf).replace(BREAK, "$1")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1=")),
  "text/html",
);
const styleOf = (element) => element.dataset.style ?? "";

/** HTML of a paste → HTML of paragraphs, h2, strong, a, lists, quotes, tables and photo places. */
export const cleanPaste = (html) => {
  const { body } = parsed(html);
  drop(body, "style, script, meta, link, title, xml, img, picture, object, [data-pm-slice] > img");
  unwrapOffice(body);
  listsOf(body);
  for (const heading of body.querySelectorAll("h1, h3, h4, h5, h6")) rename(heading, "h2");
  for (const span of body.querySelectorAll("span, font, b, strong")) boldOf(span);
  cellsOf(body);
  for (const list of body.querySelectorAll("li > ul, li > ol")) {
    list.parentElement.after(...list.children);
    list.remove();
  }
  for (const table of body.querySelectorAll("table")) squareOf(table);
  for (const element of body.querySelectorAll("*"))
    for (const { name } of [...element.attributes])
      if (!["href", "data-photo", "data-pm-slice"].includes(name)) element.removeAttribute(name);
  for (const block of body.querySelectorAll("p, h2, li, div")) trim(block);
  return body.innerHTML;
};

/** How many pictures a paste holds: they can't come along, and the writer is told. */
export const picturesIn = (html) => parsed(html).querySelectorAll("img").length;

const drop = (body, selector) => body.querySelectorAll(selector).forEach((element) => element.remove());

const rename = (element, name) => {
  const fresh = element.ownerDocument.createElement(name);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
};

/** o:p, w:sdt, v:shape …: the text stays, the element goes. */
const unwrapOffice = (body) => {
  for (const element of [...body.querySelectorAll("*")])
    if (element.localName.includes(":")) element.replaceWith(...element.childNodes);
};

const boldOf = (element) => {
  const weight = /(?:^|;)\s*font-weight\s*:\s*([a-z0-9]+)/i.exec(styleOf(element))?.[1];
  const bold = /^(bold|bolder|[6-9]00)$/.test(weight);
  const tag = ["b", "strong"].includes(element.localName);
  if (tag && weight && !bold) element.replaceWith(...element.childNodes); // Google Docs wraps all in <b normal>
  else if (!tag && bold) rename(element, "strong");
};

/** Word's list items are paragraphs with a marker typed in front. */
const MARKER = "[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]";
const listOf = (p) => (p?.localName === "p" ? /mso-list\s*:\s*(l\d+)/i.exec(styleOf(p))?.[1] : null);
const listsOf = (body) => {
  for (const first of [...body.querySelectorAll("p")]) {
    const name = listOf(first);
    if (!name) continue;
    const marker = first.querySelector(MARKER);
    const list = body.ownerDocument.createElement(NUMBER.test(marker?.textContent ?? first.textContent) ? "ol" : "ul");
    first.before(list);
    for (let item = first; listOf(item) === name; item = list.nextElementSibling) {
      drop(item, MARKER);
      item.removeAttribute("data-style");
      const li = body.ownerDocument.createElement("li");
      li.append(item);
      list.append(li);
    }
  }
};

/** A cell holds paragraphs and nothing else: its lists, headings and inner tables become lines. */
const cellsOf = (body) => {
  for (const cell of body.querySelectorAll("td, th")) {
    if (!cell.isConnected) continue; // it was in another cell, and is a line of that one now
    for (const line of cell.querySelectorAll("li, h2, td, th")) rename(line, "p");
    for (const wrap of cell.querySelectorAll("ul, ol, blockquote, table, thead, tbody, tfoot, tr")) wrap.replaceWith(...wrap.childNodes);
  }
};

/** Merged cells become a cell and empty ones, so that every row has every column. */
const squareOf = (table) => {
  const owed = []; // columns that a cell above reaches down into
  for (const row of table.rows) {
    let column = 0;
    for (const cell of [...row.cells]) {
      for (; owed[column] > 0; column += 1) { owed[column] -= 1; cell.before(empty(cell)); }
      const { colSpan, rowSpan } = cell;
      for (let n = 0; n < colSpan; n += 1) {
        if (n) cell.after(empty(cell));
        owed[column + n] = rowSpan - 1;
      }
      column += colSpan;
    }
    for (; column < owed.length; column += 1) if (owed[column] > 0) { owed[column] -= 1; row.append(empty(row)); }
  }
};
const empty = (element) => element.ownerDocument.createElement("td");

const trim = (block) => {
  const first = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
  if (first) first.data = first.data.replace(INDENT, "");
  if (["p", "h2", "div"].includes(block.localName) && !block.children.length && !block.textContent.trim()) block.remove();
};
