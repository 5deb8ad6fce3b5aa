"""The JSON door of leases, régularisations and statements, on the same blueprint as the rest of charges."""

from typing import Any

from flask import jsonify, request

from services.charges.api import api
from services.charges.baux.imports import import_baux, import_releves
from services.charges.baux.lecture import COLONNES_RELEVES
from services.charges.decomptes import campagne
from services.charges.decomptes.arretes import close_depart
from services.charges.decomptes.departs import list_departs
from services.charges.decomptes.editions import request_decomptes
from services.charges.decomptes.enregistrement import get_regularisation, send_regularisation, settle_exercice
from services.charges.decomptes.groupe import request_calculs
from services.charges.schemas_regularisations import (
    ArreteSchema,
    BilanBauxSchema,
    BilanRelevesSchema,
    DemandeArreteSchema,
    DemandeCalculsSchema,
    DepartSchema,
    DepotBauxSchema,
    EnvoiSchema,
    ExerciceCampagneSchema,
    RegularisationDetailSchema,
    RegularisationSchema,
    ReleveCompteurSchema,
    TacheDecomptesSchema,
)
from services.charges.tables.feuille_saisie import write_lignes
from services.charges.tables.lecture import Fichier
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.get("/regularisations")
@requires(Permission.CONSULTER)
@api.response(200, ExerciceCampagneSchema(many=True))
def lire_campagne() -> Any:
    """Every closed exercise the agent sees, and the step it reached."""
    with Lecture() as session:
        lignes = campagne.list_campagne(session, current_acteur(), today())
        return jsonify(ExerciceCampagneSchema(many=True).dump(lignes))


@api.get("/coproprietes/<code>/regularisations")
@requires(Permission.CONSULTER)
@api.response(200, RegularisationSchema(many=True))
def lire_versions(code: str) -> Any:
    """Every version of a copropriété, the latest first."""
    with Lecture() as session:
        return jsonify(RegularisationSchema(many=True).dump(campagne.list_versions(session, current_acteur(), code)))


@api.get("/regularisations/<int:regularisation_id>")
@requires(Permission.CONSULTER)
@api.response(200, RegularisationDetailSchema)
def lire_regularisation(regularisation_id: int) -> Any:
    """One version with every statement: the data file of the tenants' portal."""
    with Lecture() as session:
        trouvee = get_regularisation(session, current_acteur(), regularisation_id)
        return jsonify(RegularisationDetailSchema().dump(trouvee))


@api.post("/regularisations/calculer")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(DemandeCalculsSchema, location="query")
@api.response(202, TacheDecomptesSchema)
def calculer_toutes(demande: dict[str, Any]) -> Any:
    """Ask for every régularisation that waits; the task tells how far they are."""
    with Session.begin() as session:
        tache = request_calculs(session, current_acteur(), today(), demande["annee"])
        return jsonify(TacheDecomptesSchema().dump(tache)), 202


@api.post("/comptes/<int:comptes_id>/regulariser")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.response(201, RegularisationSchema)
def regulariser(comptes_id: int) -> Any:
    """Settle the exercise of received accounts: a new version."""
    with Session.begin() as session:
        return jsonify(RegularisationSchema().dump(settle_exercice(session, current_acteur(), comptes_id))), 201


@api.post("/regularisations/<int:regularisation_id>/envoyer")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(EnvoiSchema)
@api.response(200, RegularisationSchema)
def noter_envoi(demande: dict[str, Any], regularisation_id: int) -> Any:
    """Note that the statements left."""
    with Session.begin() as session:
        envoyee = send_regularisation(session, current_acteur(), regularisation_id, **demande)
        session.flush()
        return jsonify(RegularisationSchema().dump(envoyee))


@api.post("/regularisations/<int:regularisation_id>/editer")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.response(202, TacheDecomptesSchema)
def editer_decomptes(regularisation_id: int) -> Any:
    """Ask for the PDF of every statement."""
    with Session.begin() as session:
        tache = request_decomptes(session, current_acteur(), regularisation_id)
        return jsonify(TacheDecomptesSchema().dump(tache)), 202


@api.post("/baux")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(DepotBauxSchema, location="query")
@api.response(200, BilanBauxSchema)
def deposer_baux(demande: dict[str, Any]) -> Any:
    """Bring leases and provisions (multipart, field ``fichier``); importing again updates."""
    depose = request.files.get("fichier")
    if depose is None or not depose.filename:
        raise InvalidError("Joignez un classeur dans le champ « fichier ».", code="FICHIER_ABSENT")
    fichier = Fichier(depose.filename[:200], depose.read())
    with Session.begin() as session:
        return jsonify(BilanBauxSchema().dump(import_baux(session, current_acteur(), fichier, **demande)))


@api.get("/coproprietes/<code>/departs")
@requires(Permission.CONSULTER)
@api.response(200, DepartSchema(many=True))
def lire_departs(code: str) -> Any:
    """The tenants who left within three years, the latest first."""
    with Lecture() as session:
        return jsonify(DepartSchema(many=True).dump(list_departs(session, current_acteur(), code, today())))


@api.post("/coproprietes/<code>/departs")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(DemandeArreteSchema)
@api.response(201, ArreteSchema)
def arreter_depart(demande: dict[str, Any], code: str) -> Any:
    """Close the charges of a tenant who left before the accounts, on an estimate."""
    with Session.begin() as session:
        arrete = close_depart(session, current_acteur(), code, demande["bail"])
        return jsonify(ArreteSchema().dump(arrete)), 201


@api.post("/coproprietes/<code>/releves-compteurs")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(ReleveCompteurSchema(many=True))
@api.response(200, BilanRelevesSchema)
def deposer_releves(demande: list[dict[str, Any]], code: str) -> Any:
    """Keep meter readings: one per lot, poste and day; the same day again replaces it."""
    fichier = Fichier("releves.csv", write_lignes(COLONNES_RELEVES, demande))
    with Session.begin() as session:
        return jsonify(BilanRelevesSchema().dump({"releves": import_releves(session, current_acteur(), fichier, code)}))
