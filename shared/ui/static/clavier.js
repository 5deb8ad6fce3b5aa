// The keyboard: every key here is also a visible control, and none acts while somebody types.
// Templates declare: data-aller="v" on a link (g then v), data-raccourci="p" on a button or link, data-ligne on a row,
// data-a-traiter on a row that needs the agent. data-raccourci on the label of a field goes to that field.
let waitingForPlace = 0;

export function watchKeyboard() {
  document.addEventListener("keydown", onKey);
  document.body.addEventListener("click", onControl);
  document.addEventListener("focusin", (event) => {
    currentRow = event.target.closest("[data-ligne]") ?? currentRow;
  });
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return act(event, focusSearch);
  if (event.key === "Escape") return leave(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (Date.now() - waitingForPlace < 1500) {
    waitingForPlace = 0;
    const link = document.querySelector(`[data-aller="${CSS.escape(event.key)}"]`);
    if (link) return act(event, () => link.click());
  }
  const action = ACTIONS[event.key];
  if (action && (action !== tickRow || hasBoxes())) return act(event, action);
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
  x: tickRow,
};

function act(event, action) {
  event.preventDefault();
  action();
}

const isTyping = (element) => element.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=file]), textarea, select, [contenteditable]");

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

// The row where the focus is, or was before a visible control took it.
let currentRow = null;

// Where no list has boxes, x is free for the page.
const hasBoxes = () => document.querySelector("[data-ligne] input[type=checkbox]") !== null;

function tickRow() {
  currentRow?.querySelector("input[type=checkbox]")?.click();
}

function enter(row) {
  const control = row.querySelector("a[href], button") ?? row.querySelector("input");
  (control ?? row).focus();
  row.scrollIntoView({ block: "nearest" });
}

// The visible controls of the same actions: <button data-touche="j">.
function onControl(event) {
  const control = event.target.closest("[data-touche]");
  if (control) {
    ACTIONS[control.dataset.touche]?.();
    if (control.dataset.touche === "x") currentRow?.querySelector("a[href]")?.focus();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

// Out of a field, so that the keys of the page work again; what has a use of its own for Escape keeps it.
function leave(element) {
  if (isTyping(element) && !element.closest("dialog, [role=search]")) element.blur();
  closeMenus();
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
