// Live panels: one heartbeat for the page, nothing swapped when nothing changed, and a service that is down says so
// in its own panel while the rest of the page works.
const RYTHME_MS = 2000;
const empreintes = new WeakMap();

export function watchPanels() {
  setInterval(beat, RYTHME_MS);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("focus", beat);
  const body = document.body;
  body.addEventListener("htmx:configRequest", sendFingerprint);
  body.addEventListener("htmx:beforeSwap", beforeSwap);
  body.addEventListener("htmx:afterSwap", (event) => reopenDetails(event.detail.target));
  for (const name of ["htmx:sendError", "htmx:timeout"]) body.addEventListener(name, onSilence);
}

function beat() {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new CustomEvent("vivant"));
}

const panelOf = (element) => element.closest?.("[data-vivant]");

function sendFingerprint(event) {
  const { elt, headers } = event.detail;
  if (elt.matches("[data-vivant]") && empreintes.has(elt)) headers["X-Vivant"] = empreintes.get(elt);
}

function beforeSwap(event) {
  const { xhr, target, requestConfig } = event.detail;
  const panel = requestConfig.elt.matches("[data-vivant]") ? requestConfig.elt : null;
  if (xhr.status >= 400) return refuse(event, panel);
  if (panel) removeFailure(panel);
  if (xhr.status === 204) return;
  if (panel && isBeingTyped(panel)) {
    event.detail.shouldSwap = false;
    return;
  }
  if (target.matches("[data-vivant]")) empreintes.set(target, xhr.getResponseHeader("X-Vivant"));
  rememberDetails(target);
}

// A refusal of ours says where it goes (HX-Retarget); anything else is a failure of the panel or of the page.
function refuse(event, panel) {
  const { xhr } = event.detail;
  if (panel && xhr.status !== 401) {
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    showFailure(panel, xhr.status);
  } else if (xhr.getResponseHeader("HX-Retarget")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  } else {
    event.detail.shouldSwap = false;
    announce(`Le service ne répond pas (${xhr.status}). Réessayez dans un instant.`);
  }
}

function onSilence(event) {
  const panel = panelOf(event.detail.elt);
  if (panel) showFailure(panel);
  else announce("Le service ne répond pas. Vérifiez votre connexion, puis réessayez.");
}

function showFailure(panel, status) {
  if (panel.querySelector(":scope > .panneau-panne")) return;
  panel.querySelector(":scope > .attente")?.remove();
  const notice = document.createElement("div");
  notice.className = "panneau-panne";
  notice.setAttribute("role", "status");
  const service = panel.dataset.service || "demandé";
  const sentence = status === 404
    ? `Le service ${service} n’a rien à montrer ici.`
    : `Le service ${service} ne répond pas. Le reste de la page fonctionne. `;
  notice.append(sentence);
  if (status !== 404) notice.append(retryButton(panel));
  panel.prepend(notice);
}

function retryButton(panel) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-secondary ms-2";
  button.textContent = "Réessayer";
  button.addEventListener("click", () => panel.dispatchEvent(new CustomEvent("reessayer")));
  return button;
}

function removeFailure(panel) {
  panel.querySelector(":scope > .panneau-panne")?.remove();
}

function isBeingTyped(panel) {
  const field = document.activeElement;
  if (!panel.contains(field) || !field.matches("input, textarea, select")) return false;
  return field.matches("select") || field.value !== field.defaultValue;
}

let opened = [];

function rememberDetails(target) {
  opened = [...target.querySelectorAll("details[open][id]")].map((details) => details.id);
}

function reopenDetails(target) {
  for (const id of opened) target.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  opened = [];
}

export function announce(sentence) {
  const box = document.createElement("div");
  box.className = "alert alert-danger";
  box.textContent = sentence;
  document.getElementById("alertes")?.replaceChildren(box);
}
