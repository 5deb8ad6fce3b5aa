"""The HTML door of the anomalies: the list by stake, one with its evidence, the question to the syndic, his answer."""

from datetime import date

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.charges.anomalies.detection import run_detection
from services.charges.anomalies.evidences import load_evidence
from services.charges.anomalies.lettres import TYPES
from services.charges.anomalies.questions import Question
from services.charges.anomalies.suites import (
    FiltreAnomalies,
    Reponse,
    ask_syndic,
    draft_question,
    get_anomalie,
    list_avoirs,
    record_reponse,
    see_avoir,
    select_anomalies,
)
from services.charges.models import AnomalieCharge, EtatAnomalie, IssueAnomalie
from services.charges.postes.nomenclature import FAMILLES
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.montants import euros
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, paginate
from shared.web.saisie import Saisie

anomalies = Blueprint("anomalies", __name__)


def _filtre() -> FiltreAnomalies:
    return FiltreAnomalies(
        request.args.get("etat", ""), request.args.get("type", ""), request.args.get("copropriete", "").strip().upper()
    )


@anomalies.get("/anomalies")
@requires(Permission.CONSULTER)
def liste() -> str:
    """The anomalies, euros at stake × confidence first, and the credits that are waited for."""
    acteur, filtre = current_acteur(), _filtre()
    with Lecture() as session:
        return render_template(
            "charges/anomalies.html",
            liste=paginate(session, select_anomalies(acteur, filtre), asked_page(request.args)),
            filtre=filtre, types=TYPES, familles=FAMILLES, etats=list(EtatAnomalie),
            avoirs=list_avoirs(session, acteur),
        )  # fmt: skip


@anomalies.get("/anomalies.xlsx")
@requires(Permission.CONSULTER)
def excel() -> Response:
    """The filtered list as a workbook."""
    with Lecture() as session:
        rows = session.scalars(select_anomalies(current_acteur(), _filtre())).all()
        contenu = write_liste(
            "Anomalies",
            ("Copropriété", "Nom", "Année", "Poste", "Type", "Dépensé", "Attendu", "Enjeu pour nous", "Score", "État",
             "Explication"),
            ((one.copropriete.code, one.copropriete.nom, one.annee, FAMILLES.get(one.famille, one.famille),
              TYPES[one.type], euros(one.montant_centimes), euros(one.attendu_centimes), euros(one.enjeu_centimes),
              euros(one.score_centiemes), one.etat.value, one.explication) for one in rows),
        )  # fmt: skip
    return send_bytes(contenu, "anomalies.xlsx", MIME_XLSX)


@anomalies.post("/anomalies/detecter")
@requires(Permission.IMPORTER_APPEL)
def detecter() -> AnyResponse:
    """Look again now, without waiting for tomorrow."""
    with Session.begin() as session:
        fresh = run_detection(session, today())
    flash("Aucune anomalie nouvelle." if not fresh else f"Anomalies nouvelles : {fresh}.")
    return redirect(url_for("charges.anomalies.liste"))


@anomalies.get("/anomalies/<int:anomalie_id>")
@requires(Permission.CONSULTER)
def page(anomalie_id: int) -> str:
    """One anomaly: its years beside what was expected, what it is worth to us, the ready question, the answer."""
    return _render(anomalie_id)


@anomalies.post("/anomalies/<int:anomalie_id>/question")
@requires(Permission.IMPORTER_APPEL)
def interroger(anomalie_id: int) -> AnyResponse:
    """Send the question that was read over."""
    question = Question(*(request.form.get(nom, "") for nom in ("destinataire", "sujet", "corps")))
    try:
        with Session.begin() as session:
            ask_syndic(
                session, current_acteur(), anomalie_id, question, version=_version(), aujourdhui=today()
            )  # fmt: skip
    except AppError as refus:
        return make_response(_render(anomalie_id, refus, question), refus.status)
    flash(f"Question mise à l’envoi à {question.destinataire}.")
    return redirect(url_for("charges.anomalies.page", anomalie_id=anomalie_id))


@anomalies.post("/anomalies/<int:anomalie_id>/reponse")
@requires(Permission.IMPORTER_APPEL)
def repondre(anomalie_id: int) -> AnyResponse:
    """Class the anomaly with the syndic's answer, or ours."""
    try:
        reponse = _read_reponse()
        with Session.begin() as session:
            record_reponse(session, current_acteur(), anomalie_id, reponse, version=_version())
    except AppError as refus:
        return make_response(_render(anomalie_id, refus), refus.status)
    flash("Anomalie classée.")
    return redirect(url_for("charges.anomalies.liste"))


@anomalies.post("/avoirs/<int:avoir_id>/vu")
@requires(Permission.IMPORTER_APPEL)
def avoir_vu(avoir_id: int) -> AnyResponse:
    """Say that a promised credit was seen."""
    with Session.begin() as session:
        see_avoir(session, current_acteur(), avoir_id, today())
    flash("Avoir vu.")
    return redirect(url_for("charges.anomalies.liste"))


def _version() -> int:
    brut = request.form.get("version", "")
    return int(brut) if brut.isdecimal() and len(brut) < 12 else 0


def _read_reponse() -> Reponse:
    saisie = Saisie(request.form)
    texte = saisie.texte("reponse", "Réponse") or ""
    recue_le = saisie.jour("recue_le", "Reçue le") or today()
    issue = request.form.get("issue", "")
    if issue not in IssueAnomalie.__members__:
        saisie.fautes.append({"ou": "Ce que vaut la réponse", "message": "à choisir"})
    centimes = saisie.montant("avoir", "Avoir", requis=False)
    avant: date | None = saisie.jour("avoir_avant", "Avoir attendu avant", requis=False)
    saisie.check()
    return Reponse(
        texte=texte, recue_le=recue_le, issue=IssueAnomalie(issue), avoir_centimes=centimes, avoir_avant=avant
    )


def _render(anomalie_id: int, refus: AppError | None = None, question: Question | None = None) -> str:
    acteur = current_acteur()
    with Lecture() as session:
        anomalie: AnomalieCharge = get_anomalie(session, acteur, anomalie_id)
        return render_template(
            "charges/anomalie.html",
            anomalie=anomalie, evidence=load_evidence(session, anomalie), types=TYPES, familles=FAMILLES,
            question=question or draft_question(session, acteur, anomalie, today()), refus=refus,
            issues=list(IssueAnomalie), saisie=request.form,
        )  # fmt: skip
