/* The review page: three ways to show the text. Without it the whole text stands there with its changes. */
"use strict";
const review = document.querySelector("[data-review]");
// a box that the address leads into is open
document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
const choice = document.querySelector("[data-switch]");

if (choice) {
  choice.hidden = false;
  const show = () => { review.dataset.show = choice.querySelector("input:checked").value; };
  choice.addEventListener("change", show);
  show(); // a browser that comes back to the page keeps what was chosen
}
