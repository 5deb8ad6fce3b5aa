"""The calls a text prints, and the years our quote-part falls on: certain, or not read at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.engagements.annees import repartir_quote_part, split_by_annee
from services.votes.engagements.lecture_echeancier import Versement, read_exercice, read_versements

AG = date(2026, 12, 18)
LUS = [
    (
        "Les travaux seront financés en 3 appels de fonds : 30 % le 01/03/2027, 40 % le 1er juin 2027 et 30 % le "
        "01/01/2028.",
        None,
        [(date(2027, 3, 1), 3000), (date(2027, 6, 1), 4000), (date(2028, 1, 1), 3000)],
    ),
    (
        "L’assemblée autorise le syndic à procéder aux appels exigibles les 01/01/2027, 01/04/2027, 01/07/2027 et "
        "01/10/2027, par parts égales.",
        None,
        [(date(2027, 1, 1), 1), (date(2027, 4, 1), 1), (date(2027, 7, 1), 1), (date(2027, 10, 1), 1)],
    ),
    (
        "Appelés EN QUATRE APPELS TRIMESTRIELS À COMPTER DU 1ER OCTOBRE 2027",
        None,
        [(date(2027, 10, 1), 1), (date(2028, 1, 1), 1), (date(2028, 4, 1), 1), (date(2028, 7, 1), 1)],
    ),
    ("Le montant sera appelé en totalité, exigible le 15/02/2027.", None, [(date(2027, 2, 15), 1)]),
    (
        "Montant total de 48 000,00 €. Appels : 16 000,00 € au 01/02/2027 et 32 000,00 € au 01/02/2028.",
        4_800_000,
        [(date(2027, 2, 1), 1_600_000), (date(2028, 2, 1), 3_200_000)],
    ),
]


@pytest.mark.parametrize(("texte", "montant", "attendus"), LUS)
def test_the_calls_a_text_prints_are_read(texte, montant, attendus):
    assert [(un.exigible, un.poids) for un in read_versements(texte, montant)] == attendus


@pytest.mark.parametrize(
    "texte",
    [
        "Réfection de la toiture pour 48 000 €",
        "Appels : 30 % le 01/03/2027 et 40 % le 01/06/2027.",
        "en 4 appels exigibles les 01/01/2027 et 01/04/2027",
        "Appels de fonds les 1er janvier et 1er avril 2027",
        "Devis du 12/03/2026 de l’entreprise Durand, valable jusqu’au 31/12/2026",
        "Appelés en trois appels à compter du 01/04/2027",
        "en 2 appels exigibles les 01/06/2027 et 01/03/2027",
        "L’appel d’offres du 31/02/2027",
    ],
)
def test_what_is_not_certain_is_not_read(texte):
    assert read_versements(texte) == ()


def test_a_budget_is_called_by_quarters_of_the_exercise_it_names():
    decale = "Budget prévisionnel de l’exercice du 01/07/2027 au 30/06/2028 : 86 000 €"
    assert [un.exigible for un in read_exercice(decale)] == [
        date(2027, 7, 1), date(2027, 10, 1), date(2028, 1, 1), date(2028, 4, 1)
    ]  # fmt: skip
    assert [un.exigible.year for un in read_exercice("Vote du budget prévisionnel de l’exercice 2027")] == [2027] * 4
    sans_le_mot = "Budget prévisionnel du 01/01/2027 au 31/12/2027\nL’assemblée approuve le budget pour 98 000,00 €."
    assert [un.exigible.year for un in read_exercice(sans_le_mot)] == [2027] * 4
    assert read_exercice("Ajustement du budget 2026 et vote du budget 2027") == ()


def test_an_exercise_astride_two_years_needs_the_first_day_of_those_of_the_copropriete():
    texte = "Budget prévisionnel de l’exercice 2027-2028"
    assert read_exercice(texte) == ()
    assert [un.exigible for un in read_exercice(texte, date(2024, 7, 1))] == [
        date(2027, 7, 1), date(2027, 10, 1), date(2028, 1, 1), date(2028, 4, 1)
    ]  # fmt: skip
    assert read_exercice("Budget de l’exercice 2027", date(2024, 7, 1)) == ()
    assert read_exercice("Budget de l’exercice 2027-2029", date(2024, 7, 1)) == ()


def test_works_without_calls_fall_on_the_year_of_the_assembly_and_a_budget_on_the_next():
    travaux = repartir_quote_part(
        149_760, code="TRAVAUX_CONSERVATION", texte="Toiture", montant_centimes=4_800_000, date_ag=AG
    )
    assert travaux.annees == {2026: 149_760}
    assert "année de l’AG" in travaux.motif
    budget = repartir_quote_part(
        149_760, code="BUDGET_PREVISIONNEL", texte="Vote du budget", montant_centimes=4_800_000, date_ag=AG
    )
    assert budget.annees == {2027: 149_760}
    assert "plus 1 an (réglage)" in budget.motif


def test_calls_that_precede_the_assembly_are_not_those_of_its_vote():
    texte = "Rappel : appels exigibles les 01/01/2025 et 01/04/2025 par parts égales."
    found = repartir_quote_part(100, code="TRAVAUX_CONSERVATION", texte=texte, montant_centimes=1000, date_ag=AG)
    assert found.annees == {2026: 100}


def test_a_third_of_an_odd_centime_goes_to_the_earliest_call():
    versements = [Versement(date(2027, 1, 1), 1), Versement(date(2027, 7, 1), 1), Versement(date(2028, 1, 1), 1)]
    assert split_by_annee(100, versements) == {2027: 67, 2028: 33}


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 10**9)), min_size=1, max_size=40),
)
def test_the_years_always_sum_to_the_quote_part(montant, appels):
    annees = split_by_annee(montant, [Versement(*appel) for appel in appels])
    assert sum(annees.values()) == montant
    assert list(annees) == sorted(annees)
