"""The JSON door of the anomalies. Amounts are integers of centimes."""

from typing import Any

from flask import jsonify
from marshmallow import Schema, fields, validate

from services.charges.anomalies.lettres import TYPES
from services.charges.anomalies.questions import Question
from services.charges.anomalies.suites import (
    FiltreAnomalies,
    Reponse,
    ask_syndic,
    get_anomalie,
    record_reponse,
    select_anomalies,
)
from services.charges.api import api
from services.charges.models import EtatAnomalie, IssueAnomalie
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent

LIMITE = 500


class FiltreAnomaliesSchema(Schema):
    """Which anomalies: those that wait for somebody unless ``etat`` says otherwise."""

    etat = fields.String(load_default="", validate=validate.OneOf(["", *EtatAnomalie]))
    type = fields.String(load_default="", validate=validate.OneOf(["", *TYPES]))
    copropriete = fields.String(load_default="")


class AnomalieSchema(Schema):
    """An anomaly: amounts of the whole building, and our share of the gap."""

    id = fields.Integer()
    copropriete = fields.String(attribute="copropriete.code")
    annee = fields.Integer()
    famille = fields.String()
    type = fields.String()
    score = fields.Function(lambda one: one.score_centiemes / 100)
    montant_centimes = fields.Integer()
    attendu_centimes = fields.Integer()
    enjeu_centimes = fields.Integer()
    explication = fields.String()
    etat = fields.Enum(EtatAnomalie, by_value=True)
    issue = fields.Enum(IssueAnomalie, by_value=True, allow_none=True)
    version = fields.Integer()


class QuestionSchema(Schema):
    """A question to the syndic, at the version of the anomaly that was read."""

    destinataire = fields.Email(required=True)
    sujet = fields.String(required=True, validate=validate.Length(1, 300))
    corps = fields.String(required=True, validate=validate.Length(1, 20_000))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**31))


class ReponseSchema(Schema):
    """What was answered and what it is worth."""

    texte = fields.String(required=True, validate=validate.Length(1, 20_000))
    recue_le = fields.Date(required=True)
    issue = fields.Enum(IssueAnomalie, by_value=True, required=True)
    avoir_centimes = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 10**12))
    avoir_avant = fields.Date(load_default=None, allow_none=True)
    version = fields.Integer(required=True, strict=True, validate=validate.Range(0, 2**31))


@api.get("/anomalies")
@requires(Permission.CONSULTER)
@api.arguments(FiltreAnomaliesSchema, location="query")
@api.response(200, AnomalieSchema(many=True))
def anomalies(filtre: dict[str, str]) -> Any:
    """The anomalies, euros at stake × confidence first; five hundred at most."""
    with Lecture() as session:
        found = session.scalars(select_anomalies(current_acteur(), FiltreAnomalies(**filtre)).limit(LIMITE)).all()
        return jsonify(AnomalieSchema(many=True).dump(found))


@api.get("/anomalies/<int:anomalie_id>")
@requires(Permission.CONSULTER)
@api.response(200, AnomalieSchema)
def anomalie(anomalie_id: int) -> Any:
    """One anomaly."""
    with Lecture() as session:
        return jsonify(AnomalieSchema().dump(get_anomalie(session, current_acteur(), anomalie_id)))


@api.post("/anomalies/<int:anomalie_id>/questions")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(QuestionSchema)
@api.response(201, AnomalieSchema)
def interroger(saisie: dict[str, Any], anomalie_id: int) -> Any:
    """Send a question to the syndic. 409 when somebody handled the anomaly since ``version``."""
    question = Question(saisie["destinataire"], saisie["sujet"], saisie["corps"])
    with Session.begin() as session:
        ask_syndic(session, current_acteur(), anomalie_id, question, version=saisie["version"], aujourdhui=today())
        return jsonify(AnomalieSchema().dump(get_anomalie(session, current_acteur(), anomalie_id))), 201


@api.post("/anomalies/<int:anomalie_id>/reponses")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(ReponseSchema)
@api.response(201, AnomalieSchema)
def repondre(saisie: dict[str, Any], anomalie_id: int) -> Any:
    """Class the anomaly with its answer."""
    version = saisie.pop("version")
    with Session.begin() as session:
        record_reponse(session, current_acteur(), anomalie_id, Reponse(**saisie), version=version)
        return jsonify(AnomalieSchema().dump(get_anomalie(session, current_acteur(), anomalie_id))), 201
