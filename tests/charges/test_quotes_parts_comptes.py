"""Individual statements: where the lot is said, which rows are shares, and a file that holds nothing but them."""

import pytest

from services.charges.lecture_comptes.resultat import LectureComptes
from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import MAI, read

HAUT = [["SDC Les Mûriers"], ["Décompte de charges du 01/01/2024 au 31/12/2024"]]
ENTETE = ["Clé", "Tantièmes lot", "Tantièmes clé", "Total à répartir", "Quote-part"]
GEN, ASC = ["GEN", 41, 1000, 1000.5, 41.02], ["ASC", 38, 800, 960, 45.6]


def shares(lecture: LectureComptes) -> list[tuple[str, str | None, int]]:
    return [(part.lot, part.cle, part.montant) for part in lecture.quote_parts]


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


@pytest.mark.parametrize(
    ("feuille", "titre", "lot"),
    [
        ("Décompte", "Lot n° 12 (appartement T4)", "12"),
        ("Décompte", "Appartement T4 – lot 12", "12"),
        ("Décompte", "Décompte individuel, lot n° 012 : Office des Deux Rives", "012"),
        ("Lot_12", "Office des Deux Rives", "12"),
    ],
)
def test_the_lot_is_that_of_a_title_or_of_the_sheet_alone(feuille: str, titre: str, lot: str) -> None:
    lecture = read(**{feuille: [*HAUT, [titre], ENTETE, GEN, ASC, ["Total", None, None, None, 86.62]]})
    assert shares(lecture) == [(lot, "GEN", 4102), (lot, "ASC", 4560)]
    assert (lecture.lignes, lecture.ecarts) == ([], [])
    assert [anomalie.code for anomalie in lecture.anomalies] == ["SANS_DEPENSES"]


@pytest.mark.parametrize(
    "titre",
    ["Nombre de lots : 12", "Escalier A (lots 1 à 20)", "Tantièmes du lot : 41", "Travaux lot 2", "Un lot de 12 clés"],
)
def test_words_that_count_something_else_name_no_lot(titre: str) -> None:
    with pytest.raises(FichierRefuse) as refus:
        read(Décompte=[*HAUT, [titre], ENTETE, GEN, ASC])
    assert refus.value.code == "EN_TETE_INTROUVABLE"


@pytest.mark.parametrize(
    "rangee",
    [["Votre lot :", "12"], ["Lot(s) :", 12], ["Numéro de lot", "12"], ["Propriétaire", "Office", "Lot", 12.0]],
)
def test_the_number_of_the_lot_may_stand_beside_its_label(rangee: list[object]) -> None:
    assert shares(read(Décompte=[*HAUT, rangee, ENTETE, GEN, ASC])) == [("12", "GEN", 4102), ("12", "ASC", 4560)]


def test_a_share_that_a_summary_prints_again_counts_once() -> None:
    lecture = read(
        Récapitulatif=[*HAUT, ["Lot", "GEN", "ASC", "Total"], [5, 41.02, 45.6, 86.62], [6, 3, None, 3]],
        Lot_5=[["Charges"], ENTETE, GEN, ASC], Lot_6=[["Charges"], ENTETE, ["GEN", 3, 1000, 1000.5, 3]],
    )  # fmt: skip
    assert [(p.feuille, p.lot, p.cle, p.montant) for p in lecture.quote_parts] == [
        ("Lot 5", "5", "GEN", 4102), ("Lot 5", "5", "ASC", 4560), ("Lot 6", "6", "GEN", 300),
    ]  # fmt: skip


def test_a_code_in_front_of_the_words_of_a_key_names_it() -> None:
    tete = ["Code", "Désignation", "Montant total", "Vos millièmes", "Millièmes", "Votre part"]
    lecture = read(Décompte=[*HAUT, ["Lot 5"], tete, ["GEN", "Charges générales", 1000.5, 41, 1000, 41.02]])
    assert shares(lecture) == [("5", "GEN", 4102)]


def test_each_heading_opens_the_shares_of_its_lot_and_one_that_says_none_gives_them_to_nobody() -> None:
    lecture = read(
        Lots=[
            *HAUT, ["Lot 5"], ENTETE, GEN, ["Total lot 5", None, None, None, 41.02], ["Garage, lot 41"], ENTETE, ASC,
            ["Cave n° 3"], ENTETE, GEN,
        ],
    )  # fmt: skip
    assert shares(lecture) == [("5", "GEN", 4102), ("41", "ASC", 4560)]
    dites = [(anomalie.code, anomalie.cellule) for anomalie in lecture.anomalies if anomalie.cellule]
    assert dites == [("LOT_NON_DIT", "E12")]


