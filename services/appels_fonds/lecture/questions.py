"""What the reading could not decide and a person can: asked in the preview, the answer kept in the syndic's profile."""

from enum import StrEnum
from typing import NamedTuple


class GenreQuestion(StrEnum):
    """What is asked."""

    COPROPRIETE = "copropriete"
    LOT = "lot"
    CLE = "cle"
    NATURE = "nature"
    MONTANT = "montant"


class Question(NamedTuple):
    """Words of the file that need an answer, and the first cell that says them.

    ``copropriete``: whose lot or clé it is. ``mots`` is empty when the file says nothing (no clé, no kind anywhere).
    ``choix``: for MONTANT, the headers among which the called amount is to be named.
    """

    genre: GenreQuestion
    copropriete: str | None
    mots: str
    feuille: str
    cellule: str
    choix: tuple[str, ...] = ()
