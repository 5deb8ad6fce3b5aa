"""Rows printed again on each page inside a table: the syndic, the copropriété, the number of the page."""

import re

from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Rangee

_PAGE = re.compile(r"(?:page|p|pages|feuillet) ?(?:n )?\d{1,4}(?: ?(?:sur|de|of)? ?\d{1,4})?")


def is_page(texte: str) -> bool:
    """``Page 2``, ``p. 2/5``: never money."""
    return _PAGE.fullmatch(normalise(texte)) is not None


class Meubles:
    """The words of the titles of a sheet, and the rows below that only say them again."""

    def __init__(self) -> None:
        self._titres: set[str] = set()

    def add_titre(self, rangee: Rangee) -> None:
        self._titres |= {normalise(valeur) for valeur in rangee if isinstance(valeur, str)}

    def is_meuble(self, rangee: Rangee) -> bool:
        """A row without any figure: the number of a page and words of the titles, or nothing but such words."""
        pleins = [valeur for valeur in rangee if valeur != ""]
        textes = [valeur for valeur in pleins if isinstance(valeur, str)]
        if len(textes) < len(pleins) or len(textes) < 2:
            return False
        return all(is_page(texte) or (normalise(texte) in self._titres) for texte in textes)
