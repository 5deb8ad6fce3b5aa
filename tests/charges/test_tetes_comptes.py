"""What stands above the lines: headings that name a supplier, a month or a sort are no keys, and the number of an annex
says more than its words."""

from datetime import date

import pytest

from services.charges.lecture_comptes.resultat import LectureComptes
from tests.charges.comptes_essai import MAI, TITRES, read

HAUT: list[list[object]] = [["Cabinet Ollivier"], ["SDC Les Mûriers"]]
TETE: list[object] = ["Date", "N° facture", "Libellé", "Imputation", "TTC"]
JUIN = date(2024, 6, 9)


def list_depenses(titre: str, une: str, autre: str) -> list[list[object]]:
    return [
        *HAUT, [titre], TETE,
        [une], [MAI, "1", "Arrosage", "601", 10.5], [JUIN, "2", "Loge", "601", 20.25],
        [f"Total {une}", None, None, None, 30.75],
        [autre], [MAI, "3", "Ménage", "611", 5.1], [f"Total {autre}", None, None, None, 6.1],
        ["Total général", None, None, None, 35.85],
    ]  # fmt: skip


def say(lecture: LectureComptes) -> list[tuple[str, str | None, str]]:
    return [(ligne.compte, ligne.cle, ligne.fournisseur) for ligne in lecture.lignes]


def gaps(lecture: LectureComptes) -> list[tuple[str, int, int]]:
    return [(ecart.cellule, ecart.attendu, ecart.trouve) for ecart in lecture.ecarts]


@pytest.mark.parametrize(
    ("titre", "une", "autre", "lus"),
    [
        ("Dépenses 2024", "Fournisseur : Volt", "Fournisseur : Net & Co", ("Volt", "Net & Co")),
        ("Dépenses 2024", "Prestataire Volt", "Entreprise Net & Co", ("Volt", "Net & Co")),
        ("Dépenses par fournisseur 2024", "SARL Volt", "Ascenseurs Rey", ("SARL Volt", "Ascenseurs Rey")),
        ("Dépenses 2024", "Volt", "Net & Co", ("", "")),
        ("Dépenses 2024", "Mai 2024", "Juin 2024", ("", "")),
        ("Dépenses 2024", "1er trimestre", "2e trimestre", ("", "")),
    ],
)
def test_a_heading_of_a_supplier_or_a_month_is_no_key_and_its_total_is_checked(
    titre: str, une: str, autre: str, lus: tuple[str, str]
) -> None:
    lecture = read(Dépenses=list_depenses(titre, une, autre))
    assert say(lecture) == [("601", None, lus[0]), ("601", None, lus[0]), ("611", None, lus[1])]
    assert gaps(lecture) == [("E11", 510, 610)]


@pytest.mark.parametrize(
    ("une", "autre"),
    [("Charges communes", "Volt"), ("GEN - Communes", "ASC - Levage"), ("Communes (10 000 tantièmes)", "Levage")],
)
def test_headings_of_which_one_may_be_a_key_stay_keys(une: str, autre: str) -> None:
    lecture = read(Dépenses=list_depenses("Dépenses 2024", une, autre))
    assert None not in {ligne.cle for ligne in lecture.lignes}
    assert len({ligne.cle for ligne in lecture.lignes}) == 2


def test_a_heading_on_the_next_sheet_is_a_key_as_those_before_it() -> None:
    pages = [
        [*HAUT, ["Relevé des dépenses 2024"], TETE, [nom], [MAI, "1", "Eau", "601", 10.5], [JUIN, "2", "Eau", "601", 7]]
        for nom in ("Charges communes", "Levage")
    ]
    lecture = read(Dépenses_1=pages[0], Dépenses_2=pages[1])
    assert [ligne.cle for ligne in lecture.lignes] == ["Charges communes", "Charges communes", "Levage", "Levage"]


