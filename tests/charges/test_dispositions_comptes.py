"""Layouts of yearly accounts that other authors thought of: read for what they print, refused for what they are."""

import pytest

from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import MAI, RELEVE, read, told


def test_a_key_that_takes_many_rows_of_annex_3_has_the_total_printed_for_it() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe 3"], ["Clé", "Libellé", "Compte", "Réalisé 2024/2025"],
            ["GEN", "Générales", "601", 100], ["GEN", "Générales", "602", 20], ["Total GEN", "Générales", None, 120],
            ["ASC", "Ascenseur", "614", 40], ["Total ASC", "Ascenseur", None, 40], ["Total général", None, None, 160],
        ]
    )  # fmt: skip
    assert [(dite.cle, dite.libelle, dite.n_realise) for dite in lecture.annexe3] == [
        ("GEN", "Générales", 12_000), ("ASC", "Ascenseur", 4_000),
    ]  # fmt: skip


def test_the_nature_beside_a_key_of_many_rows_is_not_its_label() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe 3"], ["Clé", "Poste", "Réalisé 2025"],
            ["A - Générales", "Électricité", 100], [None, "Nettoyage", 20], ["Total A", None, 120],
            ["B - Ascenseur", "Électricité", 40], [None, "Contrats", 5], ["Total B", None, 45],
        ]
    )  # fmt: skip
    assert [(dite.cle, dite.n_realise) for dite in lecture.annexe3] == [("A", 12_000), ("B", 4_500)]


def test_a_column_of_signs_turns_the_credits() -> None:
    lecture = read(
        Export=[
            ["N° clé", "Libellé clé", "Compte", "Libellé écriture", "Montant", "Sens"],
            ["1", "Générales", "615", "Serrure", 80, "D"],
            ["1", "Générales", "615", "Avoir serrure", 30, "C"],
        ]
    )
    assert told(lecture) == [("E2", "1", 8_000), ("E3", "1", -3_000)]


def test_a_statement_whose_headers_name_the_lots_and_their_columns() -> None:
    lecture = read(
        Dépenses=RELEVE,
        Vos_lots=[
            ["Répartition individuelle"],
            ["Clé", "Montant à répartir", "Total tantièmes", "Lot 5 tantièmes", "Lot 5 quote-part", "Lot 7 tantièmes",
             "Lot 7 quote-part"],
            ["ASC", 960, 800, 38, 45.6, 40, 49],
        ],
    )  # fmt: skip
    assert [(part.lot, part.tantiemes, part.montant) for part in lecture.quote_parts] == [
        ("5", 38, 4_560), ("7", 40, 4_900),
    ]  # fmt: skip
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [("G3", 4_800, 4_900)]


@pytest.mark.parametrize(
    ("rangees", "raison"),
    [
        ([["Relevé de compte n° 12"], ["Date", "Libellé", "Débit", "Crédit"], [MAI, "VIR EDF", 12, None]], "relevé de"),
        ([["Date", "Libellé", "Débit", "Crédit", "Solde"], [MAI, "Appel de provisions", 12, None, 12]], "relevé de"),
        ([["Budget"], ["Compte", "Libellé", "Budget 2025", "Budget 2026"], ["602", "Hall", 10, 11]], "budget"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_name(rangees: list[list[object]], raison: str) -> None:
    with pytest.raises(FichierRefuse, match=raison) as refus:
        read(Feuil1=rangees)
    assert refus.value.code == "FORMAT_NON_RECONNU"
