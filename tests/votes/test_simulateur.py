"""What our votes can do at each attendance: decided, blocked, or neither; never an estimate."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.majorites import simulateur
from services.votes.majorites.membres import list_poids, record_membres
from services.votes.majorites.simulateur import Etat, Situation, count_manquantes, find_etat, list_lignes, list_segments
from services.votes.majorites.simulations import LARGEUR, describe_situation, simulate_resolution
from services.votes.models import Resolution
from shared.database import Session
from shared.errors import InvalidError, NotFoundError, StaleError
from shared.models import Copropriete
from tests.votes.conftest import AUJOURDHUI, resolution_of
from tests.votes.portes import open_browser

D, B, S, X = Etat.DECIDE, Etat.BLOQUE, Etat.SANS_EFFET, Etat.IMPOSSIBLE


def stretches(situation, **rest):
    return [(segment.etat, segment.de, segment.a) for segment in list_segments(situation, **rest)]


class TestStretches:
    def test_article_24_we_decide_until_the_others_equal_us_and_a_tie_rejects(self):
        assert stretches(Situation("24", 3120, 10_000)) == [(D, 0, 3119), (B, 3120, 3120), (S, 3121, 6880)]

    def test_article_25_under_a_third_absents_sink_it_then_we_block_until_the_others_reach_the_bridge(self):
        assert stretches(Situation("25", 3120, 10_000)) == [(X, 0, 213), (B, 214, 3333), (S, 3334, 6880)]

    def test_article_25_from_a_third_the_bridge_lets_us_decide(self):
        assert stretches(Situation("25", 3600, 10_000)) == [(D, 0, 3599), (B, 3600, 3600), (S, 3601, 6400)]
        assert stretches(Situation("25", 3600, 10_000), passerelle=False)[0] == (X, 0, 1400)

    def test_reduced_by_article_22_we_hold_half_and_can_always_block(self):
        assert stretches(Situation("25", 5000, 10_000)) == [(D, 0, 4999), (B, 5000, 5000)]

    def test_the_hlm_vendor_above_half_decides_whatever_the_attendance(self):
        assert stretches(Situation("25", 5001, 10_000)) == [(D, 0, 4999)]

    def test_article_26_more_than_a_third_blocks_the_first_ballot_and_half_blocks_the_bridge(self):
        assert stretches(Situation("26", 3600, 10_000, 40)) == [(X, 0, 1400), (B, 1401, 5000), (S, 5001, 6400)]
        assert stretches(Situation("26", 3600, 10_000, 40), passerelle=False) == [(X, 0, 3066), (B, 3067, 6400)]

    def test_unanimity_cannot_do_without_us_nor_without_anybody(self):
        assert stretches(Situation("unanimite", 300, 10_000)) == [(X, 0, 9699), (B, 9700, 9700)]

    def test_two_co_owners_have_two_attendances_and_their_own_majorities(self):
        deux = Situation("25", 6000, 9000, 2, "deux_coproprietaires")
        assert [segment.etat for segment in list_segments(deux)] == [D, D]
        assert [ligne.presentes for ligne in list_lignes(deux)] == [0, 3000]
        egal = Situation("24", 500, 1000, 2, "deux_coproprietaires")
        assert [segment.etat for segment in list_segments(egal)] == [X, B]

    def test_without_votes_we_never_weigh(self):
        assert stretches(Situation("24", 0, 1000)) == [(X, 0, 0), (S, 1, 1000)]


@st.composite
def votes_to_come(draw):
    """A vote to come, and how many votes of the others are present; members hold a vote each at least."""
    autres = draw(st.integers(1, 60))
    membres = draw(st.none() | st.integers(3, 12)) if autres >= 11 else None
    voix = draw(st.integers(0, 60))
    article = draw(st.sampled_from(["24", "25", "25f", "26", "unanimite"]))
    return Situation(article, voix, voix + autres, membres), draw(st.integers(0, autres))


@given(votes_to_come(), st.booleans())
def test_the_stretches_say_the_same_as_each_attendance_one_by_one(vote, passerelle):
    situation, _ = vote
    told = [
        segment.etat
        for segment in list_segments(situation, passerelle=passerelle)
        for _ in range(segment.a - segment.de + 1)
    ]
    assert told == [find_etat(situation, eux, passerelle=passerelle) for eux in range(situation.autres + 1)]


@given(votes_to_come())
def test_one_more_voix_of_ours_never_weakens_us(vote):
    situation, presentes = vote
    rang = {X: 0, S: 0, B: 1, D: 2}
    plus = Situation(situation.article, situation.voix + 1, situation.total, situation.membres)
    presentes = min(presentes, plus.autres - 1)
    if (plus.autres < 12 and plus.membres) or presentes < 0:
        return
    assert rang[find_etat(plus, presentes)] >= rang[find_etat(situation, presentes)]


@given(votes_to_come())
def test_the_votes_to_win_over_are_exactly_enough(vote):
    situation, presentes = vote
    manquantes = count_manquantes(situation, presentes)
    assert (manquantes is None) == (find_etat(situation, presentes) is X)
    if situation.voix and manquantes is not None:
        assert (manquantes == 0) == (find_etat(situation, presentes) is D)


def test_there_is_no_float_in_the_simulator():
    for node in ast.walk(ast.parse(Path(simulateur.__file__).read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))


class TestDrawn:
    @pytest.mark.parametrize(
        "situation", [Situation("24", 3120, 10_000), Situation("26", 1, 10_000), Situation("25", 5001, 10_000)]
    )
    def test_the_picture_is_whole_and_each_stretch_can_be_seen(self, situation):
        bandes = describe_situation(situation, "Générales", "", "25-1").bandes
        assert sum(bande.largeur for bande in bandes) == LARGEUR
        assert all(bande.largeur >= 20 for bande in bandes)
        assert [bande.x for bande in bandes] == [sum(b.largeur for b in bandes[:rang]) for rang in range(len(bandes))]

    def test_the_verdict_is_a_sentence(self):
        verdict = describe_situation(Situation("24", 3120, 10_000), "Générales", "", None).verdict
        assert verdict.startswith("Nous décidons jusqu’à 45 % des autres voix présentes ; nous pouvons bloquer")
        assert "bloquer à 3\u202f120 voix des autres présentes exactement ;" in verdict
        assert verdict.endswith("au-delà, nos voix seules ne suffisent plus.")
        entier = describe_situation(Situation("25", 5001, 10_000), "Générales", "", "25-1").verdict
        assert entier == "Nous décidons quelle que soit la présence."

    def test_the_resolution_page_shows_it_with_its_table(self, application, parc_sqlite):
        resolution = resolution_of(parc_sqlite.add_ag(), 2)
        rc = open_browser(application, parc_sqlite.rc)
        assert f"/votes/resolutions/{resolution.id}/simulateur" in rc.get(f"/votes/resolutions/{resolution.id}").text
        html = rc.get(f"/votes/resolutions/{resolution.id}/simulateur").text
        assert "<svg" in html
        assert "Nous décidons jusqu’à 3 %" in html
        assert "Voix à rallier pour adopter" in html
        assert "style=" not in html

    def test_an_unknown_majority_is_not_simulated(self, application, parc_sqlite):
        ag = parc_sqlite.add_ag(agenda="1. PPT")
        rc = open_browser(application, parc_sqlite.rc)
        html = rc.get(f"/votes/resolutions/{resolution_of(ag, 1).id}/simulateur").text
        assert "La majorité n’est pas connue d’avance (à déterminer)" in html


class TestMembres:
    def test_two_members_change_the_regime_and_set_article_22_aside(self, parc):
        resolution = resolution_of(parc.add_ag(), 2)
        with Session.begin() as session:
            record_membres(session, parc.rc, "C001", 2, 0)
        with Session() as session:
            simulation = simulate_resolution(session, session.get(Resolution, resolution.id))
            assert (simulation.membres, [ligne.etat for ligne in simulation.lignes]) == (
                2,
                ["impossible", "sans-effet"],
            )
            copropriete = session.query(Copropriete).filter_by(code="C001").one()
            assert [one.poids.voix for one in list_poids(session, copropriete, 2, AUJOURDHUI)] == [312, 179]

    def test_a_second_writer_is_told(self, parc_sqlite):
        with Session.begin() as session:
            record_membres(session, parc_sqlite.rc, "C001", 12, 0)
        with Session.begin() as session, pytest.raises(StaleError, match="12"):
            record_membres(session, parc_sqlite.rc, "C001", 14, 0)

    def test_none_or_too_many_is_refused_and_elsewhere_is_not_seen(self, parc_sqlite):
        with Session.begin() as session, pytest.raises(InvalidError):
            record_membres(session, parc_sqlite.rc, "C001", 0, 0)
        with Session.begin() as session, pytest.raises(NotFoundError):
            record_membres(session, parc_sqlite.rc, "C002", 10, 0)

    def test_the_page_of_our_weight_keeps_the_number(self, application, parc_sqlite):
        rc = open_browser(application, parc_sqlite.rc)
        page = rc.post("/votes/coproprietes/C001/poids", membres="24", version=0)
        assert "Nombre de copropriétaires enregistré" in page.text
        assert "<strong>24</strong>" in page.text
        assert rc.post("/votes/coproprietes/C001/poids", membres="x", version=1).status_code == 422

    def test_the_picture_asks_for_the_members_says_what_it_assumes_and_is_drawn_again(self, application, parc_sqlite):
        ag_id = parc_sqlite.add_ag(agenda="1. Cession d’une partie commune : vente des combles à M. Petit")
        resolution_id = resolution_of(ag_id, 1).id
        rc = open_browser(application, parc_sqlite.rc)
        address = f"/votes/resolutions/{resolution_id}"
        before = rc.get(f"{address}/simulateur").text
        assert "leur nombre n’est pas renseigné" in before
        assert "le pire cas est supposé" in before
        assert (
            "Combien de copropriétaires"
            not in open_browser(application, parc_sqlite.ju).get(f"{address}/simulateur").text
        )
        rc.post("/votes/coproprietes/C001/poids", membres="24", version=0, resolution=resolution_id)
        after = rc.get(f"{address}/simulateur").text
        assert "Combien de copropriétaires" not in after
        assert "Membres du syndicat : 24" in after
