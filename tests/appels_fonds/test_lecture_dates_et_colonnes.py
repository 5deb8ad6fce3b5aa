"""Which of the days and columns of a sheet are those of the call: a day of issue, of an assembly, a total are not."""

from datetime import date

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees, montants

NOM = ["Résidence Les Tilleuls"]
EMIS, DU = date(2026, 3, 12), date(2026, 10, 1)
ENTETE = ["Lot", "Clé", "Montant"]
APPELS = [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]


def jours(lecture):
    return [x.exigible for x in lecture.lignes_a_integrer]


@pytest.mark.parametrize("jour", [EMIS, "12/03/2026"])
@pytest.mark.parametrize(
    "etiquette", ["Édité le", "Date d’édition", "AG du", "Date :", "Arrêté au", "Régie Moncharmont"]
)
def test_the_day_beside_a_label_just_above_a_header_is_not_that_of_its_amounts(etiquette, jour):
    rangees = [NOM, [etiquette, jour], ["Lot", "Clé", "Échéance", "Montant"], ["12", "GEN", DU, 390]]
    lecture = lire_rangees(rangees)
    assert (fautes(lecture), jours(lecture)) == ([], [DU])
    sans = lire_rangees([NOM, [etiquette, jour], ENTETE, ["12", "GEN", 390]])
    assert fautes(sans) == [("DATE_INVALIDE", None)]


def test_days_over_amounts_are_still_those_of_the_calls():
    lecture = lire_rangees([NOM, ["", "", *APPELS[:2]], ["Lot", "Clé", "Montant", "Montant"], ["12", "GEN", 390, 41]])
    assert jours(lecture) == APPELS[:2]


@pytest.mark.parametrize(
    "titre",
    ["Appel émis le 12/03/2026", "Ravalement voté en AG du 12/03/2026", "Lyon, le 12/03/2026", "Édition du 12/03/2026"],
)
def test_a_title_that_says_the_day_of_something_else_says_no_due_date(titre):
    assert fautes(lire_rangees([NOM, [titre], ENTETE, ["12", "GEN", 390]])) == [("DATE_INVALIDE", None)]


def test_a_due_date_is_read_beside_the_day_of_the_assembly():
    lecture = lire_rangees(
        [NOM, ["Exigible après l’AG du 18/09/2025, le 01/10/2026"], ["Lot", "Clé", "Montant travaux"], ["12", "GEN", 9]]
    )
    assert jours(lecture) == [DU]


@pytest.mark.parametrize("emission", [["Édité le 12/03/2026"], ["Édité le", "12/03/2026"], ["Édité le", EMIS]])
def test_a_call_dated_from_the_day_of_its_issue_is_asked_when_it_is_due(emission):
    rangees = [NOM, emission, ["Appel de fonds du 12/03/2026"], ENTETE, ["12", "GEN", 390]]
    assert fautes(lire_rangees(rangees)) == [("DATE_INVALIDE", None)]


@pytest.mark.parametrize(
    ("entete", "jour"),
    [("Date d’appel", EMIS), ("Date d’édition", EMIS), ("Date", EMIS), ("Date de l’appel", "12/03/2026")],
)
def test_the_due_date_of_a_title_wins_over_a_column_of_days_of_issue(entete, jour):
    lecture = lire_rangees([NOM, ["Exigible le 01/10/2026"], ["Lot", "Clé", entete, "Montant"], ["12", "GEN", jour, 9]])
    assert (fautes(lecture), jours(lecture)) == ([], [DU])


def test_the_column_headed_as_the_due_date_wins_over_the_other_days():
    entete = ["Lot", "Clé", "Date d’édition", "Date d’appel", "Exigible le", "Montant au 12/03/2026"]
    lecture = lire_rangees([NOM, entete, ["12", "GEN", EMIS, EMIS, DU, 390]])
    assert (fautes(lecture), jours(lecture)) == ([], [DU])


@pytest.mark.parametrize(
    ("entetes", "valeurs", "cellule"),
    [
        (["Échéance", "Date d’échéance", "Montant"], [EMIS, DU, 390], "D3"),
        (["Date d’édition", "Date d’appel", "Montant"], [EMIS, EMIS, 390], "D3"),
        (["Échéance", "", "Montant exigible le 01/07/2026"], [DU, "", 390], "C3"),
    ],
)
def test_days_that_nothing_chooses_between_are_asked_about(entetes, valeurs, cellule):
    lecture = lire_rangees([NOM, ["Lot", "Clé", *entetes], ["12", "GEN", *valeurs]])
    assert (fautes(lecture), montants(lecture)) == ([("DATE_INVALIDE", cellule)], [])


