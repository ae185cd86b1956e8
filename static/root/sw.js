/* Keeps what was read, for where there is no network: pages first from the network, then from here. Nothing of the desk,
   no preview, nothing that a reader sent. A page that is gone when one comes back is gone here, too. */
"use strict";
const PAGES = "pages-1";
const FILES = "files-1";
const MOST = { [PAGES]: 60, [FILES]: 240 };
const PATIENCE = 5000;
const KEPT = /^\/($|articles\/\d+\/$|campaigns\/|places\/|reporters\/|archive\/|issues\/(\d{4}-\d{2}\/)?(\d+\/)?$)/;
const PICTURES = /^\/(static|media)\/|^\/issues\/\d{4}-\d{2}\/\d+\/\w+\.webp$|\/qr\.svg$/;

const trim = async (name) => {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((key) => cache.delete(key)));
};

const keep = async (name, request, response) => {
  const cache = await caches.open(name);
  await cache.delete(request);
  if (response.ok && !response.redirected) await cache.put(request, response);
  await trim(name);
};

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/* What can be read without a network, newest first, in the reader's view and with the site's style sheet, both as they were kept. */
const listKept = async () => {
  const cache = await caches.open(PAGES);
  const texts = await Promise.all((await cache.keys()).map(async (key) => [key, await (await cache.match(key)).text()]));
  const lines = texts.map(([key, text]) => {
    const title = text.match(/<meta property="og:title" content="([^"]*)">/);
    return title && `<li><a href="${escape(new URL(key.url).pathname)}">${title[1]}</a></li>`;
  }).filter(Boolean).toReversed();
  const newest = texts.at(-1)?.[1] ?? "";
  const [view] = newest.match(/ data-view="\w+" data-size="\w+"/) ?? [""];
  const [sheet] = newest.match(/<link rel="stylesheet" href="[^"]*">/) ?? [""];
  const said = lines.length ? `<p>这一页没有存下来。读过的都在这里：</p><ul class="plain-list plain-links">${lines.join("")}</ul>` : "<p>这一页没有存下来。有网络时读过的文章，没有网络也能再读。</p>";
  const page = `<!doctype html><html lang="zh-CN"${view}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>没有网络</title>${sheet}</head><body><main class="page plain-page"><header class="list-head"><h1>现在没有网络</h1></header>${said}</main></body></html>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
};

const readPage = async (event) => {
  const kept = KEPT.test(new URL(event.request.url).pathname);
  try {
    const response = await fetch(event.request, { signal: AbortSignal.timeout(kept ? PATIENCE : 60000) });
    if (kept && (response.ok || response.status === 404 || response.status === 410)) {
      event.waitUntil(keep(PAGES, event.request.url, response.clone()));
    }
    return response;
  } catch {
    return (await caches.match(event.request.url, { ignoreVary: true })) ?? listKept();
  }
};

const readFile = async (event) => {
  const found = await caches.match(event.request, { ignoreVary: true });
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok && response.status === 200) event.waitUntil(keep(FILES, event.request, response.clone()));
  return response;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.searchParams.has("preview")) return;
  if (/^\/(admin|preview|messages|tip)\//.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(readPage(event));
  else if (PICTURES.test(url.pathname)) event.respondWith(readFile(event));
});
/* The front page names the current issue: its first page is kept before anybody asks for it. */
self.addEventListener("message", (event) => {
  const asked = new URL(String(event.data), self.location.origin);
  if (asked.origin !== self.location.origin || !KEPT.test(asked.pathname)) return;
  event.waitUntil((async () => {
    if (await caches.match(asked.href)) return;
    const response = await fetch(asked.href, { credentials: "omit" });
    if (response.ok) await keep(PAGES, asked.href, response);
  })());
});
