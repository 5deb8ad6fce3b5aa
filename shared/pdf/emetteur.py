"""Who we are at the top of every paper: the landlord, its registered office, the agency that writes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import RefusedError
from shared.models import Bailleur


def load_emetteur(session: Session, agence: str | None = None) -> dict[str, Any]:
    """``nom``, ``adresse``, ``ville``, ``siren`` and the ``lignes`` printed under the name.

    :param agence: name of the agency that writes, when it matters.
    :raises RefusedError: nobody said yet who the landlord is, or where its office stands.
    """
    bailleur = session.scalar(select(Bailleur).order_by(Bailleur.id).limit(1))
    if bailleur is None or not bailleur.adresse or not bailleur.ville:
        raise RefusedError(
            "L’adresse de notre siège manque : un administrateur la saisit dans Votes, « Signatures et en-tête ».",
            code="EMETTEUR_INCOMPLET",
        )
    lignes = [bailleur.adresse]
    if bailleur.siren:
        lignes.append(f"SIREN {write_siren(bailleur.siren)}")
    if agence:
        lignes.append(f"Agence de {agence}")
    return {
        "nom": bailleur.nom, "adresse": bailleur.adresse, "ville": bailleur.ville, "siren": bailleur.siren,
        "lignes": lignes,
    }  # fmt: skip


def write_siren(siren: str) -> str:
    """``123456782`` → ``123 456 782``, with spaces that do not break."""
    return "\u00a0".join(siren[rang : rang + 3] for rang in range(0, len(siren), 3))
