"""The HTML door of the session: the live screen of our representative, and the service worker that keeps it offline."""

import hashlib
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, url_for

from services.votes.assemblees.vues_seance import describe_point
from services.votes.proces_verbaux.dossiers import load_ag_pv
from shared.acteurs import Permission
from shared.database import Lecture
from shared.web.coquille import UI
from shared.web.gardes import current_acteur, requires

seances = Blueprint("seances", __name__)

FICHIERS = (
    "icone.svg", "vendor/bootstrap.min.css", "tantieme.css", "vendor/htmx-2.min.js", "tantieme.js", "clavier.js",
    "panneaux.js", "recherche.js", "formulaires.js", "seance/seance.js", "seance/ecran.js", "seance/envois.js",
    "seance/file.js",
)  # fmt: skip
"""What the live screen needs of the shell: kept on the device with the page itself."""


@seances.get("/ag/<int:ag_id>/seance")
@requires(Permission.CONSULTER)
def page(ag_id: int) -> str:
    """One resolution at a time: our instruction in large type, and what the assembly decides."""
    with Lecture() as session:
        ag = load_ag_pv(session, current_acteur(), ag_id)
        return render_template(
            "votes/seance.html",
            ag=ag,
            points=[describe_point(ag, resolution) for resolution in ag.resolutions],
        )


@seances.get("/ag/<int:ag_id>/seance/ouvrier.js")
@requires(Permission.CONSULTER)
def ouvrier(ag_id: int) -> Response:
    """The service worker of this one screen; its scope goes no further than the screen."""
    with Lecture() as session:
        load_ag_pv(session, current_acteur(), ag_id)
    page_url = url_for("votes.seances.page", ag_id=ag_id)
    script = render_template(
        "votes/seance_ouvrier.js",
        magasin=f"seance-{ag_id}-{fingerprint_files()}",
        page=page_url,
        etat=url_for("votes_api.resultats", ag_id=ag_id),
        fichiers=[url_for("coquille.static", filename=name) for name in FICHIERS],
    )
    response = make_response(script)
    response.content_type = "text/javascript; charset=utf-8"
    response.headers["Service-Worker-Allowed"] = page_url
    return response


def fingerprint_files() -> str:
    """Changes when one of the files kept on devices does."""
    digest = hashlib.sha256()
    for name in FICHIERS:
        path = Path(UI) / "static" / name
        digest.update(path.read_bytes() if path.exists() else name.encode())
    return digest.hexdigest()[:12]
