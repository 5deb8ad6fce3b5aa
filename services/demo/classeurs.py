"""The folder of workbooks to import by hand: the next quarter's call, as six different syndics would send it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from services.demo.calendrier import prochaine_echeance
from services.demo.classeurs_texte import write_blocs, write_csv
from services.demo.classeurs_xlsx import write_debit_credit, write_feuilles, write_large, write_tableau
from services.demo.envois import Envoi, build_envois
from shared.montants import format_montant


class Presentation(NamedTuple):
    """How one syndic lays out his calls; ``nom``: start and extension of the file's name."""

    nom: tuple[str, str]
    write: Callable[[Path, Envoi], None]
    description: str


PRESENTATIONS = {
    "S01": Presentation(("Valbonnat_appel", "xlsx"), write_tableau, "un tableau simple sous un titre"),
    "S02": Presentation(("Mornandier_repartition", "xlsx"), write_large, "une colonne par clé, avec des sous-totaux"),
    "S03": Presentation(("Confluence_appels", "xlsx"), write_feuilles, "une feuille par copropriété, un récapitulatif"),
    "S04": Presentation(("Furanaise_appel", "ods"), write_blocs, "un bloc par copropriété, dans LibreOffice"),
    "S05": Presentation(("Gier-Pilat_export", "csv"), write_csv, "un CSV de Windows, montants en texte"),
    "S06": Presentation(("Ondaine_releve", "xlsx"), write_debit_credit, "débit et crédit, en-tête sur deux lignes"),
}


def write_classeurs(dossier: Path, patrimoine: dict[str, Any], aujourdhui: date) -> list[Path]:
    """Write the six workbooks and their LISEZMOI.txt in a folder, created if need be; returns the workbooks."""
    dossier.mkdir(parents=True, exist_ok=True)
    lines = [
        "Appels de fonds à importer à la main",
        "",
        "Chaque fichier est l’appel du prochain trimestre tel qu’un syndic l’enverrait. Déposez-le dans « Appels de",
        "fonds », « Importer » : le total lu doit être celui-ci.",
        "",
    ]
    paths = []
    for code, envoi in build_envois(patrimoine, prochaine_echeance(aujourdhui)).items():
        path = write_classeur(dossier, code, envoi)
        paths.append(path)
        lines.append(f"{path.name} : {PRESENTATIONS[code].description} ; total {format_montant(envoi.total)}")
    (dossier / "LISEZMOI.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


def write_classeur(dossier: Path, code: str, envoi: Envoi) -> Path:
    """Write one syndic's call in his own layout; returns its path."""
    path = dossier / name_classeur(code, envoi)
    PRESENTATIONS[code].write(path, envoi)
    return path


def totaux_attendus(patrimoine: dict[str, Any], aujourdhui: date) -> dict[str, int]:
    """What each workbook calls in all, in centimes, by name of file."""
    envois = build_envois(patrimoine, prochaine_echeance(aujourdhui))
    return {name_classeur(code, envoi): envoi.total for code, envoi in envois.items()}


def name_classeur(code: str, envoi: Envoi) -> str:
    """``Valbonnat_appel_2027-T1.xlsx``."""
    debut, extension = PRESENTATIONS[code].nom
    return f"{debut}_{envoi.suffixe}.{extension}"
