"""Whole calls as different cabinets write them, each with its own habits, and the lines an accountant would key in."""

from datetime import date

import pytest

from tests.appels_fonds.patrimoine_essai import avertissements, fautes, lire, lire_rangees, make_xlsx, montants

AVRIL = date(2026, 4, 1)
TITRE = ["Les Tilleuls, provisions exigibles le 01/04/2026"]


def lignes(lecture):
    assert lecture.anomalies == ()
    return [(x.cellule, "+".join(x.lots), x.cle, x.nature, x.exigible, x.montant_centimes) for x in lecture.lignes]


def test_a_column_headed_provisions_may_hold_the_names_of_the_keys():
    lecture = lire_rangees(
        [
            ["Régie Centrale"],
            ["RESIDENCE LES TILLEULS"],
            ["14 avenue Jean Jaurès"],
            ["69007 LYON"],
            ["Appel de fonds n° 2026-2 du 15/03/2026"],
            ["Période du 01/04/2026 au 30/06/2026"],
            ["Exigible le : 01/04/2026"],
            [],
            ["LOT", "PROVISIONS", "Quote-Part", "Tantiemes", "Dont Locatif", "Dont Deductible"],
            ["12", "Charges générales", 390, "312/10000", 300, 200],
            ["12", "Chauffage", 41, "300/9000", 30, 20],
            ["", "TOTAL LOT 12", 431, "", 330, 220],
        ]
    )
    assert lignes(lecture) == [
        ("C10", "12", "GEN", "provision", AVRIL, 39000),
        ("C11", "12", "CHF", "provision", AVRIL, 4100),
    ]


def test_the_lot_and_the_due_date_may_stand_only_in_the_title():
    lecture = lire_rangees(
        [
            ["SDC Les Tilleuls", "", "Lot : 12"],
            ["Provisions du 2e trimestre", "", "Exigible le", AVRIL],
            [],
            ["Clé", "Tantièmes", "Total tantièmes", "Montant à répartir", "Votre quote-part"],
            ["Charges générales", 312, 10000, 12500, 390],
            ["Chauffage", 300, 9000, 1230, 41],
            ["Total", "", "", "", 431],
        ]
    )
    assert [ligne[:3] for ligne in lignes(lecture)] == [("E5", "12", "GEN"), ("E6", "12", "CHF")]


def test_a_statement_of_account_gives_only_what_is_called():
    lecture = lire_rangees(
        [
            TITRE,
            ["Date", "Libellé", "Lot", "Clé", "Débit", "Crédit", "Solde"],
            [AVRIL, "Report solde antérieur", "", "", 100, "", 100],
            [AVRIL, "Provision", "12", "GEN", 390, "", 490],
            [date(2026, 3, 1), "Votre règlement", "", "", "", 100, 390],
        ]
    )
    assert [ligne[0] for ligne in lignes(lecture)] == ["E4"]
    assert [x.montant_centimes for x in lecture.releves] == [10000, -10000]


def test_four_instalments_of_the_year_each_have_their_date():
    lecture = lire_rangees(
        [
            ["Les Tilleuls - Provisions 2026"],
            ["Lot", "Clé", "1er trimestre\n01/01/2026", "2e trimestre\n01/04/2026", "Total annuel"],
            ["12", "GEN", 390, 391, 781],
        ]
    )
    assert [(x[4].month, x[5]) for x in lignes(lecture)] == [(1, 39000), (4, 39100)]


def test_the_year_before_and_what_was_already_called_are_not_called_again():
    entete = ["Lot", "Clé", "Montant N-1", "Quote-part budget", "Déjà appelé", "Montant N"]
    lecture = lire_rangees([TITRE, entete, ["12", "GEN", 380, 1560, 390, 391]])
    assert [(x[0], x[5]) for x in lignes(lecture)] == [("F3", 39100)]


def test_the_amount_of_another_year_is_not_called_again_wherever_the_due_date_stands():
    titre = lire_rangees([TITRE, ["Lot", "Clé", "Montant T2 2025", "Montant appelé"], ["12", "GEN", 380, 390]])
    assert montants(titre) == [("D3", "12", "GEN", 39000)]
    colonne = lire_rangees([
        ["Résidence Les Tilleuls", "", "Provisions"],
        ["Lot", "Clé", "Échéance", "Montant 2025", "Montant 2026"],
        ["12", "GEN", "01/04/2026", 380, 390],
    ])  # fmt: skip
    assert montants(colonne) == [("E3", "12", "GEN", 39000)]


def test_the_whole_that_is_shared_is_never_taken_for_our_part():
    entete = ["Lot", "Nature des charges", "Montant total", "Tantièmes totaux", "Vos tantièmes", "Votre part"]
    provision = lire_rangees([TITRE, entete, ["12", "Charges générales", 12500, 10000, 312, 390]])
    assert montants(provision) == [("F3", "12", "GEN", 39000)]
    titre = ["Les Tilleuls, travaux votés, exigibles le 01/04/2026"]
    entete = ["Lot", "Clé", "Tantièmes", "Montant travaux", "Quote-part", "2e appel 30 %"]
    travaux = lire_rangees([titre, entete, ["12", "BATA", 179, 96000, 4091.43, 1227.43]])
    assert montants(travaux) == [("F3", "12", "BATA", 122743)]
    for part in ("Quote-part", "Montant appelé"):
        douteux = lire_rangees([TITRE, ["Lot", "Clé", "Montant", part], ["12", "GEN", 12500, 390]])
        assert fautes(douteux) == [("PLUSIEURS_COLONNES_MONTANT", "C2")]


