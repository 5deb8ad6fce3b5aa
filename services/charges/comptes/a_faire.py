"""What waits for an accountant in yearly accounts: previews to receive, labels to classify."""

from sqlalchemy.orm import Session, defer

from services.charges.comptes.comptes_annuels import count_lignes, visible_comptes
from services.charges.models import ComptesAnnuels, StatutComptes
from shared.acteurs import Acteur
from shared.montants import format_montant
from shared.presentation import accord
from shared.web.a_faire import AFaire


def list_comptes_a_faire(session: Session, acteur: Acteur) -> list[AFaire]:
    """One line for each accounts read and not received, one for the whole queue of labels."""
    taches = [
        AFaire(
            titre=f"Comptes à recevoir : {comptes.document.nom}",
            detail=f"{comptes.nombre_lignes} lignes, {format_montant(comptes.total_centimes)}, "
            f"{accord(comptes.nombre_ecarts, 'écart')}",
            copropriete=comptes.copropriete.code if comptes.copropriete else None,
            action="Relire et recevoir",
            lien=f"/charges/comptes/{comptes.id}",
            urgence="normale",
        )
        for comptes in session.scalars(
            visible_comptes(acteur)
            .where(ComptesAnnuels.statut == StatutComptes.APERCU)
            .options(defer(ComptesAnnuels.lecture))
            .limit(50)
        )
    ]
    file = count_lignes(session, acteur)
    if file["nombre"]:
        taches.append(
            AFaire(
                titre=f"{accord(file['nombre'], 'ligne')} de charges à classer",
                detail=f"{format_montant(file['total_centimes'])} comptés à 0 % récupérable en attendant",
                action="Classer les libellés",
                lien="/charges/classement/",
                urgence="normale",
            )
        )
    return taches
