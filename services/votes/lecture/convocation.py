"""A convocation, from whatever carries it (PDF, e-mail, workbook, text) to what it says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.votes.lecture import refus
from services.votes.lecture.classeur import read_classeur
from services.votes.lecture.convocation_lue import ConvocationLue
from services.votes.lecture.courriel import Courriel, Piece, is_courriel, read_courriel
from services.votes.lecture.identite import read_identite_assemblee
from services.votes.lecture.page.document import read_document
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.pdf import TAILLE_MAX, is_pdf
from services.votes.lecture.plan.agenda import OrdreDuJour, read_agenda, read_texte_colle
from services.votes.lecture.retour import read_retour
from services.votes.lecture.textes import fold
from shared.errors import InvalidError

_EXTRAORDINAIRE = re.compile(r"assemblee\s+generale\s+extraordinaire")
_ENTETE = 60
_MESSAGE = 4_000
_CORPS_DU_MESSAGE = "message.txt"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
_TEXTE_MAX = 1_000_000
_BINAIRES = (
    b"PK",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"{\\rtf",
)


def read_convocation(contenu: bytes, nom: str) -> ConvocationLue:
    """Read a convocation; its content decides what it is, its name only tells a CSV from a text.

    :raises InvalidError: it cannot be read, with one French sentence and a stable code.
    """
    if not contenu.strip(b"\0 \t\r\n"):
        raise refus.refuse_vide()
    if len(contenu) > TAILLE_MAX and not is_courriel(contenu):
        raise refus.refuse_taille(len(contenu), TAILLE_MAX)
    if is_pdf(contenu):
        lignes = read_document(contenu)
        return _build(lignes, lignes, read_agenda(lignes), nom, contenu)
    if nom.lower().endswith(".pdf"):
        raise refus.refuse_format("un PDF")
    if is_courriel(contenu):
        return _read_courriel(read_courriel(contenu))
    if contenu.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or nom.lower().endswith((".csv", ".xlsx", ".xls", ".ods")):
        agenda, avant = read_classeur(contenu, nom)
        return _build(avant, avant, agenda, nom, contenu)
    lignes = read_texte_colle(read_texte(contenu))
    return _build(lignes, lignes, read_agenda(lignes), nom, contenu)


def read_texte(contenu: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else the Windows encoding.

    :raises LectureRefusee: too large, or not a text.
    """
    if len(contenu) > _TEXTE_MAX:
        raise refus.refuse_taille(len(contenu), _TEXTE_MAX)
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        return contenu.decode("utf-16", errors="replace")
    if b"\0" in contenu or contenu.startswith(_BINAIRES) or is_pdf(contenu) or _HTML.match(contenu):
        raise refus.refuse_format("une convocation que l’on sait lire (PDF, courriel .eml, classeur ou texte)")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", errors="replace")


def _build(
    debut: Sequence[Ligne], lignes: Sequence[Ligne], agenda: OrdreDuJour, nom: str, contenu: bytes
) -> ConvocationLue:
    identite = read_identite_assemblee(debut, agenda.premiere)
    limite, courriel, adresse = read_retour(lignes, identite.date)
    return ConvocationLue(
        copropriete=identite.copropriete, immatriculation=identite.immatriculation, adresse=identite.adresse,
        date_ag=identite.date, heure=identite.heure, lieu=identite.lieu,
        extraordinaire=any(_EXTRAORDINAIRE.search(fold(ligne.texte)) for ligne in debut[:40]),
        resolutions=agenda.resolutions, non_compris=agenda.non_compris,
        formulaire_limite=limite, formulaire_courriel=courriel, formulaire_adresse=adresse,
        entete="\n".join(ligne.texte for ligne in debut[:_ENTETE]), piece=nom, contenu=contenu,
    )  # fmt: skip


def _read_courriel(courriel: Courriel) -> ConvocationLue:
    """The attachment that holds most resolutions, else the text of the message itself.

    :raises InvalidError: nothing in it can be read; the reason of its first file is given.
    """
    lues: list[ConvocationLue] = []
    refuses: list[InvalidError] = []
    for piece in [*courriel.pieces, Piece(_CORPS_DU_MESSAGE, courriel.texte.encode())]:
        try:
            lues.append(
                read_convocation(piece.contenu, piece.nom) if piece.contenu.strip() else ConvocationLue(piece=piece.nom)
            )
            if piece.nom == _CORPS_DU_MESSAGE and not _is_liste(lues[-1], courriel.texte):
                lues[-1] = replace(lues[-1], resolutions=())
        except InvalidError as error:
            refuses.append(error)
    meilleure = max(
        lues,
        key=lambda lue: (len(lue.resolutions) if lue.piece != _CORPS_DU_MESSAGE else 0, lue.date_ag is not None),
        default=None,
    )
    if meilleure is None or not (meilleure.resolutions or meilleure.date_ag):
        if refuses:
            raise refuses[0]
        if meilleure is None:
            raise refus.refuse_format("un courriel qui porte une convocation")
    return _complete(meilleure, lues, courriel)


def _is_liste(lue: ConvocationLue, texte: str) -> bool:
    """Whether a message gives an agenda: numbered or bulleted, not the sentences of a letter."""
    return any(r.numero for r in lue.resolutions) or bool(re.search(r"^\s*[-–—•*▪●]\s+\S", texte, re.MULTILINE))


def _complete(lue: ConvocationLue, autres: Sequence[ConvocationLue], courriel: Courriel) -> ConvocationLue:
    """What one file does not say, another of the same e-mail, its subject or its message may."""
    champs: dict[str, Any] = {}
    for nom in (
        "copropriete",
        "immatriculation",
        "adresse",
        "date_ag",
        "heure",
        "lieu",
        "formulaire_limite",
        "formulaire_courriel",
        "formulaire_adresse",
    ):
        if getattr(lue, nom) is None:
            champs[nom] = next((getattr(autre, nom) for autre in autres if getattr(autre, nom) is not None), None)
    entete = "\n".join((lue.entete, courriel.objet, courriel.texte[:_MESSAGE]))
    return replace(lue, **champs, entete=entete, transmise_le=courriel.envoye_le, expediteur=courriel.expediteur)


def write_convocation(lue: ConvocationLue) -> dict[str, Any]:
    """The convocation as the contract prints it."""
    return {
        "copropriete": lue.copropriete,
        "date": lue.date_ag.isoformat() if lue.date_ag else None,
        "heure": f"{lue.heure:%H:%M}" if lue.heure else None,
        "lieu": lue.lieu,
        "resolutions": [
            {"ordre": r.ordre, "numero": r.numero, "intitule": r.intitule, "texte": r.texte,
             "article_imprime": r.article_imprime, "montant": r.montant, "information": r.information}
            for r in lue.resolutions
        ],
        "non_compris": list(lue.non_compris),
    }  # fmt: skip
