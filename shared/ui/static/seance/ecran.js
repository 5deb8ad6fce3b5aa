// One resolution at a time: what the form says, what is recorded, what waits, and two notes that disagree.
const ANNONCES = { ADOPTEE: "adoptée", REJETEE: "rejetée", SANS_VOTE: "sans vote" };
const VOTES = { POUR: "pour", CONTRE: "contre", ABSTENTION: "abstention", DEFAILLANT: "défaillant" };
const COMPTES = [
  "pour_voix", "contre_voix", "abstention_voix", "pour_tetes", "contre_tetes", "abstention_tetes",
  "second_pour_voix", "second_contre_voix", "second_abstention_voix",
];

export function describe(result) {
  const parts = [ANNONCES[result.annonce] ?? "sans résultat"];
  if (result.notre_vote) parts.push(`notre vote : ${VOTES[result.notre_vote]}`);
  if (result.amendee) parts.push("amendée");
  if (result.pour_voix != null) parts.push(`pour ${result.pour_voix}, contre ${result.contre_voix ?? "?"}`);
  if (result.observation) parts.push(result.observation);
  return parts.join(", ");
}

export class Point {
  constructor(section, onNote) {
    this.section = section;
    this.id = Number(section.dataset.point);
    this.address = section.dataset.envoi;
    this.form = section.querySelector("[data-saisie]");
    this.typed = false;
    this.form?.addEventListener("change", (event) => this.changed(event.target));
    this.form?.addEventListener("input", () => { this.typed = true; });
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = this.read();
      if (body) onNote(this, body);
    });
  }

  field(name) {
    return this.form.elements.namedItem(name);
  }

  // The instruction that applies now; it fills our vote as soon as a result is chosen, for the representative to see.
  changed(field) {
    this.typed = true;
    const { premier, second, amendee } = this.section.dataset;
    const cas = this.field("amendee")?.checked ? "amendee" : this.field("second")?.checked ? "second" : "premier";
    for (const line of this.section.querySelectorAll("[data-cas]")) {
      line.classList.toggle("actif", line.dataset.cas === cas);
    }
    const vote = this.field("notre_vote");
    if (!vote) return;
    const expected = { premier, second, amendee }[cas];
    const follows = field.name === "amendee" || field.name === "second" || (field.name === "annonce" && !vote.value);
    if (follows && expected) vote.value = expected;
    const unsaid = field.name === "amendee" && cas === "amendee" && premier && !expected; // nobody said for that text
    if (unsaid || (field.name === "annonce" && field.value === "SANS_VOTE")) {
      for (const choice of vote) choice.checked = false;
    }
  }

  read() {
    const annonce = this.field("annonce").value;
    const vote = this.field("notre_vote");
    const body = { annonce, notre_vote: vote?.value || null, amendee: this.field("amendee")?.checked ?? false,
      observation: this.field("observation").value.trim() || null };
    for (const name of COMPTES) {
      const typed = this.field(name)?.value.replace(/\s/g, "") ?? "";
      if (typed && !/^\d{1,12}$/.test(typed)) return this.fault(`« ${typed} » n’est pas un nombre de voix.`);
      body[name] = typed ? Number(typed) : null;
    }
    if (!annonce) return this.fault("Choisissez d’abord le résultat : adoptée, rejetée ou retirée.");
    if (vote && annonce !== "SANS_VOTE" && !body.notre_vote) return this.fault("Dites comment notre vote est compté.");
    this.fault("");
    return body;
  }

  fault(sentence) {
    const place = this.section.querySelector("[data-faute]");
    place.textContent = sentence;
    place.hidden = !sentence;
    return null;
  }

  fill(result) {
    if (!this.form || this.typed) return;
    this.field("annonce").value = result.annonce ?? "";
    if (this.field("notre_vote")) this.field("notre_vote").value = result.notre_vote ?? "";
    if (this.field("amendee")) this.field("amendee").checked = Boolean(result.amendee);
    this.field("observation").value = result.observation ?? "";
    for (const name of COMPTES) if (this.field(name)) this.field(name).value = result[name] ?? "";
  }

  show(visible) {
    this.section.hidden = !visible;
    for (const control of this.section.querySelectorAll("[data-touche-seance]")) {
      if (visible) control.dataset.raccourci = control.dataset.toucheSeance;
      else delete control.dataset.raccourci;
    }
  }

  // `waiting`: the notes of this resolution that are still on the device, the last one counts.
  render(result, waiting, onSettle) {
    const last = waiting.at(-1);
    const conflict = waiting.find((envoi) => envoi.conflit);
    const refused = waiting.find((envoi) => envoi.refus);
    const state = conflict ? "conflit" : refused ? "refus" : last ? "attente" : result ? "note" : "";
    this.fill(last?.corps ?? result ?? {});
    const long = this.section.querySelector("[data-etat-long]");
    long.textContent = {
      conflit: "Deux résultats différents : choisissez celui qui reste.",
      refus: `Refusé : ${refused?.refus ?? ""} Corrigez, puis notez de nouveau.`,
      attente: `Sur cet appareil, en attente d’envoi : ${last ? describe(last.corps) : ""}.`,
      note: result ? `Noté par ${result.par} le ${moment(result.le)} : ${describe(result)}.` : "",
      "": "",
    }[state];
    this.drawConflict(conflict, result, onSettle);
    return state;
  }

  drawConflict(conflict, result, onSettle) {
    const place = this.section.querySelector("[data-conflit]");
    const shown = conflict ? `${conflict.rang}-${result?.version}` : "";
    if (place.dataset.montre === shown) return;
    place.dataset.montre = shown;
    place.hidden = !conflict;
    place.replaceChildren();
    if (!conflict) return;
    place.className = "alert alert-warning seance-conflit";
    place.append(
      choice("Sur cet appareil", describe(conflict.corps), "Garder ma saisie", () => onSettle(conflict, true)),
      choice(result ? `Enregistré par ${result.par} le ${moment(result.le)}` : "Enregistré", result ? describe(result) : "",
        "Garder ce qui est enregistré", () => { this.typed = false; onSettle(conflict, false); }),
    );
  }
}

function choice(title, sentence, label, act) {
  const box = document.createElement("div");
  const heading = document.createElement("h3");
  heading.textContent = title;
  const words = document.createElement("p");
  words.textContent = sentence;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary";
  button.textContent = label;
  button.addEventListener("click", act);
  box.append(heading, words, button);
  return box;
}

const moment = (iso) => new Date(iso).toLocaleString("fr-FR", { dateStyle: "short", timeStyle: "short" });
