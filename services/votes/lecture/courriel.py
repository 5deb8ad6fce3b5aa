"""A dropped e-mail (.eml): the day it left, who sent it, and the files it carries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from services.votes.lecture import refus
from services.votes.lecture.page.pdf import is_pdf

PIECES_MAX = 50
_ENTETES = (b"from:", b"to:", b"subject:", b"received:", b"return-path:", b"mime-version:", b"date:", b"message-id:")
_DOCUMENTS = (".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".eml")
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
    try:
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(contenu)
        pieces = tuple(_walk(message))
        texte = _read_corps(message)
    except (MessageError, ValueError, LookupError, RecursionError, KeyError) as error:
        raise refus.refuse_format("un courriel lisible") from error
    if len(pieces) > PIECES_MAX:
        raise refus.refuse_volume()
    return Courriel(
        _read_date(message),
        parseaddr(str(message.get("from", "")))[1] or None,
        str(message.get("subject", "")),
        texte,
        pieces,
    )


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


def _walk(message: Message) -> Iterator[Piece]:
    """Attached documents, in the order of the message; pictures and signatures are left out by their name."""
    for partie in message.walk():
        nom = partie.get_filename()
        if not nom or partie.is_multipart():
            continue
        brut = partie.get_payload(decode=True)
        if isinstance(brut, bytes) and brut and (nom.lower().endswith(_DOCUMENTS) or is_pdf(brut)):
            yield Piece(nom, brut)
