"""The JSON door of the accounting frame: posting scheme, chart, periods, year-end, choices on works, lettering."""

from typing import Any

from flask import current_app, jsonify

from services.appels_fonds.api import api
from services.appels_fonds.comptabilite import (
    choix_travaux,
    cloture,
    exercices,
    lettrage,
    plan_comptable,
    schemas_comptables,
    simulation,
)
from services.appels_fonds.comptabilite.ecritures import redraft_appel
from services.appels_fonds.comptabilite.estimations_charges import ask_estimations, place_estimations
from services.appels_fonds.comptabilite.schemas_comptables import RegleSaisie
from services.appels_fonds.lectures import get_appel
from services.appels_fonds.schemas_cadre import (
    AdoptionSchema,
    BilanPlanSchema,
    CadreSchema,
    ChoixAttenduSchema,
    ChoixTravauxSchema,
    DecisionClotureSchema,
    EtatPeriodeSchema,
    ExerciceSchema,
    JambeOuverteSchema,
    LettrageDemandeSchema,
    LettrageSchema,
    PeriodeSchema,
    PlanSchema,
    ProjetSchema,
    PropositionSchema,
    ReimputesSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.get("/schema")
@requires(Permission.CONSULTER)
@api.arguments(ExerciceSchema, location="query")
@api.response(200, CadreSchema)
def lire_schema(demande: dict[str, Any]) -> Any:
    """The posting scheme of a year, and its project simulated when there is one."""
    with Lecture() as session:
        return CadreSchema().dump(simulation.describe_schema(session, demande["exercice"]))


@api.put("/schema")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(ProjetSchema)
@api.response(200, CadreSchema)
def enregistrer_projet(demande: dict[str, Any]) -> Any:
    """Keep these rows as the project of the year; nothing is posted by it before its adoption."""
    with Session.begin() as session:
        regles = [RegleSaisie(**regle) for regle in demande["regles"]]
        schemas_comptables.save_project(session, current_acteur(), demande["exercice"], regles)
        return CadreSchema().dump(simulation.describe_schema(session, demande["exercice"]))


@api.post("/schema/adoption")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(AdoptionSchema)
@api.response(200, ReimputesSchema)
def adopter_projet(demande: dict[str, Any]) -> Any:
    """Put the project in force and post the drafts by it."""
    with Session.begin() as session:
        count = simulation.adopt_and_redraft(
            session, current_acteur(), demande["exercice"], motif=demande["motif"], aujourdhui=today()
        )
    return {"brouillons_reimputes": count}


@api.delete("/schema/projet")
@requires(Permission.GERER_COMPTABILITE)
@api.arguments(ExerciceSchema, location="query")
@api.response(204)
def abandonner_projet(demande: dict[str, Any]) -> None:
    """Give the project up."""
    with Session.begin() as session:
        schemas_comptables.drop_project(session, current_acteur(), demande["exercice"])


@api.get("/plan-comptable")
@requires(Permission.CONSULTER)
@api.arguments(ExerciceSchema, location="query")
@api.response(200, PlanSchema)
def lire_plan(demande: dict[str, Any]) -> Any:
    """The chart of a year."""
    with Lecture() as session:
        comptes, _ = plan_comptable.show_plan(session, demande["exercice"])
    return {**demande, "comptes": [{"numero": numero, "libelle": libelle} for numero, libelle in comptes.items()]}


@api.put("/plan-comptable")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(PlanSchema)
@api.response(200, BilanPlanSchema)
def remplacer_plan(demande: dict[str, Any]) -> Any:
    """Replace the chart of a year."""
    placed = ((f"comptes[{rang}]", compte["numero"].strip(), compte["libelle"].strip())
              for rang, compte in enumerate(demande["comptes"]))  # fmt: skip
    comptes = plan_comptable.check_comptes(placed)
    with Session.begin() as session:
        bilan = plan_comptable.import_plan(session, current_acteur(), demande["exercice"], comptes)
    return BilanPlanSchema().dump(bilan)


@api.get("/exercices/<int:annee>/periodes")
@requires(Permission.CONSULTER)
@api.response(200, PeriodeSchema(many=True))
def periodes(annee: int) -> Any:
    """The months of a year, open or closed; month 0 is the year as a whole."""
    with Lecture() as session:
        return jsonify(PeriodeSchema(many=True).dump(exercices.list_periodes(session, annee)))


@api.put("/exercices/<int:annee>/periodes/<int:mois>")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(EtatPeriodeSchema)
@api.response(200, PeriodeSchema(many=True))
def regler_periode(demande: dict[str, Any], annee: int, mois: int) -> Any:
    """Close a period, or open it again with a reason."""
    with Session.begin() as session:
        if demande["close"]:
            exercices.close_periode(session, current_acteur(), annee, mois)
        else:
            exercices.reopen_periode(session, current_acteur(), annee, mois, motif=demande["motif"])
        return jsonify(PeriodeSchema(many=True).dump(exercices.list_periodes(session, annee)))


@api.get("/cloture")
@requires(Permission.CONSULTER)
@api.arguments(ExerciceSchema, location="query")
@api.response(200, PropositionSchema(many=True))
def propositions(demande: dict[str, Any]) -> Any:
    """The year-end proposals, each with how it was computed."""
    with Lecture() as session:
        rows = cloture.list_propositions(session, current_acteur(), demande["exercice"])
        return jsonify(PropositionSchema(many=True).dump([row for row, _ in rows]))


@api.post("/cloture")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(ExerciceSchema)
@api.response(200, PropositionSchema(many=True))
def proposer(demande: dict[str, Any]) -> Any:
    """Compute the proposals of a year; charges is asked for its estimates first."""
    exercice, acteur = demande["exercice"], current_acteur()
    answered = ask_estimations(current_app.extensions["client"], acteur, exercice)
    with Session.begin() as session:
        estimations = place_estimations(session, exercice, answered)
        cloture.propose_cloture(session, acteur, exercice, estimations=estimations)
        rows = cloture.list_propositions(session, acteur, exercice)
        return jsonify(PropositionSchema(many=True).dump([row for row, _ in rows]))


@api.post("/cloture/<int:proposition_id>")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(DecisionClotureSchema)
@api.response(204)
def decider(demande: dict[str, Any], proposition_id: int) -> None:
    """Confirm a proposal (its entry and its reversal are drafted), or put it away."""
    with Session.begin() as session:
        if demande["decision"] == "ecarter":
            cloture.discard_proposition(session, current_acteur(), proposition_id, aujourdhui=today())
        else:
            cloture.confirm_proposition(session, current_acteur(), proposition_id)


@api.get("/travaux-a-decider")
@requires(Permission.CONSULTER)
@api.response(200, ChoixAttenduSchema(many=True))
def travaux_attendus() -> Any:
    """The works in draft that wait for a person: fixed asset or upkeep."""
    with Lecture() as session:
        return jsonify(ChoixAttenduSchema(many=True).dump(choix_travaux.awaiting_choix(session)))


@api.post("/appels/<numero>/travaux")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(ChoixTravauxSchema)
@api.response(204)
def choisir_travaux(demande: dict[str, Any], numero: str) -> None:
    """Record a choice on works and post the call again."""
    with Session.begin() as session:
        appel = get_appel(session, current_acteur(), numero)
        choix = choix_travaux.record_choix(session, current_acteur(), appel, demande.pop("cle"), **demande)
        redraft_appel(session, current_acteur(), appel, aujourdhui=today(), motif=choix.motif)


@api.get("/coproprietes/<code>/lettrage")
@requires(Permission.CONSULTER)
@api.response(200, JambeOuverteSchema(many=True))
def jambes_ouvertes(code: str) -> Any:
    """The validated legs of a syndicat that nothing settles yet."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        return jsonify(JambeOuverteSchema(many=True).dump(lettrage.list_ouvertes(session, copropriete.code)))


@api.post("/lettrages")
@requires(Permission.GERER_COMPTABILITE)
@idempotent
@api.arguments(LettrageDemandeSchema)
@api.response(201, LettrageSchema)
def lettrer(demande: dict[str, Any]) -> Any:
    """Letter legs that cancel out."""
    with Session.begin() as session:
        made = lettrage.letter_by_hand(session, current_acteur(), demande["lignes"], aujourdhui=today())
        return LettrageSchema().dump(made), 201


@api.delete("/lettrages/<int:lettrage_id>")
@requires(Permission.GERER_COMPTABILITE)
@api.response(204)
def delettrer(lettrage_id: int) -> None:
    """Take a lettering back; its code is not used again."""
    with Session.begin() as session:
        lettrage.unletter(session, current_acteur(), lettrage_id)
