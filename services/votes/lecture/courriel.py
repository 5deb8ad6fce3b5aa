"""A dropped e-mail (.eml): the day it left, who sent it, and the files it carries."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from services.votes.lecture import refus
from services.votes.lecture.page.pdf import is_pdf

PIECES_MAX = 50
_ENTETES = (b"from:", b"to:", b"subject:", b"received:", b"return-path:", b"mime-version:", b"date:", b"message-id:")
_DOCUMENTS = (".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".eml")
_SIGNATURES = (".p7s", ".p7m", ".asc", ".vcf")
_BLOCS = ("p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "ol", "ul", "blockquote")
_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Piece:
    """One attached file, with the name its sender gave it."""

    nom: str
    contenu: bytes


@dataclass(frozen=True, slots=True)
class Courriel:
    """An e-mail: ``envoye_le`` is its date in Paris (décret art. 64: the term runs from the day after it)."""

    envoye_le: date | None
    expediteur: str | None
    objet: str
    texte: str
    pieces: tuple[Piece, ...]


def is_courriel(contenu: bytes) -> bool:
    """An e-mail starts with header lines, two usual ones at least; its content decides, not its name."""
    debut = contenu[:8192].lower().split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    lignes = [ligne for ligne in debut.splitlines() if ligne and not ligne[:1].isspace()]
    connues = {entete for entete in _ENTETES for ligne in lignes if ligne.startswith(entete)}
    return len(connues) >= 2 and all(b":" in ligne for ligne in lignes)


def read_courriel(contenu: bytes) -> Courriel:
    """Open an e-mail and those it carries.

    :raises LectureRefusee: it cannot be opened, or it carries too many files.
    """
    with _refusing():
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(contenu)
        pieces = tuple(piece for _, piece in _walk(message) if _is_document(piece))
        texte = _read_corps(message)
    if len(pieces) > PIECES_MAX:
        raise refus.refuse_volume()
    return Courriel(
        _read_date(message),
        parseaddr(str(message.get("from", "")))[1] or None,
        str(message.get("subject", "")),
        texte,
        pieces,
    )


def list_jointes(contenu: bytes) -> list[Piece]:
    """The files an e-mail carries, of any kind, in its order; nothing for any other file.

    Left out: the pictures laid in the message (a logo under a signature), and electronic signatures.

    :raises LectureRefusee: it cannot be opened.
    """
    if not is_courriel(contenu):
        return []
    with _refusing():
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(contenu)
        page = b"".join(brut for partie in message.walk() if partie.get_content_type() == "text/html"
                        and isinstance(brut := partie.get_payload(decode=True), bytes))  # fmt: skip
        jointes = [
            (partie, PurePosixPath(piece.nom.replace("\\", "/")).name, piece) for partie, piece in _walk(message)
        ]
    return [
        Piece(nom, piece.contenu)
        for partie, nom, piece in jointes
        if nom and not nom.lower().endswith(_SIGNATURES) and not _is_laid(partie, page)
    ]


def _is_laid(partie: Message, page: bytes) -> bool:
    """Whether a part is a picture that the message shows in its own text."""
    if partie.get_content_maintype() != "image":
        return False
    cid = str(partie.get("content-id", "")).strip(" <>")
    return partie.get_content_disposition() != "attachment" or (bool(cid) and f"cid:{cid}".encode() in page)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise refus.refuse_format("un courriel lisible") from error


def _read_corps(message: EmailMessage) -> str:
    """The text of the message; of its web form when it has no other, one line per paragraph, items numbered."""
    for genre in ("plain", "html"):
        corps = message.get_body(preferencelist=(genre,))
        texte = str(corps.get_content()) if corps is not None else ""
        if genre == "html":
            texte = read_html(texte)
        if texte.strip():
            return texte
    return ""


def read_html(source: str) -> str:
    """The lines of a web page as a reader sees them: list items with their number, cells apart."""
    lecteur = _Html()
    lecteur.feed(source)
    lignes = (ligne.strip() for ligne in "".join(lecteur.morceaux).split("\n"))
    return "\n".join(ligne for ligne in lignes if ligne)


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.morceaux: list[str] = []
        self._listes: list[int | None] = []
        self._muet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head"):
            self._muet += 1
        elif tag in ("ol", "ul"):
            debut = dict(attrs).get("start") or "1"
            self._listes.append(int(debut) if tag == "ol" and debut.isdigit() else None)
        elif tag in _BLOCS:
            self.morceaux.append("\n")
        if tag == "li" and self._listes:
            rang = self._listes[-1]
            self.morceaux.append("- " if rang is None else f"{rang}. ")
            self._listes[-1] = rang if rang is None else rang + 1
        elif tag in ("td", "th"):
            self.morceaux.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head"):
            self._muet = max(0, self._muet - 1)
        elif tag in ("ol", "ul") and self._listes:
            self._listes.pop()
        if tag in _BLOCS:
            self.morceaux.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._muet:
            self.morceaux.append(re.sub(r"\s+", " ", data))


def _read_date(message: Message) -> date | None:
    try:
        envoye = parsedate_to_datetime(str(message["date"]))
    except (TypeError, ValueError):
        return None
    return envoye.astimezone(_PARIS).date() if envoye.tzinfo else envoye.date()


def _walk(message: Message) -> Iterator[tuple[Message, Piece]]:
    """The parts of a message that have a name and hold something, each with its file, in their order."""
    for partie in message.walk():
        nom = partie.get_filename()
        if not nom or partie.is_multipart():
            continue
        brut = partie.get_payload(decode=True)
        if isinstance(brut, bytes) and brut:
            yield partie, Piece(nom, brut)


def _is_document(piece: Piece) -> bool:
    """Whether a file may hold a convocation; pictures and signatures are left out by their name."""
    return piece.nom.lower().endswith(_DOCUMENTS) or is_pdf(piece.contenu)
