"""Signed-in browsers: a random id in the cookie, everything else in a row that can be ended at once."""

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.models import Agent, SessionAgent, now

DUREE_INACTIVE = timedelta(hours=9)
DUREE_ABSOLUE = timedelta(days=5)
PAS_DE_RAFRAICHISSEMENT = timedelta(minutes=5)


def open_session(session: Session, agent: Agent) -> str:
    """Start a session and return its id: a new one at each sign-in, so that none can be fixed in advance."""
    row = SessionAgent(id=secrets.token_urlsafe(32), agent_id=agent.id, ouverte_le=now(), vue_le=now())
    session.add(row)
    return row.id


def load_session(session: Session, session_id: str) -> tuple[Acteur, bool] | None:
    """Who is signed in under this id, and whether ``touch_session`` is due; None when the session is over."""
    row = session.get(SessionAgent, session_id)
    if row is None or row.revoquee_le is not None or not row.agent.actif:
        return None
    moment = now()
    if moment - row.vue_le > DUREE_INACTIVE or moment - row.ouverte_le > DUREE_ABSOLUE:
        return None
    return to_acteur(row.agent), moment - row.vue_le > PAS_DE_RAFRAICHISSEMENT


def touch_session(session: Session, session_id: str) -> None:
    """Note that the browser was seen."""
    row = session.get(SessionAgent, session_id)
    if row is not None:
        row.vue_le = now()


def close_session(session: Session, session_id: str) -> None:
    """Sign out."""
    row = session.get(SessionAgent, session_id)
    if row is not None and row.revoquee_le is None:
        row.revoquee_le = now()
