/* Finds words in a text on the page, whatever markup they stand in. */
"use strict";

/** The first place in an element where the words stand, as a range; null: nowhere. */
export const rangeOf = (root, words) => {
  const places = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("del, [hidden]") || node.parentElement.checkVisibility?.() === false) continue;
    for (let at = 0; at < node.length; at += 1)
      if (node.data[at].trim()) { text += node.data[at]; places.push([node, at]); }
  }
  const wanted = words.replace(/\s/g, ""), from = wanted ? text.indexOf(wanted) : -1;
  if (from < 0) return null;
  const range = document.createRange(), [last, at] = places[from + wanted.length - 1];
  range.setStart(...places[from]);
  range.setEnd(last, at + 1);
  return range;
};
