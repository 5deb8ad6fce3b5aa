"""The JSON door of charges. Amounts are integers of centimes."""

from datetime import date
from typing import Any

from flask import jsonify
from flask_smorest import Blueprint

from services.charges import budgets, lectures
from services.charges.postes import taux_recuperables
from services.charges.schemas import BudgetVoteSchema, DemandeTauxSchema, SyntheseSchema, TauxCoproprieteSchema
from shared.acteurs import Permission
from shared.database import Lecture
from shared.patrimoine.lectures import get_copropriete
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


@api.get("/coproprietes/<code>/taux-recuperables")
@requires(Permission.CONSULTER)
@api.arguments(DemandeTauxSchema, location="query")
@api.response(200, TauxCoproprieteSchema)
def taux_recuperables_de(demande: dict[str, date], code: str) -> Any:
    """What can be recovered in a copropriété on a day (``le``): by clé on the last exercise, and by poste."""
    with Lecture() as session:
        return taux_recuperables.load_taux(session, current_acteur(), code, demande.get("le") or today())


@api.get("/coproprietes/<code>/budgets-votes")
@requires(Permission.CONSULTER)
@api.response(200, BudgetVoteSchema(many=True))
def budgets_votes(code: str) -> Any:
    """The budgets in force that AGs voted for a copropriété, by exercise, clé and nature, as votes told them."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        return jsonify(BudgetVoteSchema(many=True).dump(budgets.list_budgets(session, copropriete.id)))


@api.get("/a-faire")
@requires(Permission.CONSULTER)
@api.response(200, AFaireSchema(many=True))
def a_faire() -> Any:
    """What needs the signed-in agent in charges."""
    with Lecture() as session:
        return lectures.list_a_faire(session, current_acteur(), today())
