"""The JSON door of our requests for agendas."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from services.votes.api import api
from services.votes.demandes.redaction import SaisieDemande, create_demande, drop_demande, get_demande
from services.votes.demandes.relances import close_relance_demande
from services.votes.demandes.suivi import match_demande, select_demandes, send_demande
from services.votes.envois.expeditions import SaisieEnvoi
from services.votes.models import CanalEnvoi, EtatDemande
from services.votes.schemas_envois import NUMERO, MotifSchema, NouvelEnvoiSchema
from services.votes.schemas_resultats import SuiteFaiteSchema
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent

MAXIMUM = 500


class NouvelleDemandeSchema(Schema):
    """What we ask for."""

    copropriete = fields.String(required=True)
    intitule = fields.String(required=True, validate=validate.Length(max=300))
    projet = fields.String(required=True, validate=validate.Length(max=20_000))
    expose = fields.String(required=True, validate=validate.Length(max=20_000))
    montant_centimes = fields.Integer(allow_none=True, load_default=None, validate=validate.Range(0, 10**15))
    ag_prevue = fields.Date(allow_none=True, load_default=None)


class DemandeSchema(Schema):
    """A request and where it stands; ``resolution``: the item of the agenda that answers it."""

    id = fields.Integer(required=True)
    copropriete = fields.String(required=True, attribute="copropriete.code")
    intitule = fields.String(required=True)
    projet = fields.String(required=True)
    expose = fields.String(required=True)
    montant_centimes = fields.Integer(allow_none=True)
    ag_prevue = fields.Date(allow_none=True)
    etat = fields.Enum(EtatDemande, required=True)
    canal = fields.Enum(CanalEnvoi, allow_none=True)
    destinataire = fields.String(allow_none=True)
    envoyee_le = fields.DateTime(allow_none=True)
    lettre = fields.Integer(allow_none=True, attribute="lettre_id")
    resolution = fields.Integer(allow_none=True, attribute="resolution_id")


class RapprochementSchema(Schema):
    """The item of an agenda that is our request."""

    resolution = fields.Integer(required=True, validate=NUMERO)


@api.get("/demandes")
@requires(Permission.CONSULTER)
@api.response(200, DemandeSchema(many=True))
def demandes() -> Response:
    """Our requests, the latest first, 500 at most."""
    with Lecture() as session:
        found = session.scalars(select_demandes(current_acteur()).limit(MAXIMUM))
        return jsonify(DemandeSchema(many=True).dump(found))


@api.get("/demandes/<int:demande_id>")
@requires(Permission.CONSULTER)
@api.response(200, DemandeSchema)
def demande(demande_id: int) -> Response:
    """One request."""
    with Lecture() as session:
        return jsonify(DemandeSchema().dump(get_demande(session, current_acteur(), demande_id)))


@api.post("/demandes")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(NouvelleDemandeSchema)
@api.response(201, DemandeSchema)
def demander(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Write a request; it leaves when it is sent."""
    code = saisie.pop("copropriete")
    with Session.begin() as session:
        made = create_demande(session, current_acteur(), code, SaisieDemande(**saisie), today())
        return jsonify(DemandeSchema().dump(made)), 201


@api.post("/demandes/<int:demande_id>/envoi")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelEnvoiSchema)
@api.response(200, DemandeSchema)
def envoyer_demande(saisie: dict[str, Any], demande_id: int) -> Response:
    """Print the letter and send it by e-mail, or record its registered letter."""
    with Session.begin() as session:
        sent = send_demande(session, current_acteur(), demande_id, SaisieEnvoi(**saisie), today())
        return jsonify(DemandeSchema().dump(sent))


@api.post("/demandes/<int:demande_id>/rapprochement")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(RapprochementSchema)
@api.response(200, DemandeSchema)
def rapprocher_demande(saisie: dict[str, int], demande_id: int) -> Response:
    """Say which item of an agenda is our request."""
    with Session.begin() as session:
        found = match_demande(session, current_acteur(), demande_id, saisie["resolution"])
        return jsonify(DemandeSchema().dump(found))


@api.post("/demandes/<int:demande_id>/relance")
@requires(Permission.CONSULTER)
@idempotent
@api.arguments(SuiteFaiteSchema)
@api.response(200, DemandeSchema)
def relancer_demande(saisie: dict[str, str], demande_id: int) -> Response:
    """Say that the syndic was asked again, and what he answered."""
    with Session.begin() as session:
        made = close_relance_demande(session, current_acteur(), demande_id, saisie["commentaire"])
        return jsonify(DemandeSchema().dump(made))


@api.post("/demandes/<int:demande_id>/abandon")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(MotifSchema)
@api.response(200, DemandeSchema)
def abandonner_demande(saisie: dict[str, str], demande_id: int) -> Response:
    """Give a request up."""
    with Session.begin() as session:
        return jsonify(DemandeSchema().dump(drop_demande(session, current_acteur(), demande_id, saisie["motif"])))
