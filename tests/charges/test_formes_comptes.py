"""Forms of yearly accounts: the key of a sheet over its list, keys or lots in columns, fields without spaces."""

from datetime import date

from services.charges.comptes.export import export_comptes
from services.charges.lecture_comptes.lecture import read_comptes
from tests.charges.comptes_essai import TITRES, read, told


def test_the_label_of_a_key_and_what_it_is_right_over_the_header_are_no_part_of_it() -> None:
    feuilles = {
        nom.replace(" ", "_"): [
            *TITRES, ["Clé :", nom, libelle, "10 000 tantièmes"], [],
            ["Compte", "Nature de la dépense", "Entreprise", "Facture du", "Montant"],
            ["602", "Électricité", "Volt", date(2025, 2, 17), 200], ["611", "Ménage", "Net", date(2025, 3, 1), montant],
            [None, f"TOTAL {nom}", None, None, 200 + montant],
        ]
        for nom, libelle, montant in (("GEN", "Charges générales", 30.5), ("BAT A", "Bâtiment A", 12))
    }  # fmt: skip
    lecture = read(**feuilles)
    assert [(ligne.compte, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("602", "GEN", 20_000), ("611", "GEN", 3_050), ("602", "BAT A", 20_000), ("611", "BAT A", 1_200),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_keys_stand_under_one_heading_with_subtotals_and_what_the_total_is_compared_with() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Date", "Compte", "Fournisseur", "Objet", "Clés de répartition", None, "Total facture"],
            [None, None, None, None, "Charges générales", "Bâtiment 1", None],
            [date(2024, 9, 2), "602 100", "Volt", "Éclairage", 100, 50.5, 150.5],
            [date(2025, 3, 4), "602 100", "Volt", "Éclairage", 80, 40, 120],
            [None, None, None, "S/T Électricité", 180, 90.5, 270.5],
            [date(2025, 3, 31), "621 100", "Régie", "Honoraires", 300, None, 300],
            [None, None, None, "S/T Syndic", 300, None, 300],
            [None, None, None, "TOTAL DE L’EXERCICE", 480, 90.5, 570.5],
            [None, None, None, "Rappel exercice précédent", 470, 88, 558],
            [None, None, None, "Budget voté", 500, 90, 590],
            [None, None, None, "Écart budget / réalisé", 20, -0.5, 19.5],
        ]
    )  # fmt: skip
    assert told(lecture) == [
        ("E7", "Charges générales", 10_000), ("F7", "Bâtiment 1", 5_050), ("E8", "Charges générales", 8_000),
        ("F8", "Bâtiment 1", 4_000), ("E10", "Charges générales", 30_000),
    ]  # fmt: skip
    assert [ligne["compte"] for ligne in export_comptes(lecture)["lignes"]] == ["602 100"] * 4 + ["621 100"]
    assert (lecture.ecarts, lecture.lignes[0].libelle) == ([], "Éclairage")


def test_what_stands_over_the_same_keys_says_whether_they_are_tantiemes_or_shares() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Compte", "Date", "Libellé", "Montant"],
            ["Charges générales", "602", date(2025, 2, 17), "Volt", 1000],
            ["Bâtiment 1", "611", date(2025, 2, 17), "Net", 500],
        ],
        Vos_parts=[
            ["Vos quotes-parts de charges"],
            [None, None, "Vos tantièmes", None, "Votre quote-part en euros", None, None],
            ["Lot", "Nature", "Charges générales", "Bâtiment 1", "Charges générales", "Bâtiment 1", "Total"],
            [27, "Appartement", 124, 257, 12.4, 25.7, 38.1],
            ["61 bis", "Cave", 25, None, 2.5, None, 2.5],
        ],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.montant, part.tantiemes) for part in lecture.quote_parts] == [
        ("27", "Charges générales", 1_240, 124), ("27", "Bâtiment 1", 2_570, 257),
        ("61 bis", "Charges générales", 250, 25),
    ]  # fmt: skip


DECOMPTE = [
    ["Copropriété : LE CLOS"], ["DÉCOMPTE INDIVIDUEL DE CHARGES - Exercice du 01/01/2024 au 31/12/2024"], [],
    ["Compte", "Désignation", "Date", "Montant à répartir", "Lot 14", "Lot 86", "Votre quote-part"],
    ["Clé 10 - Charges générales", None, None, "1000 tantièmes", "100 tant.", "10 tant.", None],
    ["602", "Électricité", date(2024, 3, 22), 400, 40, 4, 44],
    ["611", "Ménage", date(2024, 6, 30), 200, 20, 2, 22],
    [None, "Total clé 10", None, 600, 60, 6, 66],
    ["Clé 20 - Bâtiment C", None, None, "500 tantièmes", "50 tant.", None, None],
    ["615", "Porte", date(2024, 7, 17), 100, 10, None, 10],
    [None, "Total clé 20", None, 100, 10, None, 10],
    [None, "TOTAL DES CHARGES", None, 700, 70, 6, 76],
    [None, "Provisions appelées sur l’exercice", None, None, -80, -5, -85],
    [None, "Solde à votre débit (+)", None, None, -10, 1, -9],
]  # fmt: skip


