/* The focal point of a photo: clicked or dragged on the thumbnail, or typed beside it; crops keep it in sight. */
"use strict";

const group = document.querySelector("[data-photos]");
const field = (row, side) => row.querySelector(`[name$="-focus_${side}"]`);
/** Writes the share of the picture's side in the field's own steps of per cent. */
const write = (input, share) => {
  const step = Number(input.step);
  input.value = Math.min(100, Math.max(0, Math.round((share * 100) / step) * step));
};

/** Puts the mark where the fields say. */
const mark = (row) => {
  const box = row.querySelector("[data-focus]");
  const img = box?.querySelector("img");
  if (!img) return;
  let dot = box.querySelector(".focus-dot");
  if (!dot) {
    dot = document.createElement("span");
    dot.className = "focus-dot";
    box.append(dot);
  }
  const [left, top] = ["left", "top"].map((side) => field(row, side)?.value);
  dot.hidden = img.hidden || left === "" || top === "";
  dot.style.left = `${left}%`;
  dot.style.top = `${top}%`;
};
const markAll = () => group.querySelectorAll("[data-photo-row]:not(.empty-form)").forEach(mark);

const point = (event) => {
  const img = event.target.closest("[data-focus]").querySelector("img");
  const row = img.closest("[data-photo-row]");
  const { left, top, width, height } = img.getBoundingClientRect();
  write(field(row, "left"), (event.clientX - left) / width);
  write(field(row, "top"), (event.clientY - top) / height);
  field(row, "top").dispatchEvent(new Event("input", { bubbles: true }));
};

/** Lets the focal points of the form be moved by hand. */
export const watchFocus = () => {
  if (!group) return;
  group.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("[data-focus] img") || event.button) return;
    event.target.setPointerCapture(event.pointerId);
    point(event);
  });
  group.addEventListener("pointermove", (event) => {
    if (event.target.matches("[data-focus] img") && event.target.hasPointerCapture(event.pointerId)) point(event);
  });
  group.addEventListener("input", markAll);
  document.addEventListener("photos:changed", markAll);
  markAll();
};
