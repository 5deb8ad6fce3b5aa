"""Credits that no word explains, advances completed, keys told by headings, descriptions or rows of lots in columns."""

import pytest

from services.appels_fonds.lecture.patrimoine.referentiel import Profil
from services.appels_fonds.natures import find_natures
from tests.appels_fonds.patrimoine_essai import fautes, lire, lire_rangees, make_xlsx, montants

APPEL = ["Résidence Les Tilleuls, appel de provisions exigible le 01/04/2026"]
ENTETE = ["Lot", "Clé", "Libellé", "Montant"]
TABLEAU = ["Lot", "Type", "Tantièmes", "Montant appelé"]


def natures(lecture):
    assert lecture.anomalies == ()
    return [(x.cellule, x.cle, x.nature, x.montant_centimes) for x in lecture.lignes_a_integrer]


@pytest.mark.parametrize(
    ("libelle", "dites"),
    [
        ("Clôture travaux isolation (AG 28/11/2024 rés. 13) : trop appelé", {"annulation_travaux"}),
        ("Ravalement : trop appelé", {"annulation_travaux"}),
        ("Trop-appelé toiture", {"annulation_travaux"}),
        ("Trop appelé sur charges 2025", {"regularisation"}),
        ("Trop appelé 2025", {"annulation_travaux", "regularisation"}),
        ("Charges courantes (hors travaux) : trop appelé", {"annulation_travaux", "regularisation"}),
        ("Charges et travaux : trop appelé", {"annulation_travaux", "regularisation"}),
        ("Fonds de travaux trop appelé", {"annulation_travaux", "fonds_travaux"}),
        ("Travaux toiture, annule et remplace l’appel du 01/02", {"travaux"}),
    ],
)
def test_what_was_called_too_much_is_of_works_only_where_the_words_name_them(libelle, dites):
    assert find_natures(libelle) == dites


@pytest.mark.parametrize(
    ("libelle", "dites"),
    [
        ("Complément d’avance permanente de trésorerie (1/6 de la hausse du budget)", {"avance"}),
        ("Avance permanente complémentaire", {"avance"}),
        ("Complément de cotisation au fonds de travaux", {"fonds_travaux"}),
        ("Complément 1er trimestre 2026 (ajustement après vote du budget)", {"provision_complement"}),
        ("Complément de provision et avance", {"avance", "provision_complement"}),
        ("Complément d’avance et de provision", {"avance", "provision_complement"}),
    ],
)
def test_a_complement_is_of_what_stands_beside_it(libelle, dites):
    assert find_natures(libelle) == dites


@pytest.mark.parametrize(
    ("libelle", "dites"),
    [
        ("Appel fonds de travaux 2T2026", {"fonds_travaux"}),
        ("Appel du fonds de travaux 2e trimestre 2026", {"fonds_travaux"}),
        ("Appel de fonds de travaux 2T2026", {"fonds_travaux", "travaux"}),
        ("Appel fonds travaux 2T2026", {"fonds_travaux", "travaux"}),
        ("Appel fonds de travaux 2e appel", {"fonds_travaux", "travaux"}),
        ("Appel fonds de travaux AG du 12/03/2026", {"fonds_travaux", "travaux"}),
        ("Appel fonds de travaux toiture 2T2026", {"travaux"}),
    ],
)
def test_the_fonds_de_travaux_of_a_quarter_is_called_without_the_word_de(libelle, dites):
    assert find_natures(libelle) == dites


@pytest.mark.parametrize("libelle", ["Travaux toiture 2e appel", "Avance de trésorerie", "Clôture travaux isolation"])
def test_works_or_an_advance_in_our_favour_are_asked_about(libelle):
    lecture = lire_rangees([APPEL, ENTETE, ["12", "GEN", libelle, -100.5], ["13", "GEN", "Provision 2T2026", 50.5]])
    assert fautes(lecture) == [("NATURE_INCERTAINE", "C3")]
    comptes = ["Lot", "Clé", "Libellé", "Débit", "Crédit"]
    lecture = lire_rangees([APPEL, comptes, ["12", "GEN", libelle, "", 100.5], ["13", "GEN", "Provision", 50.5, ""]])
    assert fautes(lecture) == [("NATURE_INCERTAINE", "C3")]


