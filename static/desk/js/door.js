/* The door: files that are dropped, chosen or pasted are sent one by one, with progress; each comes back as the row
   that says what became of it. Without this file the form sends them all at once. */
"use strict";
import { isSignedIn, makeLoginLink, renewTokens } from "./session.js";

const door = document.querySelector("[data-door]");
const going = document.querySelector("[data-going]");
const fates = document.querySelector("[data-fates]");
const paste = document.querySelector("[data-paste]");
const PAUSE = 2000;
const MB = 1048576;
const ATTEMPTS = 2;
const typing = (target) => target.closest?.("input:not([type=file]), textarea, select, [contenteditable=true]");

// One after the other: a slow line sends one file whole rather than ten in pieces.

const queue = [];
let sending = false;

const makeRow = (name) => {
  const row = document.createElement("li");
  row.className = "fate fate-run";
  const kind = document.createElement("span");
  kind.className = "file-kind";
  kind.textContent = "…";
  const what = document.createElement("div");
  what.className = "fate-what";
  const title = document.createElement("p");
  title.className = "file-title";
  title.textContent = name;
  const said = document.createElement("p");
  said.textContent = "等着传";
  const meter = document.createElement("progress");
  meter.max = 1;
  meter.value = 0;
  meter.setAttribute("aria-label", `正在传${name}`);
  what.append(title, said, meter);
  const actions = document.createElement("div");
  actions.className = "actions";
  row.append(kind, what, actions);
  going.append(row);
  return { row, said, meter, actions };
};

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-small";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

/** Puts the rows that the server answered with on top of today's. */
const show = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html; // of our own server, which escapes what people wrote
  for (const row of [...made.content.children].toReversed()) {
    document.getElementById(row.id)?.remove();
    fates.prepend(row);
  }
  document.querySelector("[data-nothing]")?.remove();
  refresh();
};

const post = (data, onProgress) => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.open("POST", door.action);
  request.setRequestHeader("X-CSRFToken", renewTokens());
  request.setRequestHeader("X-Requested-With", "fetch");
  request.upload.addEventListener("progress", onProgress);
  request.addEventListener("loadend", () => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* a page to sign in on, or nothing at all */ }
    resolve(answer && "rows" in answer ? answer : null);
  });
  request.send(data);
});

const send = async (job) => {
  const data = new FormData();
  data.append("sender", door.elements.sender.value);
  if (job.file) data.append("files", job.file, job.file.name);
  else data.append("text", job.text);
  job.actions.replaceChildren();
  const answer = await post(data, ({ loaded, total }) => {
    job.meter.value = total ? loaded / total : 0;
    job.said.textContent = loaded < total ? `正在传，${(loaded / MB).toFixed(1)}／${(total / MB).toFixed(1)} MB` : "传到了，正在读";
    if (loaded >= total) job.meter.removeAttribute("value");
  });
  if (answer) {
    job.row.remove();
    if (answer.rows) show(answer.rows);
    if (answer.refused.length) refuse(job, answer.refused.join(""));
    return;
  }
  job.tries += 1;
  if (job.tries < ATTEMPTS && navigator.onLine) { queue.push(job); return; }
  job.meter.value = 0;
  await hold(job);
};

// What did not arrive stays on this page, and goes out by itself once one is signed in or connected again.

const held = new Set();
const hold = async (job) => {
  held.add(job);
  job.said.classList.add("hot");
  if (await isSignedIn() === false) job.said.replaceChildren("登录已过期，没有传到，还在这一页上：请", makeLoginLink(door.dataset.login), "，回来就接着传。");
  else job.said.textContent = "没有传到，多半是网断了，还在这一页上，接通了再传。";
  job.actions.replaceChildren(
    button("再传", () => { release(job); start(); }),
    button("不传了", () => { held.delete(job); job.row.remove(); }),
  );
};
const release = (job) => {
  held.delete(job);
  job.tries = 0;
  job.said.classList.remove("hot");
  job.said.textContent = "等着传";
  job.actions.replaceChildren();
  queue.push(job);
};
const sendHeld = async () => {
  if (!held.size || !await isSignedIn()) return;
  for (const job of [...held]) release(job);
  start();
};
window.addEventListener("focus", sendHeld);
window.addEventListener("online", sendHeld);
const refuse = (job, why) => {
  going.append(job.row);
  job.row.className = "fate fate-bad";
  job.meter.remove();
  job.said.textContent = `没有收：${why}`;
  job.said.classList.add("hot");
  job.actions.replaceChildren(button("去掉", () => job.row.remove()));
};
const next = async () => {
  const job = queue.shift();
  sending = Boolean(job);
  if (!job) return;
  await send(job);
  next();
};
const start = () => { if (!sending) next(); };
const add = (files) => {
  for (const file of files) queue.push({ file, tries: 0, ...makeRow(file.name) });
  start();
};
const addText = (text) => {
  queue.push({ text, tries: 0, ...makeRow(text.trim().slice(0, 24)) });
  start();
};
window.addEventListener("beforeunload", (event) => {
  if (sending || held.size || door.elements.text.value.trim()) event.preventDefault();
});

// By choice, by drop, by paste

for (const input of door.querySelectorAll("[data-files]")) {
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    add(files);
  });
}
door.querySelector("[data-plain]").hidden = true;
door.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = door.elements.text.value;
  if (!text.trim()) return;
  addText(text);
  door.elements.text.value = "";
  paste.open = false;
});
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    door.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) door.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  door.classList.remove("over");
  add(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const { files } = event.clipboardData;
  if (typing(event.target) && event.target !== door.elements.text) return;
  if (files.length) {
    event.preventDefault();
    add(files);
    return;
  }
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (event.target === door.elements.text && !html) return; // the field takes plain text itself
  if (!(html || text).trim()) return;
  event.preventDefault();
  addText(html || text);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (localStorage.getItem("desk-letters-off") !== null) return;
  const key = event.key.toLowerCase();
  if (key === "o") { event.preventDefault(); door.querySelector("[data-files]").click(); }
  if (key === "v") { event.preventDefault(); paste.open = true; door.elements.text.focus(); }
});

// What is being read on the server is looked at every two seconds; only changed rows are replaced.

let waiting;
const renew = (page) => {
  for (const row of document.querySelectorAll("[data-fates] > [data-under-way]")) {
    const now = page.getElementById(row.id);
    if (now) row.replaceWith(document.importNode(now, true));
  }
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = page.querySelector(`[data-live="${old.dataset.live}"]`);
    if (now && now.innerHTML !== old.innerHTML) old.replaceChildren(...document.importNode(now, true).childNodes);
  }
};
async function look() {
  const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
  if (answer?.ok && !answer.redirected) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (document.querySelector("[data-under-way]")) waiting = setTimeout(look, PAUSE);
}
function refresh() {
  clearTimeout(waiting);
  waiting = setTimeout(look, 200);
}
if (document.querySelector("[data-under-way]")) waiting = setTimeout(look, PAUSE);
