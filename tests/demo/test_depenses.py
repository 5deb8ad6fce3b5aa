"""Five years of charges look like those of real buildings: levels, energy shock, drifts, and the budgets voted."""

from collections import defaultdict
from datetime import date

import pytest

from services.demo.depenses import FUITE, build_depenses
from services.demo.portefeuille import build_patrimoine

JOUR = date(2026, 11, 23)
FAMILLES = {"EAU", "CHF", "ELE", "NET", "PER", "ASC", "EXT", "HYG", "EQP", "REP", "ASS", "SYN"}


@pytest.fixture(scope="module")
def patrimoine():
    return build_patrimoine(JOUR)


@pytest.fixture(scope="module")
def depenses(patrimoine):
    return build_depenses(patrimoine, JOUR)


def total_by(depenses, key):
    total = defaultdict(int)
    for ligne in depenses:
        total[key(ligne)] += ligne.realise_centimes
    return total


def test_every_copropriete_has_five_closed_exercises(patrimoine, depenses):
    assert all(ligne.fin < JOUR for ligne in depenses)
    years = {(ligne.copropriete, ligne.exercice) for ligne in depenses}
    assert len(years) == 24 * 5
    assert {ligne.poste[:3] for ligne in depenses} == FAMILLES


def test_a_poste_appears_once_by_exercise_and_cle(depenses):
    keys = [(x.copropriete, x.exercice, x.poste, x.cle) for x in depenses]
    assert len(set(keys)) == len(keys)


def test_every_cle_charged_exists_in_the_copropriete(patrimoine, depenses):
    cles = {c["code"]: {cle["code"] for cle in c["cles"]} for c in patrimoine["coproprietes"]}
    assert all(ligne.cle in cles[ligne.copropriete] for ligne in depenses)


def test_the_postes_of_the_last_closed_exercise_add_up_to_its_voted_budget(patrimoine, depenses):
    for copropriete in patrimoine["coproprietes"]:
        voted = defaultdict(int)
        exercice = [e for e in copropriete["exercices"] if date.fromisoformat(e["fin"]) < JOUR][-1]
        for ligne in depenses:
            if (ligne.copropriete, ligne.exercice) == (copropriete["code"], exercice["libelle"]):
                voted[ligne.cle] += ligne.budget_centimes
        assert voted == exercice["budget"]


def test_levels_are_those_of_the_observatories(patrimoine, depenses):
    spent = total_by(depenses, lambda x: (x.copropriete, x.fin.year))
    for copropriete in patrimoine["coproprietes"]:
        collective = any(cle["code"] == "CHF" for cle in copropriete["cles"])
        low, high = (3_200, 6_200) if collective else (1_100, 2_400)
        for (code, year), centimes in spent.items():
            if code == copropriete["code"]:
                assert low <= centimes / copropriete["surface_m2"] <= high, (code, year)


def test_collective_gas_heating_doubles_between_2021_and_2023(depenses):
    gas = total_by((x for x in depenses if x.poste == "CHF-01" and x.copropriete == "C023"), lambda x: x.exercice)
    assert 1.7 <= gas["2023"] / gas["2021"] <= 2.2
    assert gas["2025"] < gas["2023"]


def test_the_fees_of_one_syndic_drift_faster_than_the_others(depenses):
    fees = total_by((x for x in depenses if x.poste == "SYN-01"), lambda x: (x.copropriete, x.exercice))
    assert fees["C013", "2025"] / fees["C013", "2021"] > 1.4
    assert fees["C003", "2025"] / fees["C003", "2021"] < 1.2


def test_a_water_leak_shows_in_the_last_year_only(depenses):
    code, poste, _ = FUITE
    water = total_by((x for x in depenses if (x.copropriete, x.poste) == (code, poste)), lambda x: x.debut.year)
    *before, leak = [water[year] for year in sorted(water)]
    assert leak > 1.4 * max(before)


def test_a_building_is_charged_only_for_what_it_has(depenses):
    assert not [x for x in depenses if x.copropriete == "C003" and x.poste[:3] in ("ASC", "CHF", "EAU", "PER")]
    urban = {x.poste for x in depenses if x.copropriete == "C012"}
    assert "CHF-02" in urban
    assert "CHF-01" not in urban
