"""Where the positions of a vote stand on the page: boxes of counts beside a text, names stacked under the counts.

Both are read by place: what stands right of a box is of it, and a name under the head of a column is of its position.
Pure: words in, words out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.votes.lecture.listes import is_autre, is_item
from services.votes.lecture.page.mots import glue_mots
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.textes import CIVILITES, fold

_POSITION = re.compile(
    r"(?:(?:votes?|voix|ont\s+vote)\s+)?(?P<sens>pour|contre|abst)\w*\.?"
    r"(?:\W*(?:\d[\d\s/.,%]*|voix|vx|tantiemes?|tant|milliemes?|mill|votants?|tetes?|cop(?:r|ro|ropri\w+)?s?|neant|aucune?)\b)*\W*"
)
_ANNONCES = {"pour": "Ont voté pour :", "contre": "Ont voté contre :", "abst": "Se sont abstenus :"}
_CIVILITE = re.compile(rf"(?:{CIVILITES}|sa)(?:\s|$)")
_ALIGNE = 3.0
_INTERLIGNE = 2.4
"""Baselines further apart than this, in heights of letter, are not of one column."""
_SERRE = 1.5
_MOBILIER_MAX = 2
"""Lines of furniture at the top or bottom of a page."""
_LETTRES_MIN = 10
_POSITIONS = (["pour", "contre"], ["pour", "contre", "abst"])
_TITRES_MAX = 3
_GRAND_BLANC = 1.5
_MOTS_MAX = 4
"""Words of a result, a wide blank after the text beside it."""
_ECART_MAX = 5
"""Boxes further apart than this, in heights of letter, are not of one vote."""
OUVRE = re.compile(
    r"\W*(?:a\(ont\)|a\s+vote|vot(?:e|ent)\s+contre|pour|contre|abst\w*|ont|se|opposants?|resultat|decision)(?!\w)"
)
"""What opens a list of names, or a result."""

Rang = Sequence[Mot]


@dataclass(slots=True)
class Colonne:
    """The head of a column, and the names found under it."""

    sens: str
    tete: Mot
    noms: list[list[Mot]] = field(default_factory=list)


def split_encarts(lignes: Sequence[Rang]) -> list[list[Rang]]:
    """The lines in runs to be read one after the other: a text beside boxes of counts, the boxes, then its lists."""
    suite: list[list[Rang]] = []
    restent = list(lignes)
    rang = 0
    while rang < len(restent):
        encart = _find_encart(restent, rang)
        if encart is None:
            rang += 1
            continue
        debut, fin, bord = encart
        gauche: list[Rang] = [g for ligne in restent[debut:fin] if (g := [m for m in ligne if m.x0 < bord])]
        droite: list[Rang] = [d for ligne in restent[debut:fin] if (d := [m for m in ligne if m.x0 >= bord])]
        liste = next((n for n, ligne in enumerate(gauche) if n and _is_liste(ligne)), len(gauche))
        suite += [restent[:debut], gauche[:liste], droite, gauche[liste:]]
        restent, rang = restent[fin:], 0
    return [run for run in (*suite, restent) if run]


def _is_liste(ligne: Rang) -> bool:
    return bool(OUVRE.match(fold(" ".join(m.texte for m in ligne[:2]))))


def _find_encart(lignes: Sequence[Rang], rang: int) -> tuple[int, int, float] | None:
    """The first line of boxes whose first « Pour » stands at ``rang``, the line after their text, their left side."""
    debuts = {m.x0 for m in glue_mots(lignes[rang])}
    tete = next((m for m in lignes[rang] if m.x0 in debuts and fold(m.texte) == "pour"), None)
    if tete is None:
        return None
    bord = tete.x0 - _ALIGNE
    fin, sens = _find_bas(lignes, rang, bord)
    if sens not in _POSITIONS:
        return None
    debut = rang
    for n in range(rang - 1, max(0, rang - 3) - 1, -1):
        droite = [m for m in lignes[n] if m.x0 >= bord]
        if droite and droite[0].x0 <= bord + 2 * _ALIGNE and tete.y - droite[0].y <= _INTERLIGNE * tete.corps:
            debut = n
    while suite := _find_suivant(lignes, fin, bord):
        fin = suite
    fin = _find_resultat(lignes, fin, bord)
    if not _is_beside(lignes[debut:fin], bord):
        return None
    return debut, _end_texte(lignes, fin, bord), bord


def _find_suivant(lignes: Sequence[Rang], fin: int, bord: float) -> int | None:
    """The line after a second box set under the first, with what names it: « Second vote (art. 25-1) »."""
    for n in range(fin, min(len(lignes), fin + 2 * _TITRES_MAX)):
        droite = [m for m in lignes[n] if m.x0 >= bord]
        if lignes[n][0].y - lignes[fin - 1][0].y > _ECART_MAX * lignes[n][0].corps:
            return None
        if droite and (droite[0].x0 > bord + 2 * _ALIGNE or any(m.x1 > bord for m in lignes[n] if m.x0 < bord)):
            return None
        if droite and fold(droite[0].texte) == "pour":
            bas, sens = _find_bas(lignes, n, bord)
            return bas if sens in _POSITIONS else None
    return None


def _find_resultat(lignes: Sequence[Rang], fin: int, bord: float) -> int:
    """The line after the result that ends a column of boxes, right under its last count; ``fin`` when none does."""
    for n in range(fin, len(lignes)):
        if lignes[n][0].y - lignes[fin - 1][0].y > _INTERLIGNE * lignes[n][0].corps:
            break
        gauche, droite = ([m for m in lignes[n] if (m.x0 >= bord) == cote] for cote in (False, True))
        if any(m.x1 > bord for m in gauche):
            break
        if droite:
            detache = not gauche or droite[0].x0 - gauche[-1].x1 > _GRAND_BLANC * droite[0].corps
            return n + 1 if detache and len(droite) <= _MOTS_MAX else fin
    return fin


def _find_bas(lignes: Sequence[Rang], rang: int, bord: float) -> tuple[int, list[str]]:
    """The line after the last count of a box that goes down from ``rang``, and its positions in order."""
    sens: list[str] = []
    bas, fin = lignes[rang][0].y, rang
    for n in range(rang, len(lignes)):
        droite = [m for m in lignes[n] if m.x0 >= bord]
        if lignes[n][0].y - bas > _INTERLIGNE * lignes[n][0].corps:
            break
        if not droite:
            continue
        lu = _read_sens(" ".join(m.texte for m in droite)) if droite[0].x0 <= bord + 2 * _ALIGNE else ""
        if not lu:
            break
        sens.append(lu)
        bas, fin = droite[0].y, n + 1
    return fin, sens


def _is_beside(lignes: Sequence[Rang], bord: float) -> bool:
    """Whether running text stands wholly left of a box, on baselines that are not all those of the box."""
    gauches = [m for ligne in lignes for m in ligne if m.x0 < bord]
    propres = any(ligne[0].x0 >= bord or ligne[-1].x0 < bord for ligne in lignes)
    lettres = sum(c.isalpha() for m in gauches for c in m.texte)
    return propres and lettres >= _LETTRES_MIN and all(m.x1 < bord for m in gauches)


def _end_texte(lignes: Sequence[Rang], fin: int, bord: float) -> int:
    """The line after the last that goes on with the text beside a box, below it."""
    while (
        fin < len(lignes)
        and lignes[fin][-1].x1 < bord
        and lignes[fin][0].y - lignes[fin - 1][0].y < _SERRE * lignes[fin][0].corps
        and not _is_liste(lignes[fin])
    ):
        fin += 1
    return fin


def _read_sens(texte: str) -> str:
    lu = _POSITION.fullmatch(fold(texte).strip())
    return lu["sens"] if lu else ""


def say_sous_positions(lignes: Sequence[Rang], ouvertes: Sequence[Colonne] = ()) -> tuple[list[Rang], list[Colonne]]:
    """The lines, those of names stacked under « Pour | Contre | Abstention » said as one list for each position.

    :param ouvertes: the columns that the page before leaves open at its end.
    :return: the lines, and the columns that this page leaves open.
    """
    suite: list[Rang] = []
    droite = max((ligne[-1].x1 for ligne in lignes), default=0)
    rang = 0
    while rang < len(lignes):
        suite.append(lignes[rang])
        rang += 1
        colonnes = _read_tetes(lignes[rang - 1])
        if not colonnes and rang <= _MOBILIER_MAX and rang < len(lignes) and not _opens(lignes[:rang]):
            colonnes = _reopen(lignes[rang], ouvertes)
        if not colonnes:
            continue
        fin = _read_sous(lignes, rang, colonnes)
        suite += [ligne for ligne in lignes[rang:fin] if not _has_noms(ligne, colonnes)]
        suite += [_say(colonne, droite) for colonne in colonnes if colonne.noms]
        rang = fin
        if len(lignes) - fin <= _MOBILIER_MAX:
            return suite + list(lignes[fin:]), colonnes
    return suite, []


def _opens(lignes: Sequence[Rang]) -> bool:
    """Whether one of the first lines of a page opens a list of its own, which no header of page does."""
    return any(OUVRE.match(fold(ligne[0].texte)) for ligne in lignes)


def _reopen(ligne: Rang, ouvertes: Sequence[Colonne]) -> list[Colonne]:
    """The columns of the page before, when the line goes on with their names."""
    essai = [Colonne(c.sens, c.tete) for c in ouvertes]
    return [Colonne(c.sens, c.tete) for c in ouvertes] if _place(ligne, essai) else []


def _read_sous(lignes: Sequence[Rang], debut: int, colonnes: Sequence[Colonne]) -> int:
    """Give the names below the heads of columns to them; the line after the last."""
    rang, corps = debut, lignes[debut - 1][0].corps
    bas = lignes[debut - 1][0].y if _read_tetes(lignes[debut - 1]) else None
    while rang < len(lignes) and (bas is None or lignes[rang][0].y - bas <= _INTERLIGNE * corps):
        if _place(lignes[rang], colonnes) is None:
            break
        bas = lignes[rang][0].y
        rang += 1
    return rang


def _has_noms(ligne: Rang, colonnes: Sequence[Colonne]) -> bool:
    return any(nom[0] is mot for colonne in colonnes for nom in colonne.noms for mot in ligne)


def _read_tetes(ligne: Rang) -> list[Colonne]:
    morceaux = glue_mots(ligne)
    sens = [_read_sens(m.texte) for m in morceaux]
    if len(sens) < 2 or not all(sens) or len(set(sens)) < len(sens) or "contre" not in sens:
        return []
    return [Colonne(s, m) for s, m in zip(sens, morceaux, strict=True)]


def _place(ligne: Rang, colonnes: Sequence[Colonne]) -> bool | None:
    """Give each name of a line to the column above it: True; False for a line of figures; None for another text."""
    places: list[tuple[Colonne, list[Mot]]] = []
    for groupe in _split_groupes(ligne):
        colonne = next((c for c in colonnes if _is_sous(groupe, c.tete)), None)
        if colonne is None:
            return None
        places.append((colonne, groupe))
    textes = [" ".join(m.texte for m in groupe) for _, groupe in places]
    if all(not any(c.isalpha() for c in t) or re.match(r"\W*\d|neant|aucun", fold(t)) for t in textes):
        return False if not any(c.noms for c in colonnes) else None
    if not all(_is_nom(texte) for texte in textes):
        return None
    for colonne, groupe in places:
        colonne.noms.append(groupe)
    return True


def _is_nom(texte: str) -> bool:
    return is_item(texte) or (bool(_CIVILITE.match(fold(texte))) and not is_autre(texte))


def _is_sous(groupe: Sequence[Mot], tete: Mot) -> bool:
    milieu = (groupe[0].x0 + groupe[-1].x1 - tete.x0 - tete.x1) / 2
    return abs(groupe[0].x0 - tete.x0) <= _ALIGNE or abs(milieu) <= _ALIGNE


def _split_groupes(ligne: Rang) -> list[list[Mot]]:
    """The words of each piece that a wide gap parts from the others."""
    groupes: list[list[Mot]] = []
    for mot in ligne:
        if groupes and mot.x0 - groupes[-1][-1].x1 < 0.9 * mot.corps:
            groupes[-1].append(mot)
        else:
            groupes.append([mot])
    return groupes


def _say(colonne: Colonne, droite: float) -> list[Mot]:
    """The names of a column on one line, which no margin cuts."""
    mots = _ANNONCES[colonne.sens].split(" ")
    for rang, nom in enumerate(colonne.noms):
        suit = colonne.noms[rang + 1 :]
        mots += [m.texte for m in nom] + ([";"] if suit else [])
    premier = colonne.noms[0][0]
    pas = (droite - premier.x0) / (2 * len(mots))
    return [
        replace(premier, texte=t, x0=premier.x0 + n * pas, x1=premier.x0 + (n + 0.9) * pas) for n, t in enumerate(mots)
    ]
