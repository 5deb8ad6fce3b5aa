"""A label gets its poste from its words first; what is not sure is never billed to a tenant."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charges.postes.classement import SEUIL, classify_libelle
from services.charges.postes.classification import attribute
from services.charges.postes.comptes_charges import COMPTES, COMPTES_DECISIFS, MARQUES
from services.charges.postes.libelles import split_mots
from services.charges.postes.nomenclature import find_poste, load_nomenclature
from services.charges.postes.regles_classement import REGLES
from services.charges.postes.vocabulaire_charges import NATURES
from services.charges.postes.vocabulaire_equipements import EQUIPEMENTS

CORPUS = Path(__file__).parent / "corpus_libelles.csv"


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("NETTOYAGE PARTIES COMMUNES SARL BRILLE", "611", "NET-01"),
        ("ENTR. ASC.", "614", "ASC-01"),
        ("P2 CHAUFF", "614", "CHF-04"),
        ("V.M.C. entretien annuel", "614", "EQP-01"),
        ("ASS. MULTIRISQUE IMMEUBLE 2025", "616", "ASS-01"),
    ],
)
def test_abbreviations_capitals_and_initials_are_read(libelle, compte, code):
    assert classify_libelle(libelle, compte).code == code


@pytest.mark.parametrize(
    ("libelle", "code"),
    [
        ("ELECTRICITE PARTIES COMMUNES", "ELE-01"),
        ("EDF ASCENSEUR", "ASC-02"),
        ("EDF CHAUFFERIE", "CHF-06"),
        ("EDF PARKING", "ELE-02"),
        ("EDF VMC", "ELE-03"),
        ("EDF LOGE", "PER-08"),
    ],
)
def test_the_place_tells_apart_what_account_602_mixes(libelle, code):
    assert classify_libelle(libelle, "602").code == code


@pytest.mark.parametrize(
    ("libelle", "code"),
    [
        ("MAINTENANCE ASCENSEUR", "ASC-01"),
        ("REPARATION ASCENSEUR", "ASC-06"),
        ("TELEALARME ASCENSEUR", "ASC-04"),
        ("CONTROLE TECHNIQUE ASCENSEUR", "ASC-05"),
        ("CONTRAT ETENDU ASCENSEUR", "ASC-08"),
    ],
)
def test_the_nature_word_beats_the_account(libelle, code):
    assert classify_libelle(libelle, "614").code == code


@pytest.mark.parametrize(
    ("faute", "code"),
    [("NETOYAGE HALLS", "NET-01"), ("ASCENCEUR MAINTENANCE", "ASC-01"), ("ELECTRICTE PARTIES COMUNES", "ELE-01")],
)
def test_a_typing_mistake_is_forgiven(faute, code):
    assert classify_libelle(faute).code == code


@pytest.mark.parametrize(
    ("libelle", "compte"),
    [
        ("FACTURE DIVERSE 4471", "615"),
        ("DUPONT SARL", "614"),
        ("FOURNITURES DIVERSES", "606"),
        ("PETITES FOURNITURES", "606"),
        ("", ""),
        ("12/2024", ""),
    ],
)
def test_what_says_nothing_is_left_to_a_person_at_zero(libelle, compte):
    classement = classify_libelle(libelle, compte)
    assert (classement.code, classement.taux) == ("DIV-01", 0)
    assert classement.confiance < SEUIL


@pytest.mark.parametrize(
    "libelle",
    ["MINUTERIE REPARATION", "ACHAT COMPTEURS EAU", "NETTOYAGE APRES SINISTRE", "ESPACES VERTS NON RECUPERABLES"],
)
def test_a_word_that_lowers_the_rate_is_never_left_aside(libelle):
    assert classify_libelle(libelle, "614").taux == 0


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("Forfait annuel cabinet", "6211", "SYN-01"),
        ("Ramonage conduit chaufferie gaz", "614", "CHF-08"),
        ("Fourniture de chaleur réseau urbain", "603", "CHF-02"),
        ("Ascenseur - supplément contrat étendu", "614", "ASC-03"),
        ("Abt + conso eau froide cptr gal", "601", "EAU-01"),
    ],
)
def test_a_word_that_looks_like_another_does_not_take_its_place(libelle, compte, code):
    assert classify_libelle(libelle, compte).code == code


def test_a_brand_alone_decides_nothing_but_helps_an_account():
    assert classify_libelle("ISTA").code == "DIV-01"
    assert classify_libelle("ISTA", "614").code == "EAU-03"


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("REMPLACEMENT CHAUDIERE", "671", "TRX-01"),
        ("LOYER LOGE", "714", "PRD-02"),
        ("COTISATION ALUR", "105", "FDT-01"),
        ("AVANCE", "103-1", "FDT-02"),
    ],
)
def test_works_credits_and_advances_are_never_a_charge_of_the_tenant(libelle, compte, code):
    classement = classify_libelle(libelle, compte)
    assert (classement.code, classement.taux) == (code, 0)


def test_an_account_is_read_however_it_is_written():
    assert {classify_libelle("AXA", compte).code for compte in ("616", "6160 0010", "61600010", "616-1")} == {"ASS-01"}


def test_the_words_that_decided_are_told_as_they_were_written():
    assert classify_libelle("Ascensuer - MAINTENANCE 2024", "614").mots == ("ascensuer", "maintenance")


def test_dates_numbers_and_small_words_do_not_count():
    assert split_mots("Fact. n° 2024-118 du 3T24 : l'eau de la copropriété") == ["eau"]


def test_every_rule_speaks_of_known_notions_and_postes():
    notions = {*EQUIPEMENTS, *NATURES, *COMPTES.values()}
    assert set(MARQUES) <= notions
    assert {*REGLES, *COMPTES_DECISIFS.values()} <= set(load_nomenclature())
    for combinaisons in REGLES.values():
        for bout in " ".join(combinaisons).replace("|", " ").split():
            assert bout.lstrip("-") in notions, bout


def test_the_corpus_that_was_kept_aside_is_well_read():
    with CORPUS.open(encoding="utf-8") as fichier:
        gardes = [ligne for ligne in csv.DictReader(fichier, delimiter=";") if ligne["usage"] == "reserve"]
    paires = [
        (classify_libelle(ligne["libelle"], ligne["compte_syndic"]), find_poste(ligne["code"])) for ligne in gardes
    ]
    assert len(gardes) >= 200
    assert sum(lu.code == poste.code for lu, poste in paires) >= 0.90 * len(gardes)
    assert sum(lu.taux == poste.taux for lu, poste in paires) >= 0.95 * len(gardes)
    assert sum(lu.taux > poste.taux for lu, poste in paires) <= 0.01 * len(gardes)


def test_the_blind_sets_of_another_author_are_well_read():
    with CORPUS.open(encoding="utf-8") as fichier:
        aveugles = [ligne for ligne in csv.DictReader(fichier, delimiter=";") if ligne["usage"] == "aveugle"]
    paires = [
        (classify_libelle(ligne["libelle"], ligne["compte_syndic"]), find_poste(ligne["code"])) for ligne in aveugles
    ]
    assert len(aveugles) == 160
    assert sum(lu.code == poste.code for lu, poste in paires) >= 0.95 * len(aveugles)
    assert sum(lu.taux == poste.taux for lu, poste in paires) >= 0.97 * len(aveugles)
    assert sum(lu.taux > poste.taux for lu, poste in paires) == 0


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("CT ENTRETIEN CHAUDIERES INDIV.", "614", "CHF-09"),
        ("CT ESPACES VERTS", "614", "EXT-01"),
        ("CT ASCENSEUR", "614", "ASC-05"),
        ("APAVE CT ASC.", "623", "ASC-05"),
        ("CT ASCENSEUR ETENDU", "614", "ASC-08"),
        ("GEL APPATS BLATTES", "604", "HYG-02"),
        ("APPATS CAVES", "614", "HYG-04"),
    ],
)
def test_a_word_of_two_meanings_takes_that_of_its_neighbours(libelle, compte, code):
    assert classify_libelle(libelle, compte).code == code


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("LOC. CPTS ENERGIE THERM.", "613", "CHF-07"),
        ("SUPPLT CTR ETENDU ASC.", "614", "ASC-03"),
        ("INDEMNITE LICENCIEMT CONCIERGE", "641", "PER-06"),
        ("TRAITT EAU ANTI-CORROSION", "614", "EAU-04"),
    ],
)
def test_an_abbreviation_is_the_word_in_every_phrase(libelle, compte, code):
    assert classify_libelle(libelle, compte).code == code


@pytest.mark.parametrize(
    ("libelle", "compte"),
    [("INTERIM ACCUEIL CONCIERGE", "611"), ("SOLDE DE TOUT COMPTE FOURN.", "614"), ("PRODUITS", "614")],
)
def test_an_account_alone_decides_nothing_against_a_word_left_aside(libelle, compte):
    classement = classify_libelle(libelle, compte)
    assert classement.taux < 100


@pytest.mark.parametrize(
    ("libelle", "compte", "code"),
    [
        ("QP ASL VOIRIE + ESPACES VERTS", "614", "DIV-02"),
        ("KONE : COMPLEMENT CONTRAT COMPLET", "614", "ASC-03"),
        ("OPTION ETENDUE CTR ASC", "614", "ASC-03"),
        ("BOITE A BOUTONS CABINE", "615", "ASC-06"),
        ("POMPAGE FOSSE RELEVAGE ENGORGEE", "615", "HYG-08"),
        ("NETTOYAGE SUITE FUITE EU", "615", "NET-06"),
        ("KONE SIM 4G CABINE", "614", "ASC-04"),
    ],
)
def test_what_is_not_recovered_is_never_billed_for_a_word_that_would_be(libelle, compte, code):
    classement = classify_libelle(libelle, compte)
    assert (classement.code, classement.taux) == (code, 0)


def test_the_door_of_a_building_is_no_place_of_work():
    assert classify_libelle("ENTRETIEN MENAGER ALLEES 1 A 4", "611").code == "NET-01"


def test_gardening_named_by_its_act_is_no_repair_whatever_the_account():
    assert classify_libelle("TAILLE ROSIERS ET DESHERBAGE", "615").code == "EXT-01"
    assert classify_libelle("REPARATION CLOTURE ET TAILLE", "615").taux == 0


@given(libelle=st.text(max_size=60), compte=st.text("0123456789- x", max_size=8))
def test_any_label_gets_a_poste_its_rate_and_a_confidence(libelle, compte):
    classement = classify_libelle(libelle, compte)
    assert classement.taux == find_poste(classement.code).taux
    assert Decimal(0) <= classement.confiance <= 1
    assert classement.code == "DIV-01" or classement.confiance >= SEUIL


@pytest.mark.parametrize(
    ("motif", "code"),
    [
        ("Réparation serrure et porte hall", "REP-01"),
        ("Réparation ascenseur, porte palière", "ASC-06"),
        ("Facture 2024-118", "REP-01"),
        ("Menues réparations, joints", "REP-02"),
    ],
)
def test_the_official_name_of_account_615_makes_no_repair_recoverable(motif, code):
    attribution = attribute(f"Entretien et petites réparations : {motif}", "615", {})
    assert attribution.poste == code
