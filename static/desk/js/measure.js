/* Live length and balance of a headline: U+3000 is the editor's break, and Enter types one. */
"use strict";
const BREAK = "\u3000";

for (const field of document.querySelectorAll("[data-measure]")) {
  const out = document.getElementById(`m_${field.name}`);
  if (!out) continue;
  field.setAttribute("aria-describedby", out.id);
  const show = () => {
    const lines = field.value.split(BREAK).map((line) => [...line.trim()].length).filter(Boolean);
    const total = lines.reduce((a, b) => a + b, 0);
    const room = Number(field.dataset.measure);
    let say = `${total}字，${total > room ? `多${total - room}字` : `可到${room}字`}`;
    out.textContent = "";
    const words = document.createElement("span");
    if ("balance" in field.dataset && lines.length > 1) {
      const off = Math.max(...lines) - Math.min(...lines);
      say += ` · ${lines.length}行：${lines.join("／")}　${off <= 2 ? "匀称" : `差${off}字，不匀`}`;
      const bars = document.createElement("span");
      bars.className = off <= 2 ? "balance" : "balance balance-off";
      for (const length of lines) {
        const bar = document.createElement("i");
        bar.style.width = `${Math.min(100, (length / 14) * 100)}%`;
        bars.append(bar);
      }
      out.append(bars);
    }
    words.textContent = say;
    if (total > room) words.className = "hot";
    out.prepend(words);
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!("balance" in field.dataset)) return;
    field.setRangeText(BREAK, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  show();
}
