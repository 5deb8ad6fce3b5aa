"""The letter that asks a syndic to put an item on an agenda."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.votes.models import DemandeOrdreDuJour
from shared.montants import format_montant
from shared.pdf.emetteur import load_emetteur
from shared.pdf.rendu import render_pdf
from shared.presentation import format_date_longue

GABARIT = "services/votes/gabarits/demande.typ"


def print_lettre(
    session: Session, demande: DemandeOrdreDuJour, destinataire: Sequence[str], signataire: Sequence[str],
    jour: date, le: datetime,
) -> bytes:  # fmt: skip
    """The letter as it leaves that day.

    :param destinataire: lines of the address, the name first. ``signataire``: who signs, and as what.
    :raises RefusedError: our own address is not known.
    """
    copropriete = demande.copropriete
    emetteur = load_emetteur(session, copropriete.agence.nom)
    titre = f"Inscription d’une question à l’ordre du jour, {copropriete.nom}"
    donnees = {
        "emetteur": emetteur,
        "destinataire": [line for line in destinataire if line],
        "lieu_date": f"{emetteur['ville']}, le {format_date_longue(jour)}",
        "reference": f"Demande {demande.id}, {copropriete.code}",
        "copropriete": ", ".join(part for part in (copropriete.nom, copropriete.adresse) if part),
        "ag": format_date_longue(demande.ag_prevue) or None,
        "intitule": demande.intitule,
        "expose": demande.expose.split("\n"),
        "projet": demande.projet.split("\n"),
        "montant": format_montant(demande.montant_centimes) if demande.montant_centimes is not None else None,
        "signataire": list(signataire),
    }
    return render_pdf(GABARIT, donnees, titre=titre, le=le)
