"""The rules in force on a day, and the first of them that holds for a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.votes.models import GenreRegle, Position, Regle
from services.votes.politique.conditions import Cas, Conditions, describe_conditions, is_met, load_conditions
from shared.models import Agent

LETTRES = {GenreRegle.AFFECTATION: "A", GenreRegle.VISA: "V", GenreRegle.DOCTRINE: "R"}


@dataclass(frozen=True, slots=True)
class RegleLue:
    """A rule as plain values, conditions read. ``agent``: address of the employee it names. ``nom``: « R7 v3 »."""

    nom: str
    ordre: int
    libelle: str
    conditions: Conditions
    motif: str
    role: str | None = None
    agent: str | None = None
    position: Position | None = None
    position_second: Position | None = None
    position_si_amendee: Position | None = None

    @property
    def phrase(self) -> str:
        """When it applies, in a phrase."""
        return ", ".join(describe_conditions(self.conditions))


def name_regle(genre: GenreRegle, numero: int, version: int) -> str:
    """« R7 v3 »: A for routing, V for visas, R for the doctrine."""
    return f"{LETTRES[genre]}{numero} v{version}"


def load_regles(session: Session, genre: GenreRegle, jour: date) -> list[RegleLue]:
    """The rules of a genre in force on a day, the first to look at first."""
    query = (
        select(
            Regle.numero, Regle.version, Regle.ordre, Regle.libelle, Regle.conditions, Regle.motif, Regle.role,
            Agent.courriel, Regle.position, Regle.position_second, Regle.position_si_amendee,
        )
        .outerjoin(Regle.agent)
        .where(Regle.genre == genre, Regle.du <= jour, or_(Regle.au.is_(None), Regle.au >= jour))
    )  # fmt: skip
    return sort_regles(
        RegleLue(name_regle(genre, numero, version), ordre, libelle, load_conditions(conditions), *rest)
        for numero, version, ordre, libelle, conditions, *rest in session.execute(query)
    )


def sort_regles(regles: Iterable[RegleLue]) -> list[RegleLue]:
    """In the order they are looked at: by their rank, then by their name."""
    return sorted(regles, key=lambda regle: (regle.ordre, regle.nom))


def keep_regles(regles: Sequence[RegleLue], code: str) -> list[RegleLue]:
    """Those that may hold for a resolution of this type, in their order: the only ones a list has to look at."""
    return [regle for regle in regles if not regle.conditions.types or code in regle.conditions.types]


def find_regle(regles: Sequence[RegleLue], cas: Cas) -> RegleLue | None:
    """The first rule that holds; None when none does."""
    return next((regle for regle in regles if is_met(regle.conditions, cas)), None)
