"""The HTML door of our weight: the simulator of a resolution, and what we weigh in a copropriété, clé by clé."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.votes.acces import get_resolution
from services.votes.formulaires import read_version
from services.votes.majorites.articles import name_article
from services.votes.majorites.membres import find_profil, list_poids, record_membres
from services.votes.majorites.simulations import simulate_resolution
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

poids = Blueprint("poids", __name__)


@poids.get("/resolutions/<int:resolution_id>/simulateur")
@requires(Permission.CONSULTER)
def simulateur(resolution_id: int) -> str:
    """What our votes can do on a resolution, drawn; the inside of a panel."""
    with Lecture() as session:
        resolution = get_resolution(session, current_acteur(), resolution_id)
        return render_template(
            "votes/_simulateur_dessin.html",
            resolution=resolution,
            simulation=simulate_resolution(session, resolution),
            majorite=name_article(resolution.article).lower(),
        )


@poids.get("/coproprietes/<code>/poids")
@requires(Permission.CONSULTER)
def page(code: str) -> str:
    """Our votes and heads in a copropriété, clé by clé."""
    return _render_page(code)


@poids.post("/coproprietes/<code>/poids")
@requires(Permission.GERER_AG)
def enregistrer(code: str) -> AnyResponse:
    """Keep the number of co-owners; asked from a resolution, its picture is drawn again."""
    saisie = Saisie(request.form)
    try:
        nombre = saisie.entier("membres", "Nombre de copropriétaires")
        saisie.check()
        with Session.begin() as session:
            record_membres(session, current_acteur(), code, nombre or 0, read_version(request.form))
    except AppError as refus:
        return make_response(_render_page(code, refus), refus.status)
    flash("Nombre de copropriétaires enregistré.")
    resolution = request.form.get("resolution", "")
    if resolution.isdecimal() and len(resolution) < 19:
        return redirect(url_for("votes.resolutions.page", resolution_id=int(resolution), _anchor="simulateur"))
    return redirect(url_for("votes.poids.page", code=code))


def _render_page(code: str, refus: AppError | None = None) -> str:
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        profil = find_profil(session, copropriete)
        membres = profil.nombre_coproprietaires if profil else None
        return render_template(
            "votes/poids.html",
            copropriete=copropriete,
            profil=profil,
            lignes=list_poids(session, copropriete, membres, today()),
            refus=refus,
        )
