"""What a syndic prints more than once: totals of an account wherever they stand, keys summed again, shares by lot."""

from datetime import date

import pytest

from services.charges.comptes.export import export_comptes
from services.charges.lecture_comptes.resultat import LectureComptes
from tests.charges.comptes_essai import MAI, read, told

TITRES: list[list[object]] = [["SDC Les Lilas"], ["Relevé des dépenses du 01/01/2025 au 31/12/2025"], []]
LISTE: list[list[object]] = [
    *TITRES, ["Clé", "Compte", "Date", "Fournisseur", "Libellé", "TTC"],
    ["GEN", "601", MAI, "Eaux", "Eau T1", 100.5], ["GEN", "601", MAI, "Eaux", "Eau T2", 99.5],
    ["GEN", "602", MAI, "Volt", "Hall", 50.25], ["ASC", "614", MAI, "Montée", "Forfait", 80.5],
]  # fmt: skip
LUES = [("F5", "GEN", 10_050), ("F6", "GEN", 9_950), ("F7", "GEN", 5_025), ("F8", "ASC", 8_050)]


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


@pytest.mark.parametrize(
    "rangees",
    [
        [["GEN", "601", None, "TOTAL COMPTE", None, 210], ["GEN", None, None, "TOTAL CLE", None, 250.25]],
        [[None, None, None, None, "Total compte 601", 210], [None, None, None, None, "Total clé GEN", 250.25]],
        [["GEN", "601", None, None, "Tot. 601", 210], ["GEN", None, None, None, "TOT. CLE GEN", 250.25]],
        [["GEN", "601", None, None, "S/Total", 210], [None, None, None, None, "TOTAL GENERAL", 330.75]],
    ],
)  # fmt: skip
def test_a_total_of_an_account_sums_its_own_lines_wherever_its_words_stand(rangees: list[list[object]]) -> None:
    lecture = read(Dépenses=[*LISTE, *rangees])
    assert told(lecture) == LUES
    assert gaps(lecture) == [("F9", 20_000, 21_000)]


def test_totals_that_have_the_date_of_the_year_end_are_no_expenses() -> None:
    fin = date(2025, 12, 31)
    rangees = [["GEN", "601", fin, None, "Total 601", 200], ["GEN", None, fin, None, "Total GEN", 250.25],
               ["ASC", None, fin, None, "Total ASC", 85]]  # fmt: skip
    lecture = read(Dépenses=[*LISTE, *rangees])
    assert (told(lecture), gaps(lecture)) == (LUES, [("F11", 8_050, 8_500)])


def test_a_supplier_called_total_is_paid_as_another() -> None:
    lecture = read(Dépenses=[*LISTE, ["GEN", "603", MAI, "Total", "Fioul", 900]])
    assert told(lecture)[-1] == ("F9", "GEN", 90_000)


@pytest.mark.parametrize(
    "rangees",
    [
        [["RÉCAPITULATIF PAR CLÉ"], ["GEN", None, None, None, "Charges générales", 250.25],
         ["ASC", None, None, None, "Ascenseur", 85], [None, None, None, None, "Ensemble", 330.75]],
        [[None], ["Clé", "Intitulé", None, None, None, "Total"], ["GEN", "Générales", None, None, None, 250.25],
         ["ASC", "Ascenseur", None, None, None, 85], ["Total", None, None, None, None, 330.75]],
        [["Totaux par clé"], [None], [None, None, None, None, "Total GEN", 250.25],
         [None, None, None, None, "Total ASC", 85], [None, None, None, None, "TOTAL DE L’ANNÉE", 330.75]],
    ],
)  # fmt: skip
def test_keys_summed_again_under_the_list_are_judged_and_never_spent_twice(rangees: list[list[object]]) -> None:
    lecture = read(Dépenses=[*LISTE, *rangees])
    assert told(lecture) == LUES
    assert [ecart[1:] for ecart in gaps(lecture)] == [(8_050, 8_500)]


