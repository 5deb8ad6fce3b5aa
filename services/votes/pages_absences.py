"""The HTML door of absences, and of the wordings remembered for the syndics."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.attribution.absences import cancel_absence, list_absences, list_remplacants, record_absence
from services.votes.qualification.formulations import list_formulations, withdraw_formulation
from services.votes.qualification.types_resolution import load_types
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

absences = Blueprint("absences", __name__, url_prefix="/reglages")


@absences.get("/absences")
@requires(Permission.CONSULTER)
def liste() -> str:
    """Who is away, when, and who answers instead."""
    return _render_page()


@absences.post("/absences")
@requires(Permission.CONSULTER)
def enregistrer() -> AnyResponse:
    """Record an absence; one's own, or anybody's for a manager or an administrator."""
    saisie = Saisie(request.form)
    try:
        agent, du = saisie.entier("agent", "Agent"), saisie.jour("du", "Premier jour")
        au, remplacant = saisie.jour("au", "Dernier jour"), saisie.entier("remplacant", "Remplaçant", requis=False)
        saisie.check()
        assert agent is not None
        assert du is not None
        assert au is not None
        with Session.begin() as session:
            absence, passees = record_absence(
                session, current_acteur(), agent_id=agent, du=du, au=au, remplacant_id=remplacant,
                motif=request.form.get("motif", ""), aujourdhui=today(),
            )  # fmt: skip
            said = f"Absence de {absence.agent.nom} enregistrée."
            if absence.remplacant is not None:
                said = f"{said[:-1]} ; {passees} consigne{'s' if passees > 1 else ''} à {absence.remplacant.nom}."
    except AppError as refus:
        return make_response(_render_page(refus), refus.status)
    flash(said)
    return redirect(url_for("votes.absences.liste"))


@absences.post("/absences/<int:absence_id>/annulation")
@requires(Permission.CONSULTER)
def annuler(absence_id: int) -> AnyResponse:
    """Say that an absence will not be."""
    with Session.begin() as session:
        cancel_absence(session, current_acteur(), absence_id)
    flash("Absence annulée. Ce qui a été confié au remplaçant reste chez lui.")
    return redirect(url_for("votes.absences.liste"))


@absences.get("/formulations")
@requires(Permission.CONSULTER)
def formulations() -> str:
    """The wordings remembered, syndic by syndic."""
    with Lecture() as session:
        found = list_formulations(session)
        return render_template("votes/formulations.html", formulations=found, types=load_types())


@absences.post("/formulations/<int:formulation_id>/retrait")
@requires(Permission.GERER_AG)
def oublier(formulation_id: int) -> AnyResponse:
    """Forget a wording."""
    with Session.begin() as session:
        withdraw_formulation(session, current_acteur(), formulation_id)
    flash("Formulation oubliée : ces mots seront de nouveau qualifiés par nos règles.")
    return redirect(url_for("votes.absences.formulations"))


def _render_page(refus: AppError | None = None) -> str:
    acteur = current_acteur()
    tous = acteur.can(Permission.GERER_AG) or acteur.can(Permission.REGLER_VOTES)
    with Lecture() as session:
        agents = list_remplacants(session)
        return render_template(
            "votes/absences.html",
            absences=list_absences(session, today()),
            agents=[(agent.id, agent.nom) for agent in agents if tous or agent.id == acteur.id],
            remplacants=[(agent.id, agent.nom) for agent in agents],
            tous=tous,
            refus=refus,
            fautes=refus.par_champ if refus else {},
        )
