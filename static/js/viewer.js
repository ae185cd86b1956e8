/* A photo large, over the page. Without it, the link opens the picture itself. */
"use strict";

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const open = (link) => {
  const small = link.querySelector("img");
  const caption = link.parentElement.querySelector("figcaption");
  const img = make("img", { src: link.href, alt: small.alt });
  const full = make("button", { type: "button", textContent: "原大" });
  const shut = make("button", { type: "button", textContent: "关上", autofocus: true });
  const words = make("p", { className: "caption", textContent: caption?.textContent ?? "" });
  const dialog = make("dialog", { className: "viewer", ariaLabel: "看大图" },
    make("div", { className: "viewer-picture", tabIndex: 0 }, img),
    make("div", { className: "viewer-foot" }, words, make("p", {}, full, " ", shut)));
  full.addEventListener("click", () => {
    full.textContent = img.classList.toggle("viewer-full") ? "整幅" : "原大";
  });
  shut.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-viewer]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});
