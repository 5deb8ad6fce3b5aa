"""What happened to a decision, told in order: answers with what changed, visas, assignments, reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.models import Affectation, Consigne, EtapeRelance, Position, Relance, Resolution, Visa

ETAPES = {
    EtapeRelance.RAPPEL: "Rappel à {nom}",
    EtapeRelance.SUPPLEANT: "Sans réponse : passage au suppléant, {nom}",
    EtapeRelance.RESPONSABLE: "Sans réponse : passage au responsable, {nom}",
}


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing an answer changed: ``avant`` is None when the former answer did not say it."""

    quoi: str
    avant: str | None
    apres: str | None


@dataclass(frozen=True, slots=True)
class Evenement:
    """One line of the history. ``position``: of an answer; ``close``: it no longer holds."""

    le: datetime
    phrase: str
    position: Position | None = None
    changements: Sequence[Changement] = ()
    notes: Sequence[str] = ()
    close: bool = False


def load_historique(session: Session, resolution: Resolution) -> list[Evenement]:
    """The history of a resolution, the latest first."""
    query = select(Relance).where(Relance.resolution_id == resolution.id).options(joinedload(Relance.agent))
    events = [tell_affectation(affectation) for affectation in resolution.affectations]
    events += [tell_relance(relance) for relance in session.scalars(query)]
    former = None
    for consigne in resolution.consignes:
        events.append(tell_consigne(consigne, former, holds=consigne is resolution.consigne))
        events += [tell_visa(visa) for visa in consigne.visas if visa.accorde]
        if consigne.perimee_le is not None:
            events.append(Evenement(consigne.perimee_le, "Consigne rouverte", notes=[consigne.perimee_motif or ""]))
        former = consigne
    return sorted(events, key=lambda event: event.le, reverse=True)


def tell_consigne(consigne: Consigne, former: Consigne | None, *, holds: bool) -> Evenement:
    """An answer: who, when, why, and what it changed."""
    notes = [consigne.motif]
    if consigne.doctrine and consigne.position_proposee:
        suivie = "suivie" if consigne.motif_ecart is None else f"écartée : {consigne.motif_ecart}"
        proposed = consigne.position_proposee.value.lower()
        notes.append(f"Doctrine {consigne.doctrine}, « {proposed} » : {suivie}")
    said = [
        f"{quoi} : {position.value.lower()}"
        for quoi, position in (("second vote", consigne.position_second), ("si amendée", consigne.position_si_amendee))
        if position is not None
    ]
    if said:
        notes.insert(0, " ; ".join(said).capitalize())
    return Evenement(
        consigne.le, f"{consigne.agent.nom}, version {consigne.rang}", consigne.position,
        compare_consignes(former, consigne) if former else (), notes, close=not holds,
    )  # fmt: skip


def compare_consignes(former: Consigne, consigne: Consigne) -> list[Changement]:
    """What a new answer changed of the former one."""
    pairs = (
        ("Premier vote", _say(former.position), _say(consigne.position)),
        ("Second vote", _say(former.position_second), _say(consigne.position_second)),
        ("Si amendée", _say(former.position_si_amendee), _say(consigne.position_si_amendee)),
        ("Motif", former.motif, consigne.motif),
    )
    return [Changement(quoi, avant, apres) for quoi, avant, apres in pairs if avant != apres]


def tell_visa(visa: Visa) -> Evenement:
    """An agreement; a refusal is told by the re-opening it causes."""
    return Evenement(visa.le, f"Visa de {visa.agent.nom}", notes=[visa.motif] if visa.motif else ())


def tell_affectation(affectation: Affectation) -> Evenement:
    """Who was given the resolution, and why."""
    phrase = f"Confiée à {affectation.agent.nom}"
    return Evenement(affectation.le, phrase, notes=[affectation.motif], close=not affectation.active)


def tell_relance(relance: Relance) -> Evenement:
    """A step taken for want of an answer."""
    return Evenement(relance.le, ETAPES[relance.etape].format(nom=relance.agent.nom), notes=[relance.motif])


def _say(position: Position | None) -> str | None:
    return position.value.capitalize() if position else None
