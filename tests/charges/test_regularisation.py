"""What each tenant owes: every centime of the copropriété goes to one lot, one part, one period, and none is lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charges.decomptes.export_regularisation import name_sens
from services.charges.decomptes.occupation import VACANCE, Bail, Periode
from services.charges.decomptes.regularisation import Depense, Lot, compute_regularisation, split_depense
from services.charges.postes.recuperation import PartRecuperable
from shared.errors import InvalidError

ANNEE_2025 = Periode("2025", date(2025, 1, 1), date(2025, 12, 31))


def depense(code: str = "EAU-01", realise: int = 10_001, taux: int = 100, cle: str = "GEN") -> Depense:
    return Depense(code, "", "601", cle, realise, Decimal(taux))


def lot(numero: str, bailleur: bool = True, **tantiemes: int) -> Lot:
    return Lot(numero, "appartement", bailleur, tantiemes or {"GEN": 1})


def bail(numero: str, lots: str, du: str = "2025-01-01", au: str = "2025-12-31", provisions: int = 0) -> Bail:
    return Bail(numero, tuple(lots.split("+")), date.fromisoformat(du), date.fromisoformat(au), provisions)


def test_the_spare_centimes_go_to_the_largest_remainders_then_to_the_smallest_lots():
    lots = [lot("1"), lot("2"), lot("10")]
    assert split_depense(depense(realise=10_001), lots) == {"1": 3334, "2": 3334, "10": 3333}


def test_lots_are_counted_as_people_do_so_2_is_served_before_10():
    resultat = compute_regularisation([depense(realise=1)], [lot("10"), lot("2")], [], ANNEE_2025)
    assert [(part.lot, part.montant) for part in resultat.parts] == [("2", 1), ("10", 0)]


def test_the_lots_of_other_owners_carry_their_share_but_are_not_shown():
    resultat = compute_regularisation([depense(realise=9_000)], [lot("1"), lot("2", bailleur=False)], [], ANNEE_2025)
    assert [(part.lot, part.montant) for part in resultat.parts] == [("1", 4_500)]
    assert resultat.synthese.copropriete == 9_000


def test_a_tenant_who_leaves_in_june_pays_181_days_and_the_landlord_the_rest():
    resultat = compute_regularisation(
        [depense(realise=3_334)], [lot("2")], [bail("A2", "2", au="2025-06-30", provisions=5_000)], ANNEE_2025
    )
    (part,) = resultat.parts
    assert [(periode.nom, periode.jours, montant) for periode, montant in part.periodes] == [
        ("A2", 181, 1_653),
        (VACANCE, 184, 1_681),
    ]
    assert resultat.soldes[0].solde == 1_653 - 5_000
    assert resultat.synthese.vacance == 1_681


def test_a_tie_of_days_serves_the_earliest_period():
    deux_jours = Periode("ex", date(2025, 1, 1), date(2025, 1, 2))
    baux = [bail("B", "1", "2025-01-02", "2025-01-02"), bail("A", "1", "2025-01-01", "2025-01-01")]
    resultat = compute_regularisation([depense(realise=1)], [lot("1")], baux, deux_jours)
    assert {solde.bail: solde.charges_reelles for solde in resultat.soldes} == {"A": 1, "B": 0}


def test_a_lease_of_a_flat_with_its_parking_sums_both_lots():
    resultat = compute_regularisation(
        [depense(realise=1_000), depense("ELE-02", 300, cle="PKG")],
        [lot("1", GEN=9, PKG=0), lot("P1", GEN=1, PKG=1)],
        [bail("A", "1+P1")],
        ANNEE_2025,
    )
    (solde,) = resultat.soldes
    assert (solde.jours, solde.charges) == (365, {"EAU-01": 1_000, "ELE-02": 300})


def test_a_poste_whose_key_the_lot_does_not_have_appears_at_zero():
    lots = [lot("1", GEN=1, ASC=0), lot("2", GEN=1, ASC=5)]
    resultat = compute_regularisation([depense("ASC-01", 500, cle="ASC")], lots, [bail("A", "1")], ANNEE_2025)
    premier = resultat.parts[0]
    assert (premier.lot, premier.montant, premier.part) == ("1", 0, PartRecuperable(0, 0))
    assert [(periode.nom, montant) for periode, montant in premier.periodes] == [("A", 0)]


def test_a_credit_lowers_what_the_tenant_owes_at_the_same_rate():
    resultat = compute_regularisation(
        [depense("PER-01", 20_000, 75), depense("PRD-01", -4_000, 75)], [lot("1")], [bail("A", "1")], ANNEE_2025
    )
    assert resultat.soldes[0].charges == {"PER-01": 15_000, "PRD-01": -3_000}
    assert resultat.synthese.recuperable == 12_000


def test_the_same_poste_on_two_keys_makes_one_column_for_the_tenant():
    lots = [lot("1", BATA=1, BATB=0), lot("2", BATA=0, BATB=1)]
    depenses = [depense("ASC-01", 500, cle="BATA"), depense("ASC-01", 700, cle="BATB")]
    resultat = compute_regularisation(depenses, lots, [bail("A", "1+2")], ANNEE_2025)
    assert resultat.soldes[0].charges == {"ASC-01": 1_200}


def test_provisions_invoiced_for_a_lease_that_did_not_run_are_owed_back():
    partis = bail("A", "1", "2024-01-01", "2024-12-31", provisions=4_000)
    (solde,) = compute_regularisation([depense()], [lot("1")], [partis], ANNEE_2025).soldes
    assert (solde.jours, solde.charges_reelles, solde.solde) == (0, 0, -4_000)


def test_an_amount_that_no_lot_can_carry_is_refused():
    with pytest.raises(InvalidError, match="aucun lot n’a de tantièmes sur la clé CHF"):
        compute_regularisation([depense(cle="CHF")], [lot("1")], [], ANNEE_2025)


@pytest.mark.parametrize(("solde", "sens"), [(1, "complement"), (-1, "trop-percu"), (0, "nul")])
def test_the_direction_of_a_balance_has_a_name(solde, sens):
    assert name_sens(solde) == sens


@given(
    realises=st.lists(st.tuples(st.integers(-(10**7), 10**7), st.integers(0, 100)), min_size=1, max_size=4),
    tantiemes=st.lists(st.tuples(st.integers(1, 500), st.booleans()), min_size=1, max_size=6),
    bornes=st.lists(st.integers(1, 27), min_size=2, max_size=6, unique=True).map(sorted),
)
def test_every_level_sums_to_the_one_above(realises, tantiemes, bornes):
    depenses = [depense(f"P{n}", montant, taux) for n, (montant, taux) in enumerate(realises)]
    lots = [lot(str(n), bailleur, GEN=poids) for n, (poids, bailleur) in enumerate(tantiemes)]
    notres = [lot.numero for lot in lots if lot.bailleur]
    baux = [
        bail(f"B{n}-{numero}", numero, f"2025-01-{du:02d}", f"2025-01-{au:02d}")
        for numero in notres
        for n, (du, au) in enumerate(zip(bornes[::2], (jour - 1 for jour in bornes[1::2]), strict=False))
        if au >= du
    ]
    janvier = Periode("ex", date(2025, 1, 1), date(2025, 1, 31))
    resultat = compute_regularisation(depenses, lots, baux, janvier)
    for depense_lue in depenses:
        assert sum(split_depense(depense_lue, lots).values()) == depense_lue.realise
    for part in resultat.parts:
        assert part.part.recuperable + part.part.non_recuperable == part.montant
        assert sum(montant for _, montant in part.periodes) == part.part.recuperable
    synthese = resultat.synthese
    assert synthese.recuperable + synthese.non_recuperable == synthese.quote_part
    assert sum(solde.charges_reelles for solde in resultat.soldes) + synthese.vacance == synthese.recuperable
