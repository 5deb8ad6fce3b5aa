"""The home « Aujourd'hui », the one search box, the keys, and the accessibility statement."""

import time

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from sqlalchemy import func, select
from werkzeug.wrappers import Response as AnyResponse

from shared.acteurs import Permission
from shared.database import Lecture
from shared.models import AuditLigne
from shared.patrimoine.lectures import search_coproprietes
from shared.presentation import today
from shared.web.a_faire import ask_everyone
from shared.web.gardes import current_acteur, public, requires
from shared.web.vivant import fingerprint, live, unchanged

accueil = Blueprint("accueil", __name__)

FRAICHEUR_SECONDES = 30
"""How long a list may stay on the home when nobody did anything: a service that comes back is seen within that."""


@accueil.get("/")
@requires(Permission.CONSULTER)
def home() -> str:
    """The page; its list loads by itself."""
    return render_template("coquille/accueil.html")


@accueil.get("/aujourdhui")
@requires(Permission.CONSULTER)
def things_to_do() -> Response:
    """What needs me, asked of the three services only when somebody did something or time passed."""
    acteur = current_acteur()
    with Lecture() as session:
        last = session.scalar(select(func.max(AuditLigne.id)))
    etag = fingerprint(acteur.courriel, last, today(), int(time.time()) // FRAICHEUR_SECONDES)
    if response := unchanged(etag):
        return response
    aujourdhui = ask_everyone(current_app.extensions["client"], acteur)
    return live(render_template("coquille/_aujourdhui.html", aujourdhui=aujourdhui, jour=today()), etag)


@accueil.get("/recherche")
@requires(Permission.CONSULTER)
def search() -> AnyResponse:
    """The box: a list while typing; Enter opens the first."""
    texte = request.args.get("q", "").strip()
    with Lecture() as session:
        trouvees = search_coproprietes(session, current_acteur(), texte)
    if "HX-Request" in request.headers:
        return make_response(render_template("coquille/_resultats.html", trouvees=trouvees, texte=texte))
    if trouvees:
        return redirect(f"/coproprietes/{trouvees[0].code}")
    return make_response(render_template("coquille/recherche.html", texte=texte))


@accueil.get("/raccourcis")
@requires(Permission.CONSULTER)
def keys() -> str:
    """Every key, on a page."""
    return render_template("coquille/raccourcis.html")


@accueil.get("/accessibilite")
@public
def accessibility() -> str:
    """The accessibility statement (a draft: no audit was made yet)."""
    return render_template("coquille/accessibilite.html")
