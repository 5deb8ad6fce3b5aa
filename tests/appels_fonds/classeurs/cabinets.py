"""Habits of cabinets, harder to read: sections, nested headers, footers with amounts, odd characters."""

from datetime import date, datetime

from tests.appels_fonds.classeurs.dispositions import AVRIL, ENTETE, TITRE
from tests.appels_fonds.classeurs.registre import classeur, ecrire


def _appel(*rangees, **options):
    return ecrire(("Appel", [list(rangee) for rangee in rangees]), **options)


@classeur("sections_par_lot.xlsx")
def sections_par_lot() -> bytes:
    return _appel(
        ["SDC Le Bizillon - provisions 2T2026 - exigibles le 01/04/2026"], [],
        ["Nature de charges", "Tantièmes", "Base", "Quote-part"],
        ["Lot n° 3 - Appartement T3"],
        ["Charges générales", 41, 1000, 410], ["Ascenseur", 38, 800, 71.25], ["Total lot 3", None, None, 481.25],
        ["Lot n° 7 - Appartement T4"],
        ["Charges générales", 50, 1000, 500], ["Ascenseur", 52, 800, 97.5], ["Total lot 7", None, None, 597.5],
        ["TOTAL DE VOTRE APPEL", None, None, 1078.75],
    )  # fmt: skip


@classeur("sections_par_cle.xlsx")
def sections_par_cle() -> bytes:
    return _appel(
        *TITRE, ["N° lot", "Tantièmes", "Montant appelé"],
        ["Charges générales"], [3, 41, 410], [7, 50, 500], ["Total charges générales", None, 910],
        ["Ascenseur"], [3, 38, 71.25], [7, 52, 97.5], ["Total ascenseur", None, 168.75],
    )  # fmt: skip


@classeur("sections_par_nature.xlsx")
def sections_par_nature() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Montant"],
        ["Provisions sur charges courantes"], [3, "GEN", 410], [7, "GEN", 500],
        ["Fonds de travaux (art. 14-2-1)"], [3, "GEN", 20.5], [7, "GEN", 25],
        ["Travaux votés : ravalement"], [3, "GEN", 830],
    )  # fmt: skip


@classeur("large_par_nature.xlsx")
def large_par_nature() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [],
        ["Lot", "Clé", "Provision charges courantes", "Fonds de travaux", "Travaux ravalement", "Total à payer"],
        [3, "GEN", 410, 20.5, 830, 1260.5], [7, "GEN", 500, 25, None, 525],
    )  # fmt: skip


@classeur("copropriete_fusionnee.xlsx")
def copropriete_fusionnee() -> bytes:
    def merge(book, pages):
        pages[0].merge_range("A2:A4", "SDC Le Bizillon")
        pages[0].merge_range("B2:B3", 3)
        pages[0].merge_range("A5:A6", "SDC La Terrasse")

    return _appel(
        ["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant"],
        ["SDC Le Bizillon", 3, "GEN", "Provision", AVRIL, 410],
        [None, None, "ASC", "Provision", AVRIL, 71.25],
        [None, 7, "GEN", "Provision", AVRIL, 500],
        ["SDC La Terrasse", "1", "GEN", "Provision", AVRIL, 620],
        [None, "2", "GEN", "Provision", AVRIL, 590],
        apres=merge,
    )


@classeur("pied_avec_montants.xlsx")
def pied_avec_montants() -> bytes:
    return _appel(
        *TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", 500], ["Total", None, 910], [],
        ["Montant à régler avant le 01/04/2026", None, 910], ["Dont TVA", None, 12.4],
        ["IBAN FR76 3000 6000 0112 3456 7890 189"], ["Tél.", None, "04 77 12 34 56"], ["Page 1 / 1"],
    )  # fmt: skip


@classeur("feuilles_de_reference.xlsx")
def feuilles_de_reference() -> bytes:
    return ecrire(
        (
            "Clés",
            [["Clé", "Libellé", "Total tantièmes"], ["GEN", "Charges générales", 1000], ["ASC", "Ascenseur", 800]],
        ),
        ("Budget", [["Poste", "Budget annuel", "Budget N-1"], ["Eau", 12000, 11800], ["Assurance", 4200, 4100]]),
        ("Appel", [*TITRE, ENTETE, [3, "GEN", 410], [7, "ASC", 97.5]]),
    )


@classeur("graphique_et_image.xlsx")
def graphique_et_image() -> bytes:
    def draw(book, pages):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Appel!$C$5:$C$6"})
        book.add_chartsheet("Graphe").set_chart(chart)
        pages[0].write_comment("C5", "à vérifier")
        pages[0].autofilter("A4:C6")
        pages[0].data_validation("B5:B9", {"validate": "list", "source": ["GEN", "ASC"]})
        book.define_name("Total", "=Appel!$C$7")

    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", 500], apres=draw)


