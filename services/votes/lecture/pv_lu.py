"""What the minutes of an assembly say, as read: nothing is computed, what is not printed is None, never 0."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ResultatLu(StrEnum):
    """The result as the minutes announce it."""

    ADOPTEE = "adoptee"
    REJETEE = "rejetee"
    SANS_VOTE = "sans_vote"


@dataclass(frozen=True, slots=True)
class Decompte:
    """A printed count: ``voix`` in tantièmes of the clé, ``tetes`` in owners; None: not printed."""

    voix: int | None = None
    tetes: int | None = None


COMPTES = ("pour", "contre", "abstention")
"""The positions of a ballot, in the order of ``ScrutinLu``."""
MOTS = {"pour": "Pour", "contre": "Contre", "abstention": "Abstention"}
"""How a line says each of them."""


@dataclass(frozen=True, slots=True)
class ScrutinLu:
    """One ballot as printed."""

    pour: Decompte = Decompte()
    contre: Decompte = Decompte()
    abstention: Decompte = Decompte()


@dataclass(frozen=True, slots=True)
class ResolutionPv:
    """One item of the minutes. ``ordre`` counts from 1. ``total_voix``: the total of its clé, when printed with it.

    ``premier`` and ``second`` are the ballots (None: no count printed); ``resultat_annonce`` is the last result
    announced, ``sans_vote`` for a withdrawn or purely informative item, None when the minutes do not say.
    ``opposants`` and ``defaillants``: names as printed, without their voix.
    """

    ordre: int
    numero: str | None
    intitule: str
    texte: str
    article_imprime: str | None
    total_voix: int | None
    premier: ScrutinLu | None
    second: ScrutinLu | None
    resultat_annonce: ResultatLu | None
    opposants: tuple[str, ...] = ()
    defaillants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PvLu:
    """The minutes. ``total_voix``: of the whole syndicat; ``presents``: at the opening, all ways of voting together."""

    copropriete: str | None
    date: date | None
    total_voix: int | None
    presents: Decompte | None
    resolutions: tuple[ResolutionPv, ...]
    non_compris: tuple[str, ...] = ()
