"""The HTML door of the settings of votes: our dates, what must be attended, the year a reservation falls on."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.formulaires import read_version
from services.votes.parametres import DEFINITIONS, change_parametres, list_changements, load_parametres
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

parametres = Blueprint("parametres", __name__)


@parametres.get("/parametres")
@requires(Permission.REGLER_VOTES)
def page() -> str:
    """The settings, with their units and bounds."""
    return _render()


@parametres.post("/parametres")
@requires(Permission.REGLER_VOTES)
def enregistrer() -> AnyResponse:
    """Keep the settings; a refusal gives the form back as it was typed."""
    try:
        saisie = Saisie(request.form)
        lus = {definition.code: saisie.entier(definition.code, definition.libelle) for definition in DEFINITIONS}
        saisie.check()
        valeurs = {code: valeur for code, valeur in lus.items() if valeur is not None}
        with Session.begin() as session:
            change_parametres(session, current_acteur(), valeurs, read_version(request.form))
    except AppError as refus:
        return make_response(_render(refus), refus.status)
    flash("Réglages enregistrés : ils valent dès maintenant pour toutes les assemblées à venir.")
    return redirect(url_for("votes.parametres.page"))


def _render(refus: AppError | None = None) -> str:
    with Lecture() as session:
        return render_template(
            "votes/parametres.html",
            definitions=DEFINITIONS,
            valeurs=load_parametres(session),
            changements=list_changements(session),
            saisie=request.form,
            refus=refus,
        )
