"""Write the patrimoine as a workbook, and the empty template with its directions for use."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shared.patrimoine import feuilles
from shared.patrimoine.cellules import find_format, write_cellule
from shared.patrimoine.feuilles import AIDES, FEUILLES, MODE_D_EMPLOI, Colonne, Feuille, Type

Objet = dict[str, Any]

ENTETE = PatternFill("solid", fgColor="1F4E5F")
OBLIGATOIRE = Font(bold=True, color="FFFFFF")
FACULTATIF = Font(color="FFFFFF")
DERNIERE_LIGNE = 5000
"""How far down the lists of choices apply."""


def write_classeur(patrimoine: Objet) -> bytes:
    """The workbook of a patrimoine as ``export_patrimoine`` gives it; reading it gives the same JSON."""
    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    for feuille in FEUILLES:
        _write_feuille(classeur.create_sheet(feuille.titre), feuille, _rows(feuille, patrimoine))
    return _save(classeur)


def gabarit() -> bytes:
    """The empty workbook: directions for use first, then every sheet with its headers and lists of choices."""
    classeur = Workbook()
    _write_mode_d_emploi(classeur.worksheets[0])
    for feuille in FEUILLES:
        _write_feuille(classeur.create_sheet(feuille.titre), feuille, ())
    return _save(classeur)


def _save(classeur: Workbook) -> bytes:
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _write_feuille(page: Worksheet, feuille: Feuille, rows: Iterable[Objet]) -> None:
    for rang, colonne in enumerate(feuille.colonnes, 1):
        _write_entete(page.cell(1, rang), colonne.titre, obligatoire=colonne.obligatoire)
        lettre = get_column_letter(rang)
        page.column_dimensions[lettre].width = max(colonne.largeur, len(colonne.titre) + 3)
        page.column_dimensions[lettre].number_format = find_format(colonne.type)
        _restrict(page, colonne, lettre)
    page.freeze_panes = "A2"
    for numero, row in enumerate(rows, 2):
        for rang, colonne in enumerate(feuille.colonnes, 1):
            _write_valeur(page.cell(numero, rang), row.get(colonne.cle), colonne.type)


def _write_entete(cell: Cell | MergedCell, titre: str, *, obligatoire: bool) -> None:
    cell.value, cell.fill, cell.font = titre, ENTETE, OBLIGATOIRE if obligatoire else FACULTATIF
    cell.alignment = Alignment(vertical="center")


def _write_valeur(cell: Cell | MergedCell, valeur: Any, type_: Type) -> None:
    """Fill a cell; a text that begins like a formula stays a text."""
    cell.value = write_cellule(valeur, type_)
    cell.number_format = find_format(type_)
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _restrict(page: Worksheet, colonne: Colonne, lettre: str) -> None:
    """What the spreadsheet itself refuses while typing."""
    if colonne.choix:
        choix = colonne.choix
        formule = f"'{choix}'!$A$2:$A${DERNIERE_LIGNE}" if isinstance(choix, str) else f'"{",".join(choix)}"'
        regle = DataValidation(type="list", formula1=formule, allow_blank=True)
        regle.error = (
            f"Choisissez dans la feuille {choix}." if isinstance(choix, str) else f"Choix : {', '.join(choix)}."
        )
    elif colonne.type is Type.ENTIER:
        regle = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        regle.error = "Un nombre entier, positif ou nul, est attendu."
    else:
        return
    regle.errorTitle, regle.showErrorMessage = colonne.titre, True
    regle.add(f"{lettre}2:{lettre}{DERNIERE_LIGNE}")
    page.add_data_validation(regle)


def _write_mode_d_emploi(page: Worksheet) -> None:
    """Every sheet and column: whether it is needed, what it expects, an example."""
    page.title = MODE_D_EMPLOI
    titres = ("Feuille", "Colonne", "Obligatoire", "Attendu", "Exemple", "À savoir")
    for rang, (titre, largeur) in enumerate(zip(titres, (18, 26, 12, 40, 38, 90), strict=True), 1):
        _write_entete(page.cell(1, rang), titre, obligatoire=True)
        page.column_dimensions[get_column_letter(rang)].width = largeur
    page.freeze_panes = "A2"
    numero = 2
    for feuille in FEUILLES:
        for rang, colonne in enumerate(feuille.colonnes):
            attendu = (
                f"{colonne.type}, de la feuille {colonne.choix}" if isinstance(colonne.choix, str) else colonne.type
            )
            aide = AIDES.get(feuille.titre) if rang == 0 else None
            ligne = (
                feuille.titre,
                colonne.titre,
                "oui" if colonne.obligatoire else None,
                attendu,
                colonne.exemple,
                aide,
            )
            for place, texte in enumerate(ligne, 1):
                _write_valeur(page.cell(numero, place), texte, Type.TEXTE)
            numero += 1


def _rows(feuille: Feuille, patrimoine: Objet) -> Iterator[Objet]:
    """The rows of a sheet, by JSON key."""
    if feuille is feuilles.BAILLEUR:
        yield from [patrimoine["bailleur"]] if patrimoine.get("bailleur") else []
    elif feuille.liste_parente is None:
        yield from patrimoine.get(feuille.liste) or []
    else:
        lister = RANGEES.get(feuille.liste, lambda copropriete: copropriete.get(feuille.liste) or [])
        for copropriete in patrimoine.get("coproprietes") or []:
            for row in lister(copropriete):
                yield {"copropriete": copropriete["code"], **row}


def _list_mandats(copropriete: Objet) -> Iterable[Objet]:
    return copropriete.get("mandats") or ([{"syndic": copropriete["syndic"]}] if copropriete.get("syndic") else [])


def _list_budgets(copropriete: Objet) -> Iterator[Objet]:
    for exercice in copropriete.get("exercices") or []:
        budget, fonds = exercice.get("budget") or {}, exercice.get("fonds_travaux") or {}
        for cle in {**budget, **fonds}:
            yield {
                "exercice": exercice["libelle"], "cle": cle,
                "budget": budget.get(cle), "fonds_travaux": fonds.get(cle),
            }  # fmt: skip


def _list_detentions(copropriete: Objet) -> Iterator[Objet]:
    for lot in copropriete.get("lots") or []:
        yield from ({"lot": lot["numero"], **detention} for detention in lot.get("detentions") or [])


def _list_tantiemes(copropriete: Objet) -> Iterator[Objet]:
    for lot in copropriete.get("lots") or []:
        tantiemes = lot.get("tantiemes") or {}
        for table in [{"cles": tantiemes}] if isinstance(tantiemes, dict) else tantiemes:
            for cle, valeur in table["cles"].items():
                dates = {"du": table.get("du"), "au": table.get("au")}
                yield {"lot": lot["numero"], "cle": cle, "tantiemes": valeur, **dates}


RANGEES: dict[str, Callable[[Objet], Iterable[Objet]]] = {
    "mandats": _list_mandats, "budgets": _list_budgets, "detentions": _list_detentions, "tantiemes": _list_tantiemes,
}  # fmt: skip
"""The lists of a copropriété whose rows are not objects of the JSON as such."""
