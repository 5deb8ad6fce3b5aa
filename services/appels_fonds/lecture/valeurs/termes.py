"""The term that a call is of, as titles and headers say it: a quarter (``2e trimestre``, ``2T26``), a rank (``2e appel``)."""

import re
from typing import NamedTuple

from services.appels_fonds.lecture.valeurs.mots import flatten

_SUFFIXE = r"\s*(?:er|ere|re|e|eme|nd|nde|ieme)?\s*"
_TERMES = re.compile(
    rf"\b(?P<t1>[1-4]){_SUFFIXE}trim\w*|\btrim\w*\.?\s*(?:n\s*[°o]?\s*)?(?P<t2>[1-4])\b|\bt\s?(?P<t3>[1-4])(?![\da-z])"
    r"|\b(?P<t4>[1-4])\s?t(?![a-z])(?:\s?(?:20)?\d\d\b)?"
    rf"|\b(?P<a1>\d{{1,2}}){_SUFFIXE}appel\b|\bappel\s+n\s*[°o]?\s*(?P<a2>\d{{1,2}})(?![\d/-])"
)


class Terme(NamedTuple):
    """``genre``: ``trimestre`` or ``appel``."""

    genre: str
    rang: int


def find_termes(texte: str) -> frozenset[Terme]:
    """Every term that a text names, whatever the year."""
    return frozenset(
        Terme("trimestre" if (lu.lastgroup or "").startswith("t") else "appel", int(lu[lu.lastgroup or 0]))
        for lu in _TERMES.finditer(flatten(texte))
    )


def strip_termes(texte: str) -> str:
    """The text without its terms."""
    return _TERMES.sub(" ", flatten(texte))