def test_suppliers_under_an_account_keep_it_and_accounts_under_a_supplier_end_with_it() -> None:
    tete = [*HAUT, ["Dépenses 2024"], ["Date", "Libellé", "Montant"]]
    dessous = read(
        D=[
            *tete, ["601 - Eau"], ["Fournisseur : Volt"], [MAI, "Loge", 12.5], ["Fournisseur : Net"],
            [MAI, "Cour", 2.5], ["Total 601", None, 16],
        ]
    )  # fmt: skip
    assert say(dessous) == [("601", None, "Volt"), ("601", None, "Net")]
    assert gaps(dessous) == [("C10", 1_500, 1_600)]
    dessus = read(
        D=[
            *tete, ["Fournisseur : Volt"], ["Compte : 601 - Eau"], [MAI, "Loge", 12.5], ["Fournisseur : Net"],
            [MAI, "Cour", 2.5],
        ]
    )  # fmt: skip
    assert say(dessus) == [("601", None, "Volt"), ("", None, "Net")]


def test_a_total_on_the_heading_of_a_supplier_is_no_expense() -> None:
    lecture = read(
        D=[
            *HAUT, ["Dépenses 2024"], TETE, ["Fournisseur : Volt", None, None, None, 30], [MAI, "1", "Eau", "601", 10],
            [JUIN, "2", "Eau", "601", 20], ["Fournisseur : Net", None, None, None, 7], [MAI, "1", "Cour", "611", 3],
            [JUIN, "2", "Hall", "611", 4],
        ]
    )  # fmt: skip
    assert [ligne.montant for ligne in lecture.lignes] == [1_000, 2_000, 300, 400]


def test_months_under_a_key_stay_under_it() -> None:
    lecture = read(
        D=[
            *HAUT, ["Dépenses par clé et par mois 2024"], TETE, ["Clé GEN - Générales"], ["Mai"],
            [MAI, "1", "Eau", "601", 10], ["Juin"], [JUIN, "2", "Eau", "601", 20], ["Total GEN", None, None, None, 30],
            ["Clé ASC - Ascenseur"], ["Juin"], [JUIN, "3", "Contrat", "614", 5],
        ]
    )  # fmt: skip
    assert [ligne.cle for ligne in lecture.lignes] == ["GEN", "GEN", "ASC"]


FORME: list[list[object]] = [
    ["Compte", "Intitulé", "N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 budget à voter"],
    ["CHARGES POUR OPÉRATIONS COURANTES"], [None, "60 - Achats"], ["601", "Eau", 1.5, 2, 3.25, 4, 5],
    ["602", "Courant", 1.5, 2, 3.5, 4, 5], ["611", "Ménage", 1.5, 2, 3.75, 4, 5], ["TOTAL", None, 4.5, 6, 10.5, 12, 15],
]  # fmt: skip
COURANTES = "Compte de gestion pour opérations courantes de l'exercice clos réalisé (N) et budget prévisionnel"


@pytest.mark.parametrize("titres", [[COURANTES], [COURANTES, "Annexe n° 2"], ["Annexe n° 2", COURANTES]])
def test_accounts_each_once_are_annex_2_under_the_words_of_annex_3(titres: list[str]) -> None:
    lecture = read(Comptes=[*([titre] for titre in titres), *FORME])
    assert [(ligne.compte, ligne.n_realise) for ligne in lecture.annexe2] == [("601", 325), ("602", 350), ("611", 375)]
    assert lecture.annexe3 == []


def test_the_number_of_annex_3_says_more_than_the_words_of_annex_2() -> None:
    cles: list[list[object]] = [["Clé", "Libellé", "N réalisé"], ["GEN", "Générales", 12.5], ["ASC", "Ascenseur", 3.5]]
    lecture = read(Comptes=[["Annexe n° 3"], ["Compte de gestion général de l'exercice"], *cles])
    assert [(ligne.cle, ligne.n_realise) for ligne in lecture.annexe3] == [("GEN", 1_250), ("ASC", 350)]


def test_the_form_of_annex_3_without_its_number_keeps_the_accounts_under_their_keys() -> None:
    tete, _, _, eau, courant, menage, _ = FORME
    lecture = read(Comptes=[[COURANTES], tete, ["Charges générales"], eau, courant, ["Bâtiment A"], menage])
    assert [(ligne.cle, ligne.n_realise) for ligne in lecture.annexe3] == [
        ("Charges générales", 675),
        ("Bâtiment A", 375),
    ]
    assert lecture.annexe2 == []


