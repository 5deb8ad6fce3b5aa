# ruff: noqa: E501
"""Works with all that goes with them, shares, surpluses and debts: what is put to the vote, or nothing."""

import pytest

from services.votes.lecture.mentions.corps import read_montant
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.plan.agenda import read_agenda, read_texte_colle
from tests.votes.lecture.test_nominatifs import write_table

ITEMS = (
    "Travaux : 100 000,00 € HT, soit 110 000,00 € TTC (TVA 10 %)",
    "Honoraires du syndic (3 % HT du montant HT) : 3 600,00 € TTC",
    "Assurance dommages-ouvrage : 2 200,00 €",
)
VOTE = "Ravalement\nL’assemblée générale vote les travaux confiés à Arnaud, dont le coût est arrêté comme suit :\n"


def write_operation(total: str, puce: str = "• ", fin: str = "") -> str:
    return VOTE + f"{fin}\n".join(puce + item for item in ITEMS) + f"{fin}\n{total}"


@pytest.mark.parametrize("puce", ["• ", "- ", "", "1) "])
@pytest.mark.parametrize("fin", ["", " ;", "."])
@pytest.mark.parametrize(
    "total",
    [
        "Total TTC de l’opération : 115 800,00 €",
        "• Total de l’opération : 115 800,00 €",
        "Budget total TTC : 115 800,00 €",
        "Soit un total de 115 800,00 € TTC.",
        "Coût global : 115 800,00 € TTC\nLes fonds seront appelés en deux fois, 57 900,00 € chacune.",
        "Total\n115 800,00 €",
    ],
)
def test_works_with_their_fees_and_insurance_are_voted_for_their_total(total: str, puce: str, fin: str) -> None:
    assert read_montant(write_operation(total, puce, fin)) == 115_800_00


@pytest.mark.parametrize("puce", ["• ", "- ", "", "1) "])
@pytest.mark.parametrize("fin", ["", " ;", "."])
@pytest.mark.parametrize("total", ["", "Total TTC de l’opération : 119 999,00 €"])
def test_no_item_stands_for_an_operation_without_total_or_whose_total_is_not_their_sum(
    total: str, puce: str, fin: str
) -> None:
    assert read_montant(write_operation(total, puce, fin)) in (None, 119_999_00)


@pytest.mark.parametrize("fin", [" ;", ".", ""])
@pytest.mark.parametrize("puce", ["- ", "", "a) "])
def test_the_first_lot_of_a_list_is_not_the_whole(puce: str, fin: str) -> None:
    lots = f"{fin}\n".join((f"{puce}Lot 1 : 10 000 € TTC", f"{puce}Lot 2 : 5 000 € TTC"))
    texte = f"Toiture\nL’assemblée décide les travaux suivants :\n{lots}"
    assert read_montant(texte) is None
    assert read_montant(f"{texte}\nTotal : 15 000 € TTC") == 15_000_00


@pytest.mark.parametrize(
    "offres",
    [
        "Offre A : 10 000 € TTC, honoraires 300 € TTC, total : 10 300 €\nOffre B : 8 000 € TTC, honoraires 240 € TTC, total : 8 240 €",
        "Offre A :\n- travaux : 10 000 € TTC\n- pose : 300 € TTC\nTotal : 10 300 €\nOffre B :\n- travaux : 8 000 € TTC\n- pose : 240 € TTC\nTotal : 8 240 €",
    ],
)
def test_the_totals_of_two_offers_compete_until_one_is_retained(offres: str) -> None:
    assert read_montant(f"Toiture\n{offres}") is None
    assert read_montant(f"Toiture\n{offres}\n\nL’assemblée retient l’offre B pour 8 240 €.") == 8_240_00


COTISATION = "Cotisation au fonds de travaux\nL’assemblée générale fixe la cotisation "


@pytest.mark.parametrize(
    "suite",
    [
        "à 5 % du budget prévisionnel de 157500,00 €, soit 7875,00 €.",
        "à 5 % du budget prévisionnel 2028 (157 500,00 €), soit 7 875,00 € par an.",
        "à 7 875 €, soit 5 % du budget prévisionnel 2028 de 157 500 €.",
        "annuelle à 5 %\ndu budget prévisionnel de\n157 500,00 €, soit la somme de 7 875,00 €.",
        "à 7 875 € (5 % × 157 500,00 €).",
        "à 5 % de l’enveloppe de 157 500 euros, soit 7 875 euros, et 1 968,75 euros par trimestre.",
    ],
)
def test_the_amount_a_share_is_taken_of_is_no_competitor_of_the_share(suite: str) -> None:
    assert read_montant(COTISATION + suite) == 7_875_00


@pytest.mark.parametrize(
    "suite",
    [
        "à 5 % du budget prévisionnel de 157 500 €.",
        "à 5 % du budget prévisionnel de 157 500 €. Le fonds réunit à ce jour 32 000 €.",
    ],
)
def test_the_amount_a_share_is_taken_of_is_never_the_one_voted(suite: str) -> None:
    assert read_montant(COTISATION + suite) is None


