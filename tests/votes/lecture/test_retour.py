"""Where the form goes back: the postal address ends where another way back begins."""

import pytest

from services.votes.lecture.convocation import read_convocation

LETTRE = """\
Convocation à l’assemblée générale du 14 janvier 2027 à 18 heures 30
Le formulaire de vote par correspondance doit être reçu par le syndic, à l’adresse
41 cours de la Liberté, 69003 Lyon {suite}
1. Élection du président de séance
2. Quitus au syndic
"""


@pytest.mark.parametrize("suite", ["", "ou à ag@mornandier.example.", "et par courriel à ag@mornandier.example"])
def test_the_return_address_stops_at_the_town(suite: str) -> None:
    lue = read_convocation(LETTRE.format(suite=suite).encode(), "convocation.txt")
    assert lue.formulaire_adresse == "41 cours de la Liberté, 69003 Lyon"
    assert lue.formulaire_courriel == ("ag@mornandier.example" if suite else None)
