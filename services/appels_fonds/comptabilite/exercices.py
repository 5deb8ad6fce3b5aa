"""Exercises and periods of our own accounts: open until closed. An HLM body closes on 31 December."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.appels_fonds.models import Ecriture, PeriodeComptable, StatutEcriture
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import now
from shared.presentation import accord

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
EXERCICE_ENTIER = 0


@dataclass(frozen=True)
class Periode:
    """A month of an exercise: whether it is closed, and the entries it holds."""

    annee: int
    mois: int
    close: bool
    par: str | None
    brouillons: int
    validees: int

    @property
    def nom(self) -> str:
        """``mars 2026``, or ``exercice 2026``."""
        return f"{MOIS[self.mois - 1]} {self.annee}" if self.mois else f"exercice {self.annee}"


def closed_months(session: Session) -> frozenset[tuple[int, int]]:
    """Every closed (year, month); month 0 closes the year. Read once a transaction."""
    known: frozenset[tuple[int, int]] | None = session.info.get("periodes_closes")
    if known is None:
        rows = session.execute(
            select(PeriodeComptable.annee, PeriodeComptable.mois).where(PeriodeComptable.close.is_(True))
        )
        known = session.info["periodes_closes"] = frozenset((row.annee, row.mois) for row in rows)
    return known


def is_open(session: Session, jour: date) -> bool:
    """Whether an entry may bear this date."""
    closed = closed_months(session)
    return (jour.year, jour.month) not in closed and (jour.year, EXERCICE_ENTIER) not in closed


def require_open(session: Session, jour: date) -> None:
    """Refuse an entry in a closed period.

    :raises RefusedError: the month or the exercise of this day is closed; the sentence says what to do.
    """
    if not is_open(session, jour):
        raise RefusedError(
            f"La période {MOIS[jour.month - 1]} {jour.year} est close : aucune écriture du {jour:%d/%m/%Y} n’y entre. "
            "Rouvrez-la dans « Exercices et périodes », ou datez la pièce d’une période ouverte.",
            code="PERIODE_CLOSE",
        )


def list_periodes(session: Session, annee: int) -> list[Periode]:
    """The whole exercise, then its twelve months."""
    rows = {row.mois: row for row in session.scalars(select(PeriodeComptable).where(PeriodeComptable.annee == annee))}
    counts: dict[tuple[int, str], int] = {}
    by_month = select(Ecriture.date_ecriture, Ecriture.statut, func.count()).where(Ecriture.exercice == annee)
    for jour, etat, nombre in session.execute(by_month.group_by(Ecriture.date_ecriture, Ecriture.statut)):
        for mois in (EXERCICE_ENTIER, jour.month):
            counts[mois, etat] = counts.get((mois, etat), 0) + nombre
    return [
        Periode(
            annee, mois, bool(mois in rows and rows[mois].close), rows[mois].par if mois in rows else None,
            counts.get((mois, StatutEcriture.BROUILLON), 0), counts.get((mois, StatutEcriture.VALIDEE), 0),
        )
        for mois in range(13)
    ]  # fmt: skip


def close_periode(session: Session, acteur: Acteur, annee: int, mois: int) -> None:
    """Close a month, or the exercise (month 0). What is still in draft there must be validated first.

    :raises RefusedError: drafts remain, dated in it.
    """
    _check(annee, mois)
    [periode] = [periode for periode in list_periodes(session, annee) if periode.mois == mois]
    if periode.brouillons:
        raise RefusedError(
            f"{accord(periode.brouillons, 'écriture')} de {periode.nom} encore en brouillon : validez avant de clore.",
            code="BROUILLONS_RESTANTS",
        )
    _set(session, acteur, annee, mois, close=True, motif=None)


def reopen_periode(session: Session, acteur: Acteur, annee: int, mois: int, *, motif: str) -> None:
    """Open a closed period again, for a reason that stays in the journal.

    :raises InvalidError: no reason given.
    """
    _check(annee, mois)
    if not motif.strip():
        raise InvalidError("Dites pourquoi la période est rouverte.", code="MOTIF_ABSENT")
    _set(session, acteur, annee, mois, close=False, motif=motif.strip())


def _check(annee: int, mois: int) -> None:
    if not (1990 <= annee <= 2100 and 0 <= mois <= 12):
        raise InvalidError("Cette période n’existe pas.", code="PERIODE_INVALIDE")


def _set(session: Session, acteur: Acteur, annee: int, mois: int, *, close: bool, motif: str | None) -> None:
    session.merge(PeriodeComptable(annee=annee, mois=mois, close=close, par=acteur.courriel, le=now(), motif=motif))
    session.flush()
    session.info.pop("periodes_closes", None)
    record_acte(
        session, acteur, "clôt une période" if close else "rouvre une période", "periode", f"{annee}-{mois:02d}",
        detail={"motif": motif} if motif else {},
    )  # fmt: skip
