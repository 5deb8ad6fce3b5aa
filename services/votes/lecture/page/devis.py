"""Tables of amounts: each figure said with the head of its column, where that tells which tax it holds. Pure."""

import re
from dataclasses import replace

from services.votes.lecture.page.lignes import TABLEAU, Ligne
from services.votes.lecture.page.tableaux import Tableau, title_at
from services.votes.lecture.textes import fold

_TAXE = re.compile(r"\bh\.?\s?t\b|\bt\.?\s?t\.?\s?c\b|\btva\b|\btaxes?\b")
_NOMBRE = re.compile(r"\d[\d .\u00a0\u202f]*(?:,\d{1,2})?\s*(?P<signe>€|euros?)?")


def say_devis(ligne: Ligne, tableau: Tableau) -> Ligne:
    """« 38 400,00 € | 42 240,00 € » → « Montant HT : 38 400,00 € | Montant TTC : 42 240,00 € »; a header as it is."""
    if ligne.rangee is None:
        return replace(ligne, genre=TABLEAU)
    dits = []
    for cellule in ligne.rangee.cellules:
        titre = title_at(cellule, tableau)
        dits.append(say_montant(titre, cellule.texte) if _TAXE.search(fold(titre)) else cellule.texte)
    return replace(ligne, texte="\t".join(dits), genre=TABLEAU)


def say_montant(titre: str, texte: str) -> str:
    """An amount under the head of its column, in euros where it says no currency; other words as they are."""
    lu = _NOMBRE.fullmatch(texte)
    return f"{titre} : {texte}" + ("" if lu["signe"] else " €") if lu else texte
