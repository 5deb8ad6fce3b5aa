"""Which figures each position of a vote has: those printed next to it, on the side where all of them have theirs.

A piece of text with one position gives it its figures, on whichever side they stand. With several positions, the side
must be plain: figures after every one, before every one, or the same units on both sides of every one. Words that are
not of a count, and sentences, part figures from positions. What fits no way, or two, gives nothing. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from services.votes.lecture.scrutin.clauses import cut_clauses, drop_contre, drop_parentheses, drop_zeros
from services.votes.lecture.scrutin.lexique import (
    ARRETS,
    FIGURE,
    MOT,
    NEANT,
    NEUTRE,
    PARTS,
    SENS,
    SIGNE,
    TETES_MAX,
    TITRE,
    VOIX,
    Token,
)

_MOIS = 12
_SOMME = re.compile(r"total|ensemble|cumul")
_FORTS = (":", "=", "\t", "→", "|", "[")


@dataclass(slots=True)
class Compte:
    """One position told in a text: its token, the figures taken for it, and whether a colon or a cell follows it.

    ``debut`` and ``fin``: the first and last tokens that belong to it. Without figures, it only heads a list of names,
    or nothing was plain.
    """

    sens: Token
    debut: Token
    fin: Token
    figures: list[Token] = field(default_factory=list)
    fort: bool = False


def read_comptes(tokens: Sequence[Token]) -> list[Compte]:
    """The positions told in the tokens of a text, in order, with their figures."""
    comptes: list[Compte] = []
    seul: Compte | None = None
    orphelines = False
    for clause in map(drop_contre, map(drop_parentheses, cut_clauses(tokens))):
        lus = _read_clause(clause)
        if lus and not any(compte.figures for compte in lus) and len(utile := drop_zeros(clause)) < len(clause):
            lus = _read_clause(utile)
        figures = [j for j in clause if j.genre in (FIGURE, NEANT)]
        nue = bool(figures) and not any(j.genre in (SENS, *ARRETS) for j in clause)
        if lus:
            comptes += lus
            seul = lus[0] if len(lus) == 1 and not any(j.genre == MOT for j in clause) else None
            if orphelines and seul and not seul.figures:
                seul = None
        elif nue and seul is not None and _completes(seul, figures):
            seul.figures += figures
            seul.fin = figures[-1]
        elif figures or any(j.genre == MOT for j in clause):
            seul = None
        orphelines = nue and not lus and seul is None
    return comptes


def _completes(compte: Compte, figures: Sequence[Token]) -> bool:
    """A line of figures alone goes on with the label above it: all its figures, or those in the other unit."""
    if not compte.figures:
        return len(figures) <= 2
    connues = {f.unite for f in compte.figures}
    return (
        len(figures) == 1
        and bool(figures[0].unite)
        and figures[0].genre == FIGURE
        and (figures[0].unite not in connues and not figures[0].base)
    )


def _read_clause(clause: Sequence[Token]) -> list[Compte]:
    rangs = [rang for rang, token in enumerate(clause) if token.genre == SENS]
    if not rangs:
        return []
    segments = [clause[a + 1 : b] for a, b in zip([-1, *rangs], [*rangs, len(clause)], strict=True)]
    comptes = [Compte(clause[r], clause[r], clause[r], fort=_is_fort(segments[n + 1])) for n, r in enumerate(rangs)]
    parts = _share(segments, comptes)
    if len(comptes) > 1 and not any(parts):
        parts = _match_seules(segments, comptes)
    for n, (compte, figures) in enumerate(zip(comptes, parts, strict=True)):
        compte.figures = figures
        compte.fin = max([compte.sens, *figures], key=lambda j: (j.ligne, j.fin))
        for token in reversed(segments[n]):
            if (token.genre not in (NEUTRE, SIGNE) and token not in figures) or token.mot in (")", "]"):
                break
            compte.debut = token
    return comptes


def _is_fort(segment: Sequence[Token]) -> bool:
    suit = next((j for j in segment if j.genre != NEUTRE), None)
    return suit is not None and suit.genre == SIGNE and suit.mot in _FORTS


def _head(segment: Sequence[Token]) -> list[Token]:
    """The figures that follow a position, up to a word that is not of counts; « pour 3 bâtiments » counts no vote.

    « 26 en séance, 3 par correspondance »: parts, of which only a total printed after them is the count.
    """
    figures: list[Token] = []
    for rang, token in enumerate(segment):
        if token.genre == MOT and token.mot in PARTS and figures:
            totaux = [n for n, suite in enumerate(segment) if suite.genre == TITRE]
            return _head(segment[totaux[-1] + 1 :]) if totaux else []
        if token.genre in ARRETS:
            nue = len(figures) == 1 and figures[0] is segment[rang - 1] and not figures[0].unite
            return [] if nue and token.genre == MOT and not _is_fort(segment) else figures
        if token.genre in (FIGURE, NEANT):
            figures.append(token)
    return figures


def _tail(segment: Sequence[Token]) -> list[Token]:
    """The figures that come before a position, from a word that is not of counts, a title or a colon."""
    figures: list[Token] = []
    for rang in range(len(segment) - 1, -1, -1):
        token = segment[rang]
        if token.genre in ARRETS or (token.genre == SIGNE and token.mot in ":="):
            titre = next((j for j in reversed(segment[: rang + 1]) if j.genre not in (NEUTRE, SIGNE)), token)
            return figures[1:] if titre.genre == TITRE and figures else figures
        if token.genre in (FIGURE, NEANT):
            figures.insert(0, token)
    return figures


def _tail_somme(segment: Sequence[Token]) -> list[Token]:
    """« Total : 7 196 pour, 1 120 contre »: the title sums up the counts, its figure is that of the first position."""
    utiles = [j for j in segment if j.genre not in (NEUTRE, SIGNE)]
    if len(utiles) < 2 or utiles[0].genre != TITRE or not _SOMME.search(utiles[0].mot):
        return []
    return utiles[1:] if all(j.genre == FIGURE for j in utiles[1:]) else []


Parts = list[list[Token]]


def _share(segments: Sequence[Sequence[Token]], comptes: Sequence[Compte]) -> Parts:
    """The figures of each position; none for any when the way they are told is not plain."""
    rien: Parts = [[] for _ in comptes]
    if _oppose(segments, comptes):
        return rien
    tetes, queues = [_head(s) for s in segments[1:]], [_tail(s) for s in segments[:-1]]
    if not tetes[-1] and not queues[0]:
        queues[0] = _tail_somme(segments[0])
    if len(comptes) == 1:  # « Fermetures 42 pour 14 210 € »: among other words, a bare figure is not of the vote
        seul = _share_seul(queues[0], tetes[0])
        prose = not comptes[0].fort and any(j.genre == MOT for segment in segments for j in segment)
        return [[] if prose and not any(f.unite or f.genre == NEANT or _is_rapportee(f) for f in seul) else seul]
    avant = queues[0]
    if not tetes[-1] and avant and all(queues):
        if _is_all(segments, queues):
            return _check([_last(q, len(_drop_base(avant)) or 1) for q in queues])
        plain = queues[-1][-1].genre == NEANT or _alternate(segments, avant)
        return _share_deux_cotes(segments, avant, []) if plain else rien
    if _drop_base(avant):
        return _share_deux_cotes(segments, avant, tetes[-1])
    nus = [bool(tete) or compte.fort for tete, compte in zip(tetes, comptes, strict=True)]
    forts = all(compte.fort for tete, compte in zip(tetes, comptes, strict=True) if tete)
    return _check(tetes) if (all(nus) and (tetes[-1] or forts)) or (forts and avant == []) else rien


def _is_rapportee(figure: Token) -> bool:
    """« Contre 296 / 10 000 : M. ROY… »: beside a total, a figure counts; « 12 / 2025 » is a month."""
    mois = figure.valeur <= _MOIS and 1900 < (figure.total or 0) < 2100
    return figure.total is not None and figure.total > TETES_MAX and not mois


def _match_seules(segments: Sequence[Sequence[Token]], comptes: Sequence[Compte]) -> Parts:
    """« 6 334 voix pour, contre 1 156 voix et 310 abstentions »: one figure each, if a single way gives them all."""
    rien: Parts = [[] for _ in comptes]
    figures = [j for segment in segments for j in segment if j.genre in (FIGURE, NEANT)]
    unites = {f.unite for f in figures if f.genre == FIGURE}
    if len(figures) != len(comptes) or unites - {VOIX, ""} or VOIX not in unites or _oppose(segments, comptes):
        return rien
    trouvees = [parts for cotes in product((0, 1), repeat=len(comptes)) if (parts := _take(segments, cotes))]
    return trouvees[0] if len(trouvees) == 1 else rien


def _take(segments: Sequence[Sequence[Token]], cotes: Sequence[int]) -> Parts:
    """The figure of each position on the side told (0: before it, 1: after it); nothing when one is not there."""
    parts: Parts = []
    for rang, cote in enumerate(cotes):
        figures = _head(segments[rang + 1])[:1] if cote else _tail(segments[rang])[-1:]
        parts.append(figures)
    prises = [id(f) for part in parts for f in part]
    return parts if all(parts) and len(set(prises)) == len(parts) else []


def _oppose(segments: Sequence[Sequence[Token]], comptes: Sequence[Compte]) -> bool:
    """« adoptée par 6 334 voix contre 1 156 »: the word only sets two figures against each other."""
    rang = next((n for n, compte in enumerate(comptes) if compte.sens.mot == "contre"), None)
    if rang is None or comptes[rang].fort or any(compte.sens.mot == "pour" for compte in comptes):
        return False
    suit = next((j.genre for j in segments[rang + 1] if j.genre != NEUTRE), None)
    return suit == FIGURE and bool(_tail(segments[rang]))


def _share_seul(avant: list[Token], apres: list[Token]) -> list[Token]:
    """One position alone: figures of its two sides, when they do not say the same unit twice."""
    if not (apres and avant):
        figures = apres or avant
        return figures if _is_sain(figures) else []
    comptees = _drop_base(avant)
    utiles = [*comptees, *apres]
    if len({f.unite for f in utiles}) == len(utiles) <= 2:
        return utiles
    return [] if comptees else apres


def _drop_base(figures: Sequence[Token]) -> list[Token]:
    return [f for f in figures if not f.base]


def _last(figures: list[Token], combien: int) -> list[Token]:
    if figures[-1].genre != NEANT:
        return figures[-combien:]
    return [f for rang, f in enumerate(figures) if all(suite.genre == NEANT for suite in figures[rang:])]


def _is_all(segments: Sequence[Sequence[Token]], queues: Parts) -> bool:
    """Whether every figure between two positions was taken: else one of them is of the position before."""
    pleins = [[j for j in s if j.genre in (FIGURE, NEANT)] for s in segments[1:-1]]
    combien = len(_drop_base(queues[0])) or 1
    prises = (len(_last(queue, combien)) for queue in queues[1:])
    return all(len(plein) == prise for plein, prise in zip(pleins, prises, strict=True))


def _share_deux_cotes(segments: Sequence[Sequence[Token]], avant: list[Token], apres: list[Token]) -> Parts:
    """« 29 votent pour (6 334 voix), 7 contre (1 156 voix)… »: the same units before all, and after all.

    Nothing stands after the last where it has none: « …, 7 contre (1 156 voix) et aucune abstention ».
    """
    combien = len(segments) - 1
    avants, apres_ = [_drop_base(avant)], []
    if any(f.genre == NEANT for f in avants[0]):
        return [[] for _ in range(combien)]
    k = len(avants[0])
    m = len(apres) or sum(j.genre in (FIGURE, NEANT) for j in segments[1]) - k
    if m <= 0:
        return [[] for _ in range(combien)]
    for segment in segments[1:-1]:
        figures = [j for j in segment if j.genre in (FIGURE, NEANT)]
        coupe = _split(figures, k, m)
        etrangers = any(j.genre in ARRETS for j in segment)
        if coupe is None or (etrangers and (_head(segment), _tail(segment)) != coupe):
            return [[] for _ in range(combien)]
        apres_.append(coupe[0])
        avants.append(coupe[1])
    apres_.append(apres)
    if not _same_units(avants) or not _same_units(apres_):
        return [[] for _ in range(combien)]
    return _check([[*a, *b] for a, b in zip(avants, apres_, strict=True)])


def _alternate(segments: Sequence[Sequence[Token]], avant: Sequence[Token]) -> bool:
    """Whether, between two positions, figures of another unit come first, then those that all positions have before.

    « 2 369 voix favorables, exprimées par 9 copropriétaires, contre 620 voix défavorables ».
    """
    unites = [f.unite for f in avant]
    for segment in segments[1:-1]:
        figures = [f.unite for f in segment if f.genre in (FIGURE, NEANT)]
        autres = figures[: -len(unites)]
        if figures[-len(unites) :] != unites or not autres or "" in figures or set(autres) & set(unites):
            return False
    return bool(unites) and len(segments) > 2


def _split(figures: list[Token], k: int, m: int) -> tuple[list[Token], list[Token]] | None:
    """Figures between two positions: ``m`` that follow the first, then ``k`` that come before the second."""
    if len(figures) == m + k:
        return figures[:m], figures[m:]
    if len(figures) == m + 1 and figures[-1].genre == NEANT:
        return figures[:m], figures[m:]
    if figures and figures[0].genre == NEANT and len(figures) == k:
        return [], figures
    return None


def _same_units(parts: Parts) -> bool:
    """Whether the figures of all the positions have the same units in the same places."""
    pleins = [p for p in parts if p and all(f.genre == FIGURE for f in p)]
    if len({len(p) for p in pleins}) > 1:
        return False
    return all(len({f.unite for f in rang} - {""}) <= 1 for rang in zip(*pleins, strict=True))


def _is_sain(figures: Sequence[Token]) -> bool:
    """At most two figures, not of the same unit."""
    pleines = [f for f in figures if f.genre == FIGURE]
    unites = [f.unite for f in pleines if f.unite]
    seules = len(pleines) in (0, len(figures)) or _is_zero(figures)
    return len(pleines) <= 2 and len(set(unites)) == len(unites) and seules


def _check(parts: Parts) -> Parts:
    """Figures that make a vote: sound for each position, as many for all, but where each carries its unit."""
    if not all(_is_sain(p) for p in parts):
        return [[] for _ in parts]
    pleins = [[f for f in p if f.genre == FIGURE] for p in parts]
    nombres = {len(p) for p in pleins if p and not _is_zero(p)}
    surs = all(f.unite for p in pleins for f in p if f.valeur)
    return (
        parts
        if (len(nombres) <= 1 and _same_units([p for p in parts if not _is_zero(p)])) or surs
        else [[] for _ in parts]
    )


def _is_zero(figures: Sequence[Token]) -> bool:
    return all(f.genre == NEANT or (f.genre == FIGURE and f.valeur == 0) for f in figures)
