"""How each owner voted: tables that tick it under each ballot, grids of owners by resolutions, ruled or not."""

import pytest

from services.votes.lecture.page.alignes import find_alignes
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv import read_pv_lignes
from tests.votes.lecture.test_positions import put

LARGEUR = 60.0


def write_rangee(y: float, *textes: str, page: int = 0) -> Ligne:
    """A row of cells of one width; empty ones are not printed, as in a table with rules."""
    lues = tuple(
        Cellule(LARGEUR * n, LARGEUR * (n + 1) - 1, (texte,), (False,), (False,), 8)
        for n, texte in enumerate(textes)
        if texte
    )
    rangee = Rangee(y, y + 3, tuple(c.x0 for c in lues), lues)
    return Ligne("\t".join(textes), page, lues[0].x0, lues[-1].x1, y, rangee=rangee)


def write_table(*rangees: tuple[str, ...], page: int = 0) -> list[Ligne]:
    return [write_rangee(12.0 * n, *textes, page=page) for n, textes in enumerate(rangees)]


def say(lignes: list[Ligne]) -> list[str]:
    return [ligne.texte for ligne in expand_rangees(lignes)]


OWNERS = ("M. ROY Luc", "ESH Deux Rives", "SCI DU LAC")


@pytest.mark.parametrize(
    ("tetes", "oui", "non"),
    [
        (("Pour", "Contre", "Abst."), "X", ""),
        (("OUI", "NON", "ABS."), "✓", ""),
        (("P", "C", "A"), "x", ""),
        (("POUR", "CONTRE", "ABSTENTION"), "☒", "☐"),
    ],
)
def test_a_mark_under_a_position_says_how_an_owner_voted(tetes, oui, non):
    table = write_table(
        ("Copropriétaire", "Lots", "Voix", *tetes),
        ("M. ROY Luc", "1, 2", "120", oui, non, non),
        ("ESH Deux Rives", "3 à 9", "400", non, oui, non),
        ("SCI DU LAC", "12", "80", non, oui, non),
        ("Total voix", "", "", "120", "480", "0"),
        ("Nombre de copropriétaires", "", "", "1", "2", "0"),
    )
    assert say(table) == [
        "Pour : 120 voix 1 copropriétaires",
        "Contre : 480 voix 2 copropriétaires",
        "Abstention : 0 voix 0 copropriétaires",
        "Ont voté contre : ESH Deux Rives (400) ; SCI DU LAC (80)",
    ]


def test_the_voix_of_an_owner_may_stand_in_the_column_of_the_position():
    table = write_table(
        ("Copropriétaire", "Pour", "Contre", "Abstention"),
        ("M. ROY Luc", "120", "", ""),
        ("ESH Deux Rives", "", "400", ""),
        ("SCI DU LAC", "", "", "80"),
        ("Total", "120", "400", "80"),
    )
    assert say(table)[-2:] == ["Ont voté contre : ESH Deux Rives", "Se sont abstenus : SCI DU LAC"]


def test_counts_by_building_are_no_owners():
    table = write_table(
        ("", "Pour", "Contre"),
        ("Bâtiment A", "120", ""),
        ("Bâtiment B", "", "80"),
    )
    assert not any("Ont voté" in dit for dit in say(table))


def test_a_table_of_ticks_goes_on_over_the_next_page_under_its_header_printed_again():
    tete = ("Copropriétaire", "Pour", "Contre")
    table = write_table(tete, ("M. ROY Luc", "", "X")) + write_table(
        tete, ("ESH Deux Rives", "", "X"), ("SCI DU LAC", "X", ""), ("Total voix", "80", "520"), page=1
    )
    assert say(table) == ["Pour : 80 voix", "Contre : 520 voix", "Ont voté contre : M. ROY Luc ; ESH Deux Rives"]


def test_a_column_of_votes_may_hold_letters():
    table = write_table(
        ("Lot", "Copropriétaire", "Tantièmes", "Vote"),
        ("1", "M. ROY Luc", "120", "P"),
        ("2", "ESH Deux Rives", "400", "C"),
        ("3", "SCI DU LAC", "80", "A"),
    )
    assert say(table) == ["Ont voté contre : ESH Deux Rives (400)", "Se sont abstenus : SCI DU LAC (80)"]


def test_a_grid_says_who_opposed_each_ballot_of_each_resolution():
    table = write_table(
        ("Copropriétaire", "Voix", "1", "2 (1)", "2 (2)", "3"),
        ("M. ROY Luc", "120", "P", "C", "P", "P"),
        ("ESH Deux Rives", "400", "C", "C", "C", "P"),
        ("SCI DU LAC", "80", "D", "D", "D", "D"),
    )
    dits = say(table)
    assert "Résolution 1 - Contre : ESH Deux Rives" in dits
    assert "Résolution 2 - Contre : M. ROY Luc ; ESH Deux Rives" in dits
    assert "Résolution 2 - 2e vote - Contre : ESH Deux Rives" in dits
    assert "Résolution 3 - Défaillants : SCI DU LAC" in dits


def test_owners_may_be_the_columns_of_a_grid():
    table = write_table(
        ("Résolution", *OWNERS),
        ("Tantièmes", "120", "400", "80"),
        ("1", "P", "C", "P"),
        ("2", "P", "C", "C"),
        ("2 (2nd vote)", "P", "C", "P"),
    )
    dits = say(table)
    assert "Résolution 1 - Contre : ESH Deux Rives" in dits
    assert "Résolution 2 - Contre : ESH Deux Rives ; SCI DU LAC" in dits
    assert "Résolution 2 - 2e vote - Contre : ESH Deux Rives" in dits


