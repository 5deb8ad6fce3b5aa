"""The mail that tells employees what was given to them: one a person and assembly, never one a resolution."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy.orm import Session

from services.votes.models import AssembleeGenerale, Resolution
from shared.courriels import queue_courriel
from shared.models import Agent
from shared.presentation import format_date


def notify_destinataires(session: Session, ag: AssembleeGenerale, resolutions: Iterable[Resolution]) -> int:
    """Queue a mail to each employee who was given some of these resolutions; returns how many mails."""
    given: dict[Agent, list[Resolution]] = defaultdict(list)
    for resolution in resolutions:
        if resolution.affectation is not None:
            given[resolution.affectation.agent].append(resolution)
    for agent, shares in given.items():
        nombre = f"{len(shares)} consigne{'s' if len(shares) > 1 else ''} de vote"
        lignes = "\n".join(f"  {resolution.numero}. {resolution.intitule}" for resolution in shares)
        queue_courriel(
            session,
            agent.courriel,
            f"Tantième : {nombre} à donner, {ag.copropriete.nom}",
            f"Bonjour {agent.nom},\n\nL'assemblée générale de {ag.copropriete.nom} ({ag.copropriete.code}) se tient le "
            f"{format_date(ag.date_ag)}. Votre réponse est attendue sur :\n\n{lignes}\n\n"
            "Vous les trouverez dans Tantième, page « Mes consignes ».\n",
        )
    return len(given)
