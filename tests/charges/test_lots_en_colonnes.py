"""Our lots side by side on a statement, keys named twice over their columns, bank statements, letters R and N."""

import pytest

from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import MAI, read


@pytest.mark.parametrize(
    "sous", [("unités", "quote-part"), ("parts", "€"), ("tantièmes", "montant"), ("quote-part", "dû")]
)
def test_what_each_lot_weighs_is_never_taken_for_what_it_owes(sous: tuple[str, str]) -> None:
    tetes = [f"Lot {lot} {dit}" for lot in (101, 102) for dit in sous]
    lecture = read(
        Dépenses=[["Clé", "Compte", "Date", "Libellé", "Montant"], ["GEN", "602", MAI, "Hall", 1000.5]],
        Vos_lots=[
            ["Clé", "Libellé", "À répartir", "Total unités", *tetes],
            ["GEN", "Charges générales", 1000.5, 1000, 164, 164.08, 150, 150.08],
        ],
    )
    dites = [(part.lot, part.montant, part.tantiemes, part.total_tantiemes) for part in lecture.quote_parts]
    assert dites == [("101", 16_408, 164, 1000), ("102", 15_008, 150, 1000)]
    assert lecture.ecarts == []


def test_a_bank_statement_that_opens_on_its_balance_is_refused() -> None:
    with pytest.raises(FichierRefuse, match="relevé de compte"):
        read(
            Relevé=[
                ["RELEVÉ DE COMPTE n° 00031245678"],
                ["Date", "Opération", "Débit", "Crédit", "Solde"],
                ["Ancien solde", None, None, None, 1000],
                [MAI, "PRLV ASSURANCE", 100.5, None, 899.5],
                [MAI, "VIR APPEL DE FONDS", None, 50, 949.5],
                ["Nouveau solde au 31/12/2024", None, None, None, 949.5],
            ]
        )


def test_names_of_keys_under_their_codes_are_no_unreadable_amounts() -> None:
    lecture = read(
        Dépenses=[
            ["Compte", "Libellé", "Date facture", "CH1", "CH2", "Total facture"],
            [None, None, None, "Eau", "Chauffage"],
            ["602", "Hall", MAI, 10.5, None, 10.5], ["614", "Contrat", MAI, None, 20.5, 20.5],
            ["616", "Assurance", MAI, 5.5, 6, 11.5], ["615", "Serrure", MAI, 7.25, None, 7.25],
            ["601", "Relevés", MAI, 8.25, 1.5, 9.75], ["603", "Gaz", MAI, None, 80, 80],
        ],
        Annexe_3=[["Annexe 3"], ["Clé", "N réalisé"], ["CH1", 31.5], ["CH2", 108]],
    )  # fmt: skip
    assert lecture.anomalies == []
    assert [(ligne.cle, ligne.montant) for ligne in lecture.lignes][:4] == [
        ("CH1", 1_050), ("CH2", 2_050), ("CH1", 550), ("CH2", 600),
    ]  # fmt: skip
    assert lecture.ecarts == []


def test_letters_under_r_n_tell_what_tenants_owe() -> None:
    lecture = read(
        Dépenses=[
            ["Clé", "Libellé", "Date", "Montant TTC", "R/N"],
            ["GEN", "Eau", MAI, 10.5, "R"], ["GEN", "Assurance", MAI, 20, "N"],
        ]
    )  # fmt: skip
    assert [ligne.recuperable_declare for ligne in lecture.lignes] == [1_050, 0]


def test_dated_expenses_under_the_name_of_our_lot_give_its_share_of_each_key() -> None:
    lecture = read(
        Décompte=[
            ["Lot n° 27 - appartement T3"],
            ["Compte", "Date", "Désignation", "Montant total", "Total tantièmes", "Vos tantièmes", "Votre part"],
            ["Clé 1 : Charges générales"],
            ["602", MAI, "Hall", 100.5, 1000, 100, 10.05], ["616", MAI, "Assurance", 200, 1000, 100, 20],
            ["Total clé 1", None, None, 300.5, None, None, 30.05],
            ["Clé 3 : Chauffage"],
            ["603", MAI, "Gaz", 500, 1000, 50, 25], ["603", MAI, "Entretien", 80, 1000, 50, 4],
            ["Total clé 3", None, None, 580, None, None, 29.5],
        ]
    )  # fmt: skip
    assert [(p.lot, p.cle, p.montant) for p in lecture.quote_parts] == [("27", "1", 3_005), ("27", "3", 2_950)]
    assert [(e.cellule, e.attendu, e.trouve) for e in lecture.ecarts] == [("G10", 2_900, 2_950)]
    assert len(lecture.lignes) == 4


def test_what_each_lot_is_may_stand_beside_its_name_over_its_columns() -> None:
    lecture = read(
        Vos_lots=[
            ["Quotes-parts de vos lots"],
            [None, None, None, None, "Lot 12", "T2", "Lot 47", "Garage"],
            ["Clé", "Intitulé", "Montant à répartir", "Total tantièmes",
             "Tantièmes", "Quote-part", "Tantièmes", "Quote-part"],
            ["GEN", "Charges générales", 1000.5, 1000, 164, 164.08, 15, 15.01],
            ["ASC", "Ascenseur", 500.5, 100, 10, 50.05],
            ["Total par lot", None, 1501, None, None, 214.13, None, 15.01],
        ]
    )  # fmt: skip
    dites = [(part.lot, part.cle, part.montant, part.tantiemes) for part in lecture.quote_parts]
    assert dites == [("12", "GEN", 16_408, 164), ("47", "GEN", 1_501, 15), ("12", "ASC", 5_005, 10)]
    assert lecture.ecarts == []
