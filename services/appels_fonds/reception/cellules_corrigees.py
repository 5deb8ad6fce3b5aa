"""Correcting a cell of a waiting file: the value a person gives for it, why, and what was written there.

The sender's file is kept as it came. The correction belongs to this import alone; what should be remembered of a
syndic is his profile's (``corrections.py``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.appels_fonds.acces import get_import
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.reception.analyses import Analyse
from services.appels_fonds.reception.imports import EN_ATTENTE, describe
from services.appels_fonds.reception.relectures import refresh_preview
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import read_document
from shared.errors import InvalidError, StaleError
from shared.excel.cellules import adresse, parse_adresse
from shared.excel.ouverture import name_feuille, open_classeur
from shared.models import now

CORRECTIONS_MAX = 500
VALEUR_MAX = 200
CORRIGIBLES = frozenset({
    "MONTANT_INVALIDE", "MONTANT_AMBIGU", "FORMULE_SANS_VALEUR", "CELLULE_EN_ERREUR", "DATE_INVALIDE", "LOT_INCONNU",
    "LOT_HORS_PATRIMOINE", "COPROPRIETE_INCONNUE", "CLE_INCONNUE", "CLE_ABSENTE", "NATURE_INCERTAINE",
    "MONTANT_RECALCULE", "TOTAL_DIFFERENT",
})  # fmt: skip
"""The faults that another value of their cell can mend."""
Lieu = tuple[str, str]


def correct_cellules(
    session: Session,
    acteur: Acteur,
    import_id: int,
    valeurs: Mapping[tuple[str | None, str], str],
    *,
    motif: str,
    version: int,
) -> Analyse:
    """Give the value of some cells (sheet, address) of a waiting file, which is read again; empty: its own again.

    :param valeurs: as they would be typed in the cell; no sheet for a file of plain text.
    :raises StaleError: the import changed meanwhile.
    :raises InvalidError: no reason, a cell that the file does not have, or too long a value; every fault in one pass.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in EN_ATTENTE or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l’avez ouvert : il est {describe(session, apercu)}.")
    if not motif.strip():
        raise InvalidError("Dites d’où vient la correction : le motif est gardé avec elle.", code="MOTIF_ABSENT")
    connues = {(une["feuille"], une["cellule"]): une for une in apercu.corrections}
    seule = name_feuille(apercu.nom_fichier)
    changees = {
        lieu: texte.strip()
        for lieu, texte in (((feuille or seule, cellule), texte) for (feuille, cellule), texte in valeurs.items())
        if texte.strip() != connues.get(lieu, {}).get("valeur", "")
    }
    avant = _check(apercu, changees)
    for (feuille, cellule), valeur in changees.items():
        connues.pop((feuille, cellule), None)
        if valeur:
            connues[feuille, cellule] = {
                "feuille": feuille, "cellule": cellule, "avant": avant[feuille, cellule], "valeur": valeur,
                "motif": motif.strip(), "par": acteur.courriel, "le": now().isoformat(),
            }  # fmt: skip
        detail = {"cellule": f"{feuille} {cellule}", "lu": avant[feuille, cellule], "valeur": valeur, "motif": motif}
        record_acte(session, acteur, "corrige une cellule", "import", import_id, detail=detail)
    if len(connues) > CORRECTIONS_MAX:
        raise InvalidError(
            "Ce fichier a trop de cellules à corriger : renvoyez-le au syndic.", code="CORRECTIONS_TROP_NOMBREUSES"
        )
    apercu.corrections = list(connues.values())
    return refresh_preview(session, acteur, apercu)


def _check(apercu: ImportAppel, valeurs: Mapping[Lieu, str]) -> dict[Lieu, str]:
    """What each cell holds.

    :raises InvalidError: nothing to correct, a cell that is not there, too long a value.
    """
    if not valeurs:
        raise InvalidError("Donnez au moins une valeur à corriger.", code="CORRECTION_ABSENTE")
    avant = read_cellules(read_document(apercu.document), apercu.nom_fichier, valeurs)
    fautes = [
        {"ou": f"{lieu[0]} {lieu[1]}", "message": "Cette cellule n’est pas dans le fichier."}
        for lieu in valeurs
        if lieu not in avant
    ] + [
        {"ou": f"{lieu[0]} {lieu[1]}", "message": f"{VALEUR_MAX} caractères au plus."}
        for lieu, valeur in valeurs.items()
        if len(valeur) > VALEUR_MAX
    ]
    if fautes:
        raise InvalidError("Ces corrections ne peuvent pas être retenues.", code="CORRECTIONS_INVALIDES", fautes=fautes)
    return avant


def read_cellules(contenu: bytes, nom: str, lieux: Iterable[Lieu]) -> dict[Lieu, str]:
    """What some cells of a file hold, as text; a cell beyond the end of its row is empty, one beyond the rows is not
    in the answer."""
    cherchees: dict[str, dict[int, list[int]]] = {}
    for feuille, cellule in lieux:
        try:
            ligne, colonne = parse_adresse(cellule)
        except ValueError:
            continue
        cherchees.setdefault(feuille, {}).setdefault(ligne, []).append(colonne)
    lues: dict[Lieu, str] = {}
    for feuille_lue in open_classeur(contenu, nom).feuilles():
        siennes = cherchees.get(feuille_lue.nom, {})
        derniere = max(siennes, default=0)
        for numero, rangee in feuille_lue.lignes():
            if numero > derniere:
                break
            for colonne in siennes.get(numero, ()):
                valeur = rangee[colonne - 1] if colonne <= len(rangee) else ""
                lues[feuille_lue.nom, adresse(numero, colonne)] = _write(valeur)
    return lues


def _write(valeur: Any) -> str:
    return str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur)
