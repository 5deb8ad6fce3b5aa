"""What is said once above a block, what a label says of several things, and rows that only sum."""

from datetime import date

import pytest

from services.appels_fonds.lecture.patrimoine.libelles import find_cle_de_bloc, find_cle_dite
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import find_exigible
from tests.appels_fonds.patrimoine_essai import TILLEULS, fautes, lire_rangees, patrimoine_depuis_json

AVRIL = date(2026, 4, 1)
TITRE = ["Les Tilleuls, provisions du 2e trimestre 2026 exigibles le 01/04/2026"]
COPROPRIETE = IndexPatrimoine(patrimoine_depuis_json({"coproprietes": [TILLEULS]})).par_code["B12"]


def lignes(lecture):
    assert lecture.anomalies == ()
    return [(x.cellule, "+".join(x.lots), x.cle, x.nature, x.exigible, x.montant_centimes) for x in lecture.lignes]


@pytest.mark.parametrize(
    ("libelle", "cle"),
    [
        ("Budget prévisionnel - Charges générales", "GEN"),
        ("Fonds de travaux ALUR – Charges générales", "GEN"),
        ("Chauffage / provision 2e trimestre 2026", "CHF"),
        ("Avance de trésorerie (clé CHF)", "CHF"),
        ("Travaux votés AG du 18/11/2025 - Bâtiment A", "BATA"),
        ("2) Lot 12 – Chauffage (300/9000)", "CHF"),
        ("Charges générales hors chauffage", None),
        ("Chauffage bâtiment C", None),
        ("Provision", None),
        ("Fonds de travaux", None),
    ],
)
def test_a_label_names_a_key_when_all_its_other_words_are_understood(libelle, cle):
    assert find_cle_dite(COPROPRIETE, libelle) == cle


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("Appel unique, répartition en charges générales (10000/10000), à payer pour le 15 mai 2026", "GEN"),
        ("Montants répartis selon la clé chauffage.", "CHF"),
        ("La clé de répartition est CHF", None),
        ("Répartis selon la clé : Bâtiment A, comme voté", "BATA"),
        ("Répartition selon les charges générales et le chauffage", None),
    ],
)
def test_a_sentence_says_the_key_of_the_block(texte, cle):
    assert find_cle_de_bloc(COPROPRIETE, texte, nomme_lot=False) == cle


def test_where_a_lot_stands_is_not_its_key():
    assert find_cle_de_bloc(COPROPRIETE, "Lot 12 - Bâtiment A", nomme_lot=True) is None
    assert find_cle_de_bloc(COPROPRIETE, "Lot 12 - Chauffage", nomme_lot=True) == "CHF"


@pytest.mark.parametrize(
    "texte",
    [
        "Provisions à régler le 01/04/2026",
        "Merci de payer cette somme pour le 1er avril 2026",
        "Règlement attendu le 01.04.2026",
        "Paiement au plus tard le 01/04/2026",
        "Sommes dues pour le 01/04/2026",
        "Date limite de règlement : 01/04/2026",
        "Madame, Monsieur, voici l’appel de provisions du 2e trimestre 2026, à régler au 01/04/2026.",
        "Provisions à verser à compter du 01/04/2026",
        "À payer dès le 1er avril 2026",
        "Virement à effectuer avant le 01/04/2026",
        "Provisions à nous faire parvenir pour le 1er avril 2026",
        "Paiement à réception, au plus tard le 01/04/2026",
    ],
)
def test_a_due_date_is_announced_by_what_is_to_be_paid(texte):
    assert find_exigible(texte) == (2, AVRIL)


@pytest.mark.parametrize(
    "texte",
    [
        "Appel de fonds au 01/04/2026",
        "Avis d’appel de charges n° 2 pour le 1er avril 2026",
        "Appel des provisions du 2e trimestre 2026 au 01/04/2026",
        "Appel de fonds : 1er avril 2026",
        "Terme du 01/04/2026",
    ],
)
def test_a_call_named_with_its_day_says_when_it_is_due(texte):
    assert find_exigible(texte) == (4, AVRIL)


@pytest.mark.parametrize(
    "texte",
    [
        "Règlement reçu le 01/04/2026",
        "Solde dû le 01/04/2026",
        "Édité le 01/04/2026",
        "Reste à payer au 01/04/2026",
        "Total à payer au 01/04/2026",
        "Situation des appels de fonds au 01/04/2026",
        "Appels de fonds et règlements au 01/04/2026",
        "Appels réglés au 01/04/2026",
        "Appel de fonds - 12/03/2026",
    ],
)
def test_a_day_of_something_else_is_no_due_date(texte):
    assert find_exigible(texte) is None


@pytest.mark.parametrize("place", range(5))
def test_a_subtotal_is_known_in_whatever_column_its_words_stand(place):
    total = ["", "", "", "", "", 431]
    total[place] = "Sous-total charges"
    lecture = lire_rangees(
        [
            TITRE,
            ["Lot", "Désignation", "Clé", "Base", "Tantièmes", "Montant"],
            ["12", "Appartement", "GEN", 10000, 312, 390],
            ["12", "Appartement", "CHF", 9000, 300, 41],
            total,
            ["13", "Appartement", "GEN", 10000, 290, 362.5],
        ]
    )
    assert [ligne[:3] for ligne in lignes(lecture)] == [("F3", "12", "GEN"), ("F4", "12", "CHF"), ("F6", "13", "GEN")]


def test_a_row_without_lot_that_sums_those_above_is_a_total_whatever_its_words():
    rangees = [
        TITRE,
        ["Lot", "Désignation", "Clé", "Montant"],
        ["12", "Appartement", "GEN", 390],
        ["12", "Appartement", "CHF", 41],
        ["", "Charges courantes", "", 431],
    ]
    assert len(lignes(lire_rangees(rangees))) == 2
    rangees[-1][-1] = 430
    assert {code for code, *_ in fautes(lire_rangees(rangees))} == {"LOT_INCONNU", "CLE_ABSENTE"}


def test_blocks_per_lot_hold_labels_of_a_kind_and_a_key():
    lecture = lire_rangees(
        [
            ["Les Tilleuls - Appel de provisions 2e trimestre 2026 - à régler le 01/04/2026"],
            ["Nature de charges", "Dépense", "Base", "Tantièmes", "Votre quote-part"],
            ["Lot 0012 - Appartement"],
            ["Budget prévisionnel - Charges générales", 12500, 10000, 312, 390],
            ["Fonds de travaux ALUR - Charges générales", 625, 10000, 312, 19.5],
            ["Total lot 0012", "", "", "", 409.5],
        ]
    )
    assert lignes(lecture) == [
        ("E4", "12", "GEN", "provision", AVRIL, 39000),
        ("E5", "12", "GEN", "fonds_travaux", AVRIL, 1950),
    ]