def test_a_credit_of_works_after_many_plain_rows_is_asked_about_too():
    rangees = [[lot, cle, "Travaux toiture", 10.5] for lot in ("12", "13", "14A", "27") for cle in ("GEN", "CHF")]
    autres = [[lot, cle, "Travaux façade", 9.5] for lot in ("12", "13", "14A", "27", "101") for cle in ("GEN", "BATA")]
    suite = [[lot, cle, "Travaux toiture", 7.5] for lot in ("12", "13", "14A", "27") for cle in ("BATA", "ASC")]
    lecture = lire_rangees([APPEL, ENTETE, *rangees, *autres, *suite, ["101", "GEN", "Travaux toiture", -3.25]])
    assert fautes(lecture) == [("NATURE_INCERTAINE", "C29")]


def test_a_credit_of_works_called_too_much_is_an_annulation():
    lecture = lire_rangees([APPEL, ENTETE, ["12", "GEN", "Clôture travaux isolation : trop appelé", -100.5]])
    assert natures(lecture) == [("D3", "GEN", "annulation_travaux", -10050)]
    lecture = lire_rangees([APPEL, ENTETE, ["12", "GEN", "Travaux isolation, trop appelé déduit", 100.5]])
    assert fautes(lecture) == [("MONTANT_AMBIGU", "D3")]


def test_a_section_completes_the_advance_and_not_the_provisions():
    sections = [
        ["A. Provision 2e trimestre 2026"], ["12", "GEN", "Charges générales", 10.5],
        ["B. Complément d’avance permanente de trésorerie"], ["12", "GEN", "Charges générales", 2.5],
    ]  # fmt: skip
    assert natures(lire_rangees([APPEL, ENTETE, *sections])) == [
        ("D4", "GEN", "provision", 1050),
        ("D6", "GEN", "avance", 250),
    ]


@pytest.mark.parametrize(
    ("dite", "connue"),
    [
        ("BAIL-0457 RESIDENCE LES TILLEULS", True),
        ("BAIL-0457 - Les Tilleuls (Lyon)", True),
        ("BAIL-0457 RESIDENCE LES TILLEULS II", False),
        ("BAIL-0457 RESIDENCE DU LAC", False),
        ("BAIL-0458 RESIDENCE LES TILLEULS", False),
    ],
)
def test_a_copropriete_may_be_given_by_its_reference_and_its_name_together(dite, connue):
    entete = ["Immeuble", *ENTETE]
    lecture = lire_rangees([["Appel exigible le 01/04/2026"], entete, [dite, "12", "GEN", "Provision", 10.5]])
    assert [x.copropriete for x in lecture.lignes_a_integrer] == (["B12"] if connue else [])
    assert fautes(lecture) == ([] if connue else [("COPROPRIETE_INCONNUE", "A3")])


def bloc(titre, *lignes, budget="2 590,00"):
    montres = [[lot, "Logement", 100 + rang, montant] for rang, (lot, montant) in enumerate(lignes)]
    return [[titre, "", "Base 4 150", f"Budget trimestriel {budget} €"], TABLEAU, *montres, []]


GENERAL = bloc("CHARGES GÉNÉRALES", ("12", 292.46), ("13", 331.05), budget="20 310,00")


def test_the_heading_of_a_block_gives_its_key_beside_a_budget():
    rangees = [*GENERAL, *bloc("BÂTIMENT A", ("12", 91.74)), *bloc("CHAUFFAGE", ("13", 12.5), ("27", 3.25))]
    assert montants(lire_rangees([APPEL, [], *rangees])) == [
        ("D5", "12", "GEN", 29246),
        ("D6", "13", "GEN", 33105),
        ("D10", "12", "BATA", 9174),
        ("D14", "13", "CHF", 1250),
        ("D15", "27", "CHF", 325),
    ]


@pytest.mark.parametrize("titre", ["PARKINGS", "ASCENSEUR BÂTIMENT 3"])
def test_a_block_whose_heading_names_no_known_key_never_takes_that_of_the_block_above(titre):
    rangees = [*GENERAL, *bloc("BÂTIMENT A", ("12", 91.74)), *bloc(titre, ("27", 3.25))]
    assert fautes(lire_rangees([APPEL, [], *rangees])) == [("CLE_INCONNUE", "A12")]
    nus = [
        ["VAL DE SAÔNE ADMINISTRATION"],
        ["CHARGES GÉNÉRALES"],
        TABLEAU,
        ["12", "Logement", 100, 2.5],
        [titre],
        TABLEAU,
        ["27", "Cave", 8, 1.5],
    ]
    assert fautes(lire_rangees([APPEL, *nus])) == [("CLE_INCONNUE", "A6")]