def test_the_part_of_a_year_beside_the_amount_of_the_quarter_is_not_called():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Quote-part", "Montant"], ["12", "GEN", 1560, 390]])
    assert montants(lecture) == [("D3", "12", "GEN", 39000)]


def test_what_is_left_to_pay_does_not_stand_for_what_is_called_without_a_word():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Montant", "Net à payer"], ["12", "GEN", 490, 390]])
    assert fautes(lecture) == [("PLUSIEURS_COLONNES_MONTANT", "C2")]


def test_a_column_called_type_may_say_what_each_line_is_for():
    lecture = lire_rangees([
        ["Les Tilleuls, exigible le 01/04/2026"],
        ["Lot", "Clé", "Type", "Montant"],
        ["12", "GEN", "Charges courantes", 390],
        ["12", "GEN", "Travaux de ravalement", 820],
        ["12", "GEN", "Loi ALUR", 39],
    ])  # fmt: skip
    assert [x[3] for x in lignes(lecture)] == ["provision", "travaux", "fonds_travaux"]


def test_a_column_of_expenses_beside_the_keys_tells_lines_apart():
    entete = ["Lot", "Clé", "Poste", "Montant"]
    lecture = lire_rangees([TITRE, entete, ["12", "GEN", "Assurance", 100], ["12", "GEN", "Nettoyage", 290]])
    assert [(x[2], x[5]) for x in lignes(lecture)] == [("GEN", 10000), ("GEN", 29000)]


def test_a_wide_table_may_join_key_and_kind_in_each_header():
    lecture = lire_rangees(
        [["Les Tilleuls, exigible le 01/04/2026"], ["Lot", "GEN provision", "GEN fonds travaux"], ["12", 390, 39]]
    )
    assert [(x[2], x[3]) for x in lignes(lecture)] == [("GEN", "provision"), ("GEN", "fonds_travaux")]


def test_rows_of_weights_and_of_budget_are_not_lines():
    entete = ["Lot", "GEN", "CHF"]
    lecture = lire_rangees([TITRE, entete, ["À répartir", 12500, 600], ["Base", 10000, 9000], ["12", 390, 20]])
    assert [x[5] for x in lignes(lecture)] == [39000, 2000]


def test_a_sheet_may_be_named_after_its_lot():
    feuilles = [(f"Lot {lot}", [TITRE, ["Clé", "Montant"], ["GEN", 390]]) for lot in ("12", "13")]
    assert [(x[1], x[5]) for x in lignes(lire(make_xlsx(*feuilles)))] == [("12", 39000), ("13", 39000)]


def test_sums_without_a_word_are_not_lines_even_of_a_single_one():
    rangees = [["12", "GEN", 390], ["12", "CHF", 20], ["", "", 410], ["13", "GEN", 300], ["", "", 300], ["", "", 710]]
    assert [x[5] for x in lignes(lire_rangees([TITRE, ["Lot", "Clé", "Montant"], *rangees]))] == [39000, 2000, 30000]


def test_the_first_day_of_the_period_called_is_due_when_nothing_else_is_said():
    titre = ["Les Tilleuls"], ["Appel provisionnel du 01/04/2026 au 30/06/2026"]
    assert [x[4] for x in lignes(lire_rangees([*titre, ["Lot", "Clé", "Montant"], ["12", "GEN", 390]]))] == [AVRIL]
    edite = ["Les Tilleuls"], ["Appel de provisions du trimestre, édité le 15/03/2026"]
    lecture = lire_rangees([*edite, ["Lot", "Clé", "Montant"], ["12", "GEN", 390]])
    assert [code for code, _ in fautes(lecture)] == ["DATE_INVALIDE"]


def test_a_table_that_calls_nothing_below_the_call_is_left_out_and_the_next_call_is_read():
    entete = ["Lot", "Clé", "Montant"]
    lecture = lire_rangees([
        TITRE, entete, ["12", "GEN", 390], ["Total", "", 390],
        [], ["Rappel du budget"], ["Poste", "Budget N", "Budget N-1"], ["Assurance", 1000, 900], ["Total", 1000, 900],
        [], ["SDC Le Parc"], entete, ["1", "GEN", 100],
    ])  # fmt: skip
    assert [(x[0], x[5]) for x in lignes(lecture)] == [("C3", 39000), ("C13", 10000)]
    assert "tableau qui n’appelle rien" in {x.raison for x in lecture.couverture.ignorees}


