"""Layouts that cabinets really send, by XlsxWriter: good files that must give exactly their lines."""

from datetime import date

from tests.appels_fonds.classeurs.registre import classeur, ecrire

AVRIL, JUILLET = date(2026, 4, 1), date(2026, 7, 1)
TITRE = [["SDC Le Bizillon"], ["Appel de provisions du 2e trimestre 2026, exigible le 01/04/2026"], []]
ENTETE = ["Lot", "Clé", "Montant appelé"]


@classeur("long_toutes_colonnes.xlsx")
def long_toutes_colonnes() -> bytes:
    return ecrire(
        ("Appel", [
            ["Code immeuble", "N° lot", "Désignation", "Nature", "Code clé", "Libellé clé", "Tantièmes", "Base",
             "Exigible le", "Montant"],
            ["X001", 3, "T3", "Provision charges courantes", "GEN", "Charges générales", 41, 1000, AVRIL, 410],
            ["X001", 3, "T3", "Provision charges courantes", "ASC", "Ascenseur", 38, 800, AVRIL, 71.25],
            ["X002", "10A", "T4", "Provision charges courantes", "GEN", "Charges générales", 402, 10000, AVRIL, 804.4],
            ["X002", "10A", "T4", "Cotisation fonds de travaux", "GEN", "Charges générales", 402, 10000, AVRIL, 40.22],
        ])
    )  # fmt: skip


@classeur("constantes_au_titre.xlsx")
def constantes_au_titre() -> bytes:
    return ecrire(
        ("Avis", [
            ["Régie du Furan", None, "12 place Jean Jaurès"],
            ["Copropriété :", "SDC Le Bizillon"],
            ["Lot :", "7"],
            ["Date d'exigibilité :", AVRIL],
            ["Objet :", "Appel de provisions 2e trimestre 2026"],
            [],
            ["Clé de répartition", "Vos tantièmes", "Total tantièmes", "À répartir", "Votre quote-part"],
            ["Charges générales", 50, 1000, 10000, 500],
            ["Ascenseur", 52, 800, 1500, 97.5],
            ["Total à payer", None, None, None, 597.5],
        ])
    )  # fmt: skip


@classeur("entete_double_fusionne.xlsx")
def entete_double_fusionne() -> bytes:
    rangees = [
        *TITRE,
        ["Lot", "Charges générales", None, "Ascenseur", None],
        [None, "Tantièmes", "Montant", "Tantièmes", "Montant"],
        [3, 41, 410, 38, 71.25],
        [7, 50, 500, 52, 97.5],
        ["TOTAL", None, 910, None, 168.75],
    ]

    def merge(book, pages):
        pages[0].merge_range(3, 1, 3, 2, "Charges générales")
        pages[0].merge_range(3, 3, 3, 4, "Ascenseur")
        pages[0].merge_range(3, 0, 4, 0, "Lot")

    return ecrire(("T2", rangees), apres=merge)


@classeur("large_par_cle.xlsx")
def large_par_cle() -> bytes:
    return ecrire(
        ("T2 2026", [
            *TITRE,
            ["Lot", "Charges générales", "Ascenseur", "Chauffage collectif", "Total"],
            [3, 410, 71.25, 120, 601.25],
            [7, 500, 97.5, 144, 741.5],
            [31, 60, None, None, 60],
            ["Total", 970, 168.75, 264, 1402.75],
        ])
    )  # fmt: skip


@classeur("large_par_echeance.xlsx")
def large_par_echeance() -> bytes:
    return ecrire(
        ("Annee", [
            ["SDC La Terrasse"],
            ["Échéancier 2026 des provisions de charges courantes"],
            [],
            ["Lot", "Clé", "Appel du 01/04/2026", "Appel du 01/07/2026", "Appel du 01/10/2026"],
            ["1", "GEN", 620, 620, 620.01],
            ["2", "GEN", 590, 590, 590.02],
        ])
    )  # fmt: skip


