// Keeps a copy of the whole site, so that it works without a network after the first visit.
//
// `cargo xtask build` puts the build and its files, each with a hash of its content, in the place of the two lines
// below. A session stays on the build it was opened with: every window is served from the copy of its own build, and a
// copy is thrown away only when no window uses it. Nothing outside this folder is touched.
var BUILD = "";
var FILES = {};

var PREFIX = "guoban " + self.registration.scope + " ";
// Which window uses which build; a service worker may be stopped and started at any time and forgets its variables.
var WINDOWS = PREFIX + "windows";
// Milliseconds that the network has for the page before the copy is shown.
var PATIENCE = 4000;
var HOME = new URL("./", self.registration.scope).href;

function nameOf(build) {
  return PREFIX + build;
}

function note(id, build) {
  return caches.open(WINDOWS).then((windows) => windows.put(HOME + "?window=" + id, new Response(build)));
}

async function buildOf(id) {
  const noted = id && (await caches.match(HOME + "?window=" + id, { cacheName: WINDOWS }));
  return noted ? noted.text() : BUILD;
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file of this build: from an older copy when it has the same content, else from the network. A host that already
// serves the next build, or a gateway that answers with a page of its own, must not get into the copy.
async function take(copy, name, older) {
  const address = new URL(name, HOME).href;
  const sources = [
    ...older.map((cache) => () => cache.match(address)),
    // What this visit has just loaded need not be loaded again; the hash tells whether it is the right one.
    () => fetch(address),
    () => fetch(address, { cache: "reload" }),
  ];
  for (const source of sources) {
    const found = await source();
    if (!found || !found.ok) continue;
    const body = await found.arrayBuffer();
    if ((await hash(body)) !== FILES[name]) continue;
    const headers = new Headers(found.headers);
    // The body is no longer encoded as it was sent.
    headers.delete("content-encoding");
    headers.delete("content-length");
    return copy.put(address, new Response(body, { headers }));
  }
  throw new Error("not as built: " + name);
}

async function copyAll() {
  const older = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== WINDOWS && key !== nameOf(BUILD));
  const opened = await Promise.all(older.map((key) => caches.open(key)));
  const copy = await caches.open(nameOf(BUILD));
  try {
    await Promise.all(Object.keys(FILES).map((name) => take(copy, name, opened)));
  } catch (error) {
    await caches.delete(nameOf(BUILD));
    throw error;
  }
}

// Throws away the copies of builds that no window uses, and what is noted of windows that are gone.
async function tidy() {
  const open = (await self.clients.matchAll({ includeUncontrolled: true })).map((client) => client.id);
  const windows = await caches.open(WINDOWS);
  const used = new Set([nameOf(BUILD), WINDOWS]);
  for (const request of await windows.keys()) {
    const id = new URL(request.url).searchParams.get("window");
    if (open.includes(id)) used.add(nameOf(await buildOf(id)));
    else await windows.delete(request);
  }
  const keys = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && !used.has(key));
  // The copy of a build that is about to follow this one is used by no window yet.
  const { installing, waiting } = self.registration;
  if (!installing && !waiting) await Promise.all(keys.map((key) => caches.delete(key)));
}

self.addEventListener("install", (event) => event.waitUntil(copyAll()));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

self.addEventListener("message", (event) => {
  const { ask, build } = event.data || {};
  if (ask === "build") event.ports[0].postMessage(BUILD);
  if (ask === "activate") self.skipWaiting();
  if (ask === "stay" && event.source) event.waitUntil(note(event.source.id, build).then(tidy));
});

// The page itself comes from the network where there is one; the copy serves when there is none, or none that answers.
async function page(event) {
  const copy = async () => {
    await note(event.resultingClientId, BUILD);
    return (await caches.match(HOME + "index.html", { cacheName: nameOf(BUILD) })) || Response.error();
  };
  const patience = AbortSignal.timeout ? { signal: AbortSignal.timeout(PATIENCE) } : {};
  try {
    const found = await fetch(event.request.url, { cache: "no-cache", ...patience });
    if (found.status >= 500) return copy();
    const text = await found.text();
    const build = /<meta name="guoban-build" content="([^"]*)"/.exec(text);
    // A page without a build, such as the login page of a network, has no copy and gets nothing from one.
    await note(event.resultingClientId, build ? build[1] : "none");
    return new Response(text, { status: found.status, statusText: found.statusText, headers: found.headers });
  } catch {
    return copy();
  }
}

async function file(event) {
  const address = event.request.url.replace(/[?#].*/, "");
  const build = await buildOf(event.clientId);
  return (await caches.match(address, { cacheName: nameOf(build) })) || fetch(event.request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(HOME) || request.cache === "no-store") return;
  const name = request.url.slice(HOME.length).replace(/[?#].*/, "");
  if (request.mode === "navigate") {
    if (name === "" || name === "index.html") event.respondWith(page(event));
  } else if (name !== "sw.js") {
    event.respondWith(file(event));
  }
});
