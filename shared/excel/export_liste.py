"""A list as a workbook: one sheet, a header that stays, real numbers and dates, and no cell that acts as a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEUR_MAXIMALE = 60
Valeur = str | int | Decimal | date | None


def write_liste(titre: str, entetes: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> bytes:
    """The bytes of a workbook. Amounts are Decimal (euros); a text is written as text, even when it starts by ``=``."""
    rows = list(lignes)
    classeur = Workbook(write_only=True)
    feuille: WriteOnlyWorksheet = classeur.create_sheet(titre[:31])
    feuille.freeze_panes = "A2"
    for rank, entete in enumerate(entetes):
        width = max([len(entete), *(len(str(row[rank] or "")) for row in rows)]) + 2
        feuille.column_dimensions[get_column_letter(rank + 1)].width = min(width, LARGEUR_MAXIMALE)
    feuille.append([_cell(feuille, entete, gras=True) for entete in entetes])
    for row in rows:
        feuille.append([_cell(feuille, valeur) for valeur in row])
    if rows:
        feuille.auto_filter.ref = f"A1:{get_column_letter(len(entetes))}{len(rows) + 1}"
    contenu = io.BytesIO()
    classeur.save(contenu)
    return contenu.getvalue()


def _cell(feuille: WriteOnlyWorksheet, valeur: Valeur, *, gras: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(feuille, valeur)
    if isinstance(valeur, str):
        cell.data_type = "s"
    elif isinstance(valeur, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(valeur, date):
        cell.number_format = "dd/mm/yyyy"
    if gras:
        cell.font = Font(bold=True)
    return cell
