"""When an answer is wanted: our own date, stricter than the law, and how close it is."""

from datetime import date, timedelta
from enum import StrEnum

from services.votes.echeances import is_ouvrable

MARGE_JOURS_OUVRES = 6
"""Working days kept before the assembly to consolidate, sign and send the form (the law's limit is AG - 4 days)."""
JOURS_PROCHES = 3


class Urgence(StrEnum):
    """How close a date is."""

    RETARD = "RETARD"
    PROCHE = "PROCHE"
    NORMALE = "NORMALE"


def compute_date_interne(date_ag: date) -> date:
    """The day by which consignes are wanted: six working days before the assembly."""
    jour, left = date_ag, MARGE_JOURS_OUVRES
    while left:
        jour -= timedelta(days=1)
        left -= is_ouvrable(jour)
    return jour


def judge_urgence(echeance: date, aujourdhui: date) -> Urgence:
    """Late once the day is past, close from three days before."""
    if aujourdhui > echeance:
        return Urgence.RETARD
    return Urgence.PROCHE if (echeance - aujourdhui).days <= JOURS_PROCHES else Urgence.NORMALE
