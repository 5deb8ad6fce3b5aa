"""The demo portfolio has the promised size, is the same every time, and never claims more than a règlement gives."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from schwifty import IBAN
from stdnum.fr import siren, siret

from services.demo.portefeuille import build_patrimoine

JOURS = [date(2026, 11, 23), date(2027, 1, 1), date(2027, 5, 1), date(2028, 2, 29)]


@pytest.fixture(params=JOURS, ids=str)
def jour(request):
    return request.param


@pytest.fixture
def patrimoine(jour):
    return build_patrimoine(jour)


def test_the_portfolio_counts_24_coproprietes_6_syndics_339_lots_and_12_agents(patrimoine):
    assert len(patrimoine["coproprietes"]) == 24
    assert [syndic["code"] for syndic in patrimoine["syndics"]] == ["S01", "S02", "S03", "S04", "S05", "S06"]
    assert sum(len(copropriete["lots"]) for copropriete in patrimoine["coproprietes"]) == 339
    assert len(patrimoine["agents"]) == 12
    assert [agence["code"] for agence in patrimoine["agences"]] == ["LYO", "STE"]


def test_every_role_is_held_in_each_agency(patrimoine):
    for agence in ("LYO", "STE"):
        held = {role for agent in patrimoine["agents"] if agence in agent["agences"] for role in agent["roles"]}
        assert held == {"RC", "TE", "CO", "JU", "PX", "DI", "ADMIN"}


def test_the_same_day_and_seed_give_the_same_portfolio(jour, patrimoine):
    assert build_patrimoine(jour) == patrimoine


def test_another_seed_gives_other_lots_but_the_same_counts(jour, patrimoine):
    other = build_patrimoine(jour, graine=7)
    assert other != patrimoine
    assert sum(len(copropriete["lots"]) for copropriete in other["coproprietes"]) == 339


def test_our_tantiemes_never_exceed_the_total_of_a_cle(patrimoine):
    for copropriete in patrimoine["coproprietes"]:
        for cle in copropriete["cles"]:
            ours = sum(lot["tantiemes"].get(cle["code"], 0) for lot in copropriete["lots"])
            assert 0 <= ours < cle["total"], (copropriete["code"], cle["code"])
        assert all(lot["tantiemes"]["GEN"] > 0 for lot in copropriete["lots"])


def test_every_tantieme_is_on_a_cle_of_its_copropriete(patrimoine):
    for copropriete in patrimoine["coproprietes"]:
        codes = {cle["code"] for cle in copropriete["cles"]}
        assert all(lot["tantiemes"].keys() <= codes for lot in copropriete["lots"])


def test_every_bank_account_and_company_number_passes_its_controls(patrimoine):
    accounts = [patrimoine["bailleur"]["iban"]]
    for copropriete in patrimoine["coproprietes"]:
        accounts += [copropriete["iban"], copropriete["iban_fonds_travaux"]]
    assert len(set(accounts)) == 1 + 2 * 24
    for account in accounts:
        IBAN(account, validate_bban=True)
    assert siren.is_valid(patrimoine["bailleur"]["siren"])
    assert all(siret.is_valid(syndic["siret"]) for syndic in patrimoine["syndics"])


def test_registration_numbers_are_all_different(patrimoine):
    assert len({copropriete["immatriculation"] for copropriete in patrimoine["coproprietes"]}) == 24


def test_exercises_follow_each_other_and_one_of_them_is_today(jour, patrimoine):
    for copropriete in patrimoine["coproprietes"]:
        periods = [(date.fromisoformat(e["debut"]), date.fromisoformat(e["fin"])) for e in copropriete["exercices"]]
        assert len(periods) in (2, 3)
        assert any(debut <= jour <= fin for debut, fin in periods)
        assert all(fin + timedelta(days=1) == suite for (_, fin), (suite, _) in pairwise(periods))


def test_some_syndicats_do_not_follow_the_calendar_year(patrimoine):
    openings = {copropriete["exercices"][0]["debut"][5:] for copropriete in patrimoine["coproprietes"]}
    assert {"01-01", "04-01", "07-01"} <= openings


def test_every_budget_was_voted_before_today_and_the_fonds_de_travaux_takes_at_least_five_percent(jour, patrimoine):
    for copropriete in patrimoine["coproprietes"]:
        for exercice in copropriete["exercices"]:
            assert date.fromisoformat(exercice["vote_le"]) <= jour
            assert sum(exercice["fonds_travaux"].values()) * 20 >= sum(exercice["budget"].values()) > 0


def test_two_coproprietes_come_from_the_sale_of_hlm_dwellings(patrimoine):
    origines = [copropriete["origine"] for copropriete in patrimoine["coproprietes"]]
    assert origines.count("vente_hlm_vendeur") == 2


def test_one_mandate_changed_within_thirteen_months(jour, patrimoine):
    (changed,) = (copropriete for copropriete in patrimoine["coproprietes"] if "mandats" in copropriete)
    former, current = changed["mandats"]
    assert former["syndic"] != current["syndic"]
    assert current["au"] is None
    assert date.fromisoformat(current["du"]) == date.fromisoformat(former["au"]) + timedelta(days=1)
    assert timedelta(0) <= jour - date.fromisoformat(former["au"]) <= timedelta(days=396)


def test_two_lots_are_sold_before_the_next_due_date_and_two_were_bought_within_the_year(jour, patrimoine):
    lots = [lot for copropriete in patrimoine["coproprietes"] for lot in copropriete["lots"]]
    assert len([lot for lot in lots if lot["au"]]) == 2
    assert len([lot for lot in lots if jour - timedelta(days=366) <= date.fromisoformat(lot["du"]) <= jour]) == 2


def test_voted_works_are_called_after_the_assembly_that_voted_them(jour, patrimoine):
    works = [travaux for copropriete in patrimoine["coproprietes"] for travaux in copropriete["travaux_votes"]]
    assert len(works) == 8
    for travaux in works:
        assert date.fromisoformat(travaux["date_ag"]) < jour
        assert all(travaux["date_ag"] < echeance for echeance in travaux["echeances"])


def test_only_one_copropriete_brings_a_quarter_called_before_the_suite(jour, patrimoine):
    (lines,) = (c["appels_anterieurs"] for c in patrimoine["coproprietes"] if c["appels_anterieurs"])
    assert lines
    assert {date.fromisoformat(line["exigible"]) for line in lines} < {
        date(year, month, 1) for year in (jour.year - 1, jour.year - 2) for month in (1, 4, 7, 10)
    }
