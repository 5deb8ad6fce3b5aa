// A list with boxes: its buttons say how many lines are ticked and for how much, and the address keeps them.
// <form data-selection>; boxes: name="choix" value="id:version" data-centimes="…"; a button that acts:
// <button data-selection-bouton data-verbe="Répondre pour" data-un="résolution" data-plusieurs="résolutions">;
// data-seulement="propose" counts only the boxes with data-propose; <button data-cocher="propose"> ticks exactly those,
// <button data-cocher=""> ticks all, or none when all are.
const EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

export function watchSelection() {
  document.body.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-selection]");
    if (form && event.target.matches("[type=checkbox]")) tell(form);
  });
  document.body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cocher]");
    if (button) tickOnly(button.form, button.dataset.cocher);
  });
  for (const form of document.querySelectorAll("form[data-selection]")) tell(form);
}

function tickOnly(form, mark) {
  const boxes = [...form.querySelectorAll("input[name=choix]")];
  const wanted = mark === "" && boxes.every((box) => box.checked) ? () => false : (box) => mark === "" || mark in box.dataset;
  for (const box of boxes) box.checked = wanted(box);
  tell(form);
}

function tell(form) {
  const ticked = [...form.querySelectorAll("input[name=choix]:checked")];
  for (const button of form.querySelectorAll("[data-selection-bouton]")) {
    const { seulement } = button.dataset;
    const counted = seulement ? ticked.filter((box) => seulement in box.dataset) : ticked;
    button.dataset.vide ??= button.textContent;
    const words = counted.length ? say(counted, button.dataset) : button.dataset.vide;
    // A button whose words are written again under the pointer may lose its click.
    if (button.textContent !== words) button.textContent = words;
  }
  remember(ticked);
}

function say(ticked, { verbe, un, plusieurs }) {
  const centimes = ticked.reduce((sum, box) => sum + Number(box.dataset.centimes || 0), 0);
  const words = `${verbe} ${ticked.length} ${ticked.length > 1 ? plusieurs : un}`;
  return centimes ? `${words} · ${EUROS.format(centimes / 100)}` : words;
}

function remember(ticked) {
  const address = new URL(location.href);
  address.searchParams.delete("choix");
  if (ticked.length) address.searchParams.set("choix", ticked.map((box) => box.value.split(":")[0]).join(","));
  history.replaceState(history.state, "", address);
}