def test_a_schedule_beside_one_due_date_in_the_title_is_asked_about():
    rangees = [NOM, ["Exigible le 01/10/2026"], ["Lot", "Clé", "Date d’appel", "Montant"], ["12", "GEN", APPELS[1], 9]]
    assert fautes(lire_rangees(rangees)) == [("DATE_INVALIDE", "C4")]


def lire_travaux(*entete):
    rangees = [["12", 151, 10, 11, 12, 33], ["27", 8, 7, 8, 9, 24]]
    return lire_rangees([NOM, ["Ravalement, clé BATA"], *entete, *rangees])


LIBELLES = ["Lot", "Tantièmes", "1er appel", "2e appel", "3e appel", "Total travaux"]


@pytest.mark.parametrize(
    "dates",
    [["Exigible le", "", *APPELS], ["", "Échéances :", *APPELS], ["Date", "", *APPELS], ["", "", *APPELS],
     ["Dates d’appel", "", "01/04/2026", "01/07/2026", "01/10/2026"]],
)  # fmt: skip
@pytest.mark.parametrize("dessous", [True, False])
def test_the_days_of_instalments_stand_on_a_row_of_their_own_above_or_below(dates, dessous):
    lecture = lire_travaux(LIBELLES, dates) if dessous else lire_travaux(dates, LIBELLES)
    assert fautes(lecture) == []
    assert montants(lecture)[:3] == [("C5", "12", "BATA", 1000), ("D5", "12", "BATA", 1100), ("E5", "12", "BATA", 1200)]
    assert jours(lecture) == [*APPELS, *APPELS]


def test_an_instalment_without_its_day_is_asked_about():
    lecture = lire_travaux(LIBELLES, ["Exigible le", "", *APPELS[:2]])
    assert ("PLUSIEURS_COLONNES_MONTANT", "C4") in fautes(lecture)


def test_the_total_of_the_instalments_must_be_their_sum():
    rangees = [LIBELLES, ["Exigible le", "", *APPELS], ["12", 151, 10, 11, 12, 34]]
    assert fautes(lire_rangees([NOM, ["Ravalement, clé BATA"], *rangees])) == [("TOTAL_DIFFERENT", "F5")]


def test_a_second_row_of_keys_may_say_that_they_are_keys():
    titre = [*NOM, "exigible le 01/04/2026"]
    rangees = [["Lot", "Provision", "Provision", "Travaux"], ["Clé", "GEN", "ASC", "GEN"], ["12", 1, 2, 3]]
    lecture = lire_rangees([titre, *rangees])
    assert montants(lecture) == [("B4", "12", "GEN", 100), ("C4", "12", "ASC", 200), ("D4", "12", "GEN", 300)]


@pytest.mark.parametrize(
    "entete",
    [
        "Travaux isolation pignon nord, AG du 18/09/2025 rés. 11, 1er appel sur 3 (BATA)",
        "Travaux AG du 18/09/2025 (BATA)",
        "Isolation voté le 18/09/2025, travaux, 2e appel [clé BATA]",
        "Travaux d’isolation du pignon nord par l’extérieur, assemblée générale du 18/09/2025, rés. 11, 1er appel "
        "sur 3, clé BATA",
    ],
)
def test_works_are_read_under_a_heading_that_tells_all_of_them(entete):
    lecture = lire_rangees(
        [NOM, ["Exigible le 01/10/2026"], ["Lot", "Provision charges générales (GEN)", entete, "Total lot"],
         ["12", 390, 41, 431]]
    )  # fmt: skip
    assert fautes(lecture) == []
    assert montants(lecture) == [("B4", "12", "GEN", 39000), ("C4", "12", "BATA", 4100)]
    assert [(x.nature, x.exigible) for x in lecture.lignes] == [("provision", DU), ("travaux", DU)]


