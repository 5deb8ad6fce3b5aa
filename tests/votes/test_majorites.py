"""The law of majorities, article by article (loi n° 65-557 du 10 juillet 1965)."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.majorites import calcul as majorites
from services.votes.majorites import voix
from services.votes.majorites.calcul import Bulletin, compute_majorite
from services.votes.majorites.voix import Compte, Proprietaire, Scrutin


def columns(pour=0, contre=0, abstention=0, absent=0, tetes=(0, 0, 0, 0)):
    return Scrutin(*(Compte(v, t) for v, t in zip((pour, contre, abstention, absent), tetes, strict=True)))


def vote(article, pour=0, contre=0, abstention=0, absent=0, tetes=(0, 0, 0, 0), second=None, **rest):
    scrutin = columns(pour, contre, abstention, absent, tetes)
    return compute_majorite(
        Bulletin("R", article, scrutin.total_voix, scrutin.total_tetes, scrutin=scrutin, second_scrutin=second, **rest)
    )


def assemblee(article, *proprietaires, second=None, **rest):
    total = sum(p.voix for p in proprietaires)
    tetes = sum(p.tetes for p in proprietaires)
    return compute_majorite(
        Bulletin("R", article, total, tetes, proprietaires=proprietaires, second_scrutin=second, **rest)
    )


def owner(nom, nombre, choix="pour", mode="present", **rest):
    return Proprietaire(nom, nombre, mode=mode, vote=None if mode == "absent" else choix, **rest)


class TestArticle24:
    def test_an_equal_vote_rejects(self):
        assert not vote("24", pour=300, contre=300, abstention=50, absent=350).adoptee

    def test_one_vote_more_adopts_whatever_the_absent(self):
        assert vote("24", pour=2, contre=1, absent=9997).adoptee

    def test_nobody_expressed_means_not_adopted(self):
        assert not vote("24", abstention=600, absent=400).adoptee

    def test_an_abstention_weighs_on_neither_side(self):
        assert vote("24", pour=10, contre=9, abstention=900).adoptee

    def test_a_failure_is_final_there_is_no_bridge(self):
        resultat = vote("24", pour=400, contre=500, absent=100)
        assert (resultat.passerelle, resultat.second_article) == (False, None)


class TestArticle25:
    def test_exactly_half_fails_and_one_more_adopts(self):
        assert not vote("25", pour=500, absent=500).adoptee
        assert vote("25", pour=501, absent=499).adoptee

    def test_an_abstention_is_not_a_vote_for(self):
        assert not vote("25", pour=500, abstention=500).adoptee

    @pytest.mark.parametrize(
        ("pour", "total", "ouverte"), [(333, 1000, False), (334, 1000, True), (3333, 10000, False), (3333, 9999, True)]
    )
    def test_the_bridge_25_1_opens_at_one_third_inclusive(self, pour, total, ouverte):
        resultat = vote("25", pour=pour, absent=total - pour)
        assert resultat.passerelle is ouverte
        assert resultat.second_article == ("24" if ouverte else None)

    def test_the_second_ballot_is_a_real_ballot_at_article_24(self):
        second = columns(pour=100, contre=101, absent=799)
        assert vote("25", pour=400, absent=600, second=second).second_adoptee is False
        assert vote("25", pour=400, contre=500, absent=100, second=columns(3, 2, absent=995)).second_adoptee is True

    def test_no_second_ballot_yet_leaves_the_outcome_open(self):
        resultat = vote("25", pour=400, absent=600)
        assert (resultat.passerelle, resultat.second_adoptee, resultat.adoptee) == (True, None, False)

    def test_a_second_ballot_without_a_bridge_has_no_effect(self):
        resultat = vote("25", pour=100, absent=900, second=columns(900, 0, absent=100))
        assert resultat.second_adoptee is None
        assert "sans effet" in resultat.explication

    def test_an_adopted_resolution_opens_no_bridge(self):
        assert not vote("25", pour=501, absent=499).passerelle


class TestArticle25f:
    def test_under_one_third_energy_works_may_return_within_three_months(self):
        resultat = vote("25f", pour=333, contre=400, absent=267)
        assert (resultat.passerelle, resultat.nouvelle_ag_trois_mois) == (False, True)

    def test_from_one_third_the_ordinary_bridge_serves(self):
        resultat = vote("25f", pour=334, contre=400, absent=266)
        assert (resultat.passerelle, resultat.nouvelle_ag_trois_mois) == (True, False)

    def test_other_article_25_matters_never_get_the_new_assembly(self):
        assert not vote("25", pour=100, absent=900).nouvelle_ag_trois_mois


class TestArticle26:
    def test_needs_more_than_half_of_the_members_and_two_thirds_of_the_votes(self):
        assert vote("26", pour=6000, absent=3000, tetes=(6, 0, 0, 5)).adoptee
        assert not vote("26", pour=6000, absent=3000, tetes=(5, 0, 0, 5)).adoptee
        assert not vote("26", pour=5999, absent=3001, tetes=(6, 0, 0, 5)).adoptee

    def test_the_bridge_26_1_counts_an_abstainer_among_the_members_present(self):
        ouverte = vote("26", pour=400, contre=300, absent=300, tetes=(3, 3, 0, 9))
        fermee = vote("26", pour=400, contre=200, abstention=100, absent=300, tetes=(3, 3, 1, 9))
        assert (ouverte.second_article, fermee.second_article) == ("25", None)

    def test_the_bridge_26_1_also_needs_one_third_of_the_votes(self):
        assert not vote("26", pour=333, contre=100, absent=567, tetes=(9, 1, 0, 5)).passerelle

    def test_after_26_1_fails_at_article_25_nothing_follows(self):
        resultat = vote(
            "26", pour=450, contre=300, absent=250, tetes=(8, 3, 0, 4), second=columns(500, 250, absent=250)
        )
        assert (resultat.second_article, resultat.second_adoptee) == ("25", False)


class TestUnanimite:
    def test_is_every_vote_of_every_owner_not_of_those_present(self):
        assert vote("unanimite", pour=1000).adoptee
        assert not vote("unanimite", pour=999, absent=1).adoptee

    def test_has_no_bridge(self):
        assert not vote("unanimite", pour=999, contre=1).passerelle


class TestArticle22:
    def test_the_majority_owner_comes_down_to_the_sum_of_all_the_others(self):
        resultat = assemblee("24", owner("bailleur", 700), owner("a", 200, "contre"), owner("b", 100, mode="absent"))
        assert (resultat.total_voix_effectif, resultat.voix_bailleur_effectives) == (600, 300)
        assert resultat.adoptee
        assert "ramenées de 700 à 300" in resultat.explication

    def test_reduced_and_alone_against_all_he_only_ties(self):
        resultat = assemblee("24", owner("bailleur", 700), owner("a", 200, "contre"), owner("b", 100, "contre"))
        assert not resultat.adoptee

    def test_reduced_he_misses_article_25_but_reaches_the_bridge(self):
        resultat = assemblee("25", owner("bailleur", 700), owner("a", 300, "contre"))
        assert (resultat.adoptee, resultat.passerelle) == (False, True)

    def test_exactly_half_is_not_reduced(self):
        assert assemblee("24", owner("bailleur", 500), owner("a", 500, "contre")).total_voix_effectif == 1000

    def test_the_hlm_vendor_is_not_reduced(self):
        resultat = assemblee("25", owner("bailleur", 700, vendeur_hlm=True), owner("a", 300, "contre"))
        assert (resultat.adoptee, resultat.voix_bailleur_effectives) == (True, 700)

    def test_a_group_of_owners_is_never_reduced(self):
        autres = Proprietaire("autres", 700, tetes=6, mode="present", vote="contre")
        resultat = assemblee("24", owner("bailleur", 300), autres)
        assert resultat.total_voix_effectif == 1000

    @pytest.mark.parametrize("regime", ["cle_speciale", "parties_communes_speciales"])
    def test_a_special_key_is_not_reduced_by_default_and_says_so(self, regime):
        resultat = assemblee("25", owner("bailleur", 700), owner("a", 300, "contre"), regime=regime)
        assert (resultat.adoptee, resultat.total_voix_effectif) == (True, 1000)
        assert "Clé spéciale" in resultat.explication

    def test_the_syndicats_own_lots_leave_the_total_before_the_half_is_looked_for(self):
        resultat = assemblee(
            "24", owner("bailleur", 500), owner("a", 400, "contre"), owner("loge", 100, mode="absent", syndicat=True)
        )
        assert (resultat.total_voix_effectif, resultat.voix_bailleur_effectives) == (800, 400)
        assert not resultat.adoptee

    def test_the_second_ballot_of_26_1_is_counted_on_the_reduced_total(self):
        owners = (owner("bailleur", 700), owner("a", 200, "contre"), owner("b", 100, mode="absent"))
        assert not assemblee("26", *owners, second=columns(300, 200, absent=100)).second_adoptee
        assert assemblee("26", *owners, second=columns(301, 199, absent=100)).second_adoptee

    def test_amended_the_reduced_owner_s_favourable_form_leaves_with_his_reduced_votes(self):
        owners = (owner("bailleur", 700, "pour", "correspondance"), owner("a", 300, "contre"))
        resultat = assemblee("24", *owners, amendee=True)
        assert (resultat.total_voix_effectif, resultat.position_bailleur, resultat.adoptee) == (
            600,
            "defaillant",
            False,
        )

    def test_the_half_of_all_the_owners_whoever_came_is_what_reduces(self):
        presents = assemblee("24", owner("bailleur", 400), owner("a", 200, "contre"), owner("b", 400, mode="absent"))
        assert presents.voix_bailleur_effectives == 400


class TestDeuxCoproprietaires:
    def test_more_than_half_decides_article_24_even_against_the_other(self):
        assert assemblee("24", owner("a", 501), owner("b", 499, "contre"), regime="deux_coproprietaires").adoptee

    def test_half_does_not_decide_even_when_the_other_is_absent(self):
        resultat = assemblee("24", owner("a", 500), owner("b", 500, mode="absent"), regime="deux_coproprietaires")
        assert not resultat.adoptee

    def test_article_25_needs_two_thirds_inclusive(self):
        regime = "deux_coproprietaires"
        assert assemblee("25", owner("a", 600), owner("b", 300, "contre"), regime=regime).adoptee
        assert not assemblee("25", owner("a", 599), owner("b", 301, "contre"), regime=regime).adoptee

    def test_the_syndic_is_chosen_by_more_than_half(self):
        resultat = assemblee(
            "25", owner("a", 501), owner("b", 499, "contre"), regime="deux_coproprietaires", type="SYNDIC_DESIGNATION"
        )
        assert resultat.adoptee

    def test_article_22_is_set_aside(self):
        resultat = assemblee("24", owner("bailleur", 900), owner("b", 100), regime="deux_coproprietaires")
        assert resultat.voix_bailleur_effectives == 900


class TestWhoseVoteCounts:
    def test_the_debtor_does_not_vote_on_the_seizure_of_his_lot(self):
        resultat = assemblee(
            "24", owner("a", 200), owner("debiteur", 300, "contre", exclu_19_2=True), owner("b", 500, mode="absent")
        )
        assert (resultat.adoptee, resultat.total_voix_effectif) == (True, 1000)

    def test_an_inadmissible_form_counts_as_absent(self):
        resultat = assemblee(
            "24", owner("bailleur", 300, "contre", "correspondance", formulaire_recevable=False), owner("a", 100)
        )
        assert (resultat.adoptee, resultat.position_bailleur, resultat.peut_contester) == (True, "defaillant", True)

    def test_on_an_amended_resolution_a_favourable_postal_vote_becomes_defaillant(self):
        bulletin = [
            owner("bailleur", 300, "pour", "correspondance"),
            owner("a", 100, "contre"),
            owner("b", 600, mode="absent", vendeur_hlm=True),
        ]
        assert assemblee("24", *bulletin).adoptee
        amendee = assemblee("24", *bulletin, amendee=True)
        assert (amendee.adoptee, amendee.position_bailleur, amendee.peut_contester) == (False, "defaillant", True)

    @pytest.mark.parametrize("choix", ["contre", "abstention"])
    def test_on_an_amended_resolution_the_other_postal_votes_stay(self, choix):
        resultat = assemblee("24", owner("bailleur", 300, choix, "correspondance"), owner("a", 299), amendee=True)
        assert resultat.position_bailleur == {"contre": "opposant", "abstention": "abstention"}[choix]

    def test_an_owner_present_is_not_bothered_by_the_amendment(self):
        assert assemblee("24", owner("a", 51), owner("b", 50, "contre"), owner("c", 1), amendee=True).adoptee


class TestWhoMayContest:
    @pytest.mark.parametrize(
        ("choix", "autres", "attendu"),
        [
            ("contre", "pour", True),
            ("pour", "pour", False),
            ("abstention", "pour", False),
            ("pour", "contre", True),
            ("contre", "contre", False),
            ("abstention", "contre", False),
        ],
    )
    def test_only_the_losing_side(self, choix, autres, attendu):
        resultat = assemblee("24", owner("bailleur", 300, choix), Proprietaire("autres", 700, 4, "present", autres))
        assert resultat.peut_contester is attendu

    def test_the_absent_may_always(self):
        resultat = assemblee("24", owner("bailleur", 300, mode="absent"), owner("a", 100), owner("b", 300))
        assert (resultat.position_bailleur, resultat.peut_contester) == ("defaillant", True)

    def test_nothing_is_known_while_a_bridge_is_open_and_not_played(self):
        proprietaires = [owner("bailleur", 340), Proprietaire("autres", 660, 9, "absent")]
        assert assemblee("25", *proprietaires).peut_contester is None
        second = columns(pour=100, contre=300, absent=600)
        assert assemblee("25", *proprietaires, second=second).peut_contester is True

    def test_nothing_is_known_when_we_are_not_in_the_list(self):
        assert assemblee("24", owner("a", 300)).peut_contester is None


counts = st.integers(0, 2000)
articles = st.sampled_from(majorites.ARTICLES_VOTABLES)


@given(articles, counts, counts, counts, counts, st.integers(1, 500))
def test_moving_votes_to_pour_never_turns_an_adoption_into_a_rejection(
    article, pour, contre, abstention, absent, moved
):
    tetes = (pour, contre, abstention, absent)
    avant = vote(article, pour, contre, abstention, absent, tetes)
    for rang in (1, 2, 3):
        colonnes = [pour, contre, abstention, absent]
        change = min(moved, colonnes[rang])
        colonnes[0] += change
        colonnes[rang] -= change
        apres = vote(article, *colonnes, tuple(colonnes))
        assert apres.adoptee >= avant.adoptee
        assert (apres.adoptee or apres.passerelle) >= (avant.adoptee or avant.passerelle)


@given(articles, counts, counts, counts, counts)
def test_an_adoption_never_opens_a_bridge_nor_a_new_assembly(article, pour, contre, abstention, absent):
    resultat = vote(article, pour, contre, abstention, absent, (pour, contre, abstention, absent))
    assert not (resultat.adoptee and (resultat.passerelle or resultat.nouvelle_ag_trois_mois))
    assert not (resultat.passerelle and resultat.nouvelle_ag_trois_mois)
    assert resultat.passerelle == (resultat.second_article is not None)


owners = st.lists(
    st.builds(
        Proprietaire,
        id=st.uuids().map(str),
        voix=st.integers(0, 1000),
        mode=st.sampled_from(voix.MODES),
        vote=st.sampled_from(voix.VOTES),
        formulaire_recevable=st.booleans(),
        vendeur_hlm=st.booleans(),
        exclu_19_2=st.booleans(),
        syndicat=st.booleans(),
    ),
    min_size=2,
    max_size=12,
)


@given(owners, st.booleans())
def test_after_reduction_no_single_owner_holds_more_than_half(proprietaires, amendee):
    decompte = voix.count_voix([replace(p, vendeur_hlm=False) for p in proprietaires], "normal", amendee)
    votants = [p for p in proprietaires if not p.syndicat]
    if sum(p.voix > 0 for p in votants) < 2:
        return
    reduit = decompte.reduction
    for p in votants:
        effectives = reduit.apres if reduit and reduit.proprietaire == p.id else p.voix
        assert 2 * effectives <= decompte.total_voix
    assert decompte.scrutin.total_voix == decompte.total_voix


def test_there_is_no_float_in_the_rules_of_majority():
    for module in (majorites, voix):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
            assert not (isinstance(node, ast.Name) and node.id == "float")
