"""The patrimoine as a whole: what it holds, import with its preview, export, empty workbook."""

import json

from flask import Blueprint, flash, redirect, render_template, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.documents import keep_document, read_document
from shared.errors import ForbiddenError, InvalidError, StaleError
from shared.excel.export_liste import MIME_XLSX
from shared.models import Agence, Document, Syndic
from shared.patrimoine.bilan import BilanImport
from shared.patrimoine.export_classeur import gabarit, write_classeur
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.fichiers import import_fichier, preview_fichier
from shared.patrimoine.portefeuille import list_portefeuille
from shared.presentation import today
from shared.web.documents import send_bytes, visible_document
from shared.web.gardes import current_acteur, requires
from shared.web.vivant import fingerprint

patrimoine = Blueprint("patrimoine", __name__, url_prefix="/patrimoine")

GENRE = "patrimoine"


@patrimoine.get("", strict_slashes=False)
@requires(Permission.CONSULTER)
def overview() -> str:
    """What the patrimoine holds, and the ways in and out."""
    with Lecture() as session:
        lignes = list_portefeuille(session, current_acteur(), today())
        return render_template(
            "coquille/patrimoine.html",
            coproprietes=len(lignes),
            lots=sum(ligne.lots for ligne in lignes),
            syndics=session.scalar(select(func.count(Syndic.id))),
            agences=session.scalar(select(func.count(Agence.id))),
        )


@patrimoine.get("/gabarit.xlsx")
@requires(Permission.CONSULTER)
def template() -> Response:
    """The empty workbook, with its directions for use."""
    return send_bytes(gabarit(), "patrimoine-gabarit.xlsx", MIME_XLSX)


@patrimoine.get("/export.<forme>")
@requires(Permission.CONSULTER)
def export(forme: str) -> Response:
    """Everything, as a workbook or as JSON: what an import gives back unchanged."""
    if not current_acteur().sees_all:
        raise ForbiddenError("L’export contient toutes les agences : il revient à la direction ou à l’administration.")
    with Lecture() as session:
        donnees = export_patrimoine(session)
    if forme == "json":
        contenu = json.dumps(donnees, ensure_ascii=False, indent=1).encode()
        return send_bytes(contenu, f"patrimoine-{today()}.json", "application/json")
    return send_bytes(write_classeur(donnees), f"patrimoine-{today()}.xlsx", MIME_XLSX)


@patrimoine.post("/importer")
@requires(Permission.MODIFIER_PATRIMOINE)
def deposit() -> Response:
    """Keep the file, then show what it would change."""
    fichier = request.files.get("fichier")
    contenu = fichier.read() if fichier else b""
    if fichier is None or not contenu:
        raise InvalidError("Choisissez un fichier qui ne soit pas vide.", code="FICHIER_VIDE")
    nom = (fichier.filename or "patrimoine").replace("\\", "/").rpartition("/")[2]
    with Session.begin() as session:
        document = keep_document(session, current_acteur(), contenu, nom=nom, genre=GENRE)
        return redirect(f"/patrimoine/importer/{document.id}")


@patrimoine.get("/importer/<int:document_id>")
@requires(Permission.MODIFIER_PATRIMOINE)
def preview(document_id: int) -> tuple[str, int] | str:
    """What the import would change; nothing is written."""
    with Lecture() as session:
        document = visible_document(session, current_acteur(), document_id)
        return _show(session, document)


@patrimoine.post("/importer/<int:document_id>")
@requires(Permission.MODIFIER_PATRIMOINE)
def confirm(document_id: int) -> Response | tuple[str, int] | str:
    """Import, unless what would change is no longer what was shown."""
    acteur = current_acteur()
    try:
        with Session.begin() as session:
            document = visible_document(session, acteur, document_id)
            bilan = import_fichier(session, acteur, read_document(document), document.nom)
            if _mark(bilan) != request.form.get("apercu"):
                raise StaleError
    except (StaleError, InvalidError):
        with Lecture() as session:
            return _show(session, visible_document(session, acteur, document_id), change=True)
    flash(f"Le patrimoine est importé : {_count(bilan)}.")
    return redirect("/coproprietes")


def _show(session: OrmSession, document: Document, *, change: bool = False) -> tuple[str, int] | str:
    try:
        bilan = preview_fichier(session, current_acteur(), read_document(document), document.nom)
    except InvalidError as error:
        return _faulty(document, error)
    page = render_template(
        "coquille/patrimoine_apercu.html",
        document=document, bilan=bilan, apercu=_mark(bilan), compte=_count(bilan), change=change,
    )  # fmt: skip
    return (page, 409) if change else page


def _faulty(document: Document, error: InvalidError) -> tuple[str, int]:
    page = render_template(
        "coquille/patrimoine_apercu.html", document=document, bilan=None, faute=error.detail, fautes=error.fautes
    )
    return page, error.status


def _mark(bilan: BilanImport) -> str:
    """What was shown, to be compared with what would be done."""
    return fingerprint(bilan.as_json())


def _count(bilan: BilanImport) -> str:
    """« 24 créations, 3 modifications »."""
    creations, modifications = sum(map(len, bilan.crees.values())), sum(bilan.modifies.values())
    return ", ".join(
        f"{nombre} {mot}{'s' if nombre > 1 else ''}"
        for nombre, mot in ((creations, "création"), (modifications, "modification"))
        if nombre
    )
