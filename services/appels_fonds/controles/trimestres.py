"""The quarters of an exercise of the syndicat, which rarely follows the calendar (loi 65-557 art. 14-1)."""

from datetime import date


def list_trimestres(debut: date, fin: date) -> list[date]:
    """The first day of each quarter of an exercise; an exercise that is not a year long has fewer or more of them."""
    jours = []
    for rang in range(0, 36, 3):
        annees, mois = divmod(debut.month - 1 + rang, 12)
        jour = date(debut.year + annees, mois + 1, 1) if rang else debut
        if jour > fin:
            break
        jours.append(jour)
    return jours
