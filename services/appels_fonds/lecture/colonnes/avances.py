"""What changes of an avance: of the one held and the one kept or asked for, only their difference is due.

An avance is no charge: it is repaid where the assembly lowers it, completed where it raises it (décret du 17 mars 1967,
art. 45-1).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.regularisations import Solde, is_difference, is_libre, says_faveur
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature

_AVANCE = re.compile(r"\bavances?\b|\bfonds? de roulement\b|\breserves?\b")
_DETENUE = re.compile(
    r"\bau \d|\bactuel|\bdetenue?s?\b|\b(?<!a )constituee?s?\b|\bexistante?s?\b|\banciennes?\b"
    r"|\bversee?s?\b|\ben compte\b"
)
_GARDEE = re.compile(
    r"\ba (?:conserver|constituer|detenir|garder|maintenir)\b|\bconservee?s?\b|\bgardee?s?\b|\bnouvel|\bmaintenue?s?\b"
    r"|\brequise?s?\b|\bdecidee?s?\b|\bvotee?s?\b"
)
Montants = Sequence[int | None]


def find_variation(lus: list[EnTeteLu], ask_corps: Callable[[], Corps], index: IndexPatrimoine) -> Solde:
    """Take the difference for the amount, repaid or called, and neither of the two states it comes from; they are all
    asked about where no column is that difference alone, or where it is repaid here and called there."""
    paires = list(_list_paires(lus))
    if not paires:
        return Solde(lus)
    (gardee, detenue), corps = paires[0], ask_corps()
    sans = [None] * len(corps.rangees)
    vus = {place: corps.observe(place, index, sans).montants for place in range(1, len(lus) + 1)}
    libres = [p for p in vus if p not in paires[0] and lus[p - 1].texte and is_libre(lus[p - 1]) and any(vus[p])]
    soldes = [p for p in libres if is_difference(vus[p], vus[gardee], vus[detenue])]
    inverses = [p for p in libres if is_difference(vus[p], vus[detenue], vus[gardee])]
    avoirs = [p for p in inverses if says_faveur(lus[p - 1])]
    place = next(iter((*soldes, *avoirs)), gardee)
    nature = _find_nature(vus[place], rendue=place in avoirs)
    if len(paires) > 1 or len(soldes) + len(avoirs) != 1 or nature is None:
        return Solde(_set(lus, paires[0], Role.MONTANT), frozenset({gardee, detenue, *soldes, *inverses}))
    muettes = _set(lus, paires[0], Role.IGNORE)
    role = Role.CREDIT if avoirs else Role.MONTANT
    muettes[place - 1] = replace(lus[place - 1], role=role, rang=2, natures=frozenset({nature}))
    return Solde(muettes)


def _set(lus: Sequence[EnTeteLu], places: Sequence[int], role: Role) -> list[EnTeteLu]:
    """Give some columns a role, and nothing that their words fix."""
    return [EnTeteLu(lu.texte, role, 2) if rang in places else lu for rang, lu in enumerate(lus, 1)]


def _find_nature(montants: Montants, *, rendue: bool) -> Nature | None:
    """Repaid or called, of all the lots alike. ``rendue``: the column counts what is owed to us, as positive."""
    signes = {montant > 0 for montant in montants if montant}
    if rendue:
        return Nature.RESTITUTION_AVANCE if signes == {True} else None
    if len(signes) != 1:
        return None
    return Nature.AVANCE if True in signes else Nature.RESTITUTION_AVANCE


def _list_paires(lus: Sequence[EnTeteLu]) -> Iterator[tuple[int, int]]:
    """(kept, held) by their words; places from 1."""
    mots = [normalise(lu.texte.rpartition(" / ")[2]) for lu in lus]
    dits = [place for place, dit in enumerate(mots) if _AVANCE.search(dit)]
    for gardee, detenue in permutations(dits, 2):
        gardees = _GARDEE.search(mots[gardee]) and not _DETENUE.search(mots[gardee])
        if gardees and _DETENUE.search(mots[detenue]) and not _GARDEE.search(mots[detenue]):
            yield gardee + 1, detenue + 1
