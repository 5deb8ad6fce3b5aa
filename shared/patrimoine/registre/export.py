"""What an extract says, as the JSON of the contract."""

from collections.abc import Sequence
from typing import Any

from shared.patrimoine.registre.lecture import FicheRegistre


def export_fiches(fiches: Sequence[FicheRegistre]) -> list[dict[str, Any]]:
    """The document that ``tantieme patrimoine preremplir --json`` prints."""
    return [
        {
            "immatriculation": fiche.immatriculation,
            "champs": {
                nom: {"valeur": champ.valeur, "drapeaux": champ.drapeaux} for nom, champ in fiche.champs.items()
            },
        }
        for fiche in fiches
    ]
