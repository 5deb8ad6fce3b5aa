"""What our requests wait for, for the home page: drafts to send before our date, requests nobody found yet."""

from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from services.votes.acces import is_visible
from services.votes.demandes.suivi import list_delais, select_demandes
from services.votes.models import DemandeOrdreDuJour, EtatDemande, RelanceDemande
from shared.acteurs import Acteur, Permission
from shared.presentation import day_of
from shared.web.a_faire import AFaire, urgency

RELANCER = "Syndic à relancer sur notre demande"
BIENTOT = timedelta(days=30)
MAXIMUM = 50


def list_demandes_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """What the agent must ask a syndic again; for a manager, drafts whose date is near.

    What was sent becomes a task of the assembly when an agenda comes.
    """
    lines = [_to_chase(relance) for relance in session.scalars(_select_relances(acteur))]
    if not acteur.can(Permission.GERER_AG):
        return lines
    drafts = session.scalars(select_demandes(acteur, EtatDemande.BROUILLON).limit(MAXIMUM)).all()
    dates = list_delais(session, drafts, aujourdhui)
    for demande in drafts:
        delais = dates[demande.id]
        if delais.interne is not None and delais.interne > aujourdhui + BIENTOT:
            continue
        lines.append(
            AFaire(
                echeance=delais.interne,
                titre="Demande d’ordre du jour à envoyer",
                detail=f"{demande.copropriete.nom} : {demande.intitule}",
                copropriete=demande.copropriete.code,
                action="Envoyer",
                lien=f"/votes/demandes/{demande.id}",
                urgence=urgency(delais.interne, aujourdhui) if delais.interne else "normale",
            )
        )
    return lines


def _select_relances(acteur: Acteur) -> Select[RelanceDemande]:
    return (
        select(RelanceDemande)
        .join(RelanceDemande.demande)
        .join(DemandeOrdreDuJour.copropriete)
        .where(is_visible(acteur), RelanceDemande.agent_id == acteur.id, RelanceDemande.faite_le.is_(None))
        .options(contains_eager(RelanceDemande.demande).contains_eager(DemandeOrdreDuJour.copropriete))
        .order_by(RelanceDemande.id)
        .limit(MAXIMUM)
    )


def _to_chase(relance: RelanceDemande) -> AFaire:
    demande = relance.demande
    return AFaire(
        echeance=day_of(relance.le),
        titre=RELANCER,
        detail=f"{demande.copropriete.nom} : {demande.intitule}",
        copropriete=demande.copropriete.code,
        action="Relancer",
        lien=f"/votes/demandes/{demande.id}#relancer",
        urgence="proche",
    )