def test_a_share_by_meter_stands_beside_those_that_tantiemes_compute() -> None:
    lecture = read(Décompte=[*HAUT, ["Lot 5"], ENTETE, GEN, ["EAU - Eau froide", None, None, None, 25]])
    assert shares(lecture) == [("5", "GEN", 4102), ("5", "EAU", 2500)]


def test_a_sheet_by_lot_without_tantiemes_is_no_list_of_expenses() -> None:
    tete = ["Clé", "Libellé", "À répartir", "Votre quote-part"]
    lecture = read(
        Dépenses=[
            ["SDC Les Mûriers"], ["Dépenses du 01/01/2024 au 31/12/2024"], ["Clé", "Date", "Libellé", "Montant"],
            ["GEN", MAI, "Eau", 1000.5], ["ASC", MAI, "Contrat", 960],
        ],
        Lot_A12=[["Charges 2024"], tete, ["GEN", "Générales", 1000.5, 41.02], ["ASC", "Ascenseur", 960, 45.6]],
        Lot_P7=[["Charges 2024"], tete, ["GEN", "Générales", 1000.5, 3.1]],
    )  # fmt: skip
    assert shares(lecture) == [("A12", "GEN", 4102), ("A12", "ASC", 4560), ("P7", "GEN", 310)]
    assert lecture.total == 196_050


def test_expenses_that_come_back_under_their_key_stay_expenses() -> None:
    lecture = read(
        Lot_5=[
            *HAUT, ["Lot 5"], ["Clé", "Libellé", "Montant", "Votre quote-part"], ["GEN", "Eau", 1000.5, 41.02],
            ["GEN", "Ménage", 2000, 82], ["ASC", "Contrat", 960, 45.6],
        ],
    )  # fmt: skip
    assert (lecture.total, lecture.quote_parts) == (396_050, [])


def test_roundings_and_provisions_are_no_share_and_their_total_is_right_with_them() -> None:
    lecture = read(
        Décompte=[
            *HAUT, ["Lot 5"], ENTETE, GEN, ASC, ["Arrondi", None, None, None, 0.38],
            ["Total lot 5", None, None, None, 87], ["Provisions appelées", None, None, None, -80],
            ["Solde à payer", None, None, None, 7], ["Lot 6"], ENTETE, GEN, ["Total lot 6", None, None, None, 41.02],
            ["Total général", None, None, None, 128.02],
        ],
    )  # fmt: skip
    assert shares(lecture) == [("5", "GEN", 4102), ("5", "ASC", 4560), ("6", "GEN", 4102)]
    assert lecture.ecarts == []


def test_a_wrong_share_and_a_wrong_total_are_told_without_any_line() -> None:
    lecture = read(
        Décompte=[
            *HAUT, ["Lot 5"], ENTETE, GEN, ["ASC", 38, 800, 960, 54.6], ["Total", None, None, None, 86.62],
            ["Lot 6"], ENTETE, GEN, ["Total", None, None, None, 41.2],
        ],
    )  # fmt: skip
    assert gaps(lecture) == [("E11", 4102, 4120), ("E6", 4560, 5460)]


def test_tantiemes_in_the_heading_of_a_key_weigh_the_expenses_below() -> None:
    tete = ["Date", "Compte", "Libellé", "Total immeuble", "Quote-part"]
    lecture = read(
        Décompte=[
            *HAUT, ["Lot 7"], ["Clé 1 : Charges communes", None, None, "Tantièmes du lot : 41 / 1 000"], tete,
            [MAI, "602000", "Courant", 1000.5, 41.02], [MAI, "611000", "Ménage", 500, 20.5],
            [None, None, "Total clé 1", 1500.5, 61.52],
            ["Clé 4 : Ascenseur", None, None, "Tantièmes du lot : 38 / 800"], tete,
            [MAI, "614000", "Contrat", 960, 45.6], [MAI, "615000", "Câble", 80, 4.8],
            [None, None, "Total clé 4", 1040, 50.4], [None, None, "Total de vos charges", None, 111.92],
        ],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.tantiemes, part.total_tantiemes) for part in lecture.quote_parts] == [
        ("7", "1", 41, 1000), ("7", "4", 38, 800),
    ]  # fmt: skip
    assert [ligne.cle for ligne in lecture.lignes] == ["1", "1", "4", "4"]
    assert gaps(lecture) == [("E13", 4940, 5040)]


