"""The HTML door of the administration of signatures: who may sign for us, and the address of our papers."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.votes.envois.delegations import (
    create_delegation,
    end_delegation,
    is_in_force,
    list_delegations,
    save_emetteur,
)
from services.votes.envois.saisies import read_delegation
from services.votes.formulaires import read_date, read_version
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError
from shared.models import Agent, Bailleur
from shared.pdf.scellement import load_certificat
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

signatures = Blueprint("signatures", __name__, url_prefix="/signatures")


@signatures.get("/")
@requires(Permission.GERER_AGENTS)
def page() -> str:
    """The delegations, our address, the certificate."""
    return _render()


@signatures.post("/emetteur")
@requires(Permission.GERER_AGENTS)
def emetteur() -> AnyResponse:
    """Change the address of our papers."""
    form = request.form
    return _act(
        lambda session: save_emetteur(session, current_acteur(), form.get("adresse", ""), form.get("ville", "")),
        "L’adresse de nos courriers est enregistrée.",
    )


@signatures.post("/delegations")
@requires(Permission.GERER_AGENTS)
def creer() -> AnyResponse:
    """Give a delegation."""
    return _act(
        lambda session: create_delegation(session, current_acteur(), read_delegation(request.form)),
        "La délégation est enregistrée.",
    )


@signatures.post("/delegations/<int:delegation_id>/fin")
@requires(Permission.GERER_AGENTS)
def finir(delegation_id: int) -> AnyResponse:
    """End a delegation."""

    def act(session: OrmSession) -> object:
        try:
            au = read_date(request.form.get("au", "").strip())
        except ValueError as error:
            raise InvalidError(str(error), code="DELEGATION_INVALIDE") from None
        return end_delegation(session, current_acteur(), delegation_id, au or today(), read_version(request.form))

    return _act(act, "La fin de la délégation est enregistrée.")


def _act(act: Callable[[OrmSession], object], message: str) -> AnyResponse:
    try:
        with Session.begin() as session:
            act(session)
    except AppError as refus:
        return make_response(_render(refus), refus.status)
    flash(message)
    return redirect(url_for("votes.signatures.page"))


def _render(refus: AppError | None = None) -> str:
    config = current_app.config["TANTIEME"]
    panne, certificat = None, None
    try:
        certificat = load_certificat(config)
    except AppError as faute:
        panne = faute.detail
    with Lecture() as session:
        return render_template(
            "votes/signatures.html",
            delegations=[(une, is_in_force(une, today())) for une in list_delegations(session)],
            bailleur=session.scalar(select(Bailleur).order_by(Bailleur.id).limit(1)),
            agents=session.execute(
                select(Agent.courriel, Agent.nom).where(Agent.actif.is_(True)).order_by(Agent.nom)
            ).all(),
            certificat=certificat,
            panne=panne,
            refus=refus,
            fautes=refus.par_champ if refus else {},
            saisie=request.form,
        )
