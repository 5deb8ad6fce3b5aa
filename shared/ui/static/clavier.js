// The keyboard: every key here is also a visible control, and none acts while somebody types.
// Templates declare: data-aller="v" on a link (g then v), data-raccourci="p" on a button or link, data-ligne on a row,
// data-a-traiter on a row that needs the agent.
let waitingForPlace = 0;

export function watchKeyboard() {
  document.addEventListener("keydown", onKey);
  document.body.addEventListener("click", onControl);
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return act(event, focusSearch);
  if (event.key === "Escape") return closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (Date.now() - waitingForPlace < 1500) {
    waitingForPlace = 0;
    const link = document.querySelector(`[data-aller="${CSS.escape(event.key)}"]`);
    if (link) return act(event, () => link.click());
  }
  const action = ACTIONS[event.key];
  if (action) return act(event, action);
  const control = document.querySelector(`[data-raccourci="${CSS.escape(event.key)}"]`);
  if (control) act(event, () => control.click());
}

const ACTIONS = {
  "/": focusSearch,
  "?": showKeys,
  g: () => { waitingForPlace = Date.now(); },
  j: () => moveTo(+1, "[data-ligne]"),
  k: () => moveTo(-1, "[data-ligne]"),
  n: () => moveTo(+1, "[data-a-traiter]"),
};

function act(event, action) {
  event.preventDefault();
  action();
}

const isTyping = (element) => element.matches?.("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");

function focusSearch() {
  const field = document.getElementById("recherche");
  field?.focus();
  field?.select();
}

function moveTo(step, selector) {
  const rows = [...document.querySelectorAll("[data-ligne]")].filter((row) => row.offsetParent !== null);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  for (let rank = here === -1 && step < 0 ? rows.length - 1 : here + step; rank >= 0 && rank < rows.length; rank += step) {
    if (rows[rank].matches(selector)) return enter(rows[rank]);
  }
}

function enter(row) {
  const control = row.querySelector("a[href], button, input");
  (control ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
}

// The visible controls of the same actions: <button data-touche="j">.
function onControl(event) {
  const control = event.target.closest("[data-touche]");
  if (control) ACTIONS[control.dataset.touche]?.();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

function closeMenus() {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function showKeys() {
  const dialog = document.getElementById("raccourcis");
  if (!dialog) return;
  listOwnKeys(dialog.querySelector("[data-touches-page]"));
  dialog.showModal();
}

function listOwnKeys(list) {
  list.replaceChildren();
  for (const control of document.querySelectorAll("[data-raccourci]")) {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = control.dataset.raccourci;
    term.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = control.dataset.libelle || control.textContent.trim();
    list.append(term, meaning);
  }
  list.previousElementSibling.hidden = list.children.length === 0;
}
