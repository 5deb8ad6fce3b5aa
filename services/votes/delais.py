"""When an answer is wanted: our own date, stricter than the law."""

from datetime import date, timedelta

from services.votes.echeances import is_ouvrable

MARGE_JOURS_OUVRES = 6
"""Working days kept before the assembly to consolidate, sign and send the form (the law's limit is AG - 4 days)."""


def compute_date_interne(date_ag: date) -> date:
    """The day by which consignes are wanted: six working days before the assembly."""
    jour, left = date_ag, MARGE_JOURS_OUVRES
    while left:
        jour -= timedelta(days=1)
        left -= is_ouvrable(jour)
    return jour
