"""How syndics lay out a call, and the lines that must come out of each layout."""

import io
from datetime import date

import xlsxwriter

from tests.appels_fonds.patrimoine_essai import (
    TITRE,
    avertissements,
    fautes,
    lire,
    lire_rangees,
    make_xlsx,
    montants,
)

AVRIL = date(2026, 4, 1)


def test_a_long_table_gives_one_line_per_row_and_its_total_is_checked():
    lecture = lire_rangees(
        [
            ["Régie du Lac — Résidence Les Tilleuls (B12)"],
            ["Appel de provisions du 2e trimestre 2026, exigible le 01/04/2026"],
            [],
            ["Lot", "Clé", "Tantièmes", "Total", "À répartir", "Montant appelé", "Dont locatif"],
            ["12", "GEN", 312, 10000, 50000, 390.0, 300],
            ["12", "ASC", 150, 3900, 8000, 76.92, 60],
            ["13", "GEN", 290, 10000, 50000, 362.5, 280],
            ["TOTAL", None, None, None, None, 829.42, 640],
        ]
    )
    assert lecture.anomalies == ()
    assert montants(lecture) == [("F5", "12", "GEN", 39000), ("F6", "12", "ASC", 7692), ("F7", "13", "GEN", 36250)]
    ligne = lecture.lignes[1]
    assert (ligne.copropriete, ligne.nature, ligne.exigible) == ("B12", "provision", AVRIL)
    assert (ligne.tantiemes, ligne.base, ligne.recuperable_centimes) == (150, 3900, 6000)
    assert [(total.cellule, total.imprime_centimes, total.calcule_centimes) for total in lecture.totaux] == [
        ("F8", 82942, 82942)
    ]
    assert lecture.periode == "2026-T2"


def test_columns_may_come_in_any_order_under_other_names_and_start_anywhere():
    lecture = lire_rangees(
        [
            [],
            [None, None, "Immeuble : Les Tilleuls"],
            [None, None, "Budget prévisionnel"],
            [],
            [None, None, "Exigibilité", "Votre quote-part", "Base de répartition", "N° de lot", "Observations"],
            [None, None, AVRIL, "1 390,10 €", "Charges communes générales", "Lot n° 0012", "ras"],
            [None, None, "1er avril 2026", "12,00", "Chauffage", "14 A", None],
        ]
    )
    assert lecture.anomalies == ()
    assert montants(lecture) == [("D6", "12", "GEN", 139010), ("D7", "14A", "CHF", 1200)]
    assert {ligne.exigible for ligne in lecture.lignes} == {AVRIL}


def test_a_wide_table_has_one_amount_column_per_key_and_a_total_of_the_row():
    lecture = lire_rangees(
        [
            TITRE,
            [],
            ["Lot", "Charges générales", "Ascenseur bâtiment A", "Chauffage", "Total"],
            [12, 100, 20.5, 30, 150.5],
            [13, 110, None, 33, 143],
            ["Total", 210, 20.5, 63, 293.5],
        ]
    )
    assert lecture.anomalies == ()
    assert montants(lecture) == [
        ("B4", "12", "GEN", 10000),
        ("C4", "12", "ASC", 2050),
        ("D4", "12", "CHF", 3000),
        ("B5", "13", "GEN", 11000),
        ("D5", "13", "CHF", 3300),
    ]


def test_a_wide_table_may_have_one_column_per_instalment_dated_in_its_header():
    lecture = lire_rangees(
        [
            ["Copropriété", "Résidence Les Tilleuls"],
            ["Travaux de ravalement, AG du 12/06/2025, résolution n° 14"],
            ["Lot", "Clé", "1er appel exigible le 01/10/2025", "2e appel exigible le 01/01/2026", "Total"],
            ["12", "BATA", 500, 500, 1000],
            ["13", "BATA", 450.25, 450.25, 900.5],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.cellule, x.exigible, x.montant_centimes) for x in lecture.lignes] == [
        ("C4", date(2025, 10, 1), 50000),
        ("D4", date(2026, 1, 1), 50000),
        ("C5", date(2025, 10, 1), 45025),
        ("D5", date(2026, 1, 1), 45025),
    ]
    assert {ligne.nature for ligne in lecture.lignes} == {"travaux"}


def test_a_wide_table_may_have_one_column_per_kind():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls", "exigible le 01/04/2026"],
            ["Lot", "Clé", "Provision", "Fonds de travaux", "Avance"],
            ["12", "GEN", 390, 19.5, 50],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.nature, x.montant_centimes) for x in lecture.lignes] == [
        ("provision", 39000),
        ("fonds_travaux", 1950),
        ("avance", 5000),
    ]


