/* The tray of photos below the text: each is sent when it is chosen, dropped or pasted, and says what became of it. */
"use strict";

import { watchHandles } from "desk/photo-order";
import { hold, listHeld, release } from "desk/unsent";

const THUMB = 240; // pixels
const OF_FILE = ["taken_on", "focus_left", "focus_top", "ai_use"];
const group = document.querySelector("[data-photos]");
const rowsNow = () => (group ? [...group.querySelectorAll("[data-photo-row]:not(.empty-form)")] : []);
const input = (row, name) => row.querySelector(`[name$="-${name}"]`);
const tell = () => document.dispatchEvent(new CustomEvent("photos:changed"));

/** Every photo of the form, stored or newly chosen: { number, caption, src, gone }. */
export const photos = () =>
  rowsNow().map((row) => ({
    number: Number(input(row, "number")?.value),
    caption: input(row, "caption")?.value ?? "",
    src: row.querySelector("[data-thumb]")?.getAttribute("src") ?? "",
    gone: input(row, "DELETE")?.checked ?? false,
  }));

export const photo = (number) => photos().find((each) => each.number === number);

/** Tells of a row in the words beside its picture. `state` is going, failed or nothing. */
const say = (row, words, state = "") => {
  const line = row.querySelector("[data-file-name]");
  line.textContent = words;
  line.classList.toggle("hot", state === "failed" || state === "waits");
  row.classList.toggle("photo-failed", state === "failed");
  row.classList.toggle("photo-going", state === "going");
  row.querySelector("[data-progress]").hidden = state !== "going";
  row.querySelector("[data-stop]").hidden = state !== "going";
};
const showPicture = (row, src) => {
  const img = row.querySelector("[data-thumb]");
  if (src) img.src = src;
  img.hidden = !src;
  row.querySelector("[data-file-label]").textContent = src ? "换一张…" : "选文件…";
};

const MB = 1048576;
const going = new Map(); // row → its request: the newest file of a row is the one that counts
/** Sends the file of a row at once. It waits on the server until the article is saved; if it doesn't get there,
    it stays in the form and goes with the save. */
const send = (row, file) => {
  going.get(row)?.abort();
  const request = new XMLHttpRequest();
  going.set(row, request);
  input(row, "sent").value = "";
  const data = new FormData();
  data.append("image", file);
  request.open("POST", group.dataset.send);
  request.setRequestHeader("X-CSRFToken", group.closest("form").elements.csrfmiddlewaretoken.value);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    if (going.get(row) !== request) return;
    row.querySelector("[data-progress]").value = (loaded / total) * 100;
    say(row, loaded < total ? `${file.name}　正在传，${(loaded / MB).toFixed(1)}／${(total / MB).toFixed(1)} MB` : `${file.name}　传到了，正在处理`, "going");
  });
  request.addEventListener("loadend", () => {
    if (going.get(row) !== request) return;
    going.delete(row);
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page to sign in on, or nothing at all */ }
    if (answer.sent) take(row, file, answer);
    else if (answer.refused) refuse(row, file, answer.refused);
    else wait(row, file, answer.failed);
    tell();
  });
  request.send(data);
};
/** Keeps a file that didn't get there in this browser, in case the page is closed. */
const wait = async (row, file, failed) => {
  say(row, `${file.name}　没有传到`, "waits");
  const key = row.dataset.held || await hold(file);
  if (input(row, "image").files[0] !== file) { if (key) release(Number(key)); return; } // sent or stopped meanwhile
  if (key) row.dataset.held = key;
  const kept = key ? "图存在这个浏览器里，页面关了也在：接通自动再传，下次打开这一页会问您。" : "请别关本页：图只在这一页里，接通自动再传，存稿时也会再传。";
  if (!going.has(row)) say(row, `${file.name}　${failed ?? "没有传到（网断了，或要重新登录）。"}${kept}`, "waits");
};
const letGo = (row) => {
  if (row.dataset.held) release(Number(row.dataset.held));
  delete row.dataset.held;
};
/** Sends again what didn't get there: when the network is back, or somebody has signed in in another window. */
const sendAgain = () => {
  for (const row of rowsNow()) {
    const file = input(row, "image")?.files[0];
    if (file && !going.has(row) && !input(row, "sent").value) send(row, file);
  }
};
/** The writer doesn't want to wait for it. A row of its own goes with it. */
const stop = (row) => {
  const request = going.get(row);
  going.delete(row);
  request?.abort();
  letGo(row);
  input(row, "image").value = "";
  const { before } = row.dataset;
  if (!input(row, "id")?.value && !before) { row.querySelector(".inline-deletelink")?.click(); return; }
  showPicture(row, before ?? "");
  say(row, "没有换。");
  tell();
};
const NAMES = { caption: "说明", credit: "摄影", taken_on: "拍摄日期", ai_use: "人工智能的标识" };
const take = (row, file, answer) => {
  letGo(row);
  input(row, "sent").value = answer.sent;
  input(row, "image").value = "";
  const filled = [];
  for (const name of ["caption", "credit", ...OF_FILE]) {
    const field = input(row, name);
    if (!field || field.value || answer[name] === "") continue;
    field.value = answer[name];
    if (NAMES[name]) filled.push(NAMES[name]);
  }
  row.dataset.before = answer.url;
  showPicture(row, answer.url);
  const from = row.querySelector("[data-from]");
  from.textContent = filled.length ? `${filled.join("、")}取自照片` : "照片里没有说明";
  from.hidden = false;
  const size = `${answer.width.toLocaleString("zh-CN")}×${answer.height.toLocaleString("zh-CN")}`;
  say(row, `${file.name}已收好，${size}，存稿时放进稿件。${answer.note}`);
  row.dispatchEvent(new Event("input", { bubbles: true })); // kept with the words
};
const refuse = (row, file, why) => {
  letGo(row);
  input(row, "image").value = "";
  showPicture(row, "");
  say(row, `${file.name}　没有收：${why}`, "failed");
};

