"""The HTML door of votes."""

from flask import Blueprint, render_template

from shared.acteurs import Permission
from shared.web.gardes import requires

pages = Blueprint("votes", __name__, template_folder="templates")


@pages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> str:
    """The service's first page."""
    return render_template("votes/accueil.html")
