// The one box: arrows move among the results, Enter opens the first one, Escape closes.
export function watchSearch() {
  const field = document.getElementById("recherche");
  const results = document.getElementById("recherche-resultats");
  if (!field || !results) return;
  field.form.addEventListener("keydown", (event) => onKey(event, field, results));
  document.addEventListener("click", (event) => {
    if (!field.form.contains(event.target)) results.replaceChildren();
  });
}

function onKey(event, field, results) {
  const links = [...results.querySelectorAll("a")];
  if (event.key === "Escape") {
    results.replaceChildren();
    field.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = links.indexOf(document.activeElement) + step;
    event.preventDefault();
    (next < 0 ? field : links[Math.min(next, links.length - 1)] ?? field).focus();
  }
}
