"""Files that are no yearly accounts: what each one is instead, so that its owner knows where it goes."""

import re
from collections.abc import Iterable, Sequence

from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.individuels import is_individuel
from services.charges.lecture_comptes.resultat import LectureComptes
from shared.excel.mots import normalise
from shared.excel.refus import FichierRefuse

INTROUVABLE = (
    "Aucun relevé de dépenses ni annexe n’a été reconnu : il faut une ligne d’en-tête avec au moins un libellé ou un "
    "compte, et un montant."
)
APPEL = "Ce fichier est un appel de fonds, pas des comptes annuels : déposez-le dans Appels de fonds."
BUDGET = "Ce fichier est un budget, sans aucune dépense réalisée : déposez les comptes de l’exercice clos."
RELEVE_DE_COMPTE = (
    "Ce fichier est un relevé de compte (banque ou copropriétaire) : aucune ligne n’a de compte de charges ni de clé. "
    "Déposez le relevé général des dépenses."
)
FORMULE = "FORMULE_SANS_VALEUR"
_DE_COMPTE = re.compile(
    r"\b(?:releve|extrait|etat|situation)s? (?:de |du )?comptes?\b|\bcompte (?:du )?coproprietaire\b"
    r"|\breleve bancaire\b|\bbanque\b|\biban\b"
)


def refuse_formules(lecture: LectureComptes) -> None:
    """Do nothing when some expense was read.

    :raises FichierRefuse: what was spent is only formulas that were never computed; the first one is named.
    """
    realises = [dite.n_realise for dite in lecture.annexe2] + [dite.n_realise for dite in lecture.annexe3]
    muette = next((anomalie for anomalie in lecture.anomalies if anomalie.code == FORMULE), None)
    if muette is None or lecture.lignes or any(montant is not None for montant in realises):
        return
    message = (
        f"Les montants sont des formules sans résultat enregistré, à partir de « {muette.feuille} » {muette.cellule} : "
        "ouvrez le classeur, laissez-le calculer, enregistrez-le, puis déposez-le à nouveau."
    )
    raise FichierRefuse(message, code=FORMULE)


def refuse_autres(lecture: LectureComptes, tableaux: Sequence[Tableau], titres: Iterable[str]) -> None:
    """Do nothing for yearly accounts, or the statement of our lots alone.

    :raises FichierRefuse: the file holds none, or only a budget, calls, or the statement of one account.
    """
    realises = [dite.n_realise for dite in lecture.annexe2] + [dite.n_realise for dite in lecture.annexe3]
    realise = any(montant is not None for montant in realises)
    if not lecture.lignes and not realise and is_individuel(lecture, tableaux):
        return
    if not lecture.lignes and not realise:
        if any(tableau.genre is Genre.APPEL for tableau in tableaux):
            raise FichierRefuse(APPEL, code="FORMAT_NON_RECONNU")
        if lecture.annexe2 or lecture.annexe3:
            raise FichierRefuse(BUDGET, code="FORMAT_NON_RECONNU")
        raise FichierRefuse(INTROUVABLE, code="EN_TETE_INTROUVABLE")
    if not realise and _is_de_compte(lecture, tableaux, titres):
        raise FichierRefuse(RELEVE_DE_COMPTE, code="FORMAT_NON_RECONNU")


def _is_de_compte(lecture: LectureComptes, tableaux: Sequence[Tableau], titres: Iterable[str]) -> bool:
    """Movements of one account: no line has an account of charges nor a key; a title or a running balance says it."""
    if any(ligne.compte or ligne.cle for ligne in lecture.lignes):
        return False
    return any(map(_has_solde, tableaux)) or any(_DE_COMPTE.search(normalise(titre)) for titre in titres)


def _has_solde(tableau: Tableau) -> bool:
    entete = tableau.entete
    dits = [normalise(entete.textes[place]) for place in entete.roles.get(Role.IGNORE, [])]
    return Role.DEBIT in entete.roles and any(dit.startswith("solde") for dit in dits)
