"""Who occupied a lot, and when: the leases of an exercise cut into periods, and the days nobody rented.

Days count with both ends. The periods of a lot cover every day of the exercise exactly once; a stretch without tenant
is a period too, named ``VACANCE``, which the landlord bears; days when the lot was another owner's are ``HORS``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from shared.errors import InvalidError

VACANCE = "VACANCE"
HORS = "HORS DÉTENTION"
"""Days on which the lot was not ours: bought later in the exercise, or sold before its end."""
UN_JOUR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Periode:
    """A stretch of days of one lot, both ends included: a lease, ``VACANCE`` or ``HORS``."""

    nom: str
    du: date
    au: date

    @property
    def jours(self) -> int:
        """Number of days, both ends included; 0 when it ends before it starts."""
        return max((self.au - self.du).days + 1, 0)


@dataclass(frozen=True, slots=True)
class Bail:
    """A lease over one or several of our lots; ``au`` is ``None`` while it runs. ``provisions`` in centimes."""

    numero: str
    lots: tuple[str, ...]
    du: date
    au: date | None
    provisions: int

    @property
    def dernier_jour(self) -> date:
        """Its last day, for comparisons; the end of time while it runs."""
        return self.au or date.max


def group_by_lot(baux: Iterable[Bail]) -> dict[str, list[Bail]]:
    """The leases of each lot that has one, earliest first."""
    par_lot: dict[str, list[Bail]] = {}
    for bail in sorted(baux, key=lambda bail: bail.du):
        for lot in bail.lots:
            par_lot.setdefault(lot, []).append(bail)
    return par_lot


def find_chevauchements(baux: Sequence[Bail]) -> list[tuple[Bail, Bail]]:
    """Leases of one lot, earliest first, that hold it on the same day: each one against the longest before it."""
    trouves = []
    courant: Bail | None = None
    for bail in baux:
        if courant is not None and bail.du <= courant.dernier_jour:
            trouves.append((courant, bail))
        if courant is None or bail.dernier_jour > courant.dernier_jour:
            courant = bail
    return trouves


def clip_bail(bail: Bail, exercice: Periode) -> Periode:
    """The part of a lease inside the exercise; of 0 days when it did not run."""
    return Periode(bail.numero, max(bail.du, exercice.du), min(bail.dernier_jour, exercice.au))


def find_periodes(baux: Sequence[Bail], exercice: Periode, detention: Periode | None = None) -> tuple[Periode, ...]:
    """The periods of one lot in the exercise, earliest first, from its leases, earliest first.

    :param detention: the part of the exercise in which the lot was ours, when it was not the whole.
    :raises InvalidError: two leases hold the lot on the same day.
    """
    for premier, second in find_chevauchements(baux):
        raise InvalidError(f"Les baux {premier.numero} et {second.numero} occupent le même lot les mêmes jours.")
    tenue = detention or exercice
    courus = [periode for periode in (clip_bail(bail, tenue) for bail in baux) if periode.jours]
    avant = Periode(HORS, exercice.du, tenue.du - UN_JOUR)
    apres = Periode(HORS, tenue.au + UN_JOUR, exercice.au)
    periodes: list[Periode] = [avant]
    for precedente, suivante in pairwise([avant, *courus, apres]):
        periodes += [Periode(VACANCE, precedente.au + UN_JOUR, suivante.du - UN_JOUR), suivante]
    return tuple(periode for periode in periodes if periode.jours)
