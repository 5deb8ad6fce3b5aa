"""What the pages show of the assemblies: each list in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from services.votes.acces import REPONSES, get_ag, is_visible
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Resolution
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.textes import normalise_texte

A_VENIR, PASSEES, TOUTES = "a-venir", "passees", "toutes"


@dataclass(frozen=True, slots=True)
class FiltreAg:
    """Which assemblies: as the address of the list says it."""

    periode: str = A_VENIR
    texte: str = ""
    incompletes: bool = False


@dataclass(frozen=True, slots=True)
class Avancement:
    """How far the answers of an assembly are: items, those that are voted, those of these that have a consigne."""

    points: int = 0
    a_voter: int = 0
    repondues: int = 0

    @property
    def manquantes(self) -> int:
        """Consignes still to give."""
        return self.a_voter - self.repondues

    @property
    def complete(self) -> bool:
        """Whether nothing is waited for any more."""
        return self.points > 0 and self.manquantes == 0


def select_ags(acteur: Acteur, filtre: FiltreAg, aujourdhui: date) -> Select[AssembleeGenerale]:
    """The assemblies an agent sees: those to come, the nearest first; otherwise the latest first."""
    query = (
        select(AssembleeGenerale)
        .join(AssembleeGenerale.copropriete)
        .where(is_visible(acteur))
        .options(contains_eager(AssembleeGenerale.copropriete))
    )
    for mot in normalise_texte(filtre.texte).split():
        query = query.where(Copropriete.recherche.contains(mot, autoescape=True))
    if filtre.incompletes:
        query = query.where(
            AssembleeGenerale.resolutions.any((Resolution.information.is_(False)) & ~_answered())
            | ~AssembleeGenerale.resolutions.any()
        )
    date_ag = AssembleeGenerale.date_ag
    if filtre.periode == A_VENIR:
        return query.where(date_ag >= aujourdhui).order_by(date_ag, Copropriete.code)
    if filtre.periode == PASSEES:
        query = query.where(date_ag < aujourdhui)
    return query.order_by(date_ag.desc(), Copropriete.code)


def list_ags_of(session: Session, acteur: Acteur, copropriete_id: int) -> Sequence[AssembleeGenerale]:
    """Every assembly of one copropriété, the latest first."""
    query = (
        select(AssembleeGenerale)
        .join(AssembleeGenerale.copropriete)
        .where(is_visible(acteur), AssembleeGenerale.copropriete_id == copropriete_id)
        .options(contains_eager(AssembleeGenerale.copropriete))
    )
    return session.scalars(query.order_by(AssembleeGenerale.date_ag.desc())).all()


def count_progress(session: Session, ag_ids: Collection[int]) -> Mapping[int, Avancement]:
    """How far the answers of these assemblies are, in one query; every id has its answer."""
    voted = Resolution.information.is_(False)
    counts = session.execute(
        select(
            Resolution.ag_id,
            func.count(Resolution.id),
            func.count(Resolution.id).filter(voted),
            func.count(Resolution.id).filter(voted, _answered()),
        )
        .where(Resolution.ag_id.in_(ag_ids))
        .group_by(Resolution.ag_id)
    )
    found = {ag_id: Avancement(*numbers) for ag_id, *numbers in counts}
    return {ag_id: found.get(ag_id, Avancement()) for ag_id in ag_ids}


def load_ag(session: Session, acteur: Acteur, ag_id: int) -> AssembleeGenerale:
    """An assembly with its resolutions, who must answer each and what was answered.

    :raises NotFoundError: not there, or not visible.
    """
    return get_ag(session, acteur, ag_id, selectinload(AssembleeGenerale.resolutions).options(*REPONSES))


def find_state(session: Session, acteur: Acteur, condition: ColumnElement[bool]) -> tuple[int, ...]:
    """Numbers that change whenever something of the chosen assemblies does: every act raises a version.

    :param condition: on ``AssembleeGenerale``.
    """
    row = session.execute(
        select(
            func.count(AssembleeGenerale.id.distinct()),
            func.coalesce(func.sum(AssembleeGenerale.version), 0),
            func.count(Resolution.id),
            func.coalesce(func.sum(Resolution.version), 0),
        )
        .join(AssembleeGenerale.copropriete)
        .outerjoin(Resolution, Resolution.ag_id == AssembleeGenerale.id)
        .where(condition, is_visible(acteur))
    ).one()
    return tuple(int(value) for value in row)


def select_a_repondre(acteur: Acteur, aujourdhui: date) -> Select[Resolution]:
    """The resolutions an agent still owes an answer to, the nearest assembly first, in the order of the agenda."""
    return (
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
            is_visible(acteur),
        )
        .options(contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete), *REPONSES)
        .order_by(AssembleeGenerale.date_ag, AssembleeGenerale.id, Resolution.ordre)
    )


def select_repondues(acteur: Acteur) -> Select[Resolution]:
    """The resolutions whose answer is this agent's, the latest assembly first."""
    mine = select(Consigne.resolution_id).where(Consigne.agent_id == acteur.id)
    return (
        select(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(Resolution.id.in_(mine), is_visible(acteur))
        .options(contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete), *REPONSES)
        .order_by(AssembleeGenerale.date_ag.desc(), AssembleeGenerale.id, Resolution.ordre)
    )


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


def find_next_owed(session: Session, acteur: Acteur, resolution: Resolution, aujourdhui: date) -> Resolution | None:
    """The next resolution this agent owes an answer to, after this one in his queue; the first when it was the last."""
    owed = session.scalars(select_a_repondre(acteur, aujourdhui)).all()
    here = (resolution.ag.date_ag, resolution.ag_id, resolution.ordre)
    others = [one for one in owed if one.id != resolution.id]
    later = (one for one in others if (one.ag.date_ag, one.ag_id, one.ordre) > here)
    return next(later, others[0] if others else None)


def _answered() -> ColumnElement[bool]:
    return select(Consigne.id).where(Consigne.resolution_id == Resolution.id).correlate(Resolution).exists()
