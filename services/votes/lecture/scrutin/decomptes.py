"""What the figures of one position count: voix and heads, their total, or two figures that nothing tells apart yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.scrutin.lexique import FIGURE, TETES, TETES_MAX, VOIX, Token


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
    """The count that figures tell, each by its unit; beside a figure of voix, a bare one counts heads.

    No owner votes without voix: « 568 voix de 1 000 » does not count a thousand of them.
    """
    pleines = [f for f in figures if f.genre == FIGURE]
    if not pleines:
        return Lu(Decompte(0, None), None, True)
    voix, tetes = _find_unite(pleines, VOIX), _find_unite(pleines, TETES)
    nus = [f for f in pleines if not f.unite]
    if len(nus) == 2 and nus[0].total is None and nus[1].total is None:
        return Lu(Decompte(), None, False, (nus[0].valeur, nus[1].valeur))
    if len(nus) > 2:
        return Lu(Decompte(), None, False)
    if voix is None and nus:
        voix = next((f for f in nus if f.total is not None), nus[0])
        nus.remove(voix)
        seule = (voix.valeur,) if tetes is None and not nus else ()
    else:
        seule = ()
    tetes = tetes or next((f for f in nus if voix is None or f.valeur <= min(voix.valeur, TETES_MAX)), None)
    compte = Decompte(voix.valeur if voix else None, tetes.valeur if tetes else None)
    return Lu(compte, voix.total if voix else None, False, seule)


def _find_unite(figures: Sequence[Token], unite: str) -> Token | None:
    return next((f for f in figures if f.unite == unite), None)


def settle_nus(lus: dict[str, Lu], entete: str, presents: Decompte | None = None) -> dict[str, Decompte]:
    """Give their meaning to pairs of bare figures: by who is there, by their sizes when plain, else by their header."""
    paires = [lu.nus for lu in lus.values() if len(lu.nus) == 2]
    ordre = _find_ordre(paires, entete, presents) if paires else None
    settled = {}
    for nom, lu in lus.items():
        if len(lu.nus) == 2 and ordre:
            valeurs = dict(zip(ordre, lu.nus, strict=True))
            settled[nom] = Decompte(valeurs["voix"], valeurs["tetes"])
        else:
            settled[nom] = lu.compte
    return settled


Ordre = tuple[str, str]


def _find_ordre(paires: Sequence[tuple[int, ...]], entete: str, presents: Decompte | None) -> Ordre | None:
    """Which figure of the pairs comes first. No owner votes without voix: such a header is of something else."""
    admis: list[Ordre] = [
        ordre
        for ordre, rangs in ((("tetes", "voix"), (0, 1)), (("voix", "tetes"), (1, 0)))
        if all(paire[rangs[0]] <= paire[rangs[1]] for paire in paires)
    ]
    if presents is not None and None not in (presents.voix, presents.tetes):
        sommes = [sum(paire[rang] for paire in paires) for rang in (0, 1)]
        for ordre in admis:
            if dict(zip(ordre, sommes, strict=True)) == {"voix": presents.voix, "tetes": presents.tetes}:
                return ordre
    if len(admis) == 1 and any(max(paire) > 3 * min(paire) for paire in paires):
        return admis[0]
    lu = read_ordre(entete)
    return lu if lu in admis else None


def read_ordre(entete: str) -> tuple[str, str] | None:
    """Which of voix and heads a header names first; None when it does not name both."""
    voix = re.search(r"voix|tantieme|millieme", entete)
    tetes = re.search(r"copropri|nombre|votants|tetes", entete)
    if not voix or not tetes:
        return None
    return ("voix", "tetes") if voix.start() < tetes.start() else ("tetes", "voix")
