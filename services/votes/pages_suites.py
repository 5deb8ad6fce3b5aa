"""The HTML door of what remains to be done after assemblies: by last day, each closed with a comment."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.votes.assemblees.suites import (
    A_FAIRE,
    FAITES,
    LIBELLES,
    TOUTES,
    FiltreSuites,
    close_suite,
    may_close,
    select_suites,
)
from services.votes.models import GenreSuite
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, paginate

suites = Blueprint("suites", __name__)


@suites.get("/suites")
@requires(Permission.CONSULTER)
def liste() -> str:
    """The follow-ups an agent sees, the nearest last day first."""
    return _render()


@suites.post("/suites/<int:suite_id>/faite")
@requires(Permission.CONSULTER)
def clore(suite_id: int) -> Response:
    """Say that a follow-up is done; a refusal gives the list back with what was typed."""
    try:
        with Session.begin() as session:
            close_suite(session, current_acteur(), suite_id, request.form.get("commentaire", ""))
    except AppError as refus:
        return make_response(_render(refus, suite_id), refus.status)
    flash("Suite close : le commentaire reste au dossier.")
    return redirect(url_for("votes.suites.liste", ag=request.form.get("ag") or None))


def _render(refus: AppError | None = None, suite_id: int = 0) -> str:
    acteur, args = current_acteur(), request.args
    etat, ag = args.get("etat", A_FAIRE), args.get("ag", "")
    filtre = FiltreSuites(
        etat=etat if etat in (A_FAIRE, FAITES, TOUTES) else A_FAIRE,
        genre=args.get("genre", ""),
        texte=args.get("q", ""),
        miennes=args.get("miennes") == "oui",
        ag_id=int(ag) if ag.isdecimal() and len(ag) < 19 else None,
    )
    with Lecture() as session:
        page: Any = paginate(session, select_suites(acteur, filtre), asked_page(args))
        return render_template(
            "votes/suites.html",
            liste=page,
            filtre=filtre,
            genres=[(genre.value, LIBELLES[genre]) for genre in GenreSuite],
            libelles=LIBELLES,
            closable={suite.id for suite in page.lignes if suite.faite_le is None and may_close(acteur, suite)},
            refus=refus,
            refusee=suite_id,
        )
