"""The controls of an imported call, as an accountant would say them: what each tells, and when it keeps silent."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.appels_fonds.controles.appels_lus import AppelLu, Connaissances
from services.appels_fonds.controles.dossiers import (
    COURANT,
    FONDS,
    Dossier,
    ExerciceConnu,
    MandatConnu,
    MontantDejaAppele,
    PoidsCle,
    TravauxConnus,
)
from services.appels_fonds.controles.recalcul import compute_part
from services.appels_fonds.controles.registre import run_controles
from services.appels_fonds.lecture.lignes import LigneLue, LigneReleve
from services.appels_fonds.lecture.patrimoine.referentiel import (
    CleConnue,
    CoproprieteConnue,
    LotConnu,
    Patrimoine,
)

MARS = date(2026, 3, 20)
T1, T2, T3, T4 = (date(2026, mois, 1) for mois in (1, 4, 7, 10))
BUDGETS = {(COURANT, "GEN"): 4_000_000, (COURANT, "ASC"): 600_000, (FONDS, "GEN"): 230_000}
ANNEE_2026 = ExerciceConnu("2026", date(2026, 1, 1), date(2026, 12, 31), date(2025, 11, 20), BUDGETS)
ANNEE_2025 = ExerciceConnu(
    "2025", date(2025, 1, 1), date(2025, 12, 31), date(2024, 11, 21),
    {(COURANT, "GEN"): 3_600_000, (COURANT, "ASC"): 560_000},
)  # fmt: skip
BIZILLON = CoproprieteConnue(
    "X001", "SDC Le Bizillon",
    cles=(CleConnue("GEN", "Charges générales", 1000), CleConnue("ASC", "Ascenseur", 800)),
    lots=(
        LotConnu("3"),
        LotConnu("7"),
        LotConnu("45", au=date(2025, 12, 31)),
    ),
)  # fmt: skip
POIDS = {"GEN": (PoidsCle({"3": 41, "7": 50, "45": 20}),), "ASC": (PoidsCle({"3": 38, "7": 52}),)}
DOSSIER = Dossier(BIZILLON, POIDS, (ANNEE_2025, ANNEE_2026))


def ligne(lot: str, cle: str, euros: float, nature: str = "provision", exigible: date = T2, **autres) -> LigneLue:
    rang = 5 + sum(ord(lettre) for lettre in lot + cle) % 50
    return LigneLue(
        "Appel",
        f"F{rang}",
        rang,
        "X001",
        tuple(lot.split("+")),
        cle,
        nature,
        exigible,
        round(euros * 100),
        "",
        **autres,
    )


def trimestre(exigible: date = T2, coefficient: float = 1.0) -> list[LigneLue]:
    """The quarter that the budget of 2026 gives, or another amount in proportion."""
    amounts = (("3", "GEN", 410.0), ("7", "GEN", 500.0), ("3", "ASC", 71.25), ("7", "ASC", 97.50))
    return [ligne(lot, cle, euros * coefficient, exigible=exigible) for lot, cle, euros in amounts]


def trimestre_2025(exigible: date) -> list[LigneLue]:
    """The quarter that the budget of 2025 gives."""
    amounts = (("3", "GEN", 369.0), ("7", "GEN", 450.0), ("3", "ASC", 66.50), ("7", "ASC", 91.0))
    return [ligne(lot, cle, euros, exigible=exigible) for lot, cle, euros in amounts]


def deja(exigible: date, *montants: tuple[str, float], nature: str = "provision") -> list[MontantDejaAppele]:
    return [MontantDejaAppele(exigible, cle, nature, round(euros * 100), "L'appel AF-1") for cle, euros in montants]


def controle(
    lignes: list[LigneLue],
    dossier: Dossier = DOSSIER,
    jour: date = MARS,
    releves: tuple[LigneReleve, ...] = (),
    **valeurs: int,
) -> dict[str, str]:
    """What is said of a call: the sentence by code."""
    connu = Connaissances(Patrimoine((BIZILLON,)), jour, {"X001": dossier}, valeurs)
    appel = AppelLu("X001", lignes[0].exigible, lignes, releves)
    return {one.code: one.message for one in run_controles([appel], connu)}  # fmt: skip


def test_a_quarter_of_the_voted_budget_on_its_first_day_is_accepted_without_a_word():
    assert controle(trimestre()) == {}


def test_without_a_mandate_on_the_due_date_somebody_must_say_who_calls():
    mandats = (MandatConnu("Régie du Furan", date(2020, 1, 1), date(2026, 3, 31)),)
    assert "Aucun syndic" in controle(trimestre(), replace(DOSSIER, mandats=mandats))["SYNDIC_SANS_MANDAT"]
    open_ended = replace(DOSSIER, mandats=(MandatConnu("Régie du Furan"),))
    assert controle(trimestre(), open_ended) == {}


def test_a_lot_of_ours_missing_on_a_called_cle_is_told_with_its_number():
    said = controle([one for one in trimestre() if one.lots != ("7",)])
    assert "Notre lot 7" in said["LOT_ABSENT"]
    assert "GEN" in said["LOT_ABSENT"]
    assert "ASC" in said["LOT_ABSENT"]


def test_a_lot_sold_before_the_due_date_is_not_missing():
    assert "45" not in controle([one for one in trimestre() if one.lots != ("7",)])["LOT_ABSENT"]


def test_a_grid_changed_on_one_cle_leaves_the_weights_of_the_others():
    former = PoidsCle({"3": 60, "7": 50}, au=date(2025, 12, 31))
    since = PoidsCle({"3": 41, "7": 50}, du=date(2026, 1, 1))
    regridded = replace(DOSSIER, poids={"GEN": (former, since), "ASC": POIDS["ASC"]})
    assert controle(trimestre(), regridded) == {}
    before = [ligne("3", "GEN", 540.0, exigible=date(2025, 4, 1)), *trimestre_2025(date(2025, 4, 1))[1:]]
    assert controle(before, regridded, jour=date(2025, 3, 20)) == {}


def test_a_group_of_lots_counts_for_each_of_them():
    group = [ligne("3+7", "GEN", 910.0), ligne("3+7", "ASC", 168.75)]
    assert controle(group) == {}


@pytest.mark.parametrize(
    ("imprime", "dit"),
    [({"tantiemes": 40.0, "base": 1000.0}, "40 tantièmes imprimés, 41"), ({"base": 10000.0}, "base 10000 imprimée")],
)
def test_printed_weights_that_are_not_those_of_the_reglement_are_told_with_both_figures(imprime, dit):
    lignes = [one._replace(**imprime) if one.lots == ("3",) and one.cle == "GEN" else one for one in trimestre()]
    assert dit in controle(lignes)["TANTIEMES_DIFFERENTS"]


def test_an_amount_off_the_recalculated_one_is_told_with_the_whole_computation():
    lignes = [one._replace(montant_centimes=41_500) if one.cellule == trimestre()[0].cellule else one
              for one in trimestre()]  # fmt: skip
    said = controle(lignes)["MONTANT_RECALCULE"].replace("\u202f", " ").replace("\u00a0", " ")
    assert "5,00 € de plus" in said
    assert "40 000,00 € × 41 ÷ 1000 ÷ 4 = 410,00 €" in said


def test_two_centimes_on_a_line_are_rounding_and_three_are_not():
    first, *others = trimestre()
    assert controle([first._replace(montant_centimes=41_002), *others]) == {}
    assert "MONTANT_RECALCULE" in controle([first._replace(montant_centimes=41_003), *others])


def test_a_syndic_may_put_the_whole_remainder_on_us_so_the_tolerance_grows_with_the_owners():
    first, *others = trimestre()
    dossier = replace(DOSSIER, lots_principaux=100)
    assert controle([first._replace(montant_centimes=41_050), *others], dossier) == {}
    assert "MONTANT_RECALCULE" in controle([first._replace(montant_centimes=41_051), *others], dossier)


def test_the_tolerance_is_a_setting():
    first, *others = trimestre()
    assert controle([first._replace(montant_centimes=41_010), *others], MONTANT_RECALCULE=10) == {}


@pytest.mark.parametrize("periodes", [12, 2, 1])
def test_calls_by_month_by_half_year_or_by_year_are_understood_when_every_line_follows(periodes):
    lignes = [
        one._replace(montant_centimes=compute_part(BUDGETS[COURANT, one.cle], tantiemes, total, periodes))
        for one, tantiemes, total in zip(trimestre(), (41, 50, 38, 52), (1000, 1000, 800, 800), strict=True)
    ]
    assert "MONTANT_RECALCULE" not in controle(lignes)


def test_without_a_budget_on_the_cle_nothing_is_recalculated_and_it_is_said():
    without = replace(ANNEE_2026, budgets={(COURANT, "GEN"): 4_000_000})
    said = controle(trimestre(), replace(DOSSIER, exercices=(without,)))
    assert list(said) == ["BUDGET_INCONNU"]
    assert "clé ASC" in said["BUDGET_INCONNU"]


def test_the_calls_of_a_year_never_sum_to_more_than_our_share_of_its_budget():
    before = [
        one for jour in (T1, T2, T3) for one in deja(jour, ("GEN", 910.0), ("ASC", 168.75))
    ]  # fmt: skip
    dossier = replace(DOSSIER, appelees=before)
    assert "CUMUL_DEPASSE" not in controle(trimestre(T4), dossier, date(2026, 9, 20))
    twice = [*before, *deja(date(2026, 9, 1), ("GEN", 910.0))]
    assert "GEN" in controle(trimestre(T4), replace(DOSSIER, appelees=twice), date(2026, 9, 20))["CUMUL_DEPASSE"]


def test_the_first_two_calls_may_follow_the_former_budget():
    assert list(controle(trimestre_2025(T1), jour=date(2025, 12, 15))) == ["BUDGET_PRECEDENT"]
    second = replace(DOSSIER, appelees=deja(T1, ("GEN", 819.0), ("ASC", 157.5)))
    assert list(controle(trimestre_2025(T2), second)) == ["BUDGET_PRECEDENT"]


def test_the_third_call_on_the_former_budget_is_one_too_many():
    appelees = [*deja(T1, ("GEN", 819.0)), *deja(T2, ("GEN", 819.0))]
    said = controle(trimestre_2025(T3), replace(DOSSIER, appelees=appelees), date(2026, 6, 20))
    assert "Appel n° 3" in said["BUDGET_PRECEDENT_EN_TROP"]
    assert "MONTANT_RECALCULE" not in said


def test_a_complement_is_the_gap_of_the_budgets_for_the_quarters_already_called():
    appelees = [*deja(T1, ("GEN", 819.0)), *deja(T2, ("GEN", 819.0))]
    dossier = replace(DOSSIER, appelees=appelees)
    right = [ligne("3", "GEN", 82.0, "provision_complement", T3), ligne("7", "GEN", 100.0, "provision_complement", T3)]
    assert controle(right, dossier, date(2026, 6, 20)) == {}
    wrong = [right[0]._replace(montant_centimes=12_300), right[1]]
    said = controle(wrong, dossier, date(2026, 6, 20))["COMPLEMENT_DIFFERENT"]
    assert "82,00" in said
    assert "2 trimestres déjà appelés" in said


@pytest.mark.parametrize(
    ("exigible", "jour", "dit"),
    [
        (date(2026, 4, 10), MARS, "premier jour"),
        (date(2026, 4, 1), date(2026, 11, 29), "passé depuis plus d’un trimestre"),
        (date(2027, 6, 1), MARS, "plus de 13 mois"),
    ],
)
def test_a_due_date_off_the_syndicats_year_long_past_or_far_ahead_is_odd(exigible, jour, dit):
    assert dit in controle([ligne("3", "GEN", 410.0, exigible=exigible)], jour=jour)["EXIGIBILITE_INHABITUELLE"]


def test_a_year_that_begins_in_july_has_its_own_quarters():
    july = ExerciceConnu("2025-2026", date(2025, 7, 1), date(2026, 6, 30), None, BUDGETS)
    assert controle(trimestre(), replace(DOSSIER, exercices=(july,))) == {}


def test_the_same_total_under_a_near_date_may_be_the_same_call():
    appelees = deja(date(2026, 4, 15), ("GEN", 910.0), ("ASC", 168.75))
    assert "daté autrement" in controle(trimestre(), replace(DOSSIER, appelees=appelees))["APPEL_RESSEMBLANT"]
    a_quarter_before = replace(DOSSIER, appelees=deja(T1, ("GEN", 910.0), ("ASC", 168.75)))
    assert "APPEL_RESSEMBLANT" not in controle(trimestre(), a_quarter_before)


def test_the_same_total_due_the_same_day_on_other_lots_may_be_the_same_call():
    appelees = deja(T2, ("GEN", 1_078.75))
    assert "autrement réparti" in controle(trimestre(), replace(DOSSIER, appelees=appelees))["APPEL_RESSEMBLANT"]


def test_a_syndic_who_calls_each_month_does_not_call_twice():
    february, march = date(2026, 2, 1), date(2026, 3, 1)
    appelees = deja(february, ("GEN", 910.0), ("ASC", 168.75))
    assert "APPEL_RESSEMBLANT" not in controle(trimestre(march), replace(DOSSIER, appelees=appelees))


def test_a_variation_over_ten_percent_is_told_against_the_call_before_and_last_year():
    appelees = [*deja(T1, ("GEN", 800.0)), *deja(date(2025, 4, 1), ("GEN", 905.0), ("ASC", 168.75))]
    said = controle(trimestre(), replace(DOSSIER, appelees=appelees))["VARIATION_FORTE"]
    assert "110,00" in said
    assert "l’an dernier" not in said


TOITURE = TravauxConnus(date(2025, 6, 12), "14", "Étanchéité de la toiture", "GEN", 9_600_000, (T2, T3))


def test_works_that_no_assembly_voted_are_stopped():
    said = controle([ligne("3", "GEN", 1968.0, "travaux")])
    assert "sans vote connu" in said["TRAVAUX_SANS_VOTE"]


def test_voted_works_at_their_due_date_and_within_our_share_pass():
    dossier = replace(DOSSIER, travaux=(TOITURE,))
    half = [ligne("3", "GEN", 1968.0, "travaux"), ligne("7", "GEN", 2400.0, "travaux")]
    assert controle(half, dossier) == {}


def test_works_called_beyond_our_share_or_off_the_voted_dates_are_told():
    already = deja(T2, ("GEN", 4368.0), nature="travaux")
    dossier = replace(DOSSIER, travaux=(TOITURE,), appelees=already)
    late = [ligne("3", "GEN", 1968.0, "travaux", T4), ligne("7", "GEN", 2500.0, "travaux", T4)]
    said = controle(late, dossier, date(2026, 9, 20))
    assert "8\u202f736,00" in said["TRAVAUX_DEPASSES"]
    assert "01/04/2026, 01/07/2026" in said["TRAVAUX_HORS_ECHEANCE"]


def test_a_vote_after_the_due_date_does_not_cover_the_call():
    after = replace(TOITURE, date_ag=date(2026, 5, 1))
    assert "TRAVAUX_SANS_VOTE" in controle([ligne("3", "GEN", 10.0, "travaux")], replace(DOSSIER, travaux=(after,)))


def fonds(centimes: int) -> Dossier:
    return replace(DOSSIER, exercices=(replace(ANNEE_2026, budgets={**BUDGETS, (FONDS, "GEN"): centimes}),))


def test_the_fonds_de_travaux_is_at_least_five_percent_of_the_budget():
    call = [ligne("3", "GEN", 23.58, "fonds_travaux"), ligne("7", "GEN", 28.75, "fonds_travaux")]
    assert controle(call) == {}
    low = [ligne("3", "GEN", 22.55, "fonds_travaux"), ligne("7", "GEN", 27.50, "fonds_travaux")]
    assert "sous les 5 %" in controle(low, fonds(220_000))["FONDS_TRAVAUX_HORS_NORME"]
    high = [ligne("3", "GEN", 82.0, "fonds_travaux"), ligne("7", "GEN", 100.0, "fonds_travaux")]
    assert "plus de 3 fois" in controle(high, fonds(800_000))["FONDS_TRAVAUX_HORS_NORME"]


def test_the_reserve_advance_stays_under_a_sixth_of_our_share_of_the_budget():
    sixth = (364_000 + 67_500) // 6
    assert controle([ligne("3", "GEN", sixth / 100, "avance")]) == {}
    above = replace(DOSSIER, appelees=deja(date(2025, 4, 1), ("GEN", 100.0), nature="avance"))
    assert "sixième" in controle([ligne("3", "GEN", sixth / 100, "avance")], above)["AVANCE_EXCESSIVE"]
    back = [*above.appelees, *deja(date(2025, 7, 1), ("GEN", -100.0), nature="restitution_avance")]
    assert controle([ligne("3", "GEN", sixth / 100, "avance")], replace(DOSSIER, appelees=back)) == {}


def test_fees_charged_to_us_alone_are_always_to_justify():
    call = [ligne("3", "GEN", 36.0, "frais_imputables")]
    assert "aucun impayé" in controle(call, replace(DOSSIER, solde_centimes=0))["FRAIS_A_VERIFIER"]
    assert "aucun impayé" not in controle(call, replace(DOSSIER, solde_centimes=50_000))["FRAIS_A_VERIFIER"]


def releves(*montants: tuple[str, float]) -> tuple[LigneReleve, ...]:
    return tuple(LigneReleve("Appel", f"F{40 + rang}", "X001", nature, round(euros * 100), nature)
                 for rang, (nature, euros) in enumerate(montants))  # fmt: skip


def test_the_printed_balance_less_the_payments_is_what_our_books_owe():
    printed = releves(("solde_anterieur", 1078.75), ("reglement", -1078.75))
    assert controle(trimestre(), replace(DOSSIER, solde_centimes=0), releves=printed) == {}
    said = controle(trimestre(), replace(DOSSIER, solde_centimes=107_875), releves=printed)
    assert "1\u202f078,75" in said["SOLDE_ANTERIEUR_DIFFERENT"]


def test_books_that_hold_nothing_yet_cannot_contradict_a_printed_balance():
    assert controle(trimestre(), releves=releves(("solde_anterieur", 250.0))) == {}


def test_a_recoverable_share_larger_than_its_line_is_not_believed():
    first, *others = trimestre()
    assert controle([first._replace(recuperable_centimes=30_000), *others]) == {}
    assert "RECUPERABLE_INCOHERENT" in controle([first._replace(recuperable_centimes=41_001), *others])


def test_a_regularisation_cannot_give_back_more_than_was_called_nor_exceed_the_years_measure():
    called = replace(DOSSIER, appelees=deja(date(2025, 10, 1), ("GEN", 900.0)))
    small = [ligne("3", "GEN", -85.0, "regularisation")]
    assert controle(small, called) == {}
    too_much = [ligne("3", "GEN", -950.0, "regularisation")]
    assert "plus que tout ce qui a été appelé" in controle(too_much, called)["REGULARISATION_A_RAPPROCHER"]
    heavy = [ligne("3", "GEN", 700.0, "regularisation")]
    assert "15 %" in controle(heavy, called)["REGULARISATION_A_RAPPROCHER"]


CONNU, AUTRE, FAUX = "FR7630006000011234567890189", "FR7612345987650123456789014", "FR7630006000011234567890188"


def ibans(*imprimes: str, **porteurs: tuple[str, ...]) -> dict[str, str]:
    """What is said of the accounts printed on a good quarter of a syndicat paid on CONNU."""
    dossier = replace(DOSSIER, comptes=frozenset({CONNU}))
    connu = Connaissances(
        Patrimoine((BIZILLON,)), MARS, {"X001": dossier}, porteurs={AUTRE: porteurs.get("porteurs", ())}
    )
    appel = AppelLu("X001", T2, trimestre(), ibans=imprimes)
    return {one.code: one.message for one in run_controles([appel], connu)}


def test_the_known_account_is_silent_and_another_is_compared_never_copied_nor_written_whole():
    assert ibans(CONNU) == {}
    said = ibans(AUTRE)
    assert list(said) == ["IBAN_DIFFERENT"]
    assert AUTRE not in said["IBAN_DIFFERENT"]
    assert "FR76…9014" in said["IBAN_DIFFERENT"]


def test_a_wrong_key_is_told_as_such_and_the_account_of_another_syndicat_too():
    assert list(ibans(FAUX)) == ["IBAN_INVALIDE"]
    assert "X002" in ibans(AUTRE, porteurs=("X002",))["IBAN_PARTAGE"]


def test_nothing_enters_a_closed_period():
    assert "PERIODE_CLOSE" in controle(trimestre(), replace(DOSSIER, mois_clos=frozenset({(2026, 4)})))
    assert "PERIODE_CLOSE" in controle(trimestre(), replace(DOSSIER, mois_clos=frozenset({(2026, 0)})))
    assert controle(trimestre(), replace(DOSSIER, mois_clos=frozenset({(2026, 5)}))) == {}


@given(st.integers(0, 10**10), st.integers(1, 10**5), st.integers(0, 10**5), st.sampled_from([1, 2, 4, 12]))
def test_a_share_is_the_nearest_centime_a_half_upwards(budget, total, tantiemes, periodes):
    part = compute_part(budget, tantiemes, total, periodes)
    exact_twice = 2 * budget * tantiemes
    assert (2 * part - 1) * total * periodes <= exact_twice < (2 * part + 1) * total * periodes


@given(st.lists(st.integers(1, 500), min_size=2, max_size=20), st.integers(0, 10**8))
def test_lines_rounded_one_by_one_stay_within_the_tolerance_of_the_quarter(poids, budget):
    total = sum(poids)
    parts = [compute_part(budget, poid, total, 4) for poid in poids]
    assert abs(4 * sum(parts) - budget) <= 2 * len(poids) + 4
