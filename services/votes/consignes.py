"""Use case: an employee says how we vote on a resolution, and why."""

from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution, take_resolution
from services.votes.models import Consigne, Position, Resolution
from shared.acteurs import Acteur, Permission
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, RefusedError, StaleError
from shared.models import now


def give_consigne(
    session: Session,
    acteur: Acteur,
    resolution_id: int,
    *,
    position: Position,
    motif: str,
    version: int,
    aujourdhui: date,
) -> Consigne:
    """Answer a resolution. A change of mind is a new consigne; the former stays.

    :param version: of the resolution as the agent read it.
    :raises NotFoundError: not visible to this agent.
    :raises ForbiddenError: neither the employee it is assigned to, nor a co-ownership manager or the management.
    :raises RefusedError: an information item, or the assembly is over.
    :raises InvalidError: no reason given.
    :raises StaleError: somebody acted since; ``fautes`` holds both answers, and answering again at the new version
        confirms.
    """
    resolution = get_resolution(session, acteur, resolution_id)
    refuse_answer(resolution, acteur, aujourdhui)
    if not motif.strip():
        raise InvalidError(
            "Dites en une phrase pourquoi : le motif est lu par le responsable et gardé au dossier.",
            code="MOTIF_ABSENT", fautes=[{"ou": "motif", "message": "Le motif est obligatoire."}],
        )  # fmt: skip
    try:
        resolution = take_resolution(session, acteur, resolution_id, version)
    except StaleError as stale:
        raise _with_both(stale, resolution, position, motif) from None
    return _answer(session, acteur, resolution, position, motif.strip())


def refuse_answer(resolution: Resolution, acteur: Acteur, aujourdhui: date) -> None:
    """Say why this agent cannot answer this resolution, if he cannot.

    :raises RefusedError: nothing to vote, or too late.
    :raises ForbiddenError: somebody else's.
    """
    if resolution.information:
        raise RefusedError("Ce point est une information : l’assemblée ne vote pas (décret art. 13).", code="SANS_VOTE")
    if aujourdhui > resolution.ag.date_ag:
        raise RefusedError(
            f"L’assemblée du {resolution.ag.date_ag:%d/%m/%Y} a eu lieu : une consigne n’aurait plus d’effet.",
            code="AG_TENUE",
        )
    if not may_answer(resolution, acteur):
        affectation = resolution.affectation
        qui = affectation.agent.nom if affectation else "personne : demandez au responsable copropriété de l’affecter"
        raise ForbiddenError(f"Cette résolution est confiée à {qui}.", code="CONFIEE_A_UN_AUTRE")


def may_answer(resolution: Resolution, acteur: Acteur) -> bool:
    """The employee it is assigned to; a co-ownership manager or the management may answer for him."""
    if acteur.id is None or not acteur.can(Permission.DONNER_CONSIGNE):
        return False
    affectation = resolution.affectation
    return acteur.can(Permission.GERER_AG) or (affectation is not None and affectation.agent_id == acteur.id)


def _answer(session: Session, acteur: Acteur, resolution: Resolution, position: Position, motif: str) -> Consigne:
    former = resolution.consigne
    consigne = Consigne(
        rang=former.rang + 1 if former else 1, position=position, motif=motif, agent_id=acteur.id, le=now()
    )
    resolution.consignes.append(consigne)
    session.flush()
    detail = {
        "numero": resolution.numero,
        "position": position.value,
        "motif": motif,
        "avant": former.position.value if former else None,
    }
    record_acte(session, acteur, "donne une consigne de vote", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return consigne


def _with_both(stale: StaleError, resolution: Resolution, position: Position, motif: str) -> StaleError:
    """The refusal with the answer that stands and the one just given, side by side."""
    mine = {"ou": "Votre réponse", "message": f"{position.value.capitalize()} : {motif.strip()}"}
    standing = resolution.consigne
    if standing is None:
        return StaleError(stale.detail, fautes=[mine])
    theirs = {
        "ou": f"Réponse de {standing.agent.nom}",
        "message": f"{standing.position.value.capitalize()} : {standing.motif}",
    }
    return StaleError(stale.detail, fautes=[theirs, mine])
