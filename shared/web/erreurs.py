"""One refusal, three forms: a problem document for programs, an alert for htmx, a page for people."""

import logging
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from shared.errors import AppError
from shared.web.gardes import wants_html

log = logging.getLogger(__name__)

PHRASES = {
    400: ("REQUETE_INVALIDE", "La demande n’est pas comprise."),
    404: ("INTROUVABLE", "Cette page n’existe pas."),
    405: ("METHODE_INTERDITE", "Cette action n’est pas possible à cette adresse."),
    413: ("FICHIER_TROP_GRAND", "Ce fichier dépasse 20 Mo : envoyez-le en plusieurs parties."),
    415: ("FORMAT_NON_RECONNU", "Ce format n’est pas accepté ici."),
    422: ("SAISIE_INVALIDE", "La saisie n’est pas acceptable."),
}


def register_errors(app: Flask) -> None:
    """Answer every failure in French, with a stable code and the number of the request."""

    @app.errorhandler(AppError)
    def refused(error: AppError) -> Response:
        return present(error.status, error.code, error.detail, error.fautes)

    @app.errorhandler(CSRFError)
    def expired(_error: CSRFError) -> Response:
        detail = "La page est restée ouverte trop longtemps : rechargez-la, puis recommencez."
        return present(400, "JETON_CSRF", detail, [])

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        status = error.code or 500
        code, detail = PHRASES.get(status, ("ERREUR", error.name))
        fautes = (
            getattr(error, "data", {}).get("messages", {}) if isinstance(getattr(error, "data", None), dict) else {}
        )
        return present(status, code, detail, _flatten(fautes))

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.exception("unexpected failure", exc_info=error)
        detail = f"Une erreur inattendue est survenue (demande {g.get('request_id', '?')}). Réessayez."
        return present(500, "ERREUR_INTERNE", detail, [])


def present(status: int, code: str, detail: str, fautes: list[dict[str, Any]]) -> Response:
    """The answer in the form its caller expects. A failure to identify must not fail the page that says so."""
    g.setdefault("acteur", None)
    if "HX-Request" in request.headers:
        response = make_response(
            render_template("coquille/_alerte.html", code=code, detail=detail, fautes=fautes), status
        )
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#alertes", "innerHTML"
        return response
    if wants_html():
        return make_response(
            render_template("coquille/erreur.html", statut=status, code=code, detail=detail, fautes=fautes), status
        )
    problem: dict[str, Any] = {
        "type": "about:blank", "title": code.replace("_", " ").capitalize(), "status": status, "code": code,
        "detail": detail, "instance": request.path, "demande": g.get("request_id"),
    }  # fmt: skip
    if fautes:
        problem["fautes"] = fautes
    response = jsonify(problem)
    response.status_code, response.content_type = status, "application/problem+json"
    return response


def _flatten(messages: Any, path: str = "") -> list[dict[str, Any]]:
    """marshmallow's nested messages as a flat list: one place, one sentence."""
    if isinstance(messages, dict):
        return [fault for key, value in messages.items() for fault in _flatten(value, f"{path}.{key}".strip("."))]
    if isinstance(messages, list):
        return [{"ou": path, "message": str(message)} for message in messages]
    return [{"ou": path, "message": str(messages)}]
