"""How well labels are classified: on the part used for tuning, on the part kept aside, on the last blind sets.

``python -m bench.classement`` prints, for each part, the right codes, the right rates and the over-recoveries (a rate
given above the right one), and ``--detail`` the labels of the tuning part that are missed.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from services.charges.postes.classement import classify_libelle
from services.charges.postes.nomenclature import find_poste

CORPUS = Path(__file__).parent.parent / "tests" / "charges" / "corpus_libelles.csv"


def main(arguments: list[str]) -> None:
    """Print one line for each part of the corpus."""
    for usage in ("reglage", "reserve", "aveugle"):
        with CORPUS.open(encoding="utf-8") as fichier:
            lignes = [ligne for ligne in csv.DictReader(fichier, delimiter=";") if ligne["usage"] == usage]
        comptes = Counter[str]()
        for ligne in lignes:
            trouve = classify_libelle(ligne["libelle"], ligne["compte_syndic"])
            attendu = find_poste(ligne["code"])
            comptes["code"] += trouve.code == attendu.code
            comptes["taux"] += trouve.taux == attendu.taux
            comptes["trop"] += trouve.taux > attendu.taux
            if "--detail" in arguments and usage == "reglage" and trouve.code != attendu.code:
                print(f"  {ligne['id']} {ligne['libelle']} ({ligne['compte_syndic']}) {attendu.code} != {trouve}")
        print(
            f"{usage}: {len(lignes)} labels, codes {comptes['code'] / len(lignes):.1%}, "
            f"rates {comptes['taux'] / len(lignes):.1%}, over-recovered {comptes['trop']}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
