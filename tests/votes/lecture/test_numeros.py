# ruff: noqa: E501
"""Headings found whatever family of labels numbers them: a sequence whose members share their place and their type."""

from dataclasses import replace

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.numerotation import find_entete
from services.votes.lecture.pv import read_pv_lignes

_TITRES = (
    "Élection du président de séance",
    "Approbation des comptes 2025",
    "Quitus au syndic",
    "Pose d'un portail",
    "Questions diverses",
)
_FAMILLES = {
    "n/N": [f"Résolution {n}/5 · " for n in range(1, 6)],
    "n sur N": [f"Résolution {n} sur 5 : " for n in range(1, 6)],
    "point": [f"Point {n} – " for n in range(1, 6)],
    "lettre et chiffre": ["A-1 ", "A-2 ", "B-1 ", "B-2 ", "C-1 "],
    "lettre": [f"{c}. " for c in "ABCDE"],
    "lettre nue": [f"{c} " for c in "ABCDE"],
    "étoile": [f"{n} * " for n in range(1, 6)],
    "dièse": [f"#{n} " for n in range(1, 6)],
    "flèche": [f"{n} → " for n in range(1, 6)],
    "parties": ["I-1 ", "I-2 ", "I-3 ", "A-1 ", "G-1 "],
    "parties d'une suite": ["1.1 – ", "1.2 – ", "A.1 – ", "B.1 – ", "2.1 – "],
    "romain": ["I. ", "II. ", "III. ", "IV. ", "V. "],
    "ordinal": ["Première décision : ", "Deuxième décision : ", "Troisième décision : ", "Quatrième décision : ", "Cinquième décision : "],
    "rang": ["1ère délibération : ", "2ème délibération : ", "3ème délibération : ", "4ème délibération : ", "5ème délibération : "],
}  # fmt: skip


def _write_page(tetes: list[str], marge: str = "") -> list[Ligne]:
    lignes = [Ligne("Procès-verbal de l'assemblée du 3 juin 2026", corps=14, gras=True, x0=50, x1=400, y=40)]
    y = 80.0
    for tete, titre in zip(tetes, _TITRES, strict=True):
        textes = (f"{tete}{titre}{marge}", "Le syndic présente le point.", "Pour : 400 voix", "Contre : 100 voix")
        for rang, texte in enumerate(textes):
            lignes.append(Ligne(texte, 0, 50, 300, y, 11 if rang == 0 else 10, rang == 0, False, rang == 0))
            y += 14
    return lignes


@pytest.mark.parametrize("famille", _FAMILLES)
def test_any_family_of_labels_in_order_opens_the_resolutions(famille):
    lu = read_pv_lignes(_write_page(_FAMILLES[famille]))
    assert [r.intitule for r in lu.resolutions] == list(_TITRES)


def test_of_how_many_is_no_part_of_the_number():
    lu = read_pv_lignes(_write_page(_FAMILLES["n/N"]))
    assert [r.numero for r in lu.resolutions] == ["1", "2", "3", "4", "5"]


def test_cells_of_a_heading_that_print_its_majority_and_its_result_are_no_part_of_its_title():
    lu = read_pv_lignes(_write_page([f"{n}. " for n in range(1, 6)], "\tArt. 25\tADOPTÉE"))
    assert [(r.intitule, r.article_imprime) for r in lu.resolutions] == [(titre, "25") for titre in _TITRES]


def test_chapters_in_a_larger_type_just_above_their_first_point_are_no_resolutions():
    lignes = _write_page(["1.1 ", "1.2 ", "2.1 ", "2.2 ", "3. "])
    for rang, titre in ((9, "2. FINANCES"), (1, "1. BUREAU")):
        lignes.insert(rang, Ligne(titre, 0, 50, 200, lignes[rang].y - 10, 13, True, False, True))
    lu = read_pv_lignes(lignes)
    assert [r.intitule for r in lu.resolutions] == list(_TITRES)


def test_headings_without_number_part_the_votes_by_their_type():
    lu = read_pv_lignes(_write_page([""] * 5))
    assert [(r.numero, r.intitule) for r in lu.resolutions] == [(None, titre) for titre in _TITRES]


def test_a_letter_without_votes_has_no_resolution():
    lignes = [ligne for ligne in _write_page([""] * 5) if not ligne.texte.startswith(("Pour", "Contre"))]
    assert read_pv_lignes(lignes).resolutions == ()


@pytest.mark.parametrize(
    "labels", [["A-1", "A-2", "B-1", "B-2", "C-1"], [f"R{n}" for n in range(1, 6)], [f"Item {n}" for n in range(1, 6)]]
)
def test_a_label_alone_on_its_line_stands_over_its_title(labels):
    lignes = []
    for ligne in _write_page([""] * 5):
        if ligne.texte in _TITRES:
            lignes.append(replace(ligne, texte=labels[_TITRES.index(ligne.texte)]))
            ligne = replace(ligne, y=ligne.y + 12, saut=False)
        lignes.append(ligne)
    assert [(r.numero, r.intitule) for r in read_pv_lignes(lignes).resolutions] == [
        (label.removeprefix("Item "), titre) for label, titre in zip(labels, _TITRES, strict=True)
    ]


