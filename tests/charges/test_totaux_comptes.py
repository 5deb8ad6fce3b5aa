"""The totals of a syndic's yearly accounts: which lines each one sums, and one fault told once, where it stands."""

import pytest

from services.charges.lecture_comptes.resultat import LectureComptes
from tests.charges.comptes_essai import MAI, read

TITRES: list[list[object]] = [["SDC Les Mûriers"], ["Relevé des dépenses du 01/01/2024 au 31/12/2024"], []]
RNR: list[list[object]] = [
    *TITRES, ["Compte", "Date", "Libellé", "Clé", "R/NR", "Montant"],
    ["601", MAI, "Eau", "EAU", "R", 100], ["616", MAI, "Multirisque", "GEN", "NR", 300],
    ["611", MAI, "Ménage", "GEN", "R", 50], [None, None, "TOTAL DES DEPENSES", None, None, 450],
]  # fmt: skip


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


def test_r_and_nr_say_what_is_recoverable() -> None:
    assert [ligne.recuperable_declare for ligne in read(Dépenses=RNR).lignes] == [10_000, 0, 5_000]


@pytest.mark.parametrize(
    ("texte", "montant"),
    [
        ("dont charges récupérables (R)", 150), ("Dont charges locatives", 150), ("dont non récupérable", 300),
        ("soit récupérable", 150), ("Total récupérable", 150), ("Total charges non récupérables", 300),
        ("dont TVA", 75),
    ],
)  # fmt: skip
def test_what_a_total_is_made_of_is_no_expense(texte: str, montant: float) -> None:
    lecture = read(Dépenses=[*RNR, [None, None, texte, None, None, montant]])
    assert lecture.total == 45_000
    assert gaps(lecture) == []


def test_a_recoverable_part_that_its_lines_do_not_give_is_told() -> None:
    lecture = read(Dépenses=[*RNR, [None, None, "dont charges récupérables", None, None, 160]])
    assert gaps(lecture) == [("F9", 15_000, 16_000)]


def test_an_expense_whose_words_begin_so_stays_an_expense() -> None:
    rangees: list[list[object]] = [*RNR[:-1], ["615", MAI, "Dont acte, huissier", "GEN", "NR", 20]]
    assert read(Dépenses=rangees).total == 47_000


@pytest.mark.parametrize("texte", ["Solde net CHF", "Net CHF", "Solde débiteur CHF", "Solde CHF à répartir"])
def test_a_net_total_is_that_of_the_key_it_names(texte: str) -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Compte", "Date", "Libellé", "Débit", "Crédit"],
            ["GEN", "602", MAI, "Hall", 70, None], [None, None, None, "Solde net GEN", 70, None],
            ["CHF", "603", MAI, "Gaz", 900, None], ["CHF", "603", MAI, "Avoir gaz", None, 100],
            [None, None, None, texte, 790, None],
        ],
    )  # fmt: skip
    assert gaps(lecture) == [("E9", 80_000, 79_000)]


@pytest.mark.parametrize(("general", "attendus"), [(530, []), (540, [("D8", 53_000, 54_000)])])
def test_a_general_total_under_the_first_of_several_keys_is_that_of_all(
    general: float, attendus: list[tuple[str, int, int]]
) -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Date", "Compte", "Libellé", "Générales", "Parking"],
            [MAI, "616", "Multirisque", 500, None], [MAI, "602", "Porte", None, 30],
            [None, None, "Totaux par clé", 500, 30], [None, None, "TOTAL GENERAL", general, None],
        ],
    )  # fmt: skip
    assert gaps(lecture) == attendus


@pytest.mark.parametrize(("total", "general"), [(70, 90), (75, 95)])
def test_a_wrong_share_is_told_once_whatever_the_totals_of_the_statement_sum(total: float, general: float) -> None:
    """50 is printed where 45 is owed: totals of 70 and 90 have the right one, 75 and 95 the wrong one."""
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Date", "Libellé", "Montant"], ["GEN", MAI, "Eau", 1000], ["ASC", MAI, "Forfait", 900],
        ],
        Décompte=[
            ["Votre décompte de charges"],
            ["Lot 1"], ["Clé", "À répartir", "Base", "Tantièmes", "Quote-part"],
            ["GEN", 1000, 1000, 25, 25], ["ASC", 900, 1000, 50, 50], ["Total lot 1", None, None, None, total],
            ["Lot 2"], ["GEN", 1000, 1000, 20, 20], ["Total lot 2", None, None, None, 20],
            ["Total général", None, None, None, general],
        ],
    )  # fmt: skip
    assert gaps(lecture) == [("E5", 4_500, 5_000)]


