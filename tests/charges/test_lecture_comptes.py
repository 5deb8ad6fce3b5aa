"""A syndic's yearly accounts: lines, annexes for the right years, shares, and every gap to the centime."""

from datetime import date

import pytest

from bench.generateur_comptes import generate
from bench.lecture_comptes import measure
from services.charges.comptes.export import export_comptes
from services.charges.lecture_comptes.colonnes.annees import assign_annees, read_annee
from services.charges.lecture_comptes.lecture import read_comptes
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import ANNEXE2, ANNEXE3, MAI, PARTS, RELEVE, read, told


def test_lines_annexes_and_shares_are_read_with_their_cells() -> None:
    lu = export_comptes(read(Dépenses=RELEVE, Annexe_2=ANNEXE2, Annexe_3=ANNEXE3, Votre_part=PARTS))
    assert lu["copropriete"] == "SDC Les Mûriers"
    assert lu["exercice"] == {"debut": "2024-07-01", "fin": "2025-06-30"}
    assert lu["lignes"][0] == {
        "feuille": "Dépenses", "cellule": "G6", "compte": "602", "libelle": "Hall, hiver", "cle": "GEN",
        "montant": 21_480, "recuperable_declare": 21_480, "quote_part": None, "date": "2025-02-17",
    }  # fmt: skip
    assert lu["annexe2"][2] == {
        "compte": "713", "libelle": "Indemnités", "n_moins_1_approuve": None, "n_budget": None,
        "n_realise": -31_250, "n_plus_1_budget": None, "n_plus_2_budget": None,
    }  # fmt: skip
    assert lu["quote_parts"] == [{"lot": "3", "cle": "ASC", "montant": 4_560}]
    assert lu["ecarts"] == []


def with_cell(rangees: list[list[object]], ligne: int, colonne: int, valeur: object) -> list[list[object]]:
    copie = [list(rangee) for rangee in rangees]
    copie[ligne][colonne] = valeur
    return copie


@pytest.mark.parametrize(
    ("feuilles", "cellule", "attendu", "trouve"),
    [
        ({"Dépenses": with_cell(RELEVE, 9, 6, 950)}, "G10", 96_000, 95_000),
        ({"Annexe_2": with_cell(ANNEXE2, 3, 4, 961)}, "E4", 96_000, 96_100),
        ({"Annexe_3": with_cell(ANNEXE3, 3, 2, 969)}, "C4", 96_000, 96_900),
        ({"Votre_part": with_cell(PARTS, 1, 5, 46.6)}, "F2", 4_560, 4_660),
        ({"Votre_part": with_cell(PARTS, 1, 4, 970)}, "E2", 96_000, 97_000),
    ],
)
def test_a_wrong_figure_is_told_once_at_its_cell(
    feuilles: dict[str, list[list[object]]], cellule: str, attendu: int, trouve: int
) -> None:
    tout = {"Dépenses": RELEVE, "Annexe_2": ANNEXE2, "Annexe_3": ANNEXE3, "Votre_part": PARTS} | feuilles
    [ecart] = read(**tout).ecarts
    assert (ecart.cellule, ecart.attendu, ecart.trouve) == (cellule, attendu, trouve)


def test_when_both_annexes_know_an_expense_that_the_list_forgot_the_key_total_is_told() -> None:
    court = [rangee for rangee in RELEVE if rangee[:1] != ["ASC"]]
    court[-1] = ["Total ASC", None, None, None, None, None, 400]
    court.insert(-1, ["ASC", "614", "Ascenseur", date(2025, 3, 31), "Montée", "Forfait", 400, 292])
    [ecart] = read(Dépenses=court, Annexe_2=ANNEXE2, Annexe_3=ANNEXE3).ecarts
    assert (ecart.cellule, ecart.attendu, ecart.trouve) == ("G10", 96_000, 40_000)


