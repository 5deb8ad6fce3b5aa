"""Months counted on the calendar, as every delay of the law that is told in months. Pure."""

import calendar
from datetime import date


def add_mois(jour: date, mois: int) -> date:
    """The same day number some months later, or the last day of that month when it has no such day (CPC 641)."""
    rang = jour.year * 12 + jour.month - 1 + mois
    annee, cible = rang // 12, rang % 12 + 1
    return date(annee, cible, min(jour.day, calendar.monthrange(annee, cible)[1]))
