"""The HTML door of long imports: how far one is; its page may be closed."""

from flask import Blueprint, make_response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.reception.imports_longs import load_tache
from shared.acteurs import Permission
from shared.database import Lecture
from shared.models import EtatTache, Tache, now
from shared.taches import estimate_reste
from shared.web.gardes import current_acteur, requires

taches = Blueprint("taches", __name__)
FINIE = 286
"""The status that tells htmx to stop asking."""


@taches.get("/imports/taches/<int:tache_id>")
@requires(Permission.IMPORTER_APPEL)
def tache(tache_id: int) -> str:
    """How far a long reading or integration is; once finished, what came of it."""
    with Lecture() as session:
        return _render("appels_fonds/tache.html", load_tache(session, current_acteur(), tache_id))


@taches.get("/imports/taches/<int:tache_id>/avancement")
@requires(Permission.IMPORTER_APPEL)
def avancement(tache_id: int) -> AnyResponse:
    """The inside of that page, asked again every second until the end."""
    with Lecture() as session:
        found = load_tache(session, current_acteur(), tache_id)
        return make_response(_render("appels_fonds/_tache.html", found, suivie=True), FINIE if found.finie_le else 200)


@taches.get("/imports/taches/<int:tache_id>/arrivee")
@requires(Permission.IMPORTER_APPEL)
def arrivee(tache_id: int) -> AnyResponse:
    """Where the page of a task goes by itself, once, when the work is done: the import."""
    with Lecture() as session:
        found = load_tache(session, current_acteur(), tache_id)
        answer = make_response("", 204)
        if found.etat == EtatTache.TERMINEE and found.resultat:
            answer.headers["HX-Redirect"] = url_for("appels_fonds.apercu", import_id=found.resultat["import_id"])
        return answer


def _render(page: str, tache: Tache, *, suivie: bool = False) -> str:
    reste = None if tache.finie_le else estimate_reste(tache, now())
    return render_template(page, tache=tache, reste=reste, suivie=suivie)
