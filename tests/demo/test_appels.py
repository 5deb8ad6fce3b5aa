"""The demo's past calls are what the voted budgets and works say, to the centime, for the lots that were ours."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

import pytest

from services.demo.appels import build_appels, lignes_exigibles
from services.demo.calendrier import echeances_passees, prochaine_echeance
from services.demo.portefeuille import ACHETES, VENDUS, build_patrimoine

JOUR = date(2026, 11, 23)


@pytest.fixture(scope="module")
def patrimoine():
    return build_patrimoine(JOUR)


@pytest.fixture(scope="module")
def lignes(patrimoine):
    return build_appels(patrimoine, JOUR)


def test_four_quarters_are_called_the_last_one_already_due(lignes):
    dues = sorted({ligne.exigible for ligne in lignes})
    assert dues == [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
    assert dues == echeances_passees(JOUR)


def test_every_copropriete_is_called_each_quarter(lignes):
    assert len({(ligne.copropriete, ligne.exigible) for ligne in lignes}) == 24 * 4


def test_a_line_is_called_once(lignes):
    keys = [(ligne.copropriete, ligne.lot, ligne.cle, ligne.nature, ligne.exigible) for ligne in lignes]
    assert len(set(keys)) == len(keys)


def test_each_line_is_the_budget_times_our_tantiemes_within_half_a_centime(lignes):
    for ligne in lignes:
        exact = Fraction(ligne.a_repartir * ligne.tantiemes, ligne.total * ligne.fractions)
        assert abs(ligne.montant - exact) <= Fraction(1, 2)
        assert ligne.montant > 0


def test_four_quarters_of_one_exercise_make_its_budget(patrimoine, lignes):
    copropriete = next(c for c in patrimoine["coproprietes"] if c["code"] == "C003")
    (lot, *_) = copropriete["lots"]
    called = [x.montant for x in lignes if (x.copropriete, x.lot, x.nature) == ("C003", lot["numero"], "provision")]
    budget = next(e for e in copropriete["exercices"] if e["libelle"] == "2026")["budget"]["GEN"]
    assert len(called) == 4
    assert abs(sum(called) - Fraction(budget * lot["tantiemes"]["GEN"], 10_000)) <= 2


def test_works_and_fonds_de_travaux_are_called_beside_the_provisions(lignes):
    by_nature = defaultdict(set)
    for ligne in lignes:
        by_nature[ligne.nature].add(ligne.copropriete)
    assert by_nature.keys() == {"provision", "fonds_travaux", "travaux"}
    assert len(by_nature["fonds_travaux"]) == 24
    assert {"C001", "C005", "C014"} <= by_nature["travaux"]


def test_a_lot_bought_in_february_is_not_called_in_january(patrimoine, lignes):
    copropriete = next(c for c in patrimoine["coproprietes"] if c["code"] == ACHETES)
    bought = max(lot["du"] for lot in copropriete["lots"])
    new = {lot["numero"] for lot in copropriete["lots"] if lot["du"] == bought}
    assert len(new) == 2
    first = min(x.exigible for x in lignes if x.copropriete == ACHETES and x.lot in new)
    assert first == date(2026, 7, 1)


def test_a_lot_sold_on_the_eve_of_the_next_quarter_is_not_called_in_it(patrimoine):
    copropriete = next(c for c in patrimoine["coproprietes"] if c["code"] == VENDUS)
    sold = {lot["numero"] for lot in copropriete["lots"] if lot["au"]}
    assert len(sold) == 2
    assert sold.isdisjoint(x.lot for x in lignes_exigibles(copropriete, prochaine_echeance(JOUR)))
    assert sold <= {x.lot for x in lignes_exigibles(copropriete, echeances_passees(JOUR)[-1])}


def test_the_quarter_is_the_one_of_the_syndicat_s_own_exercise(lignes):
    assert {x.periode for x in lignes if x.copropriete == "C003" and x.exigible == date(2026, 4, 1)} == {"2026-T2"}
    assert {x.periode for x in lignes if x.copropriete == "C009" and x.exigible == date(2026, 4, 1)} == {"2026-2027-T1"}


@pytest.mark.parametrize("jour", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31), date(2027, 6, 15)])
def test_the_next_quarter_always_rests_on_a_voted_budget(jour):
    for copropriete in build_patrimoine(jour)["coproprietes"]:
        due = prochaine_echeance(jour)
        assert due > jour
        assert any(x.nature == "provision" for x in lignes_exigibles(copropriete, due))
