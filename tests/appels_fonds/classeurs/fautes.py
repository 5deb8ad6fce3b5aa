"""Faults of the trade: each refuses the file at its cell, or asks for a comment."""

from datetime import date

from tests.appels_fonds.classeurs.dispositions import AVRIL, ENTETE, TITRE
from tests.appels_fonds.classeurs.registre import classeur, ecrire


def _appel(*lignes, entete=ENTETE, titre=TITRE, **options):
    return ecrire(("Appel", [*titre, entete, *lignes]), **options)


@classeur("lot_inconnu.xlsx")
def lot_inconnu() -> bytes:
    return _appel([3, "GEN", 410], [99, "GEN", 120])


@classeur("lot_vendu.xlsx")
def lot_vendu() -> bytes:
    return _appel([3, "GEN", 410], [45, "GEN", 440])


@classeur("lot_pas_encore_acquis.xlsx")
def lot_pas_encore_acquis() -> bytes:
    titre = [["Résidence Les Glycines"], ["Provisions, exigible le 01/04/2026"], []]
    return _appel(["101", "001", 121], ["205", "001", 98], titre=titre)


@classeur("cle_inconnue.xlsx")
def cle_inconnue() -> bytes:
    return _appel([3, "GEN", 410], [7, "PISCINE", 12])


@classeur("cle_absente.xlsx")
def cle_absente() -> bytes:
    return _appel([3, "GEN", 410], [7, None, 500])


@classeur("sans_colonne_cle.xlsx")
def sans_colonne_cle() -> bytes:
    return _appel([3, 410], [7, 500], entete=["Lot", "Montant appelé"])


@classeur("copropriete_inconnue.xlsx")
def copropriete_inconnue() -> bytes:
    return _appel([3, "GEN", 410], titre=[["SDC Les Capucines"], ["Provisions exigibles le 01/04/2026"], []])


@classeur("copropriete_inconnue_sur_une_ligne.xlsx")
def copropriete_inconnue_sur_une_ligne() -> bytes:
    entete = ["Copropriété", "Lot", "Clé", "Exigible le", "Montant"]
    lignes = [["X001", 3, "GEN", AVRIL, 410], ["X999", 3, "GEN", AVRIL, 410]]
    return _appel(*lignes, entete=entete, titre=[["Provisions du trimestre"], []])


@classeur("ligne_en_double.xlsx")
def ligne_en_double() -> bytes:
    return _appel([3, "GEN", 410], [7, "GEN", 500], [3, "GEN", 410])


@classeur("plusieurs_fautes.xlsx")
def plusieurs_fautes() -> bytes:
    return _appel([99, "GEN", 410], [7, "PISCINE", 500], [3, "GEN", "n.c."], [12, "GEN", 200])


@classeur("faute_repetee.xlsx")
def faute_repetee() -> bytes:
    return _appel(*[[rang, "GEN", 10 + rang] for rang in range(100, 130)])


@classeur("deux_colonnes_montant.xlsx")
def deux_colonnes_montant() -> bytes:
    return _appel([3, "GEN", 410, 420], [7, "GEN", 500, 510], entete=["Lot", "Clé", "Montant", "Montant appelé"])


@classeur("deux_colonnes_egales.xlsx")
def deux_colonnes_egales() -> bytes:
    return _appel([3, "GEN", 410, 410], [7, "GEN", 500, 500], entete=["Lot", "Clé", "Montant", "Net à payer"])


@classeur("total_different.xlsx")
def total_different() -> bytes:
    return _appel([3, "GEN", 410], [7, "GEN", 500], ["Total", None, 920])


@classeur("nature_incertaine.xlsx")
def nature_incertaine() -> bytes:
    titre = [["SDC Le Bizillon"], ["Exigible le 01/04/2026"], []]
    return _appel([3, "GEN", 410], [7, "GEN", 500], titre=titre)


@classeur("ligne_masquee.xlsx")
def ligne_masquee() -> bytes:
    return _appel(
        [3, "GEN", 410],
        [7, "GEN", 500],
        [31, "GEN", 60],
        apres=lambda _, pages: pages[0].set_row(5, None, None, {"hidden": 1}),
    )


@classeur("feuille_masquee.xlsx")
def feuille_masquee() -> bytes:
    return ecrire(
        ("Appel", [*TITRE, ENTETE, [3, "GEN", 410]]),
        ("Ancien", [*TITRE, ENTETE, [7, "GEN", 500]]),
        apres=lambda _, pages: pages[1].hide(),
    )


@classeur("sans_tableau.xlsx")
def sans_tableau() -> bytes:
    return ecrire(
        ("Lettre", [["Madame, Monsieur,"], ["Veuillez trouver ci-joint l'appel de fonds."], ["Cordialement"]])
    )


@classeur("entete_sans_ligne.xlsx")
def entete_sans_ligne() -> bytes:
    return _appel()


@classeur("classeur_vide.xlsx")
def classeur_vide() -> bytes:
    return ecrire(("Feuil1", []))


@classeur("provision_negative.xlsx")
def provision_negative() -> bytes:
    entete = ["Lot", "Clé", "Nature", "Montant"]
    return _appel([3, "GEN", "Provision", 410], [7, "GEN", "Provision", -500], entete=entete)


@classeur("lot_de_deux_coproprietes.xlsx")
def lot_de_deux_coproprietes() -> bytes:
    return _appel(["3", "GEN", 410], titre=[["Régie du Furan"], ["Provisions exigibles le 01/04/2026"], []])


@classeur("feuille_fautive_parmi_deux.xlsx")
def feuille_fautive_parmi_deux() -> bytes:
    terrasse = [
        ["SDC La Terrasse"],
        ["Provisions exigibles le 01/04/2026"],
        [],
        ENTETE,
        ["1", "GEN", 620],
        ["77", "GEN", 1],
    ]
    return ecrire(("Bizillon", [*TITRE, ENTETE, [3, "GEN", 410]]), ("Terrasse", terrasse))


@classeur("deux_coproprietes_dans_le_titre.xlsx")
def deux_coproprietes_dans_le_titre() -> bytes:
    titre = [["SDC Le Bizillon et SDC La Terrasse"], ["Provisions exigibles le 01/04/2026"], []]
    return _appel([3, "GEN", 410], titre=titre)


@classeur("exigible_hors_du_temps.xlsx")
def exigible_hors_du_temps() -> bytes:
    entete = ["Lot", "Clé", "Exigible le", "Montant"]
    return _appel(
        [3, "GEN", AVRIL, 410],
        [7, "GEN", date(1926, 4, 1), 500],
        entete=entete,
        titre=[["SDC Le Bizillon, provisions"], []],
    )
