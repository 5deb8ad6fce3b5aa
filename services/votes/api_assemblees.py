"""The JSON door of the lists and corrections: assemblies by period, one resolution, its type, its clé, its employee."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from services.votes.acces import get_ag, get_resolution
from services.votes.api import api
from services.votes.assemblees.amendements import Projet, amend_resolution
from services.votes.assemblees.corrections import change_ag
from services.votes.assemblees.enregistrement import SaisieAg
from services.votes.assemblees.resolutions import change_cle, requalify_resolution
from services.votes.assemblees.saisie_convocation import ARTICLES
from services.votes.attribution.affectations import reassign_resolution
from services.votes.lectures import A_VENIR, PASSEES, TOUTES, FiltreAg, select_ags
from services.votes.proces_verbaux.confirmation import set_notification
from services.votes.schemas import AssembleeCorrigeeSchema, AssembleeSchema, ResolutionSchema
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent
from shared.web.listes import paginate

VERSION: dict[str, Any] = {"required": True, "validate": validate.Range(0, 2**31)}
LONG = validate.Length(max=2000)


class FiltreAssembleesSchema(Schema):
    """How to narrow the assemblies."""

    periode = fields.String(load_default=A_VENIR, validate=validate.OneOf([A_VENIR, PASSEES, TOUTES]))
    texte = fields.String(load_default="", validate=validate.Length(max=200))
    incompletes = fields.Boolean(load_default=False)
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class ListeAssembleesSchema(Schema):
    """A page of assemblies, fifty at most."""

    assemblees = fields.List(fields.Nested(AssembleeSchema), required=True)
    nombre = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class TypeCorrigeSchema(Schema):
    """Another type for a resolution, at the version that was read."""

    type = fields.String(required=True, validate=validate.Length(max=60))
    version = fields.Integer(**VERSION)


class CleCorrigeeSchema(Schema):
    """Another clé for a resolution, at the version that was read."""

    cle = fields.String(required=True, validate=validate.Length(max=60))
    version = fields.Integer(**VERSION)


class ProjetSchema(Schema):
    """What a resolution puts to the vote, at the version that was read. ``motif``: needed once it was answered."""

    intitule = fields.String(required=True, validate=validate.Length(1, 2000))
    texte = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=100_000))
    montant_centimes = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0, 10**15))
    article_imprime = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(ARTICLES))
    motif = fields.String(load_default="", validate=LONG)
    version = fields.Integer(**VERSION)


class NouvelleAffectationSchema(Schema):
    """Another employee for a resolution, and why, at the version that was read."""

    agent_id = fields.Integer(required=True, validate=validate.Range(1, 2**62))
    motif = fields.String(required=True, validate=LONG)
    version = fields.Integer(**VERSION)


class NotificationPvSchema(Schema):
    """The day confirmed minutes were first presented; ``version`` is that of the minutes."""

    notifie_le = fields.Date(required=True)
    version = fields.Integer(**VERSION)


class DatePvSchema(Schema):
    """When the minutes of an assembly were first presented."""

    ag_id = fields.Integer(required=True, attribute="id")
    pv_notifie_le = fields.Date(required=True)


@api.get("/assemblees")
@requires(Permission.CONSULTER)
@api.arguments(FiltreAssembleesSchema, location="query")
@api.response(200, ListeAssembleesSchema)
def liste_assemblees(filtre: dict[str, Any]) -> Response:
    """The visible assemblies: those to come, the nearest first; the others, the latest first."""
    with Lecture() as session:
        query = select_ags(
            current_acteur(), FiltreAg(filtre["periode"], filtre["texte"], filtre["incompletes"]), today()
        )
        found = paginate(session, query, filtre["page"])
        return jsonify(
            ListeAssembleesSchema().dump({"assemblees": found.lignes, "nombre": found.total, "pages": found.pages})
        )


@api.get("/resolutions/<int:resolution_id>")
@requires(Permission.CONSULTER)
@api.response(200, ResolutionSchema)
def resolution(resolution_id: int) -> Response:
    """One resolution, who must answer it and what was answered."""
    with Lecture() as session:
        return jsonify(ResolutionSchema().dump(get_resolution(session, current_acteur(), resolution_id)))


@api.put("/resolutions/<int:resolution_id>/type")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(TypeCorrigeSchema)
@api.response(200, ResolutionSchema)
def corriger_type(saisie: dict[str, Any], resolution_id: int) -> Response:
    """Correct the type of a resolution; its article and its employee follow."""
    with Session.begin() as session:
        acteur = current_acteur()
        found = requalify_resolution(session, acteur, resolution_id, code=saisie["type"], version=saisie["version"])
        return jsonify(ResolutionSchema().dump(found))


@api.put("/resolutions/<int:resolution_id>/projet")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(ProjetSchema)
@api.response(200, ResolutionSchema)
def amender(saisie: dict[str, Any], resolution_id: int) -> Response:
    """Replace what a resolution puts to the vote; a consigne given to the former text is re-opened."""
    projet = Projet(saisie["intitule"], saisie["texte"], saisie["montant_centimes"], saisie["article_imprime"] or None)
    with Session.begin() as session:
        found = amend_resolution(
            session, current_acteur(), resolution_id, projet, motif=saisie["motif"], version=saisie["version"],
            aujourdhui=today(),
        )  # fmt: skip
        return jsonify(ResolutionSchema().dump(found))


@api.put("/resolutions/<int:resolution_id>/cle")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(CleCorrigeeSchema)
@api.response(200, ResolutionSchema)
def corriger_cle(saisie: dict[str, Any], resolution_id: int) -> Response:
    """Choose the clé a resolution is voted on; our weight follows."""
    with Session.begin() as session:
        found = change_cle(session, current_acteur(), resolution_id, code=saisie["cle"], version=saisie["version"])
        return jsonify(ResolutionSchema().dump(found))


@api.post("/resolutions/<int:resolution_id>/affectation")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelleAffectationSchema)
@api.response(201, ResolutionSchema)
def reaffecter(saisie: dict[str, Any], resolution_id: int) -> tuple[Response, int]:
    """Give a resolution to another employee; the former assignment stays in the history."""
    with Session.begin() as session:
        reassign_resolution(session, current_acteur(), resolution_id, saisie.pop("agent_id"), **saisie)
        return jsonify(ResolutionSchema().dump(get_resolution(session, current_acteur(), resolution_id))), 201


@api.put("/assemblees/<int:ag_id>")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(AssembleeCorrigeeSchema)
@api.response(200, AssembleeSchema)
def corriger_assemblee(saisie: dict[str, Any], ag_id: int) -> Response:
    """Correct an assembly: put off, moved, its notice dated. Every date computed from it follows."""
    version = saisie.pop("version")
    with Session.begin() as session:
        acteur = current_acteur()
        code = get_ag(session, acteur, ag_id).copropriete.code
        made = change_ag(session, acteur, ag_id, SaisieAg(copropriete=code, **saisie), version, today())
        return jsonify(AssembleeSchema().dump(made.ag))


@api.put("/assemblees/<int:ag_id>/notification")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NotificationPvSchema)
@api.response(200, DatePvSchema)
def dater_notification(saisie: dict[str, Any], ag_id: int) -> Response:
    """Say when confirmed minutes were first presented: every last day follows."""
    with Session.begin() as session:
        ag = set_notification(session, current_acteur(), ag_id, saisie["version"], saisie["notifie_le"], today())
        return jsonify(DatePvSchema().dump(ag))