@pytest.mark.parametrize("titre", ["TRAVAUX PARKINGS", "Fonds de travaux – parkings"])
def test_a_kind_called_on_an_unknown_key_never_takes_that_of_the_block_above(titre):
    rangees = [["CHARGES GÉNÉRALES"], TABLEAU, ["12", "Logement", 100, 2.5], [titre], TABLEAU, ["27", "Cave", 8, 1.5]]
    assert fautes(lire_rangees([APPEL, *rangees])) == [("CLE_INCONNUE", "A5")]


@pytest.mark.parametrize(
    ("cle", "lues"),
    [
        ("BÂTIMENT A", []),
        ("CHARGES GÉNÉRALES", [("D4", "12", "GEN", 250), ("D7", "27", "GEN", 150)]),
        ("Clé : Bâtiment A", [("D4", "12", "BATA", 250), ("D7", "27", "BATA", 150)]),
    ],
)
def test_another_kind_is_not_called_on_the_key_of_a_building_that_headed_a_block(cle, lues):
    rangees = [[cle], TABLEAU, ["12", "Logement", 100, 2.5], ["AVANCE"], TABLEAU, ["27", "Cave", 8, 1.5]]
    lecture = lire_rangees([APPEL, *rangees])
    assert montants(lecture) == lues
    assert fautes(lecture) == ([] if lues else [("CLE_ABSENTE", "D7")])


def test_where_the_lots_of_each_table_stand_is_not_their_key():
    ligne = ["Logement", 100, 10.5]
    rangees = [["CHARGES GÉNÉRALES"], ["Bâtiment B"], TABLEAU, ["12", *ligne], ["Bâtiment C"], TABLEAU, ["13", *ligne]]
    assert [(lots, cle) for _, lots, cle, _ in montants(lire_rangees([APPEL, *rangees]))] == [
        ("12", "GEN"),
        ("13", "GEN"),
    ]


def test_the_heading_of_a_block_that_a_person_explained_is_its_key_from_then_on():
    rangees = [*GENERAL, *bloc("PARKINGS", ("27", 3.25))]
    profil = Profil(cles={("B12", "PARKINGS"): "BATA"})
    lecture = lire(make_xlsx([APPEL, [], *rangees]), profil=profil)
    assert montants(lecture)[-1] == ("D10", "27", "BATA", 325)


def test_an_unknown_heading_is_no_key_of_a_copropriete_that_has_only_one():
    titre = ["Le Parc Fleuri, appel de provisions exigible le 01/04/2026"]
    rangees = [
        ["CHARGES COMMUNES GÉNÉRALES"], TABLEAU, ["7", "Logement", 100, 2.5],
        ["PARKINGS"], TABLEAU, ["8", "Parking", 100, 1.5],
    ]  # fmt: skip
    assert fautes(lire_rangees([titre, *rangees])) == [("CLE_INCONNUE", "A5")]


def test_a_heading_of_parkings_ends_the_key_above_without_a_header_of_its_own():
    rangees = [
        ["CHARGES GÉNÉRALES"], ["12", "Logement", 100, 2.5], ["BÂTIMENT A"], ["12", "Logement", 90, 1.5],
        ["PARKINGS"], ["27", "Cave", 8, 1.5],
    ]  # fmt: skip
    assert fautes(lire_rangees([APPEL, TABLEAU, *rangees])) == [("CLE_INCONNUE", "A7")]


def test_an_unknown_building_above_a_block_is_refused():
    rangees = [*GENERAL, *bloc("BÂTIMENT 3", ("27", 3.25))]
    assert ("LOT_INCONNU", "A8") in fautes(lire_rangees([APPEL, [], *rangees]))


def test_a_key_under_the_lots_is_no_lot_where_an_amount_stands_beside_it():
    lecture = lire_rangees([APPEL, ["Lot", "Clé", "Montant"], ["Bâtiment A", "GEN", 10.5], ["12", "GEN", 10.5]])
    assert fautes(lecture) == [("LOT_INCONNU", "A3")]


