"""How well anomalies are found, on portfolios of other seeds than those used for tuning.

``python -m bench.anomalies`` prints recall and strict precision (right cell and right type) over all seeds, then by
type; ``--detail SEED`` prints what one portfolio misses and what it invents.
"""

import sys
from collections import Counter

from bench.generateur_charges import Jeu, generate
from services.charges.anomalies.ensemble import Anomalie, detect_anomalies

GRAINES_REGLAGE = range(1, 11)
GRAINES_MESURE = range(101, 131)


def measure(jeu: Jeu, trouvees: list[Anomalie]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Planted faults, faults found, and false alarms, by type. A drift counts once, whatever its years."""
    plantees = Counter(jeu.fautes.values())
    plantees["derive_syndic"] = len(jeu.derives)
    bonnes = Counter[str]()
    fausses = Counter[str]()
    for anomalie in trouvees:
        derive = anomalie.type == "derive_syndic" and any(anomalie.cellule in annees for annees in jeu.derives)
        juste = derive or jeu.fautes.get(anomalie.cellule) == anomalie.type
        (bonnes if juste else fausses)[anomalie.type] += 1
    return plantees, bonnes, fausses


def run(graines: range) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """The three counts over several portfolios."""
    totaux = (Counter[str](), Counter[str](), Counter[str]())
    for graine in graines:
        jeu = generate(graine)
        for total, compte in zip(totaux, measure(jeu, _detect(jeu)), strict=True):
            total.update(compte)
    return totaux


def _detect(jeu: Jeu) -> list[Anomalie]:
    return detect_anomalies(jeu.coproprietes, jeu.montants, jeu.evenements)


def print_totaux(nom: str, totaux: tuple[Counter[str], Counter[str], Counter[str]]) -> None:
    """One line for all types, then one for each."""
    plantees, bonnes, fausses = totaux
    trouvees = bonnes.total() + fausses.total()
    print(f"{nom}: recall {bonnes.total() / plantees.total():.1%}, strict precision {bonnes.total() / trouvees:.1%}")
    for genre in sorted(plantees):
        print(f"  {genre}: {bonnes[genre]}/{plantees[genre]} found, {fausses[genre]} false")


def print_detail(graine: int) -> None:
    """What is missed and what is invented in one portfolio."""
    jeu = generate(graine)
    trouvees = _detect(jeu)
    vues = {anomalie.cellule for anomalie in trouvees}
    for cellule, genre in sorted(jeu.fautes.items(), key=str):
        if cellule not in vues:
            print("missed", genre, cellule, jeu.montants.get(cellule))
    for derive in jeu.derives:
        if vues.isdisjoint(derive):
            print("missed derive_syndic", sorted(derive, key=str)[0])
    for anomalie in trouvees:
        if jeu.fautes.get(anomalie.cellule) != anomalie.type and not any(anomalie.cellule in d for d in jeu.derives):
            print("invented", anomalie, "| planted:", jeu.fautes.get(anomalie.cellule))


if __name__ == "__main__":
    if "--detail" in sys.argv:
        print_detail(int(sys.argv[-1]))
    else:
        print_totaux("tuning seeds", run(GRAINES_REGLAGE))
        print_totaux("measured seeds", run(GRAINES_MESURE))
