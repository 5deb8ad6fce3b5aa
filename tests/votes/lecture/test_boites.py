"""Tables and boxes of a vote: every cell is said with its row, and a box beside a text is said whole."""

from services.votes.lecture.page.boites import find_place, find_texte, group_boites
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.votants.noms import split_noms
from services.votes.lecture.votants.recapitulatif import name_numero, read_recapitulatif
from tests.votes.lecture.test_nominatifs import say, write_table


def test_names_beside_a_count_are_of_its_position_whatever_heads_their_column():
    table = write_table(
        ("Vote", "Tantièmes", "Nombre", "Détail"),
        ("Pour", "600", "20", ""),
        ("Contre", "480", "2", "ESH Deux Rives (400); SCI DU LAC (80)"),
    )
    assert say(table) == [
        "Pour : 20 copropriétaires 600 voix",
        "Contre : 2 copropriétaires 480 voix (ESH Deux Rives (400); SCI DU LAC (80))",
    ]


def test_a_column_may_hold_the_whole_vote_of_each_resolution():
    textes = ("Vote", "Pour : 20 – 600 / 1 000", "Contre : 1 – 400 / 1 000", "Opposants :", "ESH Deux Rives : 400")
    cellules = (
        Cellule(40, 360, ("R3 – Quitus", "Article 24", "Résolution adoptée"), (True, False, False), (False,) * 3, 9),
        Cellule(360, 550, textes, (False,) * 5, (False,) * 5, 9),
    )
    tete = write_table(("Résolutions", "Votes"))[0]
    ligne = Ligne("", 0, 40, 550, 30, rangee=Rangee(30, 90, (40, 360), cellules))
    entete = Rangee(10, 20, (40, 360), tuple(
        Cellule(x0, x1, c.lignes, (False,), (False,), 9)
        for c, (x0, x1) in zip(tete.rangee.cellules, ((40, 360), (360, 550)), strict=True)
    ))  # fmt: skip
    dits = [dite.texte for dite in expand_rangees([Ligne("Résolutions\tVotes", 0, 40, 550, 10, rangee=entete), ligne])]
    assert dits == ["Résolutions\tVotes", "R3 – Quitus", "Article 24", "Résolution adoptée", *textes]


def test_a_table_of_ticks_may_have_no_column_for_those_in_favour():
    table = write_table(
        ("Copropriétaire", "Voix", "Contre", "Abst."),
        ("M. ROY Luc", "120", "", "X"),
        ("ESH Deux Rives", "400", "X", ""),
    )
    assert say(table) == ["Ont voté contre : ESH Deux Rives (400)", "Se sont abstenus : M. ROY Luc (120)"]


def test_the_row_of_an_item_without_vote_is_no_form_in_a_table_that_counts_the_others():
    tete = ("N°", "Question", "Majorité", "Pour", "Contre", "Base", "Résultat")
    table = write_table(tete, ("1", "Quitus", "Art. 24", "600", "400", "1 000", "Adoptée"))
    table += [Ligne("Le syndic présente le diagnostic.", 0, 0, 200, 40)]
    table += [replace_y(ligne, 60) for ligne in write_table(("12", "Information sur le diagnostic", "Sans vote"))]
    dits = say(table)
    assert "Total des voix : 1 000" in dits
    assert "Résolution n° 12 : Information sur le diagnostic" in dits


def replace_y(ligne: Ligne, y: float) -> Ligne:
    rangee = Rangee(y, y + 3, ligne.rangee.bords, ligne.rangee.cellules)
    return Ligne(ligne.texte, 0, ligne.x0, ligne.x1, y, rangee=rangee)


def write_boite() -> list[Rangee]:
    return [
        Rangee(y, y + 3, (380, 460), tuple(
            Cellule(x0, x0 + 79, (dit,), (False,), (False,), 9) for x0, dit in zip((380, 460), textes, strict=True)
        ))
        for y, textes in ((100, ("Vote", "Voix")), (112, ("POUR", "600")), (124, ("CONTRE", "400")))
    ]  # fmt: skip


def test_a_box_of_counts_stands_between_the_text_beside_it_and_its_lists_never_in_a_sentence():
    lignes = [
        Ligne("Résolution 4 – Quitus", 0, 50, 300, 80, 9),
        Ligne("L'assemblée donne quitus entier et sans réserve au syndic", 0, 50, 360, 101, 9),
        Ligne("pour sa gestion de l'exercice.", 0, 50, 300, 110, 9),
        Ligne("Ont voté contre : SA", 0, 50, 360, 121, 9),
        Ligne("D'HLM DEUX RIVES HABITAT (400).", 0, 50, 300, 131, 9),
    ]
    [boite] = group_boites(write_boite())
    texte = find_texte(boite, lignes)
    assert (texte.start, texte.stop) == (1, 5)
    assert find_place(texte, lignes) == 3


