/* Puts a fix of the proofreader's into the editor, as one step that can be undone. */
"use strict";

/** Where the words of a finding stand in a text, by what is around them; -1: nowhere. */
export const findPlace = (text, { before, text: words, after }) => {
  const at = text.indexOf(before + words + after);
  return at < 0 ? -1 : at + before.length;
};

/** True if the words were found, and replaced. */
export const mendText = (editor, place, fix) => {
  const { view } = editor;
  let range = null;
  view.state.doc.descendants((node, position) => {
    if (range || !node.isTextblock) return !range;
    const at = findPlace(node.textBetween(0, node.content.size, "", "\n"), place);
    if (at >= 0) range = [position + 1 + at, position + 1 + at + place.text.length];
    return false;
  });
  if (!range) return false;
  const { tr } = view.state;
  view.dispatch((fix ? tr.insertText(fix, ...range) : tr.delete(...range)).scrollIntoView());
  return true;
};
