"""The JSON door of appels_fonds. Amounts are integers of centimes."""

from typing import Any

from flask import jsonify
from flask_smorest import Blueprint

from services.appels_fonds import lectures
from services.appels_fonds.controles import votes_connus
from services.appels_fonds.controles.travaux_appeles import list_travaux_appeles
from services.appels_fonds.paiements.a_faire import list_paiements_a_faire
from services.appels_fonds.schemas import (
    AppelSchema,
    FiltreSchema,
    ListeAppelsSchema,
    SituationSchema,
    TravauxAppelesSchema,
    VotesConnusSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.a_faire import AFaireSchema
from shared.web.gardes import current_acteur, requires

api = Blueprint("appels_fonds_api", __name__, description="Appels de fonds : appels, soldes, écritures")


@api.get("/a-faire")
@requires(Permission.CONSULTER)
@api.response(200, AFaireSchema(many=True))
def a_faire() -> Any:
    """What needs the signed-in agent in appels_fonds."""
    with Lecture() as session:
        return [
            *lectures.list_a_faire(session, current_acteur(), today()),
            *list_paiements_a_faire(session, current_acteur(), today()),
        ]


@api.get("/appels")
@requires(Permission.CONSULTER)
@api.arguments(FiltreSchema, location="query")
@api.response(200, ListeAppelsSchema)
def appels(filtre: dict[str, Any]) -> Any:
    """The visible calls, latest due date first, fifty a page."""
    with Lecture() as session:
        found = lectures.list_appels(session, current_acteur(), lectures.FiltreAppels(**filtre))
        return jsonify(ListeAppelsSchema().dump(found))


@api.get("/appels/<numero>")
@requires(Permission.CONSULTER)
@api.response(200, AppelSchema)
def appel(numero: str) -> Any:
    """One call."""
    with Lecture() as session:
        return jsonify(AppelSchema().dump(lectures.get_appel(session, current_acteur(), numero)))


@api.get("/coproprietes/<code>/situation")
@requires(Permission.CONSULTER)
@api.response(200, SituationSchema)
def situation(code: str) -> Any:
    """Our balance with a syndicat, and its latest calls."""
    with Lecture() as session:
        return jsonify(SituationSchema().dump(lectures.load_situation(session, current_acteur(), code)))


@api.get("/coproprietes/<code>/votes-connus")
@requires(Permission.CONSULTER)
@api.response(200, VotesConnusSchema)
def votes_de(code: str) -> Any:
    """What assemblies voted and the calls it makes us expect, with the changes of syndic still to confirm."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        return jsonify(
            VotesConnusSchema().dump(
                {
                    "copropriete": copropriete.code,
                    "votes": votes_connus.list_votes(session, copropriete.id),
                    "changements_syndic": votes_connus.list_changements(session, copropriete.id),
                }
            )
        )


@api.get("/coproprietes/<code>/travaux-appeles")
@requires(Permission.CONSULTER)
@api.response(200, TravauxAppelesSchema)
def travaux_de(code: str) -> Any:
    """What was called for works so far, call by call and clé by clé."""
    with Lecture() as session:
        return jsonify(TravauxAppelesSchema().dump(list_travaux_appeles(session, current_acteur(), code)))