def test_a_total_of_annex_2_may_include_the_balance_that_makes_both_sides_equal() -> None:
    lecture = read(
        Dépenses=[*TITRES, ["Compte", "Date", "Libellé", "Montant"], ["602", MAI, "Hall", 200]],
        Annexe_2=[
            ["Annexe 2"], ["Compte", "Libellé", "N-1 approuvé", "N budget", "N réalisé"],
            ["602", "Électricité", 190, 210, 200], [None, "Sous-total", 190, 210, 200],
            [None, "Solde (excédent)", 20, 0, 10], [None, "TOTAL I", 210, 210, 210],
            ["701", "Provisions", 210, 210, 210], [None, "TOTAL I", 210, 210, 210],
        ],
    )  # fmt: skip
    assert gaps(lecture) == []


def test_a_total_by_key_under_the_list_is_no_expense_and_is_judged_by_its_key() -> None:
    tete: list[object] = ["Code clé", "Libellé clé", "Compte", "Date", "Libellé", "Montant TTC"]
    lignes: list[list[object]] = [
        ["GEN", "Générales", "611", MAI, "Ménage", 100], ["ASC", "Ascenseur", "614", MAI, "Entretien", 40],
        ["GEN", "Générales", None, None, "TOTAL CLE", 100], ["ASC", "Ascenseur", None, None, "TOTAL CLE", 41],
    ]  # fmt: skip
    lecture = read(Dépenses=[["Copropriété : Les Ormes"], tete, *lignes])
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [("GEN", 10000), ("ASC", 4000)]
    assert [(e.cellule, e.attendu, e.trouve) for e in lecture.ecarts] == [("F6", 4000, 4100)]


def test_the_share_of_a_line_is_judged_by_the_tantiemes_beside_it_where_most_agree() -> None:
    tete: list[object] = [
        "Compte",
        "Libellé",
        "Clé",
        "Montant",
        "Tantièmes de la clé",
        "Vos tantièmes",
        "Votre quote-part",
    ]
    lignes: list[list[object]] = [
        ["611", f"Ménage {mois}", "GEN", 100 * mois, 1000, 187, 18.7 * mois] for mois in range(1, 6)
    ]
    lignes[3][6] = 78.4
    lecture = read(Dépenses=[["Copropriété : Les Ormes"], tete, *lignes])
    assert [(e.cellule, e.attendu, e.trouve) for e in lecture.ecarts] == [("G6", 7480, 7840)]
    autres = read(Dépenses=[["Copropriété : Les Ormes"], tete, *([*ligne[:6], 5] for ligne in lignes)])
    assert autres.ecarts == []


def test_a_number_over_its_accounts_is_the_code_of_a_key_of_annex_3() -> None:
    annees = ["Exercice 2023 approuvé", "Exercice 2024 budget", "Exercice 2024 réalisé", "2025 voté", "2026 à voter"]
    lecture = read(
        Annexe3=[
            ["Annexe n° 3"], ["Cpte", "Charges", *annees],
            ["001", "CHARGES COMMUNES"], ["602", "Électricité", 9, 10, 11, 12, 13], ["611", "Nettoyage", 1, 2, 3, 4, 5],
            [None, "TOTAL 001 CHARGES COMMUNES", 10, 12, 14, 16, 18],
            ["010", "CHARGES BATIMENT 1"], ["602", "Électricité", 1, 1, 2, 2, 2],
            [None, "TOTAL 010 CHARGES BATIMENT 1", 1, 1, 2, 2, 2],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.n_realise) for ligne in lecture.annexe3] == [("001", 1400), ("010", 200)]


def test_a_label_and_its_value_above_the_header_are_no_part_of_it() -> None:
    lecture = read(
        Dépenses=[
            [None, "Immeuble :", "Les Ormes"], [None, "Période :", "du 01/01/2024 au 31/12/2024"],
            ["Date", "N° cpte", "Désignation", "Dépense"], [MAI, 611, "Ménage", 100],
        ]
    )  # fmt: skip
    assert [(ligne.compte, ligne.libelle, ligne.montant) for ligne in lecture.lignes] == [("611", "Ménage", 10000)]


def test_the_weight_of_a_key_in_the_column_of_amounts_is_no_amount() -> None:
    lecture = read(
        Dépenses=[
            ["Copropriété : Les Ormes"], ["Date", "Libellé", "Débit", "Crédit"],
            ["CLE 001", "Charges générales", "100000 tantièmes"], [MAI, "Ménage", 100, None],
            ["CLE 002", "Ascenseur", "12400 tantièmes"], [MAI, "Entretien", 40, None],
        ]
    )  # fmt: skip
    assert lecture.bloquantes == []
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [("001", 10000), ("002", 4000)]


def test_a_row_with_both_a_debit_and_a_credit_and_no_date_sums_lines_whatever_its_words() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "10", "Charges générales"], ["Compte", "Date", "Libellé", "Débit", "Crédit"],
            ["602", MAI, "Hall", 70, None], ["616", MAI, "Assurance", 20, None], ["713", MAI, "Sinistre", None, 30],
            [None, None, "Mouvements clé 10", 90, 30], [None, None, "Net à répartir clé 10", 60, None],
        ],
    )  # fmt: skip
    assert [ligne.montant for ligne in lecture.lignes] == [7_000, 2_000, -3_000]
    assert gaps(lecture) == []


