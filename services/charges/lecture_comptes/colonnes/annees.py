"""The five columns of annexes 2 and 3: which header is which year, whatever the syndic calls it.

N is the exercise being approved: the latest one whose spending is given. Its budget, then the two budgets that follow,
are told by their years, relative (``N-1``), absolute (``2024``, ``30/06/2024``), or in words; else by their order.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shared.excel.dates import find_dates
from shared.excel.mots import flatten, normalise

CHAMPS = ("n_moins_1_approuve", "n_budget", "n_realise", "n_plus_1_budget", "n_plus_2_budget")
_BUDGET = re.compile(r"\bbudget|\bbudg\b|\bprevision|\bprev(?:u|ue|us|ues)?\b|\bvotee?s?\b|\ba voter\b|\bpropose")
_REALISE = re.compile(
    r"\brealis|\breel|\bapprouve|\bdepensee?s?\b|\bconstat|\bcomptes?\b|\barrete|\bclos\b|\bcharges?\b"
)
_FORT = re.compile(r"\brealis|\breel|\bconstat|\bbudget|\bprevision|\bprevue?s?\b")
_EXERCICE = re.compile(
    r"^(?:(?:de |(?:montants?|depenses?|charges?|realisee?s?) de )?l |(?:depenses?|charges?|realise) )?"
    r"(?:exercice|annee)(?: (?:courante?|actuelle?|comptable))?$"
)
SEULES_MAX = 3
"""Years alone, without a word of a budget: so few are what was spent in each."""
_ECART = re.compile(r"\becart|\bvariation|\bevolution|\bdifference|\bvar\b|%|\bpourcent|\btaux\b|\bsolde\b")
_RELATIF = re.compile(r"(?<![a-z0-9])n\s*(?:([+-])\s*(\d))?(?![a-z0-9°])")
_ANNEE = re.compile(r"(?<!\d)(20\d\d)(?:\s*[-/]\s*(20\d\d|\d\d))?(?![\d])")
_COURTE = re.compile(r"(?<![\d/.-])(\d\d)\s*[-/]\s*(\d\d)(?![\d/.-])|[a-z]\.? '?([123]\d)$")
"""Years in two digits: ``24/25`` when they follow each other, or at the end of a header (``Budget 25``)."""
_MOTS = (
    (re.compile(r"\bprecedent|\banterieur|\bn moins 1|\bpasse\b"), -1),
    (re.compile(r"\ba voter\b|\ba venir|\bsuivant|\bpropose|\bprochain|\bprojet"), 2),
    (re.compile(r"\ben cours\b"), 1),
    (re.compile(r"\bclos\b|\ba approuver\b|\barrete\b"), 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColonneAnnee:
    """A column of amounts of one year: ``genre`` is ``budget``, ``realise`` or empty when the header does not say."""

    place: int
    genre: str
    absolue: int | None
    relative: int | None


def read_annee(place: int, texte: str) -> ColonneAnnee | None:
    """What a header says of a year, or None when it speaks of none (or of a gap between two)."""
    plat, mots = flatten(texte), normalise(texte)
    if _ECART.search(plat):
        return None
    genre = _read_genre(mots)
    absolue = _read_absolue(plat) if genre else _read_longue(plat)
    relatif = _RELATIF.search(plat)
    relative = int(f"{relatif[1] or '+'}{relatif[2] or 0}") if relatif else None
    if relative is None:
        relative = next((rang for motif, rang in _MOTS if motif.search(mots)), None)
    if absolue is None and relative is None:
        seul = bool(genre) and _FORT.search(mots) is not None and len(mots.split()) <= 4
        return ColonneAnnee(place, genre, None, None) if seul else None
    return ColonneAnnee(place, genre, absolue, relative)


def find_exercice(libres: Mapping[int, str], annees: Sequence[ColonneAnnee]) -> list[ColonneAnnee]:
    """``Exercice`` beside ``Rappel exercice précédent``: the one being approved; nothing without the other, as it may
    say the year of each line."""
    places = [place for place, texte in libres.items() if _EXERCICE.match(normalise(texte))]
    avant = any(colonne.relative is not None and colonne.relative < 0 for colonne in annees)
    nommee = any(colonne.relative == 0 or colonne.absolue is not None for colonne in annees)
    return [ColonneAnnee(places[0], "realise", None, 0)] if avant and not nommee and len(places) == 1 else []


def says_annee(texte: str) -> bool:
    """Whether words speak of a year, of a budget or of what was spent."""
    return read_annee(0, texte) is not None or _read_genre(normalise(texte)) != ""


def _read_genre(mots: str) -> str:
    if re.search(r"\brealis|\breel|\bconstat", mots):
        return "realise"
    if _BUDGET.search(mots):
        return "budget"
    return "realise" if _REALISE.search(mots) else ""


def _read_absolue(plat: str) -> int | None:
    """The year of the end of the exercise, in four digits or in two: ``2023/2024`` and ``23/24`` end in 2024."""
    return _read_longue(plat) or _read_courte(plat)


def _read_longue(plat: str) -> int | None:
    jours = find_dates(plat)
    if jours:
        return max(jours).year
    annees = [int(lu[2]) if lu[2] and len(lu[2]) == 4 else int(lu[1]) + bool(lu[2]) for lu in _ANNEE.finditer(plat)]
    return max(annees, default=None)


def _read_courte(plat: str) -> int | None:
    for lu in _COURTE.finditer(plat):
        if lu[3]:
            return 2000 + int(lu[3])
        if int(lu[2]) == int(lu[1]) + 1:
            return 2000 + int(lu[2])
    return None


def assign_annees(colonnes: Sequence[ColonneAnnee]) -> dict[str, int]:
    """Field of the contract → place of its column. Columns that find no field are left out; all are, where they name
    years over again: nothing says which figure is of which."""
    if are_repetees(colonnes):
        return {}
    colonnes = _fill_genres(list(colonnes))
    realises = _sort([colonne for colonne in colonnes if colonne.genre == "realise"])
    budgets = _sort([colonne for colonne in colonnes if colonne.genre == "budget"])
    champs: dict[str, int] = {}
    if realises:
        champs["n_realise"] = realises[-1].place
        if len(realises) > 1:
            champs["n_moins_1_approuve"] = realises[-2].place
    if len(budgets) >= 3:
        noms = CHAMPS[1], CHAMPS[3], CHAMPS[4]
        champs |= {nom: colonne.place for nom, colonne in zip(noms, budgets[-3:], strict=True)}
    else:
        champs |= _place_few(budgets, realises[-1] if realises else None)
    return champs


def are_repetees(colonnes: Sequence[ColonneAnnee], noms: Collection[int] = ()) -> bool:
    """Whether columns of one kind name years twice: only that of N may be, budget and spending under the same words.

    :param noms: the places of the columns that name accounts: none stands between these two.
    """
    places: dict[tuple[str, int | None, int | None], list[int]] = {}
    for colonne in colonnes:
        if (colonne.absolue, colonne.relative) != (None, None):
            places.setdefault((colonne.genre, colonne.absolue, colonne.relative), []).append(colonne.place)
    doubles = [siennes for siennes in places.values() if len(siennes) > 1]
    parties = any(min(siennes) < nom < max(siennes) for siennes in doubles for nom in noms)
    return len(doubles) > 1 or any(len(siennes) > 2 for siennes in doubles) or parties


def _place_few(budgets: list[ColonneAnnee], realise: ColonneAnnee | None) -> dict[str, int]:
    """One or two budgets: by their distance to N when it is written, else the first is that of N."""
    champs: dict[str, int] = {}
    libres = [CHAMPS[1], CHAMPS[3], CHAMPS[4]]
    for colonne in budgets:
        ecart = None
        if realise is not None and colonne.absolue is not None and realise.absolue is not None:
            ecart = colonne.absolue - realise.absolue
        elif realise is not None and colonne.relative is not None and realise.relative is not None:
            ecart = colonne.relative - realise.relative
        nom = {0: CHAMPS[1], 1: CHAMPS[3], 2: CHAMPS[4]}.get(ecart) if ecart is not None else libres[0]
        if nom in libres:
            champs[nom] = colonne.place
            libres = libres[libres.index(nom) + 1 :]
    return champs


def _fill_genres(colonnes: list[ColonneAnnee]) -> list[ColonneAnnee]:
    """A year alone: spent up to the last year whose spending is known, budget afterwards."""
    muettes = [colonne for colonne in colonnes if not colonne.genre]
    if not muettes:
        return colonnes
    if len(muettes) == len(colonnes) == 5:
        genres = ("realise", "budget", "realise", "budget", "budget")
        return [ColonneAnnee(c.place, g, c.absolue, c.relative) for c, g in zip(colonnes, genres, strict=True)]
    if len(muettes) == len(colonnes) <= SEULES_MAX:
        dits = ["budget" if (colonne.relative or 0) > 0 else "realise" for colonne in colonnes]
        return [ColonneAnnee(c.place, dit, c.absolue, c.relative) for c, dit in zip(colonnes, dits, strict=True)]
    pivot = max((_key(colonne) for colonne in colonnes if colonne.genre == "realise"), default=None)
    if pivot is None:
        pivot = min((_key(colonne) for colonne in colonnes if colonne.genre == "budget"), default=(0, 0))
    return [
        colonne
        if colonne.genre
        else ColonneAnnee(
            colonne.place, "realise" if _key(colonne) <= pivot else "budget", colonne.absolue, colonne.relative
        )
        for colonne in colonnes
    ]


def _key(colonne: ColonneAnnee) -> tuple[int, int]:
    if colonne.absolue is not None:
        return colonne.absolue, 0
    return colonne.relative or 0, 0


def _sort(colonnes: list[ColonneAnnee]) -> list[ColonneAnnee]:
    """By year when every one has one of the same kind, else as they stand; by their distance to N, each its own, where
    the years that were read disagree with it."""
    dits = [(c.absolue, c.relative) for c in colonnes if c.absolue is not None and c.relative is not None]
    distincts = len({relative for _, relative in dits}) == len(colonnes)
    contredits = distincts and len({absolue - relative for absolue, relative in dits}) > 1
    if not contredits and all(colonne.absolue is not None for colonne in colonnes):
        return sorted(colonnes, key=lambda colonne: (colonne.absolue or 0, colonne.relative or 0))
    if all(colonne.relative is not None for colonne in colonnes):
        return sorted(colonnes, key=lambda colonne: colonne.relative or 0)
    return colonnes
