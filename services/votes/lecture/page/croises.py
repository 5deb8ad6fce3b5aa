"""Grids of owners by resolutions, printed once for all the votes: a letter says how each owner voted on each.

Owners may be the rows or the columns; a resolution voted twice has two columns. What the letters mean is told by the
legend beside the grid, else by the use of the trade: P, C, A; D for those who are absent. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.votes.lecture.page.lignes import NOMINATIF, Ligne
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold

TITRE = "Votes par copropriétaire"
_MOTS = (
    ("pour", re.compile(r"pour|oui|favorable")),
    ("contre", re.compile(r"contre|non(?!\s*-?\s*votant)|oppos|defavorable")),
    ("abstention", re.compile(r"abst|blanc|abs(?=\s|\.|$)")),
    ("defaillants", re.compile(r"defaill|absent")),
    ("autre", re.compile(r"non\s*-?\s*votant|n'a\s+pas|ne\s+(?:prend|particip)|sans\s+objet|sorti|nppv|n\.?v|-|/")),
)
USAGE = {
    "p": "pour",
    "o": "pour",
    "c": "contre",
    "a": "abstention",
    "abs": "abstention",
    "d": "defaillants",
    "def": "defaillants",
}
_DITS = {"contre": "Contre", "abstention": "Abstention", "defaillants": "Défaillants"}
_LEGENDE = re.compile(
    r"(?<![\w])(?P<code>[a-z]{1,3}|[+\-×✓✔✗✘●○xo01])\s*[=:]\s*(?:(?:a\s+)?vot\w+\s+)?(?P<sens>pour|contre|oui|non|abst|absent|defaill|favorable|defavorable|oppos|non\s*-?\s*votant|n'a)"
)
_NUMERO = re.compile(
    r"(?:(?:resolutions?|res|r|questions?|points?|pts?|q)\b\.?\s*)?(?:n\s?[°o]\s*)?(?:(?<![a-z])r)?"
    r"(?P<numero>\d{1,3}(?:\s?[.\-]\s?\d{1,2})*(?:\s?[a-h]|\s?bis|\s?ter)?|[ivxl]{1,7}(?![\w']))"
    r"\s*(?P<tour>[(/]?\s*(?:(?:1|2)(?:er|re|e|eme|n?de?)?\s*(?:vote|tour|scrutin|v|t)?|(?:vote|tour|scrutin|v|t)\s*(?:n\s?°\s*)?[12]|art\w*\.?\s*2[56]-1|2[56]-1)\s*\)?)?"
)
_SECOND = re.compile(r"2[56]\s?-\s?1|(?<!\d)2(?!\d)|second|deuxieme|nouveau")
_TOUR = re.compile(
    r"(?:(?:v|vote|tour|scrutin|t)\s*(?:n\s?°\s*)?)?(?P<tour>[12])(?:er|re|e|eme|n?de?)?(?:\s*(?:v|vote|tour|scrutin|t))?"
)
_UNITE = re.compile(r"voix|tanti|milli|\btant\b|\blots?\b|poids")
_SUITE = re.compile(r"\s*(?:$|[\s:.)\-])")
_CODES_MIN = 0.9
_COLONNES_MIN = 2
_RANGEES_MIN = 2
_LETTRES_MIN = 3

Cle = tuple[str, int]
"""A number of resolution as printed, and its ballot (1 or 2)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """How one owner voted on one ballot."""

    cle: Cle
    sens: str
    nom: str


def read_legende(lignes: Sequence[Ligne]) -> dict[str, str]:
    """What each letter means: as the lines around a grid say, over the use of the trade."""
    dite = {
        lu["code"]: next(sens for sens, motif in reversed(_MOTS) if motif.match(lu["sens"]))
        for ligne in lignes
        if ligne.rangee is None
        for lu in _LEGENDE.finditer(fold(ligne.texte))
    }
    return USAGE | dite


