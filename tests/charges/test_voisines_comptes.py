"""Layouts near those of the kept workbooks: one sheet by key, two exercises side by side, keys told apart by a number,
totals beside products."""

import pytest

from services.charges.comptes.export import export_comptes
from services.charges.lecture_comptes.resultat import LectureComptes
from tests.charges.comptes_essai import ANNEXE2, MAI, read, told

TITRES = [["Régie du Vivarais"], ["SDC Les Mûriers"], ["Relevé des dépenses du 01/01/2024 au 31/12/2024"], []]
LIBRES = [["Syndic bénévole"], ["Copropriété Les Tilleuls"], ["Dépenses du 01/01/2024 au 31/12/2024"], []]


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


def list_depenses(*lignes: tuple[str, float]) -> list[list[object]]:
    total = sum(montant for _, montant in lignes)
    return [
        *LIBRES, ["Date", "Payé à", "Pour quoi", "Montant", "Récupérable"],
        *[[MAI, "Volt", libelle, montant, "oui"] for libelle, montant in lignes], [None, None, "TOTAL", total],
    ]  # fmt: skip


def test_sheets_named_by_the_parts_of_the_building_give_their_key() -> None:
    lecture = read(
        Charges_générales=list_depenses(("Courant", 100.5), ("Eau", 200)), Dép__Bâtiment_1=list_depenses(("Hall", 10)),
        Dép__Bâtiment_2=list_depenses(("Hall", 20)), Parking=list_depenses(("Porte", 30)),
    )  # fmt: skip
    assert [(ligne.feuille, ligne.cle) for ligne in lecture.lignes] == [
        ("Charges générales", "Charges générales"), ("Charges générales", "Charges générales"),
        ("Dép  Bâtiment 1", "Bâtiment 1"), ("Dép  Bâtiment 2", "Bâtiment 2"), ("Parking", "Parking"),
    ]  # fmt: skip
    assert lecture.ecarts == []


@pytest.mark.parametrize(
    "noms", [("Assurances", "Eau"), ("Janvier", "Février"), ("Feuil1", "Feuil2"), ("2023", "2024")]
)
def test_sheets_named_otherwise_give_no_key(noms: tuple[str, str]) -> None:
    lecture = read(**{nom: list_depenses((f"Facture {nom}", 10.5)) for nom in noms})
    assert {ligne.cle for ligne in lecture.lignes} == {None}


def test_shares_stand_under_the_key_that_tops_their_tantiemes() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Date", "Libellé", "Montant"], ["GEN", MAI, "Eau", 1000], ["BAT1", MAI, "Hall", 355],
            ["BAT2", MAI, "Hall", 645],
        ],
        Vos_lots=[
            ["Lot", "GEN - Charges générales", None, "BAT1 - Bâtiment 1", None, "BAT2 - Bâtiment 2", None, "Total"],
            [None, "Tantièmes", "Montant", "kWh", "Montant", "Tantièmes", "Montant", None],
            [3, 100, 100, 35, 35, None, None, 135], [7, 50, 50, None, None, 100, 100, 150],
        ],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.montant, part.tantiemes) for part in lecture.quote_parts] == [
        ("3", "GEN", 10_000, 100), ("3", "BAT1", 3_500, 35), ("7", "GEN", 5_000, 50), ("7", "BAT2", 10_000, 100),
    ]  # fmt: skip
    assert lecture.ecarts == []


ANNEES = [["Poste", "2023", None, "2024", None], [None, "Budget", "Réalisé", "Budget", "Réalisé"]]
POSTES = [
    ["Charges générales"], ["Eau", 180, 190, 200, 214.8], ["Réparations", 90, 80, 100, None],
    ["Ménage", 90, 80, 100, 40], ["Sous-total", 360, 350, 400, 254.8],
    ["Bâtiment 1"], ["Ascenseur", 900, 900, 950, 960], ["Sous-total", 900, 900, 950, 960],
    ["Bâtiment 2"], ["Réparations", 90, 80, 100, None], ["Ascenseur", 900, 900, 950, 961],
    ["Sous-total", 990, 980, 1050, 961], ["Total", 2250, 2230, 2400, 2175.8],
]  # fmt: skip


