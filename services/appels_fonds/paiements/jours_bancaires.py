"""The days on which a bank executes a SEPA transfer: those of the ECB's calendar."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=32)
def _closed(annee: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("XECB", years=annee))


def is_jour_bancaire(jour: date) -> bool:
    """Whether transfers are executed on that day."""
    return jour.weekday() < 5 and jour not in _closed(jour.year)


def next_jour_bancaire(jour: date) -> date:
    """The day itself, or the first one after on which transfers are executed."""
    while not is_jour_bancaire(jour):
        jour += timedelta(days=1)
    return jour
