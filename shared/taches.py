"""Long work told as it goes: its stages, what it has handled, and the time it still needs.

Progress is written in short transactions of its own, beside that of the work: it shows before the work commits, and a
work that is killed leaves only a bar that the next attempt starts again.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session as OrmSession

from shared.database import Session
from shared.models import EtatTache, Tache, now

Suivi = Callable[[int, int], None]
"""Called as work goes: how many were handled, out of how many (0: nobody knows yet)."""
POUR_MILLE = 1000
ESTIMABLE = 20
"""Under two hundredths, a remaining time would be a guess."""
CHAQUE_SECONDES = 0.3


def untold(_fait: int, _total: int) -> None:
    """The progress nobody watches."""


@dataclass(frozen=True, slots=True)
class Etape:
    """One stage: what people read, and its usual share of the whole, any unit."""

    libelle: str
    poids: int


class Avancement:
    """How far a task is. Nothing is written more often than a few times a second."""

    def __init__(self, tache_id: int, etapes: Sequence[Etape]) -> None:
        self._tache_id, self._etapes, self._rang = tache_id, etapes, -1
        self._next = 0.0

    def start(self, etape: Etape) -> None:
        """Enter a stage, and say so at once. The first one entered is when the work was taken up."""
        first, self._rang = self._rang < 0, self._etapes.index(etape)
        taken_up = {"commencee_le": now(), "finie_le": None, "etat": EtatTache.EN_COURS} if first else {}
        self._write(part_pour_mille=self._part(0, 1), message=etape.libelle, fait=0, **taken_up)

    def resume(self, etape: Etape) -> None:
        """Go on in a stage that was already said."""
        self._rang = self._etapes.index(etape)

    def count(self, fait: int, total: int) -> None:
        """Say what the stage has handled, when it was not said just before."""
        if time.monotonic() >= self._next:
            self._write(part_pour_mille=self._part(fait, total), fait=fait, total=total)

    def _part(self, fait: int, total: int) -> int:
        whole = sum(etape.poids for etape in self._etapes)
        before = sum(etape.poids for etape in self._etapes[: self._rang])
        here = self._etapes[self._rang].poids * min(fait, total) / total if total else 0
        return int(POUR_MILLE * (before + here) / whole)

    def _write(self, **values: object) -> None:
        self._next = time.monotonic() + CHAQUE_SECONDES
        with Session.begin() as session:
            session.execute(update(Tache).where(Tache.id == self._tache_id).values(avancee_le=now(), **values))


def lock_tache(session: OrmSession, tache_id: int) -> Tache | None:
    """A task as it is now, held until the end of the transaction: what several messages tell of it adds up."""
    return session.scalar(
        select(Tache).where(Tache.id == tache_id).with_for_update().execution_options(populate_existing=True)
    )


def fail_tache(session: OrmSession, tache_id: int, message: str) -> None:
    """End a task whose work, or a part of it, was given up: what people read says what to do. A replay can mend it."""
    session.execute(
        update(Tache)
        .where(Tache.id == tache_id)
        .values(etat=EtatTache.ECHOUEE, message=message, finie_le=now(), avancee_le=now())
    )


def estimate_reste(tache: Tache, maintenant: datetime) -> int | None:
    """The seconds a task still needs if it goes on as it began, at least 1; None when it is too early to say."""
    debut, dit, part = tache.commencee_le, tache.avancee_le, tache.part_pour_mille
    if debut is None or dit is None or part < ESTIMABLE:
        return None
    whole = (dit - debut).total_seconds() * POUR_MILLE / part
    return max(1, round(whole - (maintenant - debut).total_seconds()))