def test_accounts_summed_again_on_another_sheet_are_no_expenses() -> None:
    synthese = [
        ["Compte", "Libellé", "Montant"],
        ["601", "Eau", 200],
        ["602", "Électricité", 50.25],
        ["614", "Contrats", 90],
    ]
    lecture = read(Synthèse=[["Synthèse"], *synthese], Dépenses=LISTE)
    assert (told(lecture), gaps(lecture)) == (LUES, [("C5", 8_050, 9_000)])


def test_the_total_beside_the_last_line_of_an_account_is_judged() -> None:
    rangees: list[list[object]] = [
        ["Clé 1 Générales"], ["601 Eau"], [MAI, "Eau T1", 100.5], [MAI, "Eau T2", 99.5, 200],
        ["602 Électricité"], [MAI, "Hall", 50.25, 50.25], ["611 Ménage"], [MAI, "Mai", 30], [MAI, "Juin", 30, 66],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, ["Date", "Libellé", "Montant", "Total compte"], *rangees])
    assert (lecture.total, gaps(lecture)) == (31_025, [("D13", 6_000, 6_600)])


@pytest.mark.parametrize(
    ("noms", "codes"),
    [
        (["Générales", "Ascenseur", "Bâtiment A"], ["GEN", "ASC", "BATA"]),
        (["Clé GEN", "Clé ASC", "Clé BATA"], ["Charges communes", "Ascenseur", "Bâtiment A"]),
    ],
)
def test_columns_of_keys_bear_their_code_over_or_under_their_label(noms: list[str], codes: list[str]) -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Date", "Compte", "Libellé", *noms, "Total"], [None, None, None, *codes],
            [MAI, "601", "Eau", 100.5, None, None, 100.5], [MAI, "614", "Forfait", None, 80.25, None, 80.25],
            [MAI, "611", "Hall A", None, None, 30.5, 30.5], [MAI, "611", "Cour", 60, None, None, 60],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("GEN", 10_050), ("ASC", 8_025), ("BATA", 3_050), ("GEN", 6_000),
    ]  # fmt: skip


def test_a_key_named_in_cells_of_their_own_is_no_expense_of_its_weight() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Compte", "Date", "Libellé", "Fournisseur", "Montant"],
            ["Clé", "01", "Charges générales", "Base", 10000], ["601", MAI, "Eau", "Eaux", 100.5],
            ["Clé", "02", "Ascenseur", "Base", 1000], ["614", MAI, "Forfait", "Montée", 80.25],
        ]
    )  # fmt: skip
    assert told(lecture) == [("E6", "01", 10_050), ("E8", "02", 8_025)]


def test_keys_under_the_heading_of_an_account_keep_it() -> None:
    rangees: list[list[object]] = [
        ["602 ÉLECTRICITÉ"], ["Clé GEN Générales"], [MAI, "Volt", "Hall", 100], ["Clé ASC Ascenseur"],
        [MAI, "Volt", "Force", 40],
        [None, None, "Total 602", 140], ["614 CONTRATS"], ["Clé GEN Générales"], [MAI, "Air", "VMC", 55],
        ["Clé ASC Ascenseur"], [MAI, "Montée", "Forfait", 80], [None, None, "Total 614", 136],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, ["Date", "Fournisseur", "Libellé", "Montant"], *rangees])
    assert [(ligne.compte, ligne.cle) for ligne in lecture.lignes] == [
        ("602", "GEN"), ("602", "ASC"), ("614", "GEN"), ("614", "ASC"),
    ]  # fmt: skip
    assert gaps(lecture) == [("D16", 13_500, 13_600)]


LOTS: list[list[object]] = [
    ["602", MAI, "Hall, hiver", "GEN", 340.84, 6.99, 0.58], ["602", MAI, "Hall, été", "GEN", 334.46, 6.86, 0.57],
    ["614", MAI, "Forfait", "ASC", 379.33, 50.83, None], ["616", MAI, "Multirisque", "GEN", 5872.51, 120.39, 9.98],
]  # fmt: skip


