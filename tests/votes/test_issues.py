"""What became of a resolution: its outcome, the second ballot, and whether and until when we may contest."""

from datetime import date

import pytest

from services.votes.assemblees.echeances import compute_echeances
from services.votes.assemblees.retards import count_jours_manquants, count_jours_retard
from services.votes.majorites.issues import describe_issue, find_adoptee, say_contestation
from services.votes.models import AssembleeGenerale, Resolution, Resultat, ResultatAnnonce, SourceResultat, VoteConstate
from tests.votes.portes import open_browser
from tests.votes.proces_verbaux.conftest import Assemblee

AG, NOTIFIE, AUJOURDHUI = date(2026, 11, 3), date(2026, 11, 16), date(2026, 11, 23)
POUR, CONTRE, ABSTENTION, DEFAILLANT = VoteConstate
ADOPTEE, REJETEE, SANS_VOTE = ResultatAnnonce
DATES = compute_echeances(AG, NOTIFIE)


def contester(vote, adoptee, jour=AUJOURDHUI, dates=DATES):
    gagne = {POUR: False, CONTRE: True}.get(vote)
    possible = None if vote is None else vote is DEFAILLANT or (gagne is not None and gagne == adoptee)
    return say_contestation(vote, adoptee, possible, dates, jour)


@pytest.mark.parametrize(
    ("vote", "adoptee", "mots"),
    [
        (POUR, True, "Nous ne pouvons pas contester : vote pour, résolution adoptée (loi art. 42)."),
        (CONTRE, False, "Nous ne pouvons pas contester : vote contre, résolution rejetée (loi art. 42)."),
        (ABSTENTION, True, "Nous ne pouvons pas contester : abstention (loi art. 42)."),
        (None, True, "Notre vote n’apparaît pas"),
        (CONTRE, True, "Nous pouvons contester (vote contre, résolution adoptée) jusqu’au 15/01/2027"),
        (POUR, False, "Nous pouvons contester (vote pour, résolution rejetée) jusqu’au 15/01/2027"),
        (DEFAILLANT, True, "Nous pouvons contester (défaillants, résolution adoptée) jusqu’au 15/01/2027"),
        (POUR, None, "Rien n’est décidé"),
    ],
)
def test_who_may_contest_is_said_with_its_reason_and_its_prudent_day(vote, adoptee, mots):
    assert contester(vote, adoptee).startswith(mots)


def test_the_last_day_is_unknown_before_the_notification_then_prudent_then_textual_then_past():
    assert "courront de la notification" in contester(CONTRE, True, dates=compute_echeances(AG))
    assert "voyez le juriste aujourd’hui" in contester(CONTRE, True, date(2027, 1, 18))
    assert contester(CONTRE, True, date(2027, 1, 19)).startswith("Le délai pour contester est passé le 18/01/2027")


def resultat(**values) -> Resultat:
    return Resultat(**{"source": SourceResultat.PV_LU, "annonce": None, "adoptee": None, "notre_vote": CONTRE} | values)


@pytest.mark.parametrize(
    ("annonce", "calculee", "attendue"),
    [(ADOPTEE, False, True), (REJETEE, True, False), (None, True, True), (SANS_VOTE, True, None), (None, None, None)],
)
def test_the_announced_outcome_stands_until_somebody_contests_it(annonce, calculee, attendue):
    assert find_adoptee(resultat(annonce=annonce, adoptee=calculee)) is attendue


def test_the_second_ballot_is_told_apart_from_the_first():
    resolution = Resolution(article="25", article_imprime=None, information=False)
    resolution.resultat = resultat(
        annonce=ADOPTEE, pour_voix=4_000, contre_voix=3_000, second_pour_voix=4_100, second_contre_voix=2_900
    )
    issue = describe_issue(resolution, AssembleeGenerale(date_ag=AG, pv_notifie_le=NOTIFIE), AUJOURDHUI)
    assert (issue.mot, issue.peut_contester, issue.dernier_jour) == (
        "adoptée au second vote", True, date(2027, 1, 15),
    )  # fmt: skip
    assert issue.premier.replace("\u202f", " ") == "pour 4 000, contre 3 000"
    assert issue.second.replace("\u202f", " ") == "à l’article 24, pour 4 100, contre 2 900"


def test_nothing_is_said_before_a_result():
    ag = AssembleeGenerale(date_ag=AG)
    assert describe_issue(Resolution(article="24", information=False), ag, AUJOURDHUI) is None


def test_the_pages_of_the_assembly_and_of_a_resolution_say_the_outcome_and_the_last_day(application, parc_sqlite):
    assemblee = Assemblee(parc_sqlite)
    assemblee.record()
    rc = open_browser(application, parc_sqlite.rc)
    page = rc.get(f"/votes/ag/{assemblee.ag_id}").text
    assert "Décisions de l’assemblée" in page
    assert "Nous pouvons contester (vote contre, résolution adoptée) jusqu’au 15/01/2027" in page, "the gate"
    assert "Nous ne pouvons pas contester : vote pour, résolution adoptée" in page
    un = rc.get(f"/votes/resolutions/{assemblee.ids[2]}").text
    assert "Nous ne pouvons pas contester : vote pour" in un


@pytest.mark.parametrize(("presentee", "delai", "manquants"), [(date(2026, 10, 12), 21, 0), (date(2026, 10, 13), 21, 0),
    (date(2026, 10, 14), 21, 1), (date(2026, 10, 14), 15, 1), (date(2026, 10, 4), 30, 0), (None, 21, 0)])  # fmt: skip
def test_a_notice_is_late_by_one_count_for_facts_tasks_reports_and_scorecards(presentee, delai, manquants):
    assert count_jours_manquants(AG, presentee, delai) == manquants


def test_minutes_are_late_after_the_same_day_of_the_next_month():
    assert [count_jours_retard(AG, jour) for jour in (date(2026, 12, 3), date(2026, 12, 4))] == [0, 1]
