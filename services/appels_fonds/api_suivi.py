"""The JSON door of the follow-up: expected calls, balances, cash to come. Amounts are integers of centimes."""

from datetime import date, timedelta
from typing import Any

from flask import jsonify
from marshmallow import Schema, fields

from services.appels_fonds.api import api
from services.appels_fonds.suivi.attendus import EtatAttendu
from services.appels_fonds.suivi.calendrier import load_suivi
from services.appels_fonds.suivi.soldes import list_rapprochements
from services.appels_fonds.suivi.tresorerie import load_tresorerie
from shared.acteurs import Permission
from shared.database import Lecture
from shared.presentation import today
from shared.web.gardes import current_acteur, requires


class DemandeSuiviSchema(Schema):
    """Between two days, of one copropriété or of all."""

    copropriete = fields.String()
    du = fields.Date()
    au = fields.Date()


class AppelSuiviSchema(Schema):
    """An expected call: our share, what was called for it, where it stands."""

    copropriete = fields.String(attribute="prevu.copropriete")
    exigible = fields.Date(attribute="prevu.exigible")
    nature = fields.String(attribute="prevu.nature")
    origine = fields.String(attribute="prevu.origine")
    attendu_centimes = fields.Integer(attribute="prevu.montant_centimes")
    appele_centimes = fields.Integer()
    reste_centimes = fields.Integer()
    etat = fields.Enum(EtatAttendu, by_value=True)
    appels = fields.List(fields.String(), attribute="sources")


class RapprochementSchema(Schema):
    """What a syndic says we owe, and what our books say."""

    copropriete = fields.String(attribute="copropriete.code")
    au = fields.Date(attribute="declare.au")
    source = fields.String(attribute="declare.source")
    syndic_centimes = fields.Integer(attribute="declare.montant_centimes")
    nos_livres_centimes = fields.Integer()
    ecart_centimes = fields.Integer()


class MoisSchema(Schema):
    """What a month asks, by what is called and what is expected."""

    copropriete = fields.String()
    mois = fields.String()
    ouvert_centimes = fields.Integer()
    prevu_centimes = fields.Integer()


@api.get("/attendus")
@requires(Permission.CONSULTER)
@api.arguments(DemandeSuiviSchema, location="query")
@api.response(200, AppelSuiviSchema(many=True))
def attendus(demande: dict[str, Any]) -> Any:
    """The calls expected between two days (six months around today by default)."""
    jour = today()
    du: date = demande.get("du") or jour - timedelta(days=200)
    au: date = demande.get("au") or jour + timedelta(days=200)
    with Lecture() as session:
        return load_suivi(session, current_acteur(), du, au, jour, code=demande.get("copropriete")).appels


@api.get("/soldes-syndics")
@requires(Permission.CONSULTER)
@api.response(200, RapprochementSchema(many=True))
def soldes() -> Any:
    """The last balance each syndic told, beside ours."""
    with Lecture() as session:
        return jsonify(RapprochementSchema(many=True).dump(list_rapprochements(session, current_acteur())))


@api.get("/tresorerie")
@requires(Permission.CONSULTER)
@api.response(200, MoisSchema(many=True))
def tresorerie() -> Any:
    """The cash to pay over twelve months, by month and copropriété."""
    with Lecture() as session:
        found = load_tresorerie(session, current_acteur(), today())
    return [
        {
            "copropriete": ligne.copropriete,
            "mois": mois,
            "ouvert_centimes": ligne.ouvert.get(mois, 0),
            "prevu_centimes": ligne.prevu.get(mois, 0),
        }
        for ligne in found.lignes
        for mois in found.mois
        if ligne.total(mois)
    ]
