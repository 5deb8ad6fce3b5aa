"""Layouts of yearly accounts that other authors thought of: read for what they print, refused for what they are."""

import pytest

from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import ANNEXE2, MAI, RELEVE, read, told


def test_a_key_that_takes_many_rows_of_annex_3_has_the_total_printed_for_it() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe 3"], ["Clé", "Libellé", "Compte", "Réalisé 2024/2025"],
            ["GEN", "Générales", "601", 100], ["GEN", "Générales", "602", 20], ["Total GEN", "Générales", None, 120],
            ["ASC", "Ascenseur", "614", 40], ["Total ASC", "Ascenseur", None, 40], ["Total général", None, None, 160],
        ]
    )  # fmt: skip
    assert [(dite.cle, dite.libelle, dite.n_realise) for dite in lecture.annexe3] == [
        ("GEN", "Générales", 12_000), ("ASC", "Ascenseur", 4_000),
    ]  # fmt: skip


def test_the_nature_beside_a_key_of_many_rows_is_not_its_label() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe 3"], ["Clé", "Poste", "Réalisé 2025"],
            ["A - Générales", "Électricité", 100], [None, "Nettoyage", 20], ["Total A", None, 120],
            ["B - Ascenseur", "Électricité", 40], [None, "Contrats", 5], ["Total B", None, 45],
        ]
    )  # fmt: skip
    assert [(dite.cle, dite.n_realise) for dite in lecture.annexe3] == [("A", 12_000), ("B", 4_500)]


def test_a_column_of_signs_turns_the_credits() -> None:
    lecture = read(
        Export=[
            ["N° clé", "Libellé clé", "Compte", "Libellé écriture", "Montant", "Sens"],
            ["1", "Générales", "615", "Serrure", 80, "D"],
            ["1", "Générales", "615", "Avoir serrure", 30, "C"],
        ]
    )
    assert told(lecture) == [("E2", "1", 8_000), ("E3", "1", -3_000)]


def test_a_statement_whose_headers_name_the_lots_and_their_columns() -> None:
    lecture = read(
        Dépenses=RELEVE,
        Vos_lots=[
            ["Répartition individuelle"],
            ["Clé", "Montant à répartir", "Total tantièmes", "Lot 5 tantièmes", "Lot 5 quote-part", "Lot 7 tantièmes",
             "Lot 7 quote-part"],
            ["ASC", 960, 800, 38, 45.6, 40, 49],
        ],
    )  # fmt: skip
    assert [(part.lot, part.tantiemes, part.montant) for part in lecture.quote_parts] == [
        ("5", 38, 4_560), ("7", 40, 4_900),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("G3", 4_800, 4_900)]


