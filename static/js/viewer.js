/* The photos of an article large, over the page: arrows, keys or a swipe lead on, Esc closes. Without it, the
   link opens the picture itself. */
"use strict";

const SWIPE = 50;
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const button = (textContent, act) => {
  const made = make("button", { type: "button", textContent });
  made.addEventListener("click", act);
  return made;
};

const open = (links, first) => {
  let at = first;
  const count = make("span", { className: "viewer-count" });
  const credit = make("span", { className: "credit" });
  const words = make("p", { className: "caption" });
  const stage = make("div", { className: "viewer-picture", tabIndex: 0 });
  const show = (next) => {
    at = (next + links.length) % links.length;
    const link = links[at], caption = link.parentElement.querySelector("figcaption")?.cloneNode(true);
    stage.replaceChildren(make("img", { src: link.href, alt: link.querySelector("img").alt }));
    credit.textContent = caption?.querySelector(".credit")?.textContent ?? "";
    caption?.querySelector(".credit")?.remove();
    words.replaceChildren(caption?.textContent.trim() ?? "", " ", credit);
    count.textContent = `${at + 1}／${links.length}`;
    full.textContent = "原大";
    stage.scrollTo(0, 0);
  };
  const full = button("原大", () => {
    full.textContent = stage.firstElementChild.classList.toggle("viewer-full") ? "整幅" : "原大";
  });
  const shut = button("关上", () => dialog.close());
  const steps = [button("上一幅", () => show(at - 1)), count, button("下一幅", () => show(at + 1))];
  const dialog = make("dialog", { className: "viewer", ariaLabel: "看大图" },
    stage,
    make("div", { className: "viewer-foot", ariaLive: "polite" }, words,
      make("p", { className: "viewer-buttons" }, ...(links.length > 1 ? steps : []), full, shut)));
  const whole = () => !stage.querySelector(".viewer-full") && (globalThis.visualViewport?.scale ?? 1) === 1;

  dialog.addEventListener("keydown", ({ key }) => {
    if (whole() && (key === "ArrowLeft" || key === "ArrowRight")) show(at + (key === "ArrowLeft" ? -1 : 1));
  });
  let start;
  stage.addEventListener("touchstart", ({ touches }) => { start = touches.length === 1 && whole() ? touches[0] : null; }, { passive: true });
  stage.addEventListener("touchend", ({ changedTouches: [end] }) => {
    const aside = start ? end.clientX - start.clientX : 0;
    if (Math.abs(aside) > SWIPE && Math.abs(aside) > 2 * Math.abs(end.clientY - start.clientY)) show(at + (aside > 0 ? -1 : 1));
  });
  dialog.addEventListener("close", () => { dialog.remove(); links[at].focus(); });
  show(first);
  document.body.append(dialog);
  dialog.showModal();
  shut.focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-viewer]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const links = [...document.querySelectorAll("[data-viewer]")];
  open(links, links.indexOf(link));
});
