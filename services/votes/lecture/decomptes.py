"""What the figures of one position count: voix and heads, their total, or two figures that nothing tells apart yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.tokens import FIGURE, TETES, VOIX, Token


@dataclass(frozen=True, slots=True)
class Lu:
    """A count, the total printed beside it, and whether it is an « aucun ».

    ``nus``: the figures that no unit names. One alone is taken for voix, unless the other counts say otherwise; two are
    not in ``compte``: what tells them apart is elsewhere.
    """

    compte: Decompte
    total: int | None
    neant: bool
    nus: tuple[int, ...] = ()


def read_figures(figures: Sequence[Token]) -> Lu:
    """The count that figures tell, each by its unit; beside a figure of voix, a bare one counts heads."""
    pleines = [f for f in figures if f.genre == FIGURE]
    if not pleines:
        return Lu(Decompte(0, None), None, True)
    voix, tetes = _find_unite(pleines, VOIX), _find_unite(pleines, TETES)
    nus = [f for f in pleines if not f.unite]
    if len(nus) == 2 and nus[0].total is None and nus[1].total is None:
        return Lu(Decompte(), None, False, (nus[0].valeur, nus[1].valeur))
    if voix is None and nus:
        voix = next((f for f in nus if f.total is not None), nus[0])
        nus.remove(voix)
        seule = (voix.valeur,) if tetes is None and not nus else ()
    else:
        seule = ()
    tetes = tetes or (nus[0] if nus else None)
    compte = Decompte(voix.valeur if voix else None, tetes.valeur if tetes else None)
    return Lu(compte, voix.total if voix else None, False, seule)


def _find_unite(figures: Sequence[Token], unite: str) -> Token | None:
    return next((f for f in figures if f.unite == unite), None)


def settle_nus(lus: dict[str, Lu], entete: str) -> dict[str, Decompte]:
    """Give their meaning to pairs of bare figures: by the header above them, else by their sizes when plain."""
    ordre = read_ordre(entete)
    paires = [lu.nus for lu in lus.values() if len(lu.nus) == 2]
    if ordre is None and paires:
        if all(a < b or (a == b == 0) for a, b in paires) and any(b > 3 * a for a, b in paires):
            ordre = ("tetes", "voix")
        elif all(a > b or (a == b == 0) for a, b in paires) and any(a > 3 * b for a, b in paires):
            ordre = ("voix", "tetes")
    settled = {}
    for nom, lu in lus.items():
        if len(lu.nus) == 2 and ordre:
            valeurs = dict(zip(ordre, lu.nus, strict=True))
            settled[nom] = Decompte(valeurs["voix"], valeurs["tetes"])
        else:
            settled[nom] = lu.compte
    return settled


def read_ordre(entete: str) -> tuple[str, str] | None:
    """Which of voix and heads a header names first; None when it does not name both."""
    voix = re.search(r"voix|tantieme|millieme", entete)
    tetes = re.search(r"copropri|nombre|votants|tetes", entete)
    if not voix or not tetes:
        return None
    return ("voix", "tetes") if voix.start() < tetes.start() else ("tetes", "voix")
