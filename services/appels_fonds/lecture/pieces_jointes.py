"""A dropped e-mail (.eml) gives its attachments; any other file gives itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser

from shared.excel.refus import TAILLE_MAX, refuse_format, refuse_trop_grand, refuse_vide

PIECES_MAX = 50
_ENTETES = (b"from:", b"to:", b"subject:", b"received:", b"return-path:", b"mime-version:", b"date:", b"message-id:")
_DOCUMENTS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".htm", ".html", ".eml")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to read, with the name its sender gave it."""

    nom: str
    contenu: bytes


def is_courriel(contenu: bytes) -> bool:
    """An e-mail starts with header lines, two usual ones at least; its content decides, not its name."""
    debut = contenu[:8192].lower().split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    lignes = [ligne for ligne in debut.splitlines() if ligne and not ligne[:1].isspace()]
    connues = {entete for entete in _ENTETES for ligne in lignes if ligne.startswith(entete)}
    return len(connues) >= 2 and all(b":" in ligne for ligne in lignes)


def list_pieces(contenu: bytes, nom: str) -> list[Piece]:
    """The files to read: the tables attached to an e-mail (and to the e-mails it carries), else the file itself.

    :raises FichierRefuse: FICHIER_TROP_GRAND, FICHIER_VIDE or FORMAT_NON_RECONNU when an e-mail carries no table.
    """
    if not is_courriel(contenu):
        return [Piece(nom, contenu)]
    if len(contenu) > 2 * TAILLE_MAX:
        raise refuse_trop_grand(f"courriel de {len(contenu) >> 20} Mo, {2 * TAILLE_MAX >> 20} Mo au plus")
    try:
        message = BytesParser(policy=policy.default).parsebytes(contenu)
        pieces = list(_walk(message))
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise refuse_format("le courriel est illisible") from error
    if not pieces:
        raise refuse_format("le courriel n’a aucun tableau en pièce jointe")
    if not any(piece.contenu for piece in pieces):
        raise refuse_vide()
    return pieces


def _walk(message: Message) -> Iterator[Piece]:
    """Attached tables, in the order of the message; pictures and signatures are left out by their name."""
    nombre = 0
    for partie in message.walk():
        nom = partie.get_filename()
        if not nom or partie.is_multipart() or not nom.lower().endswith(_DOCUMENTS):
            continue
        nombre += 1
        if nombre > PIECES_MAX:
            raise refuse_trop_grand(f"plus de {PIECES_MAX} pièces jointes")
        brut = partie.get_payload(decode=True)
        yield Piece(nom, brut if isinstance(brut, bytes) else b"")
