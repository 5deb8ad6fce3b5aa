"""Why a poste has its recoverable rate: the head of the decree, or the case law, in words a tenant can be shown."""

import re

from services.charges.postes.nomenclature import Mode, Poste

DECRET = "décret 82-955 du 9/11/1982 (et décret 87-713 du 26/08/1987)"
_ARTICLE_2 = re.compile(r"^2[a-e](?:-2[a-e])?$")
_SANS_TEXTE = {
    Mode.NON: "Absent de la liste limitative du décret 82-955 : reste au bailleur",
    Mode.A_QUALIFIER: "À qualifier : 0 tant que personne n’a décidé",
    Mode.BILAN: "Ce n’est pas une charge de l’exercice (bilan)",
    Mode.PRODUIT: "Produit : vient en moins de la dépense qu’il compense, au même taux",
    Mode.CONDITIONNEL: "Absent de la liste du décret 82-955, sauf accord ou usage prouvé",
    Mode.FIXE: "Usage constant, sans tête précise du décret",
}


def describe_fondement(poste: Poste) -> str:
    """The text on which the default rate of a poste rests: article or head of the annex, condition, case law."""
    reference = poste.ref_decret
    if reference is None:
        texte = _SANS_TEXTE[poste.mode]
    elif _ARTICLE_2.match(reference):
        texte = f"Article 2, {reference[1:].replace('-2', ' et ')} du {DECRET}"
    elif reference[:1] in "IVX":
        texte = f"Annexe, {reference} du {DECRET}"
    else:
        texte = f"{reference[:1].upper()}{reference[1:]}"
    return f"{texte} ; {poste.note}" if poste.note else texte
