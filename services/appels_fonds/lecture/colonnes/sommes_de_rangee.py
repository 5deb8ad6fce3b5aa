"""Columns of one row that its total adds up: all are called, even where their words alone would not say so."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role, may_be_part, says_releve
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature, find_natures

_TOTAL = re.compile(r"^(?:total|net|montant total|a payer|somme)")
_TOTAL_SEUL = re.compile(r"^(?:sous )?totaux|^(?:sous )?total\b")
_AUTRES_APPELS = re.compile(r"\b(?:restes?|restante?s?|a appeler|deja|a venir|ulterieurs?|anterieurs?|precedents?)\b")
_AUTRES_MAX = 3
_PART = re.compile(r"\bpart\b")
_A_PAYER = re.compile(r"appel|payer|regler|verser|exigib|\bnet\b|\bdue?s?(?= *$| (?:a|au|par|pour|le|ce|avant)\b)")
_REGULARISATION, _PROVISION = frozenset({Nature.REGULARISATION}), frozenset({Nature.PROVISION})


def is_total_de_rangee(texte: str) -> bool:
    """Does a header of amounts say the total of its row (``Net à payer``)?"""
    return _TOTAL.match(normalise(texte)) is not None


def prove_sommes(lus: Sequence[EnTeteLu], ask_corps: Callable[[], Corps], index: IndexPatrimoine) -> list[EnTeteLu]:
    """Take for amounts what its words alone leave out beside what else is called, where the total is the sum of all on
    every row, and for no other reason: balances of years (``Régul. 2024``, ``Solde charges 2025``), provisions that
    name their budget (``Provisions sur budget prévisionnel``)."""
    lus = list(lus)
    parts = [place for place, lu in enumerate(lus, 1) if lu.role in (None, Role.MONTANT) and lu.fixe]
    tus = {place: nature for place, lu in enumerate(lus, 1) if (nature := _find_nature_tue(lu)) is not None}
    reguls = [place for place in parts if lus[place - 1].natures == _REGULARISATION]
    totaux = [place for place, lu in enumerate(lus, 1) if _is_total(lu)]
    if not parts or not totaux or len(parts) + len(tus) < 2:
        return lus
    corps = ask_corps()
    sans = [None] * len(corps.rangees)
    montants = {place: corps.observe(place, index, sans).montants for place in (*parts, *tus, *totaux)}
    rangees = list(zip(*(montants[place] for place in (*parts, *tus)), strict=True))
    if not all(any(rangee[rang] for rangee in rangees) for rang in range(len(parts) + len(tus))):
        return lus
    sommes = [sum(montant or 0 for montant in rangee) for rangee in rangees]
    for place in totaux:
        if all((imprime or 0) == somme for imprime, somme in zip(montants[place], sommes, strict=True)):
            lus[place - 1] = replace(lus[place - 1], role=Role.TOTAL, rang=0)
            for tu, nature in tus.items():
                lus[tu - 1] = replace(lus[tu - 1], role=None, rang=0, natures=frozenset({nature}))
            prouves = {*reguls, *(tu for tu, nature in tus.items() if nature is Nature.REGULARISATION)}
            return [replace(lu, prouve=True) if rang in prouves else lu for rang, lu in enumerate(lus, 1)]
    return lus


def prove_touts(lus: Sequence[EnTeteLu], ask_corps: Callable[[], Corps], index: IndexPatrimoine) -> list[EnTeteLu]:
    """Take for the whole that is shared, and for no total of the row, what is on every row the sum of the calls and of
    what other calls asked or will ask for (``Quote-part totale`` beside two calls and ``Reste à appeler``)."""
    lus = list(lus)
    parts = [place for place, lu in enumerate(lus, 1) if lu.role in (None, Role.MONTANT) and (lu.fixe or _calls(lu))]
    autres = [place for place, lu in enumerate(lus, 1) if _is_autre_appel(lu)][:_AUTRES_MAX]
    touts = [place for place, lu in enumerate(lus, 1) if _may_be_tout(lu)]
    if not (parts and autres and touts):
        return lus
    corps = ask_corps()
    sans = [None] * len(corps.rangees)
    montants = {place: corps.observe(place, index, sans).montants for place in (*parts, *autres, *touts)}

    def add(places: Sequence[int]) -> list[int]:
        return [sum(montants[place][rang] or 0 for place in places) for rang in range(len(corps.rangees))]

    appels = [place for place in parts if _calls(lus[place - 1])]
    for tout, possibles in product(touts, (parts, appels)):
        siennes = [place for place in possibles if place != tout]
        choix = [dits for nombre in range(len(autres)) for dits in combinations(autres, nombre + 1)]
        sommes = [add((*siennes, *dits)) for dits in choix if any(add(dits))]
        if any(add(siennes)) and add([tout]) in sommes:
            dites = lus[tout - 1].natures
            lus[tout - 1] = EnTeteLu(lus[tout - 1].texte, Role.A_REPARTIR)
            for place in siennes:
                lus[place - 1] = replace(lus[place - 1], natures=lus[place - 1].natures or dites)
            return lus
    return lus


def _calls(lu: EnTeteLu) -> bool:
    """By its own label: one above may stand over the whole and over what was called before too."""
    return lu.role is Role.MONTANT and _A_PAYER.search(normalise(lu.texte.rpartition(" / ")[2])) is not None


def _may_be_tout(lu: EnTeteLu) -> bool:
    part = lu.role is None and bool(lu.natures) and _PART.search(normalise(lu.texte)) is not None
    dit = (part or lu.role in (Role.MONTANT, Role.TOTAL)) and (lu.cle, lu.lot, lu.exigible) == (None, None, None)
    return dit and not _calls(lu)


def _is_autre_appel(lu: EnTeteLu) -> bool:
    dit = _AUTRES_APPELS.search(normalise(lu.texte)) is not None
    return lu.role is Role.IGNORE and dit and not says_releve(lu.texte)


def _find_nature_tue(lu: EnTeteLu) -> Nature | None:
    """The kind that a column may call though its words make it something else: a balance, provisions."""
    if lu.role is not Role.IGNORE:
        return None
    natures = find_natures(lu.texte)
    if natures == _REGULARISATION or (natures == _PROVISION and may_be_part(lu.texte)):
        return next(iter(natures))
    return None


def find_totaux_de_lot(roles: Mapping[int, Role], ask_corps: Callable[[], Corps], index: IndexPatrimoine) -> list[int]:
    """The columns of totals that hold money on every line of a table of one row by lot, and so no total of tantièmes
    nor of the group: what the row calls must come to that, whatever was taken of it."""
    totaux = [
        place for place, role in roles.items() if role is Role.TOTAL and roles.get(place - 1) is not Role.TANTIEMES
    ]
    presents = set(roles.values())
    if not totaux or Role.LOT not in presents or presents & {Role.CLE, Role.TANTIEMES}:
        return []
    corps = ask_corps()
    vus = {place: corps.observe(place, index, [None] * len(corps.rangees)) for place in totaux}
    return [place for place, vu in vus.items() if vu.monnaie and vu.nombres == len(corps.rangees)]


def list_totaux_de_rangee(fixes: Mapping[int, EnTeteLu]) -> frozenset[int]:
    """Of the columns that fix something, those that add up the others (``Total travaux`` after three calls): the total
    of a kind, of no key, where two at least may be of that kind. What a total of some columns only leaves out, the
    control of the row tells."""
    totaux = {p for p, lu in fixes.items() if lu.cle is None and lu.lot is None and _is_mot_de_total(lu.texte)}
    return frozenset(
        place
        for place in totaux
        if sum(not lu.natures or lu.natures == fixes[place].natures for p, lu in fixes.items() if p not in totaux) > 1
    )


def _is_mot_de_total(texte: str) -> bool:
    return _TOTAL_SEUL.match(normalise(texte.rpartition(" / ")[2])) is not None


def _is_total(lu: EnTeteLu) -> bool:
    return not lu.fixe and (lu.role is Role.TOTAL or (lu.role is Role.MONTANT and is_total_de_rangee(lu.texte)))
