"""How near forecasts are on held-out years: ``python -m bench.previsions`` (``--reglage`` for the tuning seeds).

Each portfolio of the generator is foreseen for its last three years, each from the years before it only. Planted
faults are left in the past that forecasts read; a faulty year itself is not asked for, since nobody can foresee it.
Prints how often the 20-80 band holds the year, and the mean and median absolute error (in % of what was spent) against
last year's amount and against the mean of the years known.
"""

import sys
from statistics import mean, median

from bench.generateur_charges import Jeu, generate
from services.charges.anomalies.attendus import Cellule
from services.charges.previsions.regles import Serie, forecast_series

GRAINES_REGLAGE = range(1, 11)
GRAINES_MESURE = range(201, 231)
ANNEES_CACHEES = 3


def build_series(jeu: Jeu) -> list[Serie]:
    """The series of a portfolio, as charges would read them; heating prices are shared by fuel."""
    found: list[Serie] = []
    for rang, fiche in enumerate(jeu.coproprietes):
        for poste in sorted({cellule.poste for cellule in jeu.montants}):
            montants = {c.annee: m for c, m in jeu.montants.items() if (c.copro_id, c.poste) == (fiche.copro_id, poste)}
            evenements = {c.annee for c in jeu.evenements if (c.copro_id, c.poste) == (fiche.copro_id, poste)}
            if montants:
                groupe = fiche.chauffage if poste == "CHF" else ""
                found.append(Serie(rang, poste, groupe, montants, frozenset(evenements)))
    return found


def measure(graines: range) -> list[tuple[str, bool, float, float, float]]:
    """By held-out cell: poste, held by the band, error of the forecast, of last year's amount, of the mean."""
    rows = []
    for graine in graines:
        jeu = generate(graine)
        series = build_series(jeu)
        fautives = {(c.copro_id, c.annee, c.poste) for c in set(jeu.fautes) | set().union(*jeu.derives)}
        dernier = max(cellule.annee for cellule in jeu.montants)
        by_key = {(serie.copro_id, serie.poste): serie for serie in series}
        for annee in range(dernier - ANNEES_CACHEES + 1, dernier + 1):
            for cle, prevision in forecast_series(series, annee).items():
                serie = by_key[cle]
                vrai = serie.montants.get(annee, 0)
                code = jeu.coproprietes[cle[0]].copro_id
                if vrai <= 0 or (code, annee, cle[1]) in fautives or Cellule(code, annee, cle[1]) in jeu.evenements:
                    continue
                passe = [m for year, m in serie.montants.items() if year < annee and m > 0]
                last = serie.montants.get(annee - 1, 0) or passe[-1]
                rows.append((
                    cle[1], prevision.bas <= vrai <= prevision.haut, abs(prevision.montant - vrai) / vrai,
                    abs(last - vrai) / vrai, abs(mean(passe) - vrai) / vrai,
                ))  # fmt: skip
    return rows


def print_rows(nom: str, rows: list[tuple[str, bool, float, float, float]]) -> None:
    """All postes together, then each."""
    for poste in ["", *sorted({row[0] for row in rows})]:
        siens = [row for row in rows if poste in ("", row[0])]
        tenus = sum(row[1] for row in siens) / len(siens)
        texte = ", ".join(
            f"{titre} {mean(row[rang] for row in siens):.1%} / {median(row[rang] for row in siens):.1%}"
            for titre, rang in (("forecast", 2), ("last year", 3), ("mean", 4))
        )
        print(f"{nom if not poste else '  ' + poste}: {len(siens)} held-out years, band {tenus:.1%}; error {texte}")


def main() -> None:
    """Measured seeds unless ``--reglage``."""
    if "--reglage" in sys.argv:
        print_rows("tuning seeds", measure(GRAINES_REGLAGE))
    else:
        print_rows("measured seeds", measure(GRAINES_MESURE))


if __name__ == "__main__":
    main()
