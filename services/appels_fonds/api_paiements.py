"""The JSON door of payments: batches at four eyes, bank accounts, stops. Amounts are integers of centimes."""

from typing import Any

from flask import jsonify

from services.appels_fonds.api import api
from services.appels_fonds.lectures import get_appel
from services.appels_fonds.models import GenreCompte
from services.appels_fonds.paiements import comptes_bancaires, suspensions, virements
from services.appels_fonds.paiements import rejets as rejets_virements
from services.appels_fonds.paiements.regles_iban import read_iban
from services.appels_fonds.schemas_paiements import (
    ApprobationSchema,
    ComparaisonSchema,
    CompteSchema,
    ConfirmationCompteSchema,
    MotifSchema,
    PreparationSchema,
    PropositionCompteSchema,
    RejetSchema,
    RemiseResumeeSchema,
    RemiseSchema,
    ResultatComparaisonSchema,
    SuspensionSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.get("/virements")
@requires(Permission.CONSULTER)
@api.response(200, RemiseResumeeSchema(many=True))
def remises() -> Any:
    """The batches of transfers, the latest first."""
    with Lecture() as session:
        return jsonify(RemiseResumeeSchema(many=True).dump(virements.list_remises(session, current_acteur())))


@api.post("/virements")
@requires(Permission.PREPARER_VIREMENT)
@idempotent
@api.arguments(PreparationSchema)
@api.response(201, RemiseSchema)
def preparer(demande: dict[str, Any]) -> Any:
    """Prepare the payment of every call due up to a day."""
    with Session.begin() as session:
        remise = virements.prepare_remise(session, current_acteur(), echeance=demande["echeance"], aujourdhui=today())
        return jsonify(RemiseSchema().dump(remise)), 201


@api.get("/virements/<int:numero>")
@requires(Permission.CONSULTER)
@api.response(200, RemiseSchema)
def remise(numero: int) -> Any:
    """One batch with its transfers and what was left out."""
    with Lecture() as session:
        return jsonify(RemiseSchema().dump(virements.get_remise(session, current_acteur(), numero)))


@api.post("/virements/<int:numero>/approbation")
@requires(Permission.APPROUVER_VIREMENT)
@idempotent
@api.arguments(ApprobationSchema)
@api.response(200, RemiseSchema)
def approuver(demande: dict[str, Any], numero: int) -> Any:
    """Approve a batch, by another agent than the one who prepared it."""
    with Session.begin() as session:
        found = virements.approve_remise(
            session, current_acteur(), numero, aujourdhui=today(), version=demande["version"]
        )
        return jsonify(RemiseSchema().dump(found))


@api.post("/virements/<int:numero>/annulation")
@requires(Permission.PREPARER_VIREMENT)
@idempotent
@api.arguments(MotifSchema)
@api.response(200, RemiseSchema)
def annuler(demande: dict[str, Any], numero: int) -> Any:
    """Cancel a batch that the bank did not execute."""
    with Session.begin() as session:
        found = virements.cancel_remise(session, current_acteur(), numero, motif=demande["motif"], aujourdhui=today())
        return jsonify(RemiseSchema().dump(found))


@api.post("/virements/<int:numero>/rejets")
@requires(Permission.PREPARER_VIREMENT)
@idempotent
@api.arguments(RejetSchema)
@api.response(200, RemiseSchema)
def rejeter(demande: dict[str, Any], numero: int) -> Any:
    """Record that the bank gave one transfer back: what it paid is due again, the rest of the batch stands."""
    with Session.begin() as session:
        rejete = rejets_virements.reject_virement(session, current_acteur(), numero, **demande, aujourdhui=today())
        return jsonify(RemiseSchema().dump(rejete.remise))


@api.get("/coproprietes/<code>/comptes-bancaires")
@requires(Permission.CONSULTER)
@api.response(200, CompteSchema(many=True))
def comptes(code: str) -> Any:
    """Every version of the accounts of a syndicat."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        return jsonify(CompteSchema(many=True).dump(comptes_bancaires.list_versions(session, copropriete.id)))


@api.post("/comptes-bancaires")
@requires(Permission.PREPARER_VIREMENT)
@idempotent
@api.arguments(PropositionCompteSchema)
@api.response(201, CompteSchema)
def proposer(demande: dict[str, Any]) -> Any:
    """First person: propose another account. Payments to the syndicat stop."""
    with Session.begin() as session:
        copropriete = get_copropriete(session, current_acteur(), demande["copropriete"])
        compte = comptes_bancaires.propose_compte(
            session, current_acteur(), copropriete, GenreCompte(demande["genre"]), iban=demande["iban"],
            motif=demande["motif"],
        )  # fmt: skip
        return jsonify(CompteSchema().dump(compte)), 201


@api.post("/comptes-bancaires/<int:compte_id>/confirmation")
@requires(Permission.APPROUVER_VIREMENT)
@idempotent
@api.arguments(ConfirmationCompteSchema)
@api.response(200, CompteSchema)
def confirmer(demande: dict[str, Any], compte_id: int) -> Any:
    """Second person: confirm after a call-back."""
    with Session.begin() as session:
        compte = comptes_bancaires.confirm_compte(
            session, current_acteur(), compte_id, note_rappel=demande["note_rappel"], aujourdhui=today()
        )
        return jsonify(CompteSchema().dump(compte))


@api.post("/appels/<numero>/iban")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(ComparaisonSchema)
@api.response(200, ResultatComparaisonSchema)
def comparer(demande: dict[str, Any], numero: str) -> Any:
    """Compare the IBAN printed on a call; another one than ours stops the payments to the syndicat."""
    with Session.begin() as session:
        appel = get_appel(session, current_acteur(), numero)
        identique = comptes_bancaires.compare_iban(
            session, current_acteur(), appel.copropriete, GenreCompte(demande["genre"]),
            iban_lu=read_iban(demande["iban"]), appel=numero, aujourdhui=today(),
        )  # fmt: skip
        return {"identique": identique}


@api.get("/suspensions")
@requires(Permission.CONSULTER)
@api.response(200, SuspensionSchema(many=True))
def suspensions_ouvertes() -> Any:
    """What stops payments now."""
    with Lecture() as session:
        return jsonify(SuspensionSchema(many=True).dump(suspensions.list_suspensions(session, current_acteur())))
