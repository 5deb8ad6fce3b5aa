"""The dates that surround a general assembly: when the notice must have come, the form must be in, the minutes fought.

Articles are those of the law of 10 July 1965 (« loi »), of the decree of 17 March 1967 (« décret ») and of the code of
civil procedure (« CPC »). Public holidays are those of mainland France.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import holidays

from shared.mois import add_mois

DELAI_CONVOCATION = 21
_JOURS_FRANCS = 3
_SIGNATURE = 8
_SAMEDI = 5


@dataclass(frozen=True, slots=True)
class Echeances:
    """Every date of an assembly. The last three are None as long as the minutes were not notified."""

    convocation_derniere_presentation: date
    convocation_lecture_souple: date
    formulaire_limite: date
    formulaire_papier_prudent: date
    visio_limite: date
    pv_signature_limite: date
    pv_notification_limite: date
    contestation_debut: date | None
    contestation_fin_prudente: date | None
    contestation_fin_textuelle: date | None


@cache
def _find_feries(annee: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=annee))


def is_ouvrable(jour: date) -> bool:
    """Neither a Saturday, a Sunday nor a public holiday: the days on which a term of procedure may end (CPC 642)."""
    return jour.weekday() < _SAMEDI and jour not in _find_feries(jour.year)


def find_ouvrable_precedent(jour: date) -> date:
    """This day if it is worked, else the last worked day before it."""
    while not is_ouvrable(jour):
        jour -= timedelta(days=1)
    return jour


def find_ouvrable_suivant(jour: date) -> date:
    """This day if it is worked, else the first worked day after it (CPC 642)."""
    while not is_ouvrable(jour):
        jour += timedelta(days=1)
    return jour


def compute_echeances(
    ag: date, notification_pv: date | None = None, delai_convocation: int = DELAI_CONVOCATION
) -> Echeances:
    """All the dates of an assembly held on ``ag``.

    - Notice: ``delai_convocation`` full days between first presentation and the meeting, counted from the day after
      presentation (décret 9, 64); the lenient reading counts one day less. The règlement may only lengthen it.
    - Postal form and remote attendance: three clear days before, backwards, so never rolled (décret 9 bis, 13-2);
      paper should be in by the last worked day before, when that limit is not worked.
    - Minutes: signed within 8 days (décret 17), notified within one month (loi 42), neither rolled.
    - Contest: two months (loi 42) from the day after notification; the prudent end stops on the last worked day within
      two months of the notification, the textual one counts from the day after it and rolls forward (CPC 641-642).

    :param notification_pv: first presentation of the minutes, when known.
    :raises ValueError: minutes notified before the assembly, or a notice shorter than the law's 21 days.
    """
    if delai_convocation < DELAI_CONVOCATION:
        raise ValueError(
            f"Le délai de convocation ne peut pas être inférieur à {DELAI_CONVOCATION} jours (décret, art. 9)."
        )
    if notification_pv is not None and notification_pv < ag:
        raise ValueError("La notification du procès-verbal ne peut pas précéder l’assemblée.")
    formulaire = ag - timedelta(days=_JOURS_FRANCS + 1)
    convocation = ag - timedelta(days=delai_convocation + 1)
    lendemain = notification_pv + timedelta(days=1) if notification_pv else None
    return Echeances(
        convocation_derniere_presentation=convocation,
        convocation_lecture_souple=convocation + timedelta(days=1),
        formulaire_limite=formulaire,
        formulaire_papier_prudent=find_ouvrable_precedent(formulaire),
        visio_limite=formulaire,
        pv_signature_limite=ag + timedelta(days=_SIGNATURE),
        pv_notification_limite=add_mois(ag, 1),
        contestation_debut=lendemain,
        contestation_fin_prudente=find_ouvrable_precedent(add_mois(notification_pv, 2)) if notification_pv else None,
        contestation_fin_textuelle=find_ouvrable_suivant(add_mois(lendemain, 2)) if lendemain else None,
    )


class DatesAg(NamedTuple):
    """What our own dates are counted back from: the day of an assembly, and the limit the syndic's form prints."""

    date_ag: date
    limite_imprimee: date | None = None

    @property
    def limite(self) -> date:
        """The day by which our form must be in: the earlier of the law's (décret 9 bis) and the printed one."""
        legale = compute_echeances(self.date_ag).formulaire_limite
        return min(legale, self.limite_imprimee) if self.limite_imprimee else legale


def find_date_ag(limite: date) -> date:
    """The day of the assembly whose legal limit for the form is this one (décret 9 bis)."""
    return limite + timedelta(days=_JOURS_FRANCS + 1)


def write_echeances(echeances: Echeances) -> dict[str, str | None]:
    """The dates as the contract prints them: ISO, keys in its order."""
    return {nom: jour.isoformat() if jour else None for nom, jour in asdict(echeances).items()}