@classeur("unites_dans_les_entetes.xlsx")
def unites_dans_les_entetes() -> bytes:
    return _appel(
        *TITRE, ["Nº de lot", "Clé de répartition\n(code)", "Vos tantièmes", "Total\ntantièmes", "Montant TTC\n(en €)"],
        [3, "GEN", 41, 1000, 410], [7, "GEN", 50, 1000, 500],
    )  # fmt: skip


@classeur("accents_decomposes.xlsx")
def accents_decomposes() -> bytes:
    return _appel(
        ["Re\u0301sidence Les Glycines"], ["Provisions, exigibles le\u00a001/04/2026"], [],
        ["Lot\u00a0", "Cle\u0301", "Montant appele\u0301\u200b"], ["101 ", "001", 121], ["\u2009102", "002", 65.5],
    )  # fmt: skip


@classeur("cles_sans_leurs_zeros.xlsx")
def cles_sans_leurs_zeros() -> bytes:
    return _appel(
        ["Résidence Les Glycines"], ["Provisions, exigibles le 01/04/2026"], [], ENTETE,
        [101, 1, 121], ["0102", 2, 65.5],
    )  # fmt: skip


@classeur("cles_code_et_libelle.xlsx")
def cles_code_et_libelle() -> bytes:
    return _appel(
        ["Résidence Les Glycines"], ["Provisions, exigibles le 01/04/2026"], [], ENTETE,
        ["101", "001 - Charges communes générales", 121], ["102", "Bât. B", 65.5],
    )  # fmt: skip


@classeur("par_immatriculation.xlsx")
def par_immatriculation() -> bytes:
    return _appel(
        ["N° d'immatriculation : AC4200025"], ["Provisions exigibles le 01/04/2026"], [], ENTETE, ["1", "GEN", 620]
    )


@classeur("par_adresse.xlsx")
def par_adresse() -> bytes:
    return _appel(
        ["18 rue Bergson, 42000 Saint-Étienne"], ["Provisions exigibles le 01/04/2026"], [], ENTETE, ["1", "GEN", 620]
    )


@classeur("nom_de_feuille.xlsx")
def nom_de_feuille() -> bytes:
    return ecrire(("SDC La Terrasse", [["Provisions exigibles le 01/04/2026"], [], ENTETE, ["1", "GEN", 620]]))


@classeur("deux_travaux_le_meme_jour.xlsx")
def deux_travaux_le_meme_jour() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Libellé", "Montant"],
        [3, "GEN", "Travaux ravalement façade 2/4", 830], [3, "GEN", "Travaux réfection toiture 1/3", 415],
    )  # fmt: skip


@classeur("meme_ligne_deux_montants.xlsx")
def meme_ligne_deux_montants() -> bytes:
    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [3, "GEN", 415])


@classeur("trimestres_sans_date.xlsx")
def trimestres_sans_date() -> bytes:
    return _appel(
        ["SDC Le Bizillon, provisions de l'exercice 2026"], [], ["Lot", "Clé", "T1", "T2", "T3", "T4"],
        [3, "GEN", 410, 410, 410, 410],
    )  # fmt: skip


@classeur("date_americaine.xlsx")
def date_americaine() -> bytes:
    return _appel(
        ["SDC Le Bizillon, provisions"], [], ["Lot", "Clé", "Exigible le", "Montant"], [3, "GEN", "04/13/2026", 410]
    )


@classeur("date_et_heure.xlsx")
def date_et_heure() -> bytes:
    return _appel(
        ["SDC Le Bizillon, provisions"], [], ["Lot", "Clé", "Exigible le", "Montant"],
        [3, "GEN", datetime(2026, 4, 1, 0, 0), 410], [7, "GEN", "2026-04-01T00:00:00", 500],
    )  # fmt: skip


@classeur("montants_exotiques.xlsx")
def montants_exotiques() -> bytes:
    return _appel(
        *TITRE, ENTETE, [3, "GEN", "1'234.56"], [7, "GEN", "1 23,45"], [31, "GEN", "1,2E+03"], [12, "GEN", "12,5"]
    )


@classeur("zeros_ecrits.xlsx")
def zeros_ecrits() -> bytes:
    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", "0,00 €"], [12, "GEN", "-"], [13, "GEN", "0"])


@classeur("total_muet.xlsx")
def total_muet() -> bytes:
    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", 500], [None, None, 910])


@classeur("montant_sans_lot.xlsx")
def montant_sans_lot() -> bytes:
    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [None, "GEN", 333.33], [7, "GEN", 500])


@classeur("total_masque.xlsx")
def total_masque() -> bytes:
    return _appel(
        *TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", 500], ["Total", None, 910],
        apres=lambda _, pages: pages[0].set_row(6, None, None, {"hidden": 1}),
    )  # fmt: skip