@pytest.mark.parametrize(
    ("titre", "entete"),
    [
        ("Répartition individuelle du budget prévisionnel 2025", ENTETE),
        ("Répartition des charges du 1er trimestre 2025", ENTETE),
        ("Répartition individuelle 2025", [*ENTETE[:3], "Budget à répartir", "Quote-part"]),
    ],
)
def test_shares_of_what_is_to_be_paid_are_no_accounts(titre: str, entete: list[object]) -> None:
    with pytest.raises(FichierRefuse):
        read(Lots=[["SDC Les Mûriers"], [titre], ["Lot 5"], entete, GEN, ASC])


def test_shares_that_no_tantiemes_compute_need_a_title_that_says_what_they_are() -> None:
    rangees = [["Lot", "Clé", "Montant"], [5, "GEN", 41.02], [5, "ASC", 45.6]]
    assert shares(read(Lots=[*HAUT, *rangees])) == [("5", "GEN", 4102), ("5", "ASC", 4560)]
    with pytest.raises(FichierRefuse):
        read(Lots=[["SDC Les Mûriers"], ["Du 01/01/2024 au 31/12/2024"], *rangees])


def test_shares_by_formulas_never_computed_are_refused_as_such() -> None:
    with pytest.raises(FichierRefuse) as refus:
        read(Décompte=[*HAUT, ["Lot 5"], ENTETE, [*GEN[:4], "=ROUND(D5*B5/C5;2)"], [*ASC[:4], "=ROUND(D6*B6/C6;2)"]])
    assert refus.value.code == "FORMULE_SANS_VALEUR"


def test_sur_beside_the_tantiemes_is_their_total_even_on_one_row() -> None:
    lecture = read(
        Lot_41=[*HAUT, ["Clé de répartition", "Vos tantièmes", "Sur", "Dépenses de la clé", "Votre part"],
                ["10 Charges générales", 41, 1000, 1000.5, 41.02]],
    )  # fmt: skip
    assert [(part.cle, part.total_tantiemes, part.a_repartir) for part in lecture.quote_parts] == [
        ("10", 1000, 100_050)
    ]


def test_headings_in_no_list_are_known_by_what_they_compute() -> None:
    lecture = read(
        Lot_41=[*HAUT, ["Clé", "À répartir", "Votre quote-part", "Diviseur G", "Nb"],
                ["GEN", 1000.5, 41.02, 1000, 41], ["ASC", 960, 45.6, 800, 38]],
    )  # fmt: skip
    assert [(part.tantiemes, part.total_tantiemes) for part in lecture.quote_parts] == [(41, 1000), (38, 800)]


