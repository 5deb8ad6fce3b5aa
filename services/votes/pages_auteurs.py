"""Who did something, as pages say it: a person by the name, the suite itself as « le système »."""

from flask import g
from sqlalchemy import select

from shared.acteurs import SYSTEME
from shared.database import Lecture
from shared.models import Agent


def name_auteur(courriel: str) -> str:
    """The name of whoever has this address, asked once a page; the address itself when nobody does any more."""
    if courriel == SYSTEME.courriel:
        return "le système"
    known: dict[str, str] = g.setdefault("auteurs", {})
    if courriel not in known:
        with Lecture() as session:
            known[courriel] = session.scalar(select(Agent.nom).where(Agent.courriel == courriel)) or courriel
    return known[courriel]