def test_an_expense_voted_and_not_made_is_no_key_for_those_below() -> None:
    lecture = read(Charges=[*TITRES, *ANNEES, *POSTES])
    assert told(lecture) == [
        ("E8", "Charges générales", 21_480), ("E10", "Charges générales", 4_000),
        ("E13", "Bâtiment 1", 96_000), ("E17", "Bâtiment 2", 96_100),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_a_budget_voted_by_key_stands_on_its_heading() -> None:
    lecture = read(
        Charges=[
            *TITRES, ["Poste", "Budget 2024", "Réalisé 2024", "Récupérable"],
            ["Charges générales", 500, None, None], ["Eau", None, 214.8, 214.8], ["Ménage", None, 40, 40],
            ["Bâtiment 1", 950, None, None], ["Ascenseur", None, 960, 700],
        ]
    )  # fmt: skip
    assert told(lecture) == [
        ("C7", "Charges générales", 21_480), ("C8", "Charges générales", 4_000), ("C10", "Bâtiment 1", 96_000),
    ]  # fmt: skip


def test_expenses_by_key_beside_the_next_budget_are_lines_where_annex_2_is_another_sheet() -> None:
    lecture = read(
        Charges=[
            *TITRES, ["Clé", "Poste", "Budget 2024", "Dépenses 2024", "Dépenses 2023", "Budget 2025"],
            ["Générales", "Eau", 200, 214.8, 190, 220], ["Générales", "Réparations", 100, None, 100, 100],
            ["Bâtiment 1", "Ascenseur", 950, 960, 900, 970], ["Bâtiment 2", "Ascenseur", 950, 961, 900, 970],
            [None, "Total", 2200, 2135.8, 2090, 2260],
        ],
        Annexe_2=ANNEXE2,
    )  # fmt: skip
    assert told(lecture) == [("D6", "Générales", 21_480), ("D8", "Bâtiment 1", 96_000), ("D9", "Bâtiment 2", 96_100)]
    assert len(lecture.annexe2) == 3


def test_each_staircase_and_its_lift_meet_their_code_of_annex_3() -> None:
    releve = [*TITRES, ["Compte", "Date", "Libellé", "Montant"]]
    for nom, montant in (("ESC 1", 62), ("ESC 2", 82), ("ASCENSEUR ESC 1", 802), ("ASCENSEUR ESC 2", 600.5)):
        titre = f"{nom} - 355 tantièmes"
        releve += [[titre], ["602", MAI, "Courant", montant], [f"Total {nom}", None, None, montant]]
    annexe3 = [
        ["Annexe 3"], ["Clé", "Libellé", "N réalisé"], ["ESC1", "Escalier 1", 62], ["ESC2", "Escalier 2", 83],
        ["ASC1", "Ascenseur escalier 1", 802], ["ASC2", "Ascenseur escalier 2", 600.5],
    ]  # fmt: skip
    lecture = read(Dépenses=releve, Annexe_3=annexe3)
    assert [ligne.cle for ligne in lecture.lignes] == ["ESC1", "ESC2", "ASC1", "ASC2"]
    assert gaps(lecture) == [("C4", 8_200, 8_300)]


PAR_COMPTE = [
    *TITRES, ["Date", "Libellé", "Clé/base", "Montant"],
    ["Compte 601 EAU"], [MAI, "Eau", "GEN/10000", 100], [MAI, "Eau", "BAT 1/355", 50],
    [None, "Total compte 601", None, 150],
    ["Compte 602 ELEC"], [MAI, "Hall", "GEN/10000", 200], [MAI, "Hall", "BAT 2/645", 70],
    [None, "Total compte 602", None, 270],
]  # fmt: skip


@pytest.mark.parametrize(
    ("pied", "ecarts"),
    [
        ([["Compte 714 PRODUITS"], [MAI, "Badges", "GEN/10000", -30], [None, "TOTAL GENERAL DES DEPENSES", None, 411]],
         [("D16", 39_000, 41_100)]),
        ([["Compte 714 PRODUITS"], [MAI, "Badges", "GEN/10000", -30], [None, "TOTAL GENERAL DES DEPENSES", None, 390]],
         []),
        ([[None, "TOTAL DES CHARGES", None, 430], ["Compte 714 PRODUITS"], [MAI, "Badges", "GEN/10000", 30],
          [None, "TOTAL DES PRODUITS", None, 30], [None, "TOTAL GENERAL NET", None, 390]], [("D14", 42_000, 43_000)]),
        ([["Compte 714 PRODUITS"], [MAI, "Badges", "GEN/10000", 30], [None, "TOTAL DES CHARGES", None, 421]],
         [("D16", 42_000, 42_100)]),
    ],
)  # fmt: skip
def test_a_wrong_general_total_is_told_against_what_it_was_to_sum(
    pied: list[list[object]], ecarts: list[tuple[str, int, int]]
) -> None:
    lecture = read(Dépenses=[*PAR_COMPTE, *pied])
    assert [ligne.cle for ligne in lecture.lignes] == ["GEN", "BAT 1", "GEN", "BAT 2", "GEN"]
    assert gaps(lecture) == ecarts


def test_lists_one_under_the_other_are_each_of_the_part_that_its_title_names() -> None:
    listes = [list_depenses((f"Hall {rang}", 10 * rang))[4:] for rang in (1, 2)]
    lecture = read(Dépenses=[*LIBRES, ["Dépenses bâtiment 1"], *listes[0], [], ["Dépenses bâtiment 2"], *listes[1]])
    assert [ligne.cle for ligne in lecture.lignes] == ["bâtiment 1", "bâtiment 2"]
    assert lecture.ecarts == []


def test_lifts_of_one_name_are_told_apart_by_codes_that_are_no_account() -> None:
    releve = [*TITRES, ["Compte", "Date", "Libellé", "Montant"]]
    for nom, montant in (("001 CHARGES GENERALES", 61), ("101 ASCENSEUR", 21), ("201 ASCENSEUR", 41)):
        lignes = [["614", MAI, "Contrat", montant], ["614", MAI, "Pièces", 1]]
        releve += [[nom], *lignes, [f"TOTAL {nom[4:]}", None, None, montant + 1]]
    cles = [["001 CHARGES GENERALES", 62], ["101 ASCENSEUR", 22], ["201 ASCENSEUR", 43]]
    annexe3 = [["Annexe 3"], ["Clé", "N réalisé"], *cles]
    lecture = read(Dépenses=releve, Annexe_3=annexe3)
    assert [ligne.cle for ligne in lecture.lignes] == ["001", "001", "101", "101", "201", "201"]
    assert gaps(lecture) == [("B5", 4_200, 4_300)]


@pytest.mark.parametrize(
    "tetes",
    [
        [["Lot", "GEN - Générales", None, "ESC 1", None, "ESC 2", None, "Total"],
         [None, "Tant.", "Q.-P.", "Tant.", "Q.-P.", "Tant.", "Q.-P.", None]],
        [["Lot", "Répartition par clé", None, None, None, None, None, "Total"],
         [None, "GEN - Générales", None, "ESC 1", None, "ESC 2", None, None],
         [None, "Tantièmes", "Part", "Tantièmes", "Part", "Tantièmes", "Part", None]],
    ],
)  # fmt: skip
def test_shares_keep_their_key_under_a_header_of_two_or_three_rows(tetes: list[list[object]]) -> None:
    releve = [
        *TITRES, ["Clé", "Date", "Libellé", "Montant"], ["GEN", MAI, "Eau", 1000], ["ESC 1", MAI, "Hall", 355],
        ["ESC 2", MAI, "Hall", 645],
    ]  # fmt: skip
    lots = [["3", 100, 100, 35, 35, None, None, 135], ["7", 50, 50, None, None, 100, 100, 150]]
    lecture = read(Dépenses=releve, Vos_lots=[["Décompte de vos lots"], *tetes, *lots])
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("3", "GEN", 10_000), ("3", "ESC 1", 3_500), ("7", "GEN", 5_000), ("7", "ESC 2", 10_000),
    ]  # fmt: skip
    assert lecture.ecarts == []