def test_the_legend_says_what_letters_mean():
    legende = [Ligne("O = oui ; N = non ; A = absent", 0, 0, 100, 0)]
    table = write_table(
        ("Copropriétaire", "R1", "R2"), ("M. ROY Luc", "O", "N"), ("ESH Deux Rives", "N", "A"), ("SCI DU LAC", "O", "O")
    )
    dits = say(legende + table)
    assert "Résolution 1 - Contre : ESH Deux Rives" in dits
    assert "Résolution 2 - Défaillants : ESH Deux Rives" in dits


def test_the_grid_at_the_end_names_the_opponents_that_resolutions_only_count():
    def write_points(*textes: str) -> list[Ligne]:
        return [Ligne(texte, 0, 50, 300, 20.0 * n, 10, saut=True, pleine=False) for n, texte in enumerate(textes)]

    minutes = write_points(
        "Résolution 1 - Quitus au syndic", "Pour : 200 voix", "Contre : 400 voix", "La résolution est rejetée.",
        "Résolution 2 - Budget 2027", "Pour : 600 voix", "Contre : 0 voix", "La résolution est adoptée.",
    )  # fmt: skip
    grille = write_table(
        ("Copropriétaire", "1", "2"), ("M. ROY Luc", "P", "P"), ("ESH Deux Rives", "C", "P"), ("SCI DU LAC", "D", "D"),
        page=1,
    )  # fmt: skip
    un, deux = read_pv_lignes(expand_rangees(minutes + grille)).resolutions
    assert (un.opposants, un.defaillants) == (("ESH Deux Rives",), ("SCI DU LAC",))
    assert (deux.opposants, deux.defaillants) == ((), ("SCI DU LAC",))


def test_columns_that_no_rule_draws_are_told_by_their_heads():
    lignes = [
        put(100, (60, "Copropriétaire"), (250, "Voix"), (300, "Pour"), (350, "Contre")),
        put(115, (60, "M. ROY Luc"), (255, "120"), (306, "X")),
        put(130, (60, "ESH Rhône et"), (255, "400"), (358, "X")),
        put(140, (60, "Forez Habitat")),
        put(155, (60, "SCI DU LAC"), (258, "80"), (306, "X")),
        put(180, (60, "Adoptée.")),
    ]
    rangees, libres, _ = find_alignes([mot for ligne in lignes for mot in ligne])
    assert [c.texte for c in rangees[2].cellules] == ["ESH Rhône et Forez Habitat", "400", "X"]
    assert [mot.texte for mot in libres] == ["Adoptée."]


def test_words_and_figures_in_columns_are_no_table_of_votes():
    lignes = [
        put(100, (60, "Poste"), (250, "Montant"), (350, "Échéance")),
        put(115, (60, "Ascenseur"), (255, "1 200"), (355, "3")),
        put(130, (60, "Toiture"), (255, "8 400"), (355, "6")),
    ]
    rangees, libres, _ = find_alignes([mot for ligne in lignes for mot in ligne])
    assert rangees == []
    assert len(libres) == sum(map(len, lignes))


@pytest.mark.parametrize("tete", ["Opposants", "Ont voté contre", "Copropriétaires opposants"])
def test_a_small_table_of_opponents_stands_under_the_table_of_the_counts(tete):
    table = [*write_table(("Vote", "Pour", "Contre"), ("Voix", "800", "300")), Ligne("Détail des votes")]
    noms = write_table((tete, "Voix"), ("M. ROY Luc", "200"), ("ESH Deux Rives", "100"))
    assert say(table + noms)[-1] == "Opposants : M. ROY Luc (200) ; ESH Deux Rives (100)"


@pytest.mark.parametrize(
    ("annonces", "tetes"),
    [
        (("Opposants (1er vote)", "Opposants (2nd vote)"), ("Opposants", "Opposants")),
        (("Détail", "Détail"), ("Opposants au premier vote", "Opposants au second vote")),
    ],
)
def test_of_two_tables_of_opponents_those_of_the_second_ballot_are_kept(annonces, tetes):
    votes = write_table(
        ("Scrutin", "Pour", "Contre", "Abstention"),
        ("1er vote – article 25", "4 138 voix / 28 copr.", "300 voix / 2 copr.", "90 voix / 1 copr."),
        ("2nd vote (25-1) – article 24", "4 178 voix / 28 copr.", "260 voix / 2 copr.", "90 voix / 1 copr."),
    )
    listes = (("M. ROY Luc", "200"), ("ESH Deux Rives", "100")), (("M. PETIT", "160"), ("ESH Deux Rives", "100"))
    lignes = [Ligne("1. Approbation des comptes"), *votes]
    for annonce, tete, noms in zip(annonces, tetes, listes, strict=True):
        lignes += [Ligne(annonce), *write_table((tete, "Voix"), *noms)]
    lue = read_pv_lignes(expand_rangees([*lignes, Ligne("2. Questions diverses"), Ligne("Sans vote.")])).resolutions[0]
    assert (lue.premier.contre.voix, lue.second.contre.voix) == (300, 260)
    assert lue.opposants == ("M. PETIT", "ESH Deux Rives")
