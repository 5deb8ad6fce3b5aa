"""A count agrees with what it counts."""

import pytest

from shared.presentation import accord, decline


@pytest.mark.parametrize(
    ("nombre", "mots", "pluriel", "dit"),
    [
        (0, "appel", "", "0 appel"),
        (1, "décompte prêt", "", "1 décompte prêt"),
        (2, "décompte prêt", "", "2 décomptes prêts"),
        (3, "avis", "", "3 avis"),
        (12_345, "ligne", "", "12\u202f345 lignes"),
        (2, "bail ajouté", "baux ajoutés", "2 baux ajoutés"),
    ],
)
def test_a_count_agrees_with_its_words(nombre: int, mots: str, pluriel: str, dit: str) -> None:
    assert accord(nombre, mots, pluriel) == dit


def test_the_words_agree_alone_with_a_count_that_stands_elsewhere() -> None:
    assert [decline(nombre, "faute bloquante") for nombre in (0, 1, 2)] == [
        "faute bloquante",
        "faute bloquante",
        "fautes bloquantes",
    ]
