"""What an agent may see of the assemblies, and the one way to change a resolution: at the version that was read."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, contains_eager, joinedload, selectinload

from services.votes.majorites.passerelles import say_positions
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Resolution, Visa
from shared.acteurs import Acteur
from shared.errors import NotFoundError, StaleError
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes

REPONSES = (
    selectinload(Resolution.affectations).joinedload(Affectation.agent),
    selectinload(Resolution.consignes).options(
        joinedload(Consigne.agent), selectinload(Consigne.visas).joinedload(Visa.agent)
    ),
    joinedload(Resolution.cle),
)
"""What comes with a resolution wherever it is shown: who must answer, what was answered and agreed, on which clé."""


def is_visible(acteur: Acteur) -> ColumnElement[bool]:
    """The condition that keeps the copropriétés an agent sees, in a query that joins them."""
    return Copropriete.id.in_(visible_coproprietes(acteur).with_only_columns(Copropriete.id))


def has_consigne(resolution_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The condition that an answer holds for this resolution: the last one given, unless it was re-opened since.

    An answer that another one replaced holds no more, even when that other one was re-opened.
    """
    later = aliased(Consigne)
    replaced = select(later.id).where(later.resolution_id == Consigne.resolution_id, later.rang > Consigne.rang)
    return (
        select(Consigne.id)
        .where(Consigne.resolution_id == resolution_id, Consigne.perimee_le.is_(None), ~replaced.exists())
        .correlate_except(Consigne)
        .exists()
    )


def get_ag(session: Session, acteur: Acteur, ag_id: int, *options: Any, lock: bool = False) -> AssembleeGenerale:
    """An assembly of one of the copropriétés the agent sees.

    :param options: loader options, for what is shown or changed beside the assembly itself.
    :param lock: keep others from adding to it until the end of the transaction.
    :raises NotFoundError: not there, or not visible.
    """
    query = (
        select(AssembleeGenerale)
        .join(AssembleeGenerale.copropriete)
        .where(AssembleeGenerale.id == ag_id, is_visible(acteur))
        .options(contains_eager(AssembleeGenerale.copropriete), *options)
    )
    if lock:
        query = query.with_for_update(of=AssembleeGenerale).execution_options(populate_existing=True)
    ag = session.scalar(query)
    if ag is None:
        raise NotFoundError("Cette assemblée n’existe pas, ou ne relève pas de vos agences.", code="AG_INCONNUE")
    return ag


def get_resolution(session: Session, acteur: Acteur, resolution_id: int, *, lock: bool = False) -> Resolution:
    """A resolution of an assembly the agent sees, with its assignments and answers, in four queries.

    :param lock: keep others from changing it until the end of the transaction; what was read before is read again.
    :raises NotFoundError: not there, or not visible.
    """
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(Resolution.id == resolution_id, is_visible(acteur))
        .options(contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete), *REPONSES)
    )
    if lock:
        query = query.with_for_update(of=Resolution).execution_options(populate_existing=True)
    resolution = session.scalar(query)
    if resolution is None:
        raise NotFoundError(
            "Cette résolution n’existe pas, ou ne relève pas de vos agences.", code="RESOLUTION_INCONNUE"
        )
    return resolution


def take_resolution(session: Session, acteur: Acteur, resolution_id: int, version: int) -> Resolution:
    """The resolution, to change it: its version is raised, so that whoever read the former one will know.

    :raises NotFoundError: not there, or not visible.
    :raises StaleError: somebody acted on it since ``version`` was read.
    """
    resolution = get_resolution(session, acteur, resolution_id, lock=True)
    if resolution.version != version:
        raise StaleError(describe_changes(resolution))
    resolution.version += 1
    return resolution


def describe_changes(resolution: Resolution) -> str:
    """What a person who read an older version should know, in a sentence."""
    consigne = resolution.consigne
    if consigne is None:
        return "Cette résolution a changé depuis que vous l’avez ouverte (type, clé ou destinataire) : relisez-la."
    said = say_positions(consigne.position, consigne.position_second, consigne.position_si_amendee)
    return (
        f"{consigne.agent.nom} a répondu « {said.lower()} » : {consigne.motif}. "
        "Comparez les deux réponses, puis confirmez la vôtre si elle doit la remplacer."
    )
