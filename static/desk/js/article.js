/* The article form: keys, what is still missing, and a warning before unsaved words are left behind. */
"use strict";
const form = document.querySelector("[data-article-form]");
const steps = document.querySelector("[data-steps]");
const BUTTONS = { s: "[data-save]", Enter: "[data-main]" }; // by the key that presses it with Ctrl
const value = (row, name) => row.querySelector(`[name$="-${name}"]`)?.value.trim() ?? "";

if (form && steps) {
  let changed = form.querySelector(".notice") !== null; // what came back with an error is not saved
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("input", ({ target }) => { // what is filled by a button is seen
    const fold = target.closest("[data-unfolds]");
    if (fold) fold.open = true;
  });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  document.addEventListener("formset:added", ({ target }) => { // the next place in the order of names
    const position = target.querySelector('[name$="-position"]');
    if (!position) return;
    const others = [...form.querySelectorAll('.form-row:not(.empty-form) [name$="-position"]')].filter((each) => each !== position);
    position.value = Math.max(0, ...others.map((each) => Number(each.value))) + 1;
  });

  /* The same as lacks() of the review, which decides; here it is said while typing. */
  const lacks = () => {
    const photos = [...form.querySelectorAll("[data-photo-row]:not(.empty-form)")]
      .filter((row) => !row.querySelector('[name$="-DELETE"]')?.checked);
    const without = (name) => photos.filter((row) => !value(row, name)).length;
    const text = form.elements.body.value.replace(/<[^>]*>|&nbsp;|\s/g, "");
    return [
      !form.elements.headline.value.trim() && "主题",
      !text && !photos.length && "正文或图片",
      without("alt") && `${without("alt")}幅图片的替代文字`,
      without("credit") && `${without("credit")}幅图片的摄影署名`,
    ].filter(Boolean);
  };
  const showLacks = () => {
    const missing = lacks();
    for (const button of document.querySelectorAll("[data-needs]"))
      if (missing.length) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    const why = document.querySelector("[data-why]");
    why.hidden = !missing.length;
    why.querySelector("[data-lacks]").textContent = missing.join("、");
  };
  for (const name of ["input", "change"]) form.addEventListener(name, showLacks);
  for (const name of ["photos:changed", "formset:removed"]) document.addEventListener(name, showLacks);
  showLacks();
  // In every field: before a picker's box keeps the key to itself, or the editor breaks a line at it.
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const another = event.shiftKey && event.key === "Enter";
    const which = another ? "[data-another]" : BUTTONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const button = which && steps.querySelector(which);
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    button.click();
  }, true);
  const wrong = form.querySelector(".errorlist")?.closest(".section");
  wrong?.scrollIntoView({ block: "start" });
  wrong?.querySelector("[aria-invalid=true]")?.focus({ preventScroll: true });
  // A new article is begun with its headline; on a phone the keyboard would cover half of the page.
  const begun = !form.dataset.article && !form.querySelector(".notice") && !location.hash;
  if (begun && matchMedia("(pointer: fine)").matches && document.activeElement === document.body)
    form.elements.headline.focus({ preventScroll: true });
}
