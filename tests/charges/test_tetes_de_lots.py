"""Statements whose keys, weights or lots stand over the shares: above columns, in headings, side by side."""

import pytest

from services.charges.lecture_comptes.resultat import LectureComptes
from tests.charges.comptes_essai import MAI, read

Rangee = list[object]
RELEVE: list[Rangee] = [
    ["Clé", "Compte", "Date", "Libellé", "Montant"], ["G", "602", MAI, "Hall", 1000.5],
    ["A", "614", MAI, "Asc", 500.25],
]  # fmt: skip
CLES: Rangee = ["Clé", None, "G", None, "A", None]
POIDS: Rangee = ["Tantièmes de la clé", None, 1000, None, 800, None]
SOMMES: Rangee = ["Dépenses à répartir", None, 1000.5, None, 500.25, None]
LOTS: list[Rangee] = [
    ["Lot", "Type", "Tantièmes", "Quote-part", "Tantièmes", "Quote-part"],
    ["12", "Cave", 100, 100.05, 40, 25.01], ["13", "Box", 10, 10.01, None, None],
]  # fmt: skip
BLOCS: list[Rangee] = [
    ["Répartition entre vos lots"],
    ["Clé G : Charges générales"], ["Montant à répartir", 1000.5, "Base de répartition", 1000],
    ["Lot", "Désignation", "Tantièmes", "Quote-part"], ["12", "Cave", 100, 100.05], ["13", "Garage", 10, 10.01],
    ["Total", None, None, 110.06],
    ["Clé A : Ascenseur"], ["Dépenses", 500.25, "Tantièmes", 800],
    ["Lot", "Désignation", "Tantièmes", "Quote-part"], ["12", "Cave", 40, 25.01], ["Total", None, None, 25.01],
    ["Provisions appelées", None, None, -100], ["Solde à payer", None, None, 35.07],
]  # fmt: skip


def shares(lecture: LectureComptes) -> list[tuple[str, str | None, int, int | None, int | None, int | None]]:
    return [(p.lot, p.cle, p.montant, p.tantiemes, p.total_tantiemes, p.a_repartir) for p in lecture.quote_parts]


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


def matrice(*tetes: Rangee, lots: list[Rangee] = LOTS) -> LectureComptes:
    return read(Dépenses=RELEVE, Lots=[["Vos lots"], *tetes, *lots])


