"""What the pages show of the assemblies: each list in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from services.votes.acces import REPONSES, get_ag, has_consigne, is_visible
from services.votes.assemblees.fichiers import list_jointes_of
from services.votes.majorites.issues import Issue, list_issues
from services.votes.models import AssembleeGenerale, Resolution
from shared.acteurs import Acteur
from shared.models import Copropriete, Document
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
            AssembleeGenerale.resolutions.any((Resolution.information.is_(False)) & ~has_consigne(Resolution.id))
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
            func.count(Resolution.id).filter(voted, has_consigne(Resolution.id)),
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


def list_issues_of(session: Session, ag: AssembleeGenerale, aujourdhui: date) -> list[Issue]:
    """What became of the resolutions of an assembly, in one query; none before its day."""
    if ag.date_ag > aujourdhui:
        return []
    query = select(Resolution).where(Resolution.ag_id == ag.id).order_by(Resolution.ordre)
    return list_issues(session.scalars(query.options(joinedload(Resolution.resultat))), ag, aujourdhui)


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


def list_past_votes(session: Session, resolution: Resolution, limit: int = 5) -> Sequence[Resolution]:
    """What we answered on the same type at earlier assemblies of the same copropriété, the latest first."""
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .where(
            AssembleeGenerale.copropriete_id == resolution.ag.copropriete_id,
            AssembleeGenerale.date_ag < resolution.ag.date_ag,
            Resolution.type == resolution.type,
            has_consigne(Resolution.id),
        )
        .options(contains_eager(Resolution.ag), joinedload(Resolution.resultat), *REPONSES)
        .order_by(AssembleeGenerale.date_ag.desc(), Resolution.ordre)
        .limit(limit)
    )
    return session.scalars(query).all()


def list_pieces(session: Session, ag: AssembleeGenerale, limit: int = 8) -> list[Document]:
    """The papers of an assembly: its notice, what came with it, then the latest ones of its copropriété."""
    notice = session.get(Document, ag.document_id) if ag.document_id else None
    own = [*([notice] if notice else []), *list_jointes_of(session, ag)]
    query = select(Document).where(
        Document.copropriete_id == ag.copropriete_id, Document.id.not_in([document.id for document in own])
    )
    return [*own, *session.scalars(query.order_by(Document.id.desc()).limit(limit))]
