"""How long a régularisation of 10,000 leases takes: ``python -m bench.regularisation``, reading and writing included.

The ratio is to splitting the same number of amounts once, in the same run: what the arithmetic alone would cost.
"""

from datetime import date
from time import perf_counter

from services.charges.decomptes.export_regularisation import export_regularisation
from services.charges.decomptes.lecture_regularisation import read_regularisation
from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regularisation import compute_regularisation
from services.charges.tables.lecture import Fichier
from shared.montants import split_montant

LOTS = 5_000
POSTES = 20
EXERCICE = Periode("2025", date(2025, 1, 1), date(2025, 12, 31))


def build_fichiers() -> tuple[Fichier, Fichier, Fichier]:
    """Two leases on each lot: one leaves in June, the other enters in August."""
    postes = "code;libelle;compte;cle;budget;realise;taux_recuperable\n" + "".join(
        f"P{n:02d};Poste;614;GEN;0;{123456 + n}.{n:02d};{(n * 25) % 101}\n" for n in range(POSTES)
    )
    lots = "lot;nature;bailleur;GEN\n" + "".join(f"{n};logement;oui;{50 + n % 90}\n" for n in range(LOTS))
    baux = "bail;lots;du;au;provisions\n" + "".join(
        f"A{n};{n};2020-01-01;2025-06-30;400.00\nB{n};{n};2025-08-01;;300.00\n" for n in range(LOTS)
    )
    textes = (("postes.csv", postes), ("lots.csv", lots), ("baux.csv", baux))
    first, second, third = (Fichier(nom, texte.encode()) for nom, texte in textes)
    return first, second, third


def main() -> None:
    """Print both times and their ratio."""
    fichiers = build_fichiers()
    depart = perf_counter()
    donnees = read_regularisation(*fichiers)
    resultat = compute_regularisation(donnees.depenses, donnees.lots, donnees.baux, EXERCICE)
    tailles = [len(contenu) for contenu in export_regularisation(resultat, [d.code for d in donnees.depenses]).values()]
    duree = perf_counter() - depart
    depart = perf_counter()
    for part in resultat.parts:
        split_montant(part.montant, [("a", 181), ("b", 31), ("c", 153)])
    nu = perf_counter() - depart
    print(f"{len(donnees.baux)} leases, {POSTES} postes, {sum(tailles) / 1e6:.1f} MB written: {duree:.1f} s")
    print(f"ratio to one bare split of each amount: {duree / nu:.1f}")


if __name__ == "__main__":
    main()
