"""What a régularisation adds to the splits: printed shares, meters, vacancy by month, next provision, dates. Pure."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regularisation import Depense, Lot, split_depense
from shared.mois import add_mois
from shared.montants import split_montant

MOIS_AVANT_EXIGIBILITE = 1
MOIS_DE_CONSULTATION = 6
ANS_DE_PRESCRIPTION = 3

INDICE_MINIMUM, INDICE_MAXIMUM = Fraction(1, 2), Fraction(2)


def compute_exigibilite(envoi: date) -> date:
    """The first day on which a balance can be asked: a month after the statement left (art. 23 of loi 89-462)."""
    return add_mois(envoi, MOIS_AVANT_EXIGIBILITE)


def compute_fin_consultation(envoi: date) -> date:
    """Until when the tenant may see the proofs: six months after the statement left (art. 23)."""
    return add_mois(envoi, MOIS_DE_CONSULTATION)


def compute_douziemes(fin: date) -> date:
    """After the end of the calendar year that follows, the tenant may pay by twelfths (art. 23)."""
    return date(fin.year + 1, 12, 31)


def compute_prescription(fin: date) -> date:
    """The careful day of the time-bar of what tenants owe: three years after the exercise (art. 7-1)."""
    return add_mois(fin, 12 * ANS_DE_PRESCRIPTION)


def impose_parts(
    depenses: Sequence[Depense], lots: Sequence[Lot], imprimees: Mapping[tuple[str, str], int]
) -> dict[tuple[int, str], int]:
    """What each expense is worth for each lot so that a clé sums to the share the syndic printed for it.

    The gap between printed and computed goes to the expenses of the clé in proportion to their size, by largest
    remainder; a clé without any expense keeps nothing.

    :param imprimees: (lot, clé) → centimes printed on the statement.
    """
    calcules = [split_depense(depense, lots) for depense in depenses]
    rangs: dict[str, list[int]] = defaultdict(list)
    for rang, depense in enumerate(depenses):
        rangs[depense.cle].append(rang)
    imposes: dict[tuple[int, str], int] = {}
    for (lot, cle), imprime in imprimees.items():
        siens = [rang for rang in rangs.get(cle, []) if lot in calcules[rang]]
        ecart = imprime - sum(calcules[rang][lot] for rang in siens)
        poids = [(rang, abs(depenses[rang].realise)) for rang in siens]
        if ecart and sum(weight for _, weight in poids):
            for rang, montant in split_montant(ecart, poids).items():
                imposes[rang, lot] = calcules[rang][lot] + montant
    return imposes


def measure_consommations(periodes: Sequence[Periode], releves: Mapping[date, int]) -> tuple[int, ...] | None:
    """What the meter counted in each period of a lot; None when one end of a period was not read, or nothing ran.

    A reading counts at the end of its day: a period needs the one of the eve and the one of its last day; the reading
    of the first day of a period is taken for the eve's when the eve has none.
    """
    if len(periodes) < 2:
        return None
    bornes = [_read_borne(releves, periodes[0].du - timedelta(days=1))]
    bornes += [_read_borne(releves, periode.au) for periode in periodes]
    if any(borne is None for borne in bornes):
        return None
    lues = [borne for borne in bornes if borne is not None]
    consommations = tuple(apres - avant for avant, apres in pairwise(lues))
    return consommations if sum(consommations) > 0 and min(consommations) >= 0 else None


def _read_borne(releves: Mapping[date, int], soir: date) -> int | None:
    return releves.get(soir, releves.get(soir + timedelta(days=1)))


def split_mois(montant: int, periode: Periode) -> dict[str, int]:
    """An amount over the months of a period by days, ``AAAA-MM`` → centimes, by largest remainder."""
    jours: dict[str, int] = {}
    jour = periode.du
    while jour <= periode.au:
        dernier = min(date(jour.year, jour.month, calendar.monthrange(jour.year, jour.month)[1]), periode.au)
        jours[f"{jour:%Y-%m}"] = (dernier - jour).days + 1
        jour = dernier + timedelta(days=1)
    return split_montant(montant, list(jours.items()))


def compare_budget(budget: int, depense: int) -> Fraction | None:
    """A voted budget ÷ what was spent; None when one is not known, or when they cannot be of the same scope."""
    if budget <= 0 or depense <= 0 or not INDICE_MINIMUM <= Fraction(budget, depense) <= INDICE_MAXIMUM:
        return None
    return Fraction(budget, depense)


def propose_provision(reel: int, jours: int, indice: Fraction, propres: int = 0) -> int | None:
    """The next monthly provision, in centimes: recoverable of the year, brought to a year, × index ÷ 12, cut down.

    None when the lease did not run, or when credits exceed expenses.

    :param propres: what is recovered besides, of what we pay outside the copropriété: the index is not for it.
    """
    attendu = reel * indice + propres
    if jours <= 0 or attendu <= 0:
        return None
    return int(attendu * 365 / jours / 12)


def find_credits_libres(depenses: Iterable[tuple[str, int]]) -> int:
    """Credits left under a product poste (713, 714): no expense is named that they compensate, in centimes."""
    return sum(montant for code, montant in depenses if code.startswith("PRD"))
