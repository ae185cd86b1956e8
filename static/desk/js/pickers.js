/* Select2 draws its own boxes and forgets what the field was called: screen readers are told here. */
"use strict";
const nameOf = (select) => select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label") || "";

const nameBoxes = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling;
    const parts = box?.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field") ?? [];
    for (const part of parts) part.setAttribute("aria-label", nameOf(select));
  }
};

// The sign beside a box that filters a list has a name: a role makes it one. Django draws these
// boxes when everything has come, pictures too.
const nameSigns = () => {
  for (const sign of document.querySelectorAll(".help-tooltip[aria-label]")) sign.setAttribute("role", "img");
};

const $ = window.django?.jQuery;
if ($) {
  $(() => setTimeout(nameBoxes)); // after autocomplete.js has made them
  document.addEventListener("formset:added", () => setTimeout(nameBoxes));
  $(document).on("select2:open", (event) => {
    nameBoxes();
    document.querySelector(".select2-dropdown .select2-search__field")?.setAttribute("aria-label", `查${nameOf(event.target)}`);
  });
  window.addEventListener("load", () => setTimeout(nameSigns));
}
