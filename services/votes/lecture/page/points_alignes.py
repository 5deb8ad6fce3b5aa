"""Agendas whose columns no rule draws: number, question, majority and amounts, each under its head. Pure.

A row begins where the first column prints a number; what stands below it in the column of questions is of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from services.votes.lecture.page.mots import glue_mots, group_lignes, is_pleine, write_mots
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.points_seuls import NUMERO
from services.votes.lecture.page.roles import read_role
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold

_TETES_MIN, _POINTS_MIN = 3, 3
_INTERLIGNE = 4.0
"""Baselines further apart than this, in heights of letter, are not of one table."""
_JEU = 3.0
_SECTION_MAX = 60
"""Letters of a line between two points that names a part of the agenda."""
_LABEL_MAX = 7
_VOTES = {"pour", "contre", "abstention", "vote", "resultat"}

Morceaux = list[list[Mot]]


@dataclass(slots=True)
class Tete:
    """The heads of an agenda: where the number and the question stand, and the left side of each column after them."""

    morceaux: Morceaux
    droites: list[tuple[float, float]]

    def place(self, morceau: Sequence[Mot]) -> int:
        """The column of a piece: 1 for the question, 2 and on for those right of it."""
        milieu = (morceau[0].x0 + morceau[-1].x1) / 2
        ecarts = [abs(milieu - (gauche + droite) / 2) for gauche, droite in self.droites]
        proche = min(range(len(ecarts)), key=lambda n: ecarts[n])
        libre = morceau[0].x0 > self.droites[0][0] - (self.droites[0][1] - self.droites[0][0]) - 2 * morceau[0].corps
        return proche + 2 if libre and morceau[-1].x1 - morceau[0].x0 < 3 * _width(self.droites[proche]) else 1


@dataclass(slots=True)
class _Point:
    y: float
    bas: float
    colonnes: dict[int, Morceaux] = field(default_factory=dict)


def find_points_alignes(
    mots: Sequence[Mot], ouverte: Tete | None = None
) -> tuple[list[Rangee], list[Mot], Tete | None]:
    """The rows of the agendas of a page, the words outside them, and the heads that go on over the next page.

    :param ouverte: the heads that the page before leaves open.
    """
    lignes = group_lignes(mots)
    libres: list[Mot] = []
    for rang, ligne in enumerate(lignes):
        tete = _read_tete(ligne)
        debut = rang + 1 if tete else rang
        tete = tete or (ouverte if _opens_point(ligne) else None)
        points, restes, fin = _read_points(lignes, debut, tete) if tete else ([], [], rang)
        suivie = tete is ouverte
        if tete and len(points) >= (1 if suivie else _POINTS_MIN) and (suivie or _are_projets(points)):
            suite = [mot for autre in lignes[fin:] for mot in autre]
            return _build(tete, points, entete=debut > rang), [*libres, *restes, *suite], tete
        libres += ligne
    return [], list(mots), ouverte


def _are_projets(points: Sequence[_Point]) -> bool:
    """Whether points have majorities or amounts, and drafts below their titles: a mere summary reads as it is."""
    cotes = sum(any(n > 1 for n in point.colonnes) for point in points)
    return cotes > 1 and 2 * sum(len(point.colonnes.get(1, ())) > 1 for point in points) >= len(points)


def _read_tete(ligne: Sequence[Mot]) -> Tete | None:
    morceaux = _split(ligne)
    roles = [read_role(_build_cellule([morceau], 0, 0)) for morceau in morceaux]
    utile = len(roles) >= _TETES_MIN and roles[0] == "numero" and roles[1] == "objet" and not _VOTES & set(roles)
    if not utile or not {"majorite", "montant"} & set(roles):
        return None
    return Tete(morceaux, [(m[0].x0, m[-1].x1) for m in morceaux[2:]])


def _opens_point(ligne: Sequence[Mot]) -> bool:
    """Whether a line begins with a number alone, before what it numbers; « Résolution 1 » heads a text of its own."""
    morceaux = _split(ligne)
    label = write_mots(morceaux[0]) if morceaux else ""
    return len(morceaux) > 1 and len(label) <= _LABEL_MAX and bool(NUMERO.match(fold(label)))


def _read_points(lignes: Sequence[Sequence[Mot]], debut: int, tete: Tete) -> tuple[list[_Point], list[Mot], int]:
    """The points under heads, the words of the parts between them, and the line after the last."""
    points: list[_Point] = []
    restes: list[Mot] = []
    attente: list[Mot] = []
    rang = debut
    while rang < len(lignes) and (rang == debut or _is_proche(lignes, rang)):
        morceaux = _split(lignes[rang])
        if _opens_point(lignes[rang]):
            restes, attente = [*restes, *attente], []
            points.append(_Point(morceaux[0][0].y, morceaux[0][0].y, {0: [morceaux[0]]}))
            morceaux = morceaux[1:]
        elif not points or morceaux[0][0].x0 <= points[-1].colonnes[0][0][0].x0 + _JEU:
            if len(write_mots(lignes[rang])) > _SECTION_MAX or attente:
                break
            attente = list(lignes[rang])
            rang += 1
            continue
        elif attente:
            break
        for morceau in morceaux:
            points[-1].colonnes.setdefault(tete.place(morceau), []).append(morceau)
        points[-1].bas = lignes[rang][0].y
        rang += 1
    return points, restes, rang - bool(attente)


def _is_proche(lignes: Sequence[Sequence[Mot]], rang: int) -> bool:
    return lignes[rang][0].y - lignes[rang - 1][0].y <= _INTERLIGNE * lignes[rang][0].corps


def _build(tete: Tete, points: Sequence[_Point], *, entete: bool) -> list[Rangee]:
    """The heads and the points as rows of a ruled table, each column with the same sides on all."""
    gauche = min(point.colonnes[0][0][0].x0 for point in points)
    question = min(m[0].x0 for point in points for m in point.colonnes.get(1, point.colonnes[0]))
    milieux = [(a[1] + b[0]) / 2 for a, b in pairwise(tete.droites)]
    droite = max(m[-1].x1 for point in points for m in point.colonnes.get(1, point.colonnes[0]))
    debuts = [gauche, question, min(droite, tete.droites[0][0]) + 1, *milieux]
    bords = list(zip(debuts, [*debuts[1:], tete.droites[-1][1]], strict=True))
    haut = tete.morceaux[0][0].y
    titres = [Rangee(haut, haut, tuple(debuts), _build_cellules(bords, {n: [m] for n, m in enumerate(tete.morceaux)}))]
    corps = [Rangee(p.y, p.bas, tuple(debuts), _build_cellules(bords, p.colonnes)) for p in points]
    return [*(titres if entete else []), *corps]


def _build_cellules(bords: Sequence[tuple[float, float]], colonnes: dict[int, Morceaux]) -> tuple[Cellule, ...]:
    return tuple(_build_cellule(lignes, *bords[n]) for n, lignes in sorted(colonnes.items()))


def _build_cellule(lignes: Morceaux, gauche: float, droite: float) -> Cellule:
    return Cellule(
        gauche,
        droite,
        tuple(write_mots(ligne).replace("\t", " ") for ligne in lignes),
        tuple(2 * sum(m.gras for m in ligne) > len(ligne) for ligne in lignes),
        (*(is_pleine(ligne, suivante, droite) for ligne, suivante in pairwise(lignes)), False),
        lignes[0][0].corps,
    )


def _split(ligne: Sequence[Mot]) -> Morceaux:
    """The pieces of a line that wide gaps part."""
    return [[m for m in ligne if bloc.x0 <= m.x0 and m.x1 <= bloc.x1] for bloc in glue_mots(ligne)]


def _width(cote: tuple[float, float]) -> float:
    return max(cote[1] - cote[0], 20.0)