def test_a_total_of_a_key_that_forgets_its_credits_is_told_where_other_keys_take_theirs_off() -> None:
    entete = ["Compte", "Date", "Libellé", "Montant"]

    def cle(nom: str, total: float, avoir: float) -> list[list[object]]:
        lignes: list[list[object]] = [["615", MAI, "Porte", 120], ["602", MAI, "Courant", 30]]
        return [[nom], entete, *lignes, ["713", MAI, "Sinistre", avoir], [None, None, f"TOTAL {nom}", total], []]

    rangees = [*TITRES, *cle("CHARGES COMMUNES", 75, -75), *cle("ESCALIER 2", 150, -65)]
    assert gaps(read(Dépenses=rangees)) == [("D16", 8_500, 15_000)]
    assert gaps(read(Dépenses=[*TITRES, *cle("CHARGES COMMUNES", 150, -75), *cle("ESCALIER 2", 150, -65)])) == []


def test_what_an_account_s_total_says_recoverable_is_that_of_its_own_lines() -> None:
    lecture = read(
        Dépenses=[
            *TITRES, ["Compte", "Date", "Libellé", "Montant", "Locatif"], ["Clé CG : Charges générales"],
            ["613", MAI, "Tapis", 27, 27], ["614", MAI, "VMC", 48, 48],
            ["615", MAI, "Collecteur", 34, None], ["615", MAI, "Affichage", 7, None],
            ["Sous-total 615", None, None, 41, 0], ["Total clé CG", None, None, 116, 75],
        ],
    )  # fmt: skip
    assert gaps(lecture) == []


@pytest.mark.parametrize(("net", "dits"), [(970, []), (1000, [("F8", 97000, 100000)])])
def test_a_total_said_to_be_net_takes_credits_off(net: int, dits: list[tuple[str, int, int]]) -> None:
    lecture = read(
        Releve=[
            *TITRES,
            ["Compte", "Date", "Jnl", "Libellé", "Clé", "Débit", "Crédit"],
            ["6160-00", MAI, "AC", "Assurance", "GEN", 1000, None],
            ["7130-00", MAI, "BQ", "Indemnité", "GEN", None, 30],
            ["TOTAL GENERAL", None, None, None, None, 1000, 30],
            ["TOTAL NET A REPARTIR (débit - crédit)", None, None, None, None, net, None],
        ]
    )
    assert [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == dits


def test_a_key_goes_on_over_the_top_of_a_printed_page_whose_number_has_its_own_cell() -> None:
    def top(page: int) -> list[list[object]]:
        return [
            ["REGIE DU GIER", None, None, "PAGE", page],
            ["IMMEUBLE 0317", None, "LES COTEAUX", None, None],
            ["DEPENSES DU 01/01/2024 AU 31/12/2024"],
            ["COMPTE", "DATE", "FOURNISSEUR", "LIBELLE", "MONTANT"],
        ]

    lecture = read(
        Edition=[
            *top(1),
            ["CLE 03", None, "BATIMENT B"],
            ["61500000", MAI, "KONA", "BLOCS SECOURS", 462],
            [None, None, None, "A REPORTER", 462],
            *top(2),
            ["CLE 03", None, "BATIMENT B (SUITE)"],
            [None, None, None, "REPORT", 462],
            ["61500000", MAI, "KONA", "AVOIR", -76.56],
            [None, None, None, "TOTAL CLE 03", 538.56],
        ]
    )
    assert [(ecart.attendu, ecart.trouve) for ecart in lecture.ecarts] == [(38544, 53856)]


@pytest.mark.parametrize(
    ("des_cles", "general", "dits"),
    [
        ((770, 300), 1070, []),
        ((770, 300), 1170, [("E10", 107_000, 117_000)]),
        ((870, 300), 1070, [("E8", 77_000, 87_000)]),
        ((870, 300), 1170, []),
    ],
)
def test_credits_are_taken_off_every_total_or_off_none(des_cles, general, dits) -> None:
    """One total that leaves the indemnity out, where another counts it, is a gap; all of them sum charges alone."""
    lecture = read(
        Dépenses=[
            *TITRES, ["Clé", "Compte", "Date", "Libellé", "Montant"],
            ["GEN", "602", MAI, "Hall", 70], ["GEN", "616", MAI, "Assurance", 800],
            ["GEN", "713", MAI, "Indemnité", -100], [None, None, None, "Total clé GEN", des_cles[0]],
            ["CHF", "603", MAI, "Gaz", 300], [None, None, None, "Total général", general],
        ],
    )  # fmt: skip
    assert gaps(lecture) == dits
