"""The law of proxies, and which way our vote should leave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.envois.canaux import Enjeu, Limite, list_avertissements, recommend_canal
from services.votes.envois.mandats import Mandataire, QualiteMandataire, check_mandataire
from services.votes.models import Canal

CORRESPONDANCE, POUVOIR, PRESENCE = Canal.CORRESPONDANCE, Canal.POUVOIR, Canal.PRESENCE


def salarie(autres_mandats: int = 0, autres_voix: int = 0) -> Mandataire:
    return Mandataire("Thomas Giraud", "12 rue Garibaldi, Lyon", QualiteMandataire.SALARIE, autres_mandats, autres_voix)


def test_three_mandates_are_allowed_whatever_they_weigh():
    assert check_mandataire(salarie(2, 5_000), 4_000, 10_000) == []


def test_a_fourth_mandate_needs_ten_percent_at_most_inclusive():
    assert check_mandataire(salarie(3, 688), 312, 10_000) == []
    [faute] = check_mandataire(salarie(3, 689), 312, 10_000)
    assert "10 %" in faute


@given(st.integers(0, 9), st.integers(0, 10_000), st.integers(1, 10_000), st.integers(10_000, 100_000))
def test_one_more_vote_never_makes_a_refused_proxy_acceptable(mandats, voix, nos_voix, total):
    before = check_mandataire(salarie(mandats, voix), nos_voix, total)
    after = check_mandataire(salarie(mandats, voix + 1), nos_voix, total)
    assert not before or after


@pytest.mark.parametrize(
    "qualite", [QualiteMandataire.SYNDIC, QualiteMandataire.PROCHE_SYNDIC, QualiteMandataire.PREPOSE_SYNDIC]
)
def test_the_syndic_his_relatives_and_his_staff_may_not_hold_our_pouvoir(qualite):
    [faute] = check_mandataire(Mandataire("X", "Y", qualite), 312, 10_000)
    assert "loi art. 22" in faute


def test_the_debtor_whose_lot_may_be_seized_represents_nobody():
    [faute] = check_mandataire(Mandataire("X", "Y", QualiteMandataire.DEBITEUR), 312, 10_000)
    assert "loi art. 19-2" in faute


def test_a_blank_pouvoir_is_forbidden_here():
    fautes = check_mandataire(Mandataire(" ", "", QualiteMandataire.AUTRE), 312, 10_000)
    assert len(fautes) == 2
    assert "pouvoir en blanc" in fautes[0]


def enjeu(type_: str = "QUITUS", article: str = "24", voix: int = 312, quote_part: int | None = None) -> Enjeu:
    return Enjeu("4", type_, article, voix, 10_000, quote_part)


@pytest.mark.parametrize(
    ("un", "canal"),
    [
        (enjeu(), CORRESPONDANCE),
        (enjeu(quote_part=4_999_999), CORRESPONDANCE),
        (enjeu(quote_part=5_000_000), PRESENCE),
        (enjeu(article="25", voix=3_333), CORRESPONDANCE),
        (enjeu(article="25", voix=3_334), PRESENCE),
        (enjeu(article="24", voix=9_000), CORRESPONDANCE),
        (enjeu("SYNDIC_DESIGNATION", "25"), PRESENCE),
    ],
)
def test_somebody_sits_for_us_when_it_matters(un, canal):
    recommandation = recommend_canal([un], 5_000_000)
    assert recommandation.canal is canal
    assert recommandation.raisons


def avertir(canal=CORRESPONDANCE, jour=date(2026, 12, 1), imprimee=None, seconde_ligne=True, envoye=None):
    limite = Limite(date(2026, 12, 14), imprimee, date(2026, 12, 10))
    return " ".join(
        list_avertissements(
            canal, limite, jour, seconde_ligne=seconde_ligne, seconds_votes=["3", "5"], formulaire_envoye=envoye
        )
    )


def test_the_earlier_of_the_printed_and_the_legal_limit_holds():
    assert "passée" not in avertir(jour=date(2026, 12, 14))
    assert "14/12/2026 est passée" in avertir(jour=date(2026, 12, 15))
    assert "12/12/2026 est passée" in avertir(jour=date(2026, 12, 13), imprimee=date(2026, 12, 12))
    assert "14/12/2026 est proche" in avertir(jour=date(2026, 12, 11), imprimee=date(2026, 12, 20))


def test_what_cancels_or_weakens_a_form_is_said():
    assert "décret art. 14-1" in avertir()
    assert "résolutions 3, 5" in avertir(seconde_ligne=False)
    assert "2026-0042-1" in avertir(PRESENCE, envoye="2026-0042-1")
    assert avertir(POUVOIR) == ""
