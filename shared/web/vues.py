"""« Mes vues »: the lists an agent keeps, in the band of every page, and the page where he drops one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.vues import drop_vue, is_ours, keep_vue, list_vues
from shared.web.gardes import current_acteur, requires

vues = Blueprint("vues", __name__, url_prefix="/vues")


@vues.get("/")
@vues.get("", strict_slashes=False)
@requires(Permission.CONSULTER)
def page() -> str:
    """The views of the signed-in agent."""
    with Lecture() as session:
        return render_template("coquille/vues.html", vues=list_vues(session, current_acteur()))


@vues.get("/menu")
@requires(Permission.CONSULTER)
def menu() -> str:
    """The same as a menu, read when it opens."""
    with Lecture() as session:
        return render_template("coquille/_vues.html", vues=list_vues(session, current_acteur()))


@vues.post("/")
@requires(Permission.CONSULTER)
def garder() -> Response:
    """Keep the address of a list, then show that list again."""
    adresse = request.form.get("adresse", "")
    try:
        with Session.begin() as session:
            vue = keep_vue(session, current_acteur(), request.form.get("nom", ""), adresse)
            flash(f"Vue « {vue.nom} » gardée dans « Mes vues ».")
    except InvalidError as refus:
        faults = " ; ".join(f"{faute['ou']} : {faute['message']}" for faute in refus.fautes)
        flash(f"{refus.detail} {faults}.", "danger")
    return redirect(adresse if is_ours(adresse) else url_for("vues.page"))


@vues.post("/<int:vue_id>/supprimer")
@requires(Permission.CONSULTER)
def supprimer(vue_id: int) -> Response:
    """Forget a view."""
    with Session.begin() as session:
        drop_vue(session, current_acteur(), vue_id)
    flash("Vue supprimée.")
    return redirect(url_for("vues.page"))
