"""The JSON door of votes: assemblies, agendas, consignes, and what waits for somebody."""

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint

from services.votes.a_faire import list_a_faire
from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.assemblees.resolutions import add_agenda
from services.votes.consignes.reponses import give_consigne
from services.votes.lectures import list_ags_of, load_ag
from services.votes.schemas import (
    AgendaAjouteSchema,
    AgendaSchema,
    AssembleeDetailSchema,
    AssembleeSchema,
    ConsigneSchema,
    NouvelleAssembleeSchema,
    NouvelleConsigneSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.a_faire import CHEMIN, AFaire, AFaireSchema
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent

api = Blueprint("votes_api", __name__, description="Votes : assemblées, résolutions, consignes")


@api.get(CHEMIN)
@requires(Permission.CONSULTER)
@api.response(200, AFaireSchema(many=True))
def a_faire() -> list[AFaire]:
    """What waits for the signed-in agent: consignes to give; for a manager, assemblies that lack some."""
    with Lecture() as session:
        return list_a_faire(session, current_acteur(), today())


@api.get("/coproprietes/<code>/assemblees")
@requires(Permission.CONSULTER)
@api.response(200, AssembleeSchema(many=True))
def assemblees(code: str) -> Response:
    """The assemblies of a copropriété, the latest first."""
    with Lecture() as session:
        acteur = current_acteur()
        found = list_ags_of(session, acteur, get_copropriete(session, acteur, code).id)
        return jsonify(AssembleeSchema(many=True).dump(found))


@api.get("/assemblees/<int:ag_id>")
@requires(Permission.CONSULTER)
@api.response(200, AssembleeDetailSchema)
def assemblee(ag_id: int) -> Response:
    """One assembly with its resolutions, who must answer each and what was answered."""
    with Lecture() as session:
        return jsonify(AssembleeDetailSchema().dump(load_ag(session, current_acteur(), ag_id)))


@api.post("/assemblees")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelleAssembleeSchema)
@api.response(201, AssembleeSchema)
def creer(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Record an assembly. A second one the same day for the same copropriété is refused."""
    with Session.begin() as session:
        ag = create_ag(session, current_acteur(), SaisieAg(**saisie), today())
        return jsonify(AssembleeSchema().dump(ag)), 201


@api.post("/assemblees/<int:ag_id>/resolutions")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(AgendaSchema)
@api.response(201, AgendaAjouteSchema)
def ajouter(agenda: dict[str, str], ag_id: int) -> tuple[Response, int]:
    """Add the text of an agenda: every resolution it holds, or none."""
    with Session.begin() as session:
        ajout = add_agenda(session, current_acteur(), ag_id, agenda["texte"])
        return jsonify(AgendaAjouteSchema().dump(ajout)), 201


@api.post("/resolutions/<int:resolution_id>/consignes")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(NouvelleConsigneSchema)
@api.response(201, ConsigneSchema)
def repondre(reponse: dict[str, Any], resolution_id: int) -> tuple[Response, int]:
    """Answer a resolution. 409 when somebody acted since ``version``: both answers are in ``fautes``."""
    with Session.begin() as session:
        consigne = give_consigne(session, current_acteur(), resolution_id, aujourdhui=today(), **reponse)
        return jsonify(ConsigneSchema().dump(consigne)), 201
