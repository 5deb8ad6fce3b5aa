"""Minutes printed as one table of points: heads without rules, cells over two rows, second ballots, letters, names."""

import itertools

import pytest

from services.votes.lecture.identite import read_identite
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.pdf import Mot, Page, Trait
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee, find_rangees
from services.votes.lecture.page.tetes_sans_filet import add_tetes
from services.votes.lecture.plan.agenda import read_texte_colle
from services.votes.lecture.pv import read_pv_lignes, write_pv
from services.votes.lecture.votants.recapitulatif import read_recapitulatif
from tests.votes.lecture.test_nominatifs import say, write_table

BORDS = (0.0, 30.0, 200.0, 240.0, 300.0, 360.0, 420.0, 490.0)
TETES = ("N°", "Question", "Art.", "Pour", "Contre", "Abstention", "Décision")
POINT = ("7", "Contrat de syndic", "25", "3 706 (7)", "4 190 (3)", "540 (1)", "2d vote")


def write_points(*rangees: tuple[str, ...]) -> list[Ligne]:
    """Rows in the same columns; an empty text is a cell that the row above holds."""
    lignes = []
    for rang, textes in enumerate(rangees):
        cellules = tuple(
            Cellule(x0, x1, (texte,), (False,), (False,), 8)
            for x0, x1, texte in zip(BORDS, BORDS[1:], textes, strict=False)
            if texte
        )
        y = 12.0 * rang
        rangee = Rangee(y, y + 12, tuple(c.x0 for c in cellules), cellules)
        lignes.append(Ligne("\t".join(t for t in textes if t), 0, 0, 490, y, rangee=rangee))
    return lignes


def read(*rangees: tuple[str, ...]) -> list[dict]:
    return write_pv(read_pv_lignes(expand_rangees(write_points(TETES, *rangees))))["resolutions"]


PREMIERS = (
    ("5", "Approbation des comptes", "24", "6 596 (9)", "1 340 (1)", "500 (1)", "Adoptée"),
    ("6", "Quitus au syndic", "24", "3 666 (7)", "3 690 (2)", "1 080 (2)", "Rejetée"),
)


def test_a_row_without_number_under_a_point_is_its_second_ballot_where_one_of_them_says_so():
    *_, lue = read(*PREMIERS, POINT, ("", "", "25-1", "3 706 (7)", "1 840 (2)", "2 890 (2)", "Adoptée"))
    assert (lue["intitule"], lue["article_imprime"]) == ("Contrat de syndic", "25")
    assert lue["premier"]["contre"] == {"voix": 4190, "tetes": 3}
    assert lue["second"]["contre"] == {"voix": 1840, "tetes": 2}
    assert lue["resultat_annonce"] == "adoptee"


def test_a_row_without_number_that_no_word_calls_a_second_ballot_counts_for_nobody():
    muet = (*POINT[:6], "Rejetée")
    *_, lue = read(*PREMIERS, muet, ("", "", "24", "3 706 (7)", "1 840 (2)", "2 890 (2)", "Adoptée"))
    assert lue["premier"]["contre"] == {"voix": 4190, "tetes": 3}
    assert lue["second"] is None
    assert lue["resultat_annonce"] == "rejetee"


def test_a_third_row_is_of_no_ballot():
    suite = ("", "", "25-1", "3 706 (7)", "1 840 (2)", "2 890 (2)", "Adoptée")
    *_, lue = read(*PREMIERS, POINT, suite, ("", "", "25-1", "1 (1)", "2 (1)", "3 (1)", "Rejetée"))
    assert lue["second"]["contre"] == {"voix": 1840, "tetes": 2}
    assert lue["resultat_annonce"] == "adoptee"


def draw(xs: tuple[float, ...], ys: tuple[float, ...], *, sans: tuple[float, float] = (0, 0)) -> list[Trait]:
    """A grid whose sides are drawn cell by cell, without its middle rule between two columns."""
    debout = [Trait(x, a, x, b) for x in xs for a, b in itertools.pairwise(ys)]
    droits = [
        Trait(a, y, b, y)
        for y in ys
        for a, b in itertools.pairwise(xs)
        if not (y not in (ys[0], ys[-1]) and sans[0] <= a < sans[1])
    ]
    return debout + droits


