"""Controls 12 and 13: the fonds de travaux at its floor (loi art. 14-2-1), advances under their ceiling (art. 35)."""

from collections.abc import Iterator

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.dossiers import COURANT, FONDS
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import compute_quote_part_annuelle
from services.appels_fonds.natures import Nature
from shared.montants import format_montant

LOIN_AU_DESSUS = 3
"""« Far above » the floor: three times it."""
RESERVE = (Nature.AVANCE.value, Nature.RESTITUTION_AVANCE.value)
PLAFOND_AVANCE = 6
"""Décret art. 35: the reserve may not exceed one sixth of the budget."""


def find_fonds_travaux_hors_norme(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """12: the yearly contribution voted, against ``valeur`` % of the voted budget (5 by law), when it is called."""
    lignes = etude.of_nature(Nature.FONDS_TRAVAUX.value)
    exercice = etude.exercice
    if not lignes or exercice is None or not exercice.total(COURANT) or not exercice.total(FONDS):
        return
    budget, cotisation = exercice.total(COURANT), exercice.total(FONDS)
    plancher = budget * valeur
    if 100 * cotisation < plancher:
        mot = f"sous les {valeur} % du budget ({format_montant(plancher // 100)}) que la loi impose (art. 14-2-1)"
    elif 100 * cotisation > LOIN_AU_DESSUS * plancher:
        mot = f"plus de {LOIN_AU_DESSUS} fois le plancher de {valeur} % du budget ({format_montant(plancher // 100)})"
    else:
        return
    yield Constat(f"Fonds de travaux {exercice.libelle} : {format_montant(cotisation)} votés, {mot}.", lignes)


def find_avance_excessive(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """13: the advances called from us, less those given back, stay under a sixth of our share of the budget."""
    lignes = etude.of_nature(Nature.AVANCE.value)
    dossier = etude.dossier
    exercice = etude.exercice
    if not lignes or exercice is None:
        return
    parts = [
        compute_quote_part_annuelle(dossier, exercice, cle, etude.appel.exigible)
        for nature, cle in exercice.budgets
        if nature == COURANT
    ]
    budget = sum(part for part in parts if part is not None)
    before = sum(one.montant_centimes for one in dossier.appelees if one.nature in RESERVE)
    total = before + sum(ligne.montant_centimes for ligne in etude.of_nature(*RESERVE))
    if budget and total * PLAFOND_AVANCE > budget + PLAFOND_AVANCE * len(lignes):
        yield Constat(
            f"Avances : {format_montant(total)} appelés en tout, au-delà du sixième de notre part du budget "
            f"{exercice.libelle} ({format_montant(budget // PLAFOND_AVANCE)} ; décret art. 35).",
            lignes,
        )
