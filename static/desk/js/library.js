/* The picture library: its page, and the same page in a dialog of the article form, where a picture that is taken
   becomes a row of the form and waits for the save as one that was sent does. */
"use strict";
const COPIED = ["caption", "credit", "alt", "taken_on", "ai_use", "consent", "focus_left", "focus_top"];
const group = document.querySelector("[data-photos]");
const input = (row, name) => row.querySelector(`[name$="-${name}"]`);

/** Says how many are chosen, and stops at the most that can be taken at once. Arrow keys go from one to the next. */
const watch = (form) => {
  const line = form.querySelector("[data-chosen]");
  const boxes = [...form.querySelectorAll("[name=photo]")];
  const most = Number(form.dataset.most);
  const idle = line?.textContent;
  form.addEventListener("change", ({ target }) => {
    if (!line || target.name !== "photo") return;
    const chosen = boxes.filter((box) => box.checked).length;
    if (chosen > most) {
      target.checked = false;
      line.textContent = `一次最多取${most}幅，先取这些`;
    } else line.textContent = chosen ? `选中${chosen}幅` : idle;
  });
  form.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = boxes.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    boxes[at + by]?.focus();
  });
};

/** Adds a row to the form for a photo that was taken. */
const addRow = (taken) => {
  group.querySelector(".add-row a").click();
  const row = [...group.querySelectorAll("[data-photo-row]:not(.empty-form)")].at(-1);
  for (const name of COPIED) {
    const field = input(row, name);
    if (field) field.value = taken[name];
  }
  row.dispatchEvent(new CustomEvent("photo:sent", { bubbles: true, detail: String(taken.sent) }));
  row.dispatchEvent(new Event("input", { bubbles: true })); // kept with the words
  row.querySelector("[data-file-name]").textContent = "从图库取来，存稿时放进稿件。说明是原稿的，请核对。";
  return row;
};

/** The library in a dialog. `place` puts a photo's number into the text; without it the photo stands before it. */
const open = (address, place) => {
  const dialog = document.createElement("dialog");
  dialog.className = "library-dialog";
  dialog.setAttribute("aria-label", "图库");
  dialog.innerHTML = "<div class=\"library-head\"><h2>图库</h2><button type=\"button\" class=\"btn btn-small\">不取了</button></div><p class=\"notice\" role=\"alert\" hidden></p><div data-shown><p class=\"note\">正在打开图库…</p></div>";
  const [alarm, shown] = dialog.querySelectorAll("[role=alert], [data-shown]");
  const refuse = (words) => { alarm.textContent = words; alarm.hidden = false; alarm.scrollIntoView({ block: "nearest" }); };
  const LOST = "没有连上（网断了，或要重新登录）。稿子还在，恢复后再开一次图库。";

  const load = async (url) => {
    try {
      const answer = await fetch(url);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("library");
      if (!answer.ok || !found) { refuse(LOST); return; }
      alarm.hidden = true;
      shown.replaceChildren(document.adoptNode(found));
      const form = shown.querySelector("[data-take]");
      if (form) {
        watch(form);
        form.querySelector("button[type=submit]")?.replaceChildren(place ? "取所选，放到光标处" : "取所选，放进稿件");
      }
      dialog.scrollTop = 0;
      shown.querySelector("[name=q]")?.focus({ preventScroll: true });
    } catch { refuse(LOST); }
  };
  const take = async (form) => {
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const data = new FormData(form);
      data.delete("article"); // the form has it open: they come with its save
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!said.taken) { refuse(said.refused); return; }
      dialog.close();
      const rows = said.taken.map(addRow);
      if (place) for (const row of rows) place(Number(input(row, "number").value));
      else rows[0].scrollIntoView({ block: "center" });
      if (!place) input(rows[0], "caption").focus({ preventScroll: true });
    } catch { refuse(LOST); } finally { button.disabled = false; }
  };

  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (link.matches("[data-leaf]")) { event.preventDefault(); load(link.href); }
    else link.target = "_blank"; // the form stays open
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.matches("[data-take]")) take(form);
    else load(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  });
  document.body.append(dialog);
  dialog.showModal();
  load(address);
};

const link = document.querySelector("[data-library]");
link?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !group?.querySelector(".add-row a")) return;
  event.preventDefault();
  open(link.href);
});
if (link) document.addEventListener("library:open", (event) => open(link.href, event.detail));
const page = document.querySelector("#library [data-take]");
if (page) watch(page);
