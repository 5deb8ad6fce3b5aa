"""First start: load the demo into an empty base, and say where to go and as whom."""

from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession

from services.demo.chargement import MOT_DE_PASSE, load_demo
from services.demo.fichiers import write_fichiers
from shared.acteurs import ROLES, SYSTEME
from shared.config import Config
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.models import Agent, AuditLigne
from shared.presentation import today


def load_if_empty(config: Config) -> bool:
    """Load the demo when the base holds nothing, and leave its files in the data folder; whether it was loaded."""
    try:
        with Session.begin() as session:
            load_demo(session, SYSTEME, today())
    except RefusedError:
        return False
    write_fichiers(config.donnees, today())
    return True


def announce(config: Config, port: int) -> str:
    """The address and, when the base is the demo's, its accounts and its files to try."""
    lines = ["", f"Tantième est prêt : http://localhost:{port}", ""]
    with Lecture() as session:
        if is_demo(session):
            lines += [f"Comptes de démonstration, mot de passe {MOT_DE_PASSE} :"]
            lines += [f"  {agent.courriel:<36} {_describe(agent)}" for agent in _agents(session)]
            lines += ["", f"À importer, à coller : {config.donnees / 'demo'}", ""]
    return "\n".join(lines)


def is_demo(session: OrmSession) -> bool:
    """Whether this base is the demo's."""
    return bool(session.scalar(select(AuditLigne.id).where(AuditLigne.objet == "demonstration").limit(1)))


def _agents(session: OrmSession) -> list[Agent]:
    agents = session.scalars(select(Agent).where(Agent.courriel.like("%@demo.example"))).all()
    return sorted(agents, key=lambda agent: [list(ROLES).index(role.role) for role in agent.roles])


def _describe(agent: Agent) -> str:
    roles = ", ".join(ROLES[role.role] for role in agent.roles)
    agences = ", ".join(agence.nom for agence in agent.agences)
    return f"{agent.nom}, {roles} ({agences or 'toutes agences'})"
