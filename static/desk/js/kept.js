/* The article form keeps itself while one writes: on the server, and in this browser what the server does not have
   yet, for the account that typed it and nobody else, seven days at most. Nothing is stored as a version by it. */
"use strict";
import { cookie, makeLoginLink, renewTokens } from "./session.js";

const DAYS = 7;
const PREFIX = "desk-kept:";
const SAVED = "desk-saved"; // the cookie that says which page's text was saved
const HERE = 400; // milliseconds without a key until it is kept here
const THERE = 2000; // and on the server
const LONGEST = 10000; // though one writes on
const AGAIN = 15000; // after a request that failed
const SLOW = 1000; // a request that takes longer is told of
const PATIENCE = 20000;
const BEACON = 60000; // bytes that a browser still sends when the page goes
const form = document.querySelector("[data-article-form]");

const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
};
const forgetOld = () => {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const age = Date.now() - (read(key)?.at ?? 0);
    if (!(age < DAYS * 86400000)) localStorage.removeItem(key);
  }
};
const keyOf = (token) => `${PREFIX}${form.dataset.user}:${location.pathname}:${token}`;
const newToken = () => [...crypto.getRandomValues(new Uint8Array(8))].map((each) => each.toString(16).padStart(2, "0")).join("");
const written = (name) => !name.startsWith("_") && !name.includes("__prefix__") && !["csrfmiddlewaretoken", "kept"].includes(name);
/** Every field as the browser would post it, but for files. */
const fieldsNow = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && written(name));
const valueOf = (fields, name) => fields.find(([field]) => field === name)?.[1] ?? "";


// What is told at the top

const line = document.querySelector("[data-autosave]");
/** `said` is read out when it changes, `more` is only seen. */
const tell = (said, more = "", off = false) => {
  if (!line) return;
  const status = line.querySelector("[data-autosave-said]");
  if (status.textContent !== said) status.textContent = said;
  line.querySelector("[data-autosave-more]").replaceChildren(more);
  line.classList.toggle("autosave-off", off);
  line.hidden = false;
};
const clock = (at = new Date()) => `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")}`;
const signIn = () => makeLoginLink(`${line.dataset.login}?next=${encodeURIComponent(location.pathname)}`);

// Keeping

/** What the page says, and how much of it is stored where. One request at a time; a newer text waits for it. */
class Keeper {
  constructor() {
    this.token = form.elements.kept.value || newToken();
    form.elements.kept.value = this.token;
    this.before = form.dataset.keptBefore ?? ""; // the page whose text this one goes on with
    this.timers = {};
    this.stamp = 0;
    this.last = ""; // what the server has
    this.asking = null;
  }

  changed() {
    clearTimeout(this.timers.here);
    clearTimeout(this.timers.there);
    this.timers.here = setTimeout(() => this.keepHere(), HERE);
    this.timers.there = setTimeout(() => this.keepThere(), THERE);
    this.timers.longest ??= setTimeout(() => this.keepThere(), LONGEST);
    this.open = true;
    this.leaving = false; // a save that was held back
  }

  keepHere() {
    clearTimeout(this.timers.here);
    try {
      localStorage.setItem(keyOf(this.token), JSON.stringify({ at: Date.now(), token: this.token, fields: fieldsNow() }));
      if (this.before) localStorage.removeItem(keyOf(this.before));
      this.before = "";
      return true;
    } catch { return false; }
  }

  body(fields) {
    this.stamp = Math.max(this.stamp + 1, Date.now());
    const { user, article } = form.dataset;
    return JSON.stringify({ user: Number(user), article: article || null, token: this.token, stamp: this.stamp, fields });
  }

  request(body, options) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": renewTokens() };
    return fetch(form.dataset.keep, { method: "POST", body, headers, redirect: "manual", ...options });
  }

  async keepThere() {
    for (const name of ["there", "longest", "again"]) { clearTimeout(this.timers[name]); this.timers[name] = undefined; }
    if (this.asking) { this.timers.there = setTimeout(() => this.keepThere(), THERE); return; }
    const fields = fieldsNow();
    const said = JSON.stringify(fields);
    this.open = false;
    if (said === this.last) { this.stored(); return; }
    this.asking = new AbortController();
    const slow = setTimeout(() => tell("正在存……"), SLOW);
    const late = setTimeout(() => this.asking?.abort(), PATIENCE);
    try {
      const answer = await this.request(this.body(fields), { signal: this.asking.signal });
      await this.hear(answer, said);
    } catch {
      this.failed(navigator.onLine ? "连不上编辑部" : "没有网络");
    }
    clearTimeout(slow);
    clearTimeout(late);
    this.asking = null;
  }

  async hear(answer, said) {
    if (answer.type === "opaqueredirect") {
      this.stays("登录已过期，写的先存在本机，一字未丢", signIn());
      return;
    }
    const { at, refused } = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.last = said;
      this.stored(at);
    } else if (refused) this.stays(refused);
    else this.failed("编辑部没有应答");
  }

  stored(at = clock()) {
    if (!this.open) this.forget();
    tell("已存到服务器", `　${at}，没有成新的一版`);
  }

  /** Kept in this browser until it is connected again. */
  failed(why) {
    if (this.leaving) return;
    this.stays(`${why}，先存在本机`, `　${clock()}，接通自动补上`);
    this.timers.again = setTimeout(() => this.keepThere(), AGAIN);
  }

  stays(said, more = "") {
    const here = this.keepHere();
    this.open = true;
    if (here) tell(said, more, true);
    else tell("服务器和本机都没有存下：请先别关这一页，把文字复制出来", "", true);
  }

  forget() {
    clearTimeout(this.timers.here);
    localStorage.removeItem(keyOf(this.token));
  }

  /** The form is on its way to be saved, or the page is left. */
  leave() {
    this.leaving = true;
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  saving() {
    this.leave();
    renewTokens();
    this.keepHere();
  }

  away() {
    if (!this.open || this.leaving) return;
    this.keepHere();
    const body = this.body(fieldsNow());
    if (body.length * 3 < BEACON) this.request(body, { keepalive: true }).catch(() => {});
  }

  /** Shown again by the back button: another page by now, with a row of its own. */
  back() {
    this.leaving = false;
    this.token = newToken();
    form.elements.kept.value = this.token;
  }
}

