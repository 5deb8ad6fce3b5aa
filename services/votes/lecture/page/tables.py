"""Tables drawn with rules: each word goes to the cell whose four sides surround it, cells go to rows.

Merged cells need nothing special, since each word looks for its own four sides. Pure.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.votes.lecture.page.mots import group_lignes, is_pleine, write_mots
from services.votes.lecture.page.pdf import Mot, Page, Trait

_JEU = 3.0
"""How far apart two rules may be drawn and still be the same side, in points."""


_COTES_MIN = 3


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell: its sides, and its lines of text top to bottom. ``gras``: for each line, whether it is bold."""

    x0: float
    x1: float
    lignes: tuple[str, ...]
    gras: tuple[bool, ...]
    pleines: tuple[bool, ...] = ()
    """For each line, whether it goes on into the next one of the cell."""
    corps: float = 0

    @property
    def texte(self) -> str:
        """All it says, on one line."""
        return " ".join(self.lignes).strip()


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row of a table, its cells left to right, empty ones left out but told by the others' sides."""

    y: float
    bas: float
    bords: tuple[float, ...]
    cellules: tuple[Cellule, ...]


def find_rangees(page: Page) -> tuple[list[Rangee], list[Mot]]:
    """The rows that hold at least two cells, and the words outside them (a box around a text is not a table)."""
    droits = _merge([t for t in page.traits if t.y1 - t.y0 < t.x1 - t.x0])
    debout = [t for t in page.traits if t.y1 - t.y0 >= t.x1 - t.x0]
    if len(droits) < 2 or len(debout) < 3:
        return [], list(page.mots)
    droits += _close(droits, debout)
    cases: dict[tuple[float, float, float, float], list[Mot]] = defaultdict(list)
    libres: list[Mot] = []
    for mot in page.mots:
        case = _find_case(mot, droits, debout)
        (cases[case] if case else libres).append(mot)
    rangees, rendus = _build_rangees(cases)
    return rangees, libres + rendus


def _merge(droits: Sequence[Trait]) -> list[Trait]:
    """Horizontal rules drawn cell by cell, joined end to end."""
    suite: list[Trait] = []
    for trait in sorted(droits, key=lambda t: (round(t.y0 / _JEU), t.x0)):
        dernier = suite[-1] if suite else None
        if dernier and abs(dernier.y0 - trait.y0) <= _JEU and trait.x0 <= dernier.x1 + _JEU:
            suite[-1] = Trait(dernier.x0, dernier.y0, max(dernier.x1, trait.x1), dernier.y1)
        else:
            suite.append(trait)
    return suite


def _close(droits: Sequence[Trait], debout: Sequence[Trait]) -> list[Trait]:
    """Where the page cuts a row, its sides end together with no rule to join them: as good as a rule. A rule that joins
    some of them closes what it joins, beside a cell over two rows."""
    fins: dict[int, list[tuple[float, Trait]]] = defaultdict(list)
    for trait in debout:
        for y in (trait.y0, trait.y1):
            fins[round(y / _JEU)].append((y, trait))
    ajouts = []
    for bouts in fins.values():
        y, gauche, droite = bouts[0][0], min(t.x0 for _, t in bouts), max(t.x1 for _, t in bouts)
        ferme = any(abs(t.y0 - y) <= 2 * _JEU and t.x0 < droite - _JEU and t.x1 > gauche + _JEU for t in droits)
        if len({round(t.x0 / _JEU) for _, t in bouts}) >= _COTES_MIN and not ferme:
            ajouts.append(Trait(gauche, y, droite, y))
    return ajouts


def _find_case(mot: Mot, droits: Sequence[Trait], debout: Sequence[Trait]) -> tuple[float, float, float, float] | None:
    """The nearest rule on each side of the middle of the word; None when one side is open."""
    x, y = (mot.x0 + mot.x1) / 2, mot.y - 0.3 * mot.corps
    haut = max((t.y1 for t in droits if t.y1 <= y and t.x0 - _JEU <= x <= t.x1 + _JEU), default=None)
    bas = min((t.y0 for t in droits if t.y0 >= y and t.x0 - _JEU <= x <= t.x1 + _JEU), default=None)
    if haut is None or bas is None:
        return None
    cotes = [t for t in debout if t.y0 - _JEU <= y <= t.y1 + _JEU and _runs_along(t, haut, bas)]
    gauche = max((t.x1 for t in cotes if t.x1 <= x), default=None)
    droite = min((t.x0 for t in cotes if t.x0 >= x), default=None)
    if gauche is None or droite is None:
        return None
    return gauche, haut, droite, bas


def _runs_along(trait: Trait, haut: float, bas: float) -> bool:
    """Whether a rule goes down a cell; the sides of a table do not bound the title set right above its top rule."""
    return min(trait.y1, bas) - max(trait.y0, haut) >= min(_JEU, (bas - haut) / 2)


def _build_rangees(cases: dict[tuple[float, float, float, float], list[Mot]]) -> tuple[list[Rangee], list[Mot]]:
    bandes: list[list[tuple[tuple[float, float, float, float], list[Mot]]]] = []
    for case, mots in sorted(cases.items(), key=lambda item: (item[0][1], item[0][0])):
        voisine = bandes[-1] if bandes else None
        if voisine and abs(voisine[0][0][1] - case[1]) <= _JEU and _touches(voisine, case):
            voisine.append((case, mots))
        else:
            bandes.append([(case, mots)])
    rangees, rendus = [], []
    for bande in bandes:
        if len(bande) == 1:
            rendus += bande[0][1]
            continue
        bande.sort(key=lambda item: item[0][0])
        cellules = []
        for (gauche, _, droite, _), mots in bande:
            cellules.append(_build_cellule(gauche, droite, mots))
        bords = tuple(round(case[0]) for case, _ in bande)
        rangees.append(Rangee(min(m.y for _, mots in bande for m in mots), bande[0][0][3], bords, tuple(cellules)))
    return rangees, rendus


def _build_cellule(gauche: float, droite: float, mots: Sequence[Mot]) -> Cellule:
    lignes = group_lignes(mots)
    bord = droite - max(0.0, min(ligne[0].x0 for ligne in lignes) - gauche)
    return Cellule(
        gauche,
        droite,
        tuple(write_mots(ligne).replace("\t", " ") for ligne in lignes),
        tuple(sum(m.gras for m in ligne) > len(ligne) / 2 for ligne in lignes),
        (*(is_pleine(ligne, suivante, bord) for ligne, suivante in pairwise(lignes)), False),
        lignes[0][0].corps,
    )


def _touches(
    bande: Sequence[tuple[tuple[float, float, float, float], list[Mot]]], case: tuple[float, float, float, float]
) -> bool:
    """Cells of one row do not lie one above the other."""
    return all(case[0] >= autre[2] - _JEU or case[2] <= autre[0] + _JEU for autre, _ in bande)
