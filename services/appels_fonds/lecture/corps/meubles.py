"""Rows printed again on each page inside a table: the syndic, the copropriété, the number of the page."""

import re

from services.appels_fonds.lecture.valeurs.montants_lus import looks_like_montant
from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Rangee

_PAGE = re.compile(r"(?:page|p|pages|feuillet) ?(?:n )?\d{1,4}(?: ?(?:sur|de|of)? ?\d{1,4})?")

_MOT_PAGE = re.compile(r"pages?(?: n)?")


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
        """A row without any figure: the number of a page, in one cell or two, and words of the titles, or nothing but
        such words."""
        textes = _join_page([valeur for valeur in rangee if valeur != ""])
        if len(textes) < 2:
            return False
        return all(isinstance(texte, str) and (is_page(texte) or self._repeats(texte)) for texte in textes)

    def repeats_titre(self, rangee: Rangee) -> bool:
        """Does a row only say words of the titles again?"""
        return all(isinstance(texte, str) and self._repeats(texte) for texte in rangee if texte != "")

    def _repeats(self, texte: str) -> bool:
        return normalise(texte) in self._titres and not looks_like_montant(texte)


def _join_page(pleins: Rangee) -> Rangee:
    """The word ``Page`` and the number in the next cell, as one."""
    dits: Rangee = []
    for valeur in pleins:
        if dits and isinstance(dits[-1], str) and _MOT_PAGE.fullmatch(normalise(dits[-1])) and is_page(f"p {valeur}"):
            dits[-1] = f"p {valeur}"
        else:
            dits.append(valeur)
    return dits
