"""What a poste should cost next year: cleaned of one-offs, with the prices of its peers, within a learnt band."""

from datetime import date

import pytest

from services.charges.previsions.estimations_cloture import weigh_periode
from services.charges.previsions.raisons import tell_raison
from services.charges.previsions.regles import Prevision, Serie, forecast_series


def serie(rang: int, montants: list[int], poste: str = "NET-01", evenements: frozenset[int] = frozenset()) -> Serie:
    return Serie(rang, poste, "", {2019 + n: montant for n, montant in enumerate(montants)}, evenements)


def rising(rang: int, depart: int = 1_000_000, poste: str = "NET-01") -> Serie:
    """3 % more each year, a little apart from the others."""
    return serie(rang, [round(depart * (1 + rang / 10) * 1.03**n) for n in range(6)], poste)


def foresee(series: list[Serie], rang: int = 0, annee: int = 2025) -> Prevision:
    return forecast_series(series, annee)[rang, series[0].poste]


def test_a_steady_contract_follows_the_rise_of_its_peers() -> None:
    prevision = foresee([rising(rang) for rang in range(10)])
    assert prevision.montant == pytest.approx(1_000_000 * 1.03**6, rel=0.01)
    assert prevision.suivant == pytest.approx(1_000_000 * 1.03**7, rel=0.015)
    assert prevision.bas <= prevision.montant <= prevision.haut
    assert prevision.suivant_bas <= prevision.suivant <= prevision.suivant_haut


def test_a_one_off_of_the_last_year_is_set_aside_and_told() -> None:
    autres = [rising(rang) for rang in range(1, 10)]
    folle = serie(0, [round(1_000_000 * 1.03**n) for n in range(5)] + [3_000_000])
    prevision = foresee([folle, *autres])
    assert prevision.montant == pytest.approx(1_000_000 * 1.03**6, rel=0.03)
    assert prevision.ponctuel
    assert "écarté comme ponctuel" in tell_raison(prevision)


def test_a_documented_change_starts_a_new_level() -> None:
    autres = [rising(rang) for rang in range(1, 10)]
    renegocie = serie(0, [2_000_000] * 4 + [1_000_000, 1_000_000], evenements=frozenset({2023}))
    assert foresee([renegocie, *autres]).montant == pytest.approx(1_030_000, rel=0.05)


def test_an_old_year_foreseen_again_reads_nothing_of_what_came_after() -> None:
    series = [rising(rang) for rang in range(10)]
    tronquees = [
        Serie(one.copro_id, one.poste, "", {year: m for year, m in one.montants.items() if year < 2024})
        for one in series
    ]
    assert forecast_series(series, 2024) == forecast_series(tronquees, 2024)


def test_repairs_are_a_mean_and_not_the_last_year() -> None:
    series = [serie(rang, [100_000, 300_000, 100_000, 300_000, 100_000, 400_000], "REP-01") for rang in range(10)]
    assert 150_000 < foresee(series).montant < 350_000


def test_works_and_a_poste_abandoned_two_years_ago_are_not_foreseen() -> None:
    assert forecast_series([serie(0, [1, 1, 1, 0, 0, 0]), serie(1, [5] * 6, "TRX-01")], 2025) == {}


def test_a_broken_exercise_counts_by_days_and_its_heating_by_degree_days() -> None:
    debut, fin = date(2025, 7, 1), date(2026, 6, 30)
    assert weigh_periode(debut, fin, 2025, chauffage=False) == (184, 365)
    dedans, entier = weigh_periode(debut, fin, 2025, chauffage=True)
    assert 0.35 < dedans / entier < 0.45
    assert sum(weigh_periode(debut, fin, year, chauffage=True)[0] for year in (2025, 2026)) == entier
    assert weigh_periode(date(2025, 6, 1), date(2025, 8, 31), 2025, chauffage=True) == (92, 92)