def read_croise(rangees: Sequence[Rangee], legende: Mapping[str, str]) -> list[Vote]:
    """The votes of a grid, in the order of its rows, each under the last header above it; nothing without a grid."""
    textes = {fold(c.texte).strip() for rangee in rangees for c in rangee.cellules}
    sens = {"n": "contre"} | dict(legende) if {"o", "n"} <= textes and "c" not in textes else dict(legende)
    votes: list[Vote] = []
    debut = 0
    while debut < len(rangees):
        tete = rangees[debut]
        fin = next((n for n in range(debut + 1, len(rangees)) if _is_tete(rangees[n], tete, sens)), len(rangees))
        corps = rangees[debut + 1 : fin]
        votes += _read_par_colonne(tete, corps, sens) or _read_par_rangee(tete, corps, sens)
        debut = fin
    return votes


def _is_tete(rangee: Rangee, avant: Rangee, legende: Mapping[str, str]) -> bool:
    """Whether a row is another header: the same printed again, or numbers of resolutions and no vote."""
    premiere = fold(rangee.cellules[0].texte)
    if rangee.cellules[0].texte == avant.cellules[0].texte:
        return True
    votes = any(read_code(c.texte, legende) for c in rangee.cellules)
    numeros = [c for c, _ in _list_numeros(rangee)]
    dessous = _find_tours([c for c, _ in _list_numeros(avant)], [rangee])
    return len(numeros) >= _COLONNES_MIN and not votes and not dessous and not _UNITE.search(premiere)


def say_votes(votes: Sequence[Vote], modele: Ligne) -> list[Ligne]:
    """One line for each ballot and position, as lists at the end of minutes print them."""
    listes: dict[tuple[Cle, str], list[str]] = {}
    for vote in votes:
        noms = listes.setdefault((vote.cle, vote.sens), [])
        noms += [vote.nom] if vote.nom not in noms else []
    nue = replace(modele, rangee=None, genre=NOMINATIF)
    return [replace(nue, texte=TITRE)] + [
        replace(
            nue, texte=f"Résolution {numero}{' - 2e vote' if tour == 2 else ''} - {_DITS[sens]} : {' ; '.join(noms)}"
        )
        for ((numero, tour), sens), noms in listes.items()
        if sens in _DITS
    ]


def _read_par_colonne(tete: Rangee, corps: Sequence[Rangee], legende: Mapping[str, str]) -> list[Vote]:
    """Numbers of resolutions in the header, an owner for each row."""
    colonnes = _part_tours(_list_numeros(tete), corps)
    if len(colonnes) < _COLONNES_MIN:
        return []
    votes: list[Vote] = []
    bord = colonnes[0][0].x0
    lues = bons = 0
    for rangee in corps:
        nom = next((c.texte for c in rangee.cellules if c.x1 <= bord + 4 and _is_nom(c.texte)), "")
        cases = [(cle, c.texte) for haut, cle in colonnes if (c := _find_sous(rangee, haut))]
        dits = [(cle, sens) for cle, texte in cases if (sens := read_code(texte, legende))]
        if dits:
            lues, bons = lues + len(cases), bons + len(dits)
            votes += [Vote(cle, sens, nom) for cle, sens in dits if nom]
    return votes if _is_sur(votes, lues, bons) else []


def _read_par_rangee(tete: Rangee, corps: Sequence[Rangee], legende: Mapping[str, str]) -> list[Vote]:
    """Names of owners in the header, a resolution for each row."""
    numeros = _number([_open_rangee(r, legende) for r in corps], exact=False)
    numerotees = [(corps[rang], cle) for rang, cle in numeros.items()]
    codes = [[c for c in r.cellules[1:] if read_code(c.texte, legende)] for r, _ in numerotees]
    noms = {
        haut: haut.texte
        for haut in tete.cellules
        if _is_nom(haut.texte) and sum(any(_is_sous(c, haut) for c in siens) for siens in codes) >= _RANGEES_MIN
    }
    if len(noms) < _COLONNES_MIN:
        return []
    votes: list[Vote] = []
    lues = bons = 0
    for rangee, cle in numerotees:
        cases = [(nom, c.texte) for haut, nom in noms.items() if (c := _find_sous(rangee, haut))]
        dits = [(nom, sens) for nom, texte in cases if (sens := read_code(texte, legende))]
        lues, bons = lues + len(cases), bons + len(dits)
        votes += [Vote(cle, sens, nom) for nom, sens in dits]
    return votes if _is_sur(votes, lues, bons) else []


