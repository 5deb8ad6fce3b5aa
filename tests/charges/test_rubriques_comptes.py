"""Headings on two levels in a list of expenses: what is under a key stays under it, whatever its rubrics are called."""

from datetime import date

import pytest

from tests.charges.comptes_essai import MAI, read

TETE: list[object] = ["Date", "Fournisseur", "Libellé", "Montant"]
GENERALES: list[list[object]] = [
    ["Eau"], [MAI, "Régie", "Arrosage", 12], [None, None, "Total Eau", 12],
    ["Assurances"], [MAI, "Port", "Multirisque", 300], [None, None, "Total Assurances", 300],
]  # fmt: skip
BATIMENT: list[list[object]] = [["Eau"], [MAI, "Régie", "Local vélos", 7], [None, None, "Total Eau", 7]]
FROIDE: list[list[object]] = [[MAI, "Régie", "Consommations", 90]]


def list_cles(*rangees: list[object], **feuilles: list[list[object]]) -> list[tuple[str | None, str]]:
    lecture = read(Dépenses=[["Relevé des dépenses"], TETE, *rangees], **feuilles)
    assert lecture.ecarts == []
    return [(ligne.cle, ligne.libelle) for ligne in lecture.lignes]


def under(*cles: str) -> list[tuple[str | None, str]]:
    return list(zip((cles[0], *cles), ("Arrosage", "Multirisque", "Local vélos", "Consommations"), strict=True))


@pytest.mark.parametrize(
    "noms",
    [
        ("Clé : Générales", "Clé : Bâtiment A", "Clé : Eau froide"),
        ("Générales (10 000 tantièmes)", "Bâtiment A - 310 tantièmes", "Eau froide (1 236 m³)"),
        ("GÉNÉRALES", "BÂTIMENT A", "EAU FROIDE"),
    ],
)
def test_a_rubric_is_no_key_where_keys_say_so_bear_a_weight_or_are_in_capitals(noms: tuple[str, str, str]) -> None:
    generales, batiment, froide = noms
    lues = list_cles([generales], *GENERALES, [batiment], *BATIMENT, [froide], *FROIDE)
    assert [(str(cle).lower(), libelle) for cle, libelle in lues] == under("générales", "bâtiment a", "eau froide")


def test_keys_that_annex_3_names_hold_rubrics_that_it_does_not() -> None:
    annexe: list[list[object]] = [
        ["Annexe 3"], ["Clé", "Réalisé 2025"], ["Générales", 312], ["Bâtiment A", 7], ["Eau froide", 90],
    ]  # fmt: skip
    lues = list_cles(
        ["Générales"], *GENERALES, ["Bâtiment A"], *BATIMENT, ["Eau froide"], *FROIDE, Annexe_3=annexe
    )  # fmt: skip
    assert lues == under("Générales", "Bâtiment A", "Eau froide")


def test_a_sheet_of_one_key_holds_rubrics() -> None:
    lecture = read(Générales=[["Clé 100 - Générales"], TETE, *GENERALES], Hall=[["Clé 200 - Hall"], TETE, *BATIMENT])
    assert [ligne.cle for ligne in lecture.lignes] == ["100", "100", "200"]


def test_a_heading_that_may_be_a_key_or_a_rubric_is_told() -> None:
    sans = [rangee for rangee in GENERALES if rangee[0] is not None]
    lecture = read(
        Dépenses=[["Relevé des dépenses"], TETE, ["Générales"], *sans, ["Bâtiment A"], *BATIMENT[:2], ["Hall"], *FROIDE]
    )
    dites = [(faute.code, faute.cellule) for faute in lecture.anomalies]
    assert dites == [("CLE_INCERTAINE", "A6"), ("CLE_INCERTAINE", "A11")]


def test_what_our_lots_owe_under_columns_by_key_is_no_expense() -> None:
    lecture = read(
        Dépenses=[
            ["Dépenses ventilées"], ["Date", "Libellé", "Générales", "Hall", "Total"],
            [None, "Base de répartition (tantièmes)", 1000, 400, None],
            [MAI, "Ménage", 90, 10, 100], [MAI, "Assurance", 50, None, 50], [MAI, "Peinture", None, 30, 30],
            [None, "Total", 140, 40, 180], [None, "Tantièmes du lot 4", 100, 80, None],
            [None, "Quote-part du lot 4", 14, 8.5, 22.5], [None, "Votre quote-part", 14, 8.5, 22.5],
        ]
    )  # fmt: skip
    assert [ligne.montant for ligne in lecture.lignes] == [9_000, 1_000, 5_000, 3_000]
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("4", "Générales", 1_400), ("4", "Hall", 850),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("D9", 800, 850)]
    assert [(faute.code, faute.cellule) for faute in lecture.anomalies] == [("LIGNE_NON_LUE", "B10")]


def test_a_class_above_its_accounts_is_neither_a_key_nor_an_account() -> None:
    lecture = read(
        Dépenses=[
            ["Relevé des dépenses"], ["Compte", *TETE],
            ["GÉNÉRALES (1000 tantièmes)"],
            ["60 - ACHATS"], ["601 - EAU"], [None, MAI, "Régie", "Eau", 12], [None, None, None, "Total 60", 12],
            ["61 - SERVICES"], ["611 - NETTOYAGE"], [None, MAI, "Net", "Ménage", 30],
            ["ASCENSEUR (400 tantièmes)"], ["61 - SERVICES"], ["614 - CONTRATS"], [None, MAI, "Levage", "Forfait", 7],
            [None, None, None, "TOTAL ASCENSEUR", 8],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.compte) for ligne in lecture.lignes] == [
        ("GÉNÉRALES", "601"), ("GÉNÉRALES", "611"), ("ASCENSEUR", "614"),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E15", 700, 800)]
    assert lecture.anomalies == []


def test_the_title_of_the_first_list_is_a_key_when_a_total_below_names_it() -> None:
    lecture = read(
        Dépenses=[
            ["Copropriété : Les Ormes"], ["GEN - Charges générales"], TETE, [MAI, "Régie", "Arrosage", 12],
            [None, None, "Total GEN", 12], ["CHF - Chauffage"], TETE, [MAI, "Gaz", "Gaz de mai", 40],
            [None, None, "Total CHF", 40],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [("GEN", 1200), ("CHF", 4000)]


def test_a_title_that_no_total_names_is_no_key() -> None:
    lecture = read(Dépenses=[["Lot 4 - Les Ormes"], TETE, [MAI, "Régie", "Arrosage", 12], [None, None, "Total", 12]])
    assert [ligne.cle for ligne in lecture.lignes] == [None]


def test_the_exercise_stands_on_two_rows_beside_its_labels() -> None:
    lecture = read(
        Dépenses=[["Début", date(2024, 10, 1)], ["Fin", date(2025, 9, 30)], TETE, [MAI, "Régie", "Arrosage", 12]]
    )
    assert (lecture.debut, lecture.fin) == (date(2024, 10, 1), date(2025, 9, 30))
