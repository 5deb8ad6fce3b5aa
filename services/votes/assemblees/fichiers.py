"""Uploaded files, and those an e-mail carries: each attachment of a notice is kept as a document of its assembly."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.lecture.courriel import list_jointes
from services.votes.models import AssembleeGenerale, PieceAg
from shared.acteurs import Acteur
from shared.documents import keep_document
from shared.models import Document

JOINTE = "PIECE_JOINTE"
"""The kind of a document that came attached to a notice."""
_OUVERT = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "pdf": "application/pdf",
    "eml": "message/rfc822",
    "xlsx": f"{_OUVERT}spreadsheetml.sheet",
    "docx": f"{_OUVERT}wordprocessingml.document",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Fichier:
    """An uploaded file."""

    nom: str
    contenu: bytes

    @property
    def type_mime(self) -> str:
        """What it is, by its name: the store only repeats it."""
        return _TYPES.get(self.nom.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def keep_jointes(session: Session, acteur: Acteur, ag: AssembleeGenerale, contenu: bytes) -> list[Document]:
    """Keep each file that a notice carries as a document of its assembly, once, in the order of the e-mail."""
    known = {document.id for document in list_jointes_of(session, ag)}
    kept = []
    for piece in list_jointes(contenu):
        fichier = Fichier(piece.nom, piece.contenu)
        document = keep_document(
            session, acteur, fichier.contenu, nom=fichier.nom, genre=JOINTE, type_mime=fichier.type_mime,
            copropriete_id=ag.copropriete_id,
        )  # fmt: skip
        if document.id not in known:
            session.add(PieceAg(ag_id=ag.id, document_id=document.id))
            known.add(document.id)
            kept.append(document)
    session.flush()
    return kept


def list_jointes_of(session: Session, ag: AssembleeGenerale) -> Sequence[Document]:
    """The documents that came attached to the notice of an assembly, in the order they came."""
    query = select(Document).join(PieceAg, PieceAg.document_id == Document.id).where(PieceAg.ag_id == ag.id)
    return session.scalars(query.order_by(PieceAg.id)).all()