def _two_row_header(rangees_haut, fusions, rangees):
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    page = classeur.add_worksheet("Appel")
    for ligne, rangee in enumerate(rangees_haut + rangees):
        for colonne, valeur in enumerate(rangee):
            if valeur is not None:
                page.write(ligne, colonne, valeur)
    for plage in fusions:
        premiere = page.table.get(xlsxwriter.utility.xl_cell_to_rowcol(plage.split(":")[0])[0], {})
        haut, gauche = xlsxwriter.utility.xl_cell_to_rowcol(plage.split(":")[0])
        valeur = next((r[gauche] for i, r in enumerate(rangees_haut + rangees) if i == haut), "")
        assert premiere is not None
        page.merge_range(plage, valeur)
    classeur.close()
    return tampon.getvalue()


def test_two_merged_header_rows_give_a_key_and_a_role_to_each_column():
    contenu = _two_row_header(
        [
            ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
            ["Lot", "Charges générales", None, "Chauffage", None],
            [None, "Tantièmes", "Montant", "Tantièmes", "Montant"],
        ],
        ["A2:A3", "B2:C2", "D2:E2"],
        [[12, 312, 390, 300, 41.5], [13, 290, 362.5, 280, 38.73]],
    )
    lecture = lire(contenu)
    assert lecture.anomalies == ()
    assert montants(lecture) == [
        ("C4", "12", "GEN", 39000),
        ("E4", "12", "CHF", 4150),
        ("C5", "13", "GEN", 36250),
        ("E5", "13", "CHF", 3873),
    ]
    assert lecture.lignes[1].tantiemes == 300


def test_a_code_and_a_label_under_the_word_for_keys_are_the_key_and_what_it_is_for():
    contenu = io.BytesIO()
    classeur = xlsxwriter.Workbook(contenu, {"in_memory": True})
    page = classeur.add_worksheet()
    page.write_row(0, 0, ["Résidence Les Tilleuls", "", "Appel provisionnel, exigible le 01/04/2026"])
    page.write_row(2, 0, ["Lot", "Clé de répartition", None, "Montant"])
    page.merge_range("B3:C3", "Clé de répartition")
    page.write_row(3, 0, [None, "Code", "Libellé"])
    page.write_row(4, 0, ["12", "GEN", "Charges générales", 390])
    page.write_row(5, 0, ["12", "GEN", "Cotisation fonds de travaux", 39])
    classeur.close()
    lecture = lire(contenu.getvalue())
    assert [(x.cle, x.nature) for x in lecture.lignes_a_integrer] == [("GEN", "provision"), ("GEN", "fonds_travaux")]
    assert avertissements(lecture) == []


def test_an_upper_header_may_say_that_what_is_below_are_amounts():
    contenu = _two_row_header(
        [
            ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
            ["Lot", "Montants appelés par clé", None, None],
            [None, "GEN", "ASC", "CHF"],
        ],
        ["A2:A3", "B2:D2"],
        [[12, 390, 10, 41.5]],
    )
    lecture = lire(contenu)
    assert lecture.anomalies == ()
    assert [ligne.cle for ligne in lecture.lignes] == ["GEN", "ASC", "CHF"]


def test_blocks_per_copropriete_each_have_their_title_and_header():
    lecture = lire_rangees(
        [
            ["Appel de provisions, exigible le 01/04/2026"],
            ["SDC Les Tilleuls"],
            ["Lot", "Clé", "Montant appelé"],
            ["12", "GEN", 390],
            ["Sous-total", None, 390],
            [],
            ["SDC Le Parc"],
            ["Lot", "Clé", "Montant appelé"],
            ["12", "GEN", 55],
            ["1", "EAU", 7],
            ["Sous-total", None, 62],
            [],
            ["TOTAL GÉNÉRAL", None, 452],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.copropriete, x.cellule, x.montant_centimes) for x in lecture.lignes] == [
        ("B12", "C4", 39000),
        ("B20", "C9", 5500),
        ("B20", "C10", 700),
    ]


def test_blocks_may_share_one_header_and_be_announced_by_a_row():
    lecture = lire_rangees(
        [
            ["Provisions exigibles le 01/04/2026"],
            ["Lot", "Clé", "Montant appelé"],
            ["Copropriété : Les Tilleuls"],
            ["12", "GEN", 390],
            ["Copropriété : Le Parc"],
            ["12", "EAU", 7],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.copropriete, x.cle) for x in lecture.lignes] == [("B12", "GEN"), ("B20", "EAU")]


