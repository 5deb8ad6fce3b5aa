"""How one syndic lays its accounts out: everything that is drawn from the seed and is not the accounts themselves."""

import random
from dataclasses import dataclass

PRODUCTEURS = ["openpyxl", "openpyxl", "xlsxwriter", "xlsxwriter", "xlwt", "odf", "csv", "soffice-ods", "soffice-xls"]
RELEVES = ["plat", "plat", "sections", "sections", "comptes", "debit_credit", "libelle_compte", "matrice", "tetes"]
FAUTES = ["sous_total", "annexe2", "annexe3", "part", "base", "total_general", "ligne"]
SUFFIXES = ["", "", "", "00", "000", "0001"]


@dataclass(frozen=True)
class Style:
    """The choices of a syndic."""

    producteur: str
    releve: str
    montants: str
    suffixe: str
    jours: str
    un_seul_onglet: bool
    recuperable: str
    quote_part: bool
    tva: bool
    produits: str
    section: str
    ordre: int
    entetes: int
    annexe2: str
    annexe2_extra: bool
    annexe2_compte: str
    annexe2_totaux: bool
    annexe2_ordre: str
    annexe3: str
    repartition: str
    masquees: bool
    pieds: bool
    marge: int
    vides: bool
    titre: int
    repete: bool


def draw_style(hasard: random.Random) -> Style:
    """One syndic among many."""
    producteur = hasard.choice(PRODUCTEURS)
    texte = producteur == "csv" or hasard.random() < 0.3
    return Style(
        producteur=producteur,
        releve=hasard.choice(RELEVES),
        montants=hasard.choice(["texte", "euro", "parentheses", "suffixe"]) if texte else "nombre",
        suffixe=hasard.choice(SUFFIXES),
        jours=hasard.choice(["date", "date", "texte", "absente"]),
        un_seul_onglet=producteur == "csv" or hasard.random() < 0.25,
        recuperable=hasard.choice(["non", "non", "montant", "montant", "taux", "ouinon"]),
        quote_part=hasard.random() < 0.2,
        tva=hasard.random() < 0.2,
        produits=hasard.choice(["negatifs", "positifs_fin", "negatifs_fin"]),
        section=hasard.choice(["Clé {code} - {libelle}", "{code} - {libelle}", "CLÉ : {libelle} ({code})", "{libelle}",
                               "Clé de répartition : {code} {libelle}", "{code} {libelle}"]),
        ordre=hasard.randint(0, 3),
        entetes=hasard.randint(0, 3),
        annexe2=hasard.choice(["simple", "deux_lignes", "deux_lignes", "annees", "jours", "decale", "absente"]),
        annexe2_extra=hasard.random() < 0.3,
        annexe2_compte=hasard.choice(["colonne", "colonne", "colle"]),
        annexe2_totaux=hasard.random() < 0.6,
        annexe2_ordre=hasard.choice(["normal", "normal", "budgets_devant", "inverse"]),
        annexe3=hasard.choice(["simple", "simple", "cinq", "detail", "absente"]),
        repartition=hasard.choice(["plat", "plat", "lots", "matrice", "cles", "absente"]),
        masquees=hasard.random() < 0.1,
        pieds=hasard.random() < 0.5,
        marge=hasard.choice([0, 0, 0, 1]),
        vides=hasard.random() < 0.4,
        titre=hasard.randint(0, 5),
        repete=hasard.random() < 0.15,
    )  # fmt: skip