/** Shows a photo that was sent before, after a crash or a lost session. */
const showSent = (row, number) => {
  if (!group || !number || !input(row, "sent")) return;
  input(row, "sent").value = number;
  showPicture(row, `${group.dataset.send}${number}/`);
  say(row, "已收好，存稿时放进稿件。");
  tell();
};

/** Adds a row with this file; returns its number. `held` is its key where this browser has it already. */
export const addPhoto = (file, held = "") => {
  group.querySelector(".add-row a").click();
  const row = rowsNow().at(-1);
  const files = new DataTransfer();
  files.items.add(file);
  input(row, "image").files = files.files;
  choose(row, held);
  return Number(input(row, "number").value);
};

const choose = (row, held = "") => {
  const file = input(row, "image")?.files[0];
  if (!file) return;
  letGo(row);
  if (held) row.dataset.held = held;
  row.dataset.before ??= row.querySelector("[data-thumb]").getAttribute("src") ?? "";
  row.querySelector("[data-from]").hidden = true;
  say(row, file.name, "going");
  for (const name of OF_FILE) input(row, name).value = ""; // they were said of another picture
  showThumb(row, file);
  send(row, file);
};
const showThumb = async (row, file) => {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: THUMB, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    if (input(row, "image").files[0] === file) showPicture(row, canvas.toDataURL("image/jpeg", 0.8));
  } catch {
    if (input(row, "image").files[0] === file) showPicture(row, ""); // HEIC: the server shows it
  }
  tell();
};

const nextNumber = () => Math.max(0, ...photos().map((each) => each.number).filter(Number.isFinite)) + 1;

// The tray

const numberOf = (row) => Number(input(row, "number")?.value);
const inOrder = () => rowsNow().toSorted((one, other) => numberOf(one) - numberOf(other));

/** Cards stand in the order of their numbers. They keep their places in the document, from which Django's script
    names the fields of stored rows and new ones. */
const showOrder = () => {
  const rows = inOrder();
  for (const [at, row] of rows.entries()) {
    row.style.order = at;
    for (const [name, end] of [["earlier", 0], ["later", rows.length - 1]]) {
      const button = row.querySelector(`[data-${name}]`);
      button.hidden = rows.length < 2;
      button.setAttribute("aria-disabled", String(at === end));
    }
    row.querySelector("[data-handle]").hidden = rows.length < 2;
  }
};
const sayOrder = (words) => { group.querySelector("[data-order-said]").textContent = words; };
/** Exchanges a photo's number with that of the one before or behind it. */
const moveRow = (row, by, exchange) => {
  const rows = inOrder();
  const other = rows[rows.indexOf(row) + by];
  if (!other) return;
  const [one, two] = [numberOf(row), numberOf(other)];
  [input(row, "number").value, input(other, "number").value] = [two, one];
  exchange(one, two);
  sayOrder(`图${one}改成图${two}，图${two}改成图${one}`);
  row.dispatchEvent(new Event("input", { bubbles: true })); // kept with the words
  other.dispatchEvent(new Event("input", { bubbles: true }));
};
/** Moves a photo to a place among the others; those between give way by one number each. */
const putRow = (row, place, exchange) => {
  const [from, was] = [inOrder().indexOf(row), numberOf(row)];
  for (let at = from; at !== place; at += Math.sign(place - from)) moveRow(row, Math.sign(place - from), exchange);
  if (place !== from) sayOrder(`图${was}移到第${place + 1}幅，现在是图${numberOf(row)}，中间几幅依次改号`);
};

