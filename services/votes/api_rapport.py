"""The JSON door of the report: votes of a year, punctuality of syndics."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate
from sqlalchemy import select

from services.votes.api import api
from services.votes.rapport.ponctualite import Ponctualite, list_ags_datees, measure_syndics
from services.votes.rapport.votes_annee import FiltreRapport, count_votes, list_votes
from shared.acteurs import Permission
from shared.database import Lecture
from shared.errors import NotFoundError
from shared.models import Syndic
from shared.presentation import today
from shared.web.gardes import current_acteur, requires


class AnneeSchema(Schema):
    """The year wanted; the current one by default."""

    annee = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1990, 2099))


class RapportDemandeSchema(AnneeSchema):
    """How to narrow the report."""

    agence = fields.String(load_default="")
    syndic = fields.String(load_default="")
    type = fields.String(load_default="")
    texte = fields.String(load_default="", validate=validate.Length(max=200))


class BilanSchema(Schema):
    """Counts of resolutions; the empty key is « none yet »."""

    code = fields.String(required=True)
    libelle = fields.String(required=True)
    total = fields.Integer(required=True)
    positions = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    issues = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    suivies = fields.Integer(required=True)
    departs = fields.Integer(required=True)
    ecarts = fields.Integer(required=True)


class RapportSchema(Schema):
    """The votes of a year, all together and type by type."""

    annee = fields.Integer(required=True)
    total = fields.Nested(BilanSchema, required=True)
    types = fields.List(fields.Nested(BilanSchema), required=True)


class PonctualiteSchema(Schema):
    """The dates of a syndic over a year, among the assemblies the agent sees; delays in calendar days."""

    syndic = fields.String(required=True)
    nom = fields.String(required=True)
    annee = fields.Integer(required=True)
    assemblees = fields.Integer(required=True)
    convocations_connues = fields.Integer(required=True)
    convocations_tardives = fields.Integer(required=True)
    jours_manquants_maximum = fields.Integer(required=True)
    pv_attendus = fields.Integer(required=True)
    pv_a_temps = fields.Integer(required=True)
    pv_tardifs = fields.Integer(required=True)
    pv_manquants = fields.Integer(required=True)
    jours_retard_moyen = fields.Integer(allow_none=True)


@api.get("/rapport")
@requires(Permission.CONSULTER)
@api.arguments(RapportDemandeSchema, location="query")
@api.response(200, RapportSchema)
def rapport_annuel(demande: dict[str, Any]) -> Response:
    """The votes of a year by type, position and outcome, and against the doctrine."""
    annee = demande.pop("annee") or today().year
    with Lecture() as session:
        total, types = count_votes(list_votes(session, current_acteur(), FiltreRapport(annee, **demande)))
        return jsonify(RapportSchema().dump({"annee": annee, "total": total, "types": types}))


@api.get("/syndics/<code>/ponctualite")
@requires(Permission.CONSULTER)
@api.arguments(AnneeSchema, location="query")
@api.response(200, PonctualiteSchema)
def ponctualite(demande: dict[str, Any], code: str) -> Response:
    """Late notices and late minutes of a syndic in a year, among the assemblies the agent sees."""
    aujourdhui = today()
    annee = demande["annee"] or aujourdhui.year
    with Lecture() as session:
        syndic = session.scalar(select(Syndic).where(Syndic.code == code))
        if syndic is None:
            raise NotFoundError(f"Aucun syndic n’a le code « {code} ».", code="SYNDIC_INCONNU")
        ags = list_ags_datees(session, current_acteur(), FiltreRapport(annee, syndic=code), aujourdhui)
        measured = measure_syndics(ags, aujourdhui)
        found = measured[0] if measured else Ponctualite(syndic.code, syndic.nom)
        return jsonify({"annee": annee, **PonctualiteSchema(exclude=["annee"]).dump(found)})