@pytest.mark.parametrize(
    "texte",
    [
        "Comptes 2025 : approbation\nLes comptes, qui font ressortir un excédent de 3 214,07\n€, sont approuvés sans réserve.",
        "Approbation des comptes\nL’assemblée approuve les comptes, qui présentent un déficit pour l’exercice de 3 214,07 €.",
        "Impayés\nAu jour de la convocation, les sommes restant dues par les copropriétaires s’élèvent à 14 481,87 €.",
        "Impayés\nLe syndic expose que les copropriétaires débiteurs doivent ensemble 14 481,87 €.",
    ],
)
def test_a_surplus_a_deficit_or_a_debt_is_nothing_to_spend(texte: str) -> None:
    assert read_montant(texte) is None


def test_accounts_keep_the_amount_they_are_closed_at_beside_their_surplus() -> None:
    texte = "Comptes\nL’assemblée approuve les comptes arrêtés à 98 000 €, faisant ressortir un excédent de 3 214,07 €."
    assert read_montant(texte) == 98_000_00


def test_a_point_that_is_not_voted_has_no_amount() -> None:
    (lue,) = read_agenda(
        read_texte_colle("1. Point d’information sur le chantier\nLe coût est de 12 000 € TTC.")
    ).resolutions
    assert (lue.information, lue.montant) == (True, None)


@pytest.mark.parametrize(
    "texte",
    [
        "Le budget, qui s’élevait à 132 200,00 € pour l’exercice 2027, est fixé pour l’exercice 2028 à\n138 300,00 €.",
        "Le précédent budget (132 200 €) est remplacé par un budget de 138 300 €.",
        "Le budget 2027 était de 132 200 €. L’assemblée fixe celui de 2028 à 138 300 €.",
        "Il avait été voté 132 200 € en 2027 ; le budget 2028 est fixé à 138 300 €.",
    ],
)
def test_what_was_is_no_longer_put_to_the_vote(texte: str) -> None:
    assert read_montant(f"Approbation du budget prévisionnel 2028\n{texte}") == 138_300_00


def test_a_premium_of_today_that_the_margin_cuts_from_its_amount_does_not_compete() -> None:
    texte = "L’assemblée souscrit le contrat, pour une prime de 11 639,59 € TTC (prime actuelle :\n10 342,43 € TTC ; franchise : 300 €)."
    assert read_montant(f"Assurance de l’immeuble\n{texte}") == 11_639_59


@pytest.mark.parametrize(
    "repartition",
    [
        ", se décomposant comme suit :\n• Appareil A : 15 453,90 € TTC\n• Appareil B : 21 987,90 € TTC",
        " ainsi réparti :\n- appareil A : 15 453,90 € TTC ;\n- appareil B : 21 987,90 € TTC.",
        ". Appareil A : 15 453,90 € TTC, appareil B : 21 987,90 € TTC.",
    ],
)
def test_an_amount_voted_before_its_parts_is_the_one_voted(repartition: str) -> None:
    texte = "L’assemblée vote la modernisation des deux appareils pour un montant global de 37 441,80 € TTC"
    assert read_montant(f"Ascenseurs\n{texte}{repartition}") == 37_441_80


def test_parts_that_have_their_own_totals_are_voted_for_the_total_of_all() -> None:
    parts = "Tranche 1 :\n- zinc 10 000 € TTC\n- tuiles 5 000 € TTC\nTotal tranche 1 : 15 000 € TTC\nTranche 2 :\n- isolant 7 000 € TTC\n- peinture 3 000 € TTC\nTotal tranche 2 : 10 000 € TTC"
    assert read_montant(f"Toiture\n{parts}") is None
    assert read_montant(f"Toiture\n{parts}\nTotal général : 25 000 € TTC") == 25_000_00


@pytest.mark.parametrize(
    "texte",
    [
        "Les travaux sont confiés à Arnaud pour 34 465,20 € TTC.\nAide A : 5 000 €\nAide B : 3 000 €\nTotal des aides : 8 000 €",
        "Base : 10 000 € TTC\nOption : 1 000 € TTC\nTotal avec option : 11 000 € TTC\nL’assemblée retient l’offre de base pour 10 000 € TTC.",
        "Base 10 000 € TTC, option 2 000 € TTC\nTotal avec option : 12 000 € TTC\nL’assemblée retient l’offre de base pour 10 000 € TTC.",
    ],
)
def test_a_total_that_another_amount_passes_or_that_the_vote_leaves_is_not_given(texte: str) -> None:
    assert read_montant(f"Travaux\n{texte}") is None


