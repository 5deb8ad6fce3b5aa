"""The voting policy proposes, with its reason and the version of its rule; it never sends."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.models import GenreRegle, Position, Resolution
from services.votes.politique.conditions import (
    Cas,
    Conditions,
    describe_conditions,
    find_fautes,
    is_met,
    load_conditions,
)
from services.votes.politique.doctrine import propose, propose_position
from services.votes.politique.reglages import SaisieRegle, add_regle, change_regle, list_versions, withdraw_regle
from services.votes.politique.regles import RegleLue
from services.votes.politique.regles_defaut import DOCTRINE, load_doctrine
from shared.database import Session
from shared.errors import InvalidError, StaleError
from tests.votes.conftest import resolution_of

TRAVAUX = Cas("TRAVAUX_CONSERVATION", "24", "Réfection de la toiture", 1_000_000, 312_00, 312, 10_000, "LYO", "C001")
JOUR = date(2026, 11, 23)


def regle(position=Position.POUR, ordre=10, nom="R1 v1", **conditions):
    return RegleLue(nom, ordre, "Une règle", Conditions(**conditions), "Parce que.", position=position)


def saisie(position=Position.POUR, motif="Parce que.", **conditions):
    return SaisieRegle(genre=GenreRegle.DOCTRINE, libelle="Une règle", motif=motif,
                       conditions=Conditions(**conditions), position=position)  # fmt: skip


class TestConditions:
    @pytest.mark.parametrize(
        ("conditions", "tient"),
        [
            ({}, True),
            ({"types": ("TRAVAUX_CONSERVATION", "QUITUS")}, True),
            ({"types": ("QUITUS",)}, False),
            ({"articles": ("26",)}, False),
            ({"quote_part_min": 312_00}, True),
            ({"quote_part_min": 312_01}, False),
            ({"quote_part_max": 312_00}, False),
            ({"part_min": 31}, True),
            ({"part_min": 32}, False),
            ({"mots": ("toiture",)}, True),
            ({"mots": ("toit",)}, False),
            ({"agences": ("STE",)}, False),
            ({"origine": "VENTE_HLM_VENDEUR"}, False),
            ({"anomalies": True}, False),
            ({"anomalies": False}, True),
            ({"montant_connu": False}, False),
        ],
    )
    def test_each_one_holds_or_not(self, conditions, tient):
        assert is_met(Conditions(**conditions), TRAVAUX) is tient

    def test_an_unknown_amount_meets_no_bound(self):
        inconnu = replace(TRAVAUX, montant=None, quote_part=None)
        assert not is_met(Conditions(quote_part_min=0), inconnu)
        assert not is_met(Conditions(quote_part_max=10_000_000), inconnu)

    def test_a_title_that_cannot_be_qualified_meets_only_a_rule_that_says_so(self):
        flou = replace(TRAVAUX, type="A_QUALIFIER")
        assert not is_met(Conditions(), flou)
        assert is_met(Conditions(types=("A_QUALIFIER",)), flou)

    def test_they_are_told_in_french(self):
        told = describe_conditions(Conditions(types=("QUITUS",), quote_part_min=500_000, part_max=333, anomalies=True))
        assert told == [
            "type : Quitus au syndic", "notre quote-part à partir de 5\u202f000,00\xa0€", "nos voix de moins de 33,3 %",
            "anomalies de charges signalées",
        ]  # fmt: skip
        assert describe_conditions(Conditions()) == ["toujours"]

    def test_an_agency_is_told_by_its_name(self):
        assert describe_conditions(Conditions(agences=("LYO", "XXX")), {"LYO": "Lyon"}) == ["agence Lyon ou XXX"]

    def test_every_fault_is_found_at_once(self):
        found = find_fautes(Conditions(types=("NIMPORTE",), articles=("27",), montant_min=5, montant_max=5))
        assert [faute["ou"] for faute in found] == ["types", "articles", "montant_min"]


bounds = st.none() | st.integers(0, 2000)


@given(st.lists(st.sampled_from(["24", "25", "26"]), max_size=2), bounds, bounds, st.none() | st.booleans())
def test_conditions_come_back_as_they_were_saved(articles, bas, haut, anomalies):
    conditions = Conditions(articles=tuple(articles), quote_part_min=bas, part_max=haut, anomalies=anomalies)
    assert load_conditions(conditions.dump()) == conditions


class TestPropose:
    def test_the_first_rule_that_holds_wins(self):
        regles = [regle(Position.CONTRE, nom="R1 v1", types=("QUITUS",)), regle(Position.POUR, nom="R2 v3"),
                  regle(Position.ABSTENTION, nom="R3 v1")]  # fmt: skip
        found = propose(regles, TRAVAUX)
        assert (found.position, found.regle, found.motif) == (Position.POUR, "R2 v3", "Parce que.")

    def test_no_rule_no_proposal(self):
        assert propose([regle(types=("QUITUS",))], TRAVAUX) is None

    def test_a_second_position_only_where_a_second_ballot_may_open(self):
        assert propose([regle()], TRAVAUX).position_second is None
        assert propose([regle()], replace(TRAVAUX, article="25")).position_second is Position.POUR

    def test_the_starting_doctrine_has_no_fault(self):
        assert [find_fautes(one.conditions) for one in DOCTRINE] == [[]] * len(DOCTRINE)
        assert all(one.motif and one.position for one in DOCTRINE)


class TestVersions:
    def test_the_proposal_names_the_rule_and_its_version(self, parc):
        resolution = resolution_of(parc.add_ag(), 3)
        with Session.begin() as session:
            add_regle(session, parc.di, saisie(types=("TRAVAUX_CONSERVATION",)), JOUR)
        with Session.begin() as session:
            change_regle(session, parc.di, GenreRegle.DOCTRINE, 1,
                         saisie(Position.CONTRE, "Budget épuisé.", types=("TRAVAUX_CONSERVATION",)), version=1,
                         du=date(2026, 11, 24))  # fmt: skip
        with Session() as session:
            lue = session.get(Resolution, resolution.id)
            avant, apres = propose_position(session, lue, JOUR), propose_position(session, lue, date(2026, 11, 24))
            assert (avant.position, avant.regle) == (Position.POUR, "R1 v1")
            assert (apres.position, apres.regle, apres.motif) == (Position.CONTRE, "R1 v2", "Budget épuisé.")
            assert [one.version for one in list_versions(session, GenreRegle.DOCTRINE, 1)] == [2, 1]

    def test_an_information_item_gets_no_proposal(self, parc_sqlite):
        resolution = resolution_of(parc_sqlite.add_ag(), 4)
        with Session.begin() as session:
            add_regle(session, parc_sqlite.di, saisie(), JOUR)
            assert propose_position(session, session.get(Resolution, resolution.id), JOUR) is None

    def test_a_rule_withdrawn_proposes_nothing_after_its_last_day(self, parc_sqlite):
        resolution = resolution_of(parc_sqlite.add_ag(), 3)
        with Session.begin() as session:
            add_regle(session, parc_sqlite.di, saisie(), JOUR)
            withdraw_regle(session, parc_sqlite.di, GenreRegle.DOCTRINE, 1, version=1, motif="Revue", au=JOUR)
        with Session() as session:
            lue = session.get(Resolution, resolution.id)
            assert propose_position(session, lue, JOUR) is not None
            assert propose_position(session, lue, date(2026, 11, 24)) is None

    def test_two_administrators_do_not_overwrite_each_other(self, parc_sqlite):
        with Session.begin() as session:
            add_regle(session, parc_sqlite.di, saisie(), JOUR)
            change_regle(session, parc_sqlite.di, GenreRegle.DOCTRINE, 1, saisie(motif="Un"), version=1, du=JOUR)
        with Session.begin() as session, pytest.raises(StaleError, match="relisez-la"):
            change_regle(session, parc_sqlite.rc, GenreRegle.DOCTRINE, 1, saisie(motif="Deux"), version=1, du=JOUR)

    def test_every_fault_of_a_rule_is_said_at_once(self, parc_sqlite):
        faulty = SaisieRegle(genre=GenreRegle.DOCTRINE, libelle=" ", motif="", conditions=Conditions(types=("X",)))
        with Session.begin() as session, pytest.raises(InvalidError) as refus:
            add_regle(session, parc_sqlite.di, faulty, JOUR)
        assert [faute["ou"] for faute in refus.value.fautes] == ["types", "libelle", "motif", "position"]

    def test_the_starting_doctrine_is_loaded_once(self, parc_sqlite):
        with Session.begin() as session:
            assert load_doctrine(session, parc_sqlite.di, JOUR) == len(DOCTRINE)
            assert load_doctrine(session, parc_sqlite.di, JOUR) == 0
