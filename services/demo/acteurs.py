"""In whose name the demo acts: the manager and the accountant of each agency."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.models import Agence, Agent, RoleAgent


def find_acteur(session: Session, role: str, agence: str) -> Acteur:
    """The employee who holds a role in an agency; the one who works for that agency only comes first."""
    agents = session.scalars(
        select(Agent)
        .join(Agent.roles)
        .join(Agent.agences)
        .where(RoleAgent.role == role, Agence.code == agence)
        .order_by(Agent.id)
    ).unique()
    return to_acteur(min(agents, key=lambda agent: len(agent.agences)))