@pytest.mark.parametrize("entete", ["Provision chauffage (BATA)", "Travaux pignon nord (BATA) (GEN)"])
def test_a_heading_that_names_two_keys_is_asked_about(entete):
    rangees = [NOM, ["Exigible le 01/10/2026"], ["Lot", "Provision charges générales", entete], ["12", 390, 41]]
    assert fautes(lire_rangees(rangees)) == [("CLE_ABSENTE", "C4")]


def test_a_title_beside_the_due_date_is_no_header_of_the_table_below():
    titre = ["Appel du 4e trimestre 2026", "", "exigible le 01/10/2026"]
    entete = ["Lot", "Code", "Clé", "Tantièmes", "Montant appelé"]
    for vide in ([], [[]]):
        lecture = lire_rangees([NOM, titre, *vide, entete, ["12", "GEN", "Charges générales", "312", "390,00"]])
        assert (fautes(lecture), jours(lecture)) == ([], [DU])


ETAGES = [
    NOM, ["Appel de fonds exigible le 01/10/2026"],
    ["Lot", "Charges prévisionnelles votées : provisions", "", "Fonds de travaux", "Total appelé"],
    ["", "Charges générales", "Ascenseur bâtiment A", "Charges générales", ""],
]  # fmt: skip


def test_provisions_that_name_their_budget_are_called_where_the_total_of_each_row_counts_them():
    lecture = lire_rangees([*ETAGES, ["12", 390, 41, 20, 451], ["13", 300, "", 15, 315], ["Total", 690, 41, 35, 766]])
    assert fautes(lecture) == []
    assert [(lieu, cle, centimes) for lieu, _, cle, centimes in montants(lecture)] == [
        ("B5", "GEN", 39000), ("C5", "ASC", 4100), ("D5", "GEN", 2000), ("B6", "GEN", 30000), ("D6", "GEN", 1500),
    ]  # fmt: skip
    assert {x.nature for x in lecture.lignes if x.cellule[0] in "BC"} == {"provision"}


def test_a_total_of_the_row_that_leaves_them_out_makes_nothing_of_the_provisions_of_a_budget():
    lecture = lire_rangees([*ETAGES, ["12", 390, 41, 20, 20], ["13", 300, 8, 15, 15]])
    assert {x.cellule[0] for x in lecture.lignes_a_integrer} <= {"D"}


def test_what_is_to_be_paid_of_a_lot_is_the_total_of_its_account():
    compte = [
        NOM, ["Relevé et appel exigible le 01/10/2026"], ["LOT 12 - charges générales"], ["Libellé", "Débit", "Crédit"],
        ["Solde antérieur", 200, ""], ["Votre règlement", "", 200], ["Provision 4e trimestre 2026", 390, ""],
        ["Fonds de travaux", 20, ""], ["Totaux", 610, 200],
    ]  # fmt: skip
    for libelle in ("Solde du lot 12 à régler", "Votre dû", "Reste à votre charge"):
        lecture = lire_rangees([*compte, [libelle, 410, ""]])
        assert (fautes(lecture), [x[-1] for x in montants(lecture)]) == ([], [39000, 2000]), libelle
    assert fautes(lire_rangees([*compte, ["Solde du lot 12 à régler", 400, ""]])) == [("TOTAL_DIFFERENT", "B10")]


CLE = [NOM, ["Appel de provisions exigible le 01/10/2026"], ["Clé : charges générales"]]


def test_a_balance_and_payments_beside_the_amounts_are_never_lines_and_the_total_may_count_them():
    entete = ["Lot", "Provision", "Fonds de travaux", "Solde antérieur", "Vos règlements", "Net à payer"]
    for paye in (-100, 100):
        lecture = lire_rangees([*CLE, entete, ["12", 390, 20, 150, paye, 460], ["13", 300, 15, "", "", 315]])
        assert (fautes(lecture), [x[-1] for x in montants(lecture)]) == ([], [39000, 2000, 30000, 1500])
        assert [(x.nature, x.montant_centimes) for x in lecture.releves] == [
            ("solde_anterieur", 15000), ("reglement", -10000),
        ]  # fmt: skip
    faux = lire_rangees([*CLE, entete, ["12", 390, 20, 150, -100, 470]])
    assert fautes(faux) == [("TOTAL_DIFFERENT", "F5")]


