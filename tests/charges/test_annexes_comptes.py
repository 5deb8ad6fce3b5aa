"""Annexes 2 and 3: each figure under its own heading, each account under its key, or none at all."""

import pytest

from tests.charges.comptes_essai import RELEVE, read

ANNEES = ["N-1 approuvé", "N budget voté", "N réalisé", "N+1 budget voté", "N+2 budget à voter"]
TITRE = ["Annexe n° 2 - Exercice clos du 01/01/2025 au 31/12/2025"]


@pytest.mark.parametrize("noms", [["N° cpte", "Intitulé"], ["Compte", "Charges"]])
@pytest.mark.parametrize("vide", [[], [None]])
def test_products_at_the_right_of_charges_are_accounts_of_their_own(noms: list[str], vide: list[None]) -> None:
    droite = ["Produits" if nom == "Charges" else nom for nom in noms]
    lecture = read(
        Annexe_2=[
            TITRE,
            ["CHARGES", *[None] * 6, *vide, "PRODUITS"],
            [*noms, *ANNEES, *vide, *droite, *ANNEES],
            ["601", "Eau", 90, 100, 95, 110, 120, *vide, "701", "Provisions", 200, 210, 210, 220, 230],
            ["602", "Électricité", 80, 90, 85, 91, 92, *vide, "713", "Indemnités", None, None, 15, None, None],
            ["611", "Nettoyage", 30, 31, 32, 33, 34],
            [None, "TOTAL I", 200, 221, 212, 234, 246, *vide, None, "TOTAL I", 200, 210, 225, 220, 230],
        ]
    )
    lues = {
        ligne.compte: (ligne.n_moins_1_approuve, ligne.n_budget, ligne.n_realise, ligne.n_plus_2_budget)
        for ligne in lecture.annexe2
    }
    assert lues == {
        "601": (9000, 10000, 9500, 12000),
        "602": (8000, 9000, 8500, 9200),
        "611": (3000, 3100, 3200, 3400),
        "701": (-20000, -21000, -21000, -23000),
        "713": (None, None, -1500, None),
    }
    assert lecture.ecarts == []


def test_products_may_have_fewer_columns_than_charges_under_accounts_that_nothing_heads() -> None:
    lecture = read(
        Annexe_2=[
            TITRE,
            [None, "Charges", *ANNEES, None, "Produits", "N budget voté", "N réalisé"],
            ["601", "Eau", 90, 100, 95, 110, 120, "701", "Provisions", 220, 210],
            ["611", "Nettoyage", 30, 31, 32, 33, 34, "713", "Indemnités", None, 15],
        ]
    )
    assert [(ligne.compte, ligne.n_budget, ligne.n_realise) for ligne in lecture.annexe2] == [
        ("601", 10000, 9500),
        ("611", 3100, 3200),
        ("701", -22000, -21000),
        ("713", None, -1500),
    ]


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        (["Compte", "Charges", *ANNEES], [None, "Recettes diverses", *ANNEES[1:], "N+3 budget"]),
        (["Compte", "Charges", "N réalisé"], ["Recettes diverses", "N réalisé"]),
    ],
)
def test_years_named_over_again_give_no_figure_and_it_is_told(gauche: list[str], droite: list[str]) -> None:
    tete = [*gauche, *droite]
    montants = [None if nom in (None, "Compte", "Charges") else 10 * rang for rang, nom in enumerate(tete)]
    lecture = read(Releve=RELEVE, Annexe_2=[TITRE, tete, ["601", "Eau", *montants[2:]]])
    assert lecture.annexe2 == []
    assert [(dite.code, dite.cellule) for dite in lecture.anomalies] == [("COLONNES_REPETEES", "C3")]


def test_accounts_under_their_key_in_one_column_are_no_keys_of_annex_3() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe n° 3"],
            ["N°", "Clé / Compte", "N-1 approuvé", "N budget voté", "N réalisé"],
            ["001", "CHARGES GENERALES"],
            ["601000", "Eau", 90, 100, 95],
            ["713000", "Indemnités", None, None, -15],
            [None, "TOTAL 001 CHARGES GENERALES", 90, 100, 80],
            ["020", "GARAGES"],
            ["601000", "Eau", 10, 10, 12],
            [None, "TOTAL 020 GARAGES", 10, 10, 12],
            [None, "TOTAL CHARGES NETTES", None, None, 92],
        ]
    )
    assert [(dite.cle, dite.n_realise) for dite in lecture.annexe3] == [("001", 8000), ("020", 1200)]
    assert lecture.ecarts == []
