"""The total that a text prints under the items of an operation: works, fees, insurance. Pure.

Works on a text without accents, in small letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.votes.lecture.mentions.montants import MONTANT, TVA, read_montant_imprime

_NOM = (
    r"(?:(?:pour\s+)?(?:un|le|une|la)\s+)?(?:(?:budget|cout|montant|prix|depense|enveloppe|operation)\s+)?"
    r"(?:totale?|globale?)\b"
)
_LABEL = rf"(?:soit\s+)?{_NOM}"
_TOTAL = re.compile(rf"\W*{_LABEL}[^\d€]{{0,80}}\d")
_S_AJOUTE = r"(?:auxquel\w*|auquel\w*|a\s+quoi|plus|outre|majore\w*|augmente\w*)\s+(?:s'ajout\w+\s+|de\s+)?"
_ANNEXE = (
    rf"(?:{_S_AJOUTE})?(?:(?:les?|des)\s+)?(?:honoraires|frais|assurance|dommages|alea|provision|option)\b"
    r"[^,;\n]{0,80}\d"
)
"""An item that goes with another: « …, honoraires de suivi de 224,13 € TTC en sus »."""
_FIN = re.compile(rf"\n|;\s|,\s+(?={_LABEL})|,\s+(?={_ANNEXE})|\s(?=soit\s+{_NOM})|(?<=[a-z)€])\.\s")
_LABEL_SEUL = re.compile(rf"\W*{_LABEL}[^\d€]{{0,60}}")
_ARRONDI = 2
"""Centimes between a total and the sum of its items."""
_ITEMS_MIN = 2


@dataclass(frozen=True, slots=True)
class Totaux:
    """In centimes. ``prouves``: those that the items above them sum to; ``dits``: all that are called totals.

    ``suite``: what the text says after the last of them.
    """

    prouves: frozenset[int]
    dits: frozenset[int]
    suite: str

    def find_seul(self) -> int | None:
        """The only total, when it is proved."""
        return next(iter(self.prouves)) if len(self.prouves) == 1 and self.dits == self.prouves else None


def read_totaux(plain: str) -> Totaux:
    """The totals of a text, those of parts left out once they are items of another."""
    pile: list[tuple[frozenset[int], bool]] = []
    dits: set[int] = set()
    label, fin, suite = "", 0, len(plain)
    for borne in [*_FIN.finditer(plain), None]:
        morceau, ici = plain[fin : borne.start() if borne else len(plain)], fin
        fin = borne.end() if borne else len(plain)
        dit = label + morceau
        label = f"{morceau} " if _LABEL_SEUL.fullmatch(morceau) else ""
        montants = _list_options(dit)
        if not montants:
            continue
        if not _TOTAL.match(dit):
            pile.append((montants, False))
            continue
        items = _find_items([options for options, _ in pile], montants)
        if items:
            dits -= {un for options, prouve in pile[-items:] if prouve for un in options}
            del pile[-items:]
        dits |= montants
        suite = ici + len(morceau)
        pile.append((montants, bool(items)))
    prouves = {un for options, prouve in pile if prouve for un in options}
    return Totaux(frozenset(prouves), frozenset(dits), plain[suite:])


def _list_options(morceau: str) -> frozenset[int]:
    """The amounts that one item may count for: those with tax, else those that say nothing of it."""
    ttc: set[int] = set()
    nus: set[int] = set()
    fin = 0
    for trouve in MONTANT.finditer(morceau):
        avant, fin = morceau[fin : trouve.start()], trouve.end()
        lu = read_montant_imprime(trouve, avant)
        if lu is None or lu.taxe == "ht" or (not lu.taxe and TVA.search(avant)):
            continue
        (ttc if lu.taxe else nus).add(lu.centimes)
    return frozenset(ttc or nus)


def _find_items(pile: Sequence[frozenset[int]], totaux: frozenset[int]) -> int:
    """How many of the last items make the total; 0 when none do."""
    if len(totaux) != 1:
        return 0
    (total,) = totaux
    sommes = {0}
    for combien, options in enumerate(reversed(pile), start=1):
        sommes = {somme + un for somme in sommes for un in options if somme + un <= total + _ARRONDI}
        if combien >= _ITEMS_MIN and any(abs(somme - total) <= _ARRONDI for somme in sommes):
            return combien
    return 0
