/* Photos that did not get to the server: kept in this browser for the account that chose them, seven days at most,
   and offered when the same form is opened again. */
"use strict";
const [BASE, STORE, SAVED] = ["desk-photos", "photos", "desk-saved"];
const LONGEST = 7 * 86400000;
const form = document.querySelector("[data-article-form]");

const openBase = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open(BASE, 1);
  asked.addEventListener("upgradeneeded", () => asked.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true }));
  asked.addEventListener("success", () => resolve(asked.result));
  asked.addEventListener("error", () => reject(asked.error));
});
const ask = async (mode, act) => {
  const base = await openBase();
  try {
    return await new Promise((resolve, reject) => {
      const asked = act(base.transaction(STORE, mode).objectStore(STORE));
      asked.addEventListener("success", () => resolve(asked.result));
      asked.addEventListener("error", () => reject(asked.error));
    });
  } finally { base.close(); }
};

/** Keeps a file; its key, or null where the browser keeps nothing. */
export const hold = (file) => {
  const [user, path, token] = [form.dataset.user, location.pathname, form.elements.kept.value];
  return ask("readwrite", (store) => store.add({ file, user, path, token, at: Date.now() })).catch(() => null);
};
export const release = (key) => ask("readwrite", (store) => store.delete(key)).catch(() => null);

/** What this account chose on this page before: { key, file }. What is old, or went with a save, is deleted. */
export const listHeld = async () => {
  const all = await ask("readonly", (store) => store.getAll()).catch(() => []);
  let saved = [];
  try { saved = JSON.parse(localStorage.getItem(SAVED) ?? "[]"); } catch { /* somebody else's */ }
  const gone = all.filter((each) => Date.now() - each.at > LONGEST || saved.includes(each.token));
  await Promise.all(gone.map((each) => release(each.key)));
  return all.filter((each) => !gone.includes(each) && each.user === form.dataset.user && each.path === location.pathname);
};
