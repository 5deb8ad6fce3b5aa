"""The term of a call, as titles and headers say it: a quarter (``2e trimestre``, ``2T26``), a rank (``2e appel``)."""

import re
from functools import lru_cache
from typing import NamedTuple

from services.appels_fonds.lecture.valeurs.mots import flatten

_SUFFIXE = r"(?:\s?(?:er|ere|re|e|eme|nd|nde|ieme)\b)?"
_ET = r"\s*(?:\b(?:et|ou|a|au)\b|[,/&-])\s*(?:l[ea] |du )?"


def _list(nombre: str) -> str:
    """Several numbers in a row: ``1er et 2e``, ``1 à 4``."""
    return rf"(?<![\d/]){nombre}{_SUFFIXE}(?:{_ET}{nombre}{_SUFFIXE})*"


_TRIMESTRES = _list(r"[1-4](?!\d)")
_APPELS = _list(r"\d{1,2}(?!\d)")
_TERMES = re.compile(
    rf"(?P<t1>{_TRIMESTRES})\s*trim\w*|\btrim\w*\.?\s*(?:n\s?[°o]?\s*)?(?P<t2>{_TRIMESTRES})"
    r"|\bt\s?(?P<t3>[1-4])(?![\da-z])|\b(?P<t4>[1-4])\s?t(?![a-z])(?:\s?(?:20)?\d\d\b)?"
    rf"|(?P<a1>{_APPELS})\s*appels?\b|\bappels?\s+n(?:\s?[°o]|os)?\s*(?P<a2>{_APPELS})"
)
_NOMBRE = re.compile(r"\d+")


class Terme(NamedTuple):
    """``genre``: ``trimestre`` or ``appel``."""

    genre: str
    rang: int


@lru_cache(maxsize=4_000)
def find_termes(texte: str) -> frozenset[Terme]:
    """Every term that a text names, whatever the year."""
    return frozenset(
        Terme("trimestre" if genre.startswith("t") else "appel", int(rang))
        for lu in _TERMES.finditer(flatten(texte))
        for genre, dits in lu.groupdict(default="").items()
        for rang in _NOMBRE.findall(dits)
    )


def strip_termes(texte: str) -> str:
    """The text without its terms."""
    return _TERMES.sub(" ", flatten(texte))
