"""Who did something, in the templates."""

from flask import g

from services.votes.auteurs import name_auteur
from shared.database import Lecture


def say_auteur(courriel: str) -> str:
    """The name of whoever has this address, asked once a page."""
    known: dict[str, str] = g.setdefault("auteurs", {})
    if courriel not in known:
        with Lecture() as session:
            known[courriel] = name_auteur(session, courriel)
    return known[courriel]
