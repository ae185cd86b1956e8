/* The photos in the form below the text: what they are, and one more when a file is dropped or pasted. */
"use strict";

const THUMB = 240; // pixels
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

/** Adds a row with this file; returns its number. */
export const addPhoto = (file) => {
  group.querySelector(".add-row a").click();
  const row = rowsNow().at(-1);
  const files = new DataTransfer();
  files.items.add(file);
  input(row, "image").files = files.files;
  showThumb(row);
  return Number(input(row, "number").value);
};

const showThumb = async (row) => {
  const file = input(row, "image")?.files[0];
  const img = row.querySelector("[data-thumb]");
  if (!file || !img) return;
  row.querySelector("[data-file-name]").textContent = file.name;
  try {
    const picture = await createImageBitmap(file, { resizeWidth: THUMB, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    img.src = canvas.toDataURL("image/jpeg", 0.8);
    img.hidden = false;
  } catch {
    img.hidden = true; // the server says in words what is wrong with the file
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
  if (event.target.type === "file") showThumb(event.target.closest("[data-photo-row]"));
  else tell();
});
group?.addEventListener("input", (event) => { if (event.target.type !== "file") tell(); });
