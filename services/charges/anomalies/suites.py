"""Use cases: ask the syndic about an anomaly, note his answer, make of it an event, a credit to expect, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.charges.anomalies.detection import EN_COURS
from services.charges.anomalies.lettres import write_lettre
from services.charges.anomalies.questions import Question
from services.charges.models import (
    AnomalieCharge,
    AvoirAttendu,
    EtatAnomalie,
    EvenementCharge,
    IssueAnomalie,
    QuestionSyndic,
)
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.documents import keep_document
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import Copropriete, now
from shared.patrimoine.lectures import syndic_en_poste, visible_coproprietes

DELAI_REPONSE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class FiltreAnomalies:
    """What the list is narrowed to; all of it is in the address."""

    etat: str = ""
    type: str = ""
    copropriete: str = ""


def select_anomalies(acteur: Acteur, filtre: FiltreAnomalies) -> Select[AnomalieCharge]:
    """The anomalies an agent sees, euros at stake × confidence first; those that wait for somebody unless told."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = (
        select(AnomalieCharge)
        .join(AnomalieCharge.copropriete)
        .where(AnomalieCharge.copropriete_id.in_(visible))
        .options(joinedload(AnomalieCharge.copropriete), selectinload(AnomalieCharge.questions))
    )
    if filtre.etat in EtatAnomalie.__members__:
        query = query.where(AnomalieCharge.etat == EtatAnomalie(filtre.etat))
    else:
        query = query.where(AnomalieCharge.etat.in_(EN_COURS))
    if filtre.type:
        query = query.where(AnomalieCharge.type == filtre.type)
    if filtre.copropriete:
        query = query.where(Copropriete.code == filtre.copropriete)
    stake = AnomalieCharge.enjeu_centimes * AnomalieCharge.score_centiemes
    return query.order_by(stake.desc(), AnomalieCharge.id)


def get_anomalie(session: Session, acteur: Acteur, anomalie_id: int, *, lock: bool = False) -> AnomalieCharge:
    """One anomaly.

    :raises NotFoundError: not there, or not of a copropriété this agent sees.
    """
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = select(AnomalieCharge).where(AnomalieCharge.id == anomalie_id, AnomalieCharge.copropriete_id.in_(visible))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFoundError("Cette anomalie n’existe pas, ou ne relève pas de vos agences.", code="ANOMALIE_INCONNUE")
    return found


def draft_question(session: Session, acteur: Acteur, anomalie: AnomalieCharge, aujourdhui: date) -> Question:
    """The letter ready to be read over: what is odd, with its figures, and what is asked."""
    copropriete = anomalie.copropriete
    syndic = syndic_en_poste(session, copropriete.id, aujourdhui)
    sujet, corps = write_lettre(anomalie, copropriete, acteur.nom)
    return Question((syndic.courriel or "") if syndic else "", sujet, corps)


def ask_syndic(
    session: Session, acteur: Acteur, anomalie_id: int, question: Question, *, version: int, aujourdhui: date
) -> QuestionSyndic:
    """Send the question, keep it among the documents, and wait for its answer.

    :raises StaleError: somebody handled the anomaly meanwhile.
    :raises RefusedError: it is already classed.
    :raises InvalidError: no usable address, or an empty letter.
    """
    anomalie = _take(session, acteur, anomalie_id, version)
    destinataire = question.destinataire.strip()
    if destinataire.count("@") != 1 or not question.corps.strip() or not question.sujet.strip():
        raise InvalidError("Indiquez l’adresse du syndic, l’objet et le texte.", code="QUESTION_INCOMPLETE")
    document = keep_document(
        session, acteur, f"À : {destinataire}\nObjet : {question.sujet}\n\n{question.corps}".encode(),
        nom=f"Question {anomalie.copropriete.code} {anomalie.famille} {anomalie.annee}.txt", genre="question_syndic",
        type_mime="text/plain", copropriete_id=anomalie.copropriete_id,
    )  # fmt: skip
    queue_courriel(session, destinataire, question.sujet, question.corps, [document])
    asked = QuestionSyndic(
        anomalie_id=anomalie.id, destinataire=destinataire, sujet=question.sujet.strip(), document_id=document.id,
        envoyee_par=acteur.courriel, envoyee_le=now(), attendue_le=aujourdhui + DELAI_REPONSE,
    )  # fmt: skip
    session.add(asked)
    anomalie.etat = EtatAnomalie.INTERROGEE
    session.flush()
    _record(session, acteur, "interroge le syndic sur une anomalie", anomalie, {"destinataire": destinataire})
    return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Reponse:
    """What the syndic answered and what it is worth. ``avoir_centimes``: for the whole building, when promised."""

    texte: str
    recue_le: date
    issue: IssueAnomalie
    avoir_centimes: int | None = None
    avoir_avant: date | None = None


