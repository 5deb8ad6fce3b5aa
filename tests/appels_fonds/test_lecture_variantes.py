"""The same calls in many layouts: where the date, the copropriété, the lot, the key and the kind stand varies."""

import json
from datetime import date
from pathlib import Path

import pytest

from services.appels_fonds.lecture.classeurs import read_appel
from tests.appels_fonds.patrimoine_essai import make_xlsx, patrimoine_depuis_json

PATRIMOINE = patrimoine_depuis_json(
    json.loads((Path(__file__).parent / "recus" / "furan_vingt_deux" / "patrimoine.json").read_text())
)
AVRIL, MAI = date(2026, 4, 1), date(2026, 5, 15)
BIZILLON_GEN = [("3", "GEN", "provision", AVRIL, 41000), ("7", "GEN", "provision", AVRIL, 50000)]
BIZILLON_ASC = [("3", "ASC", "provision", AVRIL, 7125), ("7", "ASC", "provision", AVRIL, 9750)]
BIZILLON_FONDS = [("3", "GEN", "fonds_travaux", AVRIL, 2358), ("7", "GEN", "fonds_travaux", AVRIL, 2875)]
JAURES_GEN = [("101", "GEN", "provision", AVRIL, 36800), ("102", "GEN", "provision", AVRIL, 43200)]
JAURES_ESC = [("101", "ESC2", "provision", AVRIL, 10200), ("102", "ESC2", "provision", AVRIL, 12000)]
JAURES_FONDS = [("101", "GEN", "fonds_travaux", AVRIL, 2001), ("102", "GEN", "fonds_travaux", AVRIL, 2349)]
DEUX = [BIZILLON_GEN[0], BIZILLON_ASC[1], JAURES_GEN[0], JAURES_ESC[1]]