@pytest.mark.parametrize(
    ("rangees", "raison"),
    [
        ([["Relevé de compte n° 12"], ["Date", "Libellé", "Débit", "Crédit"], [MAI, "VIR EDF", 12, None]], "relevé de"),
        ([["Date", "Libellé", "Débit", "Crédit", "Solde"], [MAI, "Appel de provisions", 12, None, 12]], "relevé de"),
        ([["Budget"], ["Compte", "Libellé", "Budget 2025", "Budget 2026"], ["602", "Hall", 10, 11]], "budget"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(rangees: list[list[object]], raison: str) -> None:
    with pytest.raises(FichierRefuse, match=raison) as refus:
        read(Feuil1=rangees)
    assert refus.value.code == "FORMAT_NON_RECONNU"


def test_a_whole_ledger_gives_its_expenses_alone() -> None:
    lecture = read(
        GL=[
            ["Date", "Pièce", "Libellé", "Clé", "Débit", "Crédit", "Solde"],
            ["105000 Fonds de travaux"], [MAI, "1", "Cotisation", None, None, 40, -40],
            [None, None, "Total 105000", None, None, 40, -40],
            ["401000 Fournisseurs"], [MAI, "1", "Facture", None, None, 100, -100],
            ["601000 Eau"], [MAI, "1", "Facture", "GEN", 100, None, 100],
            [None, None, "Total 601000", None, 100, None, 100],
        ]
    )  # fmt: skip
    assert told(lecture) == [("E8", "GEN", 10_000)]
    assert lecture.ecarts == []


def test_the_rest_of_a_label_under_a_line_names_no_key() -> None:
    lecture = read(
        Charges=[
            ["Compte", "Date", "Libellé", "Montant"],
            ["Clé : Générales"],
            ["602", MAI, "Hall", 100], [None, None, "facture du mois"],
            ["611", MAI, "Ménage", 50], [None, None, "Avenant signé"],
            ["615", MAI, "Serrure", 20],
        ]
    )  # fmt: skip
    assert {ligne.cle for ligne in lecture.lignes} == {"Générales"}


def test_headings_in_two_cells_with_their_total_are_no_lines_among_dated_ones() -> None:
    lecture = read(
        Relevé=[
            ["Code", "Désignation", "Date", "Montant"],
            ["CG", "Charges générales", None, 150],
            ["601", "Eau", None, 100], [None, "Eau T1", MAI, 60], [None, "Eau T2", MAI, 40],
            ["611", "Nettoyage", None, 50], [None, "Ménage", MAI, 50],
            ["CA", "Ascenseur", None, 41],
            ["614", "Contrats", None, 40], [None, "Otis", MAI, 40],
        ]
    )  # fmt: skip
    assert [(ligne.cellule, ligne.cle, ligne.compte) for ligne in lecture.lignes] == [
        ("D4", "CG", "601"), ("D5", "CG", "601"), ("D7", "CG", "611"), ("D10", "CA", "614"),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("D8", 4_000, 4_100)]


def test_a_comparison_of_budget_and_spending_by_key_is_annex_3() -> None:
    lecture = read(
        Comparatif=[
            ["Comparatif budget / dépenses par clé"], [None, "Budget 2025", "Dépenses 2025", "Écart"],
            ["Clé 01 Générales"], ["601 Eau", 90, 100, 10], ["611 Ménage", 20, 20, 0], ["Total clé 01", 110, 120, 10],
        ]
    )  # fmt: skip
    assert [(dite.cle, dite.n_realise) for dite in lecture.annexe3] == [("01", 12_000)]


def test_the_row_of_the_total_tantiemes_checks_the_shares_above() -> None:
    lecture = read(
        Dépenses=RELEVE,
        Répartition=[
            ["Lot", "GEN", None, "ASC", None],
            [None, "Tantièmes", "Quote-part", "Tantièmes", "Quote-part"],
            ["3", 41, -4.01, 38, 46.6],
            ["Base", 1000, None, 800, None],
        ],
    )  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E3", 4_560, 4_660)]


def test_expenses_beside_the_year_before_and_the_budget_are_those_of_the_exercise_approved() -> None:
    lecture = read(
        Dépenses=[
            ["État comparatif des dépenses"],
            ["Compte", "Nature", "Réalisé 2024", "Budget 2025", "Réalisé 2025", "Écart"],
            ["Clé GEN - Charges générales"],
            ["602", "Électricité", 90, 110, 100, -10], ["611", "Nettoyage", 40, 50, 55, 5],
            [None, "Total clé GEN", 130, 160, 165, -5],
        ],
        Annexe_2=ANNEXE2,
    )  # fmt: skip
    assert told(lecture) == [("E4", "GEN", 10_000), ("E5", "GEN", 5_500)]
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts][:1] == [("E6", 15_500, 16_500)]


def test_a_table_of_accounts_by_key_gives_a_line_for_each_amount_and_checks_both_totals() -> None:
    lecture = read(
        Tableau=[
            ["Charges par compte et par clé"],
            ["Compte", "Nature", "Réalisé 2025 par clé", None, None, "Total du compte"],
            [None, None, "Générales", "Bâtiment A", "Chauffage", None],
            ["602", "Électricité", 100.5, 20, None, 120.5], ["611", "Nettoyage", 50, None, None, 50],
            ["603", "Gaz", None, None, 900.1, 900.1], ["615", "Réparations", 10, 5, 2, 19],
            [None, "Total", 160.5, 26, 902.1, 1087.6],
        ]
    )  # fmt: skip
    assert told(lecture) == [
        ("C4", "Générales", 10_050), ("D4", "Bâtiment A", 2_000), ("C5", "Générales", 5_000),
        ("E6", "Chauffage", 90_010), ("C7", "Générales", 1_000), ("D7", "Bâtiment A", 500), ("E7", "Chauffage", 200),
    ]  # fmt: skip
    assert sorted((ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts) == [
        ("D8", 2_500, 2_600), ("F7", 1_700, 1_900),
    ]  # fmt: skip


@pytest.mark.parametrize("titre", ["Banque 512", "Compte bancaire séparé - rapprochement", "Copropriétaires débiteurs"])
def test_movements_of_the_bank_and_those_who_owe_are_no_expenses(titre: str) -> None:
    lecture = read(
        Dépenses=RELEVE, Feuil2=[[titre], ["Date", "Opération", "Débit", "Crédit"], [MAI, "Virement reçu", 482.1, None]]
    )
    assert {ligne.feuille for ligne in lecture.lignes} == {"Dépenses"}


def test_accounts_of_the_balance_sheet_are_no_part_of_annex_2() -> None:
    lecture = read(
        Dépenses=RELEVE, Annexe_2=ANNEXE2,
        Annexe_1=[
            ["Annexe 1 - État financier"], ["Compte", "Situation", "Exercice précédent", "Exercice clos"],
            ["512", "Banque", 100, 90.5], ["450", "Copropriétaires", 10, 20],
        ],
    )  # fmt: skip
    assert [dite.compte for dite in lecture.annexe2] == ["602", "614", "713"]


def test_a_statement_of_each_expense_is_a_list_of_expenses_when_no_other_is_there() -> None:
    entete = ["Compte", "Libellé", "Montant à répartir", "Tantièmes", "Vos tantièmes", "Votre part"]
    lot = [
        ["Clé 1 - Générales"], ["602", "Électricité", 100, 1000, 50, 5], ["611", "Ménage", 40, 1000, 50, 2],
        [None, "Total clé 1", 140, 1000, 50, 7], [None, "Provisions appelées", None, None, None, -9],
    ]  # fmt: skip
    lecture = read(
        Décompte=[["Décompte individuel"], ["Lot n° 3"], entete, *lot, ["Lot n° 8"], entete, *lot[:-2],
                  [None, "Total clé 1", 140, 1000, 50, 8]],
    )  # fmt: skip
    assert told(lecture) == [("C5", "1", 10_000), ("C6", "1", 4_000)]
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [("3", "1", 700), ("8", "1", 800)]
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("F14", 700, 800)]


def test_the_total_of_each_key_printed_once_more_is_checked() -> None:
    lecture = read(
        Dépenses=RELEVE, Annexe_3=[["Annexe 3"], ["Clé", "N réalisé"], ["GEN", -97.7], ["ASC", 960]],
        Par_clé=[["Clé de répartition", "Total des dépenses nettes", "Base"], ["Total GEN", -97.7, 10000],
                 ["Total ASC", 906, 800]],
    )  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("B3", 96_000, 90_600)]


@pytest.mark.parametrize(
    "titre",
    ["1. CHARGES GÉNÉRALES (1 000 millièmes)", "CLÉ : CHARGES GÉNÉRALES (10000 tantièmes, dont 1250 pour vos lots)"],
)
def test_neither_the_rank_of_a_key_nor_its_weight_is_its_name(titre: str) -> None:
    lecture = read(Dépenses=[["Compte", "Libellé", "Montant"], [titre], ["602", "Hall", 12], ["611", "Ménage", 20]])
    assert {ligne.cle for ligne in lecture.lignes} == {"CHARGES GÉNÉRALES"}


def test_the_parts_of_the_year_are_no_keys() -> None:
    lecture = read(
        Charges=[["Compte", "Libellé", "1er trim.", "2e trim.", "Année"], ["Clé GEN"],
                 ["602", "Hall", 12.5, None, 12.5],
                 ["611", "Ménage", 20, 20.1, 40.1], ["616", "Assurance", None, 9.2, 9.2]],
    )  # fmt: skip
    assert told(lecture) == [("E3", "GEN", 1_250), ("E4", "GEN", 4_010), ("E5", "GEN", 920)]


def test_accounts_under_each_key_beside_a_budget_are_expenses_for_annex_2_has_each_once() -> None:
    lecture = read(
        Suivi=[["N°", "Poste", "Budget", "Dépenses", "% consommé"], ["Clé GEN"], ["602", "Hall", 100, 90.5, "90 %"],
               ["611", "Ménage", 50, 50.2, "100 %"], ["Clé ASC"], ["602", "Force", 30, 31.1, "104 %"]],
    )  # fmt: skip
    assert [(ligne.cellule, ligne.compte, ligne.libelle, ligne.cle) for ligne in lecture.lignes] == [
        ("D3", "602", "Hall", "GEN"), ("D4", "611", "Ménage", "GEN"), ("D6", "602", "Force", "ASC"),
    ]  # fmt: skip


def test_codes_of_keys_stand_in_the_header_as_numbers() -> None:
    lecture = read(
        Ventilation=[["Cpte", "Libellé", "TTC", "010", 20], ["602", "Hall", 12.5, 12.5, None],
                     ["602", "Force", 7.1, None, 7.1], ["611", "Ménage", 30.3, 20.2, 10.1]],
    )  # fmt: skip
    assert told(lecture) == [
        ("D2", "010", 1_250), ("E3", "20", 710), ("D4", "010", 2_020), ("E4", "20", 1_010),
    ]  # fmt: skip


def test_a_dash_among_amounts_says_that_nothing_is_recoverable_and_turns_no_amount_into_a_yes_or_no() -> None:
    lecture = read(
        Charges=[["Compte", "Libellé", "Dépense TTC", "Part récupérable"], ["Générales (clé 1)"],
                 ["602", "Hall", 12.5, 12.5], ["616", "Assurance", 90.1, "-"], ["6211", "Gestion", 80.2, "-"]],
    )  # fmt: skip
    assert [(ligne.cle, ligne.recuperable_declare) for ligne in lecture.lignes] == [
        ("1", 1_250), ("1", None), ("1", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rangees",
    [
        [
            ["CG", "Générales"], [601, "Eau", 10], [616, "Primes", 3],
            ["BA", "Hall"], [611, "Ménage", 5], [None, "TOTAL", 18],
        ],
        [["CG", "Générales", 13], ["601", "Eau", 10], ["616", "Primes", 3], ["BA", "Hall", 5], ["611", "Ménage", 5]],
        [
            ["CG", "Générales"], ["601", "Eau", 10], ["616", "Primes", 3], [None, "Sous-total", 13],
            ["BA", "Hall"], ["611", "Ménage", 5], [None, "Sous-total", 5], [None, "TOTAL", 18],
        ],
    ],
)  # fmt: skip
def test_accounts_under_their_key_in_one_column_add_up_to_it(rangees: list[list[object]]) -> None:
    lecture = read(Annexe_3=[["Annexe 3"], ["Clé / compte", "Libellé", "Réalisé 2025"], *rangees])
    assert [(dite.cle, dite.n_realise) for dite in lecture.annexe3] == [("CG", 1_300), ("BA", 500)]
    assert lecture.ecarts == []


@pytest.mark.parametrize("poids", [[1000, 400], ["1 000/1 000", "400/400"]])
def test_weights_right_under_the_header_say_that_columns_are_keys(poids: list[object]) -> None:
    lecture = read(
        Dépenses=[
            ["Dépenses"], ["Date", "Objet", "Générales", "Hall"], [None, "Répartition (tantièmes)", *poids],
            [MAI, "Eau", "12,00 €", "-"], [MAI, "Peinture", "-", "30,00 €"], [MAI, "Ménage", "-", "5,00 €"],
            [None, "Total", "12,00 €", "36,00 €"], [None, "Coût au tantième", 0.01, 0.09],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("Générales", 1_200), ("Hall", 3_000), ("Hall", 500),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("D7", 3_500, 3_600)]


def test_the_total_of_our_lots_is_judged_key_by_key() -> None:
    lecture = read(
        Dépenses=RELEVE[:9],
        Parts=[
            ["Lot", "GEN", None, "ASC", None], [None, "Tantièmes", "Part", "Tantièmes", "Part"],
            ["Ensemble de la copropriété", 1000, -97.7, 200, 960], [3, 50, -4.88, 20, 96], [9, 2, -0.2, None, None],
            ["Total de vos lots", 52, -5.08, 20, 97],
        ],
    )  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E6", 9_600, 9_700)]


def test_annex_2_that_starts_by_the_budget_to_vote_gives_each_exercise_its_own_column() -> None:
    lu = read(
        Annexe_2=[
            ["Annexe 2"], ["Exercice du 01/10/2024 au 30/09/2025"],
            [None, None, "Pour le vote du budget", None, None, "Pour l’approbation des comptes"],
            ["Compte", "Intitulé", "Budget à voter N+2 01/10/2026-30/09/2027", "Budget voté N+1 01/10/2025-30/09/2026",
             "Budget voté N 01/10/2024-30/09/2025", "Réalisé N à approuver 01/10/2024-30/09/2025",
             "Réalisé N-1 approuvé 01/10/2023-30/09/2024"],
            ["601", "Eau", 9050, 8750, 8600, 8501.32, 8013.31], ["616", "Assurance", 760, 750, 740, 730, 720],
        ]
    ).annexe2[0]  # fmt: skip
    assert (lu.n_moins_1_approuve, lu.n_realise) == (801_331, 850_132)
    assert (lu.n_budget, lu.n_plus_1_budget, lu.n_plus_2_budget) == (860_000, 875_000, 905_000)
