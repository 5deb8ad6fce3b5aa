"""Use case: who must answer a resolution, and the sentence that says why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.votes.acces import take_resolution
from services.votes.models import Affectation, Consigne, Resolution
from services.votes.routage import Candidat, DestinataireIntrouvable, find_destinataire
from services.votes.types_resolution import find_type
from shared.acteurs import ROLES, ROLES_PAR_PERMISSION, ROLES_SANS_LIMITE_D_AGENCE, SYSTEME, Acteur, Permission
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import Agence, Agent, AgentAgence, RoleAgent, now


@dataclass(frozen=True, slots=True)
class Equipe:
    """Those who may answer for the copropriétés of an agency, and how many answers each still owes."""

    agence: Agence
    agents: Sequence[Agent]
    a_repondre: Counter[int]


def load_equipe(session: Session, agence: Agence) -> Equipe:
    """The active agents of an agency, and those who see every agency, in the order of their names."""
    of_agency = select(AgentAgence.agent_id).where(AgentAgence.agence_id == agence.id)
    everywhere = select(RoleAgent.agent_id).where(RoleAgent.role.in_(ROLES_SANS_LIMITE_D_AGENCE))
    agents = session.scalars(
        select(Agent)
        .where(Agent.actif.is_(True), or_(Agent.id.in_(of_agency), Agent.id.in_(everywhere)))
        .options(selectinload(Agent.roles), selectinload(Agent.agences))
        .order_by(Agent.nom, Agent.id)
    ).all()
    owed = session.execute(
        select(Affectation.agent_id, func.count())
        .where(
            Affectation.active.is_(True),
            Affectation.agent_id.in_([agent.id for agent in agents]),
            ~select(Consigne.id).where(Consigne.resolution_id == Affectation.resolution_id).exists(),
        )
        .group_by(Affectation.agent_id)
    ).all()
    return Equipe(agence, agents, Counter(dict(owed)))


def route_resolution(resolution: Resolution, equipe: Equipe) -> None:
    """Give a resolution to the employee competent for its type; the reason is kept with the assignment.

    An information item is nobody's, and whoever already has the resolution keeps it. When nobody is competent the
    copropriété's manager gets it; without a manager it stays unassigned and shows as such.
    """
    if resolution.information:
        _close(resolution)
        return
    type_ = find_type(resolution.type)
    agence = equipe.agence
    candidats = [_to_candidat(agent, equipe) for agent in equipe.agents]
    try:
        found = find_destinataire(
            type_.role, type_.second_role, candidats, agence=agence.code, nom_agence=agence.nom, objet=type_.libelle
        )
    except DestinataireIntrouvable:
        return
    agent = next(agent for agent in equipe.agents if agent.courriel == found.candidat.courriel)
    current = resolution.affectation
    if current is None or not current.active or current.agent_id != agent.id:
        equipe.a_repondre[agent.id] += 1
        _assign(resolution, agent, found.role, found.raison, SYSTEME.courriel)


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
    session.flush()
    detail = {"numero": resolution.numero, "de": former.agent.courriel if former else None, "a": agent.courriel,
              "motif": motif.strip()}  # fmt: skip
    record_acte(session, acteur, "réaffecte une résolution", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return affectation


def find_able(equipe: Equipe) -> list[Agent]:
    """Those of a team whose roles let them answer."""
    return [agent for agent in equipe.agents if _roles_of(agent) & ROLES_PAR_PERMISSION[Permission.DONNER_CONSIGNE]]


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


def _roles_of(agent: Agent) -> set[str]:
    return {held.role for held in agent.roles}


def _role_for(agent: Agent, code: str) -> str:
    """The role under which an agent answers: the one the type asks for when he holds it, else his first."""
    type_ = find_type(code)
    roles = _roles_of(agent)
    wanted = (role for role in (type_.role, type_.second_role, *ROLES) if role in roles)
    return next(wanted)


def _to_candidat(agent: Agent, equipe: Equipe) -> Candidat:
    return Candidat(
        courriel=agent.courriel,
        nom=agent.nom,
        roles=frozenset(_roles_of(agent)),
        agences=frozenset(agence.code for agence in agent.agences) | {equipe.agence.code},
        charge=equipe.a_repondre[agent.id],
    )
