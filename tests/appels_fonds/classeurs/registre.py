"""The catalogue of workbooks: each is built by one function, and expected in ``attendus/NAME.json``."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter

Fabrique = Callable[[], bytes]
CLASSEURS: dict[str, Fabrique] = {}


def classeur(fichier: str) -> Callable[[Fabrique], Fabrique]:
    """Register what builds a workbook under the name it is sent with."""

    def register(fabrique: Fabrique) -> Fabrique:
        assert fichier not in CLASSEURS, fichier
        CLASSEURS[fichier] = fabrique
        return fabrique

    return register


def ecrire(*feuilles: tuple[str, list[list[Any]]], apres: Callable[..., None] | None = None, **options: Any) -> bytes:
    """An XlsxWriter workbook; ``apres`` receives (workbook, sheets) to hide, merge or format what the rows cannot."""
    tampon = io.BytesIO()
    book = xlsxwriter.Workbook(tampon, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **options})
    pages = []
    for nom, rangees in feuilles:
        page = book.add_worksheet(nom)
        pages.append(page)
        for rang, rangee in enumerate(rangees):
            for colonne, valeur in enumerate(rangee):
                if valeur is not None:
                    page.write(rang, colonne, valeur)
    if apres:
        apres(book, pages)
    book.close()
    return tampon.getvalue()
