"""Words as syndics write them, brought to one form so that they can be compared."""

import re
import unicodedata
from functools import lru_cache

# fmt: off
_VIDES = frozenset((
    "de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "sur", "pour", "cle", "repartition",
    "charge", "charges", "commune", "communes", "commun", "communs", "frais", "depense", "depenses", "poste", "partie",
    "parties", "tantieme", "tantiemes", "millieme", "milliemes", "code", "base",
))
# fmt: on
_FORMES = {
    "bat": "batiment",
    "bats": "batiment",
    "batiments": "batiment",
    "esc": "escalier",
    "escaliers": "escalier",
    "asc": "ascenseur",
    "ascenseurs": "ascenseur",
    "generaux": "general",
    "generale": "general",
    "generales": "general",
    "gene": "general",
    "pkg": "parking",
    "parkings": "parking",
    "garages": "garage",
    "chauf": "chauffage",
    "jardins": "jardin",
    "speciales": "speciale",
    "caves": "cave",
}


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


@lru_cache(maxsize=20_000)
def list_mots_utiles(texte: str) -> frozenset[str]:
    """The words that tell one key from another: ``Charges communes générales`` → {general}."""
    return frozenset(_FORMES.get(mot, mot) for mot in normalise(texte).split() if mot not in _VIDES)
