"""The JSON door of the books and of exports. Amounts are integers of centimes."""

from datetime import date
from typing import Any

from flask import jsonify

from services.appels_fonds.api import api
from services.appels_fonds.comptabilite import livres
from services.appels_fonds.comptabilite.livres import FiltreLivre
from services.appels_fonds.exports import lots as exports
from services.appels_fonds.schemas_livres import (
    DemandeExportSchema,
    ExportSchema,
    FiltreLivreSchema,
    LigneBalanceSchema,
    PageLivreSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


def read_filtre(filtre: dict[str, Any]) -> FiltreLivre:
    """The filter, on the current year unless days are given."""
    annee = today().year
    days = {"debut": filtre["debut"] or date(annee, 1, 1), "fin": filtre["fin"] or date(annee, 12, 31)}
    return FiltreLivre(**{**filtre, **days})


@api.get("/ecritures")
@requires(Permission.CONSULTER)
@api.arguments(FiltreLivreSchema, location="query")
@api.response(200, PageLivreSchema)
def journal(filtre: dict[str, Any]) -> Any:
    """The journal, a hundred legs a page."""
    with Lecture() as session:
        return jsonify(PageLivreSchema().dump(livres.list_journal(session, current_acteur(), read_filtre(filtre))))


@api.get("/grand-livre")
@requires(Permission.CONSULTER)
@api.arguments(FiltreLivreSchema, location="query")
@api.response(200, PageLivreSchema)
def grand_livre(filtre: dict[str, Any]) -> Any:
    """The general ledger, with running balances."""
    with Lecture() as session:
        return jsonify(PageLivreSchema().dump(livres.list_grand_livre(session, current_acteur(), read_filtre(filtre))))


@api.get("/balance")
@requires(Permission.CONSULTER)
@api.arguments(FiltreLivreSchema, location="query")
@api.response(200, LigneBalanceSchema(many=True))
def balance(filtre: dict[str, Any]) -> Any:
    """The trial balance."""
    with Lecture() as session:
        lignes = livres.list_balance(session, current_acteur(), read_filtre(filtre))
        return jsonify(LigneBalanceSchema(many=True).dump(lignes))


@api.get("/balance-auxiliaire")
@requires(Permission.CONSULTER)
@api.arguments(FiltreLivreSchema, location="query")
@api.response(200, LigneBalanceSchema(many=True))
def balance_auxiliaire(filtre: dict[str, Any]) -> Any:
    """The balance by syndicat."""
    with Lecture() as session:
        lignes = livres.list_balance_auxiliaire(session, current_acteur(), read_filtre(filtre))
        return jsonify(LigneBalanceSchema(many=True).dump(lignes))


@api.get("/exports")
@requires(Permission.VALIDER_ECRITURE)
@api.response(200, ExportSchema(many=True))
def liste_exports() -> Any:
    """The exports made, the latest first."""
    with Lecture() as session:
        return jsonify(ExportSchema(many=True).dump(exports.list_exports(session)))


@api.post("/exports")
@requires(Permission.VALIDER_ECRITURE)
@idempotent
@api.arguments(DemandeExportSchema)
@api.response(201, ExportSchema)
def exporter(demande: dict[str, Any]) -> Any:
    """Make an export: numbered, hashed, kept."""
    with Session.begin() as session:
        made = exports.make_export(
            session, current_acteur(), demande["profil"], debut=demande["debut"], fin=demande["fin"],
            nouvelles=demande["nouvelles"],
        )  # fmt: skip
        return jsonify(ExportSchema().dump(made)), 201
