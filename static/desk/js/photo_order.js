/* The order of the tray: cards are moved by their buttons, or by their handle with a mouse, a pen or a finger. */
"use strict";

const EDGE = 80; // pixels at the window's edges in which the page scrolls along
const STEP = 14;

/** The place among the cards, without the one that is held, at which the pointer is. */
const placeAt = (cards, y) => {
  const at = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y < top + height / 2;
  });
  return at < 0 ? cards.length : at;
};

/** Lets cards be dragged. `inOrder` gives them as they stand, `put` moves one to a place among them. */
export const watchHandles = (group, inOrder, put) => {
  let held = null; // { row, handle, id, y, place, timer }

  const mark = () => {
    const others = inOrder().filter((row) => row !== held?.row);
    for (const row of inOrder()) row.classList.remove("drop-before", "drop-behind");
    if (!held?.moved) return;
    held.place = placeAt(others, held.y);
    others[held.place]?.classList.add("drop-before");
    if (held.place === others.length) others.at(-1)?.classList.add("drop-behind");
  };
  const scrollAlong = () => {
    if (!held) return;
    const by = STEP * (Number(held.y > window.innerHeight - EDGE) - Number(held.y < EDGE));
    if (by && held.moved) { window.scrollBy(0, by); mark(); }
    held.timer = requestAnimationFrame(scrollAlong);
  };
  const letGo = (drop) => {
    if (!held) return;
    const { row, place, moved, timer } = held;
    cancelAnimationFrame(timer);
    held = null;
    mark();
    row.classList.remove("photo-held");
    if (drop && moved) put(row, place);
  };

  group.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button || held) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const row = handle.closest("[data-photo-row]");
    held = { row, id: event.pointerId, from: event.clientY, y: event.clientY, moved: false, place: inOrder().indexOf(row) };
    held.timer = requestAnimationFrame(scrollAlong);
  });
  group.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.id) return;
    held.y = event.clientY;
    held.moved ||= Math.abs(held.y - held.from) > 4;
    held.row.classList.toggle("photo-held", held.moved);
    mark();
  });
  group.addEventListener("pointerup", (event) => { if (event.pointerId === held?.id) letGo(true); });
  group.addEventListener("pointercancel", (event) => { if (event.pointerId === held?.id) letGo(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held) return;
    event.preventDefault();
    event.stopPropagation();
    letGo(false);
  }, true);
};
