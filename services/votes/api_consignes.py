"""The JSON door of answers: the queue, one answer for a selection, visas, history, reservations, our dates."""

from typing import Any

from flask import Response, jsonify

from services.votes.acces import get_resolution
from services.votes.api import api
from services.votes.attribution.delais import compute_date_interne
from services.votes.consignes.a_voter import list_file
from services.votes.consignes.filtres_file import read_filtre
from services.votes.consignes.historique import load_historique
from services.votes.consignes.reponses import Reponse
from services.votes.consignes.selections import follow_doctrine, give_consignes
from services.votes.consignes.visas import give_visa
from services.votes.engagements import budget
from services.votes.parametres import change_parametres, load_parametres
from services.votes.schemas_consignes import (
    BilanSelectionSchema,
    BudgetSchema,
    ChoixSelectionSchema,
    EvenementSchema,
    FileSchema,
    FiltreBudgetSchema,
    FiltreFileSchema,
    NouveauVisaSchema,
    NouveauxParametresSchema,
    ParametresSchema,
    SelectionSchema,
    VisaSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent
from shared.web.listes import TAILLE


@api.get("/a-voter")
@requires(Permission.CONSULTER)
@api.arguments(FiltreFileSchema, location="query")
@api.response(200, FileSchema)
def file_a_voter(demande: dict[str, Any]) -> Any:
    """The queue of the signed-in agent, fifty a page, with the totals of the whole filtered list."""
    acteur, aujourdhui = current_acteur(), today()
    with Lecture() as session:
        marge = load_parametres(session).marge_interne
        filtre = read_filtre({key: str(value) for key, value in demande.items()}, acteur, marge)
        rows, page, totaux = list_file(session, acteur, filtre, aujourdhui, page=demande["page"], taille=TAILLE)
        lignes = [{**row._asdict(), "echeance": compute_date_interne(row.dates, marge)} for row in rows]
    return {
        "lignes": lignes,
        "page": page,
        "nombre": totaux.nombre,
        "quote_part_centimes": totaux.quote_part_centimes,
        "sans_montant": totaux.sans_montant,
    }


@api.post("/consignes")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(SelectionSchema)
@api.response(200, BilanSelectionSchema)
def repondre_a_la_selection(demande: dict[str, Any]) -> Response:
    """Give one answer to a selection; what was changed meanwhile, or is not this agent's, is left and said."""
    choix = [(un["resolution"], un["version"]) for un in demande.pop("choix")]
    with Session.begin() as session:
        bilan = give_consignes(session, current_acteur(), choix, Reponse(**demande), today())
        return jsonify(BilanSelectionSchema().dump(bilan))


@api.post("/consignes/doctrine")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(ChoixSelectionSchema)
@api.response(200, BilanSelectionSchema)
def suivre_la_doctrine(demande: dict[str, Any]) -> Response:
    """Answer each resolution of a selection as the doctrine proposes; where it proposes nothing is left and said."""
    choix = [(un["resolution"], un["version"]) for un in demande["choix"]]
    with Session.begin() as session:
        bilan = follow_doctrine(session, current_acteur(), choix, today())
        return jsonify(BilanSelectionSchema().dump(bilan))


@api.post("/resolutions/<int:resolution_id>/visa")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(NouveauVisaSchema)
@api.response(201, VisaSchema)
def viser(demande: dict[str, Any], resolution_id: int) -> tuple[Response, int]:
    """Agree to the consigne that holds, or refuse it. 409 when somebody acted since ``version``."""
    with Session.begin() as session:
        visa = give_visa(session, current_acteur(), resolution_id, aujourdhui=today(), **demande)
        return jsonify(VisaSchema().dump(visa)), 201


@api.get("/resolutions/<int:resolution_id>/historique")
@requires(Permission.CONSULTER)
@api.response(200, EvenementSchema(many=True))
def historique(resolution_id: int) -> Response:
    """Everything that happened to a decision, the latest first."""
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        return jsonify(EvenementSchema(many=True).dump(load_historique(session, resolution)))


@api.get("/engagements")
@requires(Permission.CONSULTER)
@api.arguments(FiltreBudgetSchema, location="query")
@api.response(200, BudgetSchema)
def engagements(demande: dict[str, Any]) -> Response:
    """What our votes reserve and what the minutes committed, fifty lines a page, with the totals by year."""
    acteur = current_acteur()
    filtre = budget.read_filtre_budget({key: str(value) for key, value in demande.items()})
    with Lecture() as session:
        lignes, page, nombre, total = budget.list_lignes(session, acteur, filtre, page=demande["page"], taille=TAILLE)
        annees = budget.sum_annees(session, acteur, filtre)
        found = {"lignes": lignes, "page": page, "nombre": nombre, "total_centimes": total, "annees": annees}
        return jsonify(BudgetSchema().dump(found))


@api.get("/parametres")
@requires(Permission.CONSULTER)
@api.response(200, ParametresSchema)
def parametres() -> Any:
    """Our internal dates and the years of reservations."""
    with Lecture() as session:
        return load_parametres(session)


@api.put("/parametres")
@requires(Permission.REGLER_VOTES)
@idempotent
@api.arguments(NouveauxParametresSchema)
@api.response(200, ParametresSchema)
def changer_parametres(demande: dict[str, int]) -> Response:
    """Change settings; those that are not named stay. 409 when somebody changed one since ``version``."""
    version = demande.pop("version")
    with Session.begin() as session:
        return jsonify(ParametresSchema().dump(change_parametres(session, current_acteur(), demande, version)))
