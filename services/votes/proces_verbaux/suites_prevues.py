"""What minutes make us do, and until when: contest, pay in ten years, refuse a loan, have a mismatch corrected. Pure.

Every last day is the prudent one (see ``echeances``); without the day of notification nothing runs yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.votes.assemblees.echeances import compute_echeances, find_ouvrable_precedent
from services.votes.models import GenreSuite, VoteConstate
from services.votes.proces_verbaux.constats import Constat
from shared.mois import add_mois
from shared.presentation import format_date

AMELIORATIONS = frozenset({"TRAVAUX_AMELIORATION", "TRAVAUX_ENERGIE", "TRAVAUX_ENERGIE_2E_AG", "IRVE_TRAVAUX"})
"""Types that may be an improvement of article 30: whoever did not agree may pay by tenths (loi 33)."""
EMPRUNTS = frozenset({"EMPRUNT_DEROGATOIRE"})
"""Types that may be a loan with automatic membership (loi 26-4 III)."""
SUSPENDUS = frozenset({"25", "26"})
"""Articles whose works wait for the end of the two months (loi 42 al. 3)."""
MOIS_PAIEMENT = 6
RC, JU, CO = "RC", "JU", "CO"


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneJugee:
    """A resolution with what its minutes came to. ``travaux``: its adoption has works done."""

    resolution_id: int
    numero: str
    intitule: str
    type: str
    article: str
    notre_vote: VoteConstate | None
    constat: Constat


@dataclass(frozen=True, slots=True, kw_only=True)
class SuitePrevue:
    """One thing to do: for a role, with its last day, None as long as the minutes were not notified."""

    genre: GenreSuite
    resolution_id: int
    role: str
    echeance: date | None
    motif: str


def plan_suites(lignes: Iterable[LigneJugee], date_ag: date, notifie_le: date | None) -> list[SuitePrevue]:
    """What follows from confirmed minutes, in the order of the agenda."""
    fin = compute_echeances(date_ag, notifie_le).contestation_fin_prudente
    planned = []
    for ligne in lignes:
        if ligne.constat.ecarts:
            planned.append(_plan_ecart(ligne, fin))
        if ligne.constat.peut_contester:
            planned.append(_plan_contestation(ligne, fin))
        if ligne.constat.issue and ligne.type in AMELIORATIONS and ligne.notre_vote is not VoteConstate.POUR:
            planned.append(_plan_dixiemes(ligne, fin))
        if ligne.constat.issue and ligne.type in EMPRUNTS:
            planned.append(_plan_emprunt(ligne, fin, notifie_le))
    return planned


def say_suspension(article: str, date_ag: date, notifie_le: date | None, *, urgents: bool) -> str | None:
    """When works voted may start; None when nothing holds them (article 24)."""
    if article not in SUSPENDUS:
        return None
    if urgents:
        return f"Travaux de l’article {article} urgents : ils n’attendent pas les deux mois (loi art. 42 al. 3)."
    fin = compute_echeances(date_ag, notifie_le).contestation_fin_textuelle
    until = f"jusqu’au {format_date(fin)}" if fin else "deux mois après la notification, encore inconnue"
    return f"Travaux de l’article {article} suspendus {until}, sauf urgence (loi art. 42 al. 3)."


def _plan_ecart(ligne: LigneJugee, fin: date | None) -> SuitePrevue:
    motif = f"{_name(ligne)} : {' '.join(ligne.constat.ecarts)}"
    return SuitePrevue(genre=GenreSuite.ECART_PV, resolution_id=ligne.resolution_id, role=RC, echeance=fin, motif=motif)


def _plan_contestation(ligne: LigneJugee, fin: date | None) -> SuitePrevue:
    issue = "adoptée" if ligne.constat.issue else "rejetée"
    quality = "défaillants" if ligne.notre_vote is VoteConstate.DEFAILLANT else "opposants"
    motif = (
        f"{_name(ligne)}, {issue} : nous sommes {quality}. Décider s’il faut contester ; seule une assignation avant "
        "la date arrête le délai (loi art. 42 al. 2)."
    )
    return SuitePrevue(
        genre=GenreSuite.CONTESTER, resolution_id=ligne.resolution_id, role=JU, echeance=fin, motif=motif
    )


def _plan_dixiemes(ligne: LigneJugee, fin: date | None) -> SuitePrevue:
    motif = (
        f"{_name(ligne)} : s’il s’agit d’une amélioration de l’article 30, non obligatoire, notifier au syndic que "
        "nous payons par dixièmes annuels (loi art. 33) ; exclu avec l’emprunt de l’article 26-4 III."
    )
    return SuitePrevue(
        genre=GenreSuite.PAIEMENT_ECHELONNE, resolution_id=ligne.resolution_id, role=CO, echeance=fin, motif=motif
    )


def _plan_emprunt(ligne: LigneJugee, fin: date | None, notifie_le: date | None) -> SuitePrevue:
    paiement = find_ouvrable_precedent(add_mois(notifie_le, MOIS_PAIEMENT)) if notifie_le else None
    payer = f"au plus tard le {format_date(paiement)}" if paiement else "dans les six mois de la notification"
    motif = (
        f"{_name(ligne)} : si l’adhésion est automatique (loi art. 26-4 III), notifier notre refus, puis payer toute "
        f"notre quote-part {payer} ; sans quoi l’emprunt nous engage."
    )
    return SuitePrevue(
        genre=GenreSuite.REFUS_EMPRUNT, resolution_id=ligne.resolution_id, role=CO, echeance=fin, motif=motif
    )


def _name(ligne: LigneJugee) -> str:
    return f"Résolution {ligne.numero}, {ligne.intitule}"
