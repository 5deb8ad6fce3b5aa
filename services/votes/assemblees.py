"""Use case: recording an assemblée générale."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.votes.models import AssembleeGenerale, NatureAg
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import Copropriete, Document, now
from shared.patrimoine.lectures import get_copropriete


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieAg:
    """What a manager says of an assembly. ``deja_tenue``: he knows that its date is past."""

    copropriete: str
    date_ag: date
    heure: time | None = None
    lieu: str | None = None
    nature: NatureAg = NatureAg.ORDINAIRE
    convocation_presentee_le: date | None = None
    deja_tenue: bool = False


def create_ag(
    session: Session, acteur: Acteur, saisie: SaisieAg, aujourdhui: date, document: Document | None = None
) -> AssembleeGenerale:
    """Record an assembly of a copropriété.

    :raises NotFoundError: no such copropriété among those the agent sees.
    :raises InvalidError: dates that cannot be, every fault at once.
    :raises RefusedError: this copropriété already has an assembly that day, or the date is past and nobody said so.
    """
    copropriete = get_copropriete(session, acteur, saisie.copropriete)
    refuse_bad_dates(saisie, aujourdhui)
    refuse_second_ag(session, copropriete, saisie.date_ag)
    ag = AssembleeGenerale(
        copropriete_id=copropriete.id,
        date_ag=saisie.date_ag,
        heure=saisie.heure,
        lieu=(saisie.lieu or "").strip() or None,
        nature=saisie.nature,
        convocation_presentee_le=saisie.convocation_presentee_le,
        document_id=document.id if document else None,
        creee_par=acteur.courriel,
        creee_le=now(),
    )
    try:
        with session.begin_nested():
            session.add(ag)
    except IntegrityError:
        raise _already(copropriete, saisie.date_ag) from None
    detail = {"date_ag": saisie.date_ag.isoformat(), "nature": saisie.nature.value}
    record_acte(session, acteur, "crée une AG", "assemblee_generale", ag.id,
                copropriete_id=copropriete.id, detail=detail)  # fmt: skip
    return ag


def refuse_bad_dates(saisie: SaisieAg, aujourdhui: date) -> None:
    """Refuse a convocation presented in the future or after its own assembly, and a past assembly nobody vouches for.

    :raises InvalidError: with one fault per date.
    :raises RefusedError: the date is past.
    """
    fautes: list[dict[str, Any]] = []
    presentee = saisie.convocation_presentee_le
    if presentee and presentee > saisie.date_ag:
        fautes.append(
            {
                "ou": "convocation_presentee_le",
                "message": "La convocation ne peut pas être présentée après l’assemblée.",
            }
        )
    elif presentee and presentee > aujourdhui:
        fautes.append(
            {"ou": "convocation_presentee_le", "message": "La date de première présentation est dans le futur."}
        )
    if fautes:
        raise InvalidError("Corrigez les dates de l’assemblée.", code="DATES_AG", fautes=fautes)
    if saisie.date_ag < aujourdhui and not saisie.deja_tenue:
        raise RefusedError(
            f"Le {saisie.date_ag:%d/%m/%Y} est passé : corrigez la date, ou cochez « Cette assemblée a déjà eu lieu ».",
            code="AG_PASSEE",
        )


def refuse_second_ag(session: Session, copropriete: Copropriete, date_ag: date) -> None:
    """One assembly a day for a copropriété: a second one is nearly always the same typed again.

    :raises RefusedError: there is one already.
    """
    known = select(AssembleeGenerale.id).where(
        AssembleeGenerale.copropriete_id == copropriete.id, AssembleeGenerale.date_ag == date_ag
    )
    if session.scalar(known) is not None:
        raise _already(copropriete, date_ag)


def _already(copropriete: Copropriete, date_ag: date) -> RefusedError:
    return RefusedError(
        f"{copropriete.nom} ({copropriete.code}) a déjà une AG le {date_ag:%d/%m/%Y} : ouvrez-la plutôt.",
        code="AG_DEJA_CREEE",
    )