def test_the_share_of_each_lot_in_each_expense_goes_to_the_key_of_its_heading() -> None:
    lecture = read(Décompte=DECOMPTE)
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("14", "10", 6_000), ("86", "10", 600), ("14", "20", 1_000),
    ]  # fmt: skip
    assert (len(lecture.lignes), lecture.ecarts) == (3, [])


def test_a_wrong_total_of_one_lot_is_told_at_its_cell() -> None:
    faux = [[*rangee] for rangee in DECOMPTE]
    faux[7][4] = 61.5
    assert ("E8", 6_000, 6_150) in [(e.cellule, e.attendu, e.trouve) for e in read(Décompte=faux).ecarts]


def test_a_row_without_key_nor_base_is_no_share_and_is_told() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Compte", "Date", "Libellé", "Montant"],
            ["Générales", "602", date(2025, 2, 17), "Volt", 1000],
            ["Ascenseur", "614", date(2025, 2, 17), "Montée", 500],
        ],
        Vos_parts=[
            ["Votre quote-part, lot n° 7"], ["Désignation", "À répartir", "Base", "Tantièmes", "Votre part"],
            ["Générales", 1000, 1000, 124, 124], ["Ascenseur", 500, 1000, 20, 10],
            ["Mise à jour du dossier", None, None, None, 35],
        ],
    )  # fmt: skip
    assert [(part.cle, part.montant) for part in lecture.quote_parts] == [("Générales", 12_400), ("Ascenseur", 1_000)]
    assert [a.cellule for a in lecture.anomalies if a.code == "LIGNE_NON_LUE"] == ["E5"]


def test_a_general_total_that_adds_a_credit_printed_as_one_is_wrong() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Date", "Libellé", "Montant"],
            ["Compte 602 : Électricité"], ["GEN", date(2025, 2, 17), "Volt", 500],
            ["Compte 713 : Indemnités"], ["GEN", date(2025, 2, 17), "Assurance", "40,00 CR"],
            [None, None, "TOTAL GÉNÉRAL", 540],
        ]
    )  # fmt: skip
    assert [(e.cellule, e.attendu, e.trouve) for e in lecture.ecarts] == [("D10", 46_000, 54_000)]


def test_fields_without_spaces_and_accounts_with_letters_are_read() -> None:
    contenu = (
        "CodeCle;LibelleCle;Compte;DatePiece;NumPiece;Fournisseur;Libelle;MontantTTC;DontTVA;MontantRecuperable\n"
        "001;CHARGES GENERALES;6140EVT;18/03/2024;24266;PAYSAGES;Haies;366,20;61,03;366,20\n"
        "001;CHARGES GENERALES;6150GEN;17/09/2024;24298;SOUDURE;Clôture;588,94;98,16;0,00\n"
        "009;ASCENSEUR;6140ASC;18/12/2024;24702;CABINE;Contrat;402,37;67,06;281,66\n"
    )
    lues = export_comptes(read_comptes(contenu.encode(), "depenses.csv"))["lignes"]
    assert [(ligne["compte"], ligne["cle"], ligne["montant"], ligne["recuperable_declare"]) for ligne in lues] == [
        ("6140EVT", "001", 36_620, 36_620), ("6150GEN", "001", 58_894, 0), ("6140ASC", "009", 40_237, 28_166),
    ]  # fmt: skip


def test_depenses_exercice_between_the_budget_and_the_year_before_is_what_was_spent() -> None:
    lecture = read(
        Relevé=[
            ["Copropriété : LES BERGES"], ["Relevé des charges par clé - exercice du 01/10/2024 au 30/09/2025"],
            ["Clé", "Compte", "Libellé", "Budget voté", "Dépenses exercice", "Exercice précédent", "dont récupérable"],
            ["Clé 1000 – CHARGES GENERALES"],
            ["1000", "602000", "Électricité", 1650, 1783.42, 1895.24, 1783.42],
            ["1000", "611000", "Nettoyage", 5100, 5520, 5890.56, 5520],
            [None, None, "Produits à déduire"],
            ["1000", "713000", "Indemnités", None, 640, 626.95, None],
            [None, None, "Total net clé 1000", 6750, 6663.42, 7158.85, 7303.42],
        ]
    )  # fmt: skip
    assert told(lecture) == [("E5", "1000", 178_342), ("E6", "1000", 552_000), ("E8", "1000", -64_000)]
    assert lecture.ecarts == []
