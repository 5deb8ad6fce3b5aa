"""What the pages show of the assemblies, each list in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from services.votes.acces import REPONSES, get_ag
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Resolution
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes

A_VENIR, PASSEES, TOUTES = "a-venir", "passees", "toutes"
PAR_PAGE = 50

LigneAg = Row[tuple[AssembleeGenerale, int, int, int]]
"""An assembly; how many items; how many are voted; how many of these have a consigne."""


@dataclass(frozen=True, slots=True)
class FiltreAg:
    """Which assemblies: as the address of the list says it."""

    periode: str = A_VENIR
    texte: str = ""
    page: int = 1


def list_ags(session: Session, acteur: Acteur, filtre: FiltreAg, aujourdhui: date) -> tuple[Sequence[LigneAg], int]:
    """One page of the assemblies an agent sees, and how many there are in all.

    Those to come, the nearest first; otherwise the latest first.
    """
    conditions = [visible_coproprietes(acteur), *_conditions(filtre, aujourdhui)]
    total = session.scalar(
        select(func.count(AssembleeGenerale.id)).join(AssembleeGenerale.copropriete).where(*conditions)
    )
    date_ag = AssembleeGenerale.date_ag
    order = date_ag.asc() if filtre.periode == A_VENIR else date_ag.desc()
    query = _with_progress().where(*conditions).order_by(order, Copropriete.code)
    lines = session.execute(query.limit(PAR_PAGE).offset((filtre.page - 1) * PAR_PAGE)).all()
    return lines, total or 0


def list_ags_of(session: Session, acteur: Acteur, copropriete_id: int) -> Sequence[LigneAg]:
    """Every assembly of one copropriété, the latest first."""
    query = _with_progress().where(visible_coproprietes(acteur), Copropriete.id == copropriete_id)
    return session.execute(query.order_by(AssembleeGenerale.date_ag.desc())).all()


def load_ag(session: Session, acteur: Acteur, ag_id: int) -> AssembleeGenerale:
    """An assembly with its resolutions, who must answer each and what was answered.

    :raises NotFoundError: not there, or not visible.
    """
    return get_ag(session, acteur, ag_id, selectinload(AssembleeGenerale.resolutions).options(*REPONSES))


def find_empreinte(session: Session, acteur: Acteur, ag_id: int) -> str:
    """A short text that changes whenever something of an assembly does: every act raises a version."""
    row = session.execute(
        select(AssembleeGenerale.version, func.count(Resolution.id), func.sum(Resolution.version))
        .join(AssembleeGenerale.copropriete)
        .outerjoin(Resolution, Resolution.ag_id == AssembleeGenerale.id)
        .where(AssembleeGenerale.id == ag_id, visible_coproprietes(acteur))
        .group_by(AssembleeGenerale.id, AssembleeGenerale.version)
    ).one_or_none()
    return "-".join(str(value or 0) for value in row) if row else ""


def list_a_repondre(session: Session, acteur: Acteur, aujourdhui: date) -> Sequence[Resolution]:
    """The resolutions an agent still owes an answer to, the nearest assembly first, in the order of the agenda."""
    query = (
        select(Resolution)
        .join(Affectation, Affectation.resolution_id == Resolution.id)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(
            Affectation.agent_id == acteur.id,
            Affectation.active.is_(True),
            AssembleeGenerale.date_ag >= aujourdhui,
            Resolution.information.is_(False),
            ~_answered(),
            visible_coproprietes(acteur),
        )
        .options(contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete), *REPONSES)
        .order_by(AssembleeGenerale.date_ag, AssembleeGenerale.id, Resolution.ordre)
    )
    return session.scalars(query).all()


def list_past_votes(session: Session, resolution: Resolution, limit: int = 5) -> Sequence[Resolution]:
    """What we answered on the same type at earlier assemblies of the same copropriété, the latest first."""
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .where(
            AssembleeGenerale.copropriete_id == resolution.ag.copropriete_id,
            AssembleeGenerale.date_ag < resolution.ag.date_ag,
            Resolution.type == resolution.type,
            _answered(),
        )
        .options(contains_eager(Resolution.ag), *REPONSES)
        .order_by(AssembleeGenerale.date_ag.desc(), Resolution.ordre)
        .limit(limit)
    )
    return session.scalars(query).all()


def find_neighbours(session: Session, resolution: Resolution) -> tuple[int | None, int | None]:
    """The ids of the resolutions before and after, in the order of the agenda."""
    ids = session.scalars(
        select(Resolution.id).where(Resolution.ag_id == resolution.ag_id).order_by(Resolution.ordre)
    ).all()
    rang = ids.index(resolution.id)
    return ids[rang - 1] if rang else None, ids[rang + 1] if rang + 1 < len(ids) else None


def _answered() -> ColumnElement[bool]:
    return select(Consigne.id).where(Consigne.resolution_id == Resolution.id).correlate(Resolution).exists()


def _with_progress() -> Select[tuple[AssembleeGenerale, int, int, int]]:
    voted = Resolution.information.is_(False)
    return (
        select(
            AssembleeGenerale,
            func.count(Resolution.id).label("points"),
            func.count(Resolution.id).filter(voted).label("a_voter"),
            func.count(Resolution.id).filter(voted, _answered()).label("repondues"),
        )
        .join(AssembleeGenerale.copropriete)
        .outerjoin(Resolution, Resolution.ag_id == AssembleeGenerale.id)
        .options(contains_eager(AssembleeGenerale.copropriete))
        .group_by(AssembleeGenerale.id, Copropriete.id)
    )


def _conditions(filtre: FiltreAg, aujourdhui: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filtre.periode == A_VENIR:
        conditions.append(AssembleeGenerale.date_ag >= aujourdhui)
    elif filtre.periode == PASSEES:
        conditions.append(AssembleeGenerale.date_ag < aujourdhui)
    if filtre.texte.strip():
        like = f"%{filtre.texte.strip()}%"
        conditions.append(
            or_(Copropriete.nom.ilike(like), Copropriete.code.ilike(like), Copropriete.adresse.ilike(like))
        )
    return conditions
