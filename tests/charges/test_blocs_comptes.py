"""Lists of expenses cut in blocks, each under the heading of its key, and what small words around them say."""

from datetime import date

import pytest

from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.resultat import LectureComptes
from services.charges.lecture_comptes.valeurs.bases import is_base, read_base, read_fraction
from tests.charges.comptes_essai import MAI, TITRES, read

JUIN = date(2024, 6, 9)


def say(lecture: LectureComptes) -> list[tuple[str, str, str | None]]:
    return [(ligne.cellule, ligne.libelle, ligne.cle) for ligne in lecture.lignes]


@pytest.mark.parametrize(
    ("entete", "role"),
    [
        ("Déductible locataire", Role.RECUPERABLE),
        ("Déductible pour le locataire", Role.RECUPERABLE),
        ("Non déductible locataire", Role.IGNORE),
        ("Déductible", Role.IGNORE),
        ("Part propriétaire", Role.IGNORE),
    ],
)
def test_what_a_tenant_owes_is_recoverable_whatever_the_verb(entete: str, role: Role) -> None:
    assert find_role(entete) is role


def test_the_heading_of_a_key_beside_its_weight_is_no_header_of_columns() -> None:
    lecture = read(RGD=[
        *TITRES, ["Compte", "Date", "Fournisseur", "Nature de la dépense", "Réf.", "Montant"],
        ["GEN", "Charges générales", None, None, None, "/ 1000"],
        ["602", MAI, "Volt", "Minuterie du hall", "A1", 10.5], ["606", JUIN, "Brico", "Sel", "tk", 20.25],
        ["616", JUIN, "Prévoyance", "Multirisque", None, 40.1], [None, None, None, "Total GEN", None, 70.85],
        ["ESC", "Escaliers", None, None, None, "/ 620"],
        ["611", MAI, "Net & Co", "Ménage de mai", "B2", 5.1], [None, None, None, "Total ESC", None, 6.1],
    ])  # fmt: skip
    assert say(lecture) == [
        ("F7", "Minuterie du hall", "GEN"), ("F8", "Sel", "GEN"), ("F9", "Multirisque", "GEN"),
        ("F12", "Ménage de mai", "ESC"),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("F13", 510, 610)]


def test_what_we_weigh_in_the_heading_of_a_key_is_no_total_and_checks_our_share() -> None:
    assert is_base("dont vous : 438")
    assert read_fraction("Clé 0010 – COMMUNES – Tantièmes : 10000 – dont vous : 438") == (438, 10000)
    assert read_base("Clé K1 – Tantièmes : 214") == 214
    lecture = read(Dépenses=[
        *TITRES, ["Compte", "Libellé", "Date", "Montant T.T.C.", "dont T.V.A.", "dont locatif", "Votre quote-part"],
        ["Clé 0010", "COMMUNES", None, None, "Tantièmes :", 1000, "dont vous : 100"],
        ["601", "EAU", MAI, 50.0, 2.6, 50.0, 5.0], ["616", "ASSURANCE", JUIN, 70.0, 0, 0, 7.0],
        ["TOTAL CLÉ 0010", None, None, 120.0, 2.6, 50.0, 12.0],
        ["Clé 0021", "BÂTIMENT B", None, None, "Tantièmes :", 500, "dont vous : 100"],
        ["602", "HALL", MAI, 30.0, 5, 30.0, 8.0], ["TOTAL CLÉ 0021", None, None, 30.0, 5, 30.0, 6.0],
    ])  # fmt: skip
    assert [ligne.cle for ligne in lecture.lignes] == ["0010", "0010", "0021"]
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("G11", 600, 800)]


def test_what_cost_nothing_is_no_expense() -> None:
    lecture = read(Dépenses=[
        *TITRES, ["Clé", "Compte", "Date", "Tiers", "Libellé", "Montant"],
        ["1", "615", MAI, "Arrosage du Comtat", "Remplacement des turbines", 473.85],
        ["1", "615", JUIN, "Arrosage du Comtat", "Programmateur, sous garantie", 0.0],
        [None, None, None, None, "Total clé 1", 473.85],
    ])  # fmt: skip
    assert [(ligne.libelle, ligne.montant) for ligne in lecture.lignes] == [("Remplacement des turbines", 47385)]
    assert lecture.ecarts == []


