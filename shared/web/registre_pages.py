"""Prefilling from the national registry: drop an extract, decide field by field, each with its source and defects."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.patrimoine.registre.propositions import (
    count_propositions,
    decide_donnee,
    deposit_extrait,
    load_propositions,
)
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

registre = Blueprint("registre", __name__, url_prefix="/patrimoine/registre")


@registre.get("", strict_slashes=False)
@requires(Permission.MODIFIER_PATRIMOINE)
def liste() -> str:
    """The copropriétés of which an extract speaks."""
    with Lecture() as session:
        return render_template("coquille/registre.html", trouvees=count_propositions(session, current_acteur()))


@registre.post("", strict_slashes=False)
@requires(Permission.MODIFIER_PATRIMOINE)
def deposer() -> Response:
    """Read an extract; nothing of our record changes."""
    fichier = request.files.get("fichier")
    contenu = fichier.read() if fichier else b""
    if fichier is None or not contenu:
        raise InvalidError("Choisissez un extrait du registre qui ne soit pas vide.", code="FICHIER_VIDE")
    nom = (fichier.filename or "extrait.csv").replace("\\", "/").rpartition("/")[2][:200]
    with Session.begin() as session:
        deposit_extrait(session, current_acteur(), contenu, nom, today())
    flash("Extrait lu : décidez champ par champ, rien n’est encore changé.")
    return redirect("/patrimoine/registre")


@registre.get("/<code>")
@requires(Permission.MODIFIER_PATRIMOINE)
def fiche(code: str) -> str:
    """Field by field: value, source, date, defects, and the difference with ours."""
    with Lecture() as session:
        copropriete, propositions = load_propositions(session, current_acteur(), code, today())
        return render_template("coquille/registre_fiche.html", copropriete=copropriete, propositions=propositions)


@registre.post("/<code>/<int:donnee_id>")
@requires(Permission.MODIFIER_PATRIMOINE)
def decider(code: str, donnee_id: int) -> Response:
    """Accept or refuse one field."""
    accepte = request.form.get("decision") == "accepter"
    with Session.begin() as session:
        decide_donnee(
            session, current_acteur(), code, donnee_id, version=request.form.get("version", 0, type=int),
            accepte=accepte, aujourdhui=today(),
        )  # fmt: skip
    flash("Valeur du registre acceptée." if accepte else "Valeur du registre écartée.")
    return redirect(f"/patrimoine/registre/{code}#champ-{donnee_id}")
