"""The HTML door of a sending: lock the sheet, sign it, send it, prove it; its appointments."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.votes.acces import get_ag
from services.votes.envois.calendrier_ics import write_calendrier
from services.votes.envois.contenu import list_lacunes
from services.votes.envois.delegations import propose_signataire
from services.votes.envois.documents import CANAUX
from services.votes.envois.expeditions import send_feuille
from services.votes.envois.feuilles import get_feuille, lock_feuille, take_over
from services.votes.envois.lectures import EtatEnvoi, load_envoi
from services.votes.envois.mandats import LIBELLES
from services.votes.envois.retours import CHAMPS, IMPRIMES, choose_canal, record_retour
from services.votes.envois.saisies import read_canal, read_choix, read_envoi, read_retour
from services.votes.envois.signatures import deposit_signed, seal_feuille
from services.votes.formulaires import read_version
from services.votes.models import FeuilleInstruction
from services.votes.parametres import load_parametres
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.models import now
from shared.patrimoine.lectures import syndic_en_poste
from shared.pdf.scellement import Certificat, load_certificat
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires

envois = Blueprint("envois", __name__)
Act = Callable[[OrmSession], FeuilleInstruction]
MODES = [
    ("COURRIEL", "Courriel"),
    ("RECOMMANDE", "Lettre recommandée"),
    ("MAIN_PROPRE", "Remise contre récépissé"),
    ("ESPACE_EN_LIGNE", "Espace en ligne du syndic"),
]


@envois.get("/ag/<int:ag_id>/envoi")
@requires(Permission.CONSULTER)
def page(ag_id: int) -> str:
    """Where the sending of an assembly stands, and its next act."""
    return _render(ag_id)


@envois.post("/ag/<int:ag_id>/envoi/retour")
@requires(Permission.GERER_AG)
def retour(ag_id: int) -> AnyResponse:
    """Record the place, the hour and the return address."""
    try:
        with Session.begin() as session:
            record_retour(session, current_acteur(), ag_id, read_retour(request.form), read_version(request.form))
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)
    flash("Le retour du formulaire est enregistré.")
    return _back(ag_id)


@envois.post("/ag/<int:ag_id>/envoi/canal")
@requires(Permission.GERER_AG)
def canal(ag_id: int) -> AnyResponse:
    """Keep how our vote leaves, without locking anything yet."""
    try:
        with Session.begin() as session:
            choose_canal(session, current_acteur(), ag_id, read_canal(request.form), read_version(request.form))
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)
    flash("Le canal est gardé : la feuille le suivra, verrouillée ici ou avec d’autres.")
    return _back(ag_id)


@envois.post("/ag/<int:ag_id>/envoi/verrouiller")
@requires(Permission.GERER_AG)
def verrouiller(ag_id: int) -> AnyResponse:
    """Lock the sheet, once what was missing of the return is recorded; what was typed comes back with every fault."""
    try:
        with Session.begin() as session:
            if "formulaire_adresse" in request.form:
                record_retour(session, current_acteur(), ag_id, read_retour(request.form), read_version(request.form))
            feuille = lock_feuille(session, current_acteur(), ag_id, read_choix(request.form), today())
            numero = feuille.numero
    except AppError as refus:
        return make_response(_render(ag_id, refus), refus.status)
    flash(f"Feuille n° {numero} verrouillée : signez-la, puis envoyez-la.")
    return _back(ag_id)


@envois.post("/feuilles/<int:feuille_id>/sceller")
@requires(Permission.GERER_AG)
def sceller(feuille_id: int) -> AnyResponse:
    """Seal the paper with the organisation's certificate."""
    certificat = load_certificat(current_app.config["TANTIEME"])
    return _act(
        feuille_id,
        lambda session: seal_feuille(session, current_acteur(), feuille_id, certificat),
        "Document scellé : il peut partir.",
    )


@envois.post("/feuilles/<int:feuille_id>/signe")
@requires(Permission.GERER_AG)
def deposer(feuille_id: int) -> AnyResponse:
    """Keep the scan of the paper signed by hand."""
    upload = request.files.get("fichier")
    contenu = upload.read() if upload else b""
    return _act(
        feuille_id,
        lambda session: deposit_signed(session, current_acteur(), feuille_id, contenu),
        "Document signé déposé : il peut partir.",
    )