def record_reponse(session: Session, acteur: Acteur, anomalie_id: int, reponse: Reponse, *, version: int) -> None:
    """Class an anomaly with the answer that explains it.

    An event silences the detection there; a promised credit is expected until it is seen; the others just close.

    :raises StaleError: somebody handled it meanwhile.
    :raises InvalidError: no text; a credit without its amount and its day.
    """
    anomalie = _take(session, acteur, anomalie_id, version)
    _check_reponse(reponse)
    for question in anomalie.questions:
        if question.repondue_le is None:
            question.reponse, question.repondue_le = reponse.texte.strip(), reponse.recue_le
            question.notee_par = acteur.courriel
    if reponse.issue is IssueAnomalie.EVENEMENT:
        add_evenement(session, acteur, anomalie.copropriete_id, anomalie.annee, anomalie.famille, reponse.texte)
    if reponse.issue is IssueAnomalie.AVOIR_ATTENDU:
        session.add(
            AvoirAttendu(
                anomalie_id=anomalie.id, montant_centimes=reponse.avoir_centimes or 0,
                attendu_avant=reponse.avoir_avant or reponse.recue_le, par=acteur.courriel, le=now(),
            )
        )  # fmt: skip
    anomalie.etat, anomalie.issue = EtatAnomalie.CLASSEE, reponse.issue
    session.flush()
    detail = {"issue": reponse.issue.value, "reponse": reponse.texte.strip()}
    _record(session, acteur, "classe une anomalie de charges", anomalie, detail)


def add_evenement(
    session: Session, acteur: Acteur, copropriete_id: int, annee: int, famille: str, description: str
) -> EvenementCharge:
    """Write down a known real change; the same again keeps the first."""
    known = session.scalar(
        select(EvenementCharge).where(
            EvenementCharge.copropriete_id == copropriete_id, EvenementCharge.annee == annee,
            EvenementCharge.famille == famille,
        )
    )  # fmt: skip
    if known is not None:
        return known
    evenement = EvenementCharge(
        copropriete_id=copropriete_id, annee=annee, famille=famille, description=description.strip(),
        par=acteur.courriel, le=now(),
    )  # fmt: skip
    session.add(evenement)
    return evenement


def list_avoirs(session: Session, acteur: Acteur) -> Sequence[AvoirAttendu]:
    """The credits promised and not seen yet, the earliest first."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return session.scalars(
        select(AvoirAttendu)
        .join(AvoirAttendu.anomalie)
        .where(AvoirAttendu.vu_le.is_(None), AnomalieCharge.copropriete_id.in_(visible))
        .options(joinedload(AvoirAttendu.anomalie).joinedload(AnomalieCharge.copropriete))
        .order_by(AvoirAttendu.attendu_avant)
    ).all()


def see_avoir(session: Session, acteur: Acteur, avoir_id: int, aujourdhui: date) -> None:
    """Say that a promised credit was seen.

    :raises NotFoundError: no such credit among those that wait.
    """
    avoir = next((one for one in list_avoirs(session, acteur) if one.id == avoir_id), None)
    if avoir is None:
        raise NotFoundError("Cet avoir n’est pas, ou plus, attendu.", code="AVOIR_INCONNU")
    avoir.vu_le = aujourdhui
    _record(session, acteur, "voit un avoir attendu", avoir.anomalie, {"montant_centimes": avoir.montant_centimes})


def _check_reponse(reponse: Reponse) -> None:
    fautes = []
    if not reponse.texte.strip():
        fautes.append({"ou": "Réponse", "message": "à remplir : elle reste au dossier"})
    if reponse.issue is IssueAnomalie.AVOIR_ATTENDU and (not reponse.avoir_centimes or reponse.avoir_avant is None):
        fautes.append({"ou": "Avoir", "message": "indiquez son montant et le jour avant lequel il est attendu"})
    if fautes:
        raise InvalidError("Rien n’est enregistré : corrigez ce qui suit.", code="REPONSE_INCOMPLETE", fautes=fautes)


def _take(session: Session, acteur: Acteur, anomalie_id: int, version: int) -> AnomalieCharge:
    anomalie = get_anomalie(session, acteur, anomalie_id, lock=True)
    if anomalie.version != version:
        raise StaleError("Quelqu’un a traité cette anomalie depuis que vous l’avez ouverte : relisez-la.")
    if anomalie.etat not in EN_COURS:
        raise RefusedError("Cette anomalie est déjà classée.", code="ANOMALIE_CLASSEE")
    return anomalie


def _record(session: Session, acteur: Acteur, acte: str, anomalie: AnomalieCharge, detail: dict[str, Any]) -> None:
    record_acte(session, acteur, acte, "anomalie_charge", anomalie.id, copropriete_id=anomalie.copropriete_id,
                detail=detail)  # fmt: skip
