"""Counts in columns that no rule draws: « Pour | Contre | Abstention » on one line, their figures on the next. Pure."""

import re
from collections.abc import Iterable, Sequence

from services.votes.lecture.page.roles import MANIERE
from services.votes.lecture.scrutin.lexique import FIGURE, NEANT, SENS, SIGNE, TETES, VOIX, Token
from services.votes.lecture.scrutin.tokens import LETTRES, read_tokens

_BASE, _PART = "base", "part"
_UNITES = (
    (VOIX, re.compile(r"^(?:nombre\s+de\s+|en\s+|total\s+)?(?:voix|tanti|milli)")),
    (TETES, re.compile(r"^(?:nombre\s+de\s+|nb\s+)?(?:copro|votant|tetes?|personne)|^(?:en\s+)?nombre$")),
    (_BASE, re.compile(r"^sur$|^base|^total$")),
    (_PART, re.compile(r"^%|^pourcent|^part")),
)
_UNITE = re.compile(r"voix|tanti|milli|\btant|copro|\bcop\b|votant|tetes?\b|nombre|\bnb\b|personne|%|base")
_RANGEES_MAX = 12
_TOTAL = re.compile(r"^(?:total|ensemble|cumul)")
_MANIERE = re.compile(MANIERE)


def find_colonnes(plains: Sequence[str]) -> tuple[list[tuple[Token, list[Token]]], set[int]]:
    """For each position that heads a column, its token and the figures under it; and the lines that were read.

    Lines read without giving a position are those of votes counted in parts that no column adds up.
    """
    trouves: list[tuple[Token, list[Token]]] = []
    prises: set[int] = set()
    rang = 0
    while rang < len(plains):
        colonnes, fin = _read_a_partir(plains, rang)
        trouves += colonnes
        if colonnes or fin > rang + 1:
            prises |= set(range(rang, fin))
        rang = max(fin, rang + 1)
    return trouves, prises


def _read_a_partir(plains: Sequence[str], rang: int) -> tuple[list[tuple[Token, list[Token]]], int]:
    """The columns that a line opens, by its positions or by its units, and the line that follows them."""
    cellules = plains[rang].strip().split("\t")
    if titres := _read_titres(cellules, rang):
        return _read_rangees(titres, plains, rang + 1)
    if (parts := [bool(_MANIERE.search(cellule)) for cellule in cellules[-3:]]).count(True) > 1:
        return _read_parts(None if parts[-1] or not _TOTAL.match(cellules[-1]) else -1, plains, rang + 1)
    if unites := _read_unites(cellules):
        return _read_positions(unites, plains, rang + 1)
    return _read_legende(plains[rang], rang), rang + 1


def _read_unites(cellules: Sequence[str]) -> list[str]:
    """What each cell of a header counts: « Résultat | Voix | Sur | Copropriétaires », the first one blank or not.

    Nothing unless two are plain.
    """
    lus = [next((nom for nom, motif in _UNITES if motif.search(cellule)), "") for cellule in cellules]
    noms = lus if lus[0] in (VOIX, TETES) and len(lus) > 1 and all(lus) else lus[1:]
    connus = [nom for nom in noms if nom]
    sur = len(connus) == len(noms) > 1 and len(set(connus)) == len(connus) and VOIX in connus
    titres = cellules[len(cellules) - len(noms) :]
    return noms if sur and not any(c.isdigit() for cellule in titres for c in cellule) else []


def _read_parts(total: int | None, plains: Sequence[str], debut: int) -> tuple[list[tuple[Token, list[Token]]], int]:
    """Rows under « En séance | Par correspondance | Total »: each position has the figures of its total, or none."""
    colonnes: list[tuple[Token, list[Token]]] = []
    for rang in range(debut, len(plains)):
        titre, *valeurs = plains[rang].strip().split("\t")
        sens = [j for j in read_tokens(titre, rang) if j.genre == SENS]
        if len(sens) != 1 or not valeurs:
            return colonnes, rang
        if total is not None:
            figures = [j for j in read_tokens(valeurs[total], rang) if j.genre in (FIGURE, NEANT)]
            colonnes.append((sens[0], figures if len(figures) <= 2 else []))
    return colonnes, len(plains)


def _read_positions(
    unites: Sequence[str], plains: Sequence[str], debut: int
) -> tuple[list[tuple[Token, list[Token]]], int]:
    """The rows under a header of units: one position each, and a figure under each unit."""
    colonnes: list[tuple[Token, list[Token]]] = []
    rang = debut
    while rang < len(plains):
        if plains[rang] == plains[debut - 1]:  # the header, printed again on the next page
            rang += 1
            continue
        titre, *valeurs = plains[rang].strip().split("\t")
        sens = [j for j in read_tokens(titre, rang) if j.genre == SENS]
        if len(sens) != 1 or len(valeurs) != len(unites):
            break
        dits = {unite: valeur for unite, valeur in zip(unites, valeurs, strict=True) if unite != _PART}
        lus = {unite: [j for j in read_tokens(dit, rang) if j.genre == FIGURE] for unite, dit in dits.items()}
        if any(len(lu) != 1 for lu in lus.values()):
            break
        figures = {unite: lu[0] for unite, lu in lus.items()}
        for unite in (VOIX, TETES):
            if unite in figures:
                figures[unite].unite = unite
        figures[VOIX].total = figures[_BASE].valeur if _BASE in figures else None
        colonnes.append((sens[0], [figures[u] for u in (VOIX, TETES) if u in figures]))
        rang += 1
    return (colonnes, rang) if len({sens.mot for sens, _ in colonnes}) == len(colonnes) > 1 else ([], debut)