@pytest.mark.parametrize("cles", [["GEN", "BATA", "BATB", "CHF", "PKG"], ["GEN", "BATA", "BATB", "CHF", "PKG", "EAU"]])
def test_columns_of_which_each_dated_row_fills_one_are_keys_not_years(cles: list[str]) -> None:
    lignes = [["601", "Arrosage", MAI, *[10.5 if autre == cle else None for autre in cles]] for cle in cles]
    lecture = read(D=[*HAUT, ["Charges par clé, exercice 2024"], ["Compte", "Désignation", "Date", *cles], *lignes])
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [(cle, 1_050) for cle in cles]


@pytest.mark.parametrize(
    ("mots", "declare"),
    [
        ("Déductible / récupérable", 1_050), ("Récupérable ou déductible", 1_050), ("Déductible", None),
        ("Déductible non récupérable", None), ("TVA déductible récupérable", None),
    ],
)  # fmt: skip
def test_a_column_that_says_recoverable_beside_deductible_is_what_tenants_owe(mots: str, declare: int | None) -> None:
    lecture = read(D=[*HAUT, ["Dépenses 2024"], ["Date", "Libellé", "Montant", mots], [MAI, "Eau", 10.5, 10.5]])
    assert [ligne.recuperable_declare for ligne in lecture.lignes] == [declare]


def test_accounts_in_front_of_labels_under_a_key_of_annex_3_are_its_detail() -> None:
    lecture = read(
        Annexe_3=[
            ["Annexe 3"], ["Clé", "Nature", "Budget 2025 voté", "Réalisé 2025 à approuver"],
            ["GEN", "CHARGES GÉNÉRALES"], [None, "602.10 Électricité", 20, 21.5], [None, "616.00 Assurance", 30, 31.5],
            [None, "Total GEN", 50, 53], ["EAU", "EAU FROIDE"], [None, "601.10 Eau froide", 40, 41.5],
            [None, "Total EAU", 40, 41.5], [None, "Total général", 90, 94.5],
        ]
    )  # fmt: skip
    assert [(ligne.cle, ligne.n_realise) for ligne in lecture.annexe3] == [("GEN", 5_300), ("EAU", 4_150)]


def test_a_key_beside_the_words_that_announce_its_expenses_is_theirs() -> None:
    def feuille(code: str, libelle: str, montant: float) -> list[list[object]]:
        return [
            ["Régie du Lac"], ["Dépenses de la clé", code, libelle], ["Exercice du 01/01/2024 au 31/12/2024"],
            ["N° cpte", "Date", "Fournisseur", "Libellé", "Montant"],
            ["602", MAI, "Volt", "Courant", montant], ["611", MAI, "Net", "Ménage", 10.5],
        ]  # fmt: skip

    lecture = read(C01=feuille("C01", "Charges générales", 20.5), C02=feuille("C02", "Hall 7", 30.5))
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("C01", 2_050), ("C01", 1_050), ("C02", 3_050), ("C02", 1_050),
    ]  # fmt: skip


def test_a_key_may_be_called_a_repartition_with_its_code_beside() -> None:
    def block(code: str, libelle: str, montant: float) -> list[list[object]]:
        return [
            ["Répartition", code, libelle],
            ["Compte", "Réf. pièce", "Libellé", "Exercice 2025", "Rappel 2024"],
            ["602 0000", None, "Électricité"],
            [None, "S-115", "Éclairage", montant, None],
            [None, None, "Sous-total 602 0000", montant, 941.33],
            [None, None, f"Total répartition {code}", montant, 941.33],
            [],
        ]

    lecture = read(Releve=[*TITRES, *block("01", "Charges générales", 518.02), *block("03", "Bâtiment C", 780.17)])
    assert [(ligne.compte, ligne.cle, ligne.montant) for ligne in lecture.lignes] == [
        ("6020000", "01", 51802),
        ("6020000", "03", 78017),
    ]
    assert lecture.ecarts == []


def test_the_name_of_a_copropriete_stands_after_its_number_too() -> None:
    lecture = read(
        Releve=[
            ["REGIE GIER ET PILAT"],
            ["IMMEUBLE 0317", None, "LES COTEAUX DE GRIGNY"],
            ["DEPENSES DU 01/01/2024 AU 31/12/2024"],
            TETE,
            [MAI, "1", "Arrosage", "601", 10.5],
        ]
    )
    assert lecture.copropriete == "LES COTEAUX DE GRIGNY"
