/* A double click presses a button once: the answer to a second press would be that what it asks for can't be done, when
   the first has just done it. */
"use strict";
const RELEASED = 4000; // ms: a file was handed out, or the answer never came; then a press counts again
const sent = new WeakMap();

addEventListener("submit", (event) => { // on the window, after all that ask first or send by themselves
  const { target: form } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  const before = sent.get(form);
  if (before !== undefined && event.timeStamp - before < RELEASED) event.preventDefault();
  else sent.set(form, event.timeStamp);
});
addEventListener("pageshow", ({ persisted }) => { // back from the next page, as this one was left
  if (persisted) for (const form of document.forms) sent.delete(form);
});
