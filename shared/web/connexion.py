"""Sign in, sign out, and choose a password by a one-time link."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from shared.auth import comptes, sessions
from shared.database import Lecture, Session
from shared.errors import InvalidError, TooManyError, UnauthenticatedError
from shared.web.gardes import identify, new_session, public

connexion = Blueprint("connexion", __name__)


@connexion.get("/connexion")
@public
def sign_in_page() -> AnyResponse:
    """The sign-in page; somebody signed in goes where he was going."""
    suite = request.args.get("suite")
    if identify() is not None:
        return redirect(safe_next(suite))
    return make_response(render_template("coquille/connexion.html", suite=suite or ""))


@connexion.post("/connexion")
@public
def sign_in() -> AnyResponse:
    """Check the credentials and open a session."""
    courriel, mot_de_passe = request.form.get("courriel", ""), request.form.get("mot_de_passe", "")
    adresse = request.remote_addr or "?"
    try:
        with Lecture() as database:
            comptes.refuse_if_too_many(database, courriel, adresse)
        with Session.begin() as database:
            session_id = sessions.open_session(database, comptes.check_password(database, courriel, mot_de_passe))
    except TooManyError as error:
        return _refused(error)
    except UnauthenticatedError as error:
        with Session.begin() as database:
            comptes.record_failure(database, courriel, adresse)
        return _refused(error)
    new_session(session_id)
    return redirect(safe_next(request.form.get("suite")))


def _refused(error: TooManyError | UnauthenticatedError) -> Response:
    page = render_template(
        "coquille/connexion.html",
        suite=request.form.get("suite", ""), faute=error.detail, courriel=request.form.get("courriel", ""),
    )  # fmt: skip
    return make_response(page, error.status)


@connexion.post("/deconnexion")
@public
def sign_out() -> AnyResponse:
    """End this browser's session."""
    if session_id := session.get("sid"):
        with Session.begin() as database:
            sessions.close_session(database, session_id)
    session.clear()
    return redirect(url_for("connexion.sign_in_page"))


@connexion.get("/lien/<jeton>")
@public
def link_page(jeton: str) -> Response:
    """Choose a password, by the one-time link of an invitation or of a reset."""
    with Lecture() as database:
        agent = comptes.read_link(database, jeton).agent
        return make_response(render_template("coquille/lien.html", agent=agent, jeton=jeton))


@connexion.post("/lien/<jeton>")
@public
def choose_password(jeton: str) -> AnyResponse:
    """Keep the password chosen; the link dies."""
    mot_de_passe = request.form.get("mot_de_passe", "")
    try:
        if mot_de_passe != request.form.get("encore"):
            raise InvalidError("Les deux saisies diffèrent : tapez deux fois le même mot de passe.")
        with Session.begin() as database:
            comptes.use_link(database, jeton, mot_de_passe)
    except InvalidError as error:
        with Lecture() as database:
            agent = comptes.read_link(database, jeton).agent
            page = render_template("coquille/lien.html", agent=agent, jeton=jeton, faute=error.detail)
        return make_response(page, error.status)
    flash("Votre mot de passe est enregistré : connectez-vous.")
    return redirect(url_for("connexion.sign_in_page"))


def safe_next(suite: str | None) -> str:
    """The page to go to after sign-in: one of ours, never another site."""
    if suite and suite.startswith("/") and not suite.startswith(("//", "/\\")) and suite.isprintable():
        return suite
    return url_for("accueil.home")
