"""``Idempotency-Key``: the same HTTP write sent again gets the answer of the first, and is not done again.

The answer is kept just after the act's own transaction. A crash between the two leaves the act done and its answer
unkept: sent again, the act meets its natural key (one AG a day, a resolution once, a version) and is refused, not
doubled.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Response, make_response, request
from sqlalchemy.exc import IntegrityError

from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.models import CleIdempotence, now
from shared.web.gardes import current_acteur

View = TypeVar("View", bound=Callable[..., Any])

EN_TETE = "Idempotency-Key"


def idempotent(view: View) -> View:
    """Honour the ``Idempotency-Key`` of this write; without one, nothing changes.

    :raises RefusedError: the key was used by this agent for another request.
    """

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(EN_TETE, "").strip()[:200]
        if not key:
            return make_response(view(*args, **kwargs))
        agent, asked = current_acteur().courriel, f"{request.method} {request.path}"
        empreinte = hashlib.sha256(request.get_data()).hexdigest()
        with Lecture() as session:
            known = session.get(CleIdempotence, (key, agent))
        if known is not None:
            return _answer_again(known, asked, empreinte)
        response = make_response(view(*args, **kwargs))
        if response.status_code < 500:
            _keep(key, agent, asked, empreinte, response)
        return response

    return cast(View, once)


def _answer_again(known: CleIdempotence, asked: str, empreinte: str) -> Response:
    if (known.requete, known.empreinte) != (asked, empreinte):
        raise RefusedError("Cette clé d’idempotence a déjà servi à une autre demande.", code="IDEMPOTENCE")
    response = make_response(known.reponse, known.statut)
    response.content_type = "application/json"
    return response


def _keep(key: str, agent: str, asked: str, empreinte: str, response: Response) -> None:
    try:
        with Session.begin() as session:
            session.add(
                CleIdempotence(
                    cle=key, agent=agent, requete=asked, empreinte=empreinte, statut=response.status_code,
                    reponse=response.get_data(as_text=True), cree_le=now(),
                )
            )  # fmt: skip
    except IntegrityError:
        return  # the same key, sent twice at once: the first answer is the one kept
