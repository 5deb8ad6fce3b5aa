"""The page that reads the OpenAPI document of a service: Swagger UI, started by a script of ours.

Its own page starts it by a script written inside it, which our policy refuses (``script-src 'self'``).
"""

from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Response, current_app, render_template, send_from_directory

DIST = Path(flask_swagger_ui.__file__).parent / "dist"

reader = Blueprint("documentation", __name__)


@reader.get("/")
def page() -> str:
    """The doors of the API of this service, each with what it takes and gives."""
    return render_template("coquille/documentation.html", service=current_app.config["SERVICE"])


@reader.get("/<path:nom>")
def file(nom: str) -> Response:
    """A file of Swagger UI."""
    return send_from_directory(DIST, nom)
