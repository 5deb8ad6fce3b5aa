"""Counts that stand in an annex, under the numbers of resolutions whose body tells results alone."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.pv import PvLu, read_pv_lignes
from services.votes.lecture.pv_lu import Decompte, ScrutinLu
from tests.votes.lecture.test_nominatifs import write_table

CORPS = (
    "Résolution 1 – Approbation des comptes (art. 24)",
    "Résolution adoptée",
    "Résolution 2 – Élection du syndic (art. 25)",
    "Résolution adoptée au second vote (art. 25-1)",
    "Résolution 3 – Local vélos (art. 24)",
    "Résolution rejetée",
    "Résolution 4 – Questions diverses",
    "Ce point ne donne pas lieu à vote.",
)
PREMIER = ScrutinLu(Decompte(7252, 25), Decompte(453, 2), Decompte(499, 2))
SECOND = ScrutinLu(Decompte(6158, 19), Decompte(1452, 8), Decompte(594, 2))


def read(*annexe: Ligne | str) -> PvLu:
    lignes = [Ligne(un) if isinstance(un, str) else un for un in (*CORPS, "Séance levée à 20 h.", *annexe)]
    return read_pv_lignes(expand_rangees(lignes))


def list_scrutins(pv: PvLu) -> list[tuple[ScrutinLu | None, ScrutinLu | None]]:
    return [(r.premier, r.second) for r in pv.resolutions]


ATTENDUS = [(PREMIER, None), (PREMIER, SECOND), (SECOND, None), (None, None)]


def test_a_grid_of_ballots_in_an_annex_counts_the_resolutions_it_numbers() -> None:
    positions = ("Pour", "Contre", "Abst.")
    tete = ("Résolution", "Scrutin", *(f"{p} ({unite})" for p in positions for unite in ("voix", "copr.")))
    premier, second = ("7252", "25", "453", "2", "499", "2"), ("6158", "19", "1452", "8", "594", "2")
    grille = write_table(
        tete,
        ("1", "1er vote", *premier),
        ("2", "1er vote", *premier),
        ("2", "2nd vote", *second),
        ("3", "1er vote", *second),
    )
    assert list_scrutins(read("Annexe 1 – Décompte des votes", *grille)) == ATTENDUS


@pytest.mark.parametrize(
    "manieres",
    [
        ("Résolution 1", "Résolution 2 (premier vote)", "Résolution 2 (second vote)", "Résolution 3"),
        ("Question n° 1", "Question n° 2 - 1er tour", "Question n° 2 - 2e tour", "Question n° 3"),
    ],
)
def test_lines_of_an_annex_count_the_resolutions_they_name(manieres: tuple[str, ...]) -> None:
    dits = {
        scrutin: [
            f"{nom} : {compte.voix} voix ({compte.tetes} copropriétaires)"
            for nom, compte in zip(("Pour", "Contre", "Abstention"), (s.pour, s.contre, s.abstention), strict=True)
        ]
        for scrutin in (PREMIER, SECOND)
        for s in (scrutin,)
    }
    ordre = zip(manieres, (PREMIER, PREMIER, SECOND, SECOND), strict=True)
    suite = [un for dit, scrutin in ordre for un in (dit, *dits[scrutin])]
    assert list_scrutins(read("Annexe 1 – Décompte des votes", *suite)) == ATTENDUS


def test_a_number_that_comes_twice_without_its_ballot_counts_nothing() -> None:
    compte = ("Pour : 7252 voix", "Contre : 453 voix", "Abstention : 499 voix")
    lue = read("Annexe – Décompte", "Résolution 1", *compte, "Résolution 2", *compte, "Résolution 2", *compte)
    assert [r.premier is not None for r in lue.resolutions] == [True, False, False, False]


def test_opponents_under_bullets_are_those_of_the_resolution_above_them() -> None:
    lue = read(
        "Annexe 2 – Opposants et abstentionnistes",
        "Résolution 1",
        "• Contre : M. ROY Luc (181), SCI DU LAC (272)",
        "• Abstention : Mme KACI (499)",
        "Résolution 2 (premier vote)",
        "• Contre : Mme KACI (453)",
        "Résolution 2 (second vote)",
        "• Contre : M. ROY Luc (1452)",
    )
    assert [r.opposants for r in lue.resolutions[:3]] == [("M. ROY Luc", "SCI DU LAC"), ("M. ROY Luc",), ()]