def test_dated_lines_beside_the_budget_and_the_year_before_are_expenses_of_whom_their_syndic_is_paid_by() -> None:
    lecture = read(Dépenses=[
        ["GROUPE SERVIM - SAINT-MALO"], ["LES JARDINS D’ÉMERAUDE"],
        ["RELEVE GENERAL DES DEPENSES du 01/01/2024 au 31/12/2024"],
        ["Date", "Pièce", "Fournisseur", "Libellé", "Dépenses 2024", "Budget 2024", "Dépenses 2023", "Part récup."],
        ["Clé CG1", None, "CHARGES GENERALES"], ["601000", "EAU FROIDE"],
        [MAI, "A10442", "VEOLINE", "CONSO HIVER", 10.5, None, None, 10.5],
        [JUIN, "A12907", "VEOLINE", "CONSO ETE", 20.25, None, None, 20.25],
        [None, None, None, "Total compte 601000", 30.75, 30.0, 28.0, 30.75],
        ["621100", "HONORAIRES"], [MAI, "H1", "GROUPE SERVIM", "FORFAIT", 40.1, None, None, 0],
        [None, None, None, "Total compte 621100", 40.1, 40.0, 39.0, 0],
        [None, None, None, "Total clé CG1", 71.85, 70.0, 67.0, 30.75],
    ])  # fmt: skip
    assert [(ligne.compte, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("601000", "CG1", 1050), ("601000", "CG1", 2025), ("621100", "CG1", 4010),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E13", 7085, 7185)]
    assert lecture.copropriete == "LES JARDINS D’ÉMERAUDE"


def test_each_block_is_of_the_key_that_its_title_and_its_total_name_beside_a_legend() -> None:
    entete: list[object] = ["Date", "N° compte", "Objet", "Payé à", "Dépenses", "Recettes"]
    lecture = read(Dépenses=[
        ["Copropriété Les Lilas"], ["DÉPENSES DE L’EXERCICE du 01/01/2024 au 31/12/2024", *[None] * 6, "bleu"],
        [*[None] * 7, "rouge = banque"], ["CHARGES COMMUNES", None, None, None, "1 000 tantièmes"], entete,
        [MAI, "616", "Assurance", "Mutuelle", 80.5, None], [JUIN, "606", "Ampoules", "Ory", 20.25, None],
        [JUIN, "713", "Remboursement", "Mutuelle", None, 10], [None, None, "Total charges communes", None, 100.75, 10],
        ["ESCALIER", None, None, None, "650 tantièmes"], entete,
        [MAI, "611", "Ménage", "Net & Co", 5.1, None], [None, None, "Total escalier", None, 6.1, None],
        ["EAU", None, None, None, "au compteur"], entete,
        [MAI, "601", "Eau", "Régie", 7.0, None], [None, None, "Total eau", None, 7.0, None],
    ])  # fmt: skip
    cles = ["CHARGES COMMUNES"] * 3 + ["ESCALIER", "EAU"]
    assert [ligne.cle for ligne in lecture.lignes] == cles
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("E13", 510, 610)]


def test_lines_under_no_key_do_not_go_to_the_only_key_that_another_block_names() -> None:
    lecture = read(Dépenses=[
        *TITRES, ["Date", "Compte", "Objet", "Montant"],
        [MAI, "616", "Assurance", 80.5], [JUIN, "606", "Ampoules", 20.25], ["Total", None, None, 100.75],
        ["Clé ESC"], [MAI, "611", "Ménage", 5.1], ["Total clé ESC", None, None, 5.1],
    ])  # fmt: skip
    assert [ligne.cle for ligne in lecture.lignes] == [None, None, "ESC"]


@pytest.mark.parametrize(
    ("noms", "cles"),
    [
        (("ENTRETIEN", "ASSURANCE"), [None, None]),
        (("Charges communes", "Escalier"), ["Charges communes", "Escalier"]),
        (("Levage", "Escalier"), ["Levage", "Escalier"]),
    ],
)
def test_the_first_block_is_of_a_key_only_where_it_or_others_may_be_one(
    noms: tuple[str, str], cles: list[str | None]
) -> None:
    entete: list[object] = ["Date", "Compte", "Objet", "Fournisseur", "Montant"]
    blocs = [
        [[nom], entete, [MAI, "615", "Porte", "Volt", 10.5], [None, None, f"Total {nom.lower()}", None, 10.5]]
        for nom in noms
    ]
    lecture = read(Dépenses=[*TITRES, *blocs[0], *blocs[1]])
    assert [ligne.cle for ligne in lecture.lignes] == cles
