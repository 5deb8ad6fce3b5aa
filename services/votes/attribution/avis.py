"""The mail that tells employees what was given to them: one a person and assembly, never one a resolution."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
            f"Bonjour {agent.nom},\n\nL’assemblée générale de {ag.copropriete.nom} ({ag.copropriete.code}) se tient le "
            f"{format_date(ag.date_ag)}. Votre réponse est attendue sur :\n\n{lignes}\n\n"
            "Vous les trouverez dans Tantième, page « À voter ».\n",
        )
    return len(given)


@dataclass(frozen=True, slots=True)
class Rappel:
    """What a person is told of one resolution."""

    resolution: Resolution
    motif: str


def notify_relances(session: Session, agent: Agent, rappels: Sequence[Rappel]) -> None:
    """Queue the one mail of the day that tells a person what is recalled to him, by assembly."""
    by_ag: dict[int, list[Rappel]] = defaultdict(list)
    for rappel in rappels:
        by_ag[rappel.resolution.ag_id].append(rappel)
    parts = []
    for of_ag in by_ag.values():
        ag = of_ag[0].resolution.ag
        lignes = "\n".join(f"  {one.resolution.numero}. {one.resolution.intitule}\n     {one.motif}" for one in of_ag)
        parts.append(f"{ag.copropriete.nom} ({ag.copropriete.code}), AG du {format_date(ag.date_ag)} :\n{lignes}")
    nombre = f"{len(rappels)} consigne{'s' if len(rappels) > 1 else ''} de vote"
    queue_courriel(
        session,
        agent.courriel,
        f"Tantième : rappel de {nombre}",
        f"Bonjour {agent.nom},\n\n" + "\n\n".join(parts) + "\n\n"
        "Sans réponse, rien n’est voté à votre place : notre voix manquerait. "
        "Tout est dans Tantième, page « À voter ».\n",
    )
