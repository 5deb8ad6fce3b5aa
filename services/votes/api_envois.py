"""The JSON door of sendings: the sheet of an assembly, its signature, its proofs, groups of forms, delegations."""

import base64
import binascii
from typing import Any

from flask import Response, current_app, jsonify

from services.votes.api import api
from services.votes.envois.choix import ChoixEnvoi, Decision
from services.votes.envois.delegations import SaisieDelegation, create_delegation, list_delegations
from services.votes.envois.expeditions import SaisieEnvoi, send_feuille
from services.votes.envois.feuilles import get_feuille, lock_feuille, take_over
from services.votes.envois.groupes import load_tache, request_formulaires
from services.votes.envois.lectures import load_envoi
from services.votes.envois.mandats import Mandataire
from services.votes.envois.retours import SaisieRetour, record_retour
from services.votes.envois.saisies import NE_PAS_VOTER
from services.votes.envois.signatures import deposit_signed, seal_feuille
from services.votes.models import Position
from services.votes.schemas import AssembleeSchema
from services.votes.schemas_envois import (
    DelegationSchema,
    EnvoiSchema,
    EtatEnvoiSchema,
    FeuilleInstructionSchema,
    GroupeSchema,
    MotifSchema,
    NouvelEnvoiSchema,
    NouvelleDelegationSchema,
    NouvelleFeuilleSchema,
    RetourSchema,
    SignatureDeposeeSchema,
    TacheSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.pdf.scellement import load_certificat
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.get("/assemblees/<int:ag_id>/envoi")
@requires(Permission.CONSULTER)
@api.response(200, EtatEnvoiSchema)
def lire_envoi(ag_id: int) -> Response:
    """Where the sending of an assembly stands: the channel we recommend, what is missing, the sheets, the proofs."""
    with Lecture() as session:
        return jsonify(EtatEnvoiSchema().dump(load_envoi(session, current_acteur(), ag_id, today())))


@api.put("/assemblees/<int:ag_id>/retour")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(RetourSchema)
@api.response(200, AssembleeSchema)
def preciser_retour(saisie: dict[str, Any], ag_id: int) -> Response:
    """Say where and when the assembly sits, and where its form goes back."""
    version = saisie.pop("version")
    with Session.begin() as session:
        ag = record_retour(session, current_acteur(), ag_id, SaisieRetour(**saisie), version)
        return jsonify(AssembleeSchema().dump(ag))


@api.post("/assemblees/<int:ag_id>/feuilles")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelleFeuilleSchema)
@api.response(201, FeuilleInstructionSchema)
def verrouiller(saisie: dict[str, Any], ag_id: int) -> tuple[Response, int]:
    """Lock the instruction sheet and print its papers; the former version is cancelled by name."""
    decisions = {
        one["resolution"]: Decision(
            None if one["position"] == NE_PAS_VOTER else Position(one["position"]), one["motif"]
        )
        for one in saisie["decisions"]
    }
    choix = ChoixEnvoi(
        canal=saisie["canal"], delegation_id=saisie["delegation"], subdelegation=saisie["subdelegation"],
        seconde_ligne=saisie["seconde_ligne"], decisions=decisions,
        mandataire=Mandataire(**saisie["mandataire"]) if saisie["mandataire"] else None,
    )  # fmt: skip
    with Session.begin() as session:
        feuille = lock_feuille(session, current_acteur(), ag_id, choix, today())
        return jsonify(FeuilleInstructionSchema().dump(feuille)), 201


@api.get("/feuilles/<int:feuille_id>")
@requires(Permission.CONSULTER)
@api.response(200, FeuilleInstructionSchema)
def lire_feuille(feuille_id: int) -> Response:
    """One sheet, in force or cancelled."""
    with Lecture() as session:
        return jsonify(FeuilleInstructionSchema().dump(get_feuille(session, current_acteur(), feuille_id)))


@api.post("/feuilles/<int:feuille_id>/sceau")
@requires(Permission.GERER_AG)
@idempotent
@api.response(201, FeuilleInstructionSchema)
def sceller(feuille_id: int) -> tuple[Response, int]:
    """Seal the paper with the organisation's certificate (PAdES)."""
    certificat = load_certificat(current_app.config["TANTIEME"])
    with Session.begin() as session:
        feuille = seal_feuille(session, current_acteur(), feuille_id, certificat)
        return jsonify(FeuilleInstructionSchema().dump(feuille)), 201


@api.post("/feuilles/<int:feuille_id>/signature")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(SignatureDeposeeSchema)
@api.response(201, FeuilleInstructionSchema)
def deposer(saisie: dict[str, str], feuille_id: int) -> tuple[Response, int]:
    """Deposit the scan of the paper signed by hand."""
    try:
        contenu = base64.b64decode(saisie["contenu"], validate=True)
    except (binascii.Error, ValueError):
        raise InvalidError("Le contenu n’est pas du base64.", code="SCAN_ILLISIBLE") from None
    with Session.begin() as session:
        feuille = deposit_signed(session, current_acteur(), feuille_id, contenu)
        return jsonify(FeuilleInstructionSchema().dump(feuille)), 201


@api.post("/feuilles/<int:feuille_id>/envois")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelEnvoiSchema)
@api.response(201, EnvoiSchema)
def envoyer(saisie: dict[str, Any], feuille_id: int) -> tuple[Response, int]:
    """Send the signed paper by e-mail, or record its registered letter."""
    with Session.begin() as session:
        envoi = send_feuille(session, current_acteur(), feuille_id, SaisieEnvoi(**saisie), today())
        return jsonify(EnvoiSchema().dump(envoi)), 201


@api.post("/feuilles/<int:feuille_id>/reprise")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(MotifSchema)
@api.response(200, FeuilleInstructionSchema)
def reprendre(saisie: dict[str, str], feuille_id: int) -> Response:
    """Become the one person who signs and sends for this assembly."""
    with Session.begin() as session:
        return jsonify(
            FeuilleInstructionSchema().dump(take_over(session, current_acteur(), feuille_id, saisie["motif"]))
        )


@api.post("/formulaires")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(GroupeSchema)
@api.response(202, TacheSchema)
def grouper(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Ask for the forms of several assemblies; the task says how far they are."""
    with Session.begin() as session:
        tache = request_formulaires(
            session, current_acteur(), saisie["assemblees"], saisie["delegation"], sceller=saisie["sceller"],
            correspondance=saisie["correspondance"],
        )  # fmt: skip
        return jsonify(TacheSchema().dump(tache)), 202


@api.get("/formulaires/<int:tache_id>")
@requires(Permission.GERER_AG)
@api.response(200, TacheSchema)
def suivre(tache_id: int) -> Response:
    """How far a group of forms is."""
    with Lecture() as session:
        return jsonify(TacheSchema().dump(load_tache(session, current_acteur(), tache_id).tache))


@api.get("/delegations")
@requires(Permission.CONSULTER)
@api.response(200, DelegationSchema(many=True))
def delegations() -> Response:
    """Who may sign for us, those of the past included."""
    with Lecture() as session:
        return jsonify(DelegationSchema(many=True).dump(list_delegations(session)))


@api.post("/delegations")
@requires(Permission.GERER_AGENTS)
@idempotent
@api.arguments(NouvelleDelegationSchema)
@api.response(201, DelegationSchema)
def deleguer(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Give a delegation of signature."""
    with Session.begin() as session:
        delegation = create_delegation(session, current_acteur(), SaisieDelegation(**saisie))
        return jsonify(DelegationSchema().dump(delegation)), 201