_POINTS = {
    "1-a": ["1-a ", "1-b ", "2-a ", "2-b ", "3 "],
    "1-a)": ["1-a) ", "1-b) ", "2-a) ", "2-b) ", "3) "],
    "1.A": ["1.A ", "1.B ", "2.A ", "2.B ", "3. "],
    "1 a)": ["1 a) ", "1 b) ", "2 a) ", "2 b) ", "3) "],
    "1/1": ["1/1 ", "1/2 ", "2/1 ", "2/2 ", "3/ "],
    "I-1": ["I-1 ", "I-2 ", "II-1 ", "II-2 ", "III - "],
    "1-1-a": ["1-1-a ", "1-1-b ", "2-1-a ", "2-1-b ", "3 "],
}
_NUMEROS = {
    "1-a": ["1-a", "1-b", "2-a", "2-b", "3"],
    "1-a)": ["1-a", "1-b", "2-a", "2-b", "3"],
    "1.A": ["1.A", "1.B", "2.A", "2.B", "3"],
    "1 a)": ["1a", "1b", "2a", "2b", "3"],
    "1/1": ["1/1", "1/2", "2/1", "2/2", "3"],
    "I-1": ["1-1", "1-2", "2-1", "2-2", "3"],
    "1-1-a": ["1-1-a", "1-1-b", "2-1-a", "2-1-b", "3"],
}


@pytest.mark.parametrize("famille", _POINTS)
def test_a_heading_with_nothing_of_its_own_over_its_points_is_no_resolution(famille):
    lignes = _write_page(_POINTS[famille])
    chapitre = _POINTS[famille][0][0], _POINTS[famille][2].split("-")[0].split("/")[0][:2].rstrip(".- ab")
    for rang, numero, titre in ((9, chapitre[1], "FINANCES"), (1, chapitre[0], "BUREAU")):
        lignes.insert(rang, Ligne(f"{numero}. {titre}", 0, 50, 200, lignes[rang].y - 10, 11, True, False, True))
    lu = read_pv_lignes(lignes)
    assert [(r.numero, r.intitule) for r in lu.resolutions] == list(zip(_NUMEROS[famille], _TITRES, strict=True))


def test_a_heading_over_its_points_that_has_a_majority_or_a_draft_of_its_own_is_a_resolution():
    lignes = _write_page(["1-a ", "1-b ", "2-a ", "2-b ", "3 "])
    lignes.insert(9, Ligne("Le mandat des membres arrive à échéance.", 0, 50, 200, lignes[9].y - 5, 10))
    lignes.insert(9, Ligne("2. CONSEIL SYNDICAL", 0, 50, 200, lignes[9].y - 10, 11, True, False, True))
    lignes.insert(1, Ligne("1. BUREAU (article 24)", 0, 50, 200, lignes[1].y - 10, 11, True, False, True))
    lu = read_pv_lignes(lignes)
    assert [r.numero for r in lu.resolutions] == ["1", "1-a", "1-b", "2", "2-a", "2-b", "3"]
    assert [r.article_imprime for r in lu.resolutions][:3] == ["24", "24", "24"]


@pytest.mark.parametrize("texte", ["12-B RUE DES FLEURS", "1-a été voté", "5.À défaut", "3-A l’unanimité"])
def test_a_letter_that_begins_a_word_or_a_street_numbers_no_point(texte):
    entete = find_entete(0, texte)
    assert entete is None or len(entete.numero) == 1


@pytest.mark.parametrize(
    ("texte", "titre"),
    [
        ("9. Membre du conseil syndical : M. Kervella", "Membre du conseil syndical : M. Kervella"),
        ("11° Membre du conseil syndical : Mme Ollivaud", "Membre du conseil syndical : Mme Ollivaud"),
        ("4) Devis de l'entreprise Martin", "Devis de l'entreprise Martin"),
        ("12 - Lots 40 et 41 : cession", "Lots 40 et 41 : cession"),
        ("9. membres du conseil", None),
        ("12 Membres présents", None),
    ],
)
def test_a_capital_after_a_sign_tells_a_title_from_what_is_counted(texte, titre):
    entete = find_entete(0, texte)
    assert (entete and entete.titre) == titre


def test_a_sign_after_the_letter_of_a_point_tells_it_from_a_measure():
    entetes = [find_entete(0, f"10{lettre} – Membre du conseil syndical : M. ROY") for lettre in "ab"]
    assert [(e.numero, e.imprime) for e in entetes if e] == [((10, 1), "10a"), ((10, 2), "10b")]


def test_chapters_that_only_open_chapters_are_no_resolutions_either():
    lignes = _write_page(["1-1-a ", "1-1-b ", "2 ", "3 ", "4 "])
    for titre in ("1-1 Exercice 2026", "1 Comptes"):
        lignes.insert(1, Ligne(titre, 0, 50, 200, lignes[1].y - 10, 11, True, False, True))
    assert [r.numero for r in read_pv_lignes(lignes).resolutions] == ["1-1-a", "1-1-b", "2", "3", "4"]


def test_a_section_that_says_the_majority_of_its_questions_says_theirs():
    lignes = _write_page(
        ["Question A-1 : ", "Question A-2 : ", "Question B-1 : ", "Question B-2 : ", "Question B-3 : "]
    )
    for rang, lettre, article in ((9, "B", 25), (1, "A", 24)):
        titre = f"{lettre}. Décisions à la majorité de l’article {article}"
        lignes.insert(rang, Ligne(titre, 0, 50, 200, lignes[rang].y - 10, 13, True, False, True))
    lu = read_pv_lignes(lignes)
    assert [(r.numero, r.article_imprime) for r in lu.resolutions] == [
        ("A-1", "24"), ("A-2", "24"), ("B-1", "25"), ("B-2", "25"), ("B-3", "25")
    ]  # fmt: skip


def test_an_abbreviation_in_capitals_does_not_end_a_title():
    lignes = ["1. DESIGNATION DU PRESIDENT", "2. RAPPORT DU CONSEIL SYNDICAL (ART. 21 DE LA LOI DU 10 JUILLET 1965)"]
    lus = read_pv_lignes([Ligne(ligne) for ligne in lignes]).resolutions
    assert lus[1].intitule == "RAPPORT DU CONSEIL SYNDICAL (ART. 21 DE LA LOI DU 10 JUILLET 1965)"
