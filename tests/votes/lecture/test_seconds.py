# ruff: noqa: E501
"""Second ballots in wordings put together at random: passages, layouts of counts, and what is said of the first."""

from random import Random

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.tournures import POSITIONS, TOTAUX, Tirage, draw

PASSAGES = (
    "La majorité de l’article 25 n’étant pas atteinte mais le tiers des voix étant réuni, il est procédé à un second vote :",
    "Majorité absolue non atteinte, plus du tiers des voix recueilli : nouveau vote immédiat (article 25-1).",
    "Passerelle de l’article 25-1 — un nouveau vote a eu lieu à la majorité simple.",
    "Second tour",
    "SECOND VOTE (art. 25-1)",
    "2e vote",
    "2nd tour – passerelle art. 25-1",
    "Deuxième lecture à la majorité de l’article 24 :",
    "Le projet ayant recueilli au moins le tiers des voix, l’assemblée se prononce de nouveau en vertu de l’article 25-1 :",
    "Revote sur-le-champ à la majorité de l’article 24 (article 25-1) :",
    "Conformément à l’article 25-1, la résolution est immédiatement remise aux voix à la majorité de l’article 24 :",
    "Nouveau scrutin, majorité simple",
    "Application de l’article 25-1 :",
    "Vote à la majorité de l’article 24 en application de l’article 25-1",
    "Second scrutin organisé sur-le-champ (art. 25-1)",
    "La résolution est alors soumise à un deuxième vote, à la majorité des voix exprimées.",
    "Il est immédiatement revoté à la majorité de l’article 24.",
)
FINS = (
    ("La résolution est adoptée.", "adoptee"),
    ("Résultat : rejetée", "rejetee"),
    ("Elle n’est pas adoptée.", "rejetee"),
    ("Décision : point adopté", "adoptee"),
    ("En conséquence, le projet est validé.", "adoptee"),
    ("La majorité requise n’est pas réunie.", "rejetee"),
)
AVANTS = ("", "Premier vote", "1er vote (art. 25)", "Majorité : article 25", "Vote à la majorité de l’article 25")


def compose(hasard: Random) -> tuple[tuple[str, ...], Tirage, Tirage, str]:
    """The lines of a resolution voted twice, its two ballots in their own wordings, and its final result."""
    cle = hasard.choice(TOTAUX)  # both ballots are of one clé
    un, deux = draw(hasard, cle), draw(hasard, cle)
    fin, sens = hasard.choice(FINS)
    lignes = (hasard.choice(AVANTS), *un.lignes[:], hasard.choice(PASSAGES), *deux.lignes, fin)
    return tuple(ligne for ligne in lignes if ligne), un, deux, sens


def read(lignes: tuple[str, ...]) -> dict:
    textes = ("1. Désignation du syndic", *lignes, "2. Questions diverses", "Sans vote.")
    return write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]


def _expect(tirage: Tirage) -> dict | None:
    """What is printed of a ballot; None when nothing is."""
    lus = [v for compte in tirage.comptes.values() for v in compte.values()]
    return None if all(v is None for v in lus) else tirage.comptes


def list_inventes(lu: dict | None, tirage: Tirage) -> list[str]:
    inventes = []
    for position in POSITIONS if lu else ():
        for unite in ("voix", "tetes"):
            valeur, vrai = lu[position][unite], tirage.comptes[position][unite]
            if valeur and valeur != vrai:
                inventes.append(f"{position} {unite} {valeur}")
    return inventes


@pytest.mark.parametrize("graine", range(4))
def test_two_ballots_give_no_figure_that_theirs_do_not_print(graine: int) -> None:
    hasard = Random(graine)
    fautes = {}
    for _ in range(60):
        lignes, un, deux, _ = compose(hasard)
        lue = read(lignes)
        if inventes := [*list_inventes(lue["premier"], un), *list_inventes(lue["second"], deux)]:
            fautes[lignes] = inventes
    assert fautes == {}


def test_most_second_ballots_are_read_with_their_result() -> None:
    hasard = Random(2027)
    seconds = resultats = 0
    for _ in range(200):
        lignes, un, deux, sens = compose(hasard)
        lue = read(lignes)
        seconds += (lue["premier"], lue["second"]) == (_expect(un), _expect(deux))
        resultats += lue["resultat_annonce"] == sens
    assert seconds >= 190
    assert resultats >= 190
