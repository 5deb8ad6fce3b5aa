"""What every detector says: a cell, a type, how far it stands, and why in French; and what all of them must respect."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Protocol

from services.charges.anomalies.attendus import Attendu, Cellule, Portefeuille
from shared.montants import ESPACE_INSECABLE, format_montant

COTE_CERTAINE = 70.0
"""The distance given to a fault that no variation of spending can explain."""


@dataclass(frozen=True, slots=True)
class Signalement:
    """``cote``: how many usual gaps away; the score rests on it."""

    cellule: Cellule
    type: str
    cote: float
    explication: str


Retenus = Mapping[Cellule, Signalement]


class Detecteur(Protocol):
    """Reads a portfolio, the documented cells and what was already told; says what it finds."""

    def __call__(
        self, portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus
    ) -> list[Signalement]: ...


def is_silenced(cellule: Cellule, evenements: frozenset[Cellule], retenus: Retenus) -> bool:
    """A documented cell, one already told, or the rebound of the fault of the year before."""
    veille = Cellule(cellule.copro_id, cellule.annee - 1, cellule.poste)
    return cellule in evenements or cellule in retenus or veille in retenus


def format_decimal(valeur: float) -> str:
    """``9,2``: one decimal, French comma."""
    return f"{valeur:.1f}".replace(".", ",")


def format_pourcent(part: float, modele: str = ".0%") -> str:
    """``+91 %``: French percent with a no-break space."""
    return format(part, modele).replace("%", f"{ESPACE_INSECABLE}%").replace(".", ",")


def describe_montants(attendu: Attendu) -> str:
    """``48 210,00 € pour 25 300,00 € attendus (+91 %)``."""
    variation = format_pourcent(attendu.exces / attendu.attendu, "+.0%")
    return f"{format_montant(attendu.montant)} pour {format_montant(attendu.attendu)} attendus ({variation})"


def describe_reference(attendu: Attendu) -> str:
    """How the expected amount was made, and how wide the usual gap is."""
    return (
        f"Attendu = niveau habituel de l’immeuble × évolution {attendu.cellule.annee} de {attendu.pairs} immeubles "
        f"comparables ; écart courant du poste : {format_pourcent(exp(attendu.ecart_usuel) - 1)}"
    )
