"""The JSON door of the settings of votes, of what the doctrine proposes, and of what our votes can do."""

from typing import Any

from flask import Response, jsonify

from services.votes.acces import get_resolution
from services.votes.api import api
from services.votes.attribution.absences import list_absences, record_absence
from services.votes.consignes.reouvertures import reopen_consigne
from services.votes.majorites.simulations import simulate_resolution
from services.votes.models import GenreRegle
from services.votes.politique.doctrine import propose_position
from services.votes.politique.reglages import SaisieRegle, add_regle, change_regle, list_regles, withdraw_regle
from services.votes.qualification.formulations import list_formulations, withdraw_formulation
from services.votes.schemas import ConsigneSchema
from services.votes.schemas_reglages import (
    AbsenceSchema,
    FiltreReglesSchema,
    FormulationSchema,
    NouvelleAbsenceSchema,
    NouvelleRegleSchema,
    PropositionSchema,
    RegleSchema,
    ReouvertureSchema,
    RetraitSchema,
    SimulationSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import NotFoundError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.get("/regles")
@requires(Permission.CONSULTER)
@api.arguments(FiltreReglesSchema, location="query")
@api.response(200, RegleSchema(many=True))
def regles(filtre: dict[str, GenreRegle]) -> Response:
    """The last version of each rule of a kind, those in force first, in the order they are looked at."""
    with Lecture() as session:
        return jsonify(RegleSchema(many=True).dump(list_regles(session, filtre["genre"])))


@api.post("/regles")
@requires(Permission.REGLER_VOTES)
@idempotent
@api.arguments(NouvelleRegleSchema)
@api.response(201, RegleSchema)
def enregistrer_regle(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Add a rule, or give ``numero`` its next version. 409 when somebody changed it since ``version``."""
    numero, version, du = saisie.pop("numero"), saisie.pop("version"), saisie.pop("du") or today()
    with Session.begin() as session:
        regle = SaisieRegle(**saisie)
        if numero is None:
            saved = add_regle(session, current_acteur(), regle, du)
        else:
            saved = change_regle(session, current_acteur(), regle.genre, numero, regle, version=version or 0, du=du)
        return jsonify(RegleSchema().dump(saved)), 201


@api.post("/regles/<genre>/<int:numero>/retrait")
@requires(Permission.REGLER_VOTES)
@idempotent
@api.arguments(RetraitSchema)
@api.response(201, RegleSchema)
def retirer_regle(retrait: dict[str, Any], genre: str, numero: int) -> tuple[Response, int]:
    """End a rule today; its versions stay."""
    if genre not in GenreRegle.__members__:
        raise NotFoundError("Ce genre de règle n’existe pas.", code="REGLE_INCONNUE")
    with Session.begin() as session:
        regle = withdraw_regle(session, current_acteur(), GenreRegle(genre), numero, au=today(), **retrait)
        return jsonify(RegleSchema().dump(regle)), 201


@api.get("/resolutions/<int:resolution_id>/proposition")
@requires(Permission.CONSULTER)
@api.response(200, PropositionSchema)
def proposition(resolution_id: int) -> Response:
    """What the doctrine proposes on a resolution; 404 when it says nothing."""
    with Lecture() as session:
        found = propose_position(session, get_resolution(session, current_acteur(), resolution_id))
        if found is None:
            raise NotFoundError("La doctrine ne propose rien sur cette résolution.", code="SANS_PROPOSITION")
        return jsonify(PropositionSchema().dump(found))


@api.get("/resolutions/<int:resolution_id>/simulation")
@requires(Permission.CONSULTER)
@api.response(200, SimulationSchema)
def simulation(resolution_id: int) -> Response:
    """What our votes can do on a resolution; 404 while its majority or our weight is not known."""
    with Lecture() as session:
        found = simulate_resolution(session, get_resolution(session, current_acteur(), resolution_id))
        if found is None:
            raise NotFoundError("La majorité ou notre poids ne sont pas encore connus.", code="SANS_SIMULATION")
        return jsonify(SimulationSchema().dump(found))


@api.post("/resolutions/<int:resolution_id>/reouverture")
@requires(Permission.DONNER_CONSIGNE)
@idempotent
@api.arguments(ReouvertureSchema)
@api.response(201, ConsigneSchema)
def rouvrir(reouverture: dict[str, Any], resolution_id: int) -> tuple[Response, int]:
    """Re-open the answer that holds, on late information."""
    with Session.begin() as session:
        consigne = reopen_consigne(session, current_acteur(), resolution_id, aujourdhui=today(), **reouverture)
        return jsonify(ConsigneSchema().dump(consigne)), 201


@api.get("/absences")
@requires(Permission.CONSULTER)
@api.response(200, AbsenceSchema(many=True))
def absences() -> Response:
    """The absences, those of now and to come first."""
    with Lecture() as session:
        return jsonify(AbsenceSchema(many=True).dump(list_absences(session, today())))


@api.post("/absences")
@requires(Permission.CONSULTER)
@idempotent
@api.arguments(NouvelleAbsenceSchema)
@api.response(201, AbsenceSchema)
def enregistrer_absence(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Record one's absence, or anybody's for a manager or an administrator."""
    with Session.begin() as session:
        absence, _ = record_absence(session, current_acteur(), aujourdhui=today(), **saisie)
        return jsonify(AbsenceSchema().dump(absence)), 201


@api.get("/formulations")
@requires(Permission.CONSULTER)
@api.response(200, FormulationSchema(many=True))
def formulations() -> Response:
    """The wordings remembered for the syndics."""
    with Lecture() as session:
        return jsonify(FormulationSchema(many=True).dump(list_formulations(session)))


@api.post("/formulations/<int:formulation_id>/retrait")
@requires(Permission.GERER_AG)
@idempotent
@api.response(201, FormulationSchema)
def oublier_formulation(formulation_id: int) -> tuple[Response, int]:
    """Forget a wording."""
    with Session.begin() as session:
        return jsonify(FormulationSchema().dump(withdraw_formulation(session, current_acteur(), formulation_id))), 201