@pytest.mark.parametrize("annees", [(2024, 2023), ("Exercice 2023", "Exercice 2024")])
def test_amounts_of_two_exercises_under_each_key_are_those_of_the_last(annees: tuple[object, object]) -> None:
    premier = annees[0] == 2024

    def both(montant: float | None) -> list[float | None]:
        avant = None if montant is None else montant - 5
        return [montant, avant] if premier else [avant, montant]

    lecture = read(
        Dépenses=[
            *TITRES, ["Nature", "Charges générales", None, "Escalier 1", None, "Escalier 2", None],
            [None, *annees * 3], ["Eau", *both(1000), *both(None), *both(None)],
            ["Courant", *both(None), *both(355), *both(645)], ["Total", *both(1000), *both(355), *both(646)],
        ]
    )  # fmt: skip
    colonnes = "BDF" if premier else "CEG"
    assert told(lecture) == [
        (f"{colonnes[0]}7", "Charges générales", 100_000), (f"{colonnes[1]}8", "Escalier 1", 35_500),
        (f"{colonnes[2]}8", "Escalier 2", 64_500),
    ]  # fmt: skip
    assert gaps(lecture) == [(f"{colonnes[2]}9", 64_500, 64_600)]


@pytest.mark.parametrize("sous", [("Montant", "Récup."), ("Total", "dont récupérable"), ("Montant", "Dont locatif")])
def test_each_key_stands_over_its_amounts_and_what_is_recoverable_of_them(sous: tuple[str, str]) -> None:
    lecture = read(
        Dépenses=[
            *LIBRES, ["Date", "Compte", "Libellé", "Générales", None, "Parking", None],
            [None, None, None, *sous, *sous],
            [MAI, "616", "Multirisque", 500, 0, None, None], [MAI, "602", "Porte", None, None, 30, 20],
            [MAI, "611", "Ménage", 200.5, 200.5, 40, 40], [None, None, "Totaux", 700.5, 200.5, 70, 60],
        ],
    )  # fmt: skip
    assert told(lecture) == [
        ("D7", "Générales", 50_000), ("F8", "Parking", 3_000), ("D9", "Générales", 20_050), ("F9", "Parking", 4_000),
    ]  # fmt: skip
    assert [ligne.recuperable_declare for ligne in lecture.lignes] == [0, 2_000, 20_050, 4_000]
    assert lecture.ecarts == []


