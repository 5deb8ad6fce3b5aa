"""A list as a workbook: one sheet, a header that stays, real numbers and dates, and no cell that acts as a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEUR_MAXIMALE = 60
Valeur = str | int | Decimal | date | None


def write_liste(titre: str, entetes: Sequence[str], lignes: Iterable[Sequence[Valeur]]) -> bytes:
    """The bytes of a workbook. Amounts are Decimal (euros); a text is written as text, even when it starts by ``=``."""
    classeur = Workbook()
    feuille = classeur.worksheets[0]
    feuille.title, feuille.freeze_panes = titre[:31], "A2"
    widths = [len(entete) for entete in entetes]
    for row, valeurs in enumerate([entetes, *lignes], start=1):
        for rank, valeur in enumerate(valeurs):
            cell = feuille.cell(row, rank + 1, valeur)
            cell.data_type = "s" if isinstance(valeur, str) else cell.data_type
            cell.number_format = _format(valeur)
            cell.font = Font(bold=row == 1)
            widths[rank] = max(widths[rank], len(str(valeur or "")))
    for rank, width in enumerate(widths):
        feuille.column_dimensions[get_column_letter(rank + 1)].width = min(width + 2, LARGEUR_MAXIMALE)
    feuille.auto_filter.ref = feuille.dimensions
    contenu = io.BytesIO()
    classeur.save(contenu)
    return contenu.getvalue()


def _format(valeur: Valeur) -> str:
    if isinstance(valeur, Decimal):
        return "#,##0.00"
    return "dd/mm/yyyy" if isinstance(valeur, date) else "General"