def write_mots(*mots: tuple[float, float, str]) -> tuple[Mot, ...]:
    return tuple(Mot(texte, x, y, x + 5 * len(texte), 9, False) for x, y, texte in mots)


def test_a_cell_over_two_rows_stays_whole_though_its_sides_are_drawn_row_by_row():
    mots = write_mots((5, 12, "7"), (35, 12, "Syndic"), (35, 26, "Durée"), (205, 12, "25"), (245, 12, "3706"),
                      (205, 26, "25-1"), (245, 26, "3700"))  # fmt: skip
    page = Page(600, 800, mots, tuple(draw((0, 30, 200, 240, 300), (0, 16, 32), sans=(0, 200))))
    rangees, _ = find_rangees(page)
    assert [[c.texte for c in r.cellules] for r in rangees] == [["7", "Syndic Durée", "25", "3706"], ["25-1", "3700"]]


def test_a_row_that_the_end_of_a_page_leaves_open_is_closed_where_its_sides_end():
    mots = write_mots(
        (5, 12, "6"), (35, 12, "Quitus"), (205, 12, "24"), (5, 28, "7"), (35, 28, "Syndic"), (205, 28, "25")
    )
    traits = [t for t in draw((0, 30, 200, 240), (0, 16, 32)) if t.y0 < 32]
    rangees, _ = find_rangees(Page(600, 800, mots, tuple(traits)))
    assert [[c.texte for c in r.cellules] for r in rangees] == [["6", "Quitus", "24"], ["7", "Syndic", "25"]]


def find_tete(*mots: tuple[float, float, str]) -> list[str]:
    ligne = write_points(POINT)[0].rangee
    assert ligne
    rangee = Rangee(60, 72, ligne.bords, ligne.cellules)
    rangees, reste, _ = add_tetes([rangee], write_mots(*mots))
    return [] if len(rangees) == 1 else [c.texte for c in rangees[0].cellules] + [m.texte for m in reste]


TETE = tuple((x + 2, 44.0, texte) for x, texte in zip(BORDS, TETES, strict=False))


def test_heads_printed_above_the_rules_of_a_table_are_those_of_its_columns():
    assert find_tete(*TETE) == list(TETES)


def test_a_sentence_above_the_heads_of_a_table_is_not_one():
    phrase = (2.0, 30.0, "Résolutions-soumises-au-vote-des-copropriétaires-réunis")
    assert find_tete(phrase, *TETE) == [*TETES, phrase[2]]


@pytest.mark.parametrize(
    "mots",
    [
        (*TETE[:3], (242.0, 44.0, "Pour-et-contre-ou-abst."), *TETE[5:]),  # one piece over two columns
        TETE[:-1],  # a column without its head
        tuple((x, y, f"Lot{n}") for n, (x, y, _) in enumerate(TETE)),  # heads of another table
        tuple((x, 10.0, texte) for x, _, texte in TETE),  # too far above
    ],
)
def test_words_that_may_head_another_table_head_none(mots):
    assert find_tete(*mots) == []


def write_lettres(*lettres: str) -> list[Ligne]:
    titres = (
        "Élection du président",
        "Approbation des comptes",
        "Quitus au syndic",
        "Budget 2027",
        "Questions diverses",
    )
    rangees = [("N°", "Question", "Article", "Résultat")]
    rangees += [(n, titre, "Art. 24", "Adoptée") for n, titre in zip(lettres, titres, strict=False)]
    return write_table(*rangees)


@pytest.mark.parametrize("lettres", ["ABCDE", ("I", "II", "III", "IV", "V"), "12345"])
def test_points_of_a_table_have_the_label_of_its_column_of_numbers(lettres):
    lues = write_pv(read_pv_lignes(expand_rangees(write_lettres(*lettres))))["resolutions"]
    numeros = ["1", "2", "3", "4", "5"] if lettres[1] == "II" else list(lettres)
    assert [r["numero"] for r in lues] == numeros


