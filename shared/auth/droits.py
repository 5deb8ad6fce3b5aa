"""Whose rights are whose: the list of agents, and the change of a name, of roles or of agencies."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from shared.acteurs import ROLES, Acteur
from shared.audit import record_acte
from shared.auth.comptes import list_admins
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import Agence, Agent, RoleAgent
from shared.patrimoine.textes import normalise_texte


def list_agents(session: Session, texte: str = "") -> list[Agent]:
    """The agents whose name or address holds every word typed, active ones first, then by name."""
    mots = normalise_texte(texte).split()
    query = select(Agent).options(selectinload(Agent.roles), selectinload(Agent.agences))
    found = [
        agent
        for agent in session.scalars(query)
        if all(mot in normalise_texte(agent.nom, agent.courriel) for mot in mots)
    ]
    return sorted(found, key=lambda agent: (not agent.actif, normalise_texte(agent.nom)))


def get_agent(session: Session, agent_id: int) -> Agent:
    """The agent of this id.

    :raises NotFoundError: no such agent.
    """
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFoundError("Cet agent n’existe pas.", code="AGENT_INCONNU")
    return agent


def change_rights(
    session: Session, acteur: Acteur, agent_id: int, version: int, *, nom: str, roles: set[str], agences: set[str]
) -> Agent:
    """Give an agent exactly these roles and these agencies (by code), from his next request on.

    :raises InvalidError: no role, an unknown one, or an unknown agency.
    :raises StaleError: somebody changed him since ``version`` was read.
    :raises RefusedError: the last active administrator cannot lose that role.
    """
    agent = get_agent(session, agent_id)
    if agent.version != version:
        raise StaleError
    known = {agence.code: agence for agence in session.scalars(select(Agence))}
    faults = [{"ou": "roles", "message": f"rôle inconnu : {role}"} for role in sorted(roles - ROLES.keys())]
    faults += [{"ou": "agences", "message": f"agence inconnue : {code}"} for code in sorted(agences - known.keys())]
    if not roles:
        faults.append({"ou": "roles", "message": "choisissez au moins un rôle"})
    if faults:
        raise InvalidError("Droits non enregistrés.", code="DROITS_INVALIDES", fautes=faults)
    if "ADMIN" not in roles and list_admins(session) == {agent.courriel}:
        raise RefusedError("C’est le dernier administrateur actif : nommez-en un autre d’abord.", code="DERNIER_ADMIN")
    before = _say_rights(agent)
    agent.nom = nom.strip() or agent.nom
    agent.roles = [role for role in agent.roles if role.role in roles]
    held = {role.role for role in agent.roles}
    agent.roles.extend(RoleAgent(role=role) for role in sorted(roles - held))
    agent.agences = [known[code] for code in sorted(agences)]
    if _say_rights(agent) != before:
        flag_modified(agent, "nom")
        detail = {"avant": before, "apres": _say_rights(agent)}
        record_acte(session, acteur, "change les droits d’un agent", "agent", agent.courriel, detail=detail)
    return agent


def _say_rights(agent: Agent) -> dict[str, object]:
    return {
        "nom": agent.nom,
        "roles": sorted(role.role for role in agent.roles),
        "agences": sorted(agence.code for agence in agent.agences),
    }
