"""How late a syndic is, the one count that facts, tasks, reports and scorecards share. Pure; in calendar days."""

from datetime import date

from services.votes.assemblees.echeances import DELAI_CONVOCATION, compute_echeances


def count_jours_manquants(date_ag: date, presentee_le: date | None, delai: int | None) -> int:
    """How many days the notice lacks, by the lenient count: a doubtful day is « à vérifier », not late; 0 unknown.

    Décret art. 9 and 64. ``delai``: days the règlement asks for, never less than the law's 21.
    """
    if presentee_le is None:
        return 0
    dates = compute_echeances(date_ag, delai_convocation=max(delai or 0, DELAI_CONVOCATION))
    return max(0, (presentee_le - dates.convocation_lecture_souple).days)


def count_jours_retard(date_ag: date, notifie_le: date) -> int:
    """How many days after their last day minutes were notified (loi art. 42, décret art. 18); 0 in time."""
    return max(0, (notifie_le - compute_echeances(date_ag).pv_notification_limite).days)