@classeur("ligne_de_hauteur_nulle.xlsx")
def ligne_de_hauteur_nulle() -> bytes:
    return _appel(*TITRE, ENTETE, [3, "GEN", 410], [7, "GEN", 500], apres=lambda _, pages: pages[0].set_row(5, 0))


@classeur("deux_tableaux_empiles.xlsx")
def deux_tableaux_empiles() -> bytes:
    return _appel(
        *TITRE, ENTETE, [3, "GEN", 410], ["Total", None, 410], [], [],
        ["Travaux ravalement, exigibles le 01/07/2026"], ["Clé", "Montant appelé", "Lot"],
        ["GEN", 830, 3], ["Total", 830],
    )  # fmt: skip


@classeur("coproprietes_melangees.xlsx")
def coproprietes_melangees() -> bytes:
    return _appel(
        ["Immatriculation", "Lot", "Clé", "Type d'appel", "Échéance", "Montant"],
        ["AC4200017", 3, "GEN", "Provision", AVRIL, 410], ["AC4200025", 1, "GEN", "Provision", AVRIL, 620],
        ["AB6900333", "101", "001", "Provision", date(2026, 7, 1), 121],
    )  # fmt: skip


@classeur("lots_et_tantiemes_groupes.xlsx")
def lots_et_tantiemes_groupes() -> bytes:
    return _appel(
        *TITRE,
        ["Lots", "Clé", "Tantièmes", "Montant"],
        ["3/7", "GEN", 91, 910],
        ["12 & 13", "GEN", 42, 420],
        ["31", "GEN", 6, 60],
    )


@classeur("lot_a_deux_numeros.xlsx")
def lot_a_deux_numeros() -> bytes:
    return _appel(*TITRE, ENTETE, ["12-14", "GEN", 420])


@classeur("regularisation_de_lot_vendu.xlsx")
def regularisation_de_lot_vendu() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Nature", "Montant"],
        [45, "GEN", "Régularisation de charges 2025", 35.4],
    )  # fmt: skip


@classeur("restitution_positive.xlsx")
def restitution_positive() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Nature", "Montant"],
        [3, "GEN", "Remboursement avance de trésorerie", 40],
    )  # fmt: skip


@classeur("nature_double.xlsx")
def nature_double() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Nature", "Montant"],
        [3, "GEN", "Provision et travaux", 410],
    )  # fmt: skip


@classeur("debit_et_credit_sur_une_ligne.xlsx")
def debit_et_credit_sur_une_ligne() -> bytes:
    return _appel(
        ["SDC Le Bizillon, provisions exigibles le 01/04/2026"], [], ["Lot", "Clé", "Débit", "Crédit"],
        [3, "GEN", 410, None], [7, "GEN", 500, 20],
    )  # fmt: skip


@classeur("seulement_des_soldes.xlsx")
def seulement_des_soldes() -> bytes:
    return _appel(
        ["SDC Le Bizillon, exigible le 01/04/2026"], [], ["Lot", "Clé", "Libellé", "Montant"],
        [3, "GEN", "Solde antérieur", 120.4], [3, "GEN", "Votre règlement", -120.4],
    )  # fmt: skip


@classeur("sep_point_virgule.csv")
def sep_point_virgule() -> bytes:
    return (
        "sep=;\r\nCopropriété;Lot;Clé;Nature;Exigible le;Montant\r\nX001;3;GEN;Provision;01/04/2026;410,00\r\n".encode(
            "cp1252"
        )
    )


@classeur("utf16_sans_bom.csv")
def utf16_sans_bom() -> bytes:
    return (
        "Copropriété\tLot\tClé\tNature\tExigible le\tMontant\r\nX001\t3\tGEN\tProvision\t01/04/2026\t410,00\r\n".encode(
            "utf-16-le"
        )
    )


@classeur("points_virgules_en_trop.csv")
def points_virgules_en_trop() -> bytes:
    return (
        "SDC Le Bizillon;;;;;\r\nProvisions exigibles le 01/04/2026;;;;;\r\n;;;;;\r\nLot;Clé;Montant;;;\r\n"
        "3;GEN;410,00;;;\r\n;;;;;\r\n7;GEN;500,00;;;\r\nTOTAL;;910,00;;;\r\n;;;;;\r\n"
    ).encode()


@classeur("guillemet_ouvert.csv")
def guillemet_ouvert() -> bytes:
    return (
        "Copropriété;Lot;Clé;Nature;Exigible le;Montant\n"
        'X001;3;GEN;"Provision;01/04/2026;410,00\nX001;7;GEN;Provision;01/04/2026;500,00\n'
    ).encode()  # fmt: skip
