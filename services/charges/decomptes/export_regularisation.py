"""Writing a régularisation: ``lots.csv``, ``baux.csv`` and ``synthese.json``, in the forms of the exchange contract.

CSV amounts are euros with a decimal point and two decimals; JSON amounts are integer centimes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from services.charges.decomptes.regularisation import Regularisation, SoldeBail, Synthese
from services.charges.tables.export import write_table
from shared.montants import euros

LOTS = "lots.csv"
BAUX = "baux.csv"
EN_TETE_LOTS = ("lot", "code", "montant", "recuperable", "non_recuperable", "periode", "jours", "montant_periode")


def export_regularisation(resultat: Regularisation, codes: Iterable[str]) -> dict[str, bytes]:
    """The three files by name. ``codes``: the postes in the order of the columns, a repeated code making one column."""
    return {
        LOTS: write_lots(resultat),
        BAUX: write_baux(resultat.soldes, list(dict.fromkeys(codes))),
        "synthese.json": (json.dumps(_dump_synthese(resultat.synthese), indent=2) + "\n").encode(),
    }


def write_lots(resultat: Regularisation) -> bytes:
    """One line for each of our lots, poste and period."""
    return write_table(
        LOTS,
        EN_TETE_LOTS,
        (
            (
                part.lot,
                part.code,
                euros(part.montant),
                euros(part.part.recuperable),
                euros(part.part.non_recuperable),
                periode.nom,
                periode.jours,
                euros(montant),
            )
            for part in resultat.parts
            for periode, montant in part.periodes
        ),
    )


def write_baux(soldes: Iterable[SoldeBail], codes: Sequence[str]) -> bytes:
    """One line for each lease, one column for each code."""
    return write_table(
        BAUX,
        ("bail", "jours", *codes, "charges_reelles", "provisions", "solde", "sens"),
        (
            (
                solde.bail,
                solde.jours,
                *(euros(solde.charges[code]) for code in codes),
                euros(solde.charges_reelles),
                euros(solde.provisions),
                euros(solde.solde),
                name_sens(solde.solde),
            )
            for solde in soldes
        ),
    )


def name_sens(solde: int) -> str:
    """``complement``: the tenant owes; ``trop-percu``: the landlord gives back; ``nul``: nothing moves."""
    if solde == 0:
        return "nul"
    return "complement" if solde > 0 else "trop-percu"


def _dump_synthese(synthese: Synthese) -> dict[str, int]:
    """The five totals of the contract; a sixth when days of another owner's were left out."""
    totaux = asdict(synthese)
    if not synthese.hors_detention:
        del totaux["hors_detention"]
    return totaux
