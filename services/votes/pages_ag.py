"""The HTML door of one assembly: recording it, its agenda, and its resolutions kept live."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.a_faire import count_words
from services.votes.acces import get_ag
from services.votes.calendrier import judge_convocation, list_dates
from services.votes.convocations import Fichier, read_texte, record_convocation
from services.votes.formulaires import read_saisie_ag
from services.votes.lectures import Avancement, count_progress, find_state, load_ag
from services.votes.models import AssembleeGenerale
from services.votes.resolutions import AgendaAjoute, add_agenda
from services.votes.vues import describe_resolution
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.patrimoine.lectures import search_coproprietes
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import fingerprint, live, unchanged

assemblees = Blueprint("ag", __name__)


@assemblees.get("/ag/nouvelle")
@requires(Permission.GERER_AG)
def nouvelle() -> str:
    """The form of a new assembly."""
    return render_template("votes/ag_nouvelle.html", saisie=request.args, fautes={}, refus=None)


@assemblees.get("/ag/coproprietes")
@requires(Permission.GERER_AG)
def coproprietes() -> str:
    """What the search of a copropriété suggests as one types."""
    with Lecture() as session:
        found = search_coproprietes(session, current_acteur(), request.args.get("copropriete", ""), limit=12)
        return render_template("votes/_options_coproprietes.html", coproprietes=found)


@assemblees.post("/ag/nouvelle")
@requires(Permission.GERER_AG)
def creer() -> AnyResponse:
    """Record the assembly and its agenda; what was typed comes back with every fault."""
    acteur, form = current_acteur(), request.form
    try:
        with Session.begin() as session:
            saisie = read_saisie_ag(session, acteur, form)
            ag, ajout = record_convocation(session, acteur, saisie, form.get("agenda", ""), _read_fichier(), today())
            ag_id = ag.id
    except AppError as refus:
        fautes = {faute["ou"]: faute["message"] for faute in refus.fautes}
        page = render_template("votes/ag_nouvelle.html", saisie=form, fautes=fautes, refus=refus)
        return make_response(page, refus.status)
    _say_added(ajout)
    return redirect(url_for("votes.ag.page", ag_id=ag_id))


@assemblees.get("/ag/<int:ag_id>")
@requires(Permission.CONSULTER)
def page(ag_id: int) -> str:
    """One assembly: its dates, its progress, its resolutions."""
    return _render_page(ag_id)


@assemblees.post("/ag/<int:ag_id>/ordre-du-jour")
@requires(Permission.GERER_AG)
def ajouter(ag_id: int) -> AnyResponse:
    """Add a pasted or uploaded agenda; what was pasted comes back with every fault."""
    agenda, fichier = request.form.get("agenda", ""), _read_fichier()
    try:
        with Session.begin() as session:
            ajout = add_agenda(session, current_acteur(), ag_id, read_texte(fichier) if fichier else agenda)
    except AppError as refus:
        return make_response(_render_page(ag_id, agenda, refus), refus.status)
    _say_added(ajout)
    return redirect(url_for("votes.ag.page", ag_id=ag_id))


@assemblees.get("/ag/<int:ag_id>/resolutions")
@requires(Permission.CONSULTER)
def lignes(ag_id: int) -> Response:
    """The resolutions of an assembly, asked again at each heartbeat of its page."""
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        get_ag(session, acteur, ag_id)
        etag = fingerprint(find_state(session, acteur, AssembleeGenerale.id == ag_id), acteur.id, aujourdhui)
        if response := unchanged(etag):
            return response
        ag = load_ag(session, acteur, ag_id)
        vues = [describe_resolution(resolution, ag, acteur, aujourdhui) for resolution in ag.resolutions]
        voted = [vue for vue in vues if not vue.resolution.information]
        avancement = Avancement(len(vues), len(voted), sum(vue.consigne is not None for vue in voted))
        html = render_template("votes/_resolutions.html", ag=ag, vues=vues, avancement=avancement, mots=count_words)
        return live(html, etag)


def _render_page(ag_id: int, agenda: str = "", refus: AppError | None = None) -> str:
    with Lecture() as session:
        ag = get_ag(session, current_acteur(), ag_id)
        return render_template(
            "votes/ag.html",
            ag=ag,
            avancement=count_progress(session, [ag.id])[ag.id],
            dates=list_dates(ag.date_ag),
            convocation=judge_convocation(ag.date_ag, ag.convocation_presentee_le),
            agenda=agenda,
            refus=refus,
        )


def _read_fichier() -> Fichier | None:
    upload = request.files.get("fichier")
    return Fichier(upload.filename, upload.read()) if upload and upload.filename else None


def _say_added(ajout: AgendaAjoute | None) -> None:
    if ajout is None:
        flash("Assemblée créée. Il reste à saisir son ordre du jour.")
        return
    flash(count_words(len(ajout.resolutions), "résolution enregistrée.", "résolutions enregistrées."))
    if ajout.non_compris:
        flash("Lignes non comprises, à relire : " + " · ".join(ajout.non_compris), "warning")