def test_a_total_in_the_middle_of_a_row_is_that_of_the_columns_before_it():
    haut = ["Lot", "Provisions", "", "", "Fonds de travaux", "Total"]
    bas = ["", "Charges générales", "Ascenseur bâtiment A", "Total", "Charges générales", ""]
    lecture = lire_rangees([*CLE[:2], haut, bas, ["12", 390, 41, 431, 20, 451], ["13", 300, "", 300, 15, 315]])
    assert (fautes(lecture), [x[-1] for x in montants(lecture)]) == ([], [39000, 4100, 2000, 30000, 1500])
    assert fautes(lire_rangees([*CLE[:2], haut, bas, ["12", 390, 41, 430, 20, 451]])) == [("TOTAL_DIFFERENT", "D5")]


def test_a_total_that_names_a_kind_is_that_of_its_lines():
    lignes = [
        ["12", "Provision", 390],
        ["12", "Fonds de travaux", 20],
        ["13", "Provision", 300],
        ["13", "Fonds de travaux", 15],
    ]
    rangees = [*CLE, ["Lot", "Nature", "Montant"], *lignes]
    totaux = [["", "Total provisions", 690], ["", "Total fonds de travaux", 35], ["", "Total", 725]]
    assert fautes(lire_rangees([*rangees, *totaux])) == []
    assert fautes(lire_rangees([*rangees, ["", "Total provisions", 680]])) == [("TOTAL_DIFFERENT", "C9")]


def test_the_description_of_each_line_may_name_its_lot_and_its_key():
    lignes = [
        ["Lot 12 - Appartement - Charges générales (312/10000)", 390],
        ["Lot 13 - Charges générales (290/10000)", 300],
    ]
    lecture = lire_rangees([*CLE[:2], ["Désignation", "Montant en euros"], *lignes, ["Total à payer", 690]])
    assert [x[:3] for x in montants(lecture)] == [("B4", "12", "GEN"), ("B5", "13", "GEN")]


def test_a_summary_under_a_heading_calls_nothing_again():
    lignes = [["12", "GEN", 390], ["12", "CHF", 41], ["13", "GEN", 300], ["Total", "", 731], ["Récapitulatif par clé"]]
    rangees = [*CLE[:2], ["Lot", "Clé", "Montant"], *lignes]
    assert fautes(lire_rangees([*rangees, ["GEN", "", 690], ["Chauffage", "", 41], ["Total", "", 731]])) == []
    assert ("TOTAL_DIFFERENT", "C10") in fautes(lire_rangees([*rangees, ["GEN", "", 690], ["Chauffage", "", 42]]))


TRAVAUX = [NOM, ["Appel de fonds travaux étanchéité des terrasses (AG du 12/03/2026), exigible le 01/10/2026"]]


@pytest.mark.parametrize(
    ("entete", "sommes"),
    [
        (["Montant du marché", "Quote-part", "Appel 2/3"], [30000, 1278.57, 426.19]),
        (["Total travaux", "Votre quote-part", "50 % appelés"], [30000, 852.38, 426.19]),
    ],
)
def test_of_the_price_of_works_our_share_and_the_call_only_the_call_is_due(entete, sommes):
    lecture = lire_rangees([*TRAVAUX, ["Lot", "Clé", *entete], ["12", "BATA", *sommes]])
    assert (fautes(lecture), [x[-1] for x in montants(lecture)]) == ([], [42619])
    assert [x.nature for x in lecture.lignes] == ["travaux"]


def test_a_column_of_an_unknown_key_is_told_alone_where_the_total_counts_it():
    rangees = [*CLE[:2], ["Lot", "GEN", "CHF", "Piscine", "Total"], ["12", 390, 41, 5, 436]]
    assert fautes(lire_rangees(rangees)) == [("CLE_INCONNUE", "D3")]
    assert fautes(lire_rangees([*rangees[:-1], ["12", 390, 41, 5, 440]])) == [
        ("CLE_INCONNUE", "D3"), ("TOTAL_DIFFERENT", "E4"),
    ]  # fmt: skip


def test_a_debit_and_a_credit_on_one_row_are_one_fault():
    entete = ["Lot", "Clé", "Libellé", "Débit", "Crédit"]
    lecture = lire_rangees([*CLE[:2], entete, ["12", "GEN", "Provision", 390, 20]])
    assert fautes(lecture) == [("MONTANT_AMBIGU", "D4")]