@classeur("echeances_datees.xlsx")
def echeances_datees() -> bytes:
    def dates(book, pages):
        jour = book.add_format({"num_format": "dd/mm/yyyy", "bold": True})
        for colonne, exigible in ((2, AVRIL), (3, JUILLET)):
            pages[0].write_datetime(3, colonne, exigible, jour)

    return ecrire(
        ("Annee", [["SDC La Terrasse"], ["Provisions sur charges courantes 2026"], [], ["Lot", "Clé"],
                   ["1", "GEN", 620, 621], ["2", "EAU", 59, 60]]),
        apres=dates,
    )  # fmt: skip


@classeur("blocs_par_copropriete.xlsx")
def blocs_par_copropriete() -> bytes:
    return ecrire(
        ("Appels", [
            ["Régie du Furan : appels du 2e trimestre 2026, provisions"],
            [],
            ["Copropriété : SDC Le Bizillon"],
            ["Exigible le 01/04/2026"],
            ["Lot", "Clé", "Tantièmes", "Montant appelé"],
            [3, "GEN", 41, 410],
            [7, "GEN", 50, 500],
            ["Sous-total SDC Le Bizillon", None, None, 910],
            [],
            ["Copropriété : SDC La Terrasse"],
            ["Exigible le 01/07/2026"],
            ["Lot", "Clé", "Tantièmes", "Montant appelé"],
            ["1", "GEN", 310, 620],
            ["10A", "EAU", 14, 28.5],
            ["Sous-total SDC La Terrasse", None, None, 648.5],
            [],
            ["TOTAL GÉNÉRAL", None, None, 1558.5],
        ])
    )  # fmt: skip


@classeur("feuille_par_copropriete.xlsx")
def feuille_par_copropriete() -> bytes:
    def page(nom, exigible, lignes):
        return [[nom], [f"Provisions du trimestre, exigibles le {exigible}"], [], ENTETE, *lignes]

    return ecrire(
        ("Récapitulatif", [
            ["Récapitulatif des appels"], [], ["Copropriété", "Montant appelé"],
            ["SDC Le Bizillon", 910], ["SDC La Terrasse", 648.5], ["Total", 1558.5],
        ]),
        ("Bizillon", page("SDC Le Bizillon", "01/04/2026", [[3, "GEN", 410], [7, "GEN", 500], ["Total", None, 910]])),
        ("Terrasse", page("SDC La Terrasse", "01/04/2026",
                          [["1", "GEN", 620], ["10A", "EAU", 28.5], ["Total", None, 648.5]])),
    )  # fmt: skip


@classeur("sous_totaux_reports.xlsx")
def sous_totaux_reports() -> bytes:
    return ecrire(
        ("Appel", [
            *TITRE,
            ENTETE,
            [3, "GEN", 410],
            [3, "ASC", 71.25],
            ["Total lot 3", None, 481.25],
            [7, "GEN", 500],
            ["À reporter", None, 981.25],
            [],
            ["SDC Le Bizillon", None, "Page 2/2"],
            ENTETE,
            ["Report", None, 981.25],
            [7, "ASC", 97.5],
            ["Total lot 7", None, 597.5],
            ["Total général", None, 1078.75],
            [],
            ["Pour toute question : 04 77 12 34 56, copro@furan.example"],
            ["RCS Saint-Étienne 732 829 320, carte professionnelle CPI 4201 2018 000 025 123"],
        ])
    )  # fmt: skip


@classeur("debit_credit.xlsx")
def debit_credit() -> bytes:
    return ecrire(
        ("Compte", [
            ["SDC Le Bizillon"], [],
            ["Lot", "Clé", "Libellé", "Exigible le", "Débit", "Crédit"],
            [3, "GEN", "Provision 2e trimestre 2026", AVRIL, 410, None],
            [3, "GEN", "Régularisation exercice 2025", AVRIL, None, 35.4],
            [7, "GEN", "Provision 2e trimestre 2026", AVRIL, 500, 0],
            ["Totaux", None, None, None, 910, 35.4],
        ])
    )  # fmt: skip


