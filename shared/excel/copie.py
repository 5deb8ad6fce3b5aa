"""A workbook of another format (xls, ods, CSV, HTML, strict Open XML) written again as an .xlsx: the same sheets, rows,
values, merged cells and hidden rows, at the same addresses. Layout and formulas are not in what was read."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from shared.excel.cellules import Classeur, Feuille, Rangee, name_colonne
from shared.excel.refus import refuse_trop_grand

CELLULES_MAX = 200_000
"""The copy is held whole in memory."""
LARGEUR_MAX = 50
_INTERDITS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FORMATS: dict[type, str] = {datetime: "DD/MM/YYYY HH:MM", date: "DD/MM/YYYY", time: "HH:MM", timedelta: "[HH]:MM"}


def copy_classeur(classeur: Classeur) -> tuple[openpyxl.Workbook, dict[str, str]]:
    """The workbook, and the name that each sheet has in it by its own name.

    :raises FichierRefuse: more than ``CELLULES_MAX`` cells.
    """
    copie = openpyxl.Workbook()
    copie.remove(copie.worksheets[0])
    noms: dict[str, str] = {}
    restant = CELLULES_MAX
    for feuille in classeur.feuilles():
        noms[feuille.nom] = _free_name(feuille.nom, copie.sheetnames)
        restant = _copy(feuille, copie.create_sheet(noms[feuille.nom]), restant)
    return copie, noms


def _copy(feuille: Feuille, copie: Worksheet, restant: int) -> int:
    """Write one sheet; returns how many cells may still be written."""
    largeurs: dict[int, int] = {}
    for numero, colonne, valeur in _walk(feuille.lignes()):
        restant -= 1
        if restant < 0:
            raise refuse_trop_grand(f"{CELLULES_MAX} cellules au plus pour annoter un classeur")
        _write(copie.cell(numero, colonne), valeur)
        largeurs[colonne] = max(largeurs.get(colonne, 8), min(LARGEUR_MAX, len(str(valeur)) + 2))
    for colonne, largeur in largeurs.items():
        copie.column_dimensions[name_colonne(colonne)].width = largeur
    for fusion in feuille.fusions:
        copie.merge_cells(None, fusion.ligne, fusion.colonne, fusion.derniere_ligne, fusion.derniere_colonne)
    for numero in feuille.particularites.lignes_masquees:
        copie.row_dimensions[numero].hidden = True
    for colonne in feuille.particularites.colonnes_masquees:
        copie.column_dimensions[name_colonne(colonne)].hidden = True
    if feuille.masquee:
        copie.sheet_state = "hidden"
    return restant


def _walk(lignes: Iterator[tuple[int, Rangee]]) -> Iterator[tuple[int, int, Any]]:
    for numero, rangee in lignes:
        for colonne, valeur in enumerate(rangee, 1):
            if valeur != "":
                yield numero, colonne, valeur


def _write(cellule: Any, valeur: Any) -> None:
    """A text stays a text, whatever it starts with."""
    if isinstance(valeur, str):
        cellule.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", valeur)
        cellule.data_type = "s"
        return
    cellule.value = valeur
    if type(valeur) in _FORMATS:
        cellule.number_format = _FORMATS[type(valeur)]


def _free_name(nom: str, pris: list[str]) -> str:
    """A name that Excel accepts: 31 characters at most, none of ``[]:*?/\\``, not taken yet."""
    base = nom.translate(_INTERDITS).strip("' ")[:31] or "Feuille"
    libre, rang = base, 2
    while libre.lower() in {autre.lower() for autre in pris}:
        libre, rang = f"{base[: 31 - len(str(rang)) - 1]} {rang}", rang + 1
    return libre
