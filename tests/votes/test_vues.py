"""What a page says of a resolution: our share in euros, and what article 22 does to our votes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.models import AssembleeGenerale, Resolution
from services.votes.vues import compute_quote_part, describe_article_22, describe_certitude
from shared.models import CleRepartition, Origine


def resolution(voix: int | None, total: int | None, montant: int | None = None, cle: str = "GEN") -> Resolution:
    return Resolution(
        ag=AssembleeGenerale(date_ag=date(2026, 12, 18)), cle=CleRepartition(code=cle), voix_bailleur=voix,
        voix_total=total, montant_centimes=montant, type="TRAVAUX_CONSERVATION", confiance=90, mots="toiture",
    )  # fmt: skip


def test_our_share_is_our_tantiemes_of_the_amount():
    assert compute_quote_part(resolution(179, 5_000, 12_000_000)) == 429_600


@pytest.mark.parametrize(("voix", "total", "montant"), [(312, 10_000, None), (None, None, 100), (11, 10, 100)])
def test_without_an_amount_or_a_weight_the_share_is_unknown(voix, total, montant):
    assert compute_quote_part(resolution(voix, total, montant)) is None


@given(st.integers(0, 10_000), st.integers(0, 10**9))
def test_our_share_and_the_others_make_the_amount(voix, montant):
    ours = compute_quote_part(resolution(voix, 10_000, montant))
    others = compute_quote_part(resolution(10_000 - voix, 10_000, montant))
    assert ours + others - montant in (0, 1)


def test_half_of_the_votes_is_not_reduced():
    assert describe_article_22(resolution(5_000, 10_000), Origine.AUTRE) is None


def test_above_half_we_come_down_to_the_sum_of_the_others():
    note = describe_article_22(resolution(6_000, 10_000), Origine.AUTRE)
    assert note == "Art. 22 : nos voix sont ramenées à 4\u202f000, la somme de celles des autres."


def test_the_hlm_body_that_sold_the_lots_keeps_its_votes():
    assert "L. 443-15" in describe_article_22(resolution(6_000, 10_000), Origine.VENTE_HLM_VENDEUR)


def test_a_special_cle_asks_the_lawyer():
    assert "à confirmer par un juriste" in describe_article_22(resolution(3_000, 5_000, cle="BATA"), Origine.AUTRE)


def test_a_corrected_type_names_who_corrected_it():
    corrected = resolution(1, 10)
    assert describe_certitude(corrected) == ("sûr", "d’après «\u00a0toiture\u00a0»")
    corrected.corrige_par = "Claire Morel"
    assert describe_certitude(corrected) == ("corrigé", "par Claire Morel")