/** What is missing, how many there are, and Django's link to take a row away among the other buttons. */
const showTray = () => {
  const rows = rowsNow();
  showOrder();
  group.querySelector("[data-photo-count]").textContent = rows.length ? `　${rows.length}` : "";
  for (const row of rows) {
    const there = !row.querySelector("[data-thumb]").hidden;
    const said = ["caption", "credit", "alt"].map((name) => input(row, name).value.trim());
    const missing = there && !said[2] && !going.has(row) && !input(row, "DELETE")?.checked;
    row.classList.toggle("photo-blank", !said.some(Boolean));
    row.querySelector("[data-alt-missing]").hidden = !missing;
    row.querySelector("[data-alt]").classList.toggle("field-wrong", missing);
    row.querySelector("[data-place]").hidden = !there || !document.querySelector(".ProseMirror");
    const away = row.querySelector(".inline-deletelink");
    const acts = row.querySelector("[data-photo-acts]");
    if (away && !acts.contains(away)) acts.append(away.parentElement);
  }
};
/** The pictures among what is dropped or pasted: some systems know no type of HEIC and TIFF. */
export const imagesOf = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/") || /\.(?:hei[cf]|avif|tiff?|bmp)$/i.test(file.name));

/** Offers what did not get to the server before this page was closed. */
const offerHeld = async () => {
  const held = await listHeld();
  if (!held.length) return;
  const box = document.createElement("div");
  const [words, acts] = [document.createElement("p"), document.createElement("p")];
  [box.className, acts.className] = ["notice", "actions"];
  words.textContent = `上次有${held.length}幅图没有传到，还在这个浏览器里\uff1a${held.map((each) => each.file.name).join("、")}。`;
  for (const [text, act] of [
    ["接着传", () => { for (const each of held) addPhoto(each.file, each.key); }],
    ["不要了", () => { for (const each of held) release(each.key); }],
  ]) {
    const button = document.createElement("button");
    [button.type, button.className, button.textContent] = ["button", "btn btn-small", text];
    button.addEventListener("click", () => { act(); box.remove(); });
    acts.append(button);
  }
  box.append(words, acts);
  group.querySelector(".drop-line").after(box);
};

/** Lets the tray take photos, and tells the editor which one is to stand where its cursor is, and which two have
    exchanged their numbers. */
export const watchTray = (place, exchange) => {
  if (!group) return;
  const choice = group.querySelector("[data-choose-photos]");
  choice.hidden = false;
  choice.querySelector("input").addEventListener("change", ({ target }) => {
    for (const file of target.files) addPhoto(file);
    target.value = "";
  });
  group.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-photo-row]");
    if (target.closest("[data-stop]")) stop(row);
    if (target.closest("[data-earlier]")) moveRow(row, -1, exchange);
    if (target.closest("[data-later]")) moveRow(row, 1, exchange);
    if (target.closest("[data-place]")) place(Number(input(row, "number").value));
  });
  watchHandles(group, inOrder, (row, at) => putRow(row, at, exchange));
  const line = group.querySelector(".drop-line");
  for (const name of ["dragover", "dragleave", "drop"]) group.addEventListener(name, (event) => {
    const files = event.dataTransfer?.types.includes("Files");
    if (!files) return;
    event.preventDefault();
    line.classList.toggle("over", name === "dragover");
    if (name === "drop") for (const file of imagesOf(event.dataTransfer)) addPhoto(file);
  });
  document.addEventListener("photos:changed", showTray);
  window.addEventListener("load", offerHeld); // by then it is known what was saved
  document.addEventListener("DOMContentLoaded", showTray); // by then Django's script has made its links
  showTray();
};

document.addEventListener("formset:added", (event) => {
  if (!event.target.matches("[data-photo-row]")) return;
  const number = input(event.target, "number");
  number.value = "";
  number.value = nextNumber();
  tell();
});
document.addEventListener("formset:removed", tell);
window.addEventListener("online", sendAgain);
window.addEventListener("focus", sendAgain);
group?.addEventListener("change", (event) => {
  const row = event.target.closest("[data-photo-row]");
  if (event.target.type !== "file") tell();
  else if (row) choose(row);
});
group?.addEventListener("photo:sent", (event) => showSent(event.target, event.detail));
group?.addEventListener("input", (event) => { if (event.target.type !== "file") tell(); });
