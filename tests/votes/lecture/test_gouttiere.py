"""Boxes of counts on a page in two columns: each is of its own column, never of the resolution level with it."""

from typing import Any

import pytest

from services.votes.lecture.page.gouttiere import part_rangees
from services.votes.lecture.page.ordre import read_lignes
from services.votes.lecture.page.pdf import Mot, Page, Trait
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import find_rangees
from services.votes.lecture.pv import read_pv_lignes, write_pv

GAUCHE, DROITE = 42.0, 308.0
LARGEUR = 244.0
"""Of a column, in points."""


def put(x: float, y: float, texte: str, *, gras: bool = False) -> list[Mot]:
    """A line of words from a left side, 4 points a letter."""
    mots = []
    for mot in texte.split(" "):
        mots.append(Mot(mot, x, y, x + 3.9 * len(mot), 8.5, gras))
        x += 4 * (len(mot) + 0.6)
    return mots


def box(x: float, y: float, comptes: tuple[int, int, int]) -> tuple[list[Mot], list[Trait]]:
    """Three cells drawn one by one, « Pour 700 voix | Contre 0 voix | Abst. 30 voix »."""
    mots, traits = [], []
    pas = LARGEUR / 3
    for rang, (nom, voix) in enumerate(zip(("Pour", "Contre", "Abst."), comptes, strict=True)):
        x0 = x + rang * pas
        mots += put(x0 + 3, y, f"{nom} {voix} voix")
        traits += [Trait(x0, y - 10, x0 + pas, y - 10), Trait(x0, y + 4, x0 + pas, y + 4)]
        traits += [Trait(x0, y - 10, x0, y + 4), Trait(x0 + pas, y - 10, x0 + pas, y + 4)]
    return mots, traits


def write_page(decalage: float) -> Page:
    """Six resolutions in two columns, the right ones lower than the left ones by so many points."""
    mots: list[Mot] = []
    traits: list[Trait] = []
    for rang in range(6):
        x = GAUCHE if rang < 3 else DROITE
        y = 60 + 110 * (rang % 3) + (decalage if rang > 2 else 0)
        mots += put(x, y, f"{rang + 1}. Travaux de la courette numéro {rang + 1}", gras=True)
        mots += put(x, y + 12, "Majorité des voix exprimées, article 24 de la loi")
        mots += put(x, y + 24, "Le devis de l'entreprise est retenu par l'assemblée")
        mots += put(x, y + 36, "et les appels de fonds suivront le calendrier usuel.")
        siens, siens_traits = box(x, y + 54, (700 + rang, 10 * (rang + 1), rang))
        mots, traits = mots + siens, traits + siens_traits
        mots += put(x, y + 72, f"Votes contre : M. PETIT{'ABCDEF'[rang]}")
        mots += put(x, y + 84, "Résolution adoptée", gras=True)
    return Page(595, 842, tuple(mots), tuple(traits))


def read(page: Page) -> list[dict[str, Any]]:
    [lignes] = read_lignes([page])
    return write_pv(read_pv_lignes(expand_rangees(lignes)))["resolutions"]


@pytest.mark.parametrize("decalage", [0, 3, 8, 17, 30, 45, 54, 60, 75, 91, 110])
def test_a_box_in_a_column_is_of_the_resolution_above_it_there_whatever_stands_beside_it(decalage: float) -> None:
    lues = read(write_page(decalage))
    assert [r["numero"] for r in lues] == list("123456")
    for rang, lue in enumerate(lues):
        voix = [lue["premier"][nom]["voix"] for nom in ("pour", "contre", "abstention")]
        assert voix == [700 + rang, 10 * (rang + 1), rang]
        assert lue["opposants"] == [f"M. PETIT{'ABCDEF'[rang]}"]


def test_a_table_ruled_over_both_columns_keeps_its_rows_whole() -> None:
    gauche, droite = (box(x, 100, (700, 200, 10)) for x in (GAUCHE, DROITE))
    traits = (*gauche[1], *droite[1], Trait(GAUCHE, 104, DROITE + LARGEUR, 104))
    page = Page(595, 842, (*gauche[0], *droite[0]), traits)
    [rangee] = find_rangees(page)[0]
    assert [len(cote) for cote in part_rangees([rangee], DROITE - 1, traits)] == [1, 0, 0]
    seuls = (*gauche[1], *droite[1])
    assert [len(cote) for cote in part_rangees([rangee], DROITE - 1, seuls)] == [0, 1, 1]
    assert part_rangees([rangee], None, seuls) == [[rangee]]


def test_two_votes_level_with_each_other_are_of_no_resolution_when_nothing_tells_the_columns() -> None:
    gauche, droite = (box(x, 120, voix) for x, voix in ((GAUCHE, (700, 200, 10)), (DROITE, (600, 300, 20))))
    mots = [*put(GAUCHE, 60, "1. Quitus", gras=True), *put(GAUCHE, 72, "Article 24"), *gauche[0], *droite[0]]
    mots += [*put(GAUCHE, 150, "2. Budget", gras=True), *put(GAUCHE, 162, "Article 24")]
    lues = read(Page(595, 842, tuple(mots), (*gauche[1], *droite[1])))
    assert [(r["premier"], r["second"]) for r in lues] == [(None, None)] * 2
