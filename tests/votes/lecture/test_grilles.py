# ruff: noqa: E501
"""Minutes set in a grid: cells read by the headers over their column, printed on one row or on several."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.test_nominatifs import write_table


def _write_rangee(y: float, *cellules: tuple[float, float, str]) -> Ligne:
    lues = tuple(Cellule(x0, x1, (texte,), (False,), (False,), 8) for x0, x1, texte in cellules if texte)
    rangee = Rangee(y, y + 10, tuple(c.x0 for c in lues), lues)
    return Ligne("\t".join(c.lignes[0] for c in lues), 0, lues[0].x0, lues[-1].x1, y, rangee=rangee)


def _write_points(y: float, bords: list[tuple[float, float]], *points: tuple[str, ...]) -> list[Ligne]:
    return [
        _write_rangee(y + 12 * rang, *((*bord, texte) for bord, texte in zip(bords, point, strict=True)))
        for rang, point in enumerate(points)
    ]


_BORDS = (
    [(0.0, 20.0), (20.0, 200.0), (200.0, 230.0)]
    + [(230.0 + 30 * n, 260.0 + 30 * n) for n in range(8)]
    + [(470.0, 540.0)]
)
_POINTS = (
    ("1", "Élection du président", "24", "900", "9", "0", "0", "", "", "", "", "ADOPTÉE"),
    ("2", "Contrat de syndic", "25", "480", "5", "420", "4", "700", "7", "200", "2", "ADOPTÉE (25-1)"),
    ("3", "Pose d'une vidéo", "25", "100", "1", "800", "8", "", "", "", "", "REJETÉE"),
)


def _read(lignes: list[Ligne]) -> list[dict]:
    return write_pv(read_pv_lignes(expand_rangees(lignes)))["resolutions"]


def test_headers_on_three_rows_give_each_column_its_ballot_its_position_and_its_unit():
    entetes = [
        _write_rangee(0, (0, 20, "N°"), (20, 200, "Résolution"), (200, 230, "Art."), (230, 350, "1er vote"), (350, 470, "2nd vote"), (470, 540, "Résultat")),
        _write_rangee(12, (230, 290, "Pour"), (290, 350, "Contre"), (350, 410, "Pour"), (410, 470, "Contre")),
        _write_rangee(24, *((x0, x1, "Voix" if n % 2 == 0 else "Nb") for n, (x0, x1) in enumerate(_BORDS[3:11]))),
    ]  # fmt: skip
    lues = _read(entetes + _write_points(36, _BORDS, *_POINTS))
    assert [(r["numero"], r["intitule"], r["article_imprime"]) for r in lues] == [
        ("1", "Élection du président", "24"),
        ("2", "Contrat de syndic", "25"),
        ("3", "Pose d'une vidéo", "25"),
    ]
    assert lues[1]["premier"]["pour"] == {"voix": 480, "tetes": 5}
    assert lues[1]["second"]["contre"] == {"voix": 200, "tetes": 2}
    assert lues[2]["second"] is None
    assert [r["resultat_annonce"] for r in lues] == ["adoptee", "adoptee", "rejetee"]


def test_headers_on_one_row_that_name_a_position_twice_give_its_units():
    bords = _BORDS[:3] + _BORDS[3:7] + _BORDS[11:]
    titres = ("N°", "Objet", "Majorité", "Pour (voix)", "Pour (nb)", "Contre (voix)", "Contre (nb)", "Décision")
    points = [point[:7] + point[11:] for point in _POINTS]
    lues = _read(_write_points(0, bords, titres) + _write_points(12, bords, *points))
    assert [r["numero"] for r in lues] == ["1", "2", "3"]
    assert lues[0]["premier"]["pour"] == {"voix": 900, "tetes": 9}
    assert lues[2]["premier"]["contre"] == {"voix": 800, "tetes": 8}


def test_a_column_of_texts_and_decisions_holds_the_resolution():
    bords = [(0.0, 30.0), (30.0, 400.0), (400.0, 540.0)]
    lignes = _write_points(
        0,
        bords,
        ("N°", "Objet et décision", "Majorité / clé"),
        ("1", "Élection du président", "Art. 24"),
        ("2", "Contrat de syndic", "Art. 25"),
    )
    assert [(r["intitule"], r["article_imprime"]) for r in _read(lignes)] == [
        ("Élection du président", "24"),
        ("Contrat de syndic", "25"),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        ("Résolution", "Objet", "Majorité", "Pour", "Contre", "Résultat"),
        ("N°", "Intitulé", "Article", "Voix pour", "Voix contre", "Décision"),
        ("Résolution n°", "Libellé", "Règle de majorité", "Pour", "Contre", "Vote"),
    ],
)
def test_a_sheet_for_each_resolution_reads_labels_down_its_first_column(labels):
    bords = [(50.0, 150.0), (150.0, 500.0)]
    fiches = [
        ligne
        for n, titre in enumerate(("Élection du président", "Contrat de syndic", "Pose d'un portail"), start=1)
        for ligne in _write_points(
            100.0 * n,
            bords,
            *zip(labels, (str(n), titre, "Article 25", "400 voix", "100 voix", "ADOPTÉE"), strict=True),
        )
    ]
    lues = _read(fiches)
    assert [(r["numero"], r["intitule"], r["article_imprime"]) for r in lues] == [
        ("1", "Élection du président", "25"),
        ("2", "Contrat de syndic", "25"),
        ("3", "Pose d'un portail", "25"),
    ]
    assert [r["premier"]["pour"]["voix"] for r in lues] == [400, 400, 400]
    assert {r["resultat_annonce"] for r in lues} == {"adoptee"}


def test_a_row_of_the_same_number_that_says_second_vote_is_the_second_ballot_of_the_point() -> None:
    table = write_table(
        ("N°", "Objet", "Majorité", "Pour (voix)", "Pour (nb)", "Contre (voix)", "Contre (nb)", "Décision"),
        ("6", "Désignation du syndic", "25", "3 933", "10", "3 185", "3", "2e vote"),
        ("6", "Désignation du syndic – second vote", "25-1", "4 715", "11", "1 043", "2", "ADOPTEE"),
        ("7", "Budget 2027", "24", "5 243", "12", "2 531", "2", "ADOPTEE"),
    )
    premiere, seconde = write_pv(read_pv_lignes(expand_rangees(table)))["resolutions"]
    assert (premiere["intitule"], premiere["article_imprime"]) == ("Désignation du syndic", "25")
    assert premiere["premier"]["pour"] == {"voix": 3933, "tetes": 10}
    assert premiere["second"]["pour"] == {"voix": 4715, "tetes": 11}
    assert seconde["numero"] == "7"
