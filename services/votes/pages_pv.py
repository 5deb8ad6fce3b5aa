"""The HTML door of minutes: received, reviewed, confirmed, corrected."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from services.votes.a_faire import count_words
from services.votes.assemblees.echeances import compute_echeances
from services.votes.assemblees.resolutions import load_cles
from services.votes.assemblees.suites import LIBELLES, FiltreSuites, select_suites
from services.votes.formulaires import read_date, read_version
from services.votes.lecture.pv import read_pv, write_pv
from services.votes.majorites.articles import name_article
from services.votes.majorites.passerelles import find_second_article
from services.votes.models import AssembleeGenerale, EtatPv, ProcesVerbal
from services.votes.proces_verbaux.apercus import FichierPv, abandon_apercu, open_apercu, save_apercu
from services.votes.proces_verbaux.confirmation import confirm_apercu, set_notification
from services.votes.proces_verbaux.contenu import load_contenu
from services.votes.proces_verbaux.dossiers import (
    LigneVue,
    find_pv,
    get_apercu,
    judge_contenu,
    list_versions,
    load_ag_pv,
)
from services.votes.proces_verbaux.effets_proposes import TRAVAUX
from services.votes.proces_verbaux.saisie import read_review
from services.votes.proces_verbaux.suites_prevues import plan_suites, say_suspension
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.models import Syndic
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

pv = Blueprint("pv", __name__)


@pv.get("/ag/<int:ag_id>/pv")
@requires(Permission.CONSULTER)
def page(ag_id: int) -> str:
    """The minutes as they stand: to receive, to review, or confirmed."""
    return _render(ag_id)


@pv.post("/ag/<int:ag_id>/pv")
@requires(Permission.GERER_AG)
def recevoir(ag_id: int) -> Response:
    """Start a review, from a file or by hand."""
    upload = request.files.get("fichier")
    fichier = FichierPv(upload.filename, upload.read()) if upload and upload.filename else None
    try:
        lu = write_pv(read_pv(fichier.contenu)) if fichier else None
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)

    def act(session: OrmSession) -> str:
        open_apercu(session, current_acteur(), ag_id, today(), fichier, lu)
        return "Procès-verbal lu : relisez chaque ligne avant de confirmer." if fichier else "Saisissez les résultats."

    return _write(ag_id, act)


@pv.post("/ag/<int:ag_id>/pv/apercu")
@requires(Permission.GERER_AG)
def enregistrer(ag_id: int) -> Response:
    """Keep the review and compute it again."""

    def act(session: OrmSession) -> str:
        _save(session, ag_id)
        return "Relecture enregistrée, majorités recalculées."

    return _write(ag_id, act)


@pv.post("/ag/<int:ag_id>/pv/confirmer")
@requires(Permission.GERER_AG)
def confirmer(ag_id: int) -> Response:
    """Keep the review, then confirm it: both, or neither."""

    def act(session: OrmSession) -> str:
        version = _save(session, ag_id)
        bilan = confirm_apercu(session, current_acteur(), ag_id, version, today(), request.form.get("motif"))
        said = count_words(bilan.resolutions, "résolution", "résolutions")
        ecarts = count_words(bilan.ecarts, "écart", "écarts")
        return f"Procès-verbal confirmé : {said}, {ecarts}, {count_words(bilan.suites, 'suite', 'suites')} à traiter."

    return _write(ag_id, act)


@pv.post("/ag/<int:ag_id>/pv/abandonner")
@requires(Permission.GERER_AG)
def abandonner(ag_id: int) -> Response:
    """Give the review up."""

    def act(session: OrmSession) -> str:
        abandon_apercu(session, current_acteur(), ag_id, read_version(request.form))
        return "Relecture abandonnée : rien n’a changé."

    return _write(ag_id, act)


@pv.post("/ag/<int:ag_id>/pv/notification")
@requires(Permission.GERER_AG)
def notifier(ag_id: int) -> Response:
    """Say when confirmed minutes were first presented."""

    def act(session: OrmSession) -> str:
        jour = _read_notification()
        set_notification(session, current_acteur(), ag_id, read_version(request.form), jour, today())
        return "Date de notification enregistrée : les délais en découlent."

    return _write(ag_id, act)


def _save(session: OrmSession, ag_id: int) -> int:
    acteur = current_acteur()
    ag = load_ag_pv(session, acteur, ag_id)
    cles = [cle.code for cle in load_cles(session, ag.copropriete_id)]
    known = load_contenu(get_apercu(session, ag.id).contenu)
    contenu, notifie_le = read_review(request.form, known, ag.resolutions, cles)
    return save_apercu(session, acteur, ag_id, read_version(request.form), contenu, notifie_le, today()).version


def _read_notification() -> date:
    try:
        jour = read_date(request.form.get("notifie_le", "").strip())
    except ValueError as error:
        raise InvalidError(str(error), code="DATES_AG") from None
    if jour is None:
        raise InvalidError("Donnez la date de première présentation du procès-verbal.", code="DATES_AG")
    return jour


def _write(ag_id: int, act: Any) -> Response:
    try:
        with Session.begin() as session:
            said = act(session)
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)
    flash(said)
    return redirect(url_for("votes.pv.page", ag_id=ag_id))


def _render(ag_id: int, refus: AppError | None = None) -> str:
    acteur = current_acteur()
    with Lecture() as session:
        ag = load_ag_pv(session, acteur, ag_id)
        waiting, standing = find_pv(session, ag.id, EtatPv.APERCU), find_pv(session, ag.id, EtatPv.CONFIRME)
        shown = waiting if waiting and acteur.can(Permission.GERER_AG) else standing
        vues = judge_contenu(ag, load_contenu(shown.contenu)) if shown else []
        notifie_le = _find_notification(ag, shown)
        return render_template(
            "votes/pv.html",
            ag=ag,
            apercu=waiting,
            standing=standing,
            shown=shown,
            contenu=load_contenu(shown.contenu) if shown else None,
            vues=vues,
            cles=load_cles(session, ag.copropriete_id),
            syndics=[
                (one.code, f"{one.code} · {one.nom}") for one in session.scalars(select(Syndic).order_by(Syndic.nom))
            ],
            prevues=len(plan_suites((vue.jugee for vue in vues), ag.date_ag, notifie_le)),
            ecarts=sum(bool(vue.constat.ecarts) for vue in vues),
            suspensions=_list_suspensions(ag, vues, notifie_le),
            suites=list(session.scalars(select_suites(acteur, FiltreSuites("toutes", ag_id=ag.id)))),
            libelles_suites=LIBELLES,
            versions=list_versions(session, ag.id),
            dates=compute_echeances(ag.date_ag, ag.pv_notifie_le),
            nom_article=name_article,
            second_article=find_second_article,
            mots=count_words,
            refus=refus,
            saisie=request.form if refus else {},
        )


def _find_notification(ag: AssembleeGenerale, shown: ProcesVerbal | None) -> date | None:
    """The day of notification to compute with: the one of the version shown, unless it cannot be."""
    notifie_le = shown.notifie_le if shown else ag.pv_notifie_le
    return None if notifie_le is not None and notifie_le < ag.date_ag else notifie_le


def _list_suspensions(ag: AssembleeGenerale, vues: list[LigneVue], notifie_le: date | None) -> dict[int, str]:
    """When the works of each adopted resolution may start, by its id; nothing for those that nothing holds."""
    said = {}
    for vue in vues:
        effet = vue.ligne.effet
        if vue.constat.issue and effet is not None and effet.genre == TRAVAUX:
            sentence = say_suspension(vue.resolution.article, ag.date_ag, notifie_le, urgents=effet.urgents)
            if sentence:
                said[vue.resolution.id] = sentence
    return said
