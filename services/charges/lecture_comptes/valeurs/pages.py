"""A sheet held in memory: its rows with merged cells filled down, and the places of its texts and amounts."""

import re
from dataclasses import dataclass

from services.charges.lecture_comptes.valeurs.montants import holds_montant
from shared.excel.cellules import Feuille, Particularites, Rangee, Valeur
from shared.excel.contenus import is_jour

FUSION_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Page:
    """Rows by their number, empty ones left out."""

    nom: str
    rangees: tuple[tuple[int, Rangee], ...]
    particularites: Particularites
    fusions: dict[int, list[tuple[int, int]]]
    """Row → spans (first, last column) merged on it, for headers."""
    epoque_1904: bool


def load_page(feuille: Feuille) -> Page:
    """The non-empty rows of a sheet, texts trimmed, a cell merged over several rows repeated on each."""
    repetees: dict[int, list[tuple[int, int]]] = {}
    larges: dict[int, list[tuple[int, int]]] = {}
    for fusion in feuille.fusions[:FUSION_MAX]:
        larges.setdefault(fusion.ligne, []).append((fusion.colonne, fusion.derniere_colonne))
        for ligne in range(fusion.ligne + 1, min(fusion.derniere_ligne, fusion.ligne + 200) + 1):
            repetees.setdefault(ligne, []).append((fusion.colonne, fusion.ligne))
    gardees: dict[int, Rangee] = {}
    for numero, brute in feuille.lignes():
        rangee: Rangee = [_trim(valeur) for valeur in brute]
        for colonne, source in repetees.get(numero, ()):
            haut = gardees.get(source)
            if haut is not None and colonne <= len(haut) and colonne <= len(rangee) and rangee[colonne - 1] == "":
                valeur = haut[colonne - 1]
                rangee[colonne - 1] = valeur if isinstance(valeur, str) and not holds_montant(valeur) else ""
        if any(valeur != "" for valeur in rangee):
            gardees[numero] = rangee
    return Page(feuille.nom, tuple(gardees.items()), feuille.particularites, larges, feuille.epoque_1904)


def _trim(valeur: Valeur) -> Valeur:
    if not isinstance(valeur, str):
        return valeur
    return " ".join(valeur.replace("\u00a0", " ").replace("\u202f", " ").split())


_ORNEMENT = re.compile(r"^[*=#~•►>_\s]+|[*=#~<_\s]+$")
"""What a printer puts around a heading: ``*** CLE 0001 ***``."""


def texts_of(rangee: Rangee) -> list[tuple[int, str]]:
    """(place from 0, text) of the cells that hold words, an amount or a day written as text excepted."""
    return [
        (place, _ORNEMENT.sub("", valeur) or valeur)
        for place, valeur in enumerate(rangee)
        if isinstance(valeur, str) and valeur and not holds_montant(valeur) and not is_jour(valeur)
    ]


def join_textes(rangee: Rangee) -> str:
    """The words of a row that holds no amount, whatever its cells: a heading and what it says of its key."""
    if any(holds_montant(valeur) or is_jour(valeur) for valeur in rangee):
        return ""
    return " – ".join(texte for _, texte in texts_of(rangee))


_PAGE = re.compile(r"^(?:page|p\.|folio|feuillet)\s*(?:n[°o]\s*)?:?\s*\d+(?:\s*(?:/|sur|de)\s*\d+)?$", re.I)


def is_pagination(texte: str) -> bool:
    """``Page 2``, ``Folio 3/7``: where a printed page stands among the others."""
    return _PAGE.match(texte) is not None


def cell(rangee: Rangee, place: int | None) -> Valeur:
    """The value at a place, or the empty string."""
    return rangee[place] if place is not None and 0 <= place < len(rangee) else ""
