"""The HTML door of the controls: their settings, and the call computed again line by line."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.acces import get_import
from services.appels_fonds.controles.registre import CONTROLES
from services.appels_fonds.controles.reglages import change_reglage, load_reglages
from services.appels_fonds.reception.recalculs import recalculate_import
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

controles = Blueprint("controles", __name__)


@controles.get("/reglages/controles")
@requires(Permission.CONSULTER)
def reglages() -> str:
    """Every control, what it says, its level and its setting."""
    with Lecture() as session:
        return render_template("appels_fonds/controles.html", controles=CONTROLES, reglages=load_reglages(session))


@controles.post("/reglages/controles/<code>")
@requires(Permission.VALIDER_ECRITURE)
def regler(code: str) -> AnyResponse:
    """Change one setting, with its reason."""
    saisie = Saisie(request.form)
    valeur = saisie.entier("valeur", "Réglage", requis=False)
    motif = saisie.texte("motif", "Motif")
    version = saisie.entier("version", "Version")
    saisie.check()
    with Session.begin() as session:
        change_reglage(
            session, current_acteur(), code, actif=request.form.get("actif") == "oui", valeur=valeur,
            motif=motif or "", version=version or 0,
        )  # fmt: skip
    flash(f"Contrôle {code} réglé.")
    return redirect(url_for("appels_fonds.controles.reglages"))


@controles.get("/imports/<int:import_id>/recalcul")
@requires(Permission.CONSULTER)
def recalcul(import_id: int) -> str:
    """The calls of a file computed again from the voted budgets: each line, its gap, the formula."""
    with Lecture() as session:
        apercu = get_import(session, current_acteur(), import_id)
        return render_template(
            "appels_fonds/recalcul.html",
            apercu=apercu,
            recalculs=recalculate_import(session, current_acteur(), apercu, today()),
        )
