"""The HTML door of the report of the year: everything is in the address, every drawing has its table."""

from flask import Blueprint, Response, render_template, request
from sqlalchemy import select

from services.votes.rapport.export import write_ponctualite, write_votes
from services.votes.rapport.ponctualite import list_ags_datees, measure_syndics
from services.votes.rapport.votes_annee import FiltreRapport, count_votes, list_votes
from services.votes.vues import list_types
from shared.acteurs import Permission
from shared.database import Lecture
from shared.excel.export_liste import MIME_XLSX
from shared.models import Agence, Syndic
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires

rapport = Blueprint("rapport", __name__)

ANNEES_PROPOSEES = 6
DESSINES = 15
"""How many types the drawing shows; the table has them all."""


@rapport.get("/rapport")
@requires(Permission.CONSULTER)
def page() -> str:
    """The votes of the year and the punctuality of its syndics."""
    acteur, aujourdhui, filtre = current_acteur(), today(), read_filtre()
    with Lecture() as session:
        total, types = count_votes(list_votes(session, acteur, filtre))
        return render_template(
            "votes/rapport.html",
            filtre=filtre,
            total=total,
            types=types,
            dessines=types[:DESSINES],
            maximum=max((bilan.total for bilan in types), default=0),
            syndics=measure_syndics(list_ags_datees(session, acteur, filtre, aujourdhui), aujourdhui),
            annees=range(aujourdhui.year + 1, aujourdhui.year - ANNEES_PROPOSEES, -1),
            agences=[(one.code, one.nom) for one in session.scalars(select(Agence).order_by(Agence.nom))],
            choix_syndics=[(one.code, one.nom) for one in session.scalars(select(Syndic).order_by(Syndic.nom))],
            choix_types=list_types(),
        )


@rapport.get("/rapport.xlsx")
@requires(Permission.CONSULTER)
def classeur() -> Response:
    """The filtered votes as a workbook."""
    filtre = read_filtre()
    with Lecture() as session:
        contenu = write_votes(list_votes(session, current_acteur(), filtre))
    return send_bytes(contenu, f"votes_{filtre.annee}.xlsx", MIME_XLSX)


@rapport.get("/rapport-syndics.xlsx")
@requires(Permission.CONSULTER)
def classeur_syndics() -> Response:
    """The punctuality of the filtered syndics as a workbook."""
    filtre, aujourdhui = read_filtre(), today()
    with Lecture() as session:
        measured = measure_syndics(list_ags_datees(session, current_acteur(), filtre, aujourdhui), aujourdhui)
    return send_bytes(write_ponctualite(measured), f"ponctualite_{filtre.annee}.xlsx", MIME_XLSX)


def read_filtre() -> FiltreRapport:
    """The filter of the address; a year that makes no sense is the current one."""
    args = request.args
    brut = args.get("annee", "")
    annee = int(brut) if brut.isdecimal() and len(brut) == 4 and 1990 <= int(brut) < 2100 else today().year
    return FiltreRapport(annee, args.get("agence", ""), args.get("syndic", ""), args.get("type", ""), args.get("q", ""))
