"""The HTML door of charges."""

from flask import Blueprint, Response, render_template

from services.charges import lectures
from shared.acteurs import Permission
from shared.database import Lecture
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import live

pages = Blueprint("charges", __name__, template_folder="templates")


@pages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> str:
    """Every visible copropriété: our share of the budget, what was called, the gap."""
    with Lecture() as session:
        lignes = lectures.list_portefeuille(session, current_acteur(), today())
    return render_template("charges/accueil.html", lignes=lignes)


@pages.get("/coproprietes/<code>")
@requires(Permission.CONSULTER)
def copropriete(code: str) -> str:
    """The charges of one copropriété."""
    with Lecture() as session:
        synthese = lectures.load_synthese(session, current_acteur(), code, today())
    return render_template("charges/copropriete.html", synthese=synthese)


@pages.get("/coproprietes/<code>/panneau")
@requires(Permission.CONSULTER)
def panneau(code: str) -> Response:
    """The panel of charges on the copropriété page."""
    with Lecture() as session:
        synthese = lectures.load_synthese(session, current_acteur(), code, today())
    return live(render_template("charges/_panneau.html", synthese=synthese))
