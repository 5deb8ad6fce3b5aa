"""Words as people write them in a workbook, brought to one form so that they can be compared."""

import re
import unicodedata
from functools import lru_cache

_AUTRES = re.compile(r"[^A-Za-z0-9]+")


@lru_cache(maxsize=20_000)
def normalise(texte: str) -> str:
    """Lower case, without accents nor punctuation, single spaces: ``« N° de Lot »`` → ``n de lot``."""
    if texte.isascii():
        return " ".join(_AUTRES.sub(" ", texte).lower().split())
    plat = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "OE").replace("°", " "))
    lettres = "".join(c if c.isalnum() else " " for c in plat if not unicodedata.combining(c))
    return " ".join(lettres.lower().split())


@lru_cache(maxsize=20_000)
def flatten(texte: str) -> str:
    """Lower case, without accents, punctuation kept: for dates and separators."""
    plat = unicodedata.normalize("NFKD", texte.replace("\n", " "))
    return re.sub(r"\s+", " ", "".join(c for c in plat if not unicodedata.combining(c)).lower()).strip()
