// Forms: a list filters itself when a choice changes, and a long send says that it is under way.
export function watchForms() {
  document.body.addEventListener("change", (event) => {
    if (event.target.matches("[data-envoi-auto]")) event.target.form.requestSubmit();
    if (event.target.matches("[data-tout-cocher]")) tickAll(event.target);
    else if (event.target.matches("[type=checkbox]:not(:checked)")) untickWhole(event.target.name);
  });
  document.body.addEventListener("submit", (event) => {
    const button = event.target.querySelector("button[type=submit][data-pendant]");
    if (!button) return;
    button.dataset.avant = button.textContent;
    button.textContent = button.dataset.pendant;
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-avant]")) button.textContent = button.dataset.avant;
  });
  // A box ticked before this script came, on a slow line, still ticks its lines.
  for (const box of document.querySelectorAll("[data-tout-cocher]:checked")) tickAll(box);
}

function untickWhole(name) {
  for (const box of document.querySelectorAll(`[data-tout-cocher="${CSS.escape(name)}"]`)) box.checked = false;
}

function tickAll(box) {
  for (const other of document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.dataset.toutCocher)}"]`)) {
    other.checked = box.checked;
  }
}
