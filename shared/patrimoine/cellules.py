"""One cell of the patrimoine's workbook: what is typed in it, as a value of the JSON, and back."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from shared.montants import MontantInvalide, convert_nombre, euros, parse_montant
from shared.patrimoine.feuilles import Type
from shared.patrimoine.periodes import format_jour
from shared.patrimoine.valeurs import ValeurRefusee

FORMATS = {Type.ENTIER: "#,##0", Type.MONTANT: "#,##0.00", Type.DATE: "dd/mm/yyyy"}
PREMIER_JOUR = date(1900, 3, 1)
"""Spreadsheets do not agree on the days before this one, so those are written as text."""


def find_format(type_: Type) -> str:
    """The number format of a column; text by default, so that codes keep their zeros."""
    return FORMATS.get(type_, "@")


def read_cellule(valeur: Any, type_: Type) -> Any:
    """The JSON value of a cell that is not empty.

    :raises ValeurRefusee: with the sentence to show beside the cell.
    """
    if type_ is Type.DATE:
        return _read_date(valeur).isoformat()
    if type_ is Type.DATES:
        parts = _split(valeur) if isinstance(valeur, str) else [valeur]
        return [_read_date(part).isoformat() for part in parts]
    if type_ is Type.MONTANT:
        return _read_montant(valeur)
    if type_ is Type.ENTIER:
        return _read_entier(valeur)
    return _split(_read_texte(valeur)) if type_ is Type.TEXTES else _read_texte(valeur)


def write_cellule(valeur: Any, type_: Type) -> str | int | Decimal | date | None:
    """What to put in the cell for a JSON value."""
    if valeur is None:
        return None
    if type_ is Type.DATE:
        jour = date.fromisoformat(valeur)
        return jour if jour >= PREMIER_JOUR else format_jour(jour)
    if type_ is Type.DATES:
        return ", ".join(format_jour(date.fromisoformat(jour)) for jour in valeur) or None
    if type_ is Type.TEXTES:
        return ", ".join(valeur) or None
    if type_ is Type.MONTANT:
        return euros(valeur)
    return int(valeur) if type_ is Type.ENTIER else str(valeur)


def _read_texte(valeur: Any) -> str:
    """A text; a number typed as such keeps the digits that are shown."""
    if isinstance(valeur, str):
        return valeur.strip()
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    if isinstance(valeur, int | float) and not isinstance(valeur, bool):
        return str(valeur)
    raise ValeurRefusee(f"un texte est attendu, pas « {_show(valeur)} » : mettez la cellule au format Texte")


def _split(texte: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", texte) if part.strip()]


def _read_entier(valeur: Any) -> int:
    if isinstance(valeur, str) and re.fullmatch(r"\d+", re.sub(r"\s", "", valeur)):
        return int(re.sub(r"\s", "", valeur))
    if isinstance(valeur, int | float) and not isinstance(valeur, bool) and float(valeur).is_integer():
        return int(valeur)
    raise ValeurRefusee(f"un nombre entier est attendu, pas « {_show(valeur)} »")


def _read_montant(valeur: Any) -> int:
    try:
        if isinstance(valeur, str):
            return parse_montant(valeur)
        if isinstance(valeur, int | float) and not isinstance(valeur, bool):
            return convert_nombre(valeur)
    except MontantInvalide as error:
        raise ValeurRefusee(str(error)) from error
    raise ValeurRefusee(f"un montant en euros est attendu, pas « {_show(valeur)} »")


def _read_date(valeur: Any) -> date:
    if isinstance(valeur, datetime):
        return valeur.date()
    if isinstance(valeur, date):
        return valeur
    texte = str(valeur).strip()
    for forme in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(texte, forme).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValeurRefusee(f"« {_show(valeur)} » n’est pas une date (forme attendue : 31/12/2026)")


def _show(valeur: Any) -> str:
    return format_jour(valeur) if isinstance(valeur, date) else str(valeur)
