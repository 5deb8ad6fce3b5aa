"""What each code to confirm stands for, as the rule that a file should keep."""

from services.appels_fonds.controles.registre import CONTROLES

LECTURE = {
    "TOTAL_DIFFERENT": "Le total imprimé est la somme des lignes",
    "NATURE_INCERTAINE": "Chaque ligne dit sa nature",
    "LIGNE_MASQUEE": "Aucune ligne appelée n’est masquée",
    "COLONNE_DU_MONTANT_CHANGEE": "Le montant appelé est lu dans la même colonne qu’avant",
    "LOT_HORS_PATRIMOINE": "Le lot était à nous à l’approbation des comptes",
}
"""The codes that the reading itself asks about."""


def describe_code(code: str) -> str:
    """A code in the words of an accountant; itself when it has none."""
    if code in LECTURE:
        return LECTURE[code]
    libelle = next((controle.libelle for controle in CONTROLES if controle.code == code), code)
    return libelle.replace("'", "’")
