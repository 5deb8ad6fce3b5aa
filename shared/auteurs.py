"""Who did something, as it is said: a person by the name, the suite itself as « le système »."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import SYSTEME
from shared.models import Agent


def name_auteur(session: Session, courriel: str) -> str:
    """The name of whoever has this address; the address itself when nobody does any more."""
    return "le système" if courriel == SYSTEME.courriel else find_noms(session, [courriel]).get(courriel, courriel)


def find_noms(session: Session, adresses: Collection[str]) -> dict[str, str]:
    """The names that the agents of these addresses have today; an address that nobody has any more is left out."""
    return dict(session.execute(select(Agent.courriel, Agent.nom).where(Agent.courriel.in_(adresses))).all())
