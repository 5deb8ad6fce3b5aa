"""What an accountant drops or pastes: files, e-mails with their attachments, a table from the clipboard."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.appels_fonds.lecture.pieces_jointes import Piece, list_pieces
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.reception.imports import preview_import
from services.appels_fonds.reception.imports_longs import request_lecture
from services.appels_fonds.reglages import read_taille_longue
from shared.acteurs import Acteur
from shared.errors import InvalidError
from shared.models import Tache
from shared.presentation import format_date, today

COLLAGE_MAX = 2_000_000


def list_depots(contenu: bytes, nom: str) -> Sequence[Piece]:
    """The files to read: those an e-mail carries, else the file itself.

    :raises FichierRefuse: an e-mail without any table.
    """
    return list_pieces(contenu, nom)


def preview_depots(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> list[ImportAppel]:
    """A preview of each file that was dropped, e-mails opened.

    :raises FichierRefuse: an e-mail without any table.
    """
    return [preview_import(session, acteur, piece.contenu, piece.nom)[0] for piece in list_depots(contenu, nom)]


def receive_depots(
    session: Session, acteur: Acteur, contenu: bytes, nom: str, *, avant: int = 0
) -> list[ImportAppel | Tache]:
    """What becomes of a dropped file: a preview at once, or the task that reads it when it is long, or when those that
    were dropped with it already make it so; e-mails opened.

    :param avant: how many bytes of files the same person waits for already.
    :raises FichierRefuse: an e-mail without any table.
    """
    longue = read_taille_longue(session)
    received: list[ImportAppel | Tache] = []
    for piece in list_depots(contenu, nom):
        avant += len(piece.contenu)
        if avant >= longue:
            received.append(request_lecture(session, acteur, piece.contenu, piece.nom))
        else:
            received.append(preview_import(session, acteur, piece.contenu, piece.nom)[0])
    return received


def preview_collage(session: Session, acteur: Acteur, texte: str) -> ImportAppel:
    """A preview of cells copied from a spreadsheet: tabs between columns, one row a line.

    :raises InvalidError: nothing was pasted, or far too much.
    """
    if not texte.strip():
        raise InvalidError("Collez d’abord les cellules copiées depuis votre tableur.", code="COLLAGE_VIDE")
    if len(texte) > COLLAGE_MAX:
        raise InvalidError("Ce collage est trop long : déposez plutôt le fichier.", code="COLLAGE_TROP_GRAND")
    nom = f"Collage du {format_date(today()).replace('/', '-')}.txt"
    return preview_import(session, acteur, texte.encode(), nom)[0]
