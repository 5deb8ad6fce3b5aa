"""The HTML door of charges."""

from flask import Blueprint, render_template

from shared.acteurs import Permission
from shared.web.gardes import requires

pages = Blueprint("charges", __name__, template_folder="templates")


@pages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> str:
    """The service's first page."""
    return render_template("charges/accueil.html")
