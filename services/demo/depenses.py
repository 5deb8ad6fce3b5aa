"""Five years of charges: what each syndicat voted and spent, by poste and clé, once its accounts are closed."""

from datetime import date
from typing import Any, NamedTuple

from services.demo.calendrier import Periode, calendrier_de, exercice_decale, exercice_du
from services.demo.immeubles import PAR_CODE, Immeuble
from services.demo.postes import MILLE, Poste, budget, by_cle, postes_de, realise

ANNEES = 5
FUITE = ("C009", "EAU-01", 1620)
"""A leak on the common network in the last year: copropriété, poste, per mille of what it should have been."""


class LigneDepense(NamedTuple):
    """What a syndicat voted and spent in an exercise on a poste and a clé, all owners together, in centimes."""

    copropriete: str
    exercice: str
    debut: date
    fin: date
    poste: str
    cle: str
    budget_centimes: int
    realise_centimes: int


def build_depenses(patrimoine: dict[str, Any], aujourdhui: date) -> list[LigneDepense]:
    """The last five closed exercises of every copropriété, oldest first."""
    lignes: list[LigneDepense] = []
    for copropriete in patrimoine["coproprietes"]:
        immeuble = PAR_CODE[copropriete["code"]]
        current = exercice_du(aujourdhui, calendrier_de(immeuble, aujourdhui).exercice.debut.month)
        for annees in range(-ANNEES, 0):
            exercice = exercice_decale(current, annees)
            for poste in postes_de(immeuble):
                lignes += _build_lignes(immeuble, copropriete["surface_m2"], poste, exercice, last=annees == -1)
    return lignes


def _build_lignes(
    immeuble: Immeuble, surface_m2: int, poste: Poste, exercice: Periode, *, last: bool
) -> list[LigneDepense]:
    spent = realise(immeuble, surface_m2, poste, exercice)
    code, fuite, ampleur = FUITE
    if last and (immeuble.code, poste.code) == (code, fuite):
        spent = spent * ampleur // MILLE
    voted = by_cle(immeuble, poste, budget(immeuble, surface_m2, poste, exercice))
    return [
        LigneDepense(
            immeuble.code, exercice.libelle, exercice.debut, exercice.fin, poste.code, cle, voted[cle], montant
        )
        for cle, montant in by_cle(immeuble, poste, spent).items()
    ]
