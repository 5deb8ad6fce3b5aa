"""Counts printed together after the last resolution, for minutes whose body tells results alone.

« Annexe 1 – Décompte des votes », then a row or a line for each ballot: its number, perhaps which ballot it is, and its
counts. A number that comes twice without saying which ballot is the second one tells nothing. Pure.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from services.votes.lecture.page.lignes import NOMINATIF, Ligne
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.scrutin.scrutins import find_ballots
from services.votes.lecture.scrutin.tours import Ballot
from services.votes.lecture.textes import fold
from services.votes.lecture.votants.recapitulatif import NUMERO, TOUR, name_numero

_ENTREE = re.compile(
    rf"\W*(?:(?:resolution|question|point|decision|res\.?)\s*)?(?:n\s?°\s*)?(?P<numero>{NUMERO})\s?°?(?=\W*$|\s*[-:(.,]\s*|\s+(?:pour|1|2)\b)"
)
_COMPTE = re.compile(
    r"\W*(?:(?:ont\s+)?vot\w*\s+)?(?:pour|contre|abst\w*|se\s+sont\s+abstenus|total\s+des\s+voix)\b"
    r"(?:[\s:=.…()-]|en\s+voix|voix|tantiemes|milliemes)*\d"
)
"""A position and its count; a list of names has theirs in between."""
_ENTREES_MIN = 2


@dataclass(slots=True)
class _Entree:
    """What stands under one number: its ballot (0: not said), and its lines."""

    numero: str
    tour: int
    lignes: list[Ligne] = field(default_factory=list)


def read_decomptes(
    lignes: Sequence[Ligne], numeros: Collection[str], presents: Decompte | None = None
) -> dict[str, tuple[Ballot, Ballot | None]]:
    """The first and second ballots under each number; ``numeros``: those of the resolutions, by ``name_numero``."""
    trouves: dict[str, dict[int, list[Ballot]]] = {}
    entrees = [entree for entree in _list_entrees(lignes, numeros) if entree.lignes]
    for entree in entrees:
        lus = [ballot for ballot in find_ballots(entree.lignes, presents) if {"pour", "contre"} <= ballot.lus.keys()]
        tour = entree.tour or (2 if lus and lus[0].second else 1)
        if lus:
            trouves.setdefault(entree.numero, {}).setdefault(tour, []).extend(lus)
    if len(trouves) < _ENTREES_MIN:
        return {}
    return {
        numero: (tours[1][0], tours[2][0] if 2 in tours else None)
        for numero, tours in trouves.items()
        if 1 in tours and all(len(lus) == 1 for lus in tours.values())
    }


def _list_entrees(lignes: Sequence[Ligne], numeros: Collection[str]) -> list[_Entree]:
    entrees: list[_Entree] = []
    ouverte: _Entree | None = None
    for ligne in lignes:
        plain = fold(ligne.texte)
        lu = _ENTREE.match(plain) if ligne.genre != NOMINATIF else None
        if lu and name_numero(lu["numero"]) in numeros:
            dit = TOUR.match(plain, lu.end())
            ouverte = _Entree(name_numero(lu["numero"]), _say_tour(dit))
            entrees.append(ouverte)
            reste = (dit or lu).end()
            if _COMPTE.match(plain, reste):
                ouverte.lignes.append(replace(ligne, texte=ligne.texte[reste:]))
        elif ouverte and not ouverte.lignes and (dit := TOUR.fullmatch(plain)):
            ouverte.tour = _say_tour(dit)
        elif ouverte and ligne.genre != NOMINATIF and _COMPTE.match(plain):
            ouverte.lignes.append(ligne)
        else:
            ouverte = None
    return entrees


def _say_tour(dit: re.Match[str] | None) -> int:
    return 0 if dit is None else 2 if dit["deux"] else 1
