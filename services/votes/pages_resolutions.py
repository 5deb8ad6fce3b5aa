"""The HTML door of one resolution: deciding it, correcting it, giving it to somebody else."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.votes.acces import get_resolution
from services.votes.assemblees.amendements import amend_resolution
from services.votes.assemblees.resolutions import change_cle, load_cles, requalify_resolution
from services.votes.assemblees.saisie_convocation import ARTICLES, read_projet_saisi, show_projet
from services.votes.attribution.affectations import flag_notre_demande, reassign_resolution
from services.votes.attribution.equipes import find_able, load_equipe
from services.votes.consignes.a_voter import find_next
from services.votes.consignes.consignes_ag import find_next_of_ag
from services.votes.consignes.decision import load_decision
from services.votes.consignes.filtres_file import A_VISER
from services.votes.consignes.historique import load_historique
from services.votes.consignes.reponses import give_consigne
from services.votes.consignes.visas import give_visa, is_final
from services.votes.formulaires import read_position, read_position_de, read_version
from services.votes.lectures import list_past_votes, list_pieces
from services.votes.majorites.issues import describe_issue, find_adoptee
from services.votes.models import Resolution
from services.votes.parametres import load_parametres
from services.votes.vues import PERTES, describe_resolution, list_types
from shared.acteurs import Acteur, Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import fingerprint, live, unchanged

resolutions = Blueprint("resolutions", __name__)


@resolutions.get("/resolutions/<int:resolution_id>")
@requires(Permission.CONSULTER)
def page(resolution_id: int) -> str:
    """One decision: what it is, what it weighs and costs, what we said before, and the answer to give."""
    return _render_page(resolution_id)


@resolutions.get("/resolutions/<int:resolution_id>/consignes")
@requires(Permission.CONSULTER)
def historique(resolution_id: int) -> Response:
    """Who must answer, what was answered and what changed, asked again at each heartbeat of the page."""
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        evenements = load_historique(session, resolution)
        etag = fingerprint(resolution.id, resolution.version, len(evenements))
        html = render_template("votes/_consignes.html", resolution=resolution, evenements=evenements)
        return unchanged(etag) or live(html, etag)


@resolutions.post("/resolutions/<int:resolution_id>/consignes")
@requires(Permission.DONNER_CONSIGNE)
def repondre(resolution_id: int) -> AnyResponse:
    """Keep the answer and go on to the next one owed; a refusal gives the page back with what was typed."""
    acteur, aujourdhui, form = current_acteur(), today(), request.form
    try:
        with Session.begin() as session:
            consigne = give_consigne(
                session, acteur, resolution_id, position=read_position(form), motif=form.get("motif", ""),
                version=read_version(form), aujourdhui=aujourdhui,
                position_second=read_position_de(form, "position_second"),
                position_si_amendee=read_position_de(form, "position_si_amendee"),
                motif_ecart=form.get("motif_ecart"),
            )  # fmt: skip
            visa = "" if is_final(consigne.resolution) else " Elle attend un second visa."
            said = (
                f"Consigne enregistrée : {consigne.position.value.lower()} à « {consigne.resolution.intitule} ».{visa}"
            )
    except AppError as refus:
        return make_response(_render_page(resolution_id, refus), refus.status)
    flash(said)
    return redirect(_next_of_ag(resolution_id) if _walks_ag() else _next_address(resolution_id))


@resolutions.post("/resolutions/<int:resolution_id>/visa")
@requires(Permission.DONNER_CONSIGNE)
def viser(resolution_id: int) -> AnyResponse:
    """Agree to the consigne that holds, or refuse it."""
    form, accorde = request.form, request.form.get("accorde") == "oui"
    try:
        with Session.begin() as session:
            give_visa(
                session, current_acteur(), resolution_id, accorde=accorde, motif=form.get("motif_visa", ""),
                version=read_version(form), aujourdhui=today(),
            )  # fmt: skip
    except AppError as refus:
        return make_response(_render_page(resolution_id, refus), refus.status)
    flash("Consigne visée : elle peut partir." if accorde else "Visa refusé : la consigne est à redonner.")
    return redirect(url_for("votes.mes_consignes", volet=A_VISER))


@resolutions.get("/resolutions/<int:resolution_id>/corriger")
@requires(Permission.GERER_AG)
def corriger(resolution_id: int) -> str:
    """Correct the type or the clé of a resolution, or give it to somebody else."""
    return _render_correction(resolution_id)


@resolutions.post("/resolutions/<int:resolution_id>/type")
@requires(Permission.GERER_AG)
def changer_type(resolution_id: int) -> AnyResponse:
    """Keep the corrected type."""
    return _correct(resolution_id, requalify_resolution, code=request.form.get("type", ""),
                    retenir=request.form.get("retenir") == "oui")  # fmt: skip


@resolutions.post("/resolutions/<int:resolution_id>/projet")
@requires(Permission.GERER_AG)
def changer_projet(resolution_id: int) -> AnyResponse:
    """Keep the amended draft; an answer given to the former one is re-opened."""
    form = request.form

    def amend(session: OrmSession, acteur: Acteur, resolution_id: int, *, version: int) -> Resolution:
        return amend_resolution(
            session, acteur, resolution_id, read_projet_saisi(form), motif=form.get("motif_reouverture", ""),
            version=version, aujourdhui=today(),
        )  # fmt: skip

    return _correct(resolution_id, amend)


@resolutions.post("/resolutions/<int:resolution_id>/cle")
@requires(Permission.GERER_AG)
def changer_cle(resolution_id: int) -> AnyResponse:
    """Keep the chosen clé."""
    return _correct(resolution_id, change_cle, code=request.form.get("cle", ""))


@resolutions.post("/resolutions/<int:resolution_id>/affectation")
@requires(Permission.GERER_AG)
def reaffecter(resolution_id: int) -> AnyResponse:
    """Give the resolution to somebody else."""
    motif, agent_id = request.form.get("motif", ""), request.form.get("agent", 0, type=int)
    return _correct(resolution_id, reassign_resolution, agent_id=agent_id, motif=motif)


@resolutions.post("/resolutions/<int:resolution_id>/notre-demande")
@requires(Permission.GERER_AG)
def signaler_notre_demande(resolution_id: int) -> AnyResponse:
    """Say whether the item is on the agenda at our own request."""
    return _correct(resolution_id, flag_notre_demande, notre_demande=request.form.get("notre_demande") == "oui")


def _correct(resolution_id: int, use_case: Any, **values: Any) -> AnyResponse:
    try:
        with Session.begin() as session:
            use_case(session, current_acteur(), resolution_id, version=read_version(request.form), **values)
            ag_id = get_resolution(session, current_acteur(), resolution_id).ag_id
    except AppError as refus:
        return make_response(_render_correction(resolution_id, refus), refus.status)
    flash("Résolution corrigée.")
    return redirect(url_for("votes.consignes_ag.page" if _walks_ag() else "votes.ag.page", ag_id=ag_id))


def _render_page(resolution_id: int, refus: AppError | None = None) -> str:
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        marge = load_parametres(session).marge_interne
        vue = describe_resolution(resolution, resolution.ag, acteur, aujourdhui, marge)
        return render_template(
            "votes/resolution.html",
            vue=vue,
            resolution=resolution,
            ag=resolution.ag,
            decision=load_decision(session, resolution, acteur, aujourdhui),
            pieces=list_pieces(session, resolution.ag),
            find_adoptee=find_adoptee,
            issue=describe_issue(resolution, resolution.ag, aujourdhui),
            passes=list_past_votes(session, resolution),
            suivante=(
                find_next_of_ag(session, acteur, resolution)
                if _walks_ag()
                else find_next(session, acteur, resolution, aujourdhui)
            ),
            suite="ag" if _walks_ag() else None,
            demande_charges=vue.type.financier is not False and not resolution.information,
            demande_syndic=resolution.type.startswith("SYNDIC_"),
            pertes=PERTES,
            refus=refus,
            fautes=refus.par_champ if isinstance(refus, InvalidError) else {},
            saisie=request.form,
        )


def _render_correction(resolution_id: int, refus: AppError | None = None) -> str:
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        equipe = load_equipe(session, resolution.ag.copropriete.agence)
        marge = load_parametres(session).marge_interne
        return render_template(
            "votes/corriger.html",
            resolution=resolution,
            vue=describe_resolution(resolution, resolution.ag, current_acteur(), today(), marge),
            types=list_types(),
            cles=[
                (cle.code, f"{cle.code} · {cle.libelle}") for cle in load_cles(session, resolution.ag.copropriete_id)
            ],
            agents=[(agent.id, agent.nom) for agent in find_able(equipe)],
            articles=ARTICLES,
            projet=request.form if "intitule" in request.form else show_projet(resolution),
            fautes=refus.par_champ if isinstance(refus, InvalidError) else {},
            suite="ag" if _walks_ag() else None,
            refus=refus,
        )


def _walks_ag() -> bool:
    """Whether the agent goes through the consignes of one assembly, rather than through his own queue."""
    return request.args.get("suite") == "ag"


def _next_of_ag(resolution_id: int) -> str:
    """The next resolution of the same assembly to answer; once all are, its consignes."""
    acteur = current_acteur()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        suivante = find_next_of_ag(session, acteur, resolution)
        if suivante is None:
            return url_for("votes.consignes_ag.page", ag_id=resolution.ag_id)
    return url_for("votes.resolutions.page", resolution_id=suivante, suite="ag")


def _next_address(resolution_id: int) -> str:
    """The next resolution owed, else the assembly for who was not its employee, else the queue, empty."""
    acteur = current_acteur()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        affectation = resolution.affectation
        if affectation is None or affectation.agent_id != acteur.id:
            return url_for("votes.ag.page", ag_id=resolution.ag_id)
        suivante = find_next(session, acteur, resolution, today())
    if suivante is None:
        return url_for("votes.mes_consignes")
    return url_for("votes.resolutions.page", resolution_id=suivante)
