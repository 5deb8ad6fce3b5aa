"""Who receives a resolution, and why."""

import pytest

from services.votes.routage import Candidat, DestinataireIntrouvable, find_destinataire


def agent(nom, roles, agences="LYO", charge=0, actif=True):
    return Candidat(
        f"{nom.lower()}@bailleur.fr", nom, frozenset(roles.split()), frozenset(agences.split()), actif, charge
    )


def route(*candidats, role="TE", second_role="CO"):
    return find_destinataire(
        role, second_role, candidats, agence="LYO", nom_agence="Lyon", objet="Travaux de conservation"
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
