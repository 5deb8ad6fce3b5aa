"""The HTML door of charges."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.charges import lectures
from services.charges.anomalies import questions
from services.charges.anomalies.questions import Question
from services.charges.pages_anomalies import anomalies
from services.charges.pages_classement import classement
from services.charges.pages_comptes import comptes
from services.charges.pages_depenses_bailleur import depenses_bailleur
from services.charges.pages_graphiques import graphiques
from services.charges.pages_indicateurs import indicateurs
from services.charges.pages_previsions import previsions
from services.charges.pages_regularisations import regularisations
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import live

pages = Blueprint("charges", __name__, template_folder="templates")
pages.register_blueprint(comptes)
pages.register_blueprint(anomalies)
pages.register_blueprint(classement)
pages.register_blueprint(graphiques)
pages.register_blueprint(previsions)
pages.register_blueprint(regularisations)
pages.register_blueprint(indicateurs)
pages.register_blueprint(depenses_bailleur)


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


@pages.get("/coproprietes/<code>/question")
@requires(Permission.IMPORTER_APPEL)
def rediger_question(code: str) -> str:
    """A letter to the syndic with our figures, ready to be read over."""
    with Lecture() as session:
        question = questions.draft_question(session, current_acteur(), code, today())
    return render_template("charges/question.html", code=code, question=question, faute=None)


@pages.post("/coproprietes/<code>/question")
@requires(Permission.IMPORTER_APPEL)
def poser_question(code: str) -> Response | tuple[str, int]:
    """Send the letter and keep it."""
    question = Question(*(request.form.get(name, "") for name in ("destinataire", "sujet", "corps")))
    try:
        with Session.begin() as session:
            questions.send_question(session, current_acteur(), code, question)
    except InvalidError as error:
        return render_template("charges/question.html", code=code, question=question, faute=error.detail), error.status
    flash(f"Question à {question.destinataire} mise à l’envoi et gardée dans les documents.")
    return redirect(url_for("charges.copropriete", code=code))


@pages.get("/coproprietes/<code>/panneau")
@requires(Permission.CONSULTER)
def panneau(code: str) -> Response:
    """The panel of charges on the copropriété page."""
    with Lecture() as session:
        synthese = lectures.load_synthese(session, current_acteur(), code, today())
    return live(render_template("charges/_panneau.html", synthese=synthese))
