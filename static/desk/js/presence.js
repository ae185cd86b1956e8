/* Who else has this article open: asked every 20 seconds while the page is in sight, said above the text. */
"use strict";
const EVERY = 20000;
const FIRST = 2000; // a page that is only passed through says nothing
const box = document.querySelector("[data-presence]");

if (box) {
  const form = document.querySelector("[data-article-form]");
  const said = box.querySelector("[data-said]");
  const seen = Number(box.dataset.revision);
  const first = said.textContent;
  let typing = Boolean(form?.querySelector(".notice")); // what came back with an error is not saved
  let heard = false; // whether the desk knows of this page
  let timer;
  for (const name of ["input", "change"]) form?.addEventListener(name, () => { typing = true; });

  const body = (fields) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", box.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const say = (text) => {
    if (said.textContent !== text) said.textContent = text; // a status that is written again is read again
    box.hidden = !text;
  };
  const words = ({ others, revision, status }) => {
    const people = others.map((other) => `${other.name}也打开着${other.typing ? "，正在改" : ""}。`).join("");
    if (revision === seen || document.querySelector("[data-conflict]")) return people;
    const changed = "editable" in box.dataset
      ? "同事存过新的一版，您再保存会先给您看两边。"
      : `这篇稿件又改过，现为“${status}”，刷新就能看到。`;
    return people + changed;
  };

  const ask = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(box.dataset.presence, { method: "POST", body: body(typing ? { typing: 1 } : {}), redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        say("登录已过期：您写的都留在这台电脑上。请在新窗口登录，再回来保存。");
        return;
      }
      if (!answer.ok) return; // the article is no more: saving will say so
      heard = true;
      say(words(await answer.json()));
    } catch { /* no net for a moment: what is said stays */ }
    timer = setTimeout(ask, EVERY);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (heard) navigator.sendBeacon(box.dataset.presence, body({ closed: 1 }));
    heard = false;
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  if (first) box.hidden = false;
  timer = setTimeout(ask, FIRST);
}
