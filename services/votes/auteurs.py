"""Who did something, as it is said: a person by the name, the suite itself as « le système »."""

from sqlalchemy.orm import Session

from shared.acteurs import SYSTEME
from shared.journal import find_noms


def name_auteur(session: Session, courriel: str) -> str:
    """The name of whoever has this address; the address itself when nobody does any more."""
    return "le système" if courriel == SYSTEME.courriel else find_noms(session, [courriel]).get(courriel, courriel)
