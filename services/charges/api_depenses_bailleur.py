"""The JSON door of what we pay outside the copropriété and recover: TEOM of our notices. Amounts in centimes."""

from decimal import Decimal
from typing import Any

from flask import jsonify
from marshmallow import Schema, fields, validate

from services.charges.api import api
from services.charges.depenses_bailleur.imports import import_depenses, list_depenses
from services.charges.depenses_bailleur.lecture import TEOM, TOUTES
from services.charges.tables.feuille_saisie import write_lignes
from services.charges.tables.lecture import Fichier
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


class DemandeAnneeSchema(Schema):
    """One calendar year; all of them without it."""

    annee = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1990, 2100))


class DepenseBailleurSchema(Schema):
    """One amount of a year, without frais de gestion: of a lot, or (``lot`` null) of all ours by the clé ``cle``."""

    copropriete = fields.String(required=True, attribute="copropriete.code")
    lot = fields.String(attribute="lot.numero", dump_default=None)
    annee = fields.Integer(required=True)
    poste = fields.String(required=True)
    cle = fields.String(allow_none=True)
    montant_centimes = fields.Integer(required=True)
    frais_centimes = fields.Integer(allow_none=True)
    source = fields.String(required=True)
    document_id = fields.Integer(allow_none=True)


class DepotDepenseSchema(Schema):
    """The same as it is brought. What is sent for a copropriété, a poste and a year replaces what was kept for them."""

    copropriete = fields.String(required=True, validate=validate.Length(1, 40))
    lot = fields.String(load_default=None, allow_none=True, validate=validate.Length(0, 40))
    annee = fields.Integer(required=True)
    poste = fields.String(load_default=TEOM, validate=validate.Length(1, 10))
    cle = fields.String(load_default=None, allow_none=True, validate=validate.Length(0, 40))
    montant_centimes = fields.Integer(required=True)
    frais_centimes = fields.Integer(load_default=None, allow_none=True)
    source = fields.String(load_default=None, allow_none=True, validate=validate.Length(0, 200))


class BilanDepensesSchema(Schema):
    """What the deposit did, by copropriété, poste and year."""

    ajoutees = fields.Integer(required=True)
    remplacees = fields.Integer(required=True)
    inchangees = fields.Integer(required=True)
    montant_centimes = fields.Integer(required=True)


@api.get("/depenses-bailleur")
@requires(Permission.CONSULTER)
@api.arguments(DemandeAnneeSchema, location="query")
@api.response(200, DepenseBailleurSchema(many=True))
def lire_depenses_bailleur(demande: dict[str, Any]) -> Any:
    """What is in force, the latest year first."""
    with Lecture() as session:
        lignes = list_depenses(session, current_acteur(), demande["annee"])
        return jsonify(DepenseBailleurSchema(many=True).dump(lignes))


@api.post("/depenses-bailleur")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(DepotDepenseSchema(many=True))
@api.response(200, BilanDepensesSchema)
def deposer_depenses_bailleur(demande: list[dict[str, Any]]) -> Any:
    """Keep the amounts of notices; the same again changes nothing."""
    fichier = Fichier("depenses.json", write_lignes(TOUTES, [_as_row(une) for une in demande]))
    with Session.begin() as session:
        return jsonify(BilanDepensesSchema().dump(import_depenses(session, current_acteur(), fichier)))


def _as_row(une: dict[str, Any]) -> dict[str, object]:
    euros = {
        nom: None if une[f"{nom}_centimes"] is None else Decimal(une[f"{nom}_centimes"]) / 100
        for nom in ("montant", "frais")
    }
    return {**une, **euros}
