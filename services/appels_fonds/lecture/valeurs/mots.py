"""Words as syndics write them, brought to one form so that they can be compared."""

from functools import lru_cache

from shared.excel.cellules import Valeur
from shared.excel.mots import flatten, normalise

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


@lru_cache(maxsize=20_000)
def list_mots_utiles(texte: str) -> frozenset[str]:
    """The words that tell one key from another: ``Charges communes générales`` → {general}."""
    return frozenset(_FORMES.get(mot, mot) for mot in normalise(texte).split() if mot not in _VIDES)


def write_brut(valeur: Valeur) -> str:
    """A number of key, of lot or of copropriété as it would be typed: ``12.0`` → ``12``."""
    return str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur).strip()


__all__ = ["flatten", "list_mots_utiles", "normalise", "write_brut"]
