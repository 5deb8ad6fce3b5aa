"""The JSON door of imports and of syndics' profiles."""

from typing import Any

from flask import current_app
from flask_smorest.fields import Upload
from marshmallow import Schema
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as OrmSession

from services.appels_fonds.acces import get_import
from services.appels_fonds.api import api
from services.appels_fonds.comptabilite.demandes_taux import ask_taux_import
from services.appels_fonds.comptabilite.taux_recuperables import record_reponses
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.profils import versions as profils
from services.appels_fonds.reception import imports
from services.appels_fonds.reception.cellules_corrigees import correct_cellules
from services.appels_fonds.reception.depots import preview_depots
from services.appels_fonds.schemas_imports import (
    ConfirmationSchema,
    CorrectionsSchema,
    ImportSchema,
    NouveauProfilSchema,
    ProfilEnVigueurSchema,
    VersionSchema,
    dump_analyse,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


class FichierSchema(Schema):
    """A file, as a form sends it."""

    fichier = Upload(required=True)


def _dump(session: OrmSession, apercu: ImportAppel) -> dict[str, Any]:
    waits = apercu.statut in imports.EN_ATTENTE
    analyse = imports.analyse_again(session, current_acteur(), apercu) if waits else None
    lu: dict[str, Any] = {
        "lignes": [],
        "anomalies": [],
        "issue": apercu.analyse.get("issue"),
        "total": apercu.total_centimes,
    }
    if analyse is not None:
        lu = dump_analyse(analyse, integre=False)
    return ImportSchema().dump(
        lu
        | {
            "import_id": apercu.id, "version": apercu.version, "statut": apercu.statut.value,
            "fichier": apercu.nom_fichier, "integre": apercu.statut in imports.INTEGRES,
            "appels": [appel.numero for appel in apercu.appels],
        }
    )  # fmt: skip


@api.post("/imports")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(FichierSchema, location="files")
@api.response(201, ImportSchema(many=True))
def deposer(fichiers: dict[str, Any]) -> Any:
    """Read a file, or the tables that an e-mail carries: one preview each, nothing is posted."""
    fichier = fichiers["fichier"]
    with Session.begin() as session:
        found = preview_depots(session, current_acteur(), fichier.read(), fichier.filename or "")
        return [_dump(session, apercu) for apercu in found]


@api.get("/imports/<int:import_id>")
@requires(Permission.CONSULTER)
@api.response(200, ImportSchema)
def un_import(import_id: int) -> Any:
    """What a file would do, read again now; or what it did."""
    with Lecture() as session:
        return _dump(session, get_import(session, current_acteur(), import_id))


@api.post("/imports/<int:import_id>/integration")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(ConfirmationSchema)
@api.response(200, ImportSchema)
def integrer(choix: dict[str, Any], import_id: int) -> Any:
    """Integrate a preview: whole, or the calls that no blocking fault touches."""
    reponses = ask_taux_import(current_app.extensions["client"], current_acteur(), import_id)
    try:
        with Session.begin() as session:
            record_reponses(session, current_acteur(), reponses)
            imports.confirm_import(session, current_acteur(), import_id, **choix)
            session.flush()
            session.expire_all()
            return _dump(session, get_import(session, current_acteur(), import_id))
    except IntegrityError as error:
        raise RefusedError(
            "Une de ces lignes vient d’être intégrée par un autre agent : relisez l’aperçu.", code="DEJA_APPELE"
        ) from error


@api.post("/imports/<int:import_id>/cellules")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(CorrectionsSchema)
@api.response(200, ImportSchema)
def corriger_cellules(demande: dict[str, Any], import_id: int) -> Any:
    """Give the value of some cells of a waiting file, which is read again with them; an empty value withdraws one."""
    valeurs = {(une["feuille"], une["cellule"]): une["valeur"] for une in demande["cellules"]}
    with Session.begin() as session:
        correct_cellules(
            session, current_acteur(), import_id, valeurs, motif=demande["motif"], version=demande["version"]
        )
        session.flush()
        return _dump(session, get_import(session, current_acteur(), import_id))


@api.post("/imports/<int:import_id>/abandon")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(VersionSchema)
@api.response(200, ImportSchema)
def abandonner(choix: dict[str, Any], import_id: int) -> Any:
    """Put a preview away, or what still waits of a file integrated in part."""
    with Session.begin() as session:
        imports.abandon_import(session, current_acteur(), import_id, version=choix["version"])
        session.flush()
        return _dump(session, get_import(session, current_acteur(), import_id))


@api.post("/imports/<int:import_id>/annulation")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.response(200, ImportSchema)
def annuler(import_id: int) -> Any:
    """Undo an integration: drafts vanish, validated entries are reversed today, the file can come again."""
    with Session.begin() as session:
        imports.undo_import(session, current_acteur(), import_id, aujourdhui=today())
        session.flush()
        return _dump(session, get_import(session, current_acteur(), import_id))


@api.get("/syndics/<code>/profil")
@requires(Permission.CONSULTER)
@api.response(200, ProfilEnVigueurSchema)
def profil(code: str) -> Any:
    """What was learnt of a syndic's workbooks."""
    with Lecture() as session:
        syndic = profils.get_syndic(session, code)
        version, contenu = profils.current_contenu(session, syndic.id)
        return {"syndic": syndic.code, "version": version, "contenu": contenu}


@api.put("/syndics/<code>/profil")
@requires(Permission.IMPORTER_APPEL)
@idempotent
@api.arguments(NouveauProfilSchema)
@api.response(200, ProfilEnVigueurSchema)
def adopter(nouveau: dict[str, Any], code: str) -> Any:
    """Make the next version of a profile the one in force."""
    with Session.begin() as session:
        syndic = profils.get_syndic(session, code)
        adopte = profils.adopt_profil(
            session, current_acteur(), syndic, nouveau["contenu"], motif=nouveau["motif"], version=nouveau["version"]
        )
        return {"syndic": syndic.code, "version": adopte.version, "contenu": adopte.contenu}
