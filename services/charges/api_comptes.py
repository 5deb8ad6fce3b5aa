"""The JSON door of yearly accounts and of classification, on the same blueprint as the rest of charges."""

from typing import Any

from flask import request
from sqlalchemy import select

from services.charges.api import api
from services.charges.comptes import comptes_annuels
from services.charges.models import ComptesAnnuels, DepenseAnnuelle
from services.charges.postes import corrections
from services.charges.schemas_comptes import (
    ApprobationSchema,
    BilanClassementSchema,
    ComptesSchema,
    DemandeClassementSchema,
    DemandeComptesSchema,
    DepenseSchema,
    GroupeSchema,
    LigneChargeSchema,
    ReceptionSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.patrimoine.lectures import get_copropriete
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent

CHAMPS = (
    "id", "exercice", "debut", "fin", "statut", "recus_le", "approuves_le", "nombre_lignes", "nombre_ecarts",
    "total_centimes", "lecture", "version",
)  # fmt: skip


def _describe(comptes: ComptesAnnuels) -> dict[str, Any]:
    """What is answered, taken while the session is open."""
    code = comptes.copropriete.code if comptes.copropriete else None
    return {"copropriete": code, **{champ: getattr(comptes, champ) for champ in CHAMPS}}


@api.get("/comptes")
@requires(Permission.CONSULTER)
@api.arguments(DemandeComptesSchema, location="query")
@api.response(200, ComptesSchema(many=True))
def lister_comptes(demande: dict[str, str]) -> Any:
    """The yearly accounts this agent sees, previews first."""
    with Lecture() as session:
        trouves = comptes_annuels.list_comptes(session, current_acteur(), code=demande["copropriete"])
        return [_describe(comptes) for comptes in trouves]


@api.post("/comptes")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.response(201, ComptesSchema)
def deposer_comptes() -> Any:
    """Read a workbook of yearly accounts (multipart field ``fichier``); nothing counts until it is received."""
    fichier = request.files.get("fichier")
    if fichier is None or not fichier.filename:
        raise InvalidError("Envoyez le classeur dans le champ « fichier ».", code="FICHIER_ABSENT")
    with Session.begin() as session:
        comptes = comptes_annuels.deposit_comptes(session, current_acteur(), fichier.read(), fichier.filename[:200])
        return _describe(comptes)


@api.get("/comptes/<int:comptes_id>")
@requires(Permission.CONSULTER)
@api.response(200, ComptesSchema)
def lire_comptes(comptes_id: int) -> Any:
    """Some yearly accounts, with their gaps, annexes and shares."""
    with Lecture() as session:
        return _describe(comptes_annuels.get_comptes(session, current_acteur(), comptes_id))


@api.get("/comptes/<int:comptes_id>/lignes")
@requires(Permission.CONSULTER)
@api.response(200, LigneChargeSchema(many=True))
def lire_lignes(comptes_id: int) -> Any:
    """The lines kept of received accounts."""
    with Lecture() as session:
        comptes = comptes_annuels.get_comptes(session, current_acteur(), comptes_id)
        return comptes_annuels.list_lignes(session, comptes, limit=20_000)


@api.post("/comptes/<int:comptes_id>/recevoir")
@requires(Permission.TENIR_CHARGES)
@api.arguments(ReceptionSchema)
@api.response(200, ComptesSchema)
def recevoir_comptes(demande: dict[str, Any], comptes_id: int) -> Any:
    """Receive previewed accounts. Sent again, the version refuses it: nothing is doubled."""
    code = demande.pop("copropriete")
    with Session.begin() as session:
        comptes = comptes_annuels.confirm_comptes(session, current_acteur(), comptes_id, code=code, **demande)
        session.flush()
        return _describe(comptes)


@api.post("/comptes/<int:comptes_id>/approuver")
@requires(Permission.TENIR_CHARGES)
@api.arguments(ApprobationSchema)
@api.response(200, ComptesSchema)
def approuver_comptes(demande: dict[str, Any], comptes_id: int) -> Any:
    """Note that the AG approved the accounts."""
    with Session.begin() as session:
        comptes = comptes_annuels.approve_comptes(session, current_acteur(), comptes_id, **demande)
        session.flush()
        return _describe(comptes)


@api.get("/coproprietes/<code>/depenses")
@requires(Permission.CONSULTER)
@api.response(200, DepenseSchema(many=True))
def lire_depenses(code: str) -> Any:
    """The yearly aggregate of a copropriété, oldest exercise first: what every indicator reads."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        query = select(DepenseAnnuelle).where(DepenseAnnuelle.copropriete_id == copropriete.id)
        return session.scalars(query.order_by(DepenseAnnuelle.debut, DepenseAnnuelle.poste, DepenseAnnuelle.cle)).all()


@api.get("/classement/file")
@requires(Permission.CONSULTER)
@api.response(200, GroupeSchema(many=True))
def lire_file() -> Any:
    """The labels that wait for a person, the most euros first."""
    with Lecture() as session:
        return corrections.list_file(session, current_acteur())


@api.post("/classement")
@requires(Permission.TENIR_CHARGES)
@idempotent
@api.arguments(DemandeClassementSchema)
@api.response(200, BilanClassementSchema)
def classer_libelles(demande: dict[str, Any]) -> Any:
    """Put labels under a poste, in bulk."""
    with Session.begin() as session:
        return corrections.correct_groupes(
            session, current_acteur(), demande["cles"], demande["poste"], learn=demande["apprendre"]
        )
