"""A vote counted in a table: what a cell counts is told by its row and by its column together, ruled or not."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.scrutins_alignes import find_scrutins_alignes
from services.votes.lecture.page.scrutins_en_tableau import say_scrutins
from services.votes.lecture.page.tables import Cellule, Rangee

LARGEUR = 90.0
ATTENDU = [
    "Pour : 21 copropriétaires 6 471 voix sur 10000",
    "Contre : 2 copropriétaires 480 voix sur 10000",
    "Abstention : 0 copropriétaires 0 voix sur 10000",
]


def rule(*rangees: tuple[str, ...], larges: int = 0) -> list[Ligne]:
    """The rows of a ruled table; ``larges``: how many of the first have heads over two columns, after the corner."""
    lignes = []
    for rang, textes in enumerate(rangees):
        bords = [0.0]
        for n in range(len(textes)):
            bords.append(bords[-1] + LARGEUR * (2 if rang < larges and n else 1))
        cellules = tuple(
            Cellule(gauche, droite, (texte,), (False,), (False,), 9)
            for gauche, droite, texte in zip(bords, bords[1:], textes, strict=False)
            if texte
        )
        lignes.append(Ligne("", rangee=Rangee(12.0 * rang, 12.0 * rang + 12, tuple(bords), cellules)))
    return lignes


def say(*rangees: tuple[str, ...], larges: int = 0) -> list[str] | None:
    dites = say_scrutins(rule(*rangees, larges=larges))
    return None if dites is None else [ligne.texte for ligne in dites]


@pytest.mark.parametrize(
    ("larges", "rangees"),
    [
        (0, [("Vote", "Copropriétaires", "Tantièmes sur 10 000"), ("Pour", "21", "6 471"), ("Contre", "2", "480"),
             ("Abstention", "0", "0")]),
        (0, [("Résultat", "Nombre", "Voix / 10000", "%"), ("Votent pour", "21", "6 471", "64,71"),
             ("Votent contre", "2", "480", "4,80"), ("S’abstiennent", "0", "0", "0,00"),
             ("Sont absents", "9", "3 049")]),
        (0, [("Scrutin", "POUR", "CONTRE", "ABSTENTION"), ("Copropriétaires", "21", "2", "0"),
             ("Voix (base 10.000)", "6 471", "480", "0")]),
        (1, [("", "POUR", "CONTRE", "ABSTENTION"), ("Vote", "cop.", "tant.", "cop.", "tant.", "cop.", "tant."),
             ("sur 10 000", "21", "6 471", "2", "480", "0", "0")]),
        (0, [("POUR", "CONTRE", "ABSTENTION"), ("6 471/10 000", "480/10 000", "0/10 000"),
             ("21 copro.", "2 copro.", "0 copro.")]),
        (0, [("Pour", "Contre", "Abstention", "Base"),
             ("6 471 voix / 21 copr.", "480 voix / 2 copr.", "0 voix / 0 copr.", "10 000")]),
    ],
)  # fmt: skip
def test_the_same_vote_is_read_however_its_table_is_turned(larges, rangees):
    assert say(*rangees, larges=larges) == ATTENDU


def test_each_row_named_by_a_ballot_is_one():
    dits = say(
        ("Scrutin", "Pour", "Contre", "Abstention"),
        ("1er vote (art. 25)", "4 138 voix", "300 voix", "90 voix"),
        ("2nd vote (art. 25-1)", "4 178 voix", "260 voix", "90 voix"),
    )
    assert dits == [
        "1er vote (art. 25)", "Pour : 4 138 voix", "Contre : 300 voix", "Abstention : 90 voix",
        "2nd vote (art. 25-1)", "Pour : 4 178 voix", "Contre : 260 voix", "Abstention : 90 voix",
    ]  # fmt: skip


def test_names_are_said_with_the_position_of_their_row_or_column():
    assert say(
        ("Vote", "Copropriétaires", "Tantièmes", "Détail"),
        ("Pour", "21", "6 471"),
        ("Contre", "1", "480", "ESH DEUX RIVES (480)"),
    ) == ["Pour : 21 copropriétaires 6 471 voix", "Contre : 1 copropriétaires 480 voix (ESH DEUX RIVES (480))"]
    assert say(
        ("Vote", "POUR", "CONTRE"), ("Tantièmes", "6 471", "480"), ("Noms", "", "ESH DEUX RIVES")
    ) == ["Pour : 6 471 voix", "Contre : 480 voix (ESH DEUX RIVES)"]  # fmt: skip


@pytest.mark.parametrize(
    "rangees",
    [
        [("Entreprise", "Montant HT", "Montant TTC"), ("Arnaud", "1 000", "1 200")],
        [("Vote", "Pour", "Contre"), ("Tantièmes", "6 471", "l’assemblée prend acte")],
        [("Vote", "Pour", "Contre"), ("Voix", "6 471", "480"), ("Voix", "6 000", "480")],
        [("Vote", "Pour", "Abstention"), ("Voix", "6 471", "480")],
        [("Pour", "21", "6 471"), ("Contre", "2", "480")],
    ],
)
def test_nothing_is_said_of_a_table_where_a_cell_stays_unsure(rangees):
    assert say(*rangees) is None


def print_mots(*lignes: tuple[float, str]) -> list[Mot]:
    """Words of a page: for each line its baseline, and its words with where they begin (« 40:Vote 200:Pour »)."""
    mots = []
    for y, ligne in lignes:
        for bout in ligne.split():
            x0, _, texte = bout.partition(":")
            mots.append(Mot(texte, float(x0), y, float(x0) + 5 * len(texte), 10, False))
    return mots


TETE = (100, "40:Vote 200:Pour 225:Contre 260:Abstention")
CORPS = ((114, "40:Voix 65:(/1000) 200:568 240:130 300:0"), (128, "40:Copropriétaires 205:10 245:2 300:0"))


def test_a_table_that_no_rule_draws_is_read_by_where_its_heads_stand():
    rangees, libres, _, _ = find_scrutins_alignes(print_mots((80, "40:Budget 80:2027"), TETE, *CORPS))
    dites = say_scrutins([Ligne("", rangee=rangee) for rangee in rangees])
    assert dites is not None
    assert [ligne.texte for ligne in dites] == [
        "Pour : 10 copropriétaires 568 voix sur 1000",
        "Contre : 2 copropriétaires 130 voix sur 1000",
        "Abstention : 0 copropriétaires 0 voix sur 1000",
    ]
    assert [mot.texte for mot in libres] == ["Budget", "2027"]


def test_a_table_that_a_page_cuts_goes_on_under_the_heads_of_the_page_before():
    _, libres, coupe, _ = find_scrutins_alignes(print_mots((80, "40:Budget 80:2027"), TETE, (800, "40:Page 70:1")))
    assert len(libres) == 8
    assert coupe is not None
    rangees, _, _, reprise = find_scrutins_alignes(print_mots((40, "40:REGIE 80:DUPONT"), *CORPS), coupe)
    assert reprise
    assert say_scrutins([Ligne("", rangee=rangee) for rangee in rangees]) is not None


def test_a_sentence_that_names_positions_heads_no_table():
    mots = print_mots((100, "40:Ont 60:voté 90:pour 115:ou 130:contre"), (114, "40:480 80:voix"))
    rangees, libres, _, _ = find_scrutins_alignes(mots)
    assert (rangees, libres) == ([], mots)


@pytest.mark.parametrize(
    "rangees",
    [
        [("POUR 6 471 / 10 000 21 votants", "CONTRE 480 / 10 000 2 votants", "ABST. 0 / 10 000 0 votant")],
        [("Pour : 21", "Contre : 2", "Abst. : 0"), ("6 471 / 10 000 voix", "480 / 10 000 voix", "0 / 10 000 voix")],
        [(
            "Pour : 21 copropriétaires représentant 6 471 / 10 000 voix",
            "Contre : 2 copropriétaires représentant 480 / 10 000 voix",
            "Abstention : 0 copropriétaire représentant 0 / 10 000 voix",
        )],
    ],
)  # fmt: skip
def test_boxes_that_say_each_its_own_position_are_read_as_a_table_is(rangees):
    assert say(*rangees) == ATTENDU


def test_heads_before_voix_in_a_box_are_no_voix_over_a_total():
    assert say(("Vote", "POUR 9 copr. / 562 mill.", "CONTRE 2 copr. / 249 mill.")) == [
        "Vote", "Pour : 9 copropriétaires 562 voix", "Contre : 2 copropriétaires 249 voix",
    ]  # fmt: skip


def test_nothing_is_said_of_boxes_when_one_stays_unsure():
    assert say(("Pour : 21 ou 22", "Contre : 2", "Abstention : 0")) is None


def test_boxes_that_no_rule_draws_are_read_down_their_own_column():
    haut = (100, "40:Pour 65:: 70:15 85:copropriétaires 240:Contre 275:: 280:2 290:copropriétaires")
    bas = (110, "40:6471 65:/ 70:10000 100:voix 240:480 260:/ 270:10000 300:voix")
    rangees, libres, _, _ = find_scrutins_alignes(print_mots((80, "40:Quitus"), haut, bas, (124, "40:Adoptée")))
    dites = say_scrutins([Ligne("", rangee=rangee) for rangee in rangees])
    assert dites is not None
    assert [ligne.texte for ligne in dites] == [
        "Pour : 15 copropriétaires 6471 voix sur 10000", "Contre : 2 copropriétaires 480 voix sur 10000",
    ]  # fmt: skip
    assert [mot.texte for mot in libres] == ["Quitus", "Adoptée"]


def test_voix_over_the_total_of_the_cle_in_a_cell_are_those_before_sur():
    assert say(
        ("Vote", "Tantièmes", "Copropriétaires"), ("Pour", "45 547 sur 62 315", "19"), ("Contre", "néant", ""),
    ) == ["Pour : 19 copropriétaires 45 547 voix sur 62315", "Contre : neant voix"]  # fmt: skip


def test_a_table_to_fill_in_counts_nothing():
    dits = say(("Vote", "Tantièmes"), ("Pour", "……… sur 62 315"), ("Contre", "……… sur 62 315"))
    assert dits is None or not any("62 315 voix" in dit for dit in dits)


def test_two_ballots_side_by_side_are_told_by_the_head_over_their_columns():
    assert say(
        ("sur 12000 voix", "1er vote (art. 25)", "2e vote (art. 25-1)"),
        ("Pour", "4601 voix (14 copr.)", "3633 voix (13 copr.)"),
        ("Contre", "4147 voix (10 copr.)", "5099 voix (11 copr.)"), ("Résultat", "", "Résolution rejetée"),
    ) == [
        "1er vote (art. 25)", "Pour : 14 copropriétaires 4601 voix sur 12000",
        "Contre : 10 copropriétaires 4147 voix sur 12000", "2e vote (art. 25-1)",
        "Pour : 13 copropriétaires 3633 voix sur 12000", "Contre : 11 copropriétaires 5099 voix sur 12000",
        "Résultat : Résolution rejetée",
    ]  # fmt: skip


def test_a_second_ballot_that_dashes_leave_out_was_not_held():
    assert say(
        ("", "1er vote", "2nd vote"), ("Pour", "9 360 voix", "—"), ("Contre", "0 voix", "—"),
        ("Résultat", "", "Adoptée"),
    ) == ["1er vote", "Pour : 9 360 voix", "Contre : 0 voix", "Résultat : Adoptée"]  # fmt: skip


def test_owners_below_the_count_of_their_box_are_of_its_position():
    haut = (100, "40:Pour 65:567 85:voix 240:Contre 275:176 295:voix")
    suite = (110, "40:9 50:copropriétaires 240:1 250:copropriétaire")
    noms = (120, "240:DEUX 265:RIVES 295:HABITAT")
    rangees, libres, _, _ = find_scrutins_alignes(print_mots((80, "40:Quitus"), haut, suite, noms, (150, "40:Adoptée")))
    dites = say_scrutins([Ligne("", rangee=rangee) for rangee in rangees])
    assert dites is not None
    assert [ligne.texte for ligne in dites] == [
        "Pour : 9 copropriétaires 567 voix", "Contre : 1 copropriétaires 176 voix (DEUX RIVES HABITAT)",
    ]  # fmt: skip
    assert [mot.texte for mot in libres] == ["Quitus", "Adoptée"]