def _read_legende(plain: str, rang: int) -> list[tuple[Token, list[Token]]]:
    """« Pour / contre / abstention : 6 334 / 1 156 / 310 »: positions, a colon, and one figure for each."""
    titre, _, valeurs = plain.partition(":")
    for separateur in ("/", "|", ";", " - ", ","):
        sens, dits = _read_titres(titre.split(separateur), rang), valeurs.rstrip(" .").split(separateur)
        if sens and None not in sens and len(sens) == len(dits):
            lus = [[j for j in read_tokens(dit, rang) if j.genre in (FIGURE, NEANT)] for dit in dits]
            if all(len(lu) == 1 for lu in lus):
                return [(s, lu) for s, lu in zip(sens, lus, strict=True) if s is not None]
    return []


def _read_titres(cellules: Sequence[str], rang: int) -> list[Token | None]:
    """The position that each cell names, None for another title; nothing when one holds a figure."""
    lus = [read_tokens(cellule, rang) for cellule in cellules]
    if len(cellules) < 2 or any(j.genre in (FIGURE, NEANT) for lu in lus for j in lu):
        return []
    sens = [[j for j in lu if j.genre == SENS] for lu in lus]
    if {"p", "c"} <= set(cellules):
        sens = [
            [Token(SENS, rang, 0, 1, LETTRES[cellule])] if cellule in LETTRES else lu
            for cellule, lu in zip(cellules, sens, strict=True)
        ]
    noms = [s[0].mot for s in sens if len(s) == 1]
    if any(len(s) > 1 for s in sens) or len(noms) < 2 or len(set(noms)) < len(noms):
        return []
    return [s[0] if s else None for s in sens]


def _read_rangees(
    titres: Sequence[Token | None], plains: Sequence[str], debut: int
) -> tuple[list[tuple[Token, list[Token]]], int]:
    """The rows under the titles: as many cells, or one more for the name of the row.

    Two rows, of voix and of heads; of parts (« Bâtiment A », « En séance »), the row of their total, or none.
    """
    lues: list[tuple[str, list[list[Token]]]] = []
    fins: list[int] = []
    for rang in range(debut, min(len(plains), debut + _RANGEES_MAX)):
        if plains[rang] == plains[debut - 1]:  # the header, printed again on the next page
            continue
        cellules = plains[rang].strip().split("\t")
        rangee = _read_rangee(titres, cellules, rang)
        if rangee is None:
            break
        lues.append((cellules[0], rangee))
        fins.append(rang + 1)
    utiles, fin = _choose_rangees(lues), fins[-1] if fins else debut
    if len(utiles) > 1:
        utiles, fin = utiles[:2], fins[1]
    colonnes = [
        (titre, [f for _, rangee in utiles for f in rangee[n]])
        for n, titre in enumerate(t for t in titres if t is not None)
    ]
    unites = [tuple(f.unite for f in figures if f.genre == FIGURE) for _, figures in colonnes]
    bonnes = all(figures for _, figures in colonnes) and all(
        len(set(u)) == len(u) <= 2 or u == ("", "") for u in unites
    )
    return (colonnes, fin) if bonnes else ([], fin if len(lues) > 1 and not utiles else debut)


def _choose_rangees(lues: list[tuple[str, list[list[Token]]]]) -> list[tuple[str, list[list[Token]]]]:
    """The rows that tell the vote: those of units, or the total of parts when it is their sum."""
    if len(lues) < 2 or not lues[1][0][:1].isalpha() or any(_UNITE.search(nom) for nom, _ in lues[:2]):
        return lues
    rang = next((n for n, (nom, _) in enumerate(lues) if _TOTAL.match(nom)), 0)
    sommes = [_sum(parts) for parts in zip(*(rangee for _, rangee in lues[:rang]), strict=True)]
    return [lues[rang]] if rang > 1 and sommes == [_sum([figures]) for figures in lues[rang][1]] else []


def _sum(parts: Iterable[Sequence[Token]]) -> int | None:
    """The sum of cells of one figure each; None when one holds more."""
    cellules = list(parts)
    return sum(j.valeur for cellule in cellules for j in cellule) if all(len(c) == 1 for c in cellules) else None


def _read_rangee(titres: Sequence[Token | None], cellules: list[str], rang: int) -> list[list[Token]] | None:
    nom = "" if len(cellules) == len(titres) and re.match(r"\W*\d", cellules[0]) else cellules[0]
    if len(cellules) == len(titres) + 1 or (len(cellules) == len(titres) and nom and titres[0] is None):
        utiles = cellules[len(cellules) - len(titres) :]
    elif len(cellules) == len(titres) and not nom:
        utiles = cellules
    else:
        return None
    rangee = []
    for titre, cellule in zip(titres, utiles, strict=True):
        lus = read_tokens(f"{nom} : {cellule}" if nom else cellule, rang)
        figures = [j for j in lus if j.genre in (FIGURE, NEANT)]
        if titre is None:
            continue
        if not figures or any(j.genre not in (FIGURE, NEANT, SIGNE) and j.fin > j.debut + 40 for j in lus):
            return None
        rangee.append(figures)
    return rangee