def test_what_a_page_repeats_above_its_header_keeps_the_key_of_the_block():
    ligne = ["Logement", 100, 10.5]
    pages = [
        ["CHARGES GÉNÉRALES"], TABLEAU, ["12", *ligne],
        ["Cabinet Untel"], ["Page 2"], TABLEAU, ["13", *ligne],
        ["Copropriétaire : CBH"], ["Appel de fonds (suite)"], TABLEAU, ["27", *ligne],
        ["Résidence Les Tilleuls"], TABLEAU, ["101", *ligne],
    ]  # fmt: skip
    lecture = lire_rangees([["Cabinet Untel"], APPEL, *pages])
    assert [(lots, cle) for _, lots, cle, _ in montants(lecture)] == [(lot, "GEN") for lot in ("12", "13", "27", "101")]


DESIGNATION = ["Désignation", "À répartir", "Base", "Tantièmes", "Quote-part", "Dont locatif"]


def lot(titre, *cles):
    return [[titre], ["Provisions sur charges courantes"], *[[cle, 1000, 10000, 100, euros, 1] for cle, euros in cles]]


def test_a_designation_gives_the_keys_that_each_lot_pays_on():
    premier = lot("Lot n° 0012 – Appartement T3", ("  Charges générales", 10.5), ("  Chauffage", 20.25))
    second = lot("Lot n° 0013 – Appartement T4", ("  Charges générales", 11.5))
    assert montants(lire_rangees([APPEL, DESIGNATION, *premier, *second])) == [
        ("E5", "12", "GEN", 1050),
        ("E6", "12", "CHF", 2025),
        ("E9", "13", "GEN", 1150),
    ]
    inconnue = lot("Lot n° 0013 – Appartement T4", ("  Charges générales", 11.5), ("  Jardin", 2.5))
    assert fautes(lire_rangees([APPEL, DESIGNATION, *premier, *inconnue])) == [("CLE_INCONNUE", "A10")]


def test_a_designation_that_says_where_a_lot_stands_is_not_its_key():
    titres = [APPEL, ["Clé : Charges générales"]]
    rangees = [["Lot n° 12"], ["Bâtiment A", 100, 10.5], ["Lot n° 13"], ["Bâtiment A", 90, 9.5]]
    assert montants(lire_rangees([*titres, ["Désignation", "Tantièmes", "Quote-part"], *rangees])) == [
        ("C5", "12", "GEN", 1050),
        ("C7", "13", "GEN", 950),
    ]


COLONNES = ["Ce que vous devez", "lot 12", "lot 13", "lot 27 (cave)", "Total"]
EN_COLONNES = [
    ["Charges générales (budget 8 640 € / 4)", 254.88, 293.76, 12.96, 561.6],
    ["Chauffage (budget 736 € / 4)", 31.14, 40.34, "", 71.48],
]


def test_lots_in_columns_take_their_keys_from_the_words_of_the_rows():
    fonds = ["Fonds travaux, sur charges générales (480 € / 4)", 14.16, 16.32, 0.72, 31.2]
    total = ["TOTAL", 300.18, 350.42, 13.68, 664.28]
    lecture = lire_rangees([APPEL, COLONNES, *EN_COLONNES, fonds, total])
    assert natures(lecture) == [
        ("B3", "GEN", "provision", 25488), ("C3", "GEN", "provision", 29376), ("D3", "GEN", "provision", 1296),
        ("B4", "CHF", "provision", 3114), ("C4", "CHF", "provision", 4034),
        ("B5", "GEN", "fonds_travaux", 1416), ("C5", "GEN", "fonds_travaux", 1632), ("D5", "GEN", "fonds_travaux", 72),
    ]  # fmt: skip


def test_lots_in_columns_are_refused_at_what_is_not_known():
    jardin = ["Jardin (budget 736 € / 4)", 31.14, 40.34, "", 71.48]
    assert fautes(lire_rangees([APPEL, COLONNES, EN_COLONNES[0], jardin])) == [("CLE_INCONNUE", "A4")]
    etranger = ["Ce que vous devez", "lot 12", "lot 99", "lot 27", "Total"]
    assert ("LOT_INCONNU", "C2") in fautes(lire_rangees([APPEL, etranger, *EN_COLONNES]))


@pytest.mark.parametrize("dite", ["Charges générales annuelles", "Charges générales (année précédente)"])
def test_a_share_of_the_year_is_never_called_for_lots_in_columns(dite):
    rangees = [[dite, 1000, 1200], ["Chauffage", 100, 200]]
    assert montants(lire_rangees([APPEL, ["Ce que vous devez", "lot 12", "lot 13"], *rangees])) == []
