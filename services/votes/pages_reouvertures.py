"""The HTML door of late information on a resolution."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.consignes.reouvertures import reopen_consigne
from services.votes.formulaires import read_version
from shared.acteurs import Permission
from shared.database import Session
from shared.errors import InvalidError, RefusedError
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

reouvertures = Blueprint("reouvertures", __name__)


@reouvertures.post("/resolutions/<int:resolution_id>/reouverture")
@requires(Permission.DONNER_CONSIGNE)
def rouvrir(resolution_id: int) -> AnyResponse:
    """Re-open the answer that holds, and say so on the page."""
    try:
        with Session.begin() as session:
            consigne = reopen_consigne(
                session, current_acteur(), resolution_id, motif=request.form.get("motif_reouverture", ""),
                version=read_version(request.form), aujourdhui=today(),
            )  # fmt: skip
            qui = consigne.agent.nom
    except (InvalidError, RefusedError) as refus:
        flash(refus.detail, "danger")
    else:
        flash(f"Consigne rouverte : {qui} et l’agent affecté sont prévenus.")
    return redirect(url_for("votes.resolutions.page", resolution_id=resolution_id))
