"""When what was read ties with nothing printed, it is the reading that is in doubt: said once, not gap by gap.

A syndic's slip is one figure among many that agree. Gaps of one family (printed totals, accounts of annex 2, keys of
annex 3, shares) that outnumber its agreements are rather the sign of a column or a key read wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.charges.lecture_comptes.resultat import A_CONFIRMER, AnomalieLecture, Ecart

ECARTS_MIN = 4
"""Fewer gaps than this in a family are told one by one, whatever agrees."""


@dataclass(frozen=True, slots=True)
class Famille:
    """The gaps of one kind of comparison, and how many of the same kind agree."""

    nom: str
    ecarts: Sequence[Ecart]
    justes: int

    @property
    def douteuse(self) -> bool:
        return len(self.ecarts) >= ECARTS_MIN and len(self.ecarts) > self.justes


def settle_doutes(familles: Sequence[Famille]) -> tuple[list[Ecart], list[AnomalieLecture]]:
    """The gaps of the families that can be trusted, in their order, and one anomaly for each of the others."""
    ecarts = [ecart for famille in familles if not famille.douteuse for ecart in famille.ecarts]
    return ecarts, [_tell(famille) for famille in familles if famille.douteuse]


def _tell(famille: Famille) -> AnomalieLecture:
    premier = famille.ecarts[0]
    message = (
        f"La lecture est incertaine : {len(famille.ecarts)} {famille.nom} diffèrent de ce qui a été lu, "
        f"{famille.justes} s’accordent. Vérifiez d’abord les colonnes et les clés lues : "
        "ces écarts ne sont pas détaillés."
    )
    return AnomalieLecture(A_CONFIRMER, "LECTURE_INCERTAINE", premier.feuille or None, premier.cellule, message)