def _open_rangee(rangee: Rangee, legende: Mapping[str, str]) -> str:
    """What a row opens with: its first cell, and the next where it is no vote."""
    return fold(" ".join(c.texte for c in rangee.cellules[:2] if not read_code(c.texte, legende))).strip()


def _list_numeros(tete: Rangee) -> list[tuple[Cellule, Cle]]:
    """The cells of a header that are numbers of resolutions."""
    numeros = _number([fold(c.texte).strip() for c in tete.cellules], exact=True)
    return [(tete.cellules[rang], cle) for rang, cle in numeros.items()]


def _find_tours(hauts: Sequence[Cellule], corps: Sequence[Rangee]) -> list[tuple[Cellule, Cellule, int]]:
    """The cells right under a header that part a number in two ballots: « V1 | V2 » under « 5 »."""
    lus = [
        (haut, c, int(lu["tour"]))
        for c in (corps[0].cellules if corps else ())
        if (lu := _TOUR.fullmatch(fold(c.texte).strip(" .()")))
        and (
            haut := next(
                (h for h in hauts if h.x0 - 1 <= c.x0 and c.x1 <= h.x1 + 1 and h.x1 - h.x0 > c.x1 - c.x0 + 2), None
            )
        )
    ]
    return lus if len(lus) > 1 else []


def _part_tours(colonnes: Sequence[tuple[Cellule, Cle]], corps: Sequence[Rangee]) -> list[tuple[Cellule, Cle]]:
    """The columns of numbers, each that two ballots part as two."""
    tours = _find_tours([c for c, _ in colonnes], corps)
    return [
        partie
        for haut, cle in colonnes
        for partie in ([(c, (cle[0], tour)) for h, c, tour in tours if h is haut] or [(haut, cle)])
    ]


def _is_sur(votes: Sequence[Vote], lues: int, bons: int) -> bool:
    """Whether nearly every cell is a code, and both sides of a vote are among them."""
    return (
        len(votes) > _COLONNES_MIN * _RANGEES_MIN and bons >= _CODES_MIN * lues and any(v.sens == "pour" for v in votes)
    )


def _number(dits: Sequence[str], *, exact: bool) -> dict[int, Cle]:
    """Where a text is the number of a resolution, or opens with it, and its ballot: the second when it comes again."""
    trouves: dict[int, Cle] = {}
    for rang, plain in enumerate(dits):
        lu = _NUMERO.fullmatch(plain) if exact else _NUMERO.match(plain)
        if lu is None or not (exact or _SUITE.match(plain, lu.end())):
            continue
        numero = lu["numero"].replace(" ", "")
        deja = any(autre == numero for autre, _ in trouves.values())
        trouves[rang] = (numero, 2 if deja or _SECOND.search(lu["tour"] or "") else 1)
    return trouves


def read_code(texte: str, legende: Mapping[str, str]) -> str:
    """The position that a cell says, by a letter or a word."""
    plain = fold(texte).strip(" .()[]")
    if not plain or len(plain) > 14:
        return ""
    return legende.get(plain) or next((sens for sens, motif in reversed(_MOTS) if motif.match(plain)), "")


def _is_nom(texte: str) -> bool:
    return sum(c.isalpha() for c in texte) >= _LETTRES_MIN and not re.match(
        r"total|nombre|voix|tant|copropri|resolution|majorit|art\b", fold(texte)
    )


def _is_sous(cellule: Cellule, haut: Cellule) -> bool:
    return haut.x0 <= (cellule.x0 + cellule.x1) / 2 <= haut.x1


def _find_sous(rangee: Rangee, haut: Cellule) -> Cellule | None:
    return next((c for c in rangee.cellules if _is_sous(c, haut)), None)
