"""The JSON door of what happens in and after an assembly: results, minutes, follow-ups."""

from typing import Any

from flask import Response, jsonify
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from services.votes.acces import get_ag
from services.votes.api import api
from services.votes.assemblees.seances import ResultatSeance, record_resultat
from services.votes.assemblees.suites import FiltreSuites, close_suite, select_suites
from services.votes.models import Resolution, Resultat
from services.votes.proces_verbaux.apercus import open_apercu, save_apercu
from services.votes.proces_verbaux.confirmation import confirm_apercu
from services.votes.proces_verbaux.contenu import ContenuPv
from services.votes.proces_verbaux.dossiers import list_versions
from services.votes.schemas_resultats import (
    BilanPvSchema,
    FiltreSuitesSchema,
    NouveauPvSchema,
    NouveauResultatSchema,
    ResultatSchema,
    ResultatsSchema,
    SuiteFaiteSchema,
    SuiteSchema,
    VersionPvSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent

LIMITE_SUITES = 500


@api.get("/assemblees/<int:ag_id>/resultats")
@requires(Permission.CONSULTER)
@api.response(200, ResultatsSchema)
def resultats(ag_id: int) -> Response:
    """What is known of the outcome of each resolution, from the session or from the minutes."""
    with Lecture() as session:
        ag = get_ag(session, current_acteur(), ag_id)
        query = select(Resultat).join(Resultat.resolution).where(Resolution.ag_id == ag.id)
        found = session.scalars(query.options(joinedload(Resultat.resolution)).order_by(Resolution.ordre)).all()
        return jsonify(ResultatsSchema().dump({"resultats": found}))


@api.post("/resolutions/<int:resolution_id>/resultat")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(NouveauResultatSchema)
@api.response(200, ResultatSchema)
def noter_resultat(saisie: tuple[int, ResultatSeance], resolution_id: int) -> Response:
    """Note what the assembly decides. 409 when somebody noted something else since ``version``: both are in
    ``fautes``."""
    version, noted = saisie
    with Session.begin() as session:
        resultat = record_resultat(session, current_acteur(), resolution_id, noted, version=version, aujourdhui=today())
        return jsonify(ResultatSchema().dump(resultat))


@api.get("/assemblees/<int:ag_id>/proces-verbal")
@requires(Permission.CONSULTER)
@api.response(200, VersionPvSchema(many=True))
def versions_pv(ag_id: int) -> Response:
    """Every version of the minutes of an assembly, the first one first."""
    with Lecture() as session:
        ag = get_ag(session, current_acteur(), ag_id)
        return jsonify(VersionPvSchema(many=True).dump(list_versions(session, ag.id)))


@api.post("/assemblees/<int:ag_id>/proces-verbal")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouveauPvSchema)
@api.response(201, BilanPvSchema)
def confirmer_pv(saisie: dict[str, Any], ag_id: int) -> tuple[Response, int]:
    """Confirm minutes whose content is already checked. 422 with every fault at once; nothing is written then."""
    acteur, aujourdhui = current_acteur(), today()
    contenu = ContenuPv(lignes=tuple(saisie["lignes"]), total_tetes=saisie["total_tetes"])
    with Session.begin() as session:
        pv = open_apercu(session, acteur, ag_id, aujourdhui)
        save_apercu(session, acteur, ag_id, pv.version, contenu, saisie["notifie_le"], aujourdhui)
        bilan = confirm_apercu(session, acteur, ag_id, pv.version, aujourdhui, saisie["motif"])
        return jsonify(BilanPvSchema().dump({"rang": pv.rang, "resolutions": bilan.resolutions,
                                             "ecarts": bilan.ecarts, "suites": bilan.suites})), 201  # fmt: skip


@api.get("/suites")
@requires(Permission.CONSULTER)
@api.arguments(FiltreSuitesSchema, location="query")
@api.response(200, SuiteSchema(many=True))
def suites(filtre: dict[str, Any]) -> Response:
    """What remains to be done after assemblies, the nearest last day first; at most 500."""
    genre = filtre.pop("genre")
    with Lecture() as session:
        query = select_suites(current_acteur(), FiltreSuites(genre=genre.value if genre else "", **filtre))
        return jsonify(SuiteSchema(many=True).dump(session.scalars(query.limit(LIMITE_SUITES)).all()))


@api.post("/suites/<int:suite_id>/faite")
@requires(Permission.CONSULTER)
@idempotent
@api.arguments(SuiteFaiteSchema)
@api.response(200, SuiteSchema)
def clore_suite(saisie: dict[str, str], suite_id: int) -> Response:
    """Say that a follow-up is done, and what came of it."""
    with Session.begin() as session:
        suite = close_suite(session, current_acteur(), suite_id, saisie["commentaire"])
        session.flush()
        return jsonify(SuiteSchema().dump(suite))
