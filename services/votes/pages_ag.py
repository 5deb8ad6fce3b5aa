"""The HTML door of one assembly: recording it, its agenda, and its resolutions kept live."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.a_faire import count_words
from services.votes.acces import get_ag
from services.votes.assemblees.calendrier import judge_convocation, list_dates
from services.votes.assemblees.convocations import (
    Depot,
    add_agenda_saisi,
    deposit_convocation,
    open_depot,
    read_agenda_saisi,
    read_piece,
    record_convocation,
)
from services.votes.assemblees.corrections import change_ag
from services.votes.assemblees.fichiers import Fichier, list_jointes_of
from services.votes.assemblees.ordre_du_jour import EN_DOUBLE, OrdreDuJour
from services.votes.assemblees.resolutions import AgendaAjoute
from services.votes.assemblees.saisie_convocation import (
    ARTICLES,
    LigneSaisie,
    read_lignes,
    read_points,
    show_ag,
    show_points,
    show_saisie,
)
from services.votes.formulaires import read_saisie_ag, read_version
from services.votes.lectures import Avancement, count_progress, find_state, list_issues_of, load_ag
from services.votes.models import AssembleeGenerale
from services.votes.parametres import load_parametres
from services.votes.vues import describe_resolution
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.patrimoine.lectures import search_coproprietes
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import fingerprint, live, unchanged

assemblees = Blueprint("ag", __name__)


@assemblees.get("/ag/nouvelle")
@requires(Permission.GERER_AG)
def nouvelle() -> str:
    """The form of a new assembly: empty, or filled with what was read of a dropped convocation."""
    empreinte = request.args.get("depot", "")
    if not empreinte:
        return _render_nouvelle(request.args)
    with Lecture() as session:
        depot = open_depot(session, current_acteur(), empreinte)
    premiere = depot.candidates[0] if depot.candidates else None
    code = f"{premiere.code} · {premiere.nom}" if premiere and premiere.sure else ""
    return _render_nouvelle(show_saisie(depot.lue, code), depot=depot, lignes=show_points(depot.lue))


@assemblees.post("/ag/nouvelle/lire")
@requires(Permission.GERER_AG)
def lire() -> AnyResponse:
    """Read a dropped convocation and show what it says; no assembly is created."""
    fichier = _read_fichier()
    try:
        if fichier is None:
            raise InvalidError("Choisissez le fichier de la convocation.", code="FICHIER_ABSENT")
        with Session.begin() as session:
            empreinte = deposit_convocation(session, current_acteur(), fichier).sha256
    except AppError as refus:
        return make_response(_render_nouvelle({}, refus), refus.status)
    return redirect(url_for("votes.ag.nouvelle", depot=empreinte))


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
    """Record the assembly and its agenda, as typed or as read and corrected; what was typed comes back with faults."""
    acteur, form = current_acteur(), request.form
    empreinte, fichier = form.get("depot", ""), _read_fichier()
    lignes = read_lignes(form)
    try:
        with Session.begin() as session:
            saisie = read_saisie_ag(session, acteur, form)
            agenda = _read_agenda(form, lignes, fichier)
            piece = read_piece(session, empreinte) if empreinte else fichier
            ag, ajout = record_convocation(session, acteur, saisie, agenda, piece, today())
            ag_id = ag.id
    except AppError as refus:
        with Lecture() as session:
            depot = open_depot(session, acteur, empreinte) if empreinte else None
        return make_response(_render_nouvelle(form, refus, depot, lignes), refus.status)
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
            ajout = add_agenda_saisi(session, current_acteur(), ag_id, agenda, fichier)
    except AppError as refus:
        return make_response(_render_page(ag_id, agenda, refus), refus.status)
    _say_added(ajout)
    return redirect(url_for("votes.ag.page", ag_id=ag_id))


@assemblees.post("/ag/<int:ag_id>/corriger")
@requires(Permission.GERER_AG)
def corriger(ag_id: int) -> AnyResponse:
    """Correct the date, the place or the notice of an assembly; what was typed comes back with every fault."""
    acteur, form = current_acteur(), request.form
    try:
        with Session.begin() as session:
            code = get_ag(session, acteur, ag_id).copropriete.code
            saisie = read_saisie_ag(session, acteur, {**form, "copropriete": code})
            feuille = change_ag(session, acteur, ag_id, saisie, read_version(form), today()).feuille
    except AppError as refus:
        return make_response(_render_page(ag_id, refus=refus, correction=form), refus.status)
    flash("Assemblée corrigée : ses échéances sont recalculées.")
    if feuille:
        flash(f"La feuille n° {feuille} porte encore ce qui a été corrigé : établissez-en une nouvelle.", "warning")
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
        marge = load_parametres(session).marge_interne
        vues = [describe_resolution(resolution, ag, acteur, aujourdhui, marge) for resolution in ag.resolutions]
        voted = [vue for vue in vues if not vue.resolution.information]
        avancement = Avancement(len(vues), len(voted), sum(vue.consigne is not None for vue in voted))
        html = render_template(
            "votes/_resolutions.html", ag=ag, vues=vues, avancement=avancement, mots=count_words,
            issues={issue.resolution.id: issue for issue in list_issues_of(session, ag, aujourdhui)},
        )  # fmt: skip
        return live(html, etag)


def _render_page(
    ag_id: int, agenda: str = "", refus: AppError | None = None, correction: Mapping[str, str] | None = None
) -> str:
    with Lecture() as session:
        ag = get_ag(session, current_acteur(), ag_id)
        return render_template(
            "votes/ag.html",
            ag=ag,
            avancement=count_progress(session, [ag.id])[ag.id],
            dates=list_dates(ag.dates, load_parametres(session).marge_interne, ag.delai_convocation),
            issues=list_issues_of(session, ag, today()),
            convocation=judge_convocation(ag.date_ag, ag.convocation_presentee_le, ag.delai_convocation),
            agenda=agenda,
            refus=refus,
            correction=correction,
            ag_saisie=show_ag(ag),
            jointes=list_jointes_of(session, ag),
            fautes=_place_fautes(refus),
            mots=count_words,
        )


def _render_nouvelle(
    saisie: Mapping[str, str],
    refus: AppError | None = None,
    depot: Depot | None = None,
    lignes: Sequence[LigneSaisie] = (),
) -> str:
    fautes = _place_fautes(refus)
    return render_template(
        "votes/ag_nouvelle.html", saisie=saisie, fautes=fautes, refus=refus, depot=depot, lignes=lignes,
        articles=ARTICLES, mots=count_words,
    )  # fmt: skip


def _place_fautes(refus: AppError | None) -> dict[str, str]:
    """Each fault by the field where it is; what an agenda says twice, or does not say, at its text or its file."""
    if refus is None:
        return {}
    fautes = refus.par_champ
    if refus.code in (EN_DOUBLE, "ORDRE_DU_JOUR_VIDE") and "agenda" not in fautes:
        sent = request.files.get("fichier")
        fautes["fichier" if sent and sent.filename else "agenda"] = refus.detail
    return fautes


def _read_agenda(form: Mapping[str, str], lignes: list[LigneSaisie], fichier: Fichier | None) -> OrdreDuJour | None:
    """The rows of a reading with the lines added to them, or a pasted agenda, or its file."""
    if lignes:
        return read_points(lignes, form.get("agenda", ""))
    return read_agenda_saisi(form.get("agenda", ""), fichier)


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
