// What was noted and has not been sent yet, kept by the device itself: closing the page loses nothing.
const BASE = "tantieme-seance";
const MAGASIN = "envois";

export async function openQueue(ag) {
  const base = await asked(indexedDB.open(BASE, 1), (request) => {
    request.result.createObjectStore(MAGASIN, { keyPath: "rang", autoIncrement: true });
  });
  const store = (mode) => base.transaction(MAGASIN, mode).objectStore(MAGASIN);
  return {
    list: async () => (await asked(store("readonly").getAll())).filter((envoi) => envoi.ag === ag),
    put: (envoi) => asked(store("readwrite").put(envoi)),
    remove: (rang) => asked(store("readwrite").delete(rang)),
  };
}

function asked(request, upgrade) {
  return new Promise((resolve, reject) => {
    if (upgrade) request.onupgradeneeded = () => upgrade(request);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
