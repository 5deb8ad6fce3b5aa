"""The HTML door of our requests for agendas: write, send with proof, find them on an agenda, give them up."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.votes.demandes.lettre import print_lettre
from services.votes.demandes.redaction import change_demande, create_demande, drop_demande, get_demande
from services.votes.demandes.relances import close_relance_demande, describe_relance
from services.votes.demandes.saisies import read_demande
from services.votes.demandes.suivi import (
    find_delais,
    list_delais,
    list_suggestions,
    match_demande,
    select_demandes,
    send_demande,
    write_destinataire,
    write_signataire,
)
from services.votes.envois.saisies import read_envoi
from services.votes.formulaires import find_code, read_version
from services.votes.pages_envois import MODES
from services.votes.parametres import load_parametres
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.models import now
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, paginate

demandes = Blueprint("demandes", __name__, url_prefix="/demandes")
ETATS = [("BROUILLON", "Brouillons"), ("ENVOYEE", "Envoyées"), ("INSCRITE", "Inscrites"), ("ABANDONNEE", "Abandonnées")]


@demandes.get("/")
@requires(Permission.CONSULTER)
def liste() -> str:
    """Our requests, the latest first."""
    etat = request.args.get("etat", "")
    with Lecture() as session:
        found: Any = paginate(session, select_demandes(current_acteur(), etat), asked_page(request.args))
        rappel, jour = load_parametres(session).rappel_demande, today()
        delais = list_delais(session, found.lignes, jour)
        relances = {une.id: describe_relance(une, delais[une.id], rappel, jour) for une in found.lignes}
        return render_template(
            "votes/demandes.html", liste=found, delais=delais, relances=relances, etat=etat, etats=ETATS
        )


@demandes.get("/nouvelle")
@requires(Permission.DONNER_CONSIGNE)
def nouvelle() -> str:
    """The form of a request."""
    return render_template("votes/demande_nouvelle.html", saisie=request.args, fautes={}, refus=None)


@demandes.post("/nouvelle")
@requires(Permission.DONNER_CONSIGNE)
def creer() -> AnyResponse:
    """Write a draft; what was typed comes back with every fault."""
    acteur = current_acteur()
    try:
        with Session.begin() as session:
            code = _find_code(session)
            demande = create_demande(session, acteur, code, read_demande(request.form), today())
            demande_id = demande.id
    except AppError as refus:
        fautes = refus.par_champ
        page = render_template("votes/demande_nouvelle.html", saisie=request.form, fautes=fautes, refus=refus)
        return make_response(page, refus.status)
    flash("Demande préparée : relisez la lettre, puis envoyez-la.")
    return redirect(url_for("votes.demandes.page", demande_id=demande_id))


@demandes.get("/<int:demande_id>")
@requires(Permission.CONSULTER)
def page(demande_id: int) -> str:
    """One request: its letter, its dates, its proof, the items that look like it."""
    return _render(demande_id)


@demandes.get("/<int:demande_id>/lettre.pdf")
@requires(Permission.CONSULTER)
def lettre(demande_id: int) -> Response:
    """The letter as it would leave today."""
    with Lecture() as session:
        acteur = current_acteur()
        demande = get_demande(session, acteur, demande_id)
        destinataire = write_destinataire(session, demande, None, today())
        pdf = print_lettre(session, demande, destinataire, write_signataire(acteur), today(), now())
        return send_bytes(pdf, f"projet-demande-{demande.copropriete.code}-{demande.id}.pdf", "application/pdf")


@demandes.post("/<int:demande_id>/corriger")
@requires(Permission.DONNER_CONSIGNE)
def corriger(demande_id: int) -> AnyResponse:
    """Correct a draft."""
    return _act(
        demande_id,
        lambda session: change_demande(
            session, current_acteur(), demande_id, read_demande(request.form), read_version(request.form), today()
        ),
        "La demande est corrigée.",
    )


@demandes.post("/<int:demande_id>/envoyer")
@requires(Permission.GERER_AG)
def envoyer(demande_id: int) -> AnyResponse:
    """Send the letter, or record how it left."""
    upload = request.files.get("preuve")
    preuve = (upload.filename, upload.read()) if upload and upload.filename else None
    return _act(
        demande_id,
        lambda session: send_demande(session, current_acteur(), demande_id, read_envoi(request.form, preuve), today()),
        "Demande envoyée, avec sa preuve. Elle sera cherchée dans les ordres du jour qui viennent.",
    )


@demandes.post("/<int:demande_id>/rapprocher")
@requires(Permission.GERER_AG)
def rapprocher(demande_id: int) -> AnyResponse:
    """Say which item of an agenda is our request."""
    resolution = request.form.get("resolution", "")
    resolution_id = int(resolution) if resolution.isdecimal() and len(resolution) < 19 else 0
    return _act(
        demande_id,
        lambda session: match_demande(session, current_acteur(), demande_id, resolution_id),
        "Demande retrouvée : la résolution est signalée comme la nôtre.",
    )


@demandes.post("/<int:demande_id>/relance")
@requires(Permission.CONSULTER)
def relancee(demande_id: int) -> AnyResponse:
    """Say that the syndic was asked again."""
    commentaire = request.form.get("commentaire", "")
    return _act(
        demande_id,
        lambda session: close_relance_demande(session, current_acteur(), demande_id, commentaire),
        "Relance notée : la prochaine viendra si aucun ordre du jour n’arrive.",
    )


@demandes.post("/<int:demande_id>/abandonner")
@requires(Permission.GERER_AG)
def abandonner(demande_id: int) -> AnyResponse:
    """Give a request up."""
    motif = request.form.get("motif", "")
    return _act(
        demande_id,
        lambda session: drop_demande(session, current_acteur(), demande_id, motif),
        "La demande est abandonnée.",
    )


def _find_code(session: OrmSession) -> str:
    try:
        return find_code(session, current_acteur(), request.form.get("copropriete", "").strip())
    except ValueError as error:
        raise InvalidError(
            "Choisissez la copropriété.", code="DEMANDE_INCOMPLETE",
            fautes=[{"ou": "copropriete", "message": str(error)}],
        ) from None  # fmt: skip


def _act(demande_id: int, act: Callable[[OrmSession], object], message: str) -> AnyResponse:
    try:
        with Session.begin() as session:
            act(session)
    except AppError as refus:
        return make_response(_render(demande_id, refus), refus.status)
    flash(message)
    return redirect(url_for("votes.demandes.page", demande_id=demande_id))


def _render(demande_id: int, refus: AppError | None = None) -> str:
    with Lecture() as session:
        demande = get_demande(session, current_acteur(), demande_id)
        syndic = syndic_en_poste(session, demande.copropriete_id, today())
        delais = find_delais(session, demande, today())
        return render_template(
            "votes/demande.html",
            demande=demande,
            delais=delais,
            relance=describe_relance(demande, delais, load_parametres(session).rappel_demande, today()),
            suggestions=list_suggestions(session, demande) if demande.etat == "ENVOYEE" else [],
            syndic=syndic,
            modes=MODES,
            saisie=request.form,
            refus=refus,
            fautes=refus.par_champ if refus else {},
        )
