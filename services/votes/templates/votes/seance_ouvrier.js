// The service worker of one session's screen: the page and its files are kept, and served when the network is silent.
// It touches nothing else: writes are queued by the page itself, other addresses go to the network as usual.
const MAGASIN = {{ magasin | tojson }};
const PREFIXE = MAGASIN.replace(/[^-]+$/, "");
const PAGE = {{ page | tojson }};
const ETAT = {{ etat | tojson }};
const FICHIERS = new Set({{ fichiers | tojson }});
const PATIENCE_MS = 2500;

self.addEventListener("install", (event) => event.waitUntil(keepFiles().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

async function keepFiles() {
  const store = await caches.open(MAGASIN);
  await store.addAll([...FICHIERS]);
  for (const url of [PAGE, ETAT]) await keep(store, url, await fetch(url));
}

async function forgetOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIXE) && name !== MAGASIN);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// A page of sign-in must never take the place of the screen.
async function keep(store, url, response) {
  if (response.ok && !response.redirected) await store.put(url, response.clone());
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === PAGE || url.pathname === ETAT) event.respondWith(networkFirst(request, url.pathname));
  else if (FICHIERS.has(url.pathname)) event.respondWith(storeFirst(request, url.pathname));
});

async function networkFirst(request, path) {
  const store = await caches.open(MAGASIN);
  const kept = await store.match(path);
  const fresh = fetch(request).then((response) => keep(store, path, response));
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function storeFirst(request, path) {
  const kept = await (await caches.open(MAGASIN)).match(path);
  return kept ?? fetch(request);
}