def test_a_sheet_per_copropriete_with_a_summary_sheet_counts_each_line_once():
    entete = ["Lot", "Clé", "Montant appelé"]
    lecture = lire(
        make_xlsx(
            (
                "Récapitulatif",
                [["Copropriété", "Montant appelé"], ["Les Tilleuls", 390], ["Le Parc", 62], ["Total", 452]],
            ),
            ("Les Tilleuls", [["Provisions exigibles le 01/04/2026"], entete, ["12", "GEN", 390]]),
            ("Le Parc", [["Provisions exigibles le 01/04/2026"], entete, ["12", "GEN", 55], ["1", "EAU", 7]]),
        )
    )
    assert lecture.anomalies == ()
    assert [(x.feuille, x.copropriete, x.montant_centimes) for x in lecture.lignes] == [
        ("Les Tilleuls", "B12", 39000),
        ("Le Parc", "B20", 5500),
        ("Le Parc", "B20", 700),
    ]


def test_a_summary_sheet_that_disagrees_with_its_lines_is_refused_at_its_cell():
    lecture = lire(
        make_xlsx(
            ("Les Tilleuls", [["Provisions exigibles le 01/04/2026"], ["Lot", "Clé", "Montant"], ["12", "GEN", 390]]),
            ("Récap", [["Immeuble", "Montant"], ["Les Tilleuls", 400]]),
        )
    )
    assert fautes(lecture) == [("TOTAL_DIFFERENT", "B2")]


def test_a_summary_sheet_that_repeats_every_line_is_not_taken_twice():
    rangees = [
        ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
        ["Lot", "Clé", "Montant"],
        [12, "GEN", 390],
    ]
    lecture = lire(make_xlsx(("Détail", rangees), ("Synthèse", rangees)))
    assert lecture.anomalies == ()
    assert [ligne.feuille for ligne in lecture.lignes] == ["Détail"]


def test_debit_and_credit_columns_give_signed_amounts():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls, exigible le 01/04/2026"],
            ["Lot", "Clé", "Libellé", "Débit", "Crédit"],
            ["12", "GEN", "Provision 2e trimestre", 390, None],
            ["12", "GEN", "Remboursement de l’avance de trésorerie", None, 120.5],
            ["12", "GEN", "Régularisation charges 2025", 0, "35,10"],
            ["Total", None, None, 390, 155.6],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.cellule, x.nature, x.montant_centimes) for x in lecture.lignes] == [
        ("D3", "provision", 39000),
        ("E4", "restitution_avance", -12050),
        ("E5", "regularisation", -3510),
    ]


def test_subtotals_reports_repeated_headers_and_footers_are_never_lines():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
            ["Lot", "Clé", "Montant"],
            ["12", "GEN", 390],
            ["12", "ASC", 10],
            ["Sous-total lot 12", None, 400],
            ["À reporter", None, 400],
            ["Page 1 / 2"],
            ["Lot", "Clé", "Montant"],
            ["Report", None, 400],
            ["13", "GEN", 100],
            ["Sous-total lot 13", None, 100],
            [None, None, 500],
            ["Net à payer", None, "500,00 €"],
            ["Régie du Lac", None, "Tél. 04 72 00 00 00"],
            ["IBAN FR76 3000 6000 0112 3456 7890 189"],
            ["Le règlement est à adresser au syndicat avant l’échéance."],
        ]
    )
    assert lecture.anomalies == ()
    assert montants(lecture) == [("C3", "12", "GEN", 39000), ("C4", "12", "ASC", 1000), ("C10", "13", "GEN", 10000)]
    assert lecture.ibans == ("FR76 3000 6000 0112 3456 7890 189",)
    raisons = {ignoree.raison: ignoree.nombre for ignoree in lecture.couverture.ignorees}
    assert raisons["report"] == 2
    assert raisons["en-tête répété"] == 1
    assert raisons["total sans libellé"] == 1


def test_statement_lines_are_kept_apart_and_never_posted():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
            ["Lot", "Clé", "Libellé", "Montant"],
            [None, None, "Solde antérieur", 1200],
            [None, None, "Votre règlement du 12/01/2026", -1200],
            ["12", "GEN", "Provision", 390],
            [None, None, "Net à payer", 390],
        ]
    )
    assert lecture.anomalies == ()
    assert [ligne.montant_centimes for ligne in lecture.lignes] == [39000]
    assert [(x.nature, x.montant_centimes) for x in lecture.releves] == [
        ("solde_anterieur", 120000),
        ("reglement", -120000),
    ]