def test_keys_in_whole_euros_beside_one_with_cents_are_all_read() -> None:
    lecture = read(
        Dépenses=[
            *LIBRES, ["Date", "Compte", "Libellé", "Générales", "Parking"], [MAI, "616", "Multirisque", 500.5, None],
            [MAI, "602", "Porte", None, 30], [MAI, "602", "Hall", 40, None], [None, None, "Totaux", 540.5, 30],
        ],
    )  # fmt: skip
    assert told(lecture) == [("D6", "Générales", 50_050), ("E7", "Parking", 3_000), ("D8", "Générales", 4_000)]


def test_money_in_a_column_that_is_not_read_stops_the_accounts_at_its_cell() -> None:
    lecture = read(
        Dépenses=[
            *LIBRES, ["Date", "Compte", "Libellé", "Montant", "Hors forfait"], [MAI, "616", "Multirisque", 500, None],
            [MAI, "602", "Porte", None, 30.5], [MAI, "602", "Hall", 40, 12.5], [None, None, "Total", 540, 43],
        ],
    )  # fmt: skip
    assert [(faute.code, faute.cellule) for faute in lecture.bloquantes] == [("MONTANT_NON_LU", "E7")]


def test_a_number_of_invoice_beside_amounts_is_no_money() -> None:
    lecture = read(
        Dépenses=[
            *LIBRES, ["Date", "Compte", "Libellé", "Montant", "Bordereau"], [MAI, "616", "Multirisque", 500, 12],
            [MAI, "602", "Sans suite", None, 13], [MAI, "602", "Hall", 40, 14], [None, None, "Total", 540, None],
        ],
    )  # fmt: skip
    assert lecture.bloquantes == []


