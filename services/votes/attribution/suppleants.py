"""Who answers when the employee does not: his substitute, then the manager. Pure: no one is asked, no one is told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from services.votes.attribution.equipes import Equipe
from services.votes.models import Resolution
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import ROLES
from shared.models import Agent

RESPONSABLES = ("RC", "DI")
"""Who takes what nobody answered: the co-ownership manager, else the management."""


@dataclass(frozen=True, slots=True)
class Passage:
    """To whom a resolution passes, in which role, and the sentence that says why."""

    agent: Agent
    role: str
    motif: str


def find_suppleant(resolution: Resolution, equipe: Equipe, absents: Mapping[int, Agent | None]) -> Passage | None:
    """Who answers for the employee: the one he named for his absence, else his fallback by the type's roles.

    None when nobody of the agency can; the manager's turn will come.
    """
    current = resolution.affectation
    if current is None:
        return None
    named = absents.get(current.agent_id)
    if named is not None and named.id not in absents and named.actif:
        return Passage(named, current.role, f"suppléant de {current.agent.nom}, absent et sans réponse de sa part")
    type_ = find_type(resolution.type)
    roles = [role for role in (current.role, type_.role, type_.second_role) if role]
    found = _choose(equipe, roles, {agent.agent_id for agent in resolution.affectations}, absents)
    if found is None:
        return None
    agent, role = found
    return Passage(agent, role, f"suppléant ({ROLES[role]}) : {current.agent.nom} n’a pas répondu à temps")


def find_responsable(resolution: Resolution, equipe: Equipe, absents: Mapping[int, Agent | None]) -> Passage | None:
    """The manager of the agency, else the management, unless already silent; None when nobody else can."""
    silent = {affectation.agent_id for affectation in resolution.affectations}
    found = choose_responsable(equipe, silent, absents)
    if found is None:
        return None
    agent, role = found
    return Passage(agent, role, f"{ROLES[role].lower()} : la date interne est passée sans réponse, à vous de décider")


def choose_responsable(
    equipe: Equipe, exclus: Collection[int], absents: Mapping[int, Agent | None]
) -> tuple[Agent, str] | None:
    """The manager of the agency, else the management, with the role that makes them so; None when nobody is left."""
    return _choose(equipe, RESPONSABLES, exclus, absents)


def _choose(
    equipe: Equipe, roles: Iterable[str], exclus: Collection[int], absents: Mapping[int, Agent | None]
) -> tuple[Agent, str] | None:
    """The first role somebody present holds; among them the lightest queue, then the name."""
    for role in roles:
        able = [
            agent
            for agent in equipe.agents
            if role in {held.role for held in agent.roles} and agent.id not in exclus and agent.id not in absents
        ]
        if able:
            chosen = min(able, key=lambda agent: (equipe.a_repondre[agent.id], agent.nom.casefold()))
            equipe.a_repondre[chosen.id] += 1
            return chosen, role
    return None
