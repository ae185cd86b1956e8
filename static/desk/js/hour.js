/* The hour of a sign-off: said on the button; the box for another one shows only when it is chosen. */
"use strict";
const say = (typed, verb) => {
  const [, month, day, hour, minute] = /^\d+-(\d+)-(\d+)T(\d+):(\d+)/.exec(typed) ?? [];
  return month ? `${Number(month)}月${Number(day)}日${Number(hour)}:${minute}${verb}` : "另定";
};
for (const box of document.querySelectorAll("[data-hours]")) {
  const pick = box.querySelector("[data-pick]"), at = pick.querySelector("input");
  const show = () => {
    const chosen = box.querySelector("input:checked");
    pick.hidden = chosen.value !== "pick";
    at.required = !pick.hidden;
    for (const said of box.closest("form").querySelectorAll("[data-hour-said]"))
      said.textContent = pick.hidden ? chosen.dataset.said : say(at.value, box.dataset.verb);
  };
  box.addEventListener("input", show);
  show();
}
