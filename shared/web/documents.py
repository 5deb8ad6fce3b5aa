"""Documents: downloaded by whoever sees their copropriété, never shown inside a page of ours."""

import io

from flask import Blueprint, Response, make_response, send_file
from sqlalchemy.orm import Session

from shared.acteurs import Acteur, Permission
from shared.database import Lecture
from shared.documents import read_document
from shared.errors import NotFoundError
from shared.models import Copropriete, Document
from shared.patrimoine.lectures import visible_coproprietes
from shared.web.gardes import current_acteur, requires

documents = Blueprint("documents", __name__)

GENRES_SANS_COPROPRIETE = {
    "appel_de_fonds": Permission.IMPORTER_APPEL,
    "fec": Permission.VALIDER_ECRITURE,
    "export_comptable": Permission.GERER_COMPTABILITE,
    "patrimoine": Permission.MODIFIER_PATRIMOINE,
    "comptes_annuels": Permission.TENIR_CHARGES,
    "extrait_registre": Permission.MODIFIER_PATRIMOINE,
}
"""Kinds of documents that concern many copropriétés: what one must be allowed to do to read those of others."""


@documents.get("/documents/<int:document_id>")
@requires(Permission.CONSULTER)
def download(document_id: int) -> Response:
    """The file, as an attachment."""
    with Lecture() as session:
        document = visible_document(session, current_acteur(), document_id)
        return send_bytes(read_document(document), document.nom, document.type_mime)


def visible_document(session: Session, acteur: Acteur, document_id: int) -> Document:
    """A document this agent may read: of a copropriété he sees, his own, or of a kind his roles handle.

    :raises NotFoundError: unknown, or not his to read; the answer is the same.
    """
    document = session.get(Document, document_id)
    if document is not None and _may_read(session, acteur, document):
        return document
    raise NotFoundError("Ce document n’existe pas, ou ne relève pas de vos agences.", code="DOCUMENT_INCONNU")


def _may_read(session: Session, acteur: Acteur, document: Document) -> bool:
    if document.copropriete_id is not None:
        seen = visible_coproprietes(acteur).where(Copropriete.id == document.copropriete_id)
        return session.scalar(seen) is not None
    permission = GENRES_SANS_COPROPRIETE.get(document.genre)
    return (
        acteur.sees_all or document.depose_par == acteur.courriel or (permission is not None and acteur.can(permission))
    )


def send_bytes(contenu: bytes, nom: str, type_mime: str) -> Response:
    """A file as an attachment, under its own name, accents included."""
    return make_response(send_file(io.BytesIO(contenu), type_mime, as_attachment=True, download_name=nom))
