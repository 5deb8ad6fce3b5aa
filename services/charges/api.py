"""The JSON door of charges. Amounts are integers of centimes."""

from typing import Any

from flask_smorest import Blueprint

from services.charges import lectures
from services.charges.schemas import SyntheseSchema
from shared.acteurs import Permission
from shared.database import Lecture
from shared.presentation import today
from shared.web.a_faire import AFaireSchema
from shared.web.gardes import current_acteur, requires

api = Blueprint("charges_api", __name__, description="Charges : budget, appelé, dépensé, par clé et par poste")


@api.get("/coproprietes/<code>/synthese")
@requires(Permission.CONSULTER)
@api.response(200, SyntheseSchema)
def synthese(code: str) -> Any:
    """Budget, called and gap by clé for the current exercise, and the yearly charges of a copropriété."""
    with Lecture() as session:
        return lectures.load_synthese(session, current_acteur(), code, today())


@api.get("/a-faire")
@requires(Permission.CONSULTER)
@api.response(200, AFaireSchema(many=True))
def a_faire() -> Any:
    """What needs the signed-in agent in charges."""
    with Lecture() as session:
        return lectures.list_a_faire(session, current_acteur(), today())