def test_our_share_under_the_total_of_one_column_of_amounts_is_no_expense() -> None:
    lecture = read(
        Dépenses=[
            *LIBRES, ["Clé", "Date", "Compte", "Libellé", "Montant"], ["GEN", MAI, "616", "Multirisque", 500],
            ["GEN", MAI, "602", "Hall", 30], [None, None, None, "Total", 530],
            [None, None, None, "Votre quote-part", 25.5],
        ],
    )  # fmt: skip
    assert [ligne.montant for ligne in lecture.lignes] == [50_000, 3_000]
    assert [(faute.code, faute.cellule) for faute in lecture.anomalies] == [("LIGNE_NON_LUE", "D9")]


def test_a_list_beside_the_year_before_and_the_budget_is_the_expenses_where_another_sums_the_keys() -> None:
    lecture = read(
        Relevé=[
            ["Relevé général des dépenses"], ["Exercice : 01/01/2024 - 31/12/2024"],
            ["Clé", "Compte", "Nature de la dépense", "Dépenses 2023", "Budget 2024", "Dépenses 2024", "Ecart budget",
             "Dont locatif 2024"],
            ["CG", "6110", "NETTOYAGE HALLS", 115, 118, 117.5, -0.5, 117.5],
            ["CG", "6110", "CONTAINERS", 13, 13, 13.5, 0.5, 13.5],
            ["CG", "6223", "HONORAIRES DIVERS", 150, 200, 0, -200, 0],
            [None, None, "Total CG", 278, 331, 131, -200, 131],
            ["ASC", "6141", "CONTRAT", 59, 60, 60.5, 0.5, 44], [None, None, "Total ASC", 59, 60, 60.5, 0.5, 44],
        ],
        Vos_lots=[
            ["Répartition"], ["Clé", "Intitulé", "Total à répartir", "Base"], ["CG", "CHARGES GENERALES", 131, 10000],
            ["ASC", "ASCENSEURS", 60.5, 8200], [None, "Total", 191.5],
        ],
    )  # fmt: skip
    assert [(ligne.cellule, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("F4", "CG", 11_750), ("F5", "CG", 1_350), ("F8", "ASC", 6_050),
    ]  # fmt: skip
    assert lecture.annexe3 == []
    assert lecture.ecarts == []


def test_a_banner_right_over_the_header_takes_none_of_its_columns() -> None:
    lecture = read(
        Dépenses=[
            ["Cabinet Steiner", None, "RESIDENCE NEUDORF", None, "Page 1"],
            ["Relevé des dépenses", None, "Exercice du 01.01.2025 au 31.12.2025", None, "Tiré le 19.02.2026"],
            ["Compte", "Date", "Libellé", "Montant", "Récupérable"], ["Clé", "CG", "CHARGES GENERALES"],
            ["601", MAI, "Arrosage", 188.5, 188.5], ["616", MAI, "Multirisque", 20.5, 0],
            [None, None, "Total clé CG", 209, 188.5],
        ],
    )  # fmt: skip
    assert [(ligne.compte, ligne.libelle, ligne.recuperable_declare) for ligne in lecture.lignes] == [
        ("601", "Arrosage", 18_850), ("616", "Multirisque", 0),
    ]  # fmt: skip


def test_the_number_of_a_copropriete_in_its_syndic_s_files_is_not_its_name() -> None:
    lecture = read(
        Charges=[
            ["SYNDIC ATLANTIQUE"], ["LES JARDINS DE L'ERDRE", "Immeuble 0247"],
            ["Exercice comptable", "01/10/2023", "30/09/2024"], ["Charges communes"],
            ["Cpte", "Date", "Objet", "Montant"], ["611", MAI, "Ménage", 13.5],
        ]
    )  # fmt: skip
    assert lecture.copropriete == "LES JARDINS DE L'ERDRE"


def test_an_account_is_given_back_as_it_is_printed_its_space_included() -> None:
    entete = ["Compte", "Clé", "Date", "Libellé", "Montant"]
    lecture = read(Dépenses=[entete, ["6010 0000", "G", MAI, "Eau", 13.5], ["60200010", "G", MAI, "Courant", 2.5]])
    assert [ligne["compte"] for ligne in export_comptes(lecture)["lignes"]] == ["6010 0000", "60200010"]