def test_our_share_of_a_line_is_that_of_all_our_lots() -> None:
    entete: list[object] = ["Compte", "Date", "Libellé", "Clé", "Montant", "Quote-part lot 14", "Quote-part lot 52"]
    lecture = read(Dépenses=[*TITRES, entete, *LOTS])
    assert [ligne.quote_part for ligne in lecture.lignes] == [757, 743, 5_083, 13_037]
    totaux = [757, 743, 5_083, 13_397]
    lecture = read(
        Dépenses=[*TITRES, [*entete, "Total"], *([*lot, total / 100] for lot, total in zip(LOTS, totaux, strict=True))]
    )
    assert [ligne.quote_part for ligne in lecture.lignes] == totaux
    assert gaps(lecture) == [("H8", 13_037, 13_397)]


def test_our_share_of_a_line_is_weighed_by_the_heading_of_its_key() -> None:
    rangees: list[list[object]] = [
        ["Clé 10 Générales – base 10000 – vos tantièmes 312"], [MAI, "602", "Hall", 238.96, 7.46],
        [MAI, "602", "Cave", 334.47, 10.44], [MAI, "614", "Antenne", 122.63, 8.33],
        ["Total clé 10", None, None, 696.06, 21.73],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, ["Date", "Compte", "Libellé", "Montant", "Votre Q/P"], *rangees])
    assert gaps(lecture) == [("E8", 383, 833)]


def test_accounts_and_lots_are_written_as_the_file_prints_them() -> None:
    parts = [
        ["Lot", "Clé", "À répartir", "Total", "Vos tantièmes", "Votre part"],
        ["0034", "GEN", 100.5, 1000, 10, 1.01],
    ]
    lecture = read(
        Dépenses=[*TITRES, ["Clé", "Compte", "Date", "Libellé", "TTC"], ["GEN", "602.10", MAI, "Hall", 100.5]],
        Décompte=[["Décompte individuel"], *parts],
    )
    lu = export_comptes(lecture)
    assert (lu["lignes"][0]["compte"], lecture.lignes[0].compte) == ("602.10", "60210")
    assert [part["lot"] for part in lu["quote_parts"]] == ["0034"]


@pytest.mark.parametrize(
    ("titres", "nom", "exercice"),
    [
        (["NEXITY", "Syndicat des copropriétaires du 12 rue Pasteur 69007 Lyon", "Exercice clos le 30 juin 2025"],
         "Syndicat des copropriétaires du 12 rue Pasteur 69007 Lyon", (date(2024, 7, 1), date(2025, 6, 30))),
        (["Copropriété", "LES HAUTS DE SEINE", "01.04.2024 - 31.03.2025"],
         "LES HAUTS DE SEINE", (date(2024, 4, 1), date(2025, 3, 31))),
        (["Cabinet Roux", "14-16 avenue Foch", "Relevé général des dépenses - ANNEE 2024"],
         "14-16 avenue Foch", (date(2024, 1, 1), date(2024, 12, 31))),
        (["Dossier 00123 RESIDENCE LES PINS", "Du 01/01/2025", "Au 31/12/2025"],
         "RESIDENCE LES PINS", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)  # fmt: skip
def test_whose_accounts_and_of_which_exercise(titres: list[str], nom: str, exercice: tuple[date, date]) -> None:
    lecture = read(Dépenses=[*([titre] for titre in titres), *LISTE[2:]])
    assert (lecture.copropriete, (lecture.debut, lecture.fin)) == (nom, exercice)


def test_our_share_printed_under_the_total_of_each_key_is_that_of_the_lot_of_the_title() -> None:
    rangees: list[list[object]] = [
        ["GEN - Générales"], [MAI, "601", "Eau", 1000.5], [None, None, "Total GEN", 1000.5],
        [None, None, "Votre quote-part (187/10000)", 18.71], ["ASC - Ascenseur"], [MAI, "614", "Forfait", 800],
        [None, None, "Total ASC", 800], [None, None, "Votre quote-part (41/1000)", 38.2],
    ]  # fmt: skip
    entete: list[list[object]] = [["Relevé des dépenses 2025 – lot 12"], ["Date", "Compte", "Libellé", "Montant"]]
    lecture = read(Dépenses=[["SDC Les Lilas"], *entete, *rangees])
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("12", "GEN", 1_871), ("12", "ASC", 3_820),
    ]  # fmt: skip
    assert (lecture.total, gaps(lecture)) == (180_050, [("D11", 3_280, 3_820)])


def test_keys_whose_codes_stand_among_accounts_print_their_total_over_them() -> None:
    rangees: list[list[object]] = [
        ["GEN", "CHARGES GENERALES", 230.75], ["601", "Eau", 100.5], ["602", "Hall", 80.25], ["616", "Assurance", 50],
        ["ASC", "ASCENSEUR", 81.25], ["614", "Forfait", 80.25], [None, "TOTAL", 311],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, [None, "Libellé", "Montant"], *rangees])
    assert [(ligne.compte, ligne.cle) for ligne in lecture.lignes] == [
        ("601", "GEN"), ("602", "GEN"), ("616", "GEN"), ("614", "ASC"),
    ]  # fmt: skip
    assert gaps(lecture) == [("C9", 8_025, 8_125)]


