"""A team: who may answer for the copropriétés of an agency, their absences, and the rules in force; whom it chooses."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, object_session, selectinload

from services.votes.attribution.delais import PAR_DEFAUT, compute_date_interne
from services.votes.attribution.routage import (
    GESTIONNAIRE,
    Candidat,
    Designation,
    Destinataire,
    DestinataireIntrouvable,
    Indisponibilite,
    find_destinataire,
    find_visa_role,
)
from services.votes.models import Absence, AssembleeGenerale, GenreRegle, LigneFile, Resolution, Volet
from services.votes.parametres import load_parametres
from services.votes.politique.cas import Contexte, build_cas, load_contexte
from services.votes.politique.conditions import Cas
from services.votes.politique.regles import RegleLue, find_regle, load_regles
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import ROLES_PAR_PERMISSION, ROLES_SANS_LIMITE_D_AGENCE, Acteur, Permission
from shared.models import Agence, Agent, AgentAgence, RoleAgent
from shared.presentation import today


@dataclass(frozen=True, slots=True)
class Equipe:
    """Those who may answer for the copropriétés of an agency, what each still owes, and the rules in force.

    ``agents`` see the agency; ``ailleurs`` are the co-ownership managers of other agencies, the last resort.
    ``marge``: working days before an assembly by which answers are wanted.
    ``absences``: by agent, those not over on ``jour``. ``contextes``: what was read of each assembly, by its id.
    """

    agence: Agence
    agents: Sequence[Agent]
    a_repondre: Counter[int]
    jour: date
    ailleurs: Sequence[Agent] = ()
    affectations: Sequence[RegleLue] = ()
    visas: Sequence[RegleLue] = ()
    absences: Mapping[int, Sequence[Absence]] = field(default_factory=dict)
    contextes: dict[int, Contexte] = field(default_factory=dict)
    marge: int = PAR_DEFAUT.marge_interne


def load_equipe(session: Session, agence: Agence, aujourdhui: date | None = None) -> Equipe:
    """The active agents of an agency, and those who see every agency, in the order of their names, and our rules."""
    jour = aujourdhui or today()
    of_agency = select(AgentAgence.agent_id).where(AgentAgence.agence_id == agence.id)
    everywhere = select(RoleAgent.agent_id).where(RoleAgent.role.in_(ROLES_SANS_LIMITE_D_AGENCE))
    managers = select(RoleAgent.agent_id).where(RoleAgent.role == GESTIONNAIRE)
    sees = or_(Agent.id.in_(of_agency), Agent.id.in_(everywhere))
    found = session.execute(
        select(Agent, sees.label("voit"))
        .where(Agent.actif.is_(True), or_(sees, Agent.id.in_(managers)))
        .options(selectinload(Agent.roles), selectinload(Agent.agences))
        .order_by(Agent.nom, Agent.id)
    ).all()
    agents = [agent for agent, voit in found if voit]
    owed = session.execute(
        select(LigneFile.agent_id, func.count())
        .where(LigneFile.volet == Volet.A_DONNER, LigneFile.agent_id.in_([agent.id for agent, _ in found]))
        .group_by(LigneFile.agent_id)
    ).all()
    absences: dict[int, list[Absence]] = defaultdict(list)
    for absence in session.scalars(select(Absence).where(Absence.annulee_le.is_(None), Absence.au >= jour)):
        absences[absence.agent_id].append(absence)
    return Equipe(
        agence, agents, Counter(dict(owed)), jour,
        ailleurs=[agent for agent, voit in found if not voit],
        affectations=load_regles(session, GenreRegle.AFFECTATION, jour),
        visas=load_regles(session, GenreRegle.VISA, jour),
        absences=absences,
        marge=load_parametres(session).marge_interne,
    )  # fmt: skip


def list_able(session: Session, acteur: Acteur) -> Sequence[tuple[int, str]]:
    """The active employees who may answer for a copropriété this agent sees: id and name, by name, in one query."""
    able = select(RoleAgent.agent_id).where(RoleAgent.role.in_(ROLES_PAR_PERMISSION[Permission.DONNER_CONSIGNE]))
    query = select(Agent.id, Agent.nom).where(Agent.actif.is_(True), Agent.id.in_(able))
    if not acteur.sees_all:
        near = select(AgentAgence.agent_id).where(AgentAgence.agence_id.in_(acteur.agences))
        everywhere = select(RoleAgent.agent_id).where(RoleAgent.role.in_(ROLES_SANS_LIMITE_D_AGENCE))
        query = query.where(or_(Agent.id.in_(near), Agent.id.in_(everywhere)))
    return sorted(((key, nom) for key, nom in session.execute(query)), key=lambda pair: pair[1].casefold())


def find_able(equipe: Equipe) -> list[Agent]:
    """Those of a team whose roles let them answer."""
    return [agent for agent in equipe.agents if roles_of(agent) & ROLES_PAR_PERMISSION[Permission.DONNER_CONSIGNE]]


def choose_destinataire(
    resolution: Resolution, equipe: Equipe, cas: Cas, attendu: date
) -> tuple[Agent, Destinataire] | None:
    """Who should get a resolution, and why; None when nobody can. Nothing is changed.

    :param attendu: the day the answer is wanted: whoever is absent then gives way.
    """
    type_, agence = find_type(resolution.type), equipe.agence
    regle = find_regle(equipe.affectations, cas)
    designation = None
    if regle is not None:
        designation = Designation(f"règle {regle.nom} « {regle.libelle} »", regle.role, regle.agent)
    agents = {agent.courriel: agent for agent in (*equipe.agents, *equipe.ailleurs)}
    candidats = [_to_candidat(agent, equipe, attendu, locale=True) for agent in equipe.agents]
    candidats += [_to_candidat(agent, equipe, attendu, locale=False) for agent in equipe.ailleurs]
    try:
        found = find_destinataire(
            type_.role, type_.second_role, candidats, agence=agence.code, nom_agence=agence.nom, objet=type_.libelle,
            designation=designation, titulaire=_find_titulaire(resolution),
        )  # fmt: skip
    except DestinataireIntrouvable:
        return None
    return agents[found.candidat.courriel], found


def _find_titulaire(resolution: Resolution) -> str | None:
    current = resolution.affectation
    return current.agent.courriel if current is not None and current.active else None


def find_visa_of(resolution: Resolution, equipe: Equipe, cas: Cas, held: str | None) -> tuple[str, str] | None:
    """Whose second agreement our rules ask, and why; None when one answer is enough.

    :param held: the role that answers.
    """
    regle = find_regle(equipe.visas, cas)
    if regle is None or regle.role is None:
        return None
    role = find_visa_role(held, find_type(resolution.type).second_role, regle.role)
    motif = f"règle {regle.nom} : {regle.motif}"
    return role, motif if role == regle.role else f"{motif} ({regle.role} répond déjà)"


def read_cas(resolution: Resolution, equipe: Equipe, ag: AssembleeGenerale | None) -> tuple[Cas, date]:
    """The resolution as rules see it, and the day its answer is wanted (today when that day is past)."""
    session = object_session(ag) if ag is not None else None
    if ag is None or session is None:
        contexte = Contexte(equipe.agence.code, "", "AUTRE", None, 0, False, False)
        return build_cas(resolution, contexte), equipe.jour
    if ag.id not in equipe.contextes:
        equipe.contextes[ag.id] = load_contexte(session, ag)
    return build_cas(resolution, equipe.contextes[ag.id]), max(
        compute_date_interne(ag.dates, equipe.marge), equipe.jour
    )


def roles_of(agent: Agent) -> set[str]:
    """The roles an agent holds."""
    return {held.role for held in agent.roles}


def _to_candidat(agent: Agent, equipe: Equipe, attendu: date, *, locale: bool) -> Candidat:
    found = next((one for one in equipe.absences.get(agent.id, ()) if one.du <= attendu <= one.au), None)
    return Candidat(
        courriel=agent.courriel,
        nom=agent.nom,
        roles=frozenset(roles_of(agent)),
        agences=frozenset({equipe.agence.code} if locale else {agence.code for agence in agent.agences}),
        charge=equipe.a_repondre[agent.id],
        absence=Indisponibilite(found.du, found.au, found.remplacant.courriel if found.remplacant else None)
        if found
        else None,
    )
