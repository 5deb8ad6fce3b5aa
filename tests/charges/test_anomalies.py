"""Few alerts and explained: what is wrong is told with its figures, what has a good reason is left alone."""

from decimal import Decimal

import pytest

from bench.anomalies import measure
from bench.generateur_charges import generate
from services.charges.anomalies.attendus import Cellule, Copropriete, build_portefeuille
from services.charges.anomalies.ensemble import Anomalie, detect_anomalies

ANNEES = range(2018, 2025)
POSTES = {"EAU": 30_000, "CHF": 80_000, "NET": 28_000, "ASC": 15_000, "ASS": 14_000, "SYN": 25_000, "HYG": 6_000}


def parc(nombre: int = 12) -> list[Copropriete]:
    return [
        Copropriete(f"C{n:02d}", 20, 5, 1000 + 37 * n, "gaz" if n % 2 else "fioul", "1", "non", "non", "", "S01")
        for n in range(nombre)
    ]


def depenses(fiches: list[Copropriete]) -> dict[Cellule, int]:
    """Each building at its own level, 3 % more each year, and a small wobble that is no anomaly."""
    return {
        Cellule(fiche.copro_id, annee, poste): round(
            niveau
            * fiche.surface_m2
            / 10
            * 1.03 ** (annee - 2018)
            * (1 + ((n * 7 + annee * 5 + len(poste)) % 5 - 2) / 100)
        )
        for n, fiche in enumerate(fiches)
        for annee in ANNEES
        for poste, niveau in POSTES.items()
    }


def trouver(montants: dict[Cellule, int], evenements: frozenset[Cellule] = frozenset()) -> list[Anomalie]:
    return detect_anomalies(parc(), montants, evenements)


def types(montants: dict[Cellule, int], evenements: frozenset[Cellule] = frozenset()) -> dict[Cellule, str]:
    return {anomalie.cellule: anomalie.type for anomalie in trouver(montants, evenements)}


@pytest.fixture
def montants() -> dict[Cellule, int]:
    return depenses(parc())


def test_an_ordinary_portfolio_raises_nothing(montants):
    assert types(montants) == {}


def test_a_spike_is_told_with_its_amount_its_expected_amount_and_its_peers(montants):
    cellule = Cellule("C03", 2022, "NET")
    montants[cellule] *= 2
    (anomalie,) = trouver(montants)
    assert (anomalie.cellule, anomalie.type) == (cellule, "pic")
    assert "NET 2022" in anomalie.explication
    assert "attendus (+" in anomalie.explication
    assert "12 immeubles comparables" in anomalie.explication
    assert Decimal("0.5") < anomalie.score < 1


def test_twice_the_water_of_peers_is_a_leak(montants):
    cellule = Cellule("C03", 2022, "EAU")
    montants[cellule] *= 2
    assert types(montants) == {cellule: "fuite_eau"}


@pytest.mark.parametrize("reste", ["absente", "a zero"])
def test_a_year_without_a_poste_paid_every_other_year_is_missing_and_its_catching_up_is_not_a_fault(montants, reste):
    cellule, suivante = Cellule("C03", 2021, "ASS"), Cellule("C03", 2022, "ASS")
    montants[suivante] += montants.pop(cellule)
    if reste == "a zero":
        montants[cellule] = 0
    assert types(montants) == {cellule: "annee_manquante"}


def test_a_negative_year_has_the_wrong_sign(montants):
    cellule = Cellule("C03", 2022, "HYG")
    montants[cellule] *= -1
    assert types(montants) == {cellule: "signe"}


@pytest.mark.parametrize(("multiplie", "divise"), [(100, 1), (1, 100), (1000, 1)])
def test_a_hundred_or_a_thousand_times_off_is_a_unit(montants, multiplie, divise):
    cellule = Cellule("C03", 2022, "ASC")
    montants[cellule] = montants[cellule] * multiplie // divise
    assert types(montants) == {cellule: "unite"}


def test_what_one_poste_lacks_and_another_has_too_much_is_a_misposting_of_both(montants):
    manque, trop = Cellule("C03", 2022, "NET"), Cellule("C03", 2022, "ASC")
    deplace = montants[manque] // 2
    montants[manque] -= deplace
    montants[trop] += deplace
    assert types(montants) == {manque: "imputation", trop: "imputation"}


def test_fees_that_climb_nine_percent_a_year_more_than_peers_are_a_drift_told_once(montants):
    for annee in ANNEES:
        cellule = Cellule("C03", annee, "SYN")
        montants[cellule] = round(montants[cellule] * 1.09 ** (annee - 2018))
    (anomalie,) = trouver(montants)
    assert (anomalie.cellule, anomalie.type) == (Cellule("C03", 2024, "SYN"), "derive_syndic")
    assert "par an de plus que les pairs" in anomalie.explication


def test_a_rise_of_gas_that_all_gas_heated_buildings_have_is_not_an_anomaly(montants):
    for fiche in parc():
        if fiche.chauffage == "gaz":
            montants[Cellule(fiche.copro_id, 2022, "CHF")] *= 2
    assert types(montants) == {}


def test_five_quarters_billed_then_three_are_not_an_anomaly(montants):
    cinq, trois = Cellule("C03", 2021, "ASC"), Cellule("C03", 2022, "ASC")
    montants[cinq] = montants[cinq] * 5 // 4
    montants[trois] = montants[trois] * 3 // 4
    assert types(montants) == {}


def test_a_documented_event_silences_its_year_even_when_it_lasts(montants):
    for annee in range(2021, 2025):
        montants[Cellule("C03", annee, "NET")] *= 2
    assert types(montants, frozenset({Cellule("C03", 2021, "NET")})) == {}


def test_a_poste_the_building_does_not_have_is_never_missing(montants):
    for annee in ANNEES:
        del montants[Cellule("C03", annee, "ASC")]
    assert types(montants) == {}


def test_what_was_expected_is_the_level_of_the_building_times_the_evolution_of_its_peers(montants):
    cellule = Cellule("C03", 2022, "NET")
    usuel = montants[cellule]
    montants[cellule] *= 3
    attendu = build_portefeuille(parc(), montants).attendus[cellule]
    assert abs(attendu.attendu - usuel) < 0.05 * usuel


def test_a_made_up_portfolio_of_another_seed_is_read_as_the_acceptance_asks():
    plantees = bonnes = fausses = 0
    for graine in (901, 902, 903):
        jeu = generate(graine)
        compte = measure(jeu, detect_anomalies(jeu.coproprietes, jeu.montants, jeu.evenements))
        assert set(compte[1]) == set(compte[0])
        plantees, bonnes, fausses = (
            total + part.total() for total, part in zip((plantees, bonnes, fausses), compte, strict=True)
        )
    assert bonnes >= 0.90 * plantees
    assert bonnes >= 0.80 * (bonnes + fausses)