@envois.post("/feuilles/<int:feuille_id>/envoyer")
@requires(Permission.GERER_AG)
def envoyer(feuille_id: int) -> AnyResponse:
    """Send the signed paper, or record how it left."""
    upload = request.files.get("preuve")
    preuve = (upload.filename, upload.read()) if upload and upload.filename else None

    def act(session: OrmSession) -> FeuilleInstruction:
        saisie = read_envoi(request.form, preuve)
        return send_feuille(session, current_acteur(), feuille_id, saisie, today()).feuille

    return _act(feuille_id, act, "Envoi enregistré, avec sa preuve.")


@envois.post("/feuilles/<int:feuille_id>/reprendre")
@requires(Permission.GERER_AG)
def reprendre(feuille_id: int) -> AnyResponse:
    """Become the one person who sends for this assembly."""
    motif = request.form.get("motif", "")
    return _act(
        feuille_id,
        lambda session: take_over(session, current_acteur(), feuille_id, motif),
        "Vous êtes chargé de cet envoi.",
    )


@envois.get("/ag/<int:ag_id>/calendrier.ics")
@requires(Permission.CONSULTER)
def calendrier(ag_id: int) -> Response:
    """The appointments of an assembly, for Outlook."""
    with Lecture() as session:
        ag = get_ag(session, current_acteur(), ag_id)
        nom = f"ag-{ag.copropriete.code}-{ag.date_ag:%Y-%m-%d}.ics"
        return send_bytes(write_calendrier(ag, now(), load_parametres(session).marge_interne), nom, "text/calendar")


def _act(feuille_id: int, act: Act, message: str) -> AnyResponse:
    try:
        with Session.begin() as session:
            ag_id = act(session).ag_id
    except AppError as refus:
        with Lecture() as session:
            ag_id = get_feuille(session, current_acteur(), feuille_id).ag_id
        return make_response(_render(ag_id, refus), refus.status)
    flash(message)
    return _back(ag_id)


def _back(ag_id: int) -> AnyResponse:
    return redirect(url_for("votes.envois.page", ag_id=ag_id))


def _render(ag_id: int, refus: AppError | None = None) -> str:
    fautes = refus.par_champ if refus else {}
    with Lecture() as session:
        etat = load_envoi(session, current_acteur(), ag_id, today())
        syndic = syndic_en_poste(session, etat.ag.copropriete_id, etat.ag.date_ag)
        certificat, panne = _find_certificat()
        return render_template(
            "votes/envoi.html",
            etat=etat,
            ag=etat.ag,
            feuille=etat.feuille,
            saisie=request.form,
            refus=refus,
            fautes=fautes,
            retour_manque=bool(fautes.keys() & {*CHAMPS}) or not all(getattr(etat.ag, champ) for champ in IMPRIMES),
            signataire=request.form.get("delegation")
            or propose_signataire(etat.signataires, current_acteur(), etat.engagement_centimes),
            certificat=certificat,
            panne=panne,
            lacunes=_list_lacunes(etat, syndic.nom if syndic else None),
            courriel_syndic=etat.ag.formulaire_courriel or (syndic.courriel if syndic else None),
            canaux=[(canal.value, libelle) for canal, libelle in CANAUX.items()],
            qualites=[(qualite.value, libelle) for qualite, libelle in LIBELLES.items()],
            modes=MODES,
        )


def _find_certificat() -> tuple[Certificat | None, str | None]:
    """The certificate, or why it cannot serve."""
    try:
        return load_certificat(current_app.config["TANTIEME"]), None
    except AppError as refus:
        return None, refus.detail


def _list_lacunes(etat: EtatEnvoi, syndic: str | None) -> list[dict[str, Any]]:
    ag = etat.ag
    retour = {"adresse": ag.formulaire_adresse, "courriel": ag.formulaire_courriel}
    seance = {"heure": ag.heure, "lieu": ag.lieu}
    return list_lacunes({"ag": seance, "retour": retour, "lots": [1], "canal": etat.canal, "syndic": syndic})