@pytest.mark.parametrize(("hall", "dites"), [(50.25, []), (52, [("D7", 5_025, 5_200)])])
def test_totals_of_accounts_of_a_list_with_one_column_by_key(hall: float, dites: list[tuple[str, int, int]]) -> None:
    rangees: list[list[object]] = [
        [MAI, "601", "Eau", 100.5, None], [MAI, "602", "Hall", 50.25, None], [None, "602", "Total 602", hall, None],
        [MAI, "614", "Forfait", None, 80.5], [MAI, "614", "VMC", 30, None], [None, "614", "Total 614", 30, 80.5],
        [None, None, "TOTAL GÉNÉRAL", 180.75, 80.5],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, ["Date", "Compte", "Libellé", "GEN", "ASC"], *rangees])
    assert lecture.total == 26_125
    assert gaps(lecture) == dites


def test_a_wrong_total_beside_the_heading_of_an_account_is_told_where_others_are_right() -> None:
    rangees: list[list[object]] = [
        ["Clé 1 Générales"], ["601 Eau", None, None, 200], [MAI, "Eau T1", 100.5], [MAI, "Eau T2", 99.5],
        ["602 Électricité", None, None, 50.25], [MAI, "Hall", 50.25], ["611 Ménage", None, None, 66],
        [MAI, "Mai", 30], [MAI, "Juin", 30],
    ]  # fmt: skip
    lecture = read(Dépenses=[*TITRES, ["Date", "Libellé", "Montant", "Total compte"], *rangees])
    assert (lecture.total, gaps(lecture)) == (31_025, [("D11", 6_000, 6_600)])


def test_annex_3_with_one_column_by_key_gives_the_total_of_each() -> None:
    annexe: list[list[object]] = [
        ["Annexe 3"], ["Compte", "Libellé", "GEN Générales", "ASC Ascenseur", "Total"], ["601", "Eau", 200, None, 200],
        ["602", "Électricité", 50.25, None, 50.25], ["614", "Contrats", None, 85, 85],
        ["Total", None, 250.25, 85, 335.25],
    ]  # fmt: skip
    lecture = read(Annexe=annexe, Dépenses=LISTE)
    assert [(ligne.cle, ligne.n_realise) for ligne in lecture.annexe3] == [("GEN", 25_025), ("ASC", 8_500)]
    assert (told(lecture), gaps(lecture)) == (LUES, [("D6", 8_050, 8_500)])
