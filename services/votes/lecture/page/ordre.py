"""The lines of a document in their reading order, whatever the page does: columns, tables, headers and footers.

A line of a table carries its cells; a wide gap inside a line is a tab. Pure: pages in, lines out.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from services.votes.lecture.listes import is_item
from services.votes.lecture.page.alignes import Entete, find_alignes
from services.votes.lecture.page.boites import fill, find_place, find_texte, group_boites
from services.votes.lecture.page.centres import join_centrees
from services.votes.lecture.page.gouttiere import part_rangees
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mots import glue_mots, group_lignes, is_pleine, write_mots
from services.votes.lecture.page.pdf import Mot, Page
from services.votes.lecture.page.points_alignes import Tete, find_points_alignes
from services.votes.lecture.page.positions import OUVRE, Colonne, say_sous_positions, split_encarts
from services.votes.lecture.page.scrutins_alignes import Coupe, complete_rangees, find_scrutins_alignes
from services.votes.lecture.page.tables import Rangee, find_rangees
from services.votes.lecture.page.tetes_sans_filet import Colonnes, add_tetes
from services.votes.lecture.textes import fold

_LIGNES_MIN = 6
_DEPARTS_MIN = 4
_ALIGNE = 3.0
_RETRAIT = 9.0
"""How far apart the lines of one column may start: headings and counts are set in."""
_PART_DE_PROSE = 0.3
_PROSE_MIN = 20
"""Letters in a line of running text."""


def read_lignes(pages: Sequence[Page]) -> list[list[Ligne]]:
    """The lines of each page, top to bottom, column after column; a row of a table is one line."""
    lues: list[tuple[Page, list[Rangee], list[Mot]]] = []
    ouvert: Entete | None = None
    coupe: Coupe | None = None
    agenda: Tete | None = None
    colonnes: Colonnes = ()
    for page in pages:
        rangees, libres = complete_rangees(*find_rangees(page))
        rangees, libres, colonnes = add_tetes(rangees, libres, colonnes)
        scrutins = find_scrutins_alignes(libres, coupe)
        if coupe and scrutins.reprise:
            lues[-1] = (*lues[-1][:2], [mot for mot in lues[-1][2] if mot not in coupe.mots])
        libres, coupe = scrutins.libres, scrutins.coupe
        alignees, libres, ouvert = find_alignes(libres, ouvert)
        points, libres, agenda = find_points_alignes(libres, agenda)
        lues.append((page, sorted([*rangees, *alignees, *scrutins.rangees, *points], key=lambda r: r.y), libres))
    bords = [_find_gouttiere(group_lignes(libres)) for _, _, libres in lues]
    connu = next((bord for bord in bords if bord is not None), None)
    suite: list[list[Ligne]] = []
    ouvertes: list[Colonne] = []
    for rang, ((page, rangees, libres), bord) in enumerate(zip(lues, bords, strict=True)):
        bord = _settle_bord(group_lignes(libres), bord if bord is not None else connu)
        lignes, ouvertes = _read_colonnes(libres, rang, page.largeur, bord, ouvertes)
        for cote in part_rangees(rangees, bord, page.traits):
            lignes = _insert_rangees(lignes, rang, cote, seules=bord is not None)
        suite.append(lignes)
    return suite


def _insert_rangees(lignes: list[Ligne], rang: int, rangees: Sequence[Rangee], *, seules: bool) -> list[Ligne]:
    """``seules``: the page has two columns, so that a text beside a row is of the other one."""
    for boite in group_boites(rangees):
        siennes = [_write_rangee(r, rang) for r in boite]
        if texte := range(0) if seules else find_texte(boite, lignes):
            lignes[texte.start : texte.stop] = fill(texte, lignes)
            place = find_place(texte, lignes)
            lignes[place:place] = siennes
            continue
        for ligne in siennes:
            lignes.insert(_find_place(ligne, lignes), ligne)
    return lignes


def _write_rangee(rangee: Rangee, page: int) -> Ligne:
    texte = "\t".join(" ".join(c.lignes) for c in rangee.cellules)
    return Ligne(texte, page, rangee.cellules[0].x0, rangee.cellules[-1].x1, rangee.y, rangee=rangee)


def _find_place(rangee: Ligne, lignes: Sequence[Ligne]) -> int:
    """Where a row reads among the lines: after those above it that stand over or beside it in its own column."""
    dessus = [
        n for n, autre in enumerate(lignes) if autre.y <= rangee.y and autre.x0 < rangee.x1 and autre.x1 > rangee.x0
    ]
    if dessus:
        place = dessus[-1]
        while place + 1 < len(lignes) and lignes[place].y < lignes[place + 1].y <= rangee.y:
            place += 1  # short lines of the same column, that end before the row begins
        return place + 1
    return next((n for n, autre in enumerate(lignes) if autre.y > rangee.y), len(lignes))


def _read_colonnes(
    mots: Sequence[Mot], page: int, largeur: float, bord: float | None, ouvertes: Sequence[Colonne]
) -> tuple[list[Ligne], list[Colonne]]:
    """``bord``: where the right column of this page starts, if it has two."""
    lignes = group_lignes(mots)
    if bord is None:
        dites, restent = say_sous_positions(lignes, ouvertes)
        runs = split_encarts(dites)
        return [lue for run in runs for lue in _build_lignes(run, page, largeur if len(runs) == 1 else 0)], restent
    return _build_deux(lignes, page, bord, max(m.x1 for li in lignes for m in glue_mots(li) if m.x1 <= bord)), []


def _settle_bord(lignes: Sequence[Sequence[Mot]], bord: float | None) -> float | None:
    """Where the right column of a page starts, told by this page or the others (``bord``); None when it has one."""
    morceaux = [glue_mots(ligne) for ligne in lignes]
    gauche = bord is not None and any(m.x1 <= bord for ligne in morceaux for m in ligne)
    return bord if bord is not None and gauche and _has_gouttiere(morceaux, bord) else None


def _build_deux(lignes: Sequence[Sequence[Mot]], page: int, bord: float, fin: float) -> list[Ligne]:
    """The lines of a page in two columns: both, left one first, down to each line that is of neither."""
    traversent = [any(mot.x0 < fin and mot.x1 > bord for mot in glue_mots(ligne)) for ligne in lignes]
    listes = _are_listes([li for li, traverse in zip(lignes, traversent, strict=True) if not traverse], bord)
    lues: list[Ligne] = []
    suite: list[Sequence[Mot]] = []
    entieres: list[Sequence[Mot]] = []
    for ligne, traverse in zip(lignes, traversent, strict=True):
        if traverse or (listes and _leaves_liste(ligne, suite, bord)):
            lues += _build_cotes(suite, page, bord)
            suite = []
        if not traverse:
            lues += _build_lignes(entieres, page)
            entieres = []
        (entieres if traverse else suite).append(ligne)
    return lues + _build_lignes(entieres, page) + _build_cotes(suite, page, bord)


def _build_cotes(lignes: Sequence[Sequence[Mot]], page: int, bord: float) -> list[Ligne]:
    cotes = (
        [m for ligne in lignes for m in ligne if m.x1 <= bord],
        [m for ligne in lignes for m in ligne if m.x1 > bord],
    )
    return [lue for cote in cotes for lue in _build_lignes(group_lignes(cote), page)]


def _split_cotes(ligne: Sequence[Mot], bord: float) -> tuple[str, str]:
    gauche, droite = (" ".join(m.texte for m in ligne if (m.x1 > bord) == cote) for cote in (False, True))
    return gauche, droite


def _are_listes(lignes: Sequence[Sequence[Mot]], bord: float) -> bool:
    """Whether two columns only list owners: a name with its voix stands on both sides of most lines that have two."""
    doubles = [cotes for ligne in lignes if all(cotes := _split_cotes(ligne, bord))]
    return sum(all(map(is_item, cotes)) for cotes in doubles) > 0.5 * len(doubles)


def _leaves_liste(ligne: Sequence[Mot], suite: Sequence[Sequence[Mot]], bord: float) -> bool:
    """Whether a line of the left only is of no list above it: another margin, or words of a vote."""
    marges = [autre[0].x0 for autre in suite if all(_split_cotes(autre, bord))]
    gauche, droite = _split_cotes(ligne, bord)
    if not marges or droite:
        return False
    return OUVRE.match(fold(gauche)) is not None or all(abs(ligne[0].x0 - marge) > _ALIGNE for marge in marges)


def _find_gouttiere(lignes: Sequence[Sequence[Mot]]) -> float | None:
    """Where the right one of two columns of running text starts; a table without rules has short cells on one side."""
    if len(lignes) < 10:
        return None
    gauche, droite = min(ligne[0].x0 for ligne in lignes), max(ligne[-1].x1 for ligne in lignes)
    morceaux = [glue_mots(ligne) for ligne in lignes]
    departs = Counter(
        round(m.x0 / 4)
        for ligne in morceaux
        for m in ligne
        if gauche + 0.4 * (droite - gauche) < m.x0 < gauche + 0.65 * (droite - gauche)
    )
    for depart, combien in departs.most_common(2):
        if combien < 8:
            return None
        bord = min(m.x0 for ligne in morceaux for m in ligne if abs(m.x0 - depart * 4) < _RETRAIT) - 1
        cotes = [
            [[m for m in li if m.x1 <= bord] for li in morceaux],
            [[m for m in li if m.x0 >= bord] for li in morceaux],
        ]
        if all(map(_is_prose, cotes)) and _has_gouttiere(morceaux, bord):
            return bord
    return None


def _has_gouttiere(morceaux: Sequence[Sequence[Mot]], bord: float) -> bool:
    """Whether few lines run over the blank between two columns, and some start right after it."""
    coupes = sum(any(m.x0 < bord - 2 and m.x1 > bord + 2 for m in ligne) for ligne in morceaux)
    departs = sum(any(abs(m.x0 - bord) < 8 for m in ligne) for ligne in morceaux)
    return coupes <= 0.35 * len(morceaux) and departs >= _DEPARTS_MIN


def _is_prose(cote: Sequence[Sequence[Mot]]) -> bool:
    """Whether one side of the page is running text: lines of some length, not of figures, whatever their blanks."""
    textes = [texte for ligne in cote if (texte := " ".join(m.texte for m in ligne))]
    longues = sum(sum(c.isalpha() for c in texte) >= _PROSE_MIN for texte in textes)
    return longues >= _PART_DE_PROSE * max(1, len(textes))


def _build_lignes(lignes: Sequence[Sequence[Mot]], page: int, largeur: float = 0) -> list[Ligne]:
    """``largeur``: of the page, which tells the right margin when too few lines do."""
    if not lignes:
        return []
    lignes = join_centrees(lignes)
    marge = min(ligne[0].x0 for ligne in lignes)
    bord = sorted(ligne[-1].x1 for ligne in lignes)[-1 if len(lignes) < 20 else -2]
    pleine_page = largeur - marge
    if 0.6 * pleine_page < bord < 0.9 * pleine_page or (len(lignes) < _LIGNES_MIN and bord < 0.9 * pleine_page):
        bord = max(bord, largeur - marge)
    ecarts = sorted(b[0].y - a[0].y for a, b in pairwise(lignes) if b[0].y > a[0].y)
    usuel = ecarts[len(ecarts) // 4] if ecarts else 0
    lues = []
    for rang, ligne in enumerate(lignes):
        ecart = ligne[0].y - lignes[rang - 1][0].y if rang else 0
        gras = sum(len(m.texte) for m in ligne if m.gras) > 0.6 * sum(len(m.texte) for m in ligne)
        suivante = lignes[rang + 1] if rang + 1 < len(lignes) else None
        pleine = is_pleine(ligne, suivante, bord) if suivante else ligne[-1].x1 > marge + 0.8 * (bord - marge)
        corps = sorted(m.corps for m in ligne)[len(ligne) // 2]
        lues.append(
            Ligne(
                write_mots(ligne),
                page,
                ligne[0].x0,
                ligne[-1].x1,
                ligne[0].y,
                corps,
                gras,
                pleine,
                not rang or ecart > 1.25 * usuel,
            )
        )
    return lues
