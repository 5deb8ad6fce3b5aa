"""Who did something, as it is said: a person by the name, the suite itself as « le système »."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import SYSTEME
from shared.models import Agent


def name_auteur(session: Session, courriel: str | None) -> str:
    """The name of whoever has this address; the address itself when nobody does any more; nothing for nobody."""
    return name_auteurs(session, [courriel])[courriel] if courriel else ""


def name_auteurs(session: Session, courriels: Collection[str]) -> dict[str, str]:
    """Those of a list, by address, in one query."""
    connus = {**find_noms(session, courriels), SYSTEME.courriel: "le système"}
    return {courriel: connus.get(courriel, courriel) for courriel in courriels}


def find_noms(session: Session, adresses: Collection[str]) -> dict[str, str]:
    """The names that the agents of these addresses have today; an address that nobody has any more is left out."""
    return dict(session.execute(select(Agent.courriel, Agent.nom).where(Agent.courriel.in_(adresses))).all())
