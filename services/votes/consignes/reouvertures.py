"""Use case: late information re-opens a consigne already given, so that somebody decides again, knowing it."""

from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution, take_resolution
from services.votes.engagements.reservations import reserve_engagement
from services.votes.models import Consigne, Resolution
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.errors import InvalidError, RefusedError
from shared.models import now
from shared.presentation import format_date, today


def reopen_consigne(
    session: Session,
    acteur: Acteur,
    resolution_id: int,
    *,
    motif: str,
    version: int,
    aujourdhui: date | None = None,
) -> Consigne:
    """Re-open the answer that holds on a resolution: an amended draft or a new document came.

    The answer stays in the history with the day and the reason it was re-opened; whoever must answer, and whoever
    answered, are told by mail. What a « pour » had reserved is released.

    :raises NotFoundError: not visible to this agent.
    :raises InvalidError: no reason given.
    :raises RefusedError: nothing was answered, or the assembly is over.
    :raises StaleError: somebody acted on the resolution since ``version`` was read.
    """
    require_motif(motif)
    resolution = get_resolution(session, acteur, resolution_id)
    refuse_tenue(resolution, aujourdhui or today())
    resolution = take_resolution(session, acteur, resolution_id, version)
    if resolution.consigne is None:
        raise RefusedError("Aucune consigne n’est donnée : il n’y a rien à rouvrir.", code="SANS_CONSIGNE")
    return expire_consigne(session, acteur, resolution, resolution.consigne, motif)


def require_motif(motif: str) -> None:
    """Refuse to re-open without saying what is new.

    :raises InvalidError: no reason given.
    """
    if not motif.strip():
        raise InvalidError(
            "Dites ce qui est nouveau : projet amendé, document reçu, réponse du syndic.", code="MOTIF_ABSENT",
            fautes=[{"ou": "motif_reouverture", "message": "Le motif est obligatoire."}],
        )  # fmt: skip


def refuse_tenue(resolution: Resolution, aujourdhui: date) -> None:
    """Refuse what comes after the assembly.

    :raises RefusedError: it is over.
    """
    if aujourdhui > resolution.ag.date_ag:
        raise RefusedError("L’assemblée a eu lieu : cette information va au procès-verbal.", code="AG_TENUE")


def expire_consigne(
    session: Session, acteur: Acteur, resolution: Resolution, consigne: Consigne, motif: str
) -> Consigne:
    """The answer that holds on a resolution already taken holds no more; who must know is told."""
    consigne.perimee_le, consigne.perimee_motif = now(), motif.strip()
    session.flush()
    reserve_engagement(session, resolution, acteur)
    _notify(session, acteur, consigne)
    detail = {"numero": resolution.numero, "rang": consigne.rang, "position": consigne.position.value,
              "motif": motif.strip()}  # fmt: skip
    record_acte(session, acteur, "rouvre une consigne de vote", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return consigne


def _notify(session: Session, acteur: Acteur, consigne: Consigne) -> None:
    """Tell whoever must answer again, and whoever answered when it is somebody else."""
    resolution = consigne.resolution
    ag, affectation = resolution.ag, resolution.affectation
    told = {consigne.agent.courriel: consigne.agent.nom}
    if affectation is not None and affectation.active:
        told[affectation.agent.courriel] = affectation.agent.nom
    for courriel, nom in told.items():
        queue_courriel(
            session,
            courriel,
            f"Tantième : consigne à redonner, {ag.copropriete.nom}",
            f"Bonjour {nom},\n\nUne information nouvelle est arrivée sur la résolution {resolution.numero}, "
            f"« {resolution.intitule} », de l’assemblée générale de {ag.copropriete.nom} du "
            f"{format_date(ag.date_ag)} :\n\n  {consigne.perimee_motif}\n\nLa consigne « "
            f"{consigne.position.value.lower()} » de {consigne.agent.nom} est rouverte par {acteur.nom} : elle ne "
            "partira pas tant que quelqu’un n’a pas répondu de nouveau.\n",
        )
