"""A PDF opened safely: what cannot be read is refused with its reason, within a bounded time and memory.

The file is opened by ``extraction`` in a child process: a damaged or hostile one ends that process, not ours.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.votes.lecture import refus
from services.votes.lecture.page.extraction import PAGES_MAX

TAILLE_MAX = 20 << 20
ATTENTE_SECONDES = 60
_EXTRACTION = Path(__file__).with_name("extraction.py")
_FIN = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_LETTRES_MIN = 40
_LETTRES_PAR_PAGE_MIN = 25
_LETTRES_SUR_IMAGE_MIN = 160
"""A scanned page may carry a stamp or the mark of the scanner: less text than any page of resolutions."""


_MILLE = re.compile(r"10{0,2},000")
_MILLIERS = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Mot:
    """A word: its left and right, its baseline (from the top of the page), the height of its letters, in points."""

    texte: str
    x0: float
    y: float
    x1: float
    corps: float
    gras: bool


@dataclass(frozen=True, slots=True)
class Trait:
    """A ruled line, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page."""

    largeur: float
    hauteur: float
    mots: tuple[Mot, ...]
    traits: tuple[Trait, ...]


def is_pdf(contenu: bytes) -> bool:
    """The content decides, not the name: the mark may come after a few stray bytes."""
    return b"%PDF-" in contenu[:1024]


def open_pdf(contenu: bytes) -> list[Page]:
    """The words and ruled lines of every page.

    :raises LectureRefusee: empty, not a PDF, too large, truncated, encrypted, damaged, or without text.
    """
    if not contenu.strip(b"\0 \t\r\n"):
        raise refus.refuse_vide()
    if len(contenu) > TAILLE_MAX:
        raise refus.refuse_taille(len(contenu), TAILLE_MAX)
    if not is_pdf(contenu):
        raise refus.refuse_format("un PDF")
    lu = _extract(contenu)
    if _is_tronque(contenu):
        raise refus.refuse_tronque()
    _refuse(lu)
    _check_texte(lu["pages"])
    virgules = any(_MILLE.fullmatch(mot[0]) for page in lu["pages"] for mot in page["mots"])
    return [_build_page(page, virgules=virgules) for page in lu["pages"]]


def _is_tronque(contenu: bytes) -> bool:
    """Whether the end of the file is missing; a « linearized » file also has a mark near its start, which says 0."""
    if b"%%EOF" not in contenu[-(1 << 16) :]:
        return True
    fins = _FIN.findall(contenu)
    return bool(fins) and int(fins[-1]) == 0


def _extract(contenu: bytes) -> dict[str, Any]:
    try:
        fini = subprocess.run(  # noqa: S603 our own interpreter, our own file
            [sys.executable, "-I", str(_EXTRACTION)],
            input=contenu,
            capture_output=True,
            timeout=ATTENTE_SECONDES,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refus.refuse_volume() from None
    if fini.returncode < 0 and -fini.returncode in (9, 24):
        raise refus.refuse_volume()
    try:
        lu: dict[str, Any] = json.loads(fini.stdout) if fini.returncode == 0 else {"refus": "ILLISIBLE"}
    except ValueError:
        return {"refus": "ILLISIBLE"}
    return lu


def _refuse(lu: dict[str, Any]) -> None:
    code = lu.get("refus")
    if code == "CHIFFRE":
        raise refus.refuse_chiffre()
    if code == "TROP_DE_PAGES":
        raise refus.refuse_pages(lu["pages"], PAGES_MAX)
    if code == "TROP_DE_TEXTE":
        raise refus.refuse_volume()
    if code or not lu["pages"]:
        raise refus.refuse_abime()


def _check_texte(pages: list[dict[str, Any]]) -> None:
    """Refuse pictures of pages, and letters that mean nothing."""
    lettres = sum(c.isalpha() for page in pages for mot in page["mots"] for c in mot[0])
    illisibles = sum(page["illisibles"] for page in pages)
    if illisibles > max(lettres, 40):
        raise refus.refuse_police()
    images = sum(page["image"] for page in pages)
    par_page = _LETTRES_SUR_IMAGE_MIN if 2 * images > len(pages) else _LETTRES_PAR_PAGE_MIN
    if lettres < max(_LETTRES_MIN, par_page * len(pages)):
        raise refus.refuse_sans_texte()


def _build_page(page: dict[str, Any], *, virgules: bool) -> Page:
    """``virgules``: commas part thousands in this document, as in « 7,695 / 10,000 »; points do so in French."""
    mots = tuple(
        Mot(_settle_milliers(texte) if virgules else texte, x0, y, x1, corps, bool(gras))
        for texte, x0, y, x1, corps, gras in page["mots"]
    )
    return Page(page["largeur"], page["hauteur"], mots, tuple(Trait(*trait) for trait in page["traits"]))


def _settle_milliers(texte: str) -> str:
    return texte.replace(",", ".") if _MILLIERS.fullmatch(texte) else texte
