"""Rows that are a point by themselves, under no header: « 7 | Ravalement », « Point 3 : … | Le conseil… ». Pure."""

import re
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Rangee
from services.votes.lecture.textes import fold

NUMERO = re.compile(
    r"^(?:(?:resolution|question|point)\s*)?(?:n\s*[°o]\s*)?(\d{1,3}(?:\s?[.\-]\s?\d{1,2})*(?:\s?(?:bis|ter|quater)|\s?[.\-/]?\s?[a-h])?|[a-h]\s?[.\-]?\s?\d{1,2}|[ivxl]{1,7})\s*[.°)\-:]*$"
)
"""What a column of numbers holds."""
_POINT = re.compile(r"^(?:point|resolution|question)\s*(?:n\s?°\s*)?\d+\s*[:.–—-]")
_MOTS_DE_PHRASE = 5


def is_point_seul(rangee: Rangee) -> bool:
    """« Point 3 : Rapport du conseil | Le conseil rend compte… »: a heading beside its text, under no header."""
    titre, *textes = [cellule.texte.strip() for cellule in rangee.cellules]
    phrases = [texte for texte in textes if texte]
    return bool(_POINT.match(fold(titre)) and phrases) and all(
        texte.endswith(".") and len(texte.split()) >= _MOTS_DE_PHRASE for texte in phrases
    )


def say_point_seul(ligne: Ligne) -> list[Ligne]:
    """The heading, then its text."""
    cellules = ligne.rangee.cellules if ligne.rangee else ()
    return [replace(ligne, texte=cellule.texte, rangee=None) for cellule in cellules]


def say_nue(ligne: Ligne) -> Ligne:
    """A row of a table without header: « 7 | Ravalement » reads as a numbered line."""
    rangee = ligne.rangee
    if rangee and NUMERO.match(fold(rangee.cellules[0].lignes[0])) and len(rangee.cellules) > 1:
        return replace(
            ligne,
            texte=f"{rangee.cellules[0].lignes[0].rstrip(' .)-°')} - "
            + "\t".join(" ".join(c.lignes) for c in rangee.cellules[1:]),
        )
    return ligne
