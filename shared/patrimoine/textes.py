"""How names are compared: without case, accents or punctuation; numbers inside them by their value."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any


def normalise_texte(*textes: str | None) -> str:
    """``"L’Étoile", "4 rue d'Or"`` → ``"l etoile 4 rue d or"``: what a search, or a header, is compared on."""
    joined = " ".join(texte for texte in textes if texte).casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(char for char in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))


def order_naturel(texte: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of the natural order: 2 < 10 < 10A < A1."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", texte))


CHERCHES = ("code", "nom", "adresse", "immatriculation")


def compose_recherche(copropriete: Mapping[str, Any]) -> str:
    """What the search box finds a copropriété by; kept beside it, since neither database compares without accents."""
    return normalise_texte(*(copropriete.get(nom) for nom in CHERCHES))
