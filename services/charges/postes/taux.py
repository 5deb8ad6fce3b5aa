"""The recoverable rate of a poste on a day: what was decided for the copropriété, else for all, else the nomenclature.

Rates are dated, so an old year computed again gives the old result. Pure: rows in, rate and its ground out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.charges.postes.fondements import describe_fondement
from services.charges.postes.nomenclature import Poste


class OrigineTaux(StrEnum):
    """Where a rate comes from, the strongest first."""

    COPROPRIETE = "COPROPRIETE"
    BAILLEUR = "BAILLEUR"
    NOMENCLATURE = "NOMENCLATURE"


@dataclass(frozen=True, slots=True)
class TauxDecide:
    """A rate that somebody decided. ``propre``: for this copropriété alone. Days included; percent as a Decimal."""

    poste: str
    taux: Decimal
    du: date
    au: date | None
    justification: str
    propre: bool
    rang: int = 0


@dataclass(frozen=True, slots=True)
class TauxEnVigueur:
    """The rate of a poste on a day, and the ground it rests on."""

    poste: str
    taux: Decimal
    fondement: str
    origine: OrigineTaux
    du: date | None = None
    au: date | None = None

    @property
    def centiemes(self) -> int:
        """The rate in hundredths of a percent."""
        return int(self.taux * 100)


def choose_taux(poste: Poste, le: date, decides: Iterable[TauxDecide]) -> TauxEnVigueur:
    """The rate in force on a day: the copropriété's own beats the landlord's, the one that starts last beats others."""
    valables = [
        decide
        for decide in decides
        if decide.poste == poste.code and decide.du <= le and (decide.au is None or decide.au >= le)
    ]
    if not valables:
        return TauxEnVigueur(poste.code, poste.taux, describe_fondement(poste), OrigineTaux.NOMENCLATURE)
    retenu = max(valables, key=lambda decide: (decide.propre, decide.du, decide.rang))
    origine = OrigineTaux.COPROPRIETE if retenu.propre else OrigineTaux.BAILLEUR
    lieu = "pour cette copropriété" if retenu.propre else "pour tout le parc"
    depuis = f"depuis le {retenu.du:%d/%m/%Y}"
    fondement = f"Taux décidé {lieu} {depuis} : {retenu.justification}"
    return TauxEnVigueur(poste.code, retenu.taux, fondement, origine, retenu.du, retenu.au)
