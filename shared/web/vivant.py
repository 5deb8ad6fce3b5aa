"""Live regions: the page asks again at each heartbeat, and the answer is empty when nothing changed.

The browser sends back, in ``X-Vivant``, the fingerprint it received with what it shows. A view that knows a cheap
fingerprint (a version, the last id) asks ``unchanged`` before it reads anything; any view ends with ``live``.
"""

import hashlib
import re

from flask import Response, make_response, request

EN_TETE = "X-Vivant"
_JETON = re.compile(r'name="csrf_token" value="[^"]*"')


def fingerprint(*state: object) -> str:
    """A fingerprint of what a region shows: versions, ids, dates, counts."""
    return hashlib.sha256(repr(state).encode()).hexdigest()[:20]


def unchanged(etag: str) -> Response | None:
    """204 when the browser already shows this state, else None: go on and render."""
    return make_response("", 204) if request.headers.get(EN_TETE) == etag else None


def live(html: str, etag: str | None = None) -> Response:
    """The fragment with its fingerprint (by default, that of the fragment itself), or 204 when it is shown already."""
    etag = etag or fingerprint(_JETON.sub("", html))
    response = unchanged(etag) or make_response(html)
    response.headers[EN_TETE] = etag
    return response
