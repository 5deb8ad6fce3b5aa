"""When an answer is wanted: our own dates, stricter than the law, and what is done when none comes."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from services.votes.assemblees.echeances import DatesAg, find_date_ag, is_ouvrable
from services.votes.models import EtapeRelance
from services.votes.parametres import Parametres

PAR_DEFAUT = Parametres()


def compute_date_interne(dates: DatesAg, marge: int = PAR_DEFAUT.marge_interne) -> date:
    """The day by which the consignes of an assembly are wanted: ours, before the limit of its form whoever sets it."""
    return find_date_interne(dates.limite, marge)


def find_date_interne(limite: date, marge: int = PAR_DEFAUT.marge_interne) -> date:
    """Our date for a form that must be in by ``limite``.

    So many working days before the assembly, six unless set otherwise; when the syndic's form prints an earlier limit
    than the law's, before the day on which the assembly would be held if that limit were the law's.
    """
    return move_ouvres(find_date_ag(limite), -marge)


@lru_cache(maxsize=4096)
def move_ouvres(jour: date, ouvres: int) -> date:
    """The day so many working days later, or earlier when negative; the same day for none."""
    step = timedelta(days=1 if ouvres > 0 else -1)
    left = abs(ouvres)
    while left:
        jour += step
        left -= is_ouvrable(jour)
    return jour


@dataclass(frozen=True, slots=True)
class EtapeDue:
    """A step, and the day on which it becomes due."""

    etape: EtapeRelance
    echeance: date


def list_etapes(dates: DatesAg, parametres: Parametres = PAR_DEFAUT) -> tuple[EtapeDue, ...]:
    """The steps of an assembly in their order: the reminder, the substitute, the manager. None of them votes."""
    interne = compute_date_interne(dates, parametres.marge_interne)
    return (
        EtapeDue(EtapeRelance.RAPPEL, move_ouvres(interne, -parametres.rappel)),
        EtapeDue(EtapeRelance.SUPPLEANT, move_ouvres(interne, parametres.suppleant)),
        EtapeDue(EtapeRelance.RESPONSABLE, move_ouvres(interne, parametres.responsable)),
    )


def find_etape_due(
    etapes: tuple[EtapeDue, ...], prises: frozenset[EtapeRelance], derniere: date, aujourdhui: date
) -> EtapeDue | None:
    """The one step to take today; None when there is none.

    Steps are taken in their order, one a day, and never on the day somebody was told: a resolution given late still
    leaves a day to each.

    :param prises: the steps already taken in this round; ``derniere``: the last day somebody was told.
    """
    if derniere >= aujourdhui:
        return None
    left = [etape for etape in etapes if etape.etape not in prises]
    return left[0] if left and left[0].echeance <= aujourdhui else None
