"""The HTML door of what others know of a decision: charges and appels de fonds asked over HTTP, the syndic from here.

Each is a panel of its own: a service that does not answer costs one sentence, and the decision can still be taken.
"""

from typing import Any

from flask import Blueprint, current_app, render_template
from sqlalchemy import select

from services.votes.acces import get_resolution
from services.votes.models import AnomalieConnue
from services.votes.tableau_syndic import load_tableau_syndic
from shared.acteurs import Permission
from shared.database import Lecture
from shared.errors import AppError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

connaissances = Blueprint("connaissances", __name__)
ANOMALIES_MONTREES = 10
COMPTES = "COMPTES_APPROBATION"


@connaissances.get("/resolutions/<int:resolution_id>/charges")
@requires(Permission.CONSULTER)
def charges(resolution_id: int) -> str:
    """What charges knows of the copropriété, with the anomalies it told us of; a sentence when it does not answer."""
    acteur = current_acteur()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        copropriete, approuve_les_comptes = resolution.ag.copropriete, resolution.type == COMPTES
        code = copropriete.code
        anomalies = session.scalars(
            select(AnomalieConnue)
            .where(AnomalieConnue.copropriete_id == copropriete.id)
            .order_by(AnomalieConnue.le.desc())
            .limit(ANOMALIES_MONTREES)
        ).all()
        session.expunge_all()
    synthese, panne = _ask("charges", f"/coproprietes/{code}/synthese")
    comptes, _ = _ask("charges", "/comptes", copropriete=code) if approuve_les_comptes and not panne else (None, None)
    return render_template(
        "votes/_charges.html", code=code, synthese=synthese, panne=panne, anomalies=anomalies, comptes=comptes
    )


@connaissances.get("/resolutions/<int:resolution_id>/appels")
@requires(Permission.CONSULTER)
def appels(resolution_id: int) -> str:
    """The last calls, our balance, and the works called so far; a sentence when appels_fonds does not answer."""
    with Lecture() as session:
        code = get_resolution(session, current_acteur(), resolution_id).ag.copropriete.code
    situation, panne = _ask("appels_fonds", f"/coproprietes/{code}/situation")
    travaux, other = _ask("appels_fonds", f"/coproprietes/{code}/travaux-appeles") if panne is None else (None, panne)
    return render_template("votes/_appels.html", code=code, situation=situation, travaux=travaux, panne=panne or other)


@connaissances.get("/resolutions/<int:resolution_id>/syndic")
@requires(Permission.CONSULTER)
def syndic(resolution_id: int) -> str:
    """How the syndic in charge behaves, when its contract is on the agenda."""
    acteur = current_acteur()
    with Lecture() as session:
        resolution = get_resolution(session, acteur, resolution_id)
        tableau = load_tableau_syndic(session, acteur, resolution.ag.copropriete_id, today())
        code = tableau.syndic.code if tableau else None
        session.expunge_all()
    fiche, panne = _ask("charges", f"/syndics/{code}/fiche") if code else (None, None)
    return render_template("votes/_syndic.html", tableau=tableau, fiche=fiche, panne=panne)


def _ask(service: str, path: str, **params: str) -> tuple[Any, AppError | None]:
    """The answer of a service, or why there is none."""
    try:
        return current_app.extensions["client"].ask(service, path, current_acteur(), **params), None
    except AppError as panne:
        return None, panne