def test_the_ninth_of_lettered_points_is_no_roman_number():
    table = write_table(
        ("N°", "Question", "Article", "Résultat"),
        *((c, f"Travaux du lot {c}", "Art. 24", "Adoptée") for c in "ABCDEFGHIJ"),
    )
    assert [r["numero"] for r in write_pv(read_pv_lignes(expand_rangees(table)))["resolutions"]] == list("ABCDEFGHIJ")


@pytest.mark.parametrize("tetes", [("N°", "Objet", "Montant TTC"), ("Annexe", "Document", "Pages")])
def test_letters_that_number_options_or_annexes_under_numbered_points_are_no_resolutions(tetes):
    lignes = [
        Ligne("Résolution n° 1 : Élection du président de séance"), Ligne("Pour : 900 voix"), Ligne("Adoptée"),
        Ligne("Résolution n° 2 : Réfection de la toiture"), Ligne("Sont proposés :"),
        *write_table(tetes, ("A", "Tuiles", "12 000 €"), ("B", "Remploi", "9 000 €"), ("C", "Zinc", "14 000 €")),
        Ligne("Pour : 800 voix"), Ligne("Adoptée"),
        Ligne("Résolution n° 3 : Quitus au syndic"), Ligne("Pour : 900 voix"), Ligne("Adoptée"),
    ]  # fmt: skip
    lues = write_pv(read_pv_lignes(expand_rangees(lignes)))["resolutions"]
    assert [r["numero"] for r in lues] == ["1", "2", "3"]


def test_names_left_of_their_position_are_its_own():
    table = write_table(("", "pour", "5", "479"), ("ESH Deux Rives, M. ROY", "contre", "2", "344"))
    assert say(table) == ["pour : 5\t479", "contre : 2\t344 (ESH Deux Rives, M. ROY)"]


@pytest.mark.parametrize(
    "gauche", ["Menuiserie Pla : 4 268,00 €", "Proposition d’Ariège", "ESH Deux Rives, M. ROY, SCI DU LAC"]
)
def test_a_text_left_of_a_position_that_is_not_as_many_names_as_heads_names_nobody(gauche):
    table = write_table(("", "pour", "5", "479"), (gauche, "contre", "2", "344"))
    assert all(f"({gauche}" not in dite for dite in say(table))


def test_what_stands_left_of_the_votes_for_may_be_a_title_and_names_nobody():
    dites = say(write_table(("Quitus", "pour", "1", "479"), ("", "contre", "2", "344")))
    assert all("(Quitus" not in dite for dite in dites)


def test_a_line_that_goes_on_from_the_dash_between_two_names_names_another():
    lignes = [
        "Annexe 1 – Détail nominatif des votes", "Question 5", "Opposants : EYSSAUTIER SCI ; BARBAROUX Luc",
        "– AUBERT Sylvie", "Question 6", "Opposants : MIOLLIS Gaspard",
    ]  # fmt: skip
    lus = read_recapitulatif([Ligne(ligne) for ligne in lignes])
    assert lus["5"].opposants == ("EYSSAUTIER SCI", "BARBAROUX Luc", "AUBERT Sylvie")


@pytest.mark.parametrize(
    ("titre", "nom"),
    [
        ("Procès-verbal d’assemblée générale – Le Parc de la Torse", "Le Parc de la Torse"),
        ("Convocation à l’assemblée générale – Les Jardins de Circé", "Les Jardins de Circé"),
        ("Procès-verbal d’assemblée générale – Le lundi quatre mai", None),
        ("Procès-verbal d’assemblée générale – Le Foyer municipal", None),
        ("Procès-verbal d’assemblée générale – La Gérance du Parc", None),
        ("Procès-verbal d’assemblée générale – le second vote", None),
        ("Procès-verbal d’assemblée générale – Séance ordinaire", None),
    ],
)
def test_a_title_may_end_with_the_name_of_the_building_after_a_dash(titre, nom):
    assert read_identite(read_texte_colle(f"{titre}\nRéunie le lundi 4 mai 2026 à 17 h 30.")).copropriete == nom