# fmt: off
CAS = {
    "a name, its city and its street in one cell": ([
        ["Provisions exigibles le 01/04/2026"], ["Immeuble", "Lot", "Clé", "Montant"],
        ["Résidence Le Bizillon 4 rue du Bizillon 42000 ST ETIENNE", "3", "GEN", 410.0],
        ["0482 LE BIZILLON", "7", "GEN", 500.0],
    ], BIZILLON_GEN),
    "a call of a quarter after the name in a title": ([
        ["Appel de la copropriété Le Bizillon du deuxième trimestre, provisions exigibles le 01/04/2026"],
        ["Lot", "Clé", "Montant"], ["3", "GEN", 410.0], ["7", "GEN", 500.0],
    ], BIZILLON_GEN),
    "balances of two years that the total counts": ([
        ["SDC Le Bizillon, exigible le 01/04/2026"],
        ["Lot", "Clé", "Provision T2", "Solde charges 2024", "Régul. 2025", "À payer"],
        ["3", "GEN", 410.0, 10.0, -12.34, 407.66], ["7", "GEN", 500.0, -5.5, 22.1, 516.6],
    ], [*BIZILLON_GEN, *(("3", "GEN", "regularisation", AVRIL, montant) for montant in (1000, -1234)),
        *(("7", "GEN", "regularisation", AVRIL, montant) for montant in (-550, 2210))]),
    "labels over the table, one beside a sum": ([
        ["Copropriété", "SDC Le Bizillon"], ["Nature", "Provisions sur charges courantes"], ["Budget voté", 40000.0],
        ["Clé", "Charges générales"], ["Exigible le", AVRIL], ["Lot", "Tantièmes", "Appel du trimestre"],
        ["3", 41, 410.0], ["7", 50, 500.0],
    ], BIZILLON_GEN),
    "what the year before left due beside the provisions": ([
        ["SDC Le Bizillon, exigible le 01/04/2026"],
        ["Lot", "Clé", "Provision 2T2026", "Régularisation 2025", "Provision 2T2025", "Total"],
        ["3", "GEN", 410.0, -12.34, 400.0, 397.66], ["7", "GEN", 500.0, 22.1, 490.0, 522.1],
    ], [*BIZILLON_GEN, ("3", "GEN", "regularisation", AVRIL, -1234), ("7", "GEN", "regularisation", AVRIL, 2210)]),
    "a fonds de travaux where its key would stand": ([
        ["SDC Le Bizillon, provisions exigibles le 01/04/2026"], ["Lot", "Poste", "Quote-part"],
        ["3", "Charges générales", 410.0], ["3", "Fonds de travaux", 23.58],
        ["7", "Charges générales", 500.0], ["7", "Fonds de travaux", 28.75],
    ], [*BIZILLON_GEN, *BIZILLON_FONDS]),
    "a fonds de travaux without its key after blocks of two keys": ([
        ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Lot", "Montant"],
        ["Charges générales"], ["3", 410.0], ["7", 500.0], ["Ascenseur"], ["3", 71.25], ["7", 97.5],
        ["FONDS DE TRAVAUX ALUR"], ["3", 23.58], ["7", 28.75], ["Total", 1131.08],
    ], [*BIZILLON_GEN, *BIZILLON_ASC, *BIZILLON_FONDS]),
    "a number of the syndic beside the name, in a title and in a column": ([
        ["Copropriété", "SDC Le Bizillon", "Code immeuble", "0482"], ["Nature", "Provisions sur charges courantes"],
        ["Exigible le", AVRIL], ["Code immeuble", "Nom", "Lot", "Clé", "Montant"],
        ["0482", "LE BIZILLON", "3", "GEN", 410.0], ["0482", "LE BIZILLON", "7", "GEN", 500.0],
    ], BIZILLON_GEN),
    "a number of the syndic on each row and the name in the title": ([
        ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Immeuble", "Lot", "Clé", "Montant"],
        [482, "3", "GEN", 410.0], [482, "7", "GEN", 500.0],
    ], BIZILLON_GEN),
    "calls of works between which a header hesitates and a title does not": ([
        ["SDC Le Bizillon"], ["Travaux de ravalement votés par l’AG du 12/06/2025"],
        ["Lot", "Clé", "Appel de fonds travaux 01/04/2026", "Appel de fonds travaux 15/05/2026"],
        ["3", "GEN", 410.0, 100.0],
    ], [("3", "GEN", "travaux", AVRIL, 41000), ("3", "GEN", "travaux", MAI, 10000)]),
    "lot, key and kind in one label": ([
        ["Régie du Furan"], ["", "", "Sommes à verser pour le", "01/04/2026"],
        ["Immeuble", "4 rue du Bizillon, 42000 Saint-Étienne"], [],
        ["Détail", "Tantièmes", "Base", "Quote-part appelée"],
        ["Lot 3 - Charges générales - provision T2", 41, 1000, 410.0],
        ["Lot 3 - Ascenseur - provision T2", 38, 800, 71.25],
        ["Lot 7 - Charges générales - provision T2", 50, 1000, 500.0],
        ["Lot 7 - Charges générales - fonds de travaux ALUR", 50, 1000, 28.75],
        ["", "", "Total de l'appel", 1010.0],
    ], [*BIZILLON_GEN, BIZILLON_ASC[0], BIZILLON_FONDS[1]]),
    "keys nested in kinds": ([
        ["SDC Le Bizillon - appel du 2e trimestre 2026"], ["Exigibilité : 1er avril 2026"],
        ["Lot", "Désignation", "Millièmes", "Montant appelé"],
        ["A) PROVISIONS SUR CHARGES"], ["Charges générales"],
        ["3", "Appartement", 41, 410.0], ["7", "Appartement", 50, 500.0], ["", "S/T charges générales", "", 910.0],
        ["Ascenseur"],
        ["3", "Appartement", 38, 71.25], ["7", "Appartement", 52, 97.5], ["", "S/T ascenseur", "", 168.75],
        ["B) FONDS DE TRAVAUX"], ["Charges générales"],
        ["3", "Appartement", 41, 23.58], ["7", "Appartement", 50, 28.75], ["", "S/T", "", 52.33],
        ["Total général", "", "", 1131.08],
    ], [*BIZILLON_GEN, *BIZILLON_ASC, *BIZILLON_FONDS]),
    "a due date for one block only": ([
        ["Copropriété : SDC Résidence Jean Jaurès (X003)"], ["Appel exigible le 01/04/2026"],
        ["N° lot", "Clé", "Montant"],
        ["Charges courantes"], ["101", "GEN", 368.0], ["102", "ESC2", 120.0], ["Sous-total", "", 488.0],
        ["Travaux toiture - à régler le 15/05/2026"],
        ["101", "GEN", 552.0], ["102", "GEN", 648.0], ["Sous-total", "", 1200.0],
        ["Fonds de travaux loi ALUR"], ["101", "GEN", 20.01], ["102", "GEN", 23.49], ["Sous-total", "", 43.5],
        ["Total à payer", "", 1731.5],
    ], [JAURES_GEN[0], JAURES_ESC[1], ("101", "GEN", "travaux", MAI, 55200), ("102", "GEN", "travaux", MAI, 64800),
        *JAURES_FONDS]),
    "kinds nested in lots, of which each starts anew": ([
        ["SDC Résidence Jean Jaurès"], ["Provisions du 2e trimestre 2026, payables le 01/04/2026"],
        ["Poste", "Tantièmes", "Montant dû"],
        ["LOT 101"], ["Charges générales", 23, 368.0], ["Escalier 2", 34, 102.0],
        ["Fonds de travaux"], ["Charges générales", 23, 20.01], ["Total du lot", "", 490.01],
        ["LOT 102"], ["Charges générales", 27, 432.0], ["Escalier 2", 40, 120.0],
        ["Fonds de travaux"], ["Charges générales", 27, 23.49], ["Total du lot", "", 575.49],
        ["Ensemble", "", 1065.5],
    ], [*JAURES_GEN, *JAURES_ESC, *JAURES_FONDS]),
    "due date at the foot": ([
        ["SDC Le Bizillon"], ["Appel de provisions 2T2026"],
        ["Lot", "Clé de répartition", "Tantièmes", "Montant"],
        ["3", "Charges générales", 41, 410.0], ["7", "Charges générales", 50, 500.0], ["", "Total", "", 910.0],
        [], ["Payable au plus tard le 01/04/2026 par virement."],
    ], BIZILLON_GEN),
    "side in a column": ([
        ["Syndicat : Le Bizillon"], ["Échéance", "01/04/2026"],
        ["Lot", "Nature", "Clé", "Montant", "D/C", "Observations"],
        ["3", "Provision", "GEN", 410.0, "D", ""],
        ["3", "Remboursement d'avance de trésorerie", "GEN", 50.0, "C", "décision AG"],
        ["7", "Provision", "ASC", 97.5, "D", ""], ["", "", "", "457,50", "D", "Net à payer"],
    ], [BIZILLON_GEN[0], ("3", "GEN", "restitution_avance", AVRIL, -5000), BIZILLON_ASC[1]]),
    "copropriété of each row, totals under the tantièmes": ([
        ["Relevé ESH DEUX RIVES - 2e trimestre 2026 - provisions"],
        ["Immeuble", "Lot", "Poste de charges", "Tantièmes", "Somme appelée", "Date limite"],
        ["LE BIZILLON", "3", "Charges générales", 41, 410.0, AVRIL], ["LE BIZILLON", "7", "Ascenseur", 52, 97.5, AVRIL],
        ["", "", "", "Sous-total Bizillon", 507.5, ""],
        ["JEAN JAURES", "101", "Charges générales", 23, 368.0, AVRIL],
        ["JEAN JAURES", "102", "Escalier 2", 40, 120.0, AVRIL],
        ["", "", "", "Sous-total Jaurès", 488.0, ""], ["", "", "", "TOTAL", 995.5, ""],
    ], DEUX),
    "a sentence says the key of each table": ([
        ["Résidence Jean Jaurès - 51 cours Jean-Jaurès"], ["Provisions exigibles au 01/04/2026"], [],
        ["Les sommes suivantes sont réparties selon la clé Charges générales :"],
        ["Réf lot", "Tantièmes", "À payer"], ["101", 23, 368.0], ["102", 27, 432.0], ["Total", 50, 800.0], [],
        ["Les sommes suivantes sont réparties selon la clé Escalier 2 :"],
        ["Réf lot", "Tantièmes", "À payer"], ["101", 34, 102.0], ["102", 40, 120.0], ["Total", 74, 222.0],
    ], [*JAURES_GEN, *JAURES_ESC]),
    "copropriété and due date at the foot, a credit in brackets": ([
        ["Lot", "Bâtiment", "Nature de l'opération", "Clé", "Budget annuel", "Base", "Tant.", "Appel 2T 2026"],
        ["3", "A", "Provision", "GEN", 40000, 1000, 41, "410,00"],
        ["3", "A", "Régularisation de charges 2025", "GEN", "", "", "", "(35,20)"],
        ["7", "A", "Provision", "GEN", 40000, 1000, 50, "500,00"], ["", "", "", "", "", "", "Total", "874,80"],
        [], ["À régler avant le 1er avril 2026 - SDC Le Bizillon"],
    ], [*BIZILLON_GEN, ("3", "GEN", "regularisation", AVRIL, -3520)]),
    "sums under other words than total": ([
        ["Le Bizillon (X001) Exigible le 01/04/2026"], ["Lot", "Libellé", "Clé", "Montant"],
        ["3", "Provision T2", "GEN", 410.0], ["3", "Provision T2", "ASC", 71.25], ["", "Lot n° 3", "", 481.25],
        ["7", "Provision T2", "GEN", 500.0], ["7", "Provision T2", "ASC", 97.5], ["", "Lot n° 7", "", 597.5],
        ["", "Ensemble des lots", "", 1078.75],
    ], [*BIZILLON_GEN, *BIZILLON_ASC]),
    "a column for each key and kind": ([
        ["SDC Le Bizillon, appel exigible le 01/04/2026"],
        ["Lot", "Provision charges générales", "Provision ascenseur", "Fonds de travaux - charges générales", "Total"],
        ["3", 410.0, 71.25, 23.58, 504.83], ["7", 500.0, 97.5, 28.75, 626.25],
        ["Totaux", 910.0, 168.75, 52.33, 1131.08],
    ], [*BIZILLON_GEN, *BIZILLON_ASC, *BIZILLON_FONDS]),
    "codes in brackets and columns of no use": ([
        ["Copropriété", "SDC Le Bizillon"], ["Date d'appel", "15/03/2026"], ["Date d'exigibilité", "01/04/2026"],
        ["N°", "Copropriétaire", "N° de lot", "Étage", "Désignation de l'appel", "Mt budget", "Mt appelé", "Dont TVA"],
        [1, "ESH DEUX RIVES", 3, 2, "Provision 2T26 (GEN)", 40000, 410.0, 0],
        [2, "ESH DEUX RIVES", 3, 2, "Provision 2T26 (ASC)", 6000, 71.25, 0],
        [3, "ESH DEUX RIVES", 7, 3, "Fonds travaux 2T26 (GEN)", 2300, 28.75, 0],
        ["", "", "", "", "", "Total :", 510.0, ""],
    ], [BIZILLON_GEN[0], BIZILLON_ASC[0], BIZILLON_FONDS[1]]),
    "copropriété in headings": ([
        ["Régie du Furan - appel de fonds T2 2026, provisions"], ["Lot", "Clé", "Exigible le", "Montant"],
        ["SDC Le Bizillon"], ["3", "GEN", AVRIL, 410.0], ["7", "ASC", AVRIL, 97.5], ["", "", "Sous-total", 507.5],
        ["SDC Résidence Jean Jaurès"], ["101", "GEN", AVRIL, 368.0], ["102", "ESC2", AVRIL, 120.0],
        ["", "", "Sous-total", 488.0], ["", "", "Total général", 995.5],
    ], DEUX),
}
REFUS = {
    "another number of the syndic far down a long table": ([
        ["Provisions"], ["Code immeuble", "Immeuble", "Lot", "Clé", "Exigible le", "Montant"],
        *(["0482", "LE BIZILLON", "3", "GEN", date(2026, 4, 1 + rang), 410.0] for rang in range(30)),
        ["0517", "LE BIZILLON", "7", "GEN", AVRIL, 500.0],
    ], "COPROPRIETE_INCONNUE"),
    "a longer name than ours, in a column": ([
        ["Provisions exigibles le 01/04/2026"], ["Immeuble", "Lot", "Clé", "Montant"],
        ["RÉSIDENCE LE BIZILLON FLEURI", "3", "GEN", 410.0],
    ], "COPROPRIETE_INCONNUE"),
    "a longer name than ours, in a title": ([
        ["SDC Résidence Jean Jaurès du Lac - provisions exigibles le 01/04/2026"],
        ["Lot", "Clé", "Montant"], ["101", "GEN", 368.0],
    ], "COPROPRIETE_INCONNUE"),
    "two quarters that a total adds up under one due date": ([
        ["SDC Le Bizillon, exigible le 01/04/2026"], ["Lot", "Clé", "Provision T1", "Provision T2", "Total"],
        ["3", "GEN", 400.0, 410.0, 810.0], ["7", "GEN", 490.0, 500.0, 990.0],
    ], "PLUSIEURS_COLONNES_MONTANT"),
    "an impossible date over a column of instalments": ([
        ["SDC Le Bizillon, travaux de ravalement votés le 12/06/2025"],
        ["Lot", "Clé", "Échéance 01/04/2026", "Échéance 31/06/2026"], ["3", "GEN", 410.0, 410.0],
    ], "DATE_INVALIDE"),
    "money under a header that says nothing beside dated amounts": ([
        ["SDC Le Bizillon, travaux de ravalement votés le 12/06/2025"],
        ["Lot", "Clé", "Échéance 01/04/2026", "Deuxième terme"], ["3", "GEN", 410.0, 410.5],
    ], "PLUSIEURS_COLONNES_MONTANT"),
    "the name of a neighbour, in a column": ([
        ["Provisions exigibles le 01/04/2026"], ["Immeuble", "Lot", "Clé", "Montant"],
        ["LE BIZILLON", "3", "GEN", 410.0], ["RÉSIDENCE LE BIZILLON 2", "7", "GEN", 500.0],
    ], "COPROPRIETE_INCONNUE"),
    "the name of a neighbour, in a title": ([
        ["SDC Résidence Jean Jaurès II - appel exigible le 01/04/2026"], ["Provisions"],
        ["Lot", "Clé", "Montant"], ["101", "GEN", 368.0],
    ], "COPROPRIETE_INCONNUE"),
    "two numbers of the syndic for one name": ([
        ["Provisions exigibles le 01/04/2026"], ["Code immeuble", "Immeuble", "Lot", "Clé", "Montant"],
        ["0482", "LE BIZILLON", "3", "GEN", 410.0], ["0517", "LE BIZILLON", "7", "GEN", 500.0],
    ], "COPROPRIETE_INCONNUE"),
    "two numbers of the syndic under one title": ([
        ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Code immeuble", "Lot", "Clé", "Montant"],
        ["0482", "3", "GEN", 410.0], ["0517", "7", "GEN", 500.0],
    ], "COPROPRIETE_INCONNUE"),
    "a name and a code that are two of ours": ([
        ["Provisions exigibles le 01/04/2026"], ["Code immeuble", "Immeuble", "Lot", "Clé", "Montant"],
        ["X003", "LE BIZILLON", "3", "GEN", 410.0],
    ], "COPROPRIETE_INCONNUE"),
    "the registration of another beside our name": ([
        ["Provisions exigibles le 01/04/2026"], ["N° immatriculation", "Immeuble", "Lot", "Clé", "Montant"],
        ["AC9999999", "LE BIZILLON", "3", "GEN", 410.0],
    ], "COPROPRIETE_INCONNUE"),
    "a header that hesitates under a bare word of works": ([
        ["SDC Le Bizillon"], ["Exigible le 01/04/2026"], ["Travaux"],
        ["Lot", "Clé", "Appel de fonds travaux"], ["3", "GEN", 410.0],
    ], "NATURE_INCERTAINE"),
    "a kind after blocks of two keys says none": ([
        ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Lot", "Montant"],
        ["Charges générales"], ["3", 410.0], ["7", 500.0], ["Ascenseur"], ["3", 71.25], ["7", 97.5],
        ["AVANCE DE TRÉSORERIE"], ["3", 23.58], ["7", 28.75], ["Total", 1131.08],
    ], "CLE_ABSENTE"),
    "a fonds de travaux whose words may name another key": ([
        ["SDC Le Bizillon"], ["Appel exigible le 01/04/2026"], ["Lot", "Libellé", "Montant"],
        ["3", "Charges générales, provision", 410.0], ["3", "Fonds de travaux bâtiment Z", 23.58],
    ], "CLE_ABSENTE"),
    "a fonds de travaux of a year that no vote covers": ([
        ["SDC Le Bizillon"], ["Appel exigible le 01/04/2031"], ["Lot", "Libellé", "Montant"],
        ["3", "Charges générales, provision", 410.0], ["3", "Fonds de travaux", 23.58],
    ], "CLE_ABSENTE"),
    "the date of a later block is not that of the first": ([
        ["SDC Le Bizillon"], ["Lot", "Clé", "Montant"], ["Provisions"], ["3", "GEN", 410.0],
        ["Travaux - à régler le 15/05/2026"], ["3", "GEN", 100.0], ["Total", "", 510.0],
    ], "DATE_INVALIDE"),
    "two dates at the foot": ([
        ["SDC Le Bizillon"], ["Appel de provisions"], ["Lot", "Clé", "Montant"], ["3", "GEN", 410.0],
        ["À régler avant le 01/04/2026"], ["ou à régler avant le 15/05/2026"],
    ], "DATE_INVALIDE"),
    "a row without lot among lines that each say it": ([
        ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Lot", "Clé", "Montant"],
        ["3", "GEN", 410.0], ["", "ASC", 71.25], ["7", "GEN", 500.0],
    ], "LOT_INCONNU"),
}
# fmt: on


@pytest.mark.parametrize(("rangees", "attendues"), CAS.values(), ids=CAS)
def test_a_call_is_read_whatever_its_layout(rangees, attendues):
    lecture = read_appel(make_xlsx(("Appel", rangees)), "appel.xlsx", PATRIMOINE)
    assert [one for one in lecture.anomalies if one.gravite != "information"] == []
    lues = [("+".join(x.lots), x.cle, str(x.nature), x.exigible, x.montant_centimes) for x in lecture.lignes]
    assert sorted(lues) == sorted(attendues)


@pytest.mark.parametrize(("rangees", "code"), REFUS.values(), ids=REFUS)
def test_what_a_layout_leaves_open_is_asked(rangees, code):
    lecture = read_appel(make_xlsx(("Appel", rangees)), "appel.xlsx", PATRIMOINE)
    assert lecture.issue == "refuse"
    assert {one.code for one in lecture.anomalies if one.gravite == "bloquante"} == {code}
