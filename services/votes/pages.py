"""The HTML door of votes: the list of assemblies, my consignes, and the panel of the copropriété page."""

from typing import Any

from flask import Blueprint, Response, render_template, request

from services.votes.a_faire import count_words
from services.votes.acces import is_visible
from services.votes.delais import compute_date_interne
from services.votes.lectures import (
    A_VENIR,
    PASSEES,
    TOUTES,
    FiltreAg,
    count_progress,
    find_state,
    list_ags_of,
    select_a_repondre,
    select_ags,
    select_repondues,
)
from services.votes.models import AssembleeGenerale
from services.votes.pages_ag import assemblees
from services.votes.pages_resolutions import resolutions
from services.votes.vues import describe_resolution
from shared.acteurs import Permission
from shared.database import Lecture
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, paginate
from shared.web.vivant import fingerprint, live, unchanged

pages = Blueprint("votes", __name__, template_folder="templates")
pages.register_blueprint(assemblees)
pages.register_blueprint(resolutions)

DERNIERES = 3
"""How many past assemblies the panel of a copropriété shows."""


@pages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> str:
    """The assemblies, with how far their consignes are."""
    periode = request.args.get("periode", A_VENIR)
    filtre = FiltreAg(
        periode=periode if periode in (A_VENIR, PASSEES, TOUTES) else A_VENIR,
        texte=request.args.get("q", ""),
        incompletes=request.args.get("incompletes") == "oui",
    )
    with Lecture() as session:
        liste = paginate(session, select_ags(current_acteur(), filtre, today()), asked_page(request.args))
        avancements = count_progress(session, [ag.id for ag in liste.lignes])
        dates_internes = {ag.id: compute_date_interne(ag.date_ag) for ag in liste.lignes}
        return render_template(
            "votes/accueil.html", liste=liste, filtre=filtre, avancements=avancements, dates_internes=dates_internes
        )


@pages.get("/mes-consignes")
@requires(Permission.CONSULTER)
def mes_consignes() -> str:
    """The signed-in agent's queue, by deadline across copropriétés; or what he already answered."""
    acteur, aujourdhui = current_acteur(), today()
    donnees = request.args.get("donnees") == "oui"
    query = select_repondues(acteur) if donnees else select_a_repondre(acteur, aujourdhui)
    with Lecture() as session:
        liste: Any = paginate(session, query, asked_page(request.args))
        vues = [describe_resolution(one, one.ag, acteur, aujourdhui) for one in liste.lignes]
        return render_template("votes/mes_consignes.html", liste=liste, vues=vues, donnees=donnees)


@pages.get("/coproprietes/<code>/panneau")
@requires(Permission.CONSULTER)
def panneau(code: str) -> Response:
    """The panel of votes on the copropriété page: the next assembly, and the last ones."""
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        copropriete = get_copropriete(session, acteur, code)
        condition = (AssembleeGenerale.copropriete_id == copropriete.id) & is_visible(acteur)
        etag = fingerprint(find_state(session, acteur, condition), acteur.id, aujourdhui)
        if response := unchanged(etag):
            return response
        ags = list_ags_of(session, acteur, copropriete.id)
        a_venir = [ag for ag in reversed(ags) if ag.date_ag >= aujourdhui]
        passees = [ag for ag in ags if ag.date_ag < aujourdhui][:DERNIERES]
        html = render_template(
            "votes/_panneau.html",
            copropriete=copropriete,
            a_venir=a_venir,
            passees=passees,
            avancements=count_progress(session, [ag.id for ag in (*a_venir, *passees)]),
            dates_internes={ag.id: compute_date_interne(ag.date_ag) for ag in a_venir},
            mots=count_words,
        )
        return live(html, etag)
