"""What is written wrong or not written at all: a negative year, a hundred times too much, a year without anything."""

from math import log

from services.charges.anomalies.attendus import ANNEES_MINIMUM, Attendu, Cellule, Portefeuille
from services.charges.anomalies.signalement import (
    COTE_CERTAINE,
    Retenus,
    Signalement,
    describe_montants,
    describe_reference,
    is_silenced,
)
from shared.montants import format_montant

FACTEURS = (100, 1000)
TOLERANCE_FACTEUR = 0.7
COTE_ANNEE_MANQUANTE = 31.5


def find_signes(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """Years whose total is negative: a credit posted as an expense, or a sign typed the wrong way."""
    return [
        Signalement(cellule, "signe", COTE_CERTAINE, _explain_signe(cellule, montant))
        for cellule, montant in portefeuille.montants.items()
        if montant < 0 and not is_silenced(cellule, evenements, retenus)
    ]


def _explain_signe(cellule: Cellule, montant: int) -> str:
    return (
        f"{cellule.poste} {cellule.annee} est négatif : {format_montant(montant)}. Une dépense d’un exercice entier ne "
        "l’est pas ; demander si le signe est inversé ou si un avoir a été passé sur ce poste."
    )


def find_unites(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """Years about a hundred or a thousand times too high or too low: centimes read as euros, thousands as units."""
    return [
        Signalement(attendu.cellule, "unite", COTE_CERTAINE, _explain_unite(attendu))
        for attendu in portefeuille.attendus.values()
        if attendu.residu is not None
        and any(abs(abs(attendu.residu) - log(facteur)) < TOLERANCE_FACTEUR for facteur in FACTEURS)
        and not is_silenced(attendu.cellule, evenements, retenus)
    ]


def _explain_unite(attendu: Attendu) -> str:
    rapport = max(attendu.montant / attendu.attendu, attendu.attendu / attendu.montant)
    sens = "élevé" if attendu.exces > 0 else "faible"
    return (
        f"{attendu.cellule.poste} {attendu.cellule.annee} : {format_montant(attendu.montant)} pour "
        f"{format_montant(attendu.attendu)} attendus, {rapport:.0f} fois trop {sens} : sans doute une erreur d’unité "
        f"(centimes ou milliers). {describe_reference(attendu)}."
    )


def find_annees_manquantes(
    portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus
) -> list[Signalement]:
    """Years absent or at zero of a poste the building pays every other year."""
    recues = {(cellule.copro_id, cellule.annee) for cellule, montant in portefeuille.montants.items() if montant}
    return [
        Signalement(attendu.cellule, "annee_manquante", COTE_ANNEE_MANQUANTE, _explain_manque(attendu))
        for serie in portefeuille.iter_series()
        for rang, attendu in enumerate(serie)
        if attendu.montant == 0
        and (attendu.cellule.copro_id, attendu.cellule.annee) in recues
        and _is_hole(serie, rang)
        and not is_silenced(attendu.cellule, evenements, retenus)
    ]


def _is_hole(serie: list[Attendu], rang: int) -> bool:
    """Spent on before and after; or, at an end of the years, spent on in every other year."""
    avant = [attendu.montant != 0 for attendu in serie[:rang]]
    apres = [attendu.montant != 0 for attendu in serie[rang + 1 :]]
    if avant and apres:
        return any(avant) and any(apres)
    return all(avant) and all(apres) and len(avant + apres) >= ANNEES_MINIMUM


def _explain_manque(attendu: Attendu) -> str:
    cellule = attendu.cellule
    return (
        f"{cellule.poste} {cellule.annee} : aucune dépense, {describe_montants(attendu)}, alors que l’immeuble paie ce "
        f"poste les autres années. {describe_reference(attendu)}."
    )