@classeur("colonnes_leurres.xlsx")
def colonnes_leurres() -> bytes:
    return ecrire(
        ("Appel", [
            *TITRE,
            ["Lot", "Clé", "Budget annuel", "À répartir", "Tantièmes", "Total", "Quote-part annuelle", "Appel N-1",
             "Montant appelé", "Dont locatif", "Dont déductible"],
            [3, "GEN", 40000, 10000, 41, 1000, 1640, 402.5, 410, 205.1, 300],
            [7, "ASC", 6000, 1500, 52, 800, 390, 96, 97.5, 80, 90],
            ["Total", None, None, None, None, None, 2030, 498.5, 507.5, 285.1, 390],
        ])
    )  # fmt: skip


@classeur("colonnes_dans_le_desordre.xlsx")
def colonnes_dans_le_desordre() -> bytes:
    return ecrire(
        ("Feuil1", [
            [], [], [],
            [None, None, None, "À régler avant le", "Net à payer", "Grille", "UF", "Immeuble", "Type d'appel"],
            [None, None, None, AVRIL, 620, "Charges générales", "1", "LA TERRASSE", "Provision"],
            [None, None, None, AVRIL, 28.5, "Eau froide", "10 A", "LA TERRASSE", "Provision"],
        ])
    )  # fmt: skip


@classeur("entete_tres_bas.xlsx")
def entete_tres_bas() -> bytes:
    lettre = [[f"Paragraphe {rang} de la lettre d'accompagnement."] for rang in range(1, 46)]
    return ecrire(("Courrier", [*TITRE, *lettre, ENTETE, [3, "GEN", 410], [7, "GEN", 500]]))


@classeur("plusieurs_lots_par_ligne.xlsx")
def plusieurs_lots_par_ligne() -> bytes:
    return ecrire(("Appel", [*TITRE, ENTETE, ["3, 7 et 31", "GEN", 970], ["12-13", "ASC", 46], ["12 + 13", "GEN", 84]]))


@classeur("soldes_et_reglements.xlsx")
def soldes_et_reglements() -> bytes:
    return ecrire(
        ("Relevé", [
            ["SDC Le Bizillon"], [],
            ["Date d'échéance", "Lot", "Clé", "Libellé", "Montant"],
            [AVRIL, 3, "GEN", "Solde antérieur", 120.4],
            [AVRIL, 3, "GEN", "Votre règlement du 05/01/2026", -120.4],
            [AVRIL, 3, "GEN", "Provision charges courantes T2 2026", 410],
            [AVRIL, 3, "GEN", "Fonds de travaux loi ALUR", 20.5],
        ])
    )  # fmt: skip


@classeur("natures_diverses.xlsx")
def natures_diverses() -> bytes:
    return ecrire(
        ("Appel", [
            ["Copropriété SDC Le Bizillon, exigible le 01/04/2026"], [],
            ["Lot", "Clé", "Rubrique", "Montant"],
            [3, "GEN", "Provision charges courantes", 410],
            [3, "GEN", "Complément de provision après vote du budget", 12.3],
            [3, "GEN", "Travaux ravalement façade, 1er appel", 830],
            [3, "GEN", "Avance de trésorerie", 55],
            [7, "GEN", "Remboursement avance de trésorerie", -40],
            [7, "CHF", "Calories relevé de compteurs", 66.1],
            [7, "GEN", "Frais de relance", 25],
            [7, "GEN", "Indemnité d'assurance dégât des eaux", -90],
        ])
    )  # fmt: skip


@classeur("colonne_masquee.xlsx")
def colonne_masquee() -> bytes:
    def hide(book, pages):
        pages[0].set_column(1, 1, None, None, {"hidden": 1})

    rangees = [*TITRE, ["Lot", "Tantièmes", "Clé", "Montant appelé"], [3, 41, "GEN", 410], [7, 50, "GEN", 500]]
    return ecrire(("Appel", rangees), apres=hide)


@classeur("zeros_et_vides.xlsx")
def zeros_et_vides() -> bytes:
    return ecrire(("Appel", [*TITRE, ENTETE, [3, "GEN", 410], [31, "ASC", 0], [31, "CHF", None], [7, "GEN", 500]]))