def test_a_price_by_the_year_is_the_whole_when_its_parts_add_up_to_it() -> None:
    texte = (
        "Entretien ménager\nLe contrat est confié à Navailles pour 24 060,00 € TTC par an.\n"
        "1) préparation : 7 458,60 € TTC ;\n2) fournitures : 12 030,00 € TTC ;\n3) finitions : 4 571,40 € TTC."
    )
    assert read_montant(texte) == 2_406_000


def test_fees_that_add_to_the_works_in_the_same_sentence_are_of_its_total() -> None:
    texte = (
        "Colonne d’eaux usées\nL’assemblée retient le devis de Canal pour 8 300,00 € HT, soit 9 130,00 € TTC, auquel "
        "s’ajoutent les honoraires du syndic de 273,90 € TTC, soit une dépense totale de 9 403,90 € TTC."
    )
    assert read_montant(texte) == 9_403_90


def test_the_draft_under_its_own_label_prevails_over_what_explains_it() -> None:
    expose = "Comptes 2025\nExposé : Le budget voté s’élevait à 95 000 €.\nProjet de résolution : L’assemblée approuve "
    assert read_montant(f"{expose}les comptes, qui s’établissent à 96 480,27 €.") == 96_480_27
    assert (
        read_montant("Budget\nProjet de résolution : L’assemblée porte le budget 2026 à la somme de 98 000 €.")
        == 98_000_00
    )


def test_a_table_of_taxes_says_which_of_its_amounts_is_all_taxes_included() -> None:
    table = write_table(("Montant HT", "TVA", "Montant TTC"), ("38 400,00 €", "3 840,00 €", "42 240,00"))
    dites = [ligne.texte for ligne in expand_rangees(table)]
    assert dites[1] == "Montant HT : 38 400,00 €\tTVA : 3 840,00 €\tMontant TTC : 42 240,00 €"
    assert (
        read_montant("\n".join(["Ravalement", "L’assemblée retient la proposition de CHANEL :", *dites])) == 42_240_00
    )


def test_a_point_beside_columns_of_amounts_is_put_to_the_vote_all_taxes_included() -> None:
    table = write_table(
        ("N°", "Question", "Majorité", "Montant HT", "Montant TTC"),
        ("1", "Boîtes aux lettres", "art. 24", "3 120,00", "3 432,00"),
        ("2", "Budget 2027", "art. 24", "", "73 500,00"),
    )
    lues = read_agenda(expand_rangees(table)).resolutions
    assert [(lue.intitule, lue.montant) for lue in lues] == [
        ("Boîtes aux lettres", 3_432_00), ("Budget 2027", 73_500_00),
    ]  # fmt: skip


def test_information_beside_numbers_that_print_majorities_is_no_title() -> None:
    lignes = [
        Ligne(texte, corps=10.0)
        for texte in (
            "Résolution 1\tArticle 24", "Élection du président", "Résolution 2\tInformation", "Rapport du conseil syndical",
            "Présentation par la présidente.", "Résolution 3\tArticle 24", "Quitus",
        )
    ]  # fmt: skip
    lues = read_agenda(lignes).resolutions
    assert [(lue.intitule, lue.information) for lue in lues][1] == ("Rapport du conseil syndical", True)


def test_what_stands_after_a_point_told_without_vote_gives_it_no_majority() -> None:
    clause = "Lorsqu’une résolution relevant de l’article 25 n’obtient pas la majorité, un second vote a lieu (article 25-1)."
    lignes = [
        Ligne(t) for t in ("1. Quitus (art. 24)", "2. Budget (art. 24)", "3. Questions diverses", "Sans vote", clause)
    ]
    assert read_agenda(lignes).resolutions[2].article_imprime is None


def test_parts_called_year_by_year_have_no_printed_total() -> None:
    assert (
        read_montant("Fonds de réserve\nL’assemblée décide d’appeler 4 000,00 € en 2027 et 4 000,00 € en 2028.") is None
    )


def test_an_option_left_out_does_not_compete_with_the_works() -> None:
    texte = "Terrasse\nL’assemblée retient le devis Toitures pour 33 467,50 € TTC, hors option n° 2 (garde-corps, 2 750,00 € TTC)."
    assert read_montant(texte) == 33_467_50


@pytest.mark.parametrize("unite", ["le passage", "par passage", "/ passage", "la visite", "chaque mois"])
def test_the_price_of_one_visit_is_not_that_of_the_year(unite: str) -> None:
    texte = f"Ménage des escaliers\n12 passages par an à 95 € TTC {unite}"
    assert read_montant(f"{texte}, soit 1 140 € TTC par an.") == 1_140_00
    assert read_montant(texte) is None


def test_accounts_are_approved_for_what_their_charges_come_to() -> None:
    texte = "Approbation des comptes\nL’assemblée approuve les comptes, dont les charges s’élèvent à 211 908,43 euros."
    assert read_montant(texte) == 211_908_43
    assert read_montant("Toiture\nL’assemblée approuve les travaux, dont 1 200 € de nettoyage.") is None