def test_a_lot_merged_over_its_rows_belongs_to_each_of_them():
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    page = classeur.add_worksheet("Appel")
    page.write_row(0, 0, TITRE)
    page.write_row(1, 0, ["Lot", "Clé", "Montant"])
    page.merge_range("A3:A4", "Lot 12")
    page.write_row(2, 1, ["GEN", 390])
    page.write_row(3, 1, ["ASC", 10])
    classeur.close()
    lecture = lire(tampon.getvalue())
    assert lecture.anomalies == ()
    assert [(x.lots, x.cle) for x in lecture.lignes] == [(("12",), "GEN"), (("12",), "ASC")]


def test_a_lot_may_be_announced_by_a_row_above_its_lines():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
            ["Clé", "Tantièmes", "Montant"],
            ["Lot n° 12 - Appartement T3"],
            ["GEN", 312, 390],
            ["ASC", 150, 10],
            ["Lot n° 27 (cave)"],
            ["GEN", 8, 5],
        ]
    )
    assert lecture.anomalies == ()
    assert [(x.lots, x.cle) for x in lecture.lignes] == [(("12",), "GEN"), (("12",), "ASC"), (("27",), "GEN")]


def test_sections_may_announce_the_kind_of_what_follows():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls", "exigible le 01/04/2026"],
            ["Lot", "Clé", "Montant"],
            ["Charges courantes"],
            ["12", "GEN", 390],
            ["Fonds de travaux (loi ALUR)"],
            ["12", "GEN", 19.5],
        ]
    )
    assert lecture.anomalies == ()
    assert [x.nature for x in lecture.lignes] == ["provision", "fonds_travaux"]


def test_decoy_columns_are_left_out():
    lecture = lire_rangees(
        [
            TITRE,
            [],
            [
                "Lot",
                "Clé",
                "Budget annuel",
                "Quote-part annuelle",
                "Appel N-1",
                "Montant appelé",
                "Dont locatif",
                "Solde",
            ],
            ["12", "GEN", 50000, 1560, 380, 390, 300, 1200],
        ]
    )
    assert lecture.anomalies == ()
    assert montants(lecture) == [("F4", "12", "GEN", 39000)]


def test_the_copropriete_may_be_given_by_registration_reference_or_address():
    for nom in ("AB7654321", "BAIL-0457", "14 avenue Jean Jaurès, 69007 Lyon", "residence les tilleuls"):
        lecture = lire_rangees(
            [
                ["Provisions exigibles le 01/04/2026"],
                ["Copropriété", "Lot", "Clé", "Montant"],
                [nom, "12", "GEN", 390],
            ]
        )
        assert lecture.anomalies == (), nom
        assert lecture.lignes[0].copropriete == "B12"


def test_the_longer_name_wins_over_the_name_it_contains():
    lecture = lire_rangees(
        [["SDC Le Parc Fleuri, provisions exigibles le 01/04/2026"], ["Lot", "Clé", "Montant"], ["7", "001", 10]]
    )
    assert lecture.anomalies == ()
    assert lecture.lignes[0].copropriete == "B21"


def test_groups_of_lots_stay_together_when_each_is_ours():
    lecture = lire_rangees(
        [
            [*TITRE],
            ["Lots", "Clé", "Montant"],
            ["12-13", "GEN", 700],
            ["12 et 27", "ASC", 7],
            ["Lots n° 13, 27", "CHF", 70],
        ]
    )
    assert lecture.anomalies == ()
    assert [x.lots for x in lecture.lignes] == [("12", "13"), ("12", "27"), ("13", "27")]


def test_a_lot_that_is_really_called_like_a_group_is_one_lot():
    lecture = lire_rangees(
        [["Le Parc Fleuri, provisions exigibles le 01/04/2026"], ["Lot", "Montant"], ["5-6", 10], ["7 à 10", 40]]
    )
    assert lecture.anomalies == ()
    assert [x.lots for x in lecture.lignes] == [("5-6",), ("7", "8", "9", "10")]


def test_a_call_without_any_word_on_its_kind_asks_for_a_confirmation():
    lecture = lire_rangees(
        [["Résidence Les Tilleuls, exigible le 01/04/2026"], ["Lot", "Clé", "Montant"], ["12", "ASC", 10]]
    )
    assert avertissements(lecture) == [("NATURE_INCERTAINE", "C3")]
    assert [x.nature for x in lecture.lignes] == ["provision"]