@pytest.mark.parametrize(
    "entetes",
    [
        ["N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 budget à voter"],
        ["N-2 approuvé", "N-1 budget", "N-1 réalisé à approuver", "N budget en cours", "N+1 budget à voter"],
        ["2023 approuvé", "2024 budget", "2024 réalisé", "2025 budget voté", "2026 budget à voter"],
        ["Réalisé 2022/2023", "Budget 2023/2024", "Réalisé 2023/2024", "Budget 2024/2025", "Budget 2025/2026"],
        ["Exercice clos le 30/06/2023 approuvé", "Budget voté exercice clos le 30/06/2024",
         "Dépenses réalisées au 30/06/2024", "Budget au 30/06/2025", "Budget au 30/06/2026"],
        ["Exercice précédent approuvé", "Exercice clos budget voté", "Exercice clos réalisé à approuver",
         "Budget prévisionnel en cours voté", "Budget prévisionnel à voter"],
        ["2023", "Budget 2024", "Réalisé 2024", "2025", "2026"],
        ["Réalisé 22/23", "Budget 23/24", "Réalisé 23/24", "Budget 24/25", "Budget 25/26"],
        ["Dépenses 23", "Budget 24", "Dépenses 24", "Budget voté 25", "Budget à voter 26"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("ordre", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (1, 3, 4, 0, 2)])
def test_n_is_the_exercise_being_approved_whatever_the_headers_say(entetes: list[str], ordre: tuple[int, ...]) -> None:
    colonnes = [read_annee(place, entetes[rang]) for place, rang in enumerate(ordre)]
    champs = ("n_moins_1_approuve", "n_budget", "n_realise", "n_plus_1_budget", "n_plus_2_budget")
    assert assign_annees([colonne for colonne in colonnes if colonne]) == {
        champs[rang]: place for place, rang in enumerate(ordre)
    }


@pytest.mark.parametrize(
    ("texte", "compte"),
    [("602", "602"), ("6140 0010", "61400010"), ("614-1", "6141"), ("602 - Électricité", "602"), ("Électricité", "")],
)
def test_an_account_is_its_digits_however_written(texte: str, compte: str) -> None:
    assert clean_compte(texte) == compte


def test_a_label_that_starts_by_a_rank_is_not_part_of_the_account() -> None:
    assert split_compte("6110001 1er trimestre") == ("6110001", "1er trimestre")


@pytest.mark.parametrize("graine", [1, 2, 3, 5, 7, 8, 15, 18, 19, 22, 24, 26, 31, 38, 47, 1003, 1007, 1011])
def test_the_layouts_of_many_syndics_are_read_without_a_false_alarm(graine: int) -> None:
    mesure = measure(generate(graine), detail=False)
    assert mesure["lignes"] >= 0.97 * mesure["lignes_attendues"]
    assert mesure["cellules"] == mesure["cellules_attendues"]
    assert (mesure["ecarts"], mesure["fausses_alertes"]) == (mesure["ecarts_plantes"], 0)


@pytest.mark.parametrize(
    ("contenu", "nom", "code"),
    [
        (b"", "vide.xlsx", "FICHIER_VIDE"),
        (b"%PDF-1.7 ...", "comptes.pdf", "FORMAT_NON_RECONNU"),
        (b"PK\x03\x04 abime", "comptes.xlsx", "FICHIER_ILLISIBLE"),
        ("Cher copropriétaire;\nvoici vos comptes;\nbien à vous;".encode(), "lettre.csv", "EN_TETE_INTROUVABLE"),
        ("Lot;Clé;Exigible le;Montant appelé\n3;GEN;01/04/2026;12,50\n".encode(), "appel.csv", "FORMAT_NON_RECONNU"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(contenu: bytes, nom: str, code: str) -> None:
    with pytest.raises(FichierRefuse) as refus:
        read_comptes(contenu, nom)
    assert refus.value.code == code


def test_a_cell_in_error_is_told_and_the_rest_is_read() -> None:
    texte = "Compte;Libellé;Montant\n602;Hall;12,50\n614;Ascenseur;#REF!\n616;Assurance;douze\n"
    lecture = read_comptes(texte.encode(), "comptes.csv")
    assert [ligne.montant for ligne in lecture.lignes] == [1_250]
    assert [anomalie.code for anomalie in lecture.bloquantes] == ["MONTANT_INVALIDE", "MONTANT_INVALIDE"]
    assert [(anomalie.feuille, anomalie.cellule) for anomalie in lecture.anomalies] == [(None, "C3"), (None, "C4")]


def test_one_sheet_by_key_takes_the_key_of_its_title() -> None:
    lecture = read(
        GEN=[["Clé GEN - Charges générales"], ["Compte", "Libellé", "Montant"], ["602", "Hall", 120]],
        ASC=[["Clé ASC - Ascenseur"], ["Compte", "Libellé", "Montant"], ["614", "Forfait", 200], ["Total", None, 201]],
    )
    assert told(lecture) == [("C3", "GEN", 12_000), ("C3", "ASC", 20_000)]
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("C4", 20_000, 20_100)]


def test_a_ledger_with_debit_credit_and_balance_by_key_and_account() -> None:
    lecture = read(
        GL=[
            ["Date", "Pièce", "Libellé", "Débit", "Crédit", "Solde"], ["Clé 01 CHARGES COMMUNES GENERALES"],
            ["601000 EAU FROIDE"], [MAI, "12", "Facture", 100.5, None, 100.5], [MAI, "13", "Avoir", None, 20, 80.5],
            ["Total compte 601000", None, None, 100.5, 20, 80.5], ["Total clé 01", None, None, 101.5, 20, 81.5],
            ["TOTAL GENERAL", None, None, 101.5, 20, 81.5],
        ]
    )  # fmt: skip
    assert told(lecture) == [("D4", "01", 10_050), ("E5", "01", -2_000)]
    assert [ecart.cellule for ecart in lecture.ecarts] == ["D7"], "the general total only carries the same fault"


def test_a_total_in_a_column_of_its_own_is_checked() -> None:
    lecture = read(
        RGD=[
            ["Compte", "Libellé", "Date", "Montant", "Total clé"], ["Clé GEN"], ["602", "Hall", MAI, 120, None],
            ["Total GEN", None, None, None, 125],
        ]
    )  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E4", 12_000, 12_500)]


def test_the_column_called_charges_is_the_amount_when_no_other_is() -> None:
    lecture = read(Feuil1=[["Compte", "Libellé", "Charges", "Dont récupérable"], ["602", "Hall", 120, 120]])
    assert told(lecture) == [("C2", None, 12_000)]


def test_a_statement_whose_title_names_the_lot() -> None:
    lecture = read(
        RGD=[["Clé", "Compte", "Libellé", "Montant"], ["GEN", "602", "x", 5000]],
        Etat=[
            ["Etat individuel de répartition"], ["Lot n° 12 - Appartement T3"],
            ["Clé", "Tantièmes", "Total tantièmes", "Dépenses", "Quote-part"],
            ["GEN Charges générales", 100, 10000, 5000, 50],
        ],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [("12", "GEN", 5_000)]


def test_the_official_form_of_annex_2_leaves_classes_and_totals_out() -> None:
    lecture = read(
        Annexe_2=[
            ["CHARGES POUR OPERATIONS COURANTES", "Exercice précédent approuvé", "Exercice clos budget voté",
             "Exercice clos réalisé à approuver", "Budget en cours voté", "Budget à voter"],
            ["60 ACHATS", 500, 520, 510, 530, 540], ["601 Eau", 300, 310, 305, 320, 330],
            ["602 Electricité", 200, 210, 205, 210, 210], ["SOUS TOTAL", 500, 520, 510, 530, 540],
            ["PRODUITS POUR OPERATIONS COURANTES"], ["713 Indemnités", None, None, 50, None, None],
            ["Solde (excédent ou insuffisance)", 40, 0, 65, 0, 0],
        ]
    )  # fmt: skip
    assert [(ligne.compte, ligne.n_realise) for ligne in lecture.annexe2] == [
        ("601", 30_500), ("602", 20_500), ("713", -5_000),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_a_key_printed_by_code_and_label_is_the_key_of_annex_3() -> None:
    lecture = read(
        RGD=[
            ["Compte", "Libellé", "Montant"],
            ["ASC ASCENSEUR"],
            ["614", "a", 200],
            ["TOTAL ASC ASCENSEUR", None, 199],
        ],
        Annexe_3=[["Annexe 3"], ["Clé", "Libellé", "Réalisé N"], ["ASC", "ASCENSEUR", 200]],
    )
    assert told(lecture) == [("C3", "ASC", 20_000)]
    assert [ecart.cellule for ecart in lecture.ecarts] == ["C4"]


def test_a_statement_with_one_column_by_lot() -> None:
    lecture = read(
        RGD=[["Clé", "Compte", "Libellé", "Montant"], ["GEN", "602", "a", 120]],
        Etat=[["État de répartition"], ["Clé", "Lot 3", "Lot 7", "Total"], ["GEN", 10, 20, 30]],
    )
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("3", "GEN", 1_000), ("7", "GEN", 2_000),
    ]  # fmt: skip


def test_columns_by_key_are_read_even_when_a_last_column_adds_them_up() -> None:
    lecture = read(
        Relevé=[
            ["Compte", "Libellé", "Générales", "Ascenseur", "Total"],
            ["601", "Eau", 100, "", 100],
            ["614", "Otis", "", 40, 40],
            ["616", "AXA", 60, "", 60],
            ["", "Totaux", 160, 41, 200],
        ],
    )
    assert [(ligne.cellule, ligne.cle) for ligne in lecture.lignes] == [
        ("C2", "Générales"), ("D3", "Ascenseur"), ("C4", "Générales"),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("D5", 4_000, 4_100)]


def test_headings_whose_total_stands_in_a_column_of_its_own() -> None:
    lecture = read(
        Feuil1=[
            ["", "Désignation", "Date", "Sommes", "Total"],
            ["CHARGES GENERALES", "", "", "", 160],
            [601, "Eau", "", "", 160],
            ["", "Veolia 1", date(2024, 3, 1), 100, ""],
            ["", "Veolia 2", date(2024, 9, 1), 60, ""],
            ["CHARGES ASCENSEUR", "", "", "", 41],
            [614, "Contrats", "", "", 40],
            ["", "Otis", date(2024, 3, 1), 40, ""],
            ["", "TOTAL GENERAL", "", "", 200],
        ],
    )
    assert [(ligne.cellule, ligne.compte, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("D4", "601", "CHARGES GENERALES", 10_000), ("D5", "601", "CHARGES GENERALES", 6_000),
        ("D8", "614", "CHARGES ASCENSEUR", 4_000),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E6", 4_000, 4_100)]


def test_a_title_right_above_the_header_is_not_part_of_it() -> None:
    lecture = read(
        Feuil1=[
            ["", "Résidence : 0045 - VILLA MARINA", "", ""],
            ["", "Relevé des dépenses du 01/07/2023 au 30/06/2024", "", ""],
            ["Base", "Date", "Libellé", "Montant"],
            [1, "02/08/23", "Eau", "10,00 €"],
            [2, "02/09/23", "Ascenseur", "20,00 €"],
        ],
    )
    assert (lecture.copropriete, lecture.debut, lecture.fin) == ("VILLA MARINA", date(2023, 7, 1), date(2024, 6, 30))
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [("1", 1_000), ("2", 2_000)]


def test_a_period_beside_its_label_opens_no_table() -> None:
    lecture = read(
        Relevé=[
            ["Copropriété", "Les Jardins de Sully"],
            ["Période", "du 01/10/2023 au 30/09/2024"],
            [],
            ["Compte", "Libellé", "Montant"],
            ["601", "Eau", 10],
        ],
    )
    assert (lecture.debut, lecture.fin, len(lecture.lignes)) == (date(2023, 10, 1), date(2024, 9, 30), 1)


def test_the_two_sides_of_annex_1_are_no_accounts_of_annex_2() -> None:
    lecture = read(
        Annexe_1=[
            ["Annexe 1 - État financier", None, None, None, None, None, None, None],
            ["Compte", "Trésorerie", "Exercice approuvé", "Exercice clos", "Compte", "Provisions", "Exercice approuvé",
             "Exercice clos"],
            ["512", "Banque", 234.8, 84.1, "105", "Fonds de travaux", 119.8, 263.9],
            ["", "Total I", 512.3, 542.3, "", "Total I", 512.3, 542.3],
        ],
        Dépenses=RELEVE, Annexe_2=ANNEXE2, Annexe_3=ANNEXE3,
    )  # fmt: skip
    assert [ligne.compte for ligne in lecture.annexe2] == ["602", "614", "713"]
    assert lecture.ecarts == []
    assert lecture.situation is not None
    assert (lecture.situation.tresorerie, lecture.situation.fonds_travaux) == (8_410, 26_390)


def test_a_statement_in_pairs_of_columns_under_each_key() -> None:
    lecture = read(
        Dépenses=RELEVE, Annexe_3=ANNEXE3,
        Répartition=[
            ["Lot", "GEN", None, "ASC", None, "Total"],
            [None, "Tantièmes", "Quote-part", "Tantièmes", "Quote-part", None],
            ["3", 41, -4.01, 38, 45.6, 41.59],
            ["61", 21, -2.05, None, None, -2.05],
            ["Base", 1000, None, 800, None, None],
        ],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.tantiemes, part.montant, part.cellule) for part in lecture.quote_parts] == [
        ("3", "GEN", 41, -401, "C3"), ("3", "ASC", 38, 4_560, "E3"), ("61", "GEN", 21, -205, "C4"),
    ]  # fmt: skip


def test_the_lot_named_between_two_tables_of_a_sheet_is_that_of_the_second() -> None:
    colonnes = ["Clé", "Libellé", "Total à répartir", "Base", "Vos tantièmes", "Quote-part"]
    lecture = read(
        Comptes=[
            *RELEVE, [], *ANNEXE3, [],
            ["Lot 15 - Appartement"], colonnes, ["ASC", "Ascenseur", 960, 800, 38, 45.6], [],
            ["Lot 16 - Appartement"], colonnes, ["ASC", "Ascenseur", 960, 800, 40, 48],
        ],
    )  # fmt: skip
    assert [(part.lot, part.montant) for part in lecture.quote_parts] == [("15", 4_560), ("16", 4_800)]


def test_a_total_of_debits_beside_one_of_credits_is_told_by_its_own_debits() -> None:
    lecture = read(
        Relevé=[
            ["Clé", "Compte", "Date", "Libellé", "Débit", "Crédit"],
            ["GEN", "602", date(2025, 2, 17), "Hall", 560, None],
            ["GEN", "713", date(2025, 5, 22), "Bris de glace", None, 5],
            [None, None, None, "Totaux", 570, 5],
        ],
    )
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E4", 56_000, 57_000)]
