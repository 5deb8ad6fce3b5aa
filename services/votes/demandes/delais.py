"""When a request must reach the syndic: what the law allows, and our own date, well before the notices leave. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.votes.assemblees.echeances import compute_echeances, find_ouvrable_precedent
from services.votes.parametres import Parametres
from shared.mois import add_mois

PAR_DEFAUT = Parametres()


@dataclass(frozen=True, slots=True)
class DelaisDemande:
    """The dates of a request. ``ag``: the assembly aimed at; ``estimee``: nobody announced it, a year after the last.

    ``utile``: last day the syndic can still put it on that agenda; ``interne``: ours.
    """

    ag: date | None
    estimee: bool
    utile: date | None
    interne: date | None


def compute_delais(
    ag_prevue: date | None, derniere_ag: date | None, aujourdhui: date, avance: int = PAR_DEFAUT.avance_demande
) -> DelaisDemande:
    """The dates of a request.

    Décret art. 10: a request may be made at any time; received too late for the notices of the next assembly, it waits
    for the following one. The notices must be presented 21 full days before (décret art. 9), so what comes after that
    day is too late. One assembly a year at least (décret art. 7): without a date, the next is looked for a year after
    the last one.

    :param avance: days before the assembly by which our request should be at the syndic's, who prepares ahead.
    """
    ag = ag_prevue
    if ag is None and derniere_ag is not None:
        ag = add_mois(derniere_ag, 12)
        while ag <= aujourdhui:
            ag = add_mois(ag, 12)
    if ag is None:
        return DelaisDemande(None, True, None, None)
    utile = compute_echeances(ag).convocation_derniere_presentation - timedelta(days=1)
    return DelaisDemande(ag, ag_prevue is None, utile, find_ouvrable_precedent(ag - timedelta(days=avance)))


def compute_rappel(depuis: date, utile: date | None, rappel: int = PAR_DEFAUT.rappel_demande) -> date:
    """When a request that no agenda answered is to be asked for again.

    :param depuis: the day it left, or the last day the syndic was asked again.
    :param utile: the last day the syndic can put it on the agenda aimed at: never asked later than that day.
    :param rappel: days of patience.
    """
    jour = depuis + timedelta(days=rappel)
    return utile if utile is not None and depuis < utile < jour else jour
