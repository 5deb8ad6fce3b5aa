"""Writing the exchange tables of charges: CSV with ``;`` as the contract has it, or a workbook when asked for one."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from services.charges.anomalies.ensemble import Anomalie
from services.charges.postes.classement import Classement
from shared.excel.export_liste import write_liste

EN_TETE_CLASSEMENT = ("id", "code", "taux", "confiance")
EN_TETE_ANOMALIES = ("copro_id", "annee", "poste", "score", "type", "explication")
Valeur = str | int | Decimal


def write_table(nom: str, en_tete: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> bytes:
    """A workbook when ``nom`` ends with .xlsx; else a CSV in UTF-8 without BOM, one line feed at each end of line."""
    if nom.lower().endswith(".xlsx"):
        return write_liste("Résultat", en_tete, lignes)
    sortie = io.StringIO(newline="")
    ecriture = csv.writer(sortie, delimiter=";", lineterminator="\n")
    ecriture.writerow(en_tete)
    ecriture.writerows(lignes)
    return sortie.getvalue().encode()


def write_classements(nom: str, classements: Iterable[tuple[str, Classement]]) -> bytes:
    """One line for each label, in the order given: (identifier, what it is)."""
    lignes = ((identifiant, lu.code, lu.taux, lu.confiance) for identifiant, lu in classements)
    return write_table(nom, EN_TETE_CLASSEMENT, lignes)


def write_anomalies(nom: str, anomalies: Iterable[Anomalie]) -> bytes:
    """One line for each faulty cell, in the order given."""
    lignes = (
        (cellule.copro_id, cellule.annee, cellule.poste, trouvee.score, trouvee.type, trouvee.explication)
        for trouvee in anomalies
        for cellule in [trouvee.cellule]
    )
    return write_table(nom, EN_TETE_ANOMALIES, lignes)
