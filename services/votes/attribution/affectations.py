"""Use case: who must answer a resolution, and the sentence that says why."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.acces import has_consigne, take_resolution
from services.votes.attribution.equipes import (
    Equipe,
    choose_destinataire,
    find_able,
    find_visa_of,
    load_equipe,
    read_cas,
    roles_of,
)
from services.votes.models import Affectation, AssembleeGenerale, LigneFile, Resolution, Volet
from services.votes.politique.conditions import Cas
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import ROLES, SYSTEME, Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import Agent, now


def route_resolution(resolution: Resolution, equipe: Equipe, ag: AssembleeGenerale | None = None) -> None:
    """Give a resolution to the employee our rules or its type name; the reason is kept with the assignment.

    An information item is nobody's, and whoever already has the resolution keeps it. Only without any active
    co-ownership manager nor management does it stay unassigned, and shows as such. The second visa follows.

    :param ag: its assembly, when the resolution is not attached to it yet.
    """
    if resolution.information:
        _close(resolution)
        resolution.visa_role = resolution.visa_motif = None
        return
    cas, attendu = read_cas(resolution, equipe, ag or resolution.ag)
    found = choose_destinataire(resolution, equipe, cas, attendu)
    if found is not None:
        agent, destinataire = found
        current = resolution.affectation
        if current is None or not current.active or current.agent_id != agent.id:
            equipe.a_repondre[agent.id] += 1
            _assign(resolution, agent, destinataire.role, destinataire.raison, SYSTEME.courriel)
    _set_visa(resolution, equipe, cas)


def refresh_visa(session: Session, resolution: Resolution, aujourdhui: date | None = None) -> None:
    """Ask the second visa again of the rules: to call after the amount, the clé, the type or the agent changed."""
    if resolution.information:
        resolution.visa_role = resolution.visa_motif = None
        return
    equipe = load_equipe(session, resolution.ag.copropriete.agence, aujourdhui)
    cas, _ = read_cas(resolution, equipe, resolution.ag)
    _set_visa(resolution, equipe, cas)


def _set_visa(resolution: Resolution, equipe: Equipe, cas: Cas) -> None:
    held = resolution.affectation.role if resolution.affectation else None
    resolution.visa_role, resolution.visa_motif = find_visa_of(resolution, equipe, cas, held) or (None, None)


def flag_notre_demande(
    session: Session, acteur: Acteur, resolution_id: int, *, notre_demande: bool, version: int
) -> Resolution:
    """Say that an item is on the agenda at our own request (décret art. 10), or that it is not: a conflict to see.

    The second visa follows: whoever asked for it does not decide it alone.

    :raises StaleError: somebody acted on the resolution since ``version``.
    """
    resolution = take_resolution(session, acteur, resolution_id, version)
    resolution.notre_demande = notre_demande
    refresh_visa(session, resolution)
    session.flush()
    detail = {"numero": resolution.numero, "notre_demande": notre_demande}
    record_acte(session, acteur, "signale notre propre demande", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return resolution


def route_orphans(session: Session, aujourdhui: date) -> int:
    """Route again what is to come and nobody can answer: never assigned, or to somebody who left; returns how many."""
    held = (
        select(Affectation.id)
        .join(Affectation.agent)
        .where(Affectation.resolution_id == Resolution.id, Affectation.active.is_(True), Agent.actif.is_(True))
        .correlate(Resolution)
    )
    orphans = session.scalars(
        select(Resolution)
        .join(Resolution.ag)
        .where(
            AssembleeGenerale.date_ag >= aujourdhui, Resolution.information.is_(False),
            ~has_consigne(Resolution.id), ~held.exists(),
        )
        .order_by(AssembleeGenerale.date_ag, Resolution.ordre)
        .with_for_update(of=Resolution)
    ).all()  # fmt: skip
    equipes: dict[int, Equipe] = {}
    for resolution in orphans:
        agence = resolution.ag.copropriete.agence
        if agence.id not in equipes:
            equipes[agence.id] = load_equipe(session, agence, aujourdhui)
        route_resolution(resolution, equipes[agence.id])
        resolution.version += 1
    session.flush()
    return len(orphans)


def list_owed(session: Session, agent_id: int, aujourdhui: date) -> Sequence[Resolution]:
    """What an employee still owes an answer to, whoever asks: to pass it to somebody else."""
    return session.scalars(
        select(Resolution)
        .join(LigneFile, LigneFile.resolution_id == Resolution.id)
        .where(LigneFile.agent_id == agent_id, LigneFile.volet == Volet.A_DONNER, LigneFile.date_ag >= aujourdhui)
        .order_by(LigneFile.date_ag, LigneFile.ordre)
        .with_for_update(of=Resolution)
    ).all()


def give_to(session: Session, acteur: Acteur, resolution: Resolution, agent: Agent, role: str, motif: str) -> None:
    """Give a resolution to an employee by an act on many (an absence, a new rule): a line in the journal each."""
    former = resolution.affectation
    resolution.version += 1
    _assign(resolution, agent, role, motif, acteur.courriel)
    session.flush()
    detail = {"numero": resolution.numero, "de": former.agent.courriel if former else None, "a": agent.courriel,
              "motif": motif}  # fmt: skip
    record_acte(session, acteur, "réaffecte une résolution", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip


def reassign_resolution(
    session: Session, acteur: Acteur, resolution_id: int, agent_id: int, *, motif: str, version: int
) -> Affectation:
    """Give a resolution to another employee; the former assignment stays in the history.

    :raises StaleError: somebody acted on the resolution since ``version``.
    :raises RefusedError: an information item.
    :raises InvalidError: no reason, or an agent who cannot answer for this copropriété.
    """
    resolution = take_resolution(session, acteur, resolution_id, version)
    if resolution.information:
        raise RefusedError("Ce point est une information : personne n’a à y répondre.", code="SANS_VOTE")
    if not motif.strip():
        raise InvalidError("Dites pourquoi vous confiez cette résolution à quelqu’un d’autre.", code="MOTIF_ABSENT")
    agent = _find_able(session, resolution, agent_id)
    former = resolution.affectation
    role = _role_for(agent, resolution.type)
    affectation = _assign(resolution, agent, role, motif.strip(), acteur.courriel)
    refresh_visa(session, resolution)
    session.flush()
    detail = {"numero": resolution.numero, "de": former.agent.courriel if former else None, "a": agent.courriel,
              "motif": motif.strip()}  # fmt: skip
    record_acte(session, acteur, "réaffecte une résolution", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return affectation


def _find_able(session: Session, resolution: Resolution, agent_id: int) -> Agent:
    equipe = load_equipe(session, resolution.ag.copropriete.agence)
    agent = next((agent for agent in find_able(equipe) if agent.id == agent_id), None)
    if agent is None:
        raise InvalidError(
            "Cet agent ne peut pas répondre pour cette copropriété : choisissez-en un de l’agence.",
            code="AGENT_INCOMPETENT",
        )
    return agent


def _assign(resolution: Resolution, agent: Agent, role: str, motif: str, par: str) -> Affectation:
    _close(resolution)
    affectation = Affectation(agent=agent, role=role, motif=motif, par=par, le=now())
    resolution.affectations.append(affectation)
    return affectation


def _close(resolution: Resolution) -> None:
    for former in resolution.affectations:
        former.active = False


def _role_for(agent: Agent, code: str) -> str:
    """The role under which an agent answers: the one the type asks for when he holds it, else his first."""
    type_ = find_type(code)
    roles = roles_of(agent)
    wanted = (role for role in (type_.role, type_.second_role, *ROLES) if role in roles)
    return next(wanted)