@pytest.mark.parametrize(
    "tetes",
    [
        (CLES, ["Intitulé", None, "Générales", None, "Ascenseur", None], SOMMES, POIDS),
        (CLES, SOMMES, POIDS),
        (SOMMES, POIDS, CLES),
    ],
)
def test_the_rows_over_a_table_of_lots_name_the_key_of_each_column_and_what_is_shared_out(tetes: list[Rangee]) -> None:
    lecture = matrice(*tetes)
    assert shares(lecture) == [
        ("12", "G", 10_005, 100, 1000, 100_050), ("12", "A", 2_501, 40, 800, 50_025),
        ("13", "G", 1_001, 10, 1000, 100_050),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_a_wrong_share_under_the_key_of_its_column_is_told() -> None:
    faux: list[Rangee] = [*LOTS[:2], ["13", "Box", 10, 11.01, None, None]]
    assert gaps(matrice(CLES, POIDS, lots=faux)) == [("D6", 1_000, 1_101)]


def test_keys_that_are_numbers_name_their_columns_too() -> None:
    releve = [RELEVE[0], ["1", *RELEVE[1][1:]], ["2", *RELEVE[2][1:]]]
    lecture = read(Dépenses=releve, Lots=[["Vos lots"], ["Clé", None, 1, None, 2, None], POIDS, *LOTS])
    assert [une[:2] for une in shares(lecture)] == [("12", "1"), ("12", "2"), ("13", "1")]


def test_what_stands_over_one_key_is_never_that_of_the_next() -> None:
    parts = shares(matrice(CLES, ["Dépenses à répartir", None, 1000.5, None, None, None], POIDS))
    assert [(lot, cle, somme) for lot, cle, *_, somme in parts] == [
        ("12", "G", 100_050), ("12", "A", None), ("13", "G", 100_050),
    ]  # fmt: skip


def test_a_column_whose_key_is_not_said_gives_no_share_of_another() -> None:
    parts = shares(matrice(["Clé", None, "G", None, None, None], POIDS))
    assert 2_501 not in [montant for _, _, montant, *_ in parts]


@pytest.mark.parametrize("mots", ["Provisions", "Solde", "Acomptes versés"])
@pytest.mark.parametrize("place", [0, 1])
def test_what_was_paid_under_a_table_of_lots_is_no_share_of_any(mots: str, place: int) -> None:
    paye: Rangee = [None, None, None, 100.5, None, 20.5]
    paye[place] = mots
    assert len(shares(matrice(CLES, POIDS, lots=[*LOTS, paye]))) == 3


def test_the_total_of_each_lot_beside_its_shares_is_judged_and_shared_out_by_nobody() -> None:
    lots: list[Rangee] = [[*une, dit] for une, dit in zip(LOTS, ["Total", 125.06, 10.02], strict=True)]
    lecture = matrice(CLES, POIDS, lots=lots)
    assert {une[5] for une in shares(lecture)} == {None}
    assert gaps(lecture) == [("G6", 1_001, 1_002)]


@pytest.mark.parametrize("en_texte", [False, True])
def test_the_heading_of_a_key_says_what_is_shared_out_among_the_lots_below(en_texte: bool) -> None:
    dite: Rangee = ["Montant à répartir : 1 000,50 €", "Base : 1000"]
    lecture = read(Décompte=[dite if en_texte and une[0] == "Montant à répartir" else une for une in BLOCS])
    assert shares(lecture) == [
        ("12", "G", 10_005, 100, 1000, 100_050), ("13", "G", 1_001, 10, 1000, 100_050),
        ("12", "A", 2_501, 40, 800, 50_025),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_a_wrong_share_under_the_heading_of_its_key_is_told() -> None:
    faux = [["13", "Garage", 10, 11.01] if une[0] == "13" else une for une in BLOCS]
    assert ("D6", 1_000, 1_101) in gaps(read(Décompte=faux))


def test_the_weight_of_a_key_is_not_that_of_the_next() -> None:
    parts = shares(read(Décompte=[une for une in BLOCS if une[0] != "Dépenses"]))
    assert parts[-1] == ("12", "A", 2_501, 40, None, None)


def cote_a_cote(gauche: str, droite: str) -> LectureComptes:
    tete: Rangee = ["Clé", "Total immeuble", "Tantièmes lot", "Tantièmes clé", "Part du lot"]
    return read(
        Relevés=[
            ["Relevés individuels de 2025"],
            [gauche, None, None, None, None, None, droite],
            [*tete, None, *tete],
            ["G", 1000.5, 100, 1000, 100.05, None, "G", 1000.5, 10, 1000, 10.01],
            ["A", 500.25, 40, 800, 25.01, None, "Total lot", None, None, None, 10.01],
            ["Total lot", None, None, None, 125.06],
            ["Total de vos lots", None, None, None, 135.07],
            ["Provisions", None, None, None, -100],
        ]
    )


def test_lots_side_by_side_have_each_its_shares() -> None:
    lecture = cote_a_cote("LOT 18 (Appartement)", "LOT 19 (Cave)")
    assert shares(lecture) == [
        ("18", "G", 10_005, 100, 1000, 100_050), ("18", "A", 2_501, 40, 800, 50_025),
        ("19", "G", 1_001, 10, 1000, 100_050),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_the_shares_at_the_right_of_a_lot_are_not_its_own_where_no_other_lot_is_said() -> None:
    parts = shares(cote_a_cote("LOT 18", "Cave"))
    assert 1_001 not in [montant for _, _, montant, *_ in parts]


@pytest.mark.parametrize("unite", ["parts", "unités", "quotités", "points"])
@pytest.mark.parametrize("lot", [["Lot :", "A12"], ["Votre lot", "A12"], ["Lot n° A12"]])
def test_our_parts_weigh_as_tantiemes_beside_the_total_of_the_parts(unite: str, lot: Rangee) -> None:
    tete: Rangee = ["Clé", "Libellé", "Charges immeuble", f"Total des {unite}", f"Vos {unite}", "Vos charges"]
    lecture = read(
        Charges=[
            ["SDC Les Mûriers"], ["Répartition des charges du 01/01/2025 au 31/12/2025"], lot, tete,
            ["100", "Générales", 1000.5, 1000, 100, 100.05], ["200", "Ascenseur", 500.25, 800, 40, 25.01],
        ]
    )  # fmt: skip
    assert shares(lecture) == [("A12", "100", 10_005, 100, 1000, 100_050), ("A12", "200", 2_501, 40, 800, 50_025)]


def test_a_lot_that_owes_for_some_days_only_has_no_gap() -> None:
    tete: Rangee = ["Clé", "Dépenses", "Base", "Quotité", "Jours", "Part"]
    lecture = read(
        Solde=[
            ["Décompte individuel de charges du 01/01/2025 au 31/12/2025"], ["Lot 55 : Appartement"], tete,
            ["CG - Générales", 9955.13, 1000, 47, 100, 128.19], ["CB - Bâtiment", 12685.16, 1000, 25, 365, 317.13],
        ]
    )  # fmt: skip
    assert [une[:4] for une in shares(lecture)] == [("55", "CG", 12_819, None), ("55", "CB", 31_713, 25)]
    assert lecture.ecarts == []


CLES_EN_COLONNES: list[Rangee] = [
    [None, None, "G", "A", "Total lot"], ["Dépenses à répartir", None, 1000.5, 500.25, 1500.75],
    ["Total des tantièmes", None, 1000, 800], [],
    ["Lot", None, "G", "A", "Total lot"],
    ["12", "tantièmes", 100, 40], ["12", "quote-part", 100.05, 25.01, 125.06],
    ["13", "tantièmes", 10], ["13", "quote-part", 10.01, None, 10.01],
]  # fmt: skip


def test_a_row_of_tantiemes_over_that_of_the_shares_is_no_money() -> None:
    lecture = read(Dépenses=RELEVE, Lots=[["Répartition : vos lots"], *CLES_EN_COLONNES])
    assert shares(lecture) == [
        ("12", "G", 10_005, 100, 1000, 100_050), ("12", "A", 2_501, 40, 800, 50_025),
        ("13", "G", 1_001, 10, 1000, 100_050),
    ]  # fmt: skip
    assert gaps(lecture) == []


def test_a_share_that_its_own_row_of_tantiemes_does_not_give_is_told() -> None:
    fausses = [*CLES_EN_COLONNES]
    fausses[6] = ["12", "quote-part", 101.05, 25.01, 126.06]
    lecture = read(Dépenses=RELEVE, Lots=[["Répartition : vos lots"], *fausses])
    assert gaps(lecture) == [("C8", 10_005, 10_105)]
