"""The shell mounted by every service: static files, sign-in, home, copropriété record."""

from pathlib import Path

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared.acteurs import Permission
from shared.auth import comptes, sessions
from shared.database import Session
from shared.errors import UnauthenticatedError
from shared.web.gardes import identify, new_session, public, requires
from shared.web.listes import adresse, chemin_local, largeur_part

UI = Path(__file__).parent.parent / "ui"
coquille = Blueprint(
    "coquille",
    __name__,
    template_folder=str(UI / "templates"),
    static_folder=str(UI / "static"),
    static_url_path="/static",
)
coquille.add_app_template_global(adresse, "adresse")
coquille.add_app_template_global(largeur_part, "largeur_part")
coquille.add_app_template_filter(chemin_local, "chemin_local")


def shell_blueprints() -> list[Blueprint]:
    """Everything the shell is made of."""
    return [coquille]


@coquille.get("/connexion")
@public
def connexion() -> AnyResponse:
    """The sign-in page."""
    if identify() is not None:
        return redirect(safe_next(request.args.get("suite")))
    return make_response(render_template("coquille/connexion.html", suite=request.args.get("suite", "")))


@coquille.post("/connexion")
@public
def sign_in() -> AnyResponse:
    """Check the credentials and open a session."""
    courriel, mot_de_passe = request.form.get("courriel", ""), request.form.get("mot_de_passe", "")
    adresse = request.remote_addr or "?"
    with Session.begin() as database:
        comptes.refuse_if_too_many(database, courriel, adresse)
    try:
        with Session.begin() as database:
            session_id = sessions.open_session(database, comptes.check_password(database, courriel, mot_de_passe))
    except UnauthenticatedError as error:
        with Session.begin() as database:
            comptes.record_failure(database, courriel, adresse)
        page = render_template(
            "coquille/connexion.html", suite=request.form.get("suite", ""), faute=error.detail, courriel=courriel
        )
        return make_response(page, 401)
    new_session(session_id)
    return redirect(safe_next(request.form.get("suite")))


@coquille.post("/deconnexion")
@public
def sign_out() -> AnyResponse:
    """End this browser's session."""
    if session_id := session.get("sid"):
        with Session.begin() as database:
            sessions.close_session(database, session_id)
    session.clear()
    return redirect(url_for("coquille.connexion"))


@coquille.get("/")
@requires(Permission.CONSULTER)
def accueil() -> Response:
    """« Aujourd'hui »: what needs me."""
    return make_response(render_template("coquille/accueil.html"))


def safe_next(suite: str | None) -> str:
    """The page to go to after sign-in: one of ours, never another site."""
    if suite and suite.startswith("/") and not suite.startswith(("//", "/\\")) and "\n" not in suite:
        return suite
    return url_for("coquille.accueil")
