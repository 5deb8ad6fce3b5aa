"""The JSON door of the national registry: what an extract proposes for each copropriété, accepted field by field."""

from typing import Any

from flask import jsonify, request
from marshmallow import Schema, fields

from services.charges.api import api
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.patrimoine.registre.propositions import (
    count_propositions,
    decide_donnee,
    deposit_extrait,
    load_propositions,
)
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


class AttenteRegistreSchema(Schema):
    """A copropriété of which an extract spoke: fields that wait for a decision, fields with a known defect."""

    copropriete = fields.String(required=True)
    en_attente = fields.Integer(required=True)
    signales = fields.Integer(required=True)


class PropositionSchema(Schema):
    """One field: what the registry says, since when, its defects, and what we hold."""

    id = fields.Integer(required=True, attribute="donnee.id")
    version = fields.Integer(required=True, attribute="donnee.version")
    champ = fields.String(required=True, attribute="donnee.champ")
    valeur = fields.Raw(allow_none=True)
    notre = fields.Raw(allow_none=True)
    differe = fields.Boolean(required=True)
    drapeaux = fields.List(fields.String(), required=True, attribute="donnee.drapeaux")
    statut = fields.String(required=True, attribute="donnee.statut")
    source = fields.String(required=True, attribute="donnee.source")
    source_le = fields.Date(allow_none=True, attribute="donnee.source_le")


class DecisionRegistreSchema(Schema):
    """Accept or refuse a field, as it was seen."""

    version = fields.Integer(required=True)
    accepte = fields.Boolean(required=True)


@api.post("/registre")
@requires(Permission.MODIFIER_PATRIMOINE)
@idempotent
@api.response(201, AttenteRegistreSchema(many=True))
def deposer_extrait() -> Any:
    """Read an extract (multipart, field ``fichier``): nothing of our records changes."""
    depose = request.files.get("fichier")
    if depose is None or not depose.filename:
        raise InvalidError("Joignez un extrait du registre dans le champ « fichier ».", code="FICHIER_ABSENT")
    with Session.begin() as session:
        deposit_extrait(session, current_acteur(), depose.read(), depose.filename[:200], today())
        session.flush()
        comptes = count_propositions(session, current_acteur())
        rows = [{"copropriete": une.code, "en_attente": attente, "signales": vus} for une, attente, vus in comptes]
    return jsonify(AttenteRegistreSchema(many=True).dump(rows)), 201


@api.get("/coproprietes/<code>/registre")
@requires(Permission.MODIFIER_PATRIMOINE)
@api.response(200, PropositionSchema(many=True))
def lire_registre(code: str) -> Any:
    """What the registry proposes for a copropriété, field by field, beside ours."""
    with Lecture() as session:
        _, propositions = load_propositions(session, current_acteur(), code, today())
        return jsonify(PropositionSchema(many=True).dump(propositions))


@api.post("/coproprietes/<code>/registre/<int:donnee_id>")
@requires(Permission.MODIFIER_PATRIMOINE)
@idempotent
@api.arguments(DecisionRegistreSchema)
@api.response(200, PropositionSchema(many=True))
def decider_registre(demande: dict[str, Any], code: str, donnee_id: int) -> Any:
    """Accept a field (our record changes when it has it) or refuse it."""
    with Session.begin() as session:
        decide_donnee(session, current_acteur(), code, donnee_id, aujourdhui=today(), **demande)
        session.flush()
        _, propositions = load_propositions(session, current_acteur(), code, today())
        return jsonify(PropositionSchema(many=True).dump(propositions))
