"""The HTML door of one resolution: deciding it, correcting it, giving it to somebody else."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.acces import get_resolution
from services.votes.affectations import find_able, load_equipe, reassign_resolution
from services.votes.consignes import give_consigne
from services.votes.formulaires import read_position, read_version
from services.votes.lectures import find_next_owed, list_past_votes
from services.votes.resolutions import change_cle, load_cles, requalify_resolution
from services.votes.vues import PERTES, describe_resolution, list_types
from shared.acteurs import Permission
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
    """Who must answer and what was answered, asked again at each heartbeat of the page."""
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        etag = fingerprint(resolution.id, resolution.version)
        html = render_template("votes/_consignes.html", resolution=resolution)
        return unchanged(etag) or live(html, etag)


@resolutions.get("/resolutions/<int:resolution_id>/charges")
@requires(Permission.CONSULTER)
def charges(resolution_id: int) -> str:
    """What charges knows of the copropriété; a sentence when it does not answer."""
    acteur = current_acteur()
    with Lecture() as session:
        code = get_resolution(session, acteur, resolution_id).ag.copropriete.code
    synthese: Any = None
    try:
        synthese = current_app.extensions["client"].ask("charges", f"/coproprietes/{code}/synthese", acteur)
    except AppError as panne:
        return render_template("votes/_charges.html", code=code, synthese=None, panne=panne)
    return render_template("votes/_charges.html", code=code, synthese=synthese, panne=None)


@resolutions.post("/resolutions/<int:resolution_id>/consignes")
@requires(Permission.DONNER_CONSIGNE)
def repondre(resolution_id: int) -> AnyResponse:
    """Keep the answer and go on to the next one owed; a refusal gives the page back with what was typed."""
    acteur, aujourdhui = current_acteur(), today()
    try:
        with Session.begin() as session:
            consigne = give_consigne(
                session, acteur, resolution_id, position=read_position(request.form),
                motif=request.form.get("motif", ""), version=read_version(request.form), aujourdhui=aujourdhui,
            )  # fmt: skip
            said = f"Consigne enregistrée : {consigne.position.value.lower()} à « {consigne.resolution.intitule} »."
    except AppError as refus:
        return make_response(_render_page(resolution_id, refus), refus.status)
    flash(said)
    return redirect(_next_address(resolution_id))


@resolutions.get("/resolutions/<int:resolution_id>/corriger")
@requires(Permission.GERER_AG)
def corriger(resolution_id: int) -> str:
    """Correct the type or the clé of a resolution, or give it to somebody else."""
    return _render_correction(resolution_id)


@resolutions.post("/resolutions/<int:resolution_id>/type")
@requires(Permission.GERER_AG)
def changer_type(resolution_id: int) -> AnyResponse:
    """Keep the corrected type."""
    return _correct(resolution_id, requalify_resolution, code=request.form.get("type", ""))


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


def _correct(resolution_id: int, use_case: Any, **values: Any) -> AnyResponse:
    try:
        with Session.begin() as session:
            use_case(session, current_acteur(), resolution_id, version=read_version(request.form), **values)
            ag_id = get_resolution(session, current_acteur(), resolution_id).ag_id
    except AppError as refus:
        return make_response(_render_correction(resolution_id, refus), refus.status)
    flash("Résolution corrigée.")
    return redirect(url_for("votes.ag.page", ag_id=ag_id))


def _render_page(resolution_id: int, refus: AppError | None = None) -> str:
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        vue = describe_resolution(resolution, resolution.ag, acteur, aujourdhui)
        return render_template(
            "votes/resolution.html",
            vue=vue,
            resolution=resolution,
            ag=resolution.ag,
            passes=list_past_votes(session, resolution),
            suivante=find_next_owed(session, acteur, resolution, aujourdhui),
            demande_charges=vue.type.financier is not False and not resolution.information,
            pertes=PERTES,
            refus=refus,
            fautes={faute["ou"]: faute["message"] for faute in refus.fautes} if isinstance(refus, InvalidError) else {},
            saisie=request.form,
        )


def _render_correction(resolution_id: int, refus: AppError | None = None) -> str:
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        equipe = load_equipe(session, resolution.ag.copropriete.agence)
        return render_template(
            "votes/corriger.html",
            resolution=resolution,
            vue=describe_resolution(resolution, resolution.ag, current_acteur(), today()),
            types=list_types(),
            cles=[
                (cle.code, f"{cle.code} · {cle.libelle}") for cle in load_cles(session, resolution.ag.copropriete_id)
            ],
            agents=[(agent.id, agent.nom) for agent in find_able(equipe)],
            refus=refus,
        )


def _next_address(resolution_id: int) -> str:
    """The next resolution owed, else the assembly for who was not its employee, else my consignes."""
    acteur = current_acteur()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        affectation = resolution.affectation
        if affectation is None or affectation.agent_id != acteur.id:
            return url_for("votes.ag.page", ag_id=resolution.ag_id)
        suivante = find_next_owed(session, acteur, resolution, today())
    if suivante is None:
        return url_for("votes.mes_consignes")
    return url_for("votes.resolutions.page", resolution_id=suivante.id)
