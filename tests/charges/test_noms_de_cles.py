"""Two keys that a number, a letter or a place tells apart stay two, however their names are written."""

import pytest

from services.charges.lecture_comptes.valeurs.bases import drop_base
from services.charges.lecture_comptes.valeurs.cles import IndexCles, split_cle


@pytest.mark.parametrize(
    "noms",
    [
        ("BATIMENT 1", "BATIMENT 2"), ("BATIMENT 1 (355 tantièmes)", "BATIMENT 2 (645 tantièmes)"),
        ("BATIMENT 1 355 tantièmes", "BATIMENT 2 645 tantièmes"), ("BAT. 1", "BAT. 2"), ("BAT A", "BAT B"),
        ("BATIMENT Nord", "BATIMENT Sud"), ("BATIMENT (1)", "BATIMENT (2)"), ("ESCALIER 2 côté cour", "ESCALIER 2 rue"),
        ("ASCENSEUR - Bât. A", "ASCENSEUR - Bât. B"), ("Bât. A", "Ascenseur - Bât. A"),
        ("BATIMENT 1 - Ascenseur", "BATIMENT 1 - Chauffage"), ("EAU Froide", "EAU Chaude"),
        ("A01 Ascenseur", "B01 Ascenseur"), ("Clé 1 - Eau", "Clé 2 - Eau"), ("ESC - Escalier 1", "ESC - Escalier 2"),
        ("ESC", "Escalier 1", "Escalier 2"), ("BAT1", "Bâtiment 12"), ("Hall 1 / Hall 2", "Hall 1", "Hall 2"),
        ("Ascenseur", "Ascenseur - Bâtiment A", "Ascenseur - Bâtiment B"), ("Escalier 2ème", "Escalier 3ème"),
        ("Escalier Nord (500)", "Escalier Sud (500)"), ("Bâtiment 1 (355)", "Bâtiment 2 (355)"),
        ("Ascenseur (2001)", "Ascenseur (2002)"), ("Escalier A (1 000)", "Escalier B (1 000)"),
        ("BAT 1 125/1000", "BAT 2 875/1000"), ("ASC1", "ASC10", "ASC"), ("H1", "H10"), ("CG", "CGA"), ("BAT", "BATA"),
    ],
)  # fmt: skip
def test_keys_that_a_number_or_a_place_tells_apart_are_never_one(noms: tuple[str, ...]) -> None:
    index = IndexCles()
    lues = [index.resolve(nom) for nom in noms]
    assert len({index.settle(cle) for cle in lues}) == len(noms)
    assert [index.find(f"TOTAL {nom}") for nom in noms] == lues


@pytest.mark.parametrize(
    ("code", "libelle"),
    [
        ("GEN", "Charges générales"), ("ASC1", "Ascenseur 1"), ("BATA", "Bâtiment A"), ("ESC 2", "Escalier 2"),
        ("ESC02", "Escalier 2"), ("CHF", "Chauffage"), ("BA", "Bâtiment A"), ("H1", "Hall 1"),
        ("ESC 1", "Escalier n° 1"), ("ESC1", "ESC. 1"), ("ASC ESC 2", "Ascenseur escalier 2"), ("GEN", "GENERAL"),
    ],
)  # fmt: skip
def test_a_code_and_the_label_that_it_abridges_are_one_key(code: str, libelle: str) -> None:
    for noms in ((code, libelle), (libelle, code)):
        index = IndexCles()
        lues = [index.resolve(nom) for nom in noms]
        assert len({index.settle(cle) for cle in lues}) == 1
        assert index.find(libelle) == index.find(code) == lues[0]


@pytest.mark.parametrize(
    ("texte", "code", "libelle"),
    [
        ("A01 CHARGES GENERALES", "A01", "CHARGES GENERALES"), ("GEN Charges générales", "GEN", "Charges générales"),
        ("ESC 2 - Escalier 2", "ESC 2", "Escalier 2"), ("ASC 1 Ascenseur hall 1", "ASC 1", "Ascenseur hall 1"),
        ("B1 BATIMENT 1", "B1", "BATIMENT 1"), ("EAU - Eau froide", "EAU", "Eau froide"),
        ("CHARGES générales", "CHARGES générales", "CHARGES générales"),
    ],
)  # fmt: skip
def test_the_code_of_a_key_stands_before_its_label(texte: str, code: str, libelle: str) -> None:
    assert split_cle(texte) == (code, libelle)


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("BATIMENT 1 (355 tantièmes)", "BATIMENT 1"), ("BATIMENT 1 355 tantièmes", "BATIMENT 1"),
        ("ESCALIER 1 000 tantièmes", "ESCALIER"), ("EAU FROIDE 1 250 tantièmes", "EAU FROIDE"),
        ("Bâtiment 2/645", "Bâtiment 2"), ("Escalier 2ème", "Escalier 2ème"), ("Charges 10 000 èmes", "Charges"),
        ("CLE 20 ASCENSEUR A 480/480EMES (SUITE)", "CLE 20 ASCENSEUR A"), ("Bâtiment 2 - suite", "Bâtiment 2"),
        ("Charges générales (10 000)", "Charges générales"), ("Ascenseur (030)", "Ascenseur (030)"),
    ],
)  # fmt: skip
def test_the_weight_of_a_key_leaves_its_number_alone(texte: str, nom: str) -> None:
    assert drop_base(texte) == nom
