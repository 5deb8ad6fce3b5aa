"""The second agreement: which consigne needs one, and when a consigne may leave."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution, take_resolution
from services.votes.attribution.routage import DIRECTION, GESTIONNAIRE
from services.votes.engagements.reservations import reserve_engagement
from services.votes.models import Consigne, Resolution, Visa
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import ROLES, Acteur
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, RefusedError
from shared.models import now

ROLE_DE_NOTRE_DEMANDE = "DI"
"""Who agrees to our vote on an item we asked for, when the routing names nobody: its author never decides alone."""


@dataclass(frozen=True, slots=True)
class VisaDemande:
    """The role whose agreement is needed, and the sentence that says why."""

    role: str
    motif: str


def find_visa_demande(resolution: Resolution) -> VisaDemande | None:
    """Which second agreement a resolution needs; None when one answer is enough."""
    role = name_visa_role(resolution.visa_role, notre_demande=resolution.notre_demande)
    if role is None:
        return None
    if resolution.visa_role:
        return VisaDemande(role, resolution.visa_motif or "Second visa demandé par les règles.")
    return VisaDemande(role, "Point inscrit à notre demande : qui l’a demandé ne décide pas seul.")


def name_visa_role(visa_role: str | None, *, notre_demande: bool) -> str | None:
    """The role whose agreement is needed; None when one answer is enough."""
    return visa_role or (ROLE_DE_NOTRE_DEMANDE if notre_demande else None)


def shift_visa(resolution: Resolution, acteur: Acteur) -> None:
    """Ask the agreement of another role than those of who answers: nobody agrees to an answer of his own rank.

    The management comes next, then the second role of the type, then a co-ownership manager.
    """
    asked = resolution.visa_role
    if asked is None or asked not in acteur.roles:
        return
    wanted = (DIRECTION, find_type(resolution.type).second_role, GESTIONNAIRE)
    other = next((role for role in wanted if role and role not in acteur.roles), None)
    if other is not None:
        resolution.visa_role, resolution.visa_motif = other, f"{resolution.visa_motif} ({asked} répond déjà)"


def find_visa(consigne: Consigne | None) -> Visa | None:
    """The agreement or refusal given to a consigne; None while it is awaited."""
    return consigne.visas[-1] if consigne is not None and consigne.visas else None


def is_final(resolution: Resolution) -> bool:
    """Whether the consigne of a resolution may leave: given, not re-opened, and agreed to when a visa is needed."""
    consigne = resolution.consigne
    if consigne is None:
        return False
    visa = find_visa(consigne)
    return find_visa_demande(resolution) is None or (visa is not None and visa.accorde)


def may_give_visa(resolution: Resolution, acteur: Acteur) -> bool:
    """Somebody who holds the role asked for, and who did not give the answer himself."""
    demande, consigne = find_visa_demande(resolution), resolution.consigne
    return (
        demande is not None
        and consigne is not None
        and find_visa(consigne) is None
        and acteur.id is not None
        and demande.role in acteur.roles
        and consigne.agent_id != acteur.id
    )


def give_visa(
    session: Session,
    acteur: Acteur,
    resolution_id: int,
    *,
    accorde: bool,
    motif: str,
    version: int,
    aujourdhui: date,
) -> Visa:
    """Agree to the consigne that holds, or refuse it: refused, it is re-opened and asked again of its employee.

    :param version: of the resolution as it was read, so that nobody agrees to an answer he did not see.
    :raises RefusedError: no visa is awaited, or the assembly is over.
    :raises ForbiddenError: not the role asked for, or whoever gave the answer.
    :raises InvalidError: a refusal without a reason.
    :raises StaleError: somebody acted on the resolution since.
    """
    refuse_visa(get_resolution(session, acteur, resolution_id), acteur, aujourdhui)
    if not accorde and not motif.strip():
        raise InvalidError(
            "Dites pourquoi vous refusez : l’agent doit répondre à nouveau.",
            code="MOTIF_ABSENT", fautes=[{"ou": "motif_visa", "message": "Le motif du refus est obligatoire."}],
        )  # fmt: skip
    resolution = take_resolution(session, acteur, resolution_id, version)
    refuse_visa(resolution, acteur, aujourdhui)
    consigne = resolution.consigne
    assert consigne is not None
    visa = Visa(agent_id=acteur.id, accorde=accorde, motif=motif.strip(), le=now())
    consigne.visas.append(visa)
    if not accorde:
        consigne.perimee_le, consigne.perimee_motif = visa.le, f"Visa refusé par {acteur.nom} : {visa.motif}"
    session.flush()
    detail = {"numero": resolution.numero, "position": consigne.position.value, "motif": visa.motif}
    acte = "vise une consigne de vote" if accorde else "refuse le visa d’une consigne de vote"
    record_acte(session, acteur, acte, "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    reserve_engagement(session, resolution, acteur)
    return visa


def refuse_visa(resolution: Resolution, acteur: Acteur, aujourdhui: date) -> None:
    """Say why this agent cannot give a visa on this resolution, if he cannot.

    :raises RefusedError: nothing to agree to, or too late.
    :raises ForbiddenError: not his to give.
    """
    demande, consigne = find_visa_demande(resolution), resolution.consigne
    if aujourdhui > resolution.ag.date_ag:
        raise RefusedError("L’assemblée a eu lieu : un visa n’aurait plus d’effet.", code="AG_TENUE")
    if demande is None or consigne is None or find_visa(consigne) is not None:
        raise RefusedError("Aucun visa n’est attendu sur cette résolution.", code="VISA_NON_ATTENDU")
    if consigne.agent_id == acteur.id:
        raise ForbiddenError(
            "Vous avez donné cette consigne : son visa revient à quelqu’un d’autre.", code="VISA_DE_SOI_MEME"
        )
    if demande.role not in acteur.roles:
        raise ForbiddenError(
            f"Ce visa revient au rôle « {ROLES.get(demande.role, demande.role)} ».", code="VISA_D_UN_AUTRE_ROLE"
        )
