"""Amounts, lots and dates in the ways people type them."""

from datetime import date, datetime

from tests.appels_fonds.classeurs.dispositions import AVRIL, ENTETE, TITRE
from tests.appels_fonds.classeurs.registre import classeur, ecrire

NBSP, FINE = "\u00a0", "\u202f"


def _appel(*lignes, entete=ENTETE, **options):
    return ecrire(("Appel", [*TITRE, entete, *lignes]), **options)


@classeur("montants_en_texte.xlsx")
def montants_en_texte() -> bytes:
    return _appel(
        [3, "GEN", f"1{NBSP}410,00{NBSP}€"], [3, "ASC", f"1{FINE}071,25 €"], [7, "GEN", "500,00 EUR"],
        [7, "ASC", "97,50€"], [31, "GEN", "60"], [12, "GEN", "€ 200,10"], [13, "GEN", "1 220,5"],
    )  # fmt: skip


@classeur("montants_negatifs.xlsx")
def montants_negatifs() -> bytes:
    entete = ["Lot", "Clé", "Nature", "Montant"]
    return _appel(
        [3, "GEN", "Régularisation charges 2025", "(35,40)"],
        [3, "ASC", "Régularisation charges 2025", "12,10-"],
        [7, "GEN", "Régularisation charges 2025", "48,00 CR"],
        [7, "ASC", "Régularisation charges 2025", "\u221217,25"],
        [12, "GEN", "Régularisation charges 2025", "- 5,00 €"],
        entete=entete,
    )


@classeur("montants_point_millier.xlsx")
def montants_point_millier() -> bytes:
    return _appel([3, "GEN", "1.234,56"], [7, "GEN", "12.345.678,90"], [31, "GEN", "60,00"])


@classeur("montants_point_decimal.xlsx")
def montants_point_decimal() -> bytes:
    return _appel([3, "GEN", "1234.56"], [7, "GEN", "1,234.56"], [31, "GEN", "60.10"])


@classeur("montant_ambigu.xlsx")
def montant_ambigu() -> bytes:
    return _appel([3, "GEN", "1.234"], [7, "GEN", "500,00"])


@classeur("montant_ambigu_virgule.xlsx")
def montant_ambigu_virgule() -> bytes:
    return _appel([3, "GEN", "410,00"], [7, "GEN", "1,234"])


@classeur("montant_en_lettres.xlsx")
def montant_en_lettres() -> bytes:
    return _appel([3, "GEN", 410], [7, "GEN", "cinq cents"])


@classeur("montant_booleen.xlsx")
def montant_booleen() -> bytes:
    return _appel([3, "GEN", 410], [7, "GEN", True])


@classeur("montant_en_date.xlsx")
def montant_en_date() -> bytes:
    return _appel([3, "GEN", 410], [7, "GEN", datetime(2026, 5, 12)])


@classeur("fractions_de_centime.xlsx")
def fractions_de_centime() -> bytes:
    return _appel([3, "GEN", 410.005], [7, "GEN", 500])


@classeur("bruit_des_flottants.xlsx")
def bruit_des_flottants() -> bytes:
    return _appel([3, "GEN", 0.1 + 0.2], [7, "GEN", 1234.5600000000002], [31, "GEN", 71.24999999999999])


@classeur("lots_ecrits_autrement.xlsx")
def lots_ecrits_autrement() -> bytes:
    return _appel(
        ["0003", "GEN", 410], [7.0, "GEN", 500], ["Lot n° 12", "GEN", 200.1], ["lot 13", "GEN", 220],
        ["N°31", "GEN", 60], ["12.0", "ASC", 22],
    )  # fmt: skip


@classeur("lot_devenu_date.xlsx")
def lot_devenu_date() -> bytes:
    return _appel([3, "GEN", 410], [date(2013, 12, 1), "GEN", 420])


@classeur("dates_en_texte.xlsx")
def dates_en_texte() -> bytes:
    return ecrire(
        ("Appel", [
            ["SDC Le Bizillon", "Provisions"], [],
            ["Lot", "Clé", "Exigibilité", "Montant"],
            [3, "GEN", "01/04/2026", 410], [7, "GEN", "1er avril 2026", 500], [31, "GEN", "2026-04-01", 60],
            [12, "GEN", "01.04.26", 200], [13, "GEN", 46113, 220], [12, "ASC", "01-04-2026", 22],
        ])
    )  # fmt: skip


@classeur("date_impossible.xlsx")
def date_impossible() -> bytes:
    return ecrire(
        ("Appel", [
            ["SDC Le Bizillon", "Provisions"], [], ["Lot", "Clé", "Exigibilité", "Montant"],
            [3, "GEN", "01/04/2026", 410], [7, "GEN", "31/02/2026", 500],
        ])
    )  # fmt: skip


@classeur("date_absente.xlsx")
def date_absente() -> bytes:
    return ecrire(("Appel", [["SDC Le Bizillon", "Provisions"], [], ENTETE, [3, "GEN", 410], [7, "GEN", 500]]))


@classeur("dates_1904.xlsx")
def dates_1904() -> bytes:
    return ecrire(
        ("Appel", [
            ["SDC Le Bizillon", "Provisions"], [], ["Lot", "Clé", "Exigibilité", "Montant"],
            [3, "GEN", AVRIL, 410], [7, "GEN", AVRIL, 500],
        ]), date_1904=True,
    )  # fmt: skip


@classeur("formules_calculees.xlsx")
def formules_calculees() -> bytes:
    def formulas(book, pages):
        pages[0].write_formula("C5", "=41*10", None, 410)
        pages[0].write_formula("C6", "=ROUND(50*10,2)", None, 500)
        pages[0].write_formula("C7", "=SUM(C5:C6)", None, 910)

    return _appel([3, "GEN"], [7, "GEN"], ["Total"], apres=formulas)


@classeur("formule_en_erreur.xlsx")
def formule_en_erreur() -> bytes:
    def formulas(book, pages):
        pages[0].write_formula("C6", "=1/0", None, "#DIV/0!")

    return _appel([3, "GEN", 410], [7, "GEN"], apres=formulas)


@classeur("formule_jamais_calculee.xlsx")
def formule_jamais_calculee() -> bytes:
    def formulas(book, pages):
        pages[0].write_formula("C6", "=D6*E6/F6", None, "")

    entete = [*ENTETE, "À répartir", "Tantièmes", "Total"]
    return _appel([3, "GEN", 410, 10000, 41, 1000], [7, "GEN", None, 10000, 50, 1000], entete=entete, apres=formulas)


@classeur("texte_qui_ressemble_a_une_formule.xlsx")
def texte_qui_ressemble_a_une_formule() -> bytes:
    def write(book, pages):
        pages[0].write_string("A6", "=7")

    return _appel([3, "GEN", 410], [None, "GEN", 500], apres=write)
