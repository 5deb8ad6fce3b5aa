"""Who is at the door: every view says which permission it requires, or that it is public. A test checks that all do."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, g, redirect, request, session, url_for
from sqlalchemy import select

from shared.acteurs import SYSTEME, Acteur, Permission
from shared.auth.comptes import to_acteur
from shared.auth.jetons import read_token
from shared.auth.sessions import load_session, touch_session
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, UnauthenticatedError
from shared.models import Agent

View = TypeVar("View", bound=Callable[..., Any])


OPEN_ENDPOINTS = ("coquille.static", "documentation.", "api-docs.")
"""Doors that libraries open: static files, the OpenAPI document and the page that reads it. They show no data."""


def public(view: View) -> View:
    """Anybody may call this view."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Only an agent holding ``permission`` may call this view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            acteur = identify()
            if acteur is None:
                if request.method == "GET" and wants_html() and "HX-Request" not in request.headers:
                    return redirect(url_for("connexion.sign_in_page", suite=request.full_path.rstrip("?")))
                raise UnauthenticatedError
            if not acteur.can(permission):
                raise ForbiddenError
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def current_acteur() -> Acteur:
    """Who acts in this request.

    :raises UnauthenticatedError: nobody is signed in.
    """
    acteur = identify()
    if acteur is None:
        raise UnauthenticatedError
    return acteur


def identify() -> Acteur | None:
    """The agent of this request, by his browser's session or by a service's token; None when there is none."""
    if "acteur" not in g:
        g.acteur = _from_token() if request.authorization else _from_cookie()
    return cast("Acteur | None", g.acteur)


def is_service_call() -> bool:
    """Whether the request bears a token rather than a browser's cookie."""
    return request.authorization is not None and request.authorization.type == "bearer"


def _from_cookie() -> Acteur | None:
    session_id = session.get("sid")
    if not session_id:
        return None
    with Lecture() as database:
        found = load_session(database, session_id)
    if found is None:
        return None
    acteur, stale = found
    if stale:
        with Session.begin() as database:
            touch_session(database, session_id)
    return acteur


def _from_token() -> Acteur | None:
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        raise UnauthenticatedError("Jeton de service attendu.", code="JETON_REFUSE")
    config = current_app.config["TANTIEME"]
    service = current_app.config["SERVICE"]
    _, courriel = read_token(config.cles, authorization.token, audience=service)
    if courriel == SYSTEME.courriel:
        return SYSTEME
    with Lecture() as database:
        agent = database.scalar(select(Agent).where(Agent.courriel == courriel, Agent.actif.is_(True)))
        return to_acteur(agent) if agent else None


def new_session(session_id: str) -> None:
    """Put a new session's id in the cookie, and nothing of the former one."""
    session.clear()
    session.permanent = True
    session["sid"] = session_id


def wants_html() -> bool:
    """Whether the caller is a person's browser rather than a program."""
    return "/api/" not in request.path and request.accept_mimetypes.accept_html
