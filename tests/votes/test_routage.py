"""Who receives a resolution, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.attribution.routage import (
    Candidat,
    Designation,
    DestinataireIntrouvable,
    Indisponibilite,
    find_destinataire,
    find_visa_role,
)


def agent(nom, roles, agences="LYO", charge=0, actif=True):
    return Candidat(
        f"{nom.lower()}@bailleur.fr", nom, frozenset(roles.split()), frozenset(agences.split()), actif, charge
    )


def route(*candidats, role="TE", second_role="CO", **rest):
    return find_destinataire(
        role, second_role, candidats, agence="LYO", nom_agence="Lyon", objet="Travaux de conservation", **rest
    )


def test_the_competent_role_of_the_agency_with_the_lightest_queue():
    choisi = route(agent("Zoe", "TE", charge=3), agent("Ali", "TE", charge=5), agent("Eva", "CO"), agent("Max", "RC"))
    assert choisi.candidat.nom == "Zoe"
    assert (
        choisi.raison
        == "Travaux de conservation : rôle TE (technique), agence Lyon ; file la plus légère (3 consignes)"
    )


def test_equal_queues_are_settled_by_the_name():
    assert route(agent("Zoe", "TE", charge=1), agent("ali", "TE", charge=1)).candidat.nom == "ali"


def test_nobody_competent_then_the_second_role_and_the_reason_says_so():
    choisi = route(agent("Eva", "CO"), agent("Max", "RC"), agent("Tom", "TE", agences="STE"))
    assert (choisi.candidat.nom, choisi.role) == ("Eva", "CO")
    assert "second rôle faute de TE (technique)" in choisi.raison


def test_then_a_manager_of_the_agency_then_any_manager():
    assert route(agent("Max", "RC"), agent("Lou", "RC", agences="STE")).candidat.nom == "Max"
    ailleurs = route(agent("Lou", "RC", agences="STE"), agent("Tom", "TE", agences="STE"))
    assert ailleurs.candidat.nom == "Lou"
    assert "hors agence" in ailleurs.raison


def test_a_disabled_agent_receives_nothing():
    assert route(agent("Zoe", "TE", actif=False), agent("Max", "RC")).candidat.nom == "Max"


def test_without_any_manager_somebody_must_name_one():
    with pytest.raises(DestinataireIntrouvable, match="responsable de copropriété"):
        route(agent("Tom", "TE", agences="STE"), agent("Max", "RC", actif=False))


def away(nom, roles, remplacant=None, agences="LYO", charge=0):
    absence = Indisponibilite(
        date(2026, 12, 1), date(2026, 12, 20), f"{remplacant}@bailleur.fr" if remplacant else None
    )
    return replace(agent(nom, roles, agences, charge), absence=absence)


class TestAbsences:
    def test_whoever_is_absent_gives_way_to_a_colleague_and_the_reason_says_so(self):
        choisi = route(away("Ali", "TE"), agent("Zoe", "TE", charge=9))
        assert choisi.candidat.nom == "Zoe"
        assert "Ali, absence du 01/12/2026 au 20/12/2026" in choisi.raison

    def test_all_absent_the_substitute_answers_in_the_same_role(self):
        choisi = route(away("Ali", "TE", "eva"), agent("Eva", "CO"), agent("Max", "RC"))
        assert (choisi.candidat.nom, choisi.role) == ("Eva", "TE")
        assert "remplace Ali, absence du 01/12/2026 au 20/12/2026" in choisi.raison

    def test_a_substitute_who_is_absent_too_is_no_help(self):
        choisi = route(away("Ali", "TE", "eva"), away("Eva", "PX"), agent("Max", "RC"))
        assert (choisi.candidat.nom, choisi.role) == ("Max", "RC")

    def test_everybody_absent_somebody_still_receives_it(self):
        assert route(away("Ali", "TE"), away("Max", "RC")).candidat.nom == "Ali"


class TestDesignation:
    def test_a_rule_that_names_a_role_prevails_over_the_type(self):
        choisi = route(
            agent("Zoe", "TE"), agent("Eva", "CO"), designation=Designation("règle A1 v2 « Gros montants »", "CO")
        )
        assert (choisi.candidat.nom, choisi.role) == ("Eva", "CO")
        assert "règle A1 v2 « Gros montants », rôle CO (comptabilité), agence Lyon" in choisi.raison

    def test_a_rule_that_names_an_employee_reaches_him_or_says_he_cannot_be(self):
        nomme = Designation("règle A2 v1 « Les Tilleuls »", courriel="eva@bailleur.fr")
        assert route(agent("Zoe", "TE"), agent("Eva", "CO"), designation=nomme).candidat.nom == "Eva"
        choisi = route(agent("Zoe", "TE"), agent("Eva", "CO", actif=False), designation=nomme)
        assert choisi.candidat.nom == "Zoe"
        assert "agent désigné indisponible" in choisi.raison

    def test_whoever_has_it_already_keeps_it_where_he_would_do(self):
        deux = (agent("Ali", "TE"), agent("Zoe", "TE", charge=4))
        assert route(*deux, titulaire="zoe@bailleur.fr").candidat.nom == "Zoe"
        assert route(*deux, agent("Max", "RC"), titulaire="max@bailleur.fr").candidat.nom == "Ali"


def test_without_a_manager_in_the_agency_the_management_comes_before_a_manager_elsewhere():
    lou, dan = agent("Lou", "RC", agences="STE"), agent("Dan", "DI", agences="STE")
    choisi = route(lou, dan)
    assert (choisi.candidat.nom, choisi.role) == ("Dan", "DI")
    assert "faute de responsable de copropriété à l’agence Lyon" in choisi.raison


roles = st.frozensets(st.sampled_from(["RC", "TE", "CO", "JU", "PX", "DI"]), min_size=1, max_size=2)
teams = st.lists(
    st.builds(
        Candidat,
        courriel=st.uuids().map(str),
        nom=st.sampled_from(["Ali", "Eva", "Max", "Zoe"]),
        roles=roles,
        agences=st.sampled_from([frozenset({"LYO"}), frozenset({"STE"})]),
        actif=st.booleans(),
        charge=st.integers(0, 5),
        absence=st.none() | st.just(Indisponibilite(date(2026, 12, 1), date(2026, 12, 20))),
    ),
    max_size=6,
)
designations = st.none() | st.builds(Designation, st.just("règle A1 v1"), st.sampled_from(["TE", "JU"]))


@given(teams, st.sampled_from(["TE", "CO", "RC", "DI"]), st.none() | st.sampled_from(["CO", "JU"]), designations)
def test_a_resolution_is_never_nobodys_as_long_as_one_manager_or_one_of_the_management_is_active(
    candidats, role, second, designation
):
    able = any(candidat.actif and candidat.roles & {"RC", "DI"} for candidat in candidats)
    try:
        choisi = route(*candidats, role=role, second_role=second, designation=designation)
    except DestinataireIntrouvable:
        assert not able
    else:
        assert choisi.candidat.actif
        assert choisi.raison


class TestVisa:
    def test_the_role_that_answers_never_agrees_with_itself(self):
        assert find_visa_role("TE", "CO", "RC") == "RC"
        assert find_visa_role("RC", "CO", "RC") == "CO"
        assert find_visa_role("DI", None, "DI") == "RC"
        assert find_visa_role("RC", None, "RC") == "DI"
