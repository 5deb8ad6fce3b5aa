"""Documents: files named by their content. The same bytes are kept once, and served only to who may see them."""

import hashlib
import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import NotFoundError
from shared.models import Document, now

_racine: list[Path] = []


def bind_documents(folder: Path) -> None:
    """Say where this process keeps the files."""
    _racine[:] = [folder]


def _path_of(sha256: str) -> Path:
    if not _racine:
        raise RuntimeError("the process has no document store: call bind_documents first")
    return _racine[0] / sha256[:2] / sha256[2:4] / sha256


def keep_document(
    session: Session,
    acteur: Acteur,
    contenu: bytes,
    *,
    nom: str,
    genre: str,
    type_mime: str = "application/octet-stream",
    copropriete_id: int | None = None,
) -> Document:
    """Keep a file and return its record; the same content of the same kind for the same copropriété is one document.

    The bytes are on disk before the row is committed, written whole under another name then renamed: a row never
    points to a missing or half-written file.
    """
    sha256 = hashlib.sha256(contenu).hexdigest()
    known = session.scalar(
        select(Document).where(
            Document.sha256 == sha256,
            Document.genre == genre,
            Document.copropriete_id.is_not_distinct_from(copropriete_id),
        )
    )
    if known:
        return known
    path = _path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{sha256}.{os.getpid()}.part")
        temporary.write_bytes(contenu)
        temporary.replace(path)
    document = Document(
        sha256=sha256, nom=nom, type_mime=type_mime, genre=genre, taille=len(contenu),
        copropriete_id=copropriete_id, depose_par=acteur.courriel, depose_le=now(),
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document


def link_document(session: Session, document: Document, *copropriete_ids: int) -> None:
    """Show a kept file among the documents of some copropriétés too; the bytes stay stored once."""
    same = (Document.sha256 == document.sha256, Document.genre == document.genre)
    known = session.scalars(select(Document.copropriete_id).where(*same, Document.copropriete_id.in_(copropriete_ids)))
    session.add_all(
        Document(
            sha256=document.sha256, nom=document.nom, type_mime=document.type_mime, genre=document.genre,
            taille=document.taille, copropriete_id=copropriete_id, depose_par=document.depose_par,
            depose_le=document.depose_le,
        )
        for copropriete_id in sorted({*copropriete_ids} - {*known})
    )  # fmt: skip


def read_document(document: Document) -> bytes:
    """The bytes of a document, checked against its digest.

    :raises NotFoundError: the file is missing from the store or was altered.
    """
    path = _path_of(document.sha256)
    if not path.exists():
        raise NotFoundError("Ce fichier n’est plus dans le magasin de documents.", code="DOCUMENT_ABSENT")
    contenu = path.read_bytes()
    if hashlib.sha256(contenu).hexdigest() != document.sha256:
        raise NotFoundError("Ce fichier a été altéré : il ne correspond plus à son empreinte.", code="DOCUMENT_ALTERE")
    return contenu
