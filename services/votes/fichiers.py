"""Uploaded files, and those an e-mail carries: each attachment of a notice is kept as a document of its assembly."""

from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.lecture.courriel import is_courriel
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
_SIGNATURES = (".p7s", ".p7m", ".asc", ".vcf")


@dataclass(frozen=True, slots=True)
class Fichier:
    """An uploaded file."""

    nom: str
    contenu: bytes

    @property
    def type_mime(self) -> str:
        """What it is, by its name: the store only repeats it."""
        return _TYPES.get(self.nom.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def list_jointes(contenu: bytes) -> list[Fichier]:
    """The files an e-mail carries, in its order; nothing for any other file.

    Left out: the pictures laid in the message (a logo under a signature), and electronic signatures.
    """
    if not is_courriel(contenu):
        return []
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(contenu)
    page = "".join(str(partie.get_content()) for partie in message.walk() if partie.get_content_type() == "text/html")
    found = []
    for partie in message.walk():
        nom = PurePosixPath((partie.get_filename() or "").replace("\\", "/")).name
        if not nom or partie.is_multipart() or _is_laid(partie, page) or nom.lower().endswith(_SIGNATURES):
            continue
        brut = partie.get_payload(decode=True)
        if isinstance(brut, bytes) and brut:
            found.append(Fichier(nom, brut))
    return found


def _is_laid(partie: Message, page: str) -> bool:
    """Whether a part is a picture that the message shows in its own text."""
    if partie.get_content_maintype() != "image":
        return False
    cid = str(partie.get("content-id", "")).strip(" <>")
    return partie.get_content_disposition() != "attachment" or (bool(cid) and f"cid:{cid}" in page)


def keep_jointes(session: Session, acteur: Acteur, ag: AssembleeGenerale, contenu: bytes) -> list[Document]:
    """Keep each file that a notice carries as a document of its assembly, once, in the order of the e-mail."""
    known = {document.id for document in list_jointes_of(session, ag)}
    kept = []
    for fichier in list_jointes(contenu):
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
