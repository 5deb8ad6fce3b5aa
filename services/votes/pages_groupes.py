"""The HTML door of many sendings at once: what is to send, the forms of a selection, and how far they are."""

import io
import zipfile

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from services.votes.envois.delegations import list_signataires, propose_signataire
from services.votes.envois.documents import CANAUX
from services.votes.envois.enjeux import recommend_for_all
from services.votes.envois.groupes import load_tache, request_formulaires
from services.votes.envois.suivi import ETAPES, list_envois
from services.votes.models import Canal
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import AppError, InvalidError
from shared.models import Document, EtatTache
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires

groupes = Blueprint("groupes", __name__)
FINIE = 286
"""The status that tells htmx to stop asking."""


@groupes.get("/envois")
@requires(Permission.GERER_AG)
def page() -> str:
    """The assemblies of the coming weeks and what their sending waits for."""
    return _render()


@groupes.post("/envois/formulaires")
@requires(Permission.GERER_AG)
def demander() -> AnyResponse:
    """Ask for the forms of the ticked assemblies; the page that follows may be closed."""
    ids = [int(one) for one in request.form.getlist("ag") if one.isdecimal() and len(one) < 19]
    delegation = request.form.get("delegation", "")
    try:
        if not delegation.isdecimal():
            raise InvalidError("Choisissez le signataire.", code="SAISIE_ENVOI")
        with Session.begin() as session:
            tache = request_formulaires(
                session, current_acteur(), ids, int(delegation), sceller=request.form.get("sceller") == "oui",
                correspondance=request.form.get("correspondance") == "oui",
            )  # fmt: skip
            tache_id = tache.id
    except AppError as refus:
        return make_response(_render(refus), refus.status)
    return redirect(url_for("votes.groupes.tache", tache_id=tache_id))


@groupes.get("/envois/taches/<int:tache_id>")
@requires(Permission.GERER_AG)
def tache(tache_id: int) -> str:
    """How far a group of forms is."""
    with Lecture() as session:
        return render_template("votes/tache.html", suivi=load_tache(session, current_acteur(), tache_id))


@groupes.get("/envois/taches/<int:tache_id>/avancement")
@requires(Permission.GERER_AG)
def avancement(tache_id: int) -> AnyResponse:
    """The inside of that page, asked again every second until the end."""
    with Lecture() as session:
        suivi = load_tache(session, current_acteur(), tache_id)
        finie = suivi.tache.etat in (EtatTache.TERMINEE, EtatTache.ECHOUEE)
        return make_response(render_template("votes/_tache.html", suivi=suivi), FINIE if finie else 200)


@groupes.get("/envois/taches/<int:tache_id>/formulaires.zip")
@requires(Permission.GERER_AG)
def archive(tache_id: int) -> Response:
    """Every form of a group in one file, to print."""
    with Lecture() as session:
        suivi = load_tache(session, current_acteur(), tache_id)
        ids = [line["document_id"] for line in suivi.lignes if line["faite"] and line["ag_id"] in suivi.ags]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as files:
            for document in session.scalars(select(Document).where(Document.id.in_(ids)).order_by(Document.nom)):
                files.writestr(document.nom, read_document(document))
        return send_bytes(target.getvalue(), f"formulaires-{tache_id}.zip", "application/zip")


def _render(refus: AppError | None = None) -> str:
    with Lecture() as session:
        acteur, jour = current_acteur(), today()
        if refus is not None:
            flash(refus.detail, "danger")
        lignes, delegations = list_envois(session, acteur, jour), list_signataires(session, jour)
        prets = [ligne.ag.id for ligne in lignes if ligne.etape == "VERROUILLER" and ligne.ag.canal is None]
        conseils = recommend_for_all(session, prets)
        return render_template(
            "votes/envois.html",
            lignes=lignes,
            conseils=conseils,
            presences=sum(conseil.canal is not Canal.CORRESPONDANCE for conseil in conseils.values()),
            canaux={canal.value: libelle for canal, libelle in CANAUX.items()},
            signataire=request.form.get("delegation") or propose_signataire(delegations, acteur),
            etapes=ETAPES,
            signataires=[
                (une.id, f"{une.agent.nom}, {une.qualite}, délégation n° {une.reference}") for une in delegations
            ],
            certificat=current_app.config["TANTIEME"].certificat.is_file(),
            saisie=request.form,
            choisies=set(request.form.getlist("ag")),
        )
