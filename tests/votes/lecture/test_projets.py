"""The list of an agenda and the drafts below it: each point keeps its own text, and never that of another."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.agenda import ResolutionLue, read_agenda, read_texte_colle

TITRES = (
    "Approbation des comptes 2026",
    "Vote du budget prévisionnel 2027",
    "Remplacement de la porte de garage",
    "Désignation du syndic",
)
TEXTES = (
    "L’assemblée approuve les comptes.",
    "L’assemblée vote le budget de 45 000 €.",
    "L’assemblée retient le devis de 3 200 € TTC.",
    "L’assemblée désigne le cabinet.",
)
DERNIER = "Questions diverses"
MONTANTS = [None, 45_000_00, 3_200_00, None, None]


def write_liste(label: str = "{}. ", articles: tuple[str, ...] = ("24", "24", "24", "25")) -> str:
    points = [f"{label.format(n)}{t} (article {a})" for n, (t, a) in enumerate(zip(TITRES, articles, strict=True), 1)]
    return "\n".join(["Ordre du jour", *points, f"{label.format(len(TITRES) + 1)}{DERNIER}"])


def write_projets(labels: tuple[str, ...], titres: tuple[str, ...] = TITRES) -> str:
    return "\n\n".join(f"{label}{t}\n{corps}" for label, t, corps in zip(labels, titres, TEXTES, strict=True))


def read(texte: str) -> tuple[ResolutionLue, ...]:
    return read_agenda(read_texte_colle(texte)).resolutions


@pytest.mark.parametrize("annonce", ["PROJETS DE RÉSOLUTIONS", "Texte des résolutions"])
@pytest.mark.parametrize("liste", ["{}. ", "Résolution n° {} : "])
@pytest.mark.parametrize(
    "labels",
    [
        ("1. ", "2. ", "3. ", "4. "),
        ("", "", "", ""),
        ("A) ", "B) ", "C) ", "D) "),
        ("PREMIÈRE RÉSOLUTION : ", "DEUXIÈME RÉSOLUTION : ", "TROISIÈME RÉSOLUTION : ", "QUATRIÈME RÉSOLUTION : "),
    ],
    ids=["figures", "titles alone", "letters", "words"],
)
def test_each_draft_goes_with_its_point_though_the_last_point_has_none(
    annonce: str, liste: str, labels: tuple[str, ...]
) -> None:
    lues = read(f"{write_liste(liste)}\n\n{annonce}\n{write_projets(labels)}")
    assert [r.intitule for r in lues] == [*TITRES, DERNIER]
    assert [r.texte for r in lues] == [*TEXTES, ""]
    assert [r.montant for r in lues] == MONTANTS
    assert [r.article_imprime for r in lues] == ["24", "24", "24", "25", None]


def test_a_draft_that_prints_its_majority_keeps_it_and_not_that_of_the_list() -> None:
    projets = write_projets(("1. ", "2. ", "3. ", "4. ")).replace("de garage\n", "de garage (article 25)\n")
    assert read(f"{write_liste()}\n\nPROJETS DE RÉSOLUTIONS\n{projets}")[2].article_imprime == "25"


@pytest.mark.parametrize("annonce", ["", "PROJETS DE RÉSOLUTIONS\n"])
def test_the_last_point_of_a_list_never_has_the_amounts_of_drafts_that_are_not_paired(annonce: str) -> None:
    autres = ("Comptes", "Vote du budget prévisionnel 2027", "Le portail du garage et sa motorisation", "Le cabinet")
    lues = read(f"{write_liste('Résolution n° {} : ')}\n\n{annonce}{write_projets(('', '', '', ''), autres)}")
    assert [r.intitule for r in lues] == [*TITRES, DERNIER]
    assert [r.montant for r in lues] == [None] * 5


@pytest.mark.parametrize(
    "coupe", ["(article\n4-2)", "(annexe n°\n5-1)", "prévus à l’article\n6.1)", "et de l’article\n5-2 -"]
)
def test_a_number_that_the_margin_cuts_from_its_article_opens_no_point(coupe: str) -> None:
    texte = f"1. Comptes\nL’assemblée approuve.\n2. Quitus\n3. Budget\n4. Travaux d’un copropriétaire {coupe}"
    assert [r.numero for r in read(texte)] == ["1", "2", "3", "4"]


def test_a_bracket_that_a_full_line_leaves_open_ends_on_the_next_one() -> None:
    textes = ("1. Comptes", "2. Quitus", "3. Budget", "4. Accès d’un copropriétaire (voir le devis", "5.2)")
    lignes = [Ligne(t, x0=50, corps=10, gras=True, pleine=n == 3, saut=n != 4, y=-15 * n) for n, t in enumerate(textes)]
    assert [r.numero for r in read_agenda(lignes).resolutions] == ["1", "2", "3", "4"]


def test_drafts_under_numbers_alone_have_the_titles_of_the_list():
    titres = ("Quitus au syndic", "Renouvellement du cabinet Ducreux", "Pose d'une clôture")
    textes = ["ORDRE DU JOUR", *(f"{n} - {titre} (article 24)" for n, titre in enumerate(titres, start=1))]
    textes += ["TEXTE DES RESOLUTIONS PROPOSEES", "Point 1.", "L'assemblée donne quitus."]
    textes += ["Point 2.", "Le contrat joint est approuvé."]
    textes += ["Point 3.", "L'assemblée retient le devis Clos 71, 6 900,00 euros TTC."]
    lus = read_agenda([Ligne(t, 0, 50, 300, 20.0 * n, 10, pleine=False) for n, t in enumerate(textes)]).resolutions
    assert [(r.numero, r.intitule, r.article_imprime, r.montant) for r in lus] == [
        ("1", titres[0], "24", None), ("2", titres[1], "24", None), ("3", titres[2], "24", 690000),
    ]  # fmt: skip
