"""Finding our request on an agenda: titles compared by their words; a person always decides. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from shared.patrimoine.textes import normalise_texte

SEUIL = 60
"""Hundredths of likeness under which two titles are not shown together."""


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """An item of an agenda that may be our request, and how alike they are, in hundredths."""

    resolution_id: int
    likeness: int


def suggest_resolutions(intitule: str, titres: Sequence[tuple[int, str]], limit: int = 5) -> list[Rapprochement]:
    """The items most like our request, the likeliest first; the order of the agenda settles a tie."""
    sought = normalise_texte(intitule)
    scored = [
        Rapprochement(ident, int(fuzz.token_set_ratio(sought, normalise_texte(titre)))) for ident, titre in titres
    ]
    return sorted((one for one in scored if one.likeness >= SEUIL), key=lambda one: -one.likeness)[:limit]
