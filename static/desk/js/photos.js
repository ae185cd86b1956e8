/* The photos in the form below the text: what they are, and one more when a file is dropped or pasted. */
"use strict";

const THUMB = 240; // pixels
const OF_FILE = ["taken_on", "focus_left", "focus_top"];
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

/** Tells of a row in the words under its picture. */
const say = (row, words, hot = false) => {
  const line = row.querySelector("[data-file-name]");
  line.textContent = words;
  line.classList.toggle("hot", hot);
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
    say(row, loaded < total ? `${file.name}　正在传，${(loaded / MB).toFixed(1)}／${(total / MB).toFixed(1)} MB` : `${file.name}　传到了，正在处理`);
  });
  request.addEventListener("loadend", () => {
    if (going.get(row) !== request) return;
    going.delete(row);
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page to sign in on, or nothing at all */ }
    if (answer.sent) take(row, file, answer);
    else if (answer.refused) refuse(row, file, answer.refused);
    else say(row, `${file.name}　${answer.failed ?? "没有传到（网断了，或要重新登录）。请留着本页，恢复后存稿时会再传。"}`, true);
    tell();
  });
  request.send(data);
};
const take = (row, file, answer) => {
  input(row, "sent").value = answer.sent;
  input(row, "image").value = "";
  for (const name of ["caption", "credit", ...OF_FILE]) {
    const field = input(row, name);
    if (field && !field.value && answer[name] !== "") field.value = answer[name];
  }
  const img = row.querySelector("[data-thumb]");
  img.src = answer.url;
  img.hidden = false;
  const size = `${answer.width.toLocaleString("zh-CN")}×${answer.height.toLocaleString("zh-CN")}`;
  say(row, `${file.name}已收好，${size}，存稿时放进稿件。${answer.note}`);
  row.dispatchEvent(new Event("input", { bubbles: true })); // kept with the words
};
const refuse = (row, file, why) => {
  input(row, "image").value = "";
  row.querySelector("[data-thumb]").hidden = true;
  say(row, `${file.name}　没有收：${why}`, true);
};

/** Shows a photo that was sent before, after a crash or a lost session. */
const showSent = (row, number) => {
  if (!group || !number || !input(row, "sent")) return;
  input(row, "sent").value = number;
  const img = row.querySelector("[data-thumb]");
  img.src = `${group.dataset.send}${number}/`;
  img.hidden = false;
  say(row, "已收好，存稿时放进稿件。");
  tell();
};

/** Adds a row with this file; returns its number. */
export const addPhoto = (file) => {
  group.querySelector(".add-row a").click();
  const row = rowsNow().at(-1);
  const files = new DataTransfer();
  files.items.add(file);
  input(row, "image").files = files.files;
  choose(row);
  return Number(input(row, "number").value);
};

const choose = (row) => {
  const file = input(row, "image")?.files[0];
  if (!file) return;
  say(row, file.name);
  for (const name of OF_FILE) input(row, name).value = ""; // they were said of another picture
  showThumb(row, file);
  send(row, file);
};
const showThumb = async (row, file) => {
  const img = row.querySelector("[data-thumb]");
  try {
    const picture = await createImageBitmap(file, { resizeWidth: THUMB, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    if (input(row, "image").files[0] === file) img.src = canvas.toDataURL("image/jpeg", 0.8);
    img.hidden = !img.src;
  } catch {
    if (input(row, "image").files[0] === file) img.hidden = true; // HEIC: the server shows it
  }
  tell();
};

const nextNumber = () => Math.max(0, ...photos().map((each) => each.number).filter(Number.isFinite)) + 1;

document.addEventListener("formset:added", (event) => {
  if (!event.target.matches("[data-photo-row]")) return;
  const number = input(event.target, "number");
  number.value = "";
  number.value = nextNumber();
  tell();
});
document.addEventListener("formset:removed", tell);
group?.addEventListener("change", (event) => {
  if (event.target.type === "file") choose(event.target.closest("[data-photo-row]"));
  else tell();
});
group?.addEventListener("photo:sent", (event) => showSent(event.target, event.detail));
group?.addEventListener("input", (event) => { if (event.target.type !== "file") tell(); });
