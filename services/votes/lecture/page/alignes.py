"""Tables of how each owner voted that no rule draws: what stands under a head is of its column.

Only such tables are looked for: their rows are told by their marks and letters, as those of ruled ones are. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.votes.lecture.page.croises import USAGE, read_code, read_croise
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mots import glue_mots, group_lignes
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.pointages import read_colonnes, read_pointage
from services.votes.lecture.page.tables import Cellule, Rangee

_CODES = USAGE | {"n": "contre", "-": "autre", "x": "autre"}
_PIECES_MIN = 3
_MOBILIER_MAX = 2
"""Lines of furniture at the top of a page."""
_INTERLIGNE = 3.2
"""Baselines further apart than this, in heights of letter, are not of one table."""
_SERRE = 0.9
"""Baselines closer than this, in heights of row, are of one cell."""
_LIGNE = 1.5
_JEU = 4.0


@dataclass(frozen=True, slots=True)
class Entete:
    """The heads of the columns, and where each column begins; the first holds the names."""

    rangee: Rangee
    bords: tuple[float, ...]


def find_alignes(mots: Sequence[Mot], ouvert: Entete | None = None) -> tuple[list[Rangee], list[Mot], Entete | None]:
    """The rows of the tables of a page, the words outside them, and the header that the page leaves open.

    :param ouvert: the header that the page before leaves open: its rows may go on at the top of this one.
    """
    lignes = group_lignes(mots)
    trouvees: list[Rangee] = []
    libres: list[Mot] = []
    reste: Entete | None = None
    rang = 0
    while rang < len(lignes):
        entete, debut = _read_entete(lignes, rang)
        if entete is None and ouvert is not None and rang <= _MOBILIER_MAX and not trouvees:
            entete, debut = ouvert, rang
        rangees, fin = _read_rangees(lignes, debut, entete) if entete else ([], rang)
        coupe = entete is not None and (len(lignes) - fin <= _MOBILIER_MAX or _is_suite(entete, ouvert))
        if entete is None or not _is_nominatif(entete, rangees, coupe=coupe):
            libres += lignes[rang]
            rang += 1
            continue
        trouvees += [entete.rangee, *rangees] if debut > rang else rangees
        reste = entete if len(lignes) - fin <= _MOBILIER_MAX else None
        rang = fin
    return trouvees, libres, reste


def _read_entete(lignes: Sequence[Sequence[Mot]], rang: int) -> tuple[Entete | None, int]:
    """The heads that a line prints, when it could head such a table, with what goes on below; and the line after."""
    morceaux = glue_mots(lignes[rang])
    if len(morceaux) < _PIECES_MIN or not any(c.isalpha() for c in morceaux[0].texte):
        return None, rang + 1
    bords = (0.0, *((a.x1 + b.x0) / 2 for a, b in pairwise(morceaux)))
    places = {n: [m] for n, m in enumerate(morceaux)}
    suite = lignes[rang + 1] if rang + 1 < len(lignes) else ()
    dessous = [(m, max(n for n, bord in enumerate(bords) if bord <= m.x0)) for m in glue_mots(suite)]
    serre = bool(suite) and suite[0].y - lignes[rang][0].y <= _LIGNE * suite[0].corps
    coupe = serre and all(n and m.x0 < places[n][0].x1 and m.x1 > places[n][0].x0 for m, n in dessous)
    for morceau, n in dessous if coupe else ():
        places[n].append(morceau)
    return Entete(_build_rangee(list(places.items()), bords), bords), rang + 1 + coupe


def _build_rangee(places: Sequence[tuple[int, Sequence[Mot]]], bords: Sequence[float]) -> Rangee:
    fins = (*bords[1:], bords[-1] + 1000)
    cellules = tuple(
        Cellule(bords[rang], fins[rang], (" ".join(m.texte for m in mots),), (mots[0].gras,), (False,), mots[0].corps)
        for rang, mots in sorted(places, key=lambda place: place[0])
    )
    y = min(m.y for _, mots in places for m in mots)
    return Rangee(y, y, tuple(c.x0 for c in cellules), cellules)


def _read_rangees(lignes: Sequence[Sequence[Mot]], debut: int, entete: Entete) -> tuple[list[Rangee], int]:
    """The rows under a header and the line after the last; a name may go on above or below the line of its marks."""
    rangees: list[list[tuple[int, list[Mot]]]] = []
    attente: list[Mot] = []
    rang, bas = debut, lignes[debut - 1][0].y if debut else 0.0
    fin, pas = debut, 0.0
    while rang < len(lignes):
        places = _place(lignes[rang], entete)
        ecart = lignes[rang][0].y - bas
        if places is None or (rang > debut and ecart > _INTERLIGNE * lignes[rang][0].corps):
            break
        bas = lignes[rang][0].y
        noms = places.pop(0, [])
        suivante = _place(lignes[rang + 1], entete) if rang + 1 < len(lignes) else None
        if places and (noms or attente):
            pas = min(pas, ecart) if rangees else ecart
            rangees.append([(0, [*attente, *noms]), *places.items()])
            attente, fin = [], rang + 1
        elif noms and not places and suivante and 0 not in suivante:
            attente = noms
        elif (
            rangees
            and not attente
            and noms
            and noms[0].x1 <= entete.bords[1] + _JEU
            and (ecart < _SERRE * pas or (suivante and len(suivante) > 1))
        ):
            rangees[-1][0][1].extend(noms)
            fin = rang + 1
        else:
            break
        rang += 1
    return [_build_rangee(places, entete.bords) for places in rangees], fin


def _place(ligne: Sequence[Mot], entete: Entete) -> dict[int, list[Mot]] | None:
    """The words of a line by column; None for a line that is no row of the table."""
    places: dict[int, list[Mot]] = {}
    for morceau in glue_mots(ligne):
        lettres = any(c.isalpha() for c in morceau.texte)
        nom = lettres and len(morceau.texte) > _PIECES_MIN and morceau.x0 < entete.bords[1] - _JEU
        milieu = morceau.x0 if nom else (morceau.x0 + morceau.x1) / 2
        rang = max((n for n, bord in enumerate(entete.bords) if bord <= milieu), default=None)
        if rang is None or rang in places:
            return None
        places[rang] = [morceau]
    if any(not _is_case(mots[0].texte) for rang, mots in places.items() if rang > 0):
        return None
    return places


def _is_case(texte: str) -> bool:
    """Whether a piece is a mark, a figure, a letter or a word of a vote."""
    return len(texte) <= _PIECES_MIN or not any(c.isalpha() for c in texte) or bool(read_code(texte, _CODES))


def _is_suite(entete: Entete, ouvert: Entete | None) -> bool:
    """Whether the header is that of the page before, printed again."""
    return ouvert is not None and [c.texte for c in ouvert.rangee.cellules] == [c.texte for c in entete.rangee.cellules]


def _is_nominatif(entete: Entete, rangees: Sequence[Rangee], *, coupe: bool) -> bool:
    """Whether the rows tick or tell votes, as those of ruled tables do; one row may be all that a page has of it."""
    if not rangees or (coupe and read_colonnes(entete.rangee)):
        return bool(rangees)
    lignes = [Ligne("", rangee=rangee) for rangee in (entete.rangee, *rangees)]
    pointage = read_pointage(lignes, USAGE)
    if pointage is not None:
        return pointage.lues == len(lignes)
    return bool(read_croise([entete.rangee, *rangees], _CODES))
