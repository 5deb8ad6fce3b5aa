"""The demo's calendar: exercises, due dates of the quarters, days of the AGs. Everything follows from one day."""

from datetime import date, timedelta
from typing import NamedTuple

import holidays

from services.demo.identifiants import draw
from services.demo.immeubles import Immeuble

UN_AN = timedelta(days=364)
"""Fifty-two weeks: the AG of the year before falls on the same day of the week."""


class Periode(NamedTuple):
    """An exercise: its label (2026, or 2026-2027), its first and last days."""

    libelle: str
    debut: date
    fin: date


def add_months(premier: date, mois: int) -> date:
    """The first day of a month, so many months later."""
    annees, rang = divmod(premier.month - 1 + mois, 12)
    return date(premier.year + annees, rang + 1, 1)


def exercice_du(jour: date, mois_debut: int) -> Periode:
    """The exercise that contains a day, when exercises open in ``mois_debut``."""
    debut = date(jour.year if jour.month >= mois_debut else jour.year - 1, mois_debut, 1)
    libelle = str(debut.year) if mois_debut == 1 else f"{debut.year}-{debut.year + 1}"
    return Periode(libelle, debut, add_months(debut, 12) - timedelta(days=1))


def exercice_decale(periode: Periode, annees: int) -> Periode:
    """The exercise so many years later (earlier when negative)."""
    return exercice_du(add_months(periode.debut, 12 * annees), periode.debut.month)


def prochaine_echeance(aujourdhui: date) -> date:
    """The first day of the next quarter. Every exercise of the demo opens on the first day of a civil quarter."""
    return add_months(date(aujourdhui.year, aujourdhui.month, 1), 3 - (aujourdhui.month - 1) % 3)


def echeances_passees(aujourdhui: date, nombre: int = 4) -> list[date]:
    """The due dates of the last quarters, the oldest first."""
    prochaine = prochaine_echeance(aujourdhui)
    return [add_months(prochaine, -3 * rang) for rang in range(nombre, 0, -1)]


def trimestre(exigible: date, mois_debut: int) -> int:
    """1 to 4: the quarter of the syndicat's own exercise that opens on this due date."""
    return (exigible.month - mois_debut) % 12 // 3 + 1


class Calendrier(NamedTuple):
    """One copropriété's year: the current exercise, and the AG held or to be held in it."""

    exercice: Periode
    ag: date


def calendrier_de(immeuble: Immeuble, aujourdhui: date) -> Calendrier:
    """Where a copropriété stands on a day.

    The AG falls within six months after the exercise opens (loi 65-557 art. 14-1: the accounts are approved within six
    months); buildings without a fixed exercise meet in one to four weeks.
    """
    hasard = draw("ag", immeuble.code)
    if immeuble.debut_exercice is None:
        ag = _working_day(aujourdhui + timedelta(days=hasard.randint(8, 29)))
        return Calendrier(exercice_du(ag, _quarter_before(ag).month), ag)
    exercice = exercice_du(aujourdhui, immeuble.debut_exercice)
    ag = _working_day(exercice.debut + timedelta(days=hasard.randint(75, 110)))
    if timedelta(days=-15) < ag - aujourdhui <= timedelta(days=60):
        ag = _working_day(ag - timedelta(days=60))
    return Calendrier(exercice, ag)


def ag_de(calendrier: Calendrier, exercice: Periode) -> date:
    """The AG held during an exercise; it votes the budget of the next one."""
    return _working_day(calendrier.ag - UN_AN * (calendrier.exercice.debut.year - exercice.debut.year))


def derniere_ag(calendrier: Calendrier, aujourdhui: date) -> date:
    """The last AG held."""
    annees = 0 if calendrier.ag <= aujourdhui else -1
    return ag_de(calendrier, exercice_decale(calendrier.exercice, annees))


def _quarter_before(jour: date) -> date:
    debut = date(jour.year, jour.month - (jour.month - 1) % 3, 1)
    return add_months(debut, -3)


def _working_day(jour: date) -> date:
    """The same day, or the first one after that is neither in a week-end nor a public holiday."""
    while jour.weekday() > 4 or jour in holidays.country_holidays("FR", years=jour.year):
        jour += timedelta(days=1)
    return jour
