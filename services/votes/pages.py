"""The HTML door of votes: the list of assemblies, my consignes, and the panel of the copropriété page."""

from flask import Blueprint, Response, render_template, request

from services.votes.a_faire import count_words
from services.votes.acces import is_visible
from services.votes.attribution.delais import compute_date_interne
from services.votes.lectures import (
    A_VENIR,
    PASSEES,
    TOUTES,
    FiltreAg,
    count_progress,
    find_state,
    list_ags_of,
    select_ags,
)
from services.votes.models import AssembleeGenerale
from services.votes.pages_a_voter import a_voter, render_file
from services.votes.pages_absences import absences
from services.votes.pages_ag import assemblees
from services.votes.pages_connaissances import connaissances
from services.votes.pages_consignes_ag import consignes_ag
from services.votes.pages_demandes import demandes
from services.votes.pages_engagements import engagements
from services.votes.pages_envois import envois
from services.votes.pages_groupes import groupes
from services.votes.pages_parametres import parametres
from services.votes.pages_poids import poids
from services.votes.pages_pv import pv
from services.votes.pages_rapport import rapport
from services.votes.pages_reglages import reglages
from services.votes.pages_reouvertures import reouvertures
from services.votes.pages_resolutions import resolutions
from services.votes.pages_seance import seances
from services.votes.pages_signatures import signatures
from services.votes.pages_suites import suites
from services.votes.parametres import load_parametres
from shared.acteurs import Permission
from shared.database import Lecture
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, paginate
from shared.web.vivant import fingerprint, live, unchanged

pages = Blueprint("votes", __name__, template_folder="templates")
pages.register_blueprint(assemblees)
pages.register_blueprint(consignes_ag)
pages.register_blueprint(demandes)
pages.register_blueprint(envois)
pages.register_blueprint(groupes)
pages.register_blueprint(signatures)
pages.register_blueprint(resolutions)
pages.register_blueprint(a_voter)
pages.register_blueprint(connaissances)
pages.register_blueprint(engagements)
pages.register_blueprint(parametres)
pages.register_blueprint(poids)
pages.register_blueprint(seances)
pages.register_blueprint(pv)
pages.register_blueprint(suites)
pages.register_blueprint(rapport)
pages.register_blueprint(reouvertures)
pages.register_blueprint(absences)
pages.register_blueprint(reglages)

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
        marge = load_parametres(session).marge_interne
        dates_internes = {ag.id: compute_date_interne(ag.dates, marge) for ag in liste.lignes}
        return render_template(
            "votes/accueil.html", liste=liste, filtre=filtre, avancements=avancements, dates_internes=dates_internes
        )


@pages.get("/a-voter")
@requires(Permission.CONSULTER)
def mes_consignes() -> str:
    """The signed-in agent's queue, by deadline across copropriétés: to answer, to agree to, or answered."""
    return render_file()


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
        marge = load_parametres(session).marge_interne
        a_venir = [ag for ag in reversed(ags) if ag.date_ag >= aujourdhui]
        passees = [ag for ag in ags if ag.date_ag < aujourdhui][:DERNIERES]
        html = render_template(
            "votes/_panneau.html",
            copropriete=copropriete,
            a_venir=a_venir,
            passees=passees,
            avancements=count_progress(session, [ag.id for ag in (*a_venir, *passees)]),
            dates_internes={ag.id: compute_date_interne(ag.dates, marge) for ag in a_venir},
            mots=count_words,
        )
        return live(html, etag)
