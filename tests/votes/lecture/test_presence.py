"""Who is there and the voix of all, as the opening of minutes says them."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.presence import read_presents
from services.votes.lecture.pv_lu import Decompte


@pytest.mark.parametrize(
    ("lignes", "presents", "total"),
    [
        (
            ("Récapitulatif : 19 copropriétaires présents, représentés ou votant par correspondance, détenant ensemble "
             "5 653 tantièmes sur 10 080 ; 22 copropriétaires absents détenant 4 427 tantièmes.",),
            Decompte(5653, 19), 10080,
        ),
        (
            ("Sur 13 copropriétaires (1000 tantièmes), 11 étaient présents, représentés ou avaient envoyé leur "
             "formulaire de vote, ce qui fait 837 tantièmes.",),
            Decompte(837, 11), 1000,
        ),
        (
            ("Présents et représentés : 39 copropriétaires sur 51, détenant 7 824 des", "9 985 voix du syndicat."),
            Decompte(7824, 39), 9985,
        ),
        (
            ("Tantièmes de la copropriété : 1025.",
             "Présents et représentés : 19 copropriétaires sur 24, soit 857 tantièmes."),
            Decompte(857, 19), 1025,
        ),
        (
            ("PRESENTS ET REPRESENTES ..... 21 COPROPRIETAIRES 845 TANTIEMES",
             "ABSENTS ..... 6 COPROPRIETAIRES 155 TANTIEMES",
             "TOTAL GENERAL ..... 27 COPROPRIETAIRES 1000 TANTIEMES"),
            Decompte(845, 21), 1000,
        ),
        (
            ("PRESENTS ..... 12 COPROPRIETAIRES 600 TANTIEMES", "REPRESENTES ..... 9 COPROPRIETAIRES 245 TANTIEMES",
             "TOTAL GENERAL ..... 21 COPROPRIETAIRES 845 TANTIEMES"),
            Decompte(845, 21), None,
        ),
    ],
)  # fmt: skip
def test_those_present_and_the_total_are_told_apart(
    lignes: tuple[str, ...], presents: Decompte, total: int | None
) -> None:
    assert read_presents([Ligne(ligne) for ligne in lignes]) == (presents, total)
