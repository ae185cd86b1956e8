/* Lets in whole what is pasted into a field that takes fewer characters: what is too long is told by the server, which
   shows it again; the browser would cut off its end without a word. */
"use strict";

document.addEventListener("paste", ({ target, clipboardData }) => {
  if (!(target.maxLength > 0)) return;
  const replaced = target.selectionEnd - target.selectionStart;
  const pasted = clipboardData.getData("text/plain").length;
  if (target.value.length - replaced + pasted > target.maxLength) target.removeAttribute("maxlength");
});
