/* Copies an article as it goes into a 公众号. The event gives HTML to the clipboard also where the desk has no https. */
"use strict";
const copy = (html, text) => {
  let done = false;
  const give = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    done = true;
  };
  document.addEventListener("copy", give, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", give);
  return done;
};

for (const part of document.querySelectorAll("[data-wechat]")) {
  const said = part.querySelector("[data-said]");
  for (const button of part.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => {
      const text = part.querySelector("[data-text]").value;
      const html = button.dataset.copy === "html" ? part.querySelector("[data-html]").value : "";
      said.textContent = copy(html, text) ? "已复制，到公众号里粘贴。" : "浏览器没有让复制，请换一个浏览器。";
    });
  }
}
