/* A page of the newspaper that is zoomed is as sharp as it can be; without this the narrow picture is enlarged. */
"use strict";

document.getElementById("page-zoom")?.addEventListener("change", () => {
  document.querySelector(".page-sheet img").sizes = "200vw";
}, { once: true });
