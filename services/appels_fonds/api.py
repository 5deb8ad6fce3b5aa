"""The JSON door of appels_fonds. Amounts are integers of centimes."""

from typing import Any

from flask_smorest import Blueprint

from services.appels_fonds import lectures
from services.appels_fonds.schemas import AppelSchema, FiltreSchema, ListeAppelsSchema, SituationSchema
from shared.acteurs import Permission
from shared.database import Lecture
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
        return lectures.list_a_faire(session, current_acteur(), today())


@api.get("/appels")
@requires(Permission.CONSULTER)
@api.arguments(FiltreSchema, location="query")
@api.response(200, ListeAppelsSchema)
def appels(filtre: dict[str, Any]) -> Any:
    """The visible calls, latest due date first, fifty a page."""
    with Lecture() as session:
        found = lectures.list_appels(session, current_acteur(), lectures.FiltreAppels(**filtre))
        return ListeAppelsSchema().dump(found)


@api.get("/appels/<numero>")
@requires(Permission.CONSULTER)
@api.response(200, AppelSchema)
def appel(numero: str) -> Any:
    """One call."""
    with Lecture() as session:
        return AppelSchema().dump(lectures.get_appel(session, current_acteur(), numero))


@api.get("/coproprietes/<code>/situation")
@requires(Permission.CONSULTER)
@api.response(200, SituationSchema)
def situation(code: str) -> Any:
    """Our balance with a syndicat, and its latest calls."""
    with Lecture() as session:
        return SituationSchema().dump(lectures.load_situation(session, current_acteur(), code))