// What only this browser has, offered as what the server kept

const post = (fields) => {
  const sending = document.createElement("form");
  [sending.method, sending.enctype, sending.hidden] = ["post", "multipart/form-data", true];
  for (const [name, value] of fields) {
    const input = document.createElement("input");
    [input.type, input.name, input.value] = ["hidden", name, value];
    sending.append(input);
  }
  document.body.append(sending);
  sending.submit();
};
const ago = (at) => {
  const minutes = Math.floor((Date.now() - at) / 60000);
  if (minutes < 1) return "刚才";
  if (minutes < 60) return `${minutes}分钟前`;
  const then = new Date(at);
  const midnight = new Date().setHours(0, 0, 0, 0);
  if (at >= midnight) return `今天${clock(then)}`;
  return at >= midnight - 86400000 ? `昨天${clock(then)}` : `${then.getMonth() + 1}月${then.getDate()}日${clock(then)}`;
};
const opening = (fields) => {
  const lines = ["headline", "body"].map((name) => valueOf(fields, name).replace(/<[^>]*>|&nbsp;|\s/g, "")).filter(Boolean).join("　");
  return lines && `开头是“${lines.slice(0, 40)}${lines.length > 40 ? "……" : ""}”`;
};
const offer = (key, kept, place) => {
  const box = document.getElementById("kept-here").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-when]").textContent = ago(kept.at);
  box.querySelector("[data-opening]").textContent = opening(kept.fields);
  box.querySelector("[data-take]").addEventListener("click", () => {
    post([...kept.fields, ["csrfmiddlewaretoken", renewTokens()], ["kept", kept.token], ["_resume", "here"]]);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => { localStorage.removeItem(key); box.remove(); });
  place.after(box);
};
/** The server's offer of the same page is older: what is here stands in its place. */
const offerKept = (own) => {
  const place = document.getElementById("kept-here");
  const now = JSON.stringify(fieldsNow());
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(keyOf("")))) {
    const kept = read(key);
    if (!Array.isArray(kept?.fields) || [own.token, own.before].includes(kept.token)) continue;
    const there = document.querySelector(`[data-kept-offer="${CSS.escape(kept.token)}"]`);
    if (JSON.stringify(kept.fields) === now || Number(there?.dataset.stamp) >= kept.at) {
      localStorage.removeItem(key);
      continue;
    }
    if (there) there.hidden = true;
    offer(key, kept, place);
  }
};

/** The add form's text has another address by now: it is found by the token of its page. */
const forgetSaved = () => {
  const token = cookie(SAVED);
  if (!token) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX) && key.endsWith(`:${token}`)) localStorage.removeItem(key);
  document.cookie = `${SAVED}=; max-age=0; path=/; samesite=strict`;
  try { localStorage.setItem(SAVED, JSON.stringify([token, ...(read(SAVED) ?? [])].slice(0, 20))); } catch { /* full */ } // for unsent.js
};

forgetSaved();
forgetOld();

if (form) {
  const keeper = new Keeper();
  if (document.getElementById("kept-here")) offerKept(keeper);
  const changed = () => keeper.changed();
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => { if (event.isTrusted) changed(); });
  document.addEventListener("formset:removed", changed);
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", changed); // what a person does
  form.addEventListener("submit", () => keeper.saving());
  window.addEventListener("online", () => { if (keeper.open) keeper.keepThere(); });
  window.addEventListener("focus", () => { // signed in again, elsewhere
    renewTokens();
    if (keeper.open) keeper.keepThere();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && keeper.open && !keeper.leaving) keeper.keepThere(); });
  window.addEventListener("pagehide", () => keeper.away());
  window.addEventListener("pageshow", (event) => { if (event.persisted) keeper.back(); });
  if (form.querySelector(".notice")) changed(); // what came back is not saved
}