def test_exercice_beside_the_year_before_is_what_was_spent() -> None:
    lecture = read(
        Dépenses=[
            ["SDC Les Mûriers"], ["Dépenses par clé du 01/01/2024 au 31/12/2024"],
            ["Date", "Compte", "Libellé", "Exercice", "Rappel exercice précédent"], ["Clé 10 Charges générales"],
            [MAI, "602", "Courant", 1000.5, 990], [None, None, "Total clé 10", 1000.5, 990],
        ],
    )  # fmt: skip
    assert [(ligne.cellule, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [("D5", "10", 100_050)]


def test_totals_of_accounts_under_our_shares_are_judged_by_their_own_lines_and_a_wrong_share_is_told_once() -> None:
    """The base of the key stands in its heading, our tantièmes beside each expense: 320,00 × 50 ÷ 1 000 = 16,00."""
    lecture = read(
        Décompte=[
            *HAUT, ["Lot 12"],
            ["Compte", "Date", "Libellé", "Montant", "Tantièmes", "Quote-part"],
            ["Clé GEN : Charges générales (base 1 000)"],
            ["601", MAI, "Eau, 1er semestre", 200, 50, 10],
            ["601", MAI, "Eau, 2e semestre", 320, 50, 19],
            [None, None, "Total 601 Eau", 520, None, 26],
            ["614", MAI, "Ascenseur", 100, 50, 5],
            ["614", MAI, "Portail", 60, 50, 3],
            [None, None, "Total 614 Contrats", 160, None, 8],
            [None, None, "Total clé GEN", 680, None, 34],
        ]
    )  # fmt: skip
    assert shares(lecture) == [("12", "GEN", 3400)]
    assert gaps(lecture) == [("F7", 1600, 1900)]


def test_the_heading_of_an_account_in_the_statement_of_a_lot_opens_no_key() -> None:
    lecture = read(
        Décompte=[
            ["SDC Les Mûriers"], ["Décompte individuel du 01/01/2024 au 31/12/2024"], ["Lot : 127"],
            ["Compte", "Date", "Libellé", "Total immeuble", "Tantièmes du lot", "Total tantièmes",
             "Quote-part du lot"],
            ["CLE 01 CHARGES GÉNÉRALES"], ["6021", None, "ELECTRICITE"], ["6021", MAI, "FEVRIER", 100, None, None, 10],
            ["6021", MAI, "AVRIL", 50, None, None, 5], [None, None, "TOTAL 6021 ELECTRICITE", 150, None, None, 15],
            ["6143", None, "CHAUFFERIE"], ["6143", MAI, "P2", 40, None, None, 4],
            [None, None, "TOTAL CLE 01", 190, 100, 1000, 19],
        ]
    )  # fmt: skip
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [("127", "01", 1_900)]
    assert {ligne.cle for ligne in lecture.lignes} == {"01"}


@pytest.mark.parametrize(("total", "ecarts"), [(92.06, []), (92.6, [("F12", 9_206, 9_260)])])
def test_the_sum_of_all_lots_whatever_its_words_is_no_share_of_an_unsaid_key(
    total: float, ecarts: list[tuple[str, int, int]]
) -> None:
    entete = ["Clé", "Désignation", "Dépense nette", "Base", "Vos tantièmes", "À votre charge"]
    lecture = read(
        Individuel=[
            *HAUT, ["Lot n° 6 - Appartement"], entete,
            ["001", "Charges communes", 1000.5, 1000, 52, 52.03], ["002", "Escalier", 500.5, 100, 4, 20.02],
            [None, None, None, None, "Total du lot", 72.05],
            ["Lot n° 33 - Garage"], entete, ["001", "Charges communes", 1000.5, 1000, 20, 20.01],
            [None, None, None, None, "Total du lot", 20.01], [None, None, None, None, "ENSEMBLE", total],
        ]
    )  # fmt: skip
    assert shares(lecture)[:2] == [("6", "001", 5_203), ("6", "002", 2_002)]
    assert shares(lecture)[2:] == [("33", "001", 2_001)]
    assert gaps(lecture) == ecarts


def test_the_amount_and_the_base_beside_its_name_open_each_key_of_a_statement_alone() -> None:
    entete = ["Lot", "Nature", "Vos tantièmes", "Votre part"]
    lecture = read(
        Répartition=[
            ["Résidence Belle Rive"], ["Répartition individuelle des charges - exercice du 01/07/2024 au 30/06/2025"],
            ["GÉNÉRALES", None, "dépense", 1000.5, "tantièmes de la clé", 1000], entete,
            [4, "T3 esc. 1", 261, 261.1305], [61, "cave", 6, 6.003],
            ["ESCALIER 1", None, "dépense", 500.5, "tantièmes de la clé", 500], entete,
            [4, "T3 esc. 1", 261, 216.26],
        ]
    )  # fmt: skip
    assert shares(lecture) == [("4", "GÉNÉRALES", 26_113), ("61", "GÉNÉRALES", 600), ("4", "ESCALIER 1", 21_626)]
    assert gaps(lecture) == [("D9", 26_126, 21_626)]


def test_the_columns_under_a_lot_named_with_what_it_is_are_its_share_and_its_tantiemes() -> None:
    lecture = read(
        Part=[
            ["Décompte des lots de la SA Habitat Est - année 2024"],
            ["Clé", "Dépense 2024", "Total millièmes", "Lot 2 (T2 n° 3)", None, "Lot 22 (garage)", None],
            [None, None, None, "millièmes", "part", "millièmes", "part"],
            ["A", 4130.6, 1000, 87, 359.36, 11, 45.44], ["B", 2530.96, 1000, 162, 401.02, None, None],
        ]
    )  # fmt: skip
    assert shares(lecture) == [("2", "A", 35_936), ("22", "A", 4_544), ("2", "B", 40_102)]
    assert gaps(lecture) == [("E5", 41_002, 40_102)]


def test_what_is_at_our_charge_is_our_share_even_on_one_row_and_what_was_paid_is_none() -> None:
    lecture = read(
        Décompte=[
            *HAUT, ["Lot 6"], ["Clé", "Désignation", "Dépense nette", "Base", "Vos tantièmes", "À votre charge"],
            ["001", "Charges communes", 1000.5, 1000, 52, 52.03],
            [None, None, None, None, "Provisions versées", 40], [None, None, None, None, "Reste dû", 12.03],
        ]
    )  # fmt: skip
    assert shares(lecture) == [("6", "001", 5_203)]
    assert gaps(lecture) == []
