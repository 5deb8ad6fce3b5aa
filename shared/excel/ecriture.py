"""Workbooks and CSV that we send: no text of ours is ever run as a formula, amounts stay numbers.

``annotate_workbook`` gives a sender's own workbook back, its faulty cells coloured and commented.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from shared.excel.cellules import name_colonne
from shared.excel.copie import copy_classeur
from shared.excel.ouverture import open_classeur
from shared.excel.refus import refuse_illisible, refuse_trop_grand

FORMAT_EUROS = '#,##0.00\\ "€"'
FORMAT_DATE = "DD/MM/YYYY"
COULEUR_BLOQUANTE = "F8CBAD"
COULEUR_AVERTISSEMENT = "FFE699"
ANNOTATION_MAX = 3 * 1024 * 1024
"""The whole workbook is held with its styles to be annotated, which costs about a hundred times its size."""
_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")
_ENTETE = PatternFill("solid", fgColor="DDE3EA")
_COMMENTAIRES_MAX = 500
_INTERDITS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Remarque:
    """One fault to show in a workbook. ``cellule`` is an address, a range, or None for the whole sheet."""

    feuille: str | None
    cellule: str | None
    message: str
    bloquante: bool = True


def write_texte(cellule: Cell, texte: str) -> None:
    """Put a text in a cell as text, whatever it starts with."""
    cellule.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", texte)
    cellule.data_type = "s"


def neutralise_csv(valeur: Any) -> Any:
    """A value for a CSV that a spreadsheet may open: a text that would run gets an apostrophe; numbers do not."""
    if isinstance(valeur, str) and valeur.startswith(_DANGEREUX):
        return f"'{valeur}"
    return valeur


def write_csv(entetes: Sequence[str], rangees: Iterable[Sequence[Any]]) -> bytes:
    """A CSV of the house: ``;``, UTF-8 with BOM so that spreadsheets read the accents, ISO dates, neutralised texts."""
    tampon = io.StringIO(newline="")
    sortie = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    sortie.writerow(entetes)
    for rangee in rangees:
        sortie.writerow([neutralise_csv(valeur) for valeur in rangee])
    return tampon.getvalue().encode("utf-8-sig")


def write_tableau(titre: str, entetes: Sequence[str], rangees: Iterable[Sequence[Any]]) -> bytes:
    """One table as a workbook: frozen header, filter, widths, euros for ``Decimal``, French dates, texts never run.

    :param titre: name of the sheet, cut and cleaned to what a spreadsheet accepts.
    """
    classeur = openpyxl.Workbook()
    feuille = classeur.active
    assert isinstance(feuille, Worksheet)
    feuille.title = titre.translate(_INTERDITS).strip("' ")[:31] or "Feuille"
    largeurs = [len(entete) for entete in entetes]
    for rang, rangee in enumerate([entetes, *rangees], 1):
        for place, valeur in enumerate(rangee, 1):
            cellule = feuille.cell(rang, place)
            _write(cellule, valeur)
            largeurs[place - 1] = min(60, max(largeurs[place - 1], len(str(valeur))))
            if rang == 1:
                cellule.font, cellule.fill = Font(bold=True), _ENTETE
                cellule.alignment = Alignment(vertical="top", wrap_text=True)
    for place, largeur in enumerate(largeurs, 1):
        feuille.column_dimensions[name_colonne(place)].width = largeur + 3
    feuille.freeze_panes = "A2"
    feuille.auto_filter.ref = feuille.dimensions
    return _save(classeur)


def _write(cellule: Any, valeur: Any) -> None:
    if isinstance(valeur, str):
        write_texte(cellule, valeur)
        return
    cellule.value = valeur
    if isinstance(valeur, Decimal):
        cellule.number_format = FORMAT_EUROS
    elif isinstance(valeur, date):
        cellule.number_format = FORMAT_DATE


def annotate_workbook(contenu: bytes, remarques: Iterable[Remarque], *, nom: str = "classeur.xlsx") -> bytes:
    """The sender's own data as an .xlsx, each faulty cell coloured and commented, and a sheet of remarks in front.

    The bounds of the opening are checked first. An .xlsx keeps its layout and its formulas; any other format gives its
    values, at the same addresses.

    :param nom: name of the file, as it was read: it names the sheet of a format that has none.
    :raises FichierRefuse: the file is refused by ``open_classeur``, or is too large to be annotated.
    """
    if len(contenu) > ANNOTATION_MAX:
        raise refuse_trop_grand(f"{ANNOTATION_MAX >> 20} Mo au plus pour annoter un classeur")
    lu = open_classeur(contenu, nom)
    classeur = _load_xlsx(contenu) if lu.format == "xlsx" else None
    noms: dict[str, str] = {}
    if classeur is None:
        classeur, noms = copy_classeur(lu)
    liste = list(remarques)
    for remarque in liste:
        feuille = noms.get(remarque.feuille or "", remarque.feuille or "")
        if feuille in classeur.sheetnames and remarque.cellule:
            _annotate(classeur[feuille], remarque)
    _write_sommaire(classeur, liste)
    return _save(classeur)


def _load_xlsx(contenu: bytes) -> Any:
    """The workbook itself; None in strict Open XML, whose sheets openpyxl does not see.

    :raises FichierRefuse: a part of it is damaged.
    """
    try:
        classeur = openpyxl.load_workbook(io.BytesIO(contenu))
    except (BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise refuse_illisible("il ne peut pas être annoté") from error
    return classeur if classeur.sheetnames else None


def _annotate(feuille: Any, remarque: Remarque) -> None:
    """Colour every cell of the range (up to a bound), comment its first one."""
    gauche, haut, droite, bas = range_boundaries(remarque.cellule or "A1")
    couleur = PatternFill("solid", fgColor=COULEUR_BLOQUANTE if remarque.bloquante else COULEUR_AVERTISSEMENT)
    for ligne in range(haut or 1, min(bas or 1, (haut or 1) + _COMMENTAIRES_MAX) + 1):
        for colonne in range(gauche or 1, (droite or 1) + 1):
            feuille.cell(ligne, colonne).fill = couleur
    premiere = feuille.cell(haut, gauche)
    if not isinstance(premiere, Cell):
        return
    ancien = f"{premiere.comment.text}\n" if premiere.comment else ""
    premiere.comment = Comment(f"{ancien}{remarque.message}", "Tantième", width=320, height=120)


def _write_sommaire(classeur: Any, remarques: list[Remarque]) -> None:
    nom = "Remarques"
    while nom in classeur.sheetnames:
        nom += " bis"
    feuille = classeur.create_sheet(nom, 0)
    for place, entete in enumerate(("Feuille", "Cellule", "Gravité", "Remarque"), 1):
        feuille.cell(1, place, entete).font = Font(bold=True)
    for rang, remarque in enumerate(remarques, 2):
        gravite = "à corriger" if remarque.bloquante else "à confirmer"
        for place, texte in enumerate((remarque.feuille, remarque.cellule, gravite, remarque.message), 1):
            write_texte(feuille.cell(rang, place), texte or "tout le fichier")
        feuille.cell(rang, 4).alignment = Alignment(wrap_text=True)
    for lettre, largeur in zip("ABCD", (22, 14, 14, 90), strict=True):
        feuille.column_dimensions[lettre].width = largeur
    classeur.active = 0


def _save(classeur: Any) -> bytes:
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()
