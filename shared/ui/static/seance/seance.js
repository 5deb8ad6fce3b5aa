// The live screen of a session: works without network for the length of a meeting, sends when it comes back.
import { Envois } from "./envois.js";
import { openQueue } from "./file.js";
import { Point } from "./ecran.js";

const RYTHME_MS = 5000;
const root = document.getElementById("seance");
if (root) start();

async function start() {
  const ag = Number(root.dataset.ag);
  const envois = new Envois(await openQueue(ag), render);
  envois.address = root.dataset.etat;
  const points = [...root.querySelectorAll("[data-point]")].map((section) => new Point(section, onNote));
  let here = Math.max(0, points.findIndex((point) => `#point-${point.id}` === location.hash));

  async function onNote(point, body) {
    point.typed = false;
    const kept = envois.note(ag, point.id, point.address, body);
    go(here + 1);
    await kept;
  }

  function go(rank) {
    here = Math.min(Math.max(rank, 0), points.length - 1);
    points.forEach((point, other) => point.show(other === here));
    history.replaceState(null, "", `#point-${points[here].id}`);
    render();
  }

  async function render() {
    const waiting = await envois.pending();
    points.forEach((point, rank) => {
      const mine = waiting.filter((envoi) => envoi.resolution === point.id);
      const state = point.render(envois.results.get(point.id), mine, (envoi, keepMine) => envois.settle(envoi, keepMine));
      const button = root.querySelector(`[data-aller-a="${point.id}"]`);
      button.dataset.etat = state;
      button.querySelector("[data-etat-court]").textContent = ` ${MOTS[state]}`;
      if (rank === here) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    root.querySelector("[data-precedente]").disabled = here === 0;
    root.querySelector("[data-suivante]").disabled = here === points.length - 1;
    say("[data-attente]", sayWaiting(waiting));
    say("[data-reseau]", envois.message || (envois.online ? "En ligne." : "Hors connexion : tout est gardé sur cet appareil."));
    root.dataset.attente = String(waiting.length);
  }

  root.querySelector("[data-precedente]").addEventListener("click", () => go(here - 1));
  root.querySelector("[data-suivante]").addEventListener("click", () => go(here + 1));
  for (const button of root.querySelectorAll("[data-aller-a]")) {
    button.addEventListener("click", () => go(points.findIndex((point) => point.id === Number(button.dataset.allerA))));
  }
  root.querySelector("[data-oublier]").addEventListener("click", () => forget(envois));

  async function beat() {
    if (document.visibilityState !== "visible") return;
    await probe(envois);
    await envois.replay();
  }
  setInterval(beat, RYTHME_MS);
  window.addEventListener("online", beat);
  window.addEventListener("offline", () => { envois.online = false; render(); });
  document.addEventListener("visibilitychange", beat);
  go(here);
  keepOffline();
  await probe(envois);
  await envois.replay();
}

const MOTS = { "": "", note: "(notée)", attente: "(en attente d’envoi)", conflit: "(à trancher)", refus: "(refusée)" };

function sayWaiting(waiting) {
  const conflicts = waiting.filter((envoi) => envoi.conflit).length;
  const said = [];
  if (waiting.length > conflicts) {
    const left = waiting.length - conflicts;
    said.push(left > 1 ? `${left} résultats en attente d’envoi` : "1 résultat en attente d’envoi");
  }
  if (conflicts) said.push(conflicts > 1 ? `${conflicts} résultats à trancher` : "1 résultat à trancher");
  return said.length ? `${said.join(", ")}.` : "Tout est envoyé.";
}

// What others noted; the worker answers from its store when the network is silent, so the browser's word counts too.
async function probe(envois) {
  envois.online = navigator.onLine;
  await envois.refresh();
}

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return say("[data-pret]", "Cet appareil ne peut pas travailler hors connexion.");
  try {
    await navigator.serviceWorker.register(root.dataset.ouvrier, { scope: root.dataset.portee });
    await navigator.serviceWorker.ready;
    say("[data-pret]", "Prêt pour le hors connexion.");
  } catch {
    say("[data-pret]", "L’écran n’a pas pu être gardé sur cet appareil : restez connecté.");
  }
}

async function forget(envois) {
  const place = "[data-oublie]";
  if ((await envois.pending()).length) return say(place, "Des résultats attendent encore leur envoi : rien n’est effacé.");
  const registration = await navigator.serviceWorker?.getRegistration(root.dataset.portee);
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`seance-${root.dataset.ag}-`)) await caches.delete(name);
  say(place, "Cet appareil ne garde plus rien de cette séance.");
  say("[data-pret]", "");
}

function say(selector, sentence) {
  const place = root.querySelector(selector);
  if (place.textContent !== sentence) place.textContent = sentence;
}
