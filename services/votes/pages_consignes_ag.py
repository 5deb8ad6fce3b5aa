"""The HTML door of the consignes of one assembly: those to give, answered one by one or together, and those given."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.a_faire import count_words
from services.votes.consignes.consignes_ag import load_consignes_ag
from services.votes.consignes.selections import BilanSelection
from services.votes.lectures import Avancement
from services.votes.pages_a_voter import answer_selection, list_cochees, tell_left
from services.votes.vues import PERTES
from shared.acteurs import Permission
from shared.database import Lecture
from shared.errors import AppError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

consignes_ag = Blueprint("consignes_ag", __name__)


@consignes_ag.get("/ag/<int:ag_id>/consignes")
@requires(Permission.CONSULTER)
def page(ag_id: int) -> str:
    """What is still to be said of an assembly, and what was."""
    return _render(ag_id)


@consignes_ag.post("/ag/<int:ag_id>/consignes")
@requires(Permission.DONNER_CONSIGNE)
def repondre(ag_id: int) -> AnyResponse:
    """Answer the ticked resolutions, or follow the doctrine on them; what was left is listed with its reason."""
    try:
        bilan = answer_selection(request.form)
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)
    if bilan.laissees:
        return make_response(_render(ag_id, bilan=bilan))
    return redirect(url_for("votes.consignes_ag.page", ag_id=ag_id))


def _render(ag_id: int, refus: AppError | None = None, bilan: BilanSelection | None = None) -> str:
    with Lecture() as session:
        etat = load_consignes_ag(session, current_acteur(), ag_id, today())
        voted = len(etat.a_donner) + len(etat.donnees)
        return render_template(
            "votes/consignes_ag.html",
            etat=etat,
            ag=etat.ag,
            avancement=Avancement(len(etat.ag.resolutions), voted, len(etat.donnees)),
            propositions=etat.propositions,
            repond=any(vue.peut_repondre for vue in etat.a_donner),
            cochees=list_cochees(),
            laissees=tell_left(session, bilan),
            pertes=PERTES,
            mots=count_words,
            refus=refus,
        )
