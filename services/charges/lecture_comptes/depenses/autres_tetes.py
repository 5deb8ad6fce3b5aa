"""Headings of a list of expenses that name a supplier, a month, a kind of expense: never a key.

They say so themselves (« Fournisseur : … », « Mars 2025 »); or they are words of which none, in the whole list, may be
a key. The key and the account above them, if any, stay.
"""

import re

from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.colonnes import ColonnesReleve
from services.charges.lecture_comptes.depenses.etat import AUTRE, EtatReleve
from services.charges.lecture_comptes.depenses.feuilles_par_cle import names_cle
from services.charges.lecture_comptes.depenses.totaux import says_general
from services.charges.lecture_comptes.valeurs.bases import drop_base, is_base
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_explicit, name_titre, split_cle
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_TIERS = r"fournisseurs?|prestataires?|entreprises?|tiers|beneficiaires?|intervenants?|creanciers?|societes?"
_TEMPS = r"mois|trimestres?|semestres?|periodes?|dates?"
_SORTES = r"natures?|postes?|rubriques?|familles?|types? de depenses?"
_FOURNISSEUR = re.compile(rf"^(?:{_TIERS}) (?:n |no )?\S")
_AUTRE = re.compile(
    rf"^(?:{_TEMPS}|{_SORTES}) \S"
    r"|^(?:[1-4] ?(?:er|ere|e|eme|nd|nde)? )(?:trim\w*|sem|semestres?)\b|^[ts] ?[1-4](?: 20\d\d)?$"
    r"|^(?:janv(?:ier)?|fev(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|dec(?:embre)?)(?: (?:20)?\d\d)?$"
)
_CODEE = re.compile(r"^\S+\s*[-–:]|\)$|^[A-Z]{0,3}\d")
"""A code that more than a space parts from its label, or that has a figure: « SARL » is none."""
TIERS, SORTES = "tiers", "sortes"
_PAR_TIERS = re.compile(rf"\bpar (?:{_TIERS})\b|^(?:{_TIERS})$")


def is_autre_tete(etat: EtatReleve, place: int, texte: str) -> bool:
    """Whether a heading names anything but a key: by its own words, or with all those of its table."""
    remarque = place == etat.colonnes.libelle and texte[0].islower()
    if remarque or is_explicit(texte) or etat.index.find(texte) is not None:
        return False
    mots = normalise(texte)
    return bool(_FOURNISSEUR.match(mots) or _AUTRE.match(mots) or etat.autres)


def open_autre(etat: EtatReleve, texte: str) -> None:
    """The lines that follow are of this supplier, this month, this kind; under the key and the account above, unless
    that key is over, or that account stood under such a heading itself."""
    if etat.close:
        etat.open_cle(None)
    sous_compte = etat.compte != "" and (etat.sous_compte or etat.reperes.compte == len(etat.lignes))
    if sous_compte:
        etat.close_tetes(AUTRE)
        etat.reperes.groupe = len(etat.lignes)
    else:
        etat.open_rubrique(texte)
    etat.rubrique, etat.sous_compte = texte, sous_compte
    if _FOURNISSEUR.match(normalise(texte)):
        nom = re.sub(r"^\S+\s*(?:n\s*°\s*)?[:\-–]?\s*", "", texte)
    else:
        nom = texte if etat.autres == TIERS else ""
    etat.fournisseur = nom


def find_autres(tableau: Tableau, colonnes: ColonnesReleve, index: IndexCles) -> str:
    """What the headings of a table are, when none of them may be a key: as its titles say, else of some sort."""
    if colonnes.par_cle or any(_may_hold_cle(tableau, colonnes, rangee, index) for _, rangee in tableau.rangees):
        return ""
    return TIERS if _says_tiers(tableau) else SORTES


def _may_hold_cle(tableau: Tableau, colonnes: ColonnesReleve, rangee: Rangee, index: IndexCles) -> bool:
    """Whether a heading, or a total, says that it is a key, bears a weight or a code, is named by another table, or is
    that of all owners, of a part of the building, of one of its equipments."""
    textes = [texte for _, texte in texts_of(rangee)]
    if any(map(is_base, textes)):
        return True
    if not textes or is_jour(cell(rangee, colonnes.date)) or clean_compte(cell(rangee, colonnes.compte)):
        return False
    nom, tiers = name_titre(textes[0]), _says_tiers(tableau)
    if is_explicit(nom) or drop_base(nom) != nom or index.find(nom) is not None:
        return True
    codee = not tiers and _CODEE.search(nom) is not None and not split_compte(nom)[0]
    dite = (codee and split_cle(nom)[0] != split_cle(nom)[1]) or names_cle(nom, equipements=not tiers)
    return dite and not (is_total(nom) and says_general(nom))


def _says_tiers(tableau: Tableau) -> bool:
    """Whether a title says that the headings are suppliers: « Ascenseurs Rey » is one."""
    return any(_PAR_TIERS.search(normalise(titre)) for titre in (tableau.page.nom, *tableau.titres))
