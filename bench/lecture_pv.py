"""What is read right of a hundred and more convocations and minutes, of wordings at random, and in what time.

Two sets: one drawn from the manners of twenty cabinets, of which a part was kept aside while the reader was tuned,
and one written by hand, each document before anything was read of it. The wordings are those of ``tournures``.
The time is that of a whole reading, child process included, as a ratio to the time of opening the same file and taking
its raw text.
"""

import json
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2

from services.votes.lecture.convocation import read_convocation, write_convocation
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv, read_pv_lignes, write_pv
from tests.votes.lecture import mesure
from tests.votes.lecture.tournures import draw

PDF = Path(mesure.__file__).with_name("pdf")
ECRITS = PDF.with_name("ecrits")
TOURNURES = 2_000


def measure(dossier: Path, *, reserve: bool) -> tuple[Counter[str], Counter[str], list[str]]:
    """Counts over the agendas and over the minutes of one part of a set, and what differs."""
    convocations: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    ecarts: list[str] = []
    for chemin in sorted(dossier.glob("*.json")):
        attendu: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
        if attendu["reserve"] != reserve:
            continue
        contenu, dits = chemin.with_suffix(".pdf").read_bytes(), []
        if chemin.stem.endswith("_pv"):
            lu = write_pv(read_pv(contenu))
            minutes += mesure.measure_pv(mesure.settle(attendu, lu, attendu.get("tolere", {})), lu, dits)
        else:
            lu = write_convocation(read_convocation(contenu, chemin.name))
            convocations += mesure.measure_convocation(mesure.settle(attendu, lu, attendu.get("tolere", {})), lu, dits)
        ecarts += [f"{chemin.stem} ({attendu['producteur']}) : {dit}" for dit in dits]
    return convocations, minutes, ecarts


def measure_tournures() -> tuple[int, int]:
    """How many wordings drawn at random are read whole, and how many figures are given that they do not print."""
    hasard = Random(0)
    exacts = inventes = 0
    for _ in range(TOURNURES):
        tirage = draw(hasard)
        lignes = [Ligne(texte) for texte in ("1. Approbation des comptes", *tirage.lignes)]
        lu = write_pv(read_pv_lignes(lignes))["resolutions"][0]["premier"]
        exacts += lu == tirage.comptes
        inventes += sum(
            lu[p][u] not in (None, compte[u], 0) for p, compte in tirage.comptes.items() if lu for u in compte
        )
    return exacts, inventes


def measure_temps() -> tuple[float, float]:
    """Seconds to read every document, and seconds to take their raw text in this process."""
    contenus = [chemin.read_bytes() for chemin in sorted(PDF.glob("*_pv.pdf"))]
    debut = time.perf_counter()
    for contenu in contenus:
        read_pv(contenu)
    lecture, debut = time.perf_counter() - debut, time.perf_counter()
    for contenu in contenus:
        for page in pypdfium2.PdfDocument(contenu):
            page.get_textpage().get_text_range()
    return lecture, time.perf_counter() - debut


def main() -> None:
    """Print the rates of each part, then the times."""
    for dossier, reserve, nom in (
        (PDF, False, "Tirés des manières des cabinets, mise au point"),
        (PDF, True, "Tirés des manières des cabinets, part gardée"),
        (ECRITS, False, "Écrits à la main"),
    ):
        convocations, minutes, ecarts = measure(dossier, reserve=reserve)
        print(nom)
        for titre, comptes in (("convocations", convocations), ("procès-verbaux", minutes)):
            dits = ", ".join(f"{cle} {taux}" for cle, taux in mesure.rates(comptes).items() if taux != "-")
            print(f"  {titre} : {dits}")
        for ecart in ecarts:
            print(f"    {ecart}")
    exacts, inventes = measure_tournures()
    print(f"Tournures au hasard : {100 * exacts / TOURNURES:.1f} % lues entières, {inventes} chiffres inventés")
    lecture, brut = measure_temps()
    print(f"Lire un procès-verbal : {1000 * lecture / 20:.0f} ms, soit {lecture / brut:.1f} fois son seul texte brut")


if __name__ == "__main__":
    main()
