"""Which imports an agent may see: his own, his colleagues', and those that called a copropriété he sees."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from services.appels_fonds.models import AppelFonds, ImportAppel
from shared.acteurs import Acteur
from shared.errors import ForbiddenError, NotFoundError
from shared.models import Agent, AgentAgence, Copropriete
from shared.patrimoine.lectures import visible_coproprietes


def visible_imports(acteur: Acteur) -> Select[ImportAppel]:
    """The imports this agent sees; the only scoping query of imports."""
    statement = select(ImportAppel)
    if acteur.sees_all:
        return statement
    colleagues = (
        select(Agent.courriel)
        .join(AgentAgence, AgentAgence.agent_id == Agent.id)
        .where(AgentAgence.agence_id.in_(acteur.agences))
    )
    called = select(AppelFonds.import_id).where(AppelFonds.copropriete_id.in_(_visible_ids(acteur)))
    return statement.where(
        or_(
            ImportAppel.lu_par == acteur.courriel, ImportAppel.lu_par.in_(colleagues), ImportAppel.id.in_(called)
        )
    )  # fmt: skip


def get_import(session: Session, acteur: Acteur, import_id: int, *, lock: bool = False) -> ImportAppel:
    """One import.

    :raises NotFoundError: no such import, or not one this agent sees.
    """
    statement = visible_imports(acteur).where(ImportAppel.id == import_id)
    found = session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFoundError("Cet import n’existe pas, ou ne relève pas de vos agences.", code="IMPORT_INCONNU")
    return found


def refuse_unless_all_visible(session: Session, acteur: Acteur, apercu: ImportAppel) -> None:
    """An import is undone as a whole, by somebody who sees all of it.

    :raises ForbiddenError: one of its calls is of a copropriété this agent does not see.
    """
    called = {appel.copropriete_id for appel in apercu.appels}
    visible = set(session.scalars(_visible_ids(acteur).where(Copropriete.id.in_(called))))
    if called - visible:
        raise ForbiddenError(
            "Cet import a aussi appelé des copropriétés d’une autre agence : demandez à quelqu’un qui les voit toutes."
        )


def _visible_ids(acteur: Acteur) -> Select[int]:
    return visible_coproprietes(acteur).with_only_columns(Copropriete.id)
