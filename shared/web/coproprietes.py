"""Copropriétés: the list that is an address, and the record page, heart of the suite."""

from datetime import date

from flask import Blueprint, Response, render_template, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.acteurs import ROLES, Permission
from shared.database import Lecture
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.journal import select_journal, tell_lignes
from shared.models import Agent, AuditLigne, Copropriete, Document
from shared.patrimoine.lectures import get_copropriete, lots_du_bailleur
from shared.patrimoine.portefeuille import LignePortefeuille, choose_lignes, list_portefeuille
from shared.presentation import format_part, today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page, slice_page
from shared.web.vivant import fingerprint, live, unchanged

coproprietes = Blueprint("coproprietes", __name__, url_prefix="/coproprietes")

ACTES_MONTRES = 20
PANNEAUX = (
    ("Votes", "Votes", "/votes"),
    ("Appels de fonds", "Appels de fonds", "/appels-fonds"),
    ("Charges", "Charges", "/charges"),
)
"""Title, service as people call it, prefix: each service renders its own panel."""


@coproprietes.get("/")
@coproprietes.get("", strict_slashes=False)
@requires(Permission.CONSULTER)
def list_page() -> str:
    """Every copropriété of my agencies, filtered and sorted by the address."""
    toutes, choisies = _chosen()
    return render_template(
        "coquille/coproprietes.html",
        liste=slice_page(choisies, asked_page(request.args)),
        lots=sum(ligne.lots for ligne in choisies),
        agences=sorted({ligne.agence for ligne in toutes}),
        syndics=sorted({ligne.syndic for ligne in toutes if ligne.syndic}),
    )


@coproprietes.get("/export.xlsx")
@requires(Permission.CONSULTER)
def export() -> Response:
    """The filtered list as a workbook."""
    entetes = (
        "Code",
        "Nom",
        "Adresse",
        "Syndic en poste",
        "Agence",
        "Nos lots",
        "Clé",
        "Nos tantièmes",
        "Total",
        "Part",
    )
    lignes = [
        (
            ligne.code, ligne.nom, ligne.adresse, ligne.syndic, ligne.agence, ligne.lots, ligne.cle,
            ligne.tantiemes, ligne.total, format_part(ligne.tantiemes, ligne.total),
        )
        for ligne in _chosen()[1]
    ]  # fmt: skip
    return send_bytes(write_liste("Copropriétés", entetes, lignes), f"coproprietes-{today()}.xlsx", MIME_XLSX)


def _chosen() -> tuple[list[LignePortefeuille], list[LignePortefeuille]]:
    """Every line this agent sees, and those the address asks for."""
    asked = request.args
    with Lecture() as session:
        toutes = list_portefeuille(session, current_acteur(), today())
    choisies = choose_lignes(
        toutes,
        texte=asked.get("q", ""), agence=asked.get("agence", ""), syndic=asked.get("syndic", ""),
        tri=asked.get("tri", ""),
    )  # fmt: skip
    return toutes, choisies


@coproprietes.get("/<code>")
@requires(Permission.CONSULTER)
def record_page(code: str) -> str:
    """One copropriété: identity and lots here; each service brings its own panel."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        return render_template("coquille/copropriete.html", copropriete=copropriete, panneaux=PANNEAUX)


@coproprietes.get("/<code>/identite")
@requires(Permission.CONSULTER)
def identity_panel(code: str) -> Response:
    """Identity, syndic, our lots and weight."""
    jour = today()
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        etag = fingerprint(copropriete.version, jour)
        if response := unchanged(etag):
            return response
        return live(_identity(session, copropriete, jour), etag)


def _identity(session: Session, copropriete: Copropriete, jour: date) -> str:
    lots = lots_du_bailleur(session, copropriete.id, jour)
    poids = {cle.code: sum(lot.tantiemes.get(cle.code, 0) for lot in lots) for cle in copropriete.cles}
    return render_template(
        "coquille/_identite.html",
        copropriete=copropriete,
        lots=lots,
        poids=poids,
        jour=jour,
        mandats=_mandats(copropriete, jour),
    )


def _mandats(copropriete: Copropriete, jour: date) -> list[tuple[object, bool]]:
    """The mandates, latest first, and whether each is in force."""
    return [
        (mandat, (mandat.du is None or mandat.du <= jour) and (mandat.au is None or mandat.au >= jour))
        for mandat in reversed(copropriete.mandats)
    ]


@coproprietes.get("/<code>/documents")
@requires(Permission.CONSULTER)
def documents_panel(code: str) -> Response:
    """The documents kept for this copropriété, latest first."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        of_it = Document.copropriete_id == copropriete.id
        etag = fingerprint(session.scalar(select(func.max(Document.id)).where(of_it)))
        if response := unchanged(etag):
            return response
        documents = session.scalars(select(Document).where(of_it).order_by(Document.id.desc()).limit(100)).all()
        return live(render_template("coquille/_documents.html", documents=documents), etag)


@coproprietes.get("/<code>/personnes")
@requires(Permission.CONSULTER)
def people_panel(code: str) -> Response:
    """Who follows this copropriété: the agents of its agency, by role."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        agents = session.scalars(
            select(Agent).where(Agent.actif, Agent.agences.any(id=copropriete.agence_id)).order_by(Agent.nom)
        ).all()
        par_role = {
            libelle: [agent for agent in agents if role in {held.role for held in agent.roles}]
            for role, libelle in ROLES.items()
        }
        return live(render_template("coquille/_personnes.html", copropriete=copropriete, par_role=par_role))


@coproprietes.get("/<code>/chronologie")
@requires(Permission.CONSULTER)
def timeline_panel(code: str) -> Response:
    """What was done on this copropriété, latest first."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        last = session.scalar(select(func.max(AuditLigne.id)).where(AuditLigne.copropriete_id == copropriete.id))
        etag = fingerprint(last, today())
        if response := unchanged(etag):
            return response
        lignes = session.scalars(select_journal(copropriete_id=copropriete.id).limit(ACTES_MONTRES)).all()
        actes = tell_lignes(session, lignes)
        return live(render_template("coquille/_chronologie.html", copropriete=copropriete, actes=actes), etag)
