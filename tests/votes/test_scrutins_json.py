"""The file of ballots: read whole, refused whole, every fault named by its path."""

import pytest

from services.votes.majorites.scrutins_json import compute_fichier
from shared.errors import InvalidError


def columns(pour, contre, abstention, absent):
    noms = ("pour", "contre", "abstention", "absent")
    return {nom: {"voix": v, "tetes": t} for nom, (v, t) in zip(noms, (pour, contre, abstention, absent), strict=True)}


EGALITE = {
    "id": "E1",
    "article": "24",
    "regime": "normal",
    "type": None,
    "total_voix": 1000,
    "total_tetes": 12,
    "scrutin": columns((300, 4), (300, 3), (50, 1), (350, 4)),
}
PASSERELLE = {
    "id": "E2",
    "article": "25",
    "total_voix": 1000,
    "total_tetes": 12,
    "proprietaires": [
        {"id": "bailleur", "voix": 340, "mode": "correspondance", "vote": "pour"},
        {"id": "autres", "voix": 200, "tetes": 6, "mode": "present", "vote": "contre"},
        {"id": "absents", "voix": 460, "tetes": 5, "mode": "absent", "vote": None},
    ],
}


def faults(*bulletins):
    with pytest.raises(InvalidError) as refus:
        compute_fichier(list(bulletins))
    return {faute["ou"]: faute["message"] for faute in refus.value.fautes}


def test_the_results_come_in_the_order_of_the_file_with_the_keys_of_the_contract():
    premier, second = compute_fichier([EGALITE, PASSERELLE])
    assert list(premier) == [
        "id",
        "adoptee",
        "passerelle",
        "second_article",
        "second_adoptee",
        "nouvelle_ag_trois_mois",
        "total_voix_effectif",
        "voix_bailleur_effectives",
        "position_bailleur",
        "peut_contester",
        "explication",
    ]
    assert (premier["id"], premier["adoptee"], premier["voix_bailleur_effectives"]) == ("E1", False, None)
    assert (second["second_article"], second["position_bailleur"], second["peut_contester"]) == (
        "24",
        "favorable",
        None,
    )


def test_rows_that_do_not_sum_to_the_total_are_refused():
    assert faults(EGALITE | {"total_voix": 999}) == {"[0].scrutin": "la somme des voix est 1000, le total annoncé 999"}
    assert "[0].proprietaires" in faults(PASSERELLE | {"total_voix": 1001})


def test_unknown_keys_are_refused_by_name_at_every_depth():
    ballot = EGALITE | {"majorite": "24"}
    owner = PASSERELLE | {
        "proprietaires": [PASSERELLE["proprietaires"][0] | {"lots": 3}, *PASSERELLE["proprietaires"][1:]]
    }
    assert faults(ballot, owner) == {
        "[0].majorite": "clé inconnue : « majorite »",
        "[1].proprietaires[0].lots": "clé inconnue : « lots »",
    }


def test_every_fault_is_found_in_one_pass():
    mauvais = EGALITE | {
        "article": "27",
        "regime": "special",
        "total_voix": "mille",
        "type": "DIVERS",
        "amendee": "non",
    }
    assert set(faults(mauvais)) >= {"[0].article", "[0].regime", "[0].total_voix", "[0].type", "[0].amendee"}


@pytest.mark.parametrize("valeur", [1.5, 300.0, True, -1, None, "300"])
def test_a_number_of_votes_is_a_whole_number_and_nothing_else(valeur):
    scrutin = EGALITE["scrutin"] | {"pour": {"voix": valeur, "tetes": 4}}
    assert "[0].scrutin.pour.voix" in faults(EGALITE | {"scrutin": scrutin})


def test_a_ballot_is_given_by_column_or_by_owner_never_both_nor_neither():
    for bulletin in (EGALITE | {"scrutin": None}, EGALITE | {"proprietaires": PASSERELLE["proprietaires"]}):
        assert "[0]" in faults(bulletin)


def test_the_same_ballot_twice_or_the_landlord_twice_is_refused():
    assert "[1].id" in faults(EGALITE, EGALITE)
    rows = PASSERELLE["proprietaires"]
    assert "[0].proprietaires" in faults(PASSERELLE | {"proprietaires": [*rows, rows[0]], "total_voix": 1340})


def test_something_that_is_not_a_list_is_refused():
    with pytest.raises(InvalidError, match="liste de scrutins"):
        compute_fichier({"id": "E1"})