def test_rows_whose_name_stands_outside_their_rules_are_no_box_beside_a_text():
    lignes = [Ligne(nom, 0, 50, 120, y, 9) for nom, y in (("Bâtiment A", 100), ("Bâtiment B", 112), ("Total", 124))]
    assert not find_texte(group_boites(write_boite())[0], lignes)


def test_names_in_columns_with_their_voix_never_run_into_the_next_line():
    lignes = [
        Ligne("JOANNON Nadia\t773\tYILMAZ Sébastien\t739", 0, 50, 500, 100, 9, pleine=True),
        Ligne("MARTINEZ Raymonde\t496", 0, 50, 200, 112, 9),
    ]
    assert join_paragraphes(lignes) == lignes


def test_a_list_at_the_end_may_number_its_resolutions_in_roman_numerals():
    assert name_numero("VIII") == name_numero("8")
    assert name_numero("6 b") == "6.b"
    lignes = [
        Ligne("Noms des copropriétaires opposants ou abstentionnistes"),
        Ligne("Résolution III"),
        Ligne("Opposants : Indivision CHARVET, 353 voix."),
        Ligne("Résolution VIII (second vote, article 25-1)"),
        Ligne("Opposants : ESH Deux Rives, 400 voix."),
    ]
    lus = read_recapitulatif(lignes)
    assert lus["3"].opposants == ("Indivision CHARVET",)
    assert lus["8"].opposants == ("ESH Deux Rives",)


def test_a_cell_may_hold_the_whole_vote_beside_its_text_without_a_header():
    vote = ("Pour : 2 – 200 / 1 000", "Contre : 1 – 400 / 1 000", "Contre :", "ESH Deux Rives – 400")
    cellules = (
        Cellule(40, 200, vote, (False,) * 4, (False,) * 4, 9),
        Cellule(200, 550, ("L'assemblée donne quitus.", "Résolution rejetée"), (False,) * 2, (False,) * 2, 9),
    )
    ligne = Ligne("", 0, 40, 550, 30, rangee=Rangee(30, 90, (40, 200), cellules))
    dits = [dite.texte for dite in expand_rangees([ligne])]
    assert dits == ["L'assemblée donne quitus.", "Résolution rejetée", *vote]


def test_an_annex_may_be_a_table_of_opponents_by_resolution():
    table = write_table(
        ("Résolution", "Copropriétaires opposants", "Abstentionnistes"),
        ("III", "Indivision CHARVET (353) ; ESH Deux Rives (400)", "M. ROY Luc (120)"),
        ("IV", "ESH Deux Rives (400)", "Néant"),
    )
    lus = read_recapitulatif(expand_rangees([Ligne("Annexe – Opposants et abstentionnistes"), *table]))
    assert lus["3"].opposants == ("Indivision CHARVET", "ESH Deux Rives")
    assert lus["4"].opposants == ("ESH Deux Rives",)


def test_a_dash_may_lead_each_name_to_its_voix():
    assert split_noms("\nESH Deux Rives – 400\nSCI DU LAC – 80") == ("ESH Deux Rives", "SCI DU LAC")


def test_a_total_of_voix_after_the_columns_of_buildings_is_the_count():
    table = write_table(
        ("Vote", "dont bât. A", "dont bât. B", "TOTAL", "Copropriétaires"),
        ("Pour", "400", "200", "600", "20"),
        ("Contre", "80", "0", "80", "2"),
    )
    assert say(table)[1:] == ["Pour : 20 copropriétaires 600 voix", "Contre : 2 copropriétaires 80 voix"]


def test_a_total_that_is_no_sum_and_says_no_unit_counts_nothing():
    table = write_table(("Vote", "Total", "Copropriétaires"), ("Pour", "1 000", "20"), ("Contre", "1 000", "2"))
    assert say(table)[1:] == ["Pour : 20 copropriétaires", "Contre : 2 copropriétaires"]


def test_the_corner_and_the_first_column_of_a_table_say_its_article_and_its_base():
    table = write_table(
        ("Vote article 25", "Pour", "Contre", "Abstention"),
        ("Tantièmes (sur 8 400)", "3 325", "2 521", "635"),
        ("Têtes", "7", "3", "1"),
    )
    assert say(table) == [
        "Vote article 25",
        "Pour : 7 copropriétaires 3 325 voix sur 8400",
        "Contre : 3 copropriétaires 2 521 voix sur 8400",
        "Abstention : 1 copropriétaires 635 voix sur 8400",
    ]
