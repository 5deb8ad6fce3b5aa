"""The names of keys as calls write them beside those of our patrimoine: what an accountant finds certain is read, the
rest is refused."""

import pytest

from services.appels_fonds.lecture.patrimoine.libelles import find_cle_de_bloc, find_cle_dite
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete, IndexPatrimoine
from services.appels_fonds.lecture.patrimoine.referentiel import CleConnue, CoproprieteConnue, Patrimoine

IMMEUBLE = (
    "CG Charges générales", "BATA Bâtiment A", "BATB Bâtiment B", "ASC1 Ascenseur escalier 1",
    "ASC2 Ascenseur escalier 2", "CH Chauffage collectif", "EC Eau chaude", "EF Eau froide", "PK Parkings sous-sol",
)  # fmt: skip
NUMEROS = (
    "001 Charges communes générales", "002 Ascenseur", "003 Chauffage", "004 Escalier", "005 Bâtiment D",
    "006 Chauffage bâtiment D", "007 Chauffage collectif",
)  # fmt: skip
SPECIALES = ("CG Charges communes générales", "CHB Charges spéciales bâtiment B", "ESC Charges d’escalier")
ASCENSEURS = (
    "GEN Charges générales",
    "ASA Ascenseur bâtiment A",
    "ASB Ascenseur bâtiment B",
    "ESA Ascenseur escalier A",
)
ENTREES = ("E12 Escalier 1 bâtiment 2", "E21 Escalier 2 bâtiment 1", "CG Chauffage gaz", "CP Charges générales")


def index(cles: tuple[str, ...]) -> IndexCopropriete:
    connues = tuple(CleConnue(*cle.split(" ", 1)) for cle in cles)
    return IndexPatrimoine(Patrimoine((CoproprieteConnue("X1", "SDC Le Bizillon", cles=connues),))).par_code["X1"]


def find(cles: tuple[str, ...], ecrit: str) -> str | None:
    return find_cle_dite(index(cles), ecrit)


@pytest.mark.parametrize(
    ("cles", "ecrit", "code"),
    [
        (IMMEUBLE, "Charges bât. B", "BATB"),
        (IMMEUBLE, "Charges spéciales bât. B", "BATB"),
        (IMMEUBLE, "Charges particulières immeuble B", "BATB"),
        (IMMEUBLE, "Ascenseur esc. 02", "ASC2"),
        (IMMEUBLE, "Escalier n° 2 - ascenseur", "ASC2"),
        (IMMEUBLE, "Asc 2", "ASC2"),
        (IMMEUBLE, "Ascenseur cage 2", "ASC2"),
        (IMMEUBLE, "ASC-1", "ASC1"),
        (IMMEUBLE, "Chauff. coll.", "CH"),
        (IMMEUBLE, "Chauffage", "CH"),
        (IMMEUBLE, "ECS", "EC"),
        (IMMEUBLE, "Eau ch.", "EC"),
        (IMMEUBLE, "Chges gén.", "CG"),
        (IMMEUBLE, "C.G.", "CG"),
        (IMMEUBLE, "Générales immeuble", "CG"),
        (IMMEUBLE, "Pkg ss-sol", "PK"),
        (NUMEROS, "CG", "001"),
        (NUMEROS, "Clé n° 01", "001"),
        (NUMEROS, "Bât. D", "005"),
        (NUMEROS, "Esc.", "004"),
        (SPECIALES, "Bâtiment B", "CHB"),
        (SPECIALES, "Ch. bât. B", "CHB"),
        (ASCENSEURS, "Asc. B", "ASB"),
        (ENTREES, "Bât. 1 esc. 2", "E21"),
        (ENTREES, "Bât. 2 esc. 1", "E12"),
    ],
)
def test_a_key_is_known_under_its_abbreviations_in_any_order(cles, ecrit, code):
    assert find(cles, ecrit) == code


@pytest.mark.parametrize(
    ("cles", "ecrit"),
    [
        (IMMEUBLE, "Charges bâtiments A et B"),
        (IMMEUBLE, "Bât. A/B"),
        (IMMEUBLE, "Bâtiments"),
        (IMMEUBLE, "Bâtiment C"),
        (IMMEUBLE, "Bâtiment B1"),
        (IMMEUBLE, "Charges générales bâtiment B"),
        (IMMEUBLE, "Entretien bâtiment B"),
        (IMMEUBLE, "Ascenseur"),
        (IMMEUBLE, "Ascenseurs escaliers 1 et 2"),
        (IMMEUBLE, "Ascenseur entrée 2"),
        (IMMEUBLE, "Escalier 2"),
        (IMMEUBLE, "Chauffage individuel"),
        (IMMEUBLE, "Eau"),
        (IMMEUBLE, "Charges communes"),
        (IMMEUBLE, "Charges spéciales"),
        (IMMEUBLE, "Charges générales hors garages"),
        (IMMEUBLE, "Parking"),
        (IMMEUBLE, "B"),
        (NUMEROS, "Escalier A"),
        (NUMEROS, "Ascenseur bât. A"),
        (NUMEROS, "003 : Ascenseur"),
        (NUMEROS, "10"),
        (NUMEROS, "Bâtiment"),
        (SPECIALES, "Charges spéciales"),
        (ASCENSEURS, "Ascenseur A"),
        (ASCENSEURS, "Ascenseur"),
        (ENTREES, "Bâtiment 2"),
    ],
)
def test_words_that_may_mean_two_keys_or_none_are_refused(cles, ecrit):
    assert find(cles, ecrit) is None


def test_initials_that_two_keys_share_name_none():
    cles = ("001 Charges générales", "002 Charges garages")
    assert find(cles, "CG") is None


def test_heating_of_which_another_key_says_more_is_not_that_of_all():
    assert find(("1 Chauffage collectif", "2 Chauffage bâtiment D"), "Chauffage") is None


@pytest.mark.parametrize(
    ("annonce", "code"),
    [
        ("Réparti selon la clé : Bât. A, comme voté", "BATA"),
        ("Réparti selon la clé bâtiment B à compter du 01/04/2026", "BATB"),
        ("Réparti selon les bâtiments A et B", None),
        ("Réparti selon la clé : bâtiments A et B", None),
    ],
)
def test_a_sentence_about_the_key_names_a_building_by_its_letter(annonce, code):
    assert find_cle_de_bloc(index(IMMEUBLE), annonce, nomme_lot=False) == code


def test_an_amount_of_a_centime_is_no_key_though_its_figures_are_those_of_a_code():
    assert find(NUMEROS, "0.01") is None
    cles = (CleConnue("001", "Charges générales"),)
    patrimoine = Patrimoine((CoproprieteConnue("X1", "SDC Le Bizillon", cles=cles),))
    assert not IndexPatrimoine(patrimoine).knows_cle("0.01")
