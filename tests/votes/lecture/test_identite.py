"""The day and the hour of an assembly, in figures or in words, wherever the margin cuts them."""

from datetime import date, time

import pytest

from services.votes.lecture.identite import read_identite
from services.votes.lecture.plan.agenda import read_texte_colle


@pytest.mark.parametrize(
    ("texte", "heure"),
    [
        (
            "Vous êtes convoqués à l’assemblée générale le jeudi 11 juin 2026 à 18\nheures 30, salle des fêtes.",
            time(18, 30),
        ),
        ("L’assemblée générale se tiendra le 11 juin 2026 à dix-huit heures trente.", time(18, 30)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures et quart.", time(9, 15)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures dans le hall.", time(9)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures moins le quart.", None),
        ("ASSEMBLÉE GÉNÉRALE DU 11 JUIN 2026\nà 9 h 05, au cabinet", time(9, 5)),
        ("Assemblée générale du 11/06/2026 à 18:00", time(18)),
        ("Assemblée générale du 11 juin 2026.", None),
    ],
)
def test_the_hour_is_read_next_to_the_day_of_the_assembly(texte: str, heure: time | None) -> None:
    lue = read_identite(read_texte_colle(texte))
    assert (lue.date, lue.heure) == (date(2026, 6, 11), heure)
