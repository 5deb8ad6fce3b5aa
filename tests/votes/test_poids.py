"""Our weight on a clé on the day of the assembly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.majorites.poids import Part, compute_poids

AG = date(2026, 9, 23)


def weigh(*tantiemes, total=10000, origine="autre", **rest):
    parts = [Part(str(rang), "GEN", nombre) for rang, nombre in enumerate(tantiemes)]
    return compute_poids(parts, "GEN", total, AG, origine, **rest)


def test_our_lots_add_up_and_the_share_is_said_in_french():
    poids = weigh(312, 180)
    assert (poids.voix, poids.lots, poids.voix_effectives) == (492, 2, 492)
    assert poids.texte == "492 voix sur 10\u202f000 (clé GEN), soit 4,92\u00a0%."


def test_a_lot_sold_before_or_bought_after_the_assembly_does_not_vote():
    parts = [
        Part("1", "GEN", 100, au=date(2026, 9, 22)),
        Part("2", "GEN", 200, du=AG),
        Part("3", "GEN", 400, du=date(2026, 9, 24)),
        Part("4", "BATA", 800),
    ]
    assert compute_poids(parts, "GEN", 10000, AG, "autre").voix == 200


def test_above_half_article_22_brings_us_down_to_the_others():
    poids = weigh(6000)
    assert (poids.voix_effectives, poids.total_effectif) == (4000, 8000)
    assert "ramenées à 4\u202f000 voix" in poids.texte


def test_the_hlm_vendor_keeps_his_votes_and_a_special_key_is_left_to_the_lawyer():
    assert "organisme HLM vendeur" in weigh(6000, origine="vente_hlm_vendeur").texte
    speciale = weigh(6000, generale=False)
    assert (speciale.voix_effectives, "clé spéciale" in speciale.texte) == (6000, True)


def test_no_lot_on_that_key_is_said_plainly():
    assert weigh().texte == "Nous n’avons aucune voix sur la clé GEN."


def test_more_tantiemes_than_the_key_holds_is_refused():
    with pytest.raises(ValueError, match="n’en compte que 100"):
        weigh(101, total=100)


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_a_reduced_owner_holds_exactly_half(total, voix):
    poids = weigh(min(voix, total - 1), total=total)
    assert 2 * poids.voix_effectives <= poids.total_effectif
    assert (poids.voix_effectives < poids.voix) == (2 * poids.voix > total and poids.voix < total)
