// A fold that a person opened stays open when its page comes back, after a correction for instance:
// <details id="…" data-pli>. Kept by address for the life of the tab.
const cleDe = (details) => `pli:${location.pathname}#${details.id}`;

export function watchPlis() {
  for (const details of document.querySelectorAll("details[data-pli][id]")) {
    if (sessionStorage.getItem(cleDe(details))) details.open = true;
    else if (details.open) remember(details); // opened before this script came, or by the page
    details.addEventListener("toggle", () => remember(details));
  }
}

function remember(details) {
  if (details.open) sessionStorage.setItem(cleDe(details), "1");
  else sessionStorage.removeItem(cleDe(details));
}