def test_the_only_amount_counts_whatever_the_year_of_its_header():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Provisions 2025-2026"], ["12", "GEN", 390]])
    assert montants(lecture) == [("C3", "12", "GEN", 39000)]
    seule = lire_rangees([TITRE, ["Lot", "Clé", "Montant 2025"], ["12", "GEN", 390]])
    assert montants(seule) == [("C3", "12", "GEN", 39000)]


@pytest.mark.parametrize("nature", ["Nature d’appel", "Nature de l’appel", "Type de l’appel"])
def test_linking_words_do_not_hide_what_a_column_is(nature):
    lecture = lire_rangees([
        ["Résidence Les Tilleuls", "", "exigible le 01/04/2026"],
        ["No du lot", "Code de la clé", nature, "Montant"],
        ["12", "GEN", "Fonds de travaux", 39],
    ])  # fmt: skip
    assert [(x.nature, x.montant_centimes) for x in lecture.lignes_a_integrer] == [("fonds_travaux", 3900)]
    assert avertissements(lecture) == []


def test_amounts_with_tax_win_over_those_without():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Montant HT", "TVA", "Montant TTC"], ["12", "GEN", 100, 20, 120]])
    assert [x[5] for x in lignes(lecture)] == [12000]


def test_the_due_date_column_wins_over_the_date_of_the_call():
    lecture = lire_rangees(
        [
            ["Les Tilleuls : provisions"],
            ["Lot", "Clé", "Date d'appel", "Date d'exigibilité", "Montant"],
            ["12", "GEN", "15/03/2026", "01/04/2026", 390],
            ["12", "CHF", "15/03/2026", "01/07/2026", 20],
        ]
    )
    assert [x[4] for x in lignes(lecture)] == [AVRIL, date(2026, 7, 1)]


def test_two_due_dates_in_the_title_are_asked():
    lecture = lire_rangees(
        [["Les Tilleuls, provisions"], ["Exigible le 01/04/2026"], ["Exigible le 01/05/2026"],
         ["Lot", "Clé", "Montant"], ["12", "GEN", 390]]
    )  # fmt: skip
    assert fautes(lecture) == [("DATE_INVALIDE", "A3")]


def test_headers_that_join_a_key_and_a_role_in_one_cell():
    entete = ["Lot", "Charges générales - tantièmes", "Charges générales - montant", "Tantièmes chauffage", "Chauffage"]
    lecture = lire_rangees([TITRE, entete, ["12", 312, 390, 300, 41]])
    assert [(x[0], x[2], x[5]) for x in lignes(lecture)] == [("C3", "GEN", 39000), ("E3", "CHF", 4100)]
    assert [x.tantiemes for x in lecture.lignes] == [312, 300]


def test_sections_may_announce_the_key_of_what_follows():
    lecture = lire_rangees(
        [
            TITRE,
            ["Lot", "Tantièmes", "Montant"],
            ["Clé : Charges générales"],
            ["12", 312, 390],
            ["13", 290, 362],
            ["Sous-total", "", 752],
            ["Clé : Chauffage"],
            ["12", 300, 41],
            ["Total", "", 793],
        ]
    )
    assert [(x[1], x[2]) for x in lignes(lecture)] == [("12", "GEN"), ("13", "GEN"), ("12", "CHF")]


def test_every_kind_of_line_is_told_from_its_words():
    natures = [
        ("Appel de provision", 390, "provision"),
        ("Complément de provision T1", 9, "provision_complement"),
        ("Travaux de toiture, 2e appel", 80, "travaux"),
        ("FOND TRAVAUX LOI ALUR", 19.5, "fonds_travaux"),
        ("Avance de trésorerie", 50, "avance"),
        ("Remboursement avance permanente", -50, "restitution_avance"),
        ("Solde exercice 2025", -12.3, "regularisation"),
        ("Annulation appel travaux toiture", -80, "annulation_travaux"),
        ("Délégation au conseil syndical", 4, "delegation_cs"),
        ("Annuité emprunt collectif", 33, "emprunt"),
        ("État daté", 120, "frais_imputables"),
        ("Eau froide, relevé de compteurs", 12, "consommation"),
        ("Indemnité d'assurance", -10, "subvention_indemnite"),
    ]
    rangees = [["12", "GEN", mots, montant] for mots, montant, _ in natures]
    lecture = lire_rangees([["Les Tilleuls, exigible le 01/04/2026"], ["Lot", "Clé", "Nature", "Montant"], *rangees])
    assert [ligne[3] for ligne in lignes(lecture)] == [nature for _, _, nature in natures]


def test_details_of_a_total_and_lines_at_zero_call_nothing():
    lecture = lire_rangees(
        [
            TITRE,
            ["Lot", "Clé", "Montant"],
            ["12", "GEN", 39],
            ["13", "", 0],
            ["Total", "", 39],
            ["Dont fonds de travaux", "", 2],
            ["Solde antérieur", "", 100],
            ["Net à payer", "", 139],
        ]
    )
    assert [x[5] for x in lignes(lecture)] == [3900]


def test_an_unmerged_blank_lot_is_asked_rather_than_taken_from_above():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Montant"], ["12", "GEN", 390], ["", "CHF", 41]])
    assert fautes(lecture) == [("LOT_INCONNU", "A4")]
