"""« À voter »: the queue of an agent across copropriétés, filtered, sorted and added up by the database.

Everything is asked of the lines of the queues (``lignes_file``), in three statements and plain rows: the queue of a
whole landlord (12,500 resolutions) must open nearly as fast as an empty page, at the very moment everybody acts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, select, tuple_
from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import DatesAg
from services.votes.consignes.filtres_file import A_DONNER, A_VISER, AGENDA, FiltreFile, order_file, select_file
from services.votes.models import Affectation, AssembleeGenerale, Consigne, LigneFile, Position, Relance, Resolution
from shared.acteurs import Acteur
from shared.models import Agence, Agent, CleRepartition, Copropriete, Origine

STATEMENTS = 512
"""How many statements are kept built (never what they answer): one for each agent, filter and day."""


class LigneLue(NamedTuple):
    """A line of the queue as it is shown.

    ``raison``: why it is ``agent``’s. ``repondue``: somebody answered it once, what was said is worth showing;
    ``relancee``: a step was taken for want of an answer.
    """

    id: int
    version: int
    numero: str
    intitule: str
    type: str
    article: str
    article_imprime: str | None
    montant_centimes: int | None
    voix_bailleur: int | None
    voix_total: int | None
    notre_demande: bool
    ag_id: int
    date_ag: date
    limite_imprimee: date | None
    convocation_presentee_le: date | None
    delai_convocation: int
    copropriete_id: int
    copropriete: str
    copropriete_nom: str
    origine: Origine
    agence: str
    cle: str | None
    raison: str | None
    agent: str | None
    repondue: bool
    relancee: bool
    quote_part_centimes: int | None

    @property
    def dates(self) -> DatesAg:
        """What our own dates are counted back from."""
        return DatesAg(self.date_ag, self.limite_imprimee)


@dataclass(frozen=True, slots=True)
class Totaux:
    """The whole filtered list: how many, our quote-part of those that have an amount, and how many have none.

    ``en_attente``: how many lines wait in the tabs where somebody waits for them, whatever the filter.
    """

    nombre: int
    quote_part_centimes: int
    sans_montant: int
    en_attente: Mapping[str, int]


def add_up(session: Session, acteur: Acteur, filtre: FiltreFile, aujourdhui: date) -> Totaux:
    """The totals of the whole filtered list, and of the tabs, in one statement."""
    others = _list_others(filtre)
    nombre, somme, chiffrees, *waiting = session.execute(_select_totaux(acteur, filtre, aujourdhui)).one()
    en_attente = {filtre.volet: nombre} | {other.volet: count for other, count in zip(others, waiting, strict=True)}
    return Totaux(nombre, int(somme), nombre - chiffrees, en_attente)


def _list_others(filtre: FiltreFile) -> list[FiltreFile]:
    """The tabs whose count the totals of the filtered list do not say already."""
    whole = [FiltreFile(volet=volet, marge=filtre.marge, tri=filtre.tri) for volet in (A_DONNER, A_VISER)]
    return [other for other in whole if other != filtre]


@lru_cache(maxsize=STATEMENTS)
def _select_totaux(acteur: Acteur, filtre: FiltreFile, aujourdhui: date) -> Select[Any]:
    quote_part = LigneFile.quote_part_centimes
    counts = (
        select_file(acteur, other, aujourdhui, func.count()).correlate(None).scalar_subquery()
        for other in _list_others(filtre)
    )
    sums = (func.count(), func.coalesce(func.sum(quote_part), 0), func.count(quote_part))
    return select_file(acteur, filtre, aujourdhui, *sums, *counts)


def list_file(
    session: Session, acteur: Acteur, filtre: FiltreFile, aujourdhui: date, *, page: int, taille: int
) -> tuple[list[LigneLue], int, Totaux]:
    """One page of the filtered list, its number, and the totals of all of it; beyond the end, the last page."""
    totaux = add_up(session, acteur, filtre, aujourdhui)
    page = min(page, max(1, -(-totaux.nombre // taille)))
    cut = _select_ordered(acteur, filtre, aujourdhui).limit(taille).offset((page - 1) * taille)
    quote_parts: dict[int, int | None] = dict(session.execute(cut).all())
    shown = {row[0]: row for row in session.execute(_LIGNES, {"ids": list(quote_parts)})}
    return [LigneLue._make((*shown[key], quote_part)) for key, quote_part in quote_parts.items()], page, totaux


@lru_cache(maxsize=STATEMENTS)
def _select_ordered(acteur: Acteur, filtre: FiltreFile, aujourdhui: date) -> Select[Any]:
    found = select_file(acteur, filtre, aujourdhui, LigneFile.resolution_id, LigneFile.quote_part_centimes)
    return found.order_by(*order_file(filtre.tri))


def _has(kept: type[Consigne | Relance]) -> ColumnElement[bool]:
    return select(kept.id).where(kept.resolution_id == Resolution.id).correlate(Resolution).exists()


_LIGNES = (
    select(
        Resolution.id, Resolution.version, Resolution.numero, Resolution.intitule, Resolution.type, Resolution.article,
        Resolution.article_imprime, Resolution.montant_centimes, Resolution.voix_bailleur, Resolution.voix_total,
        Resolution.notre_demande, AssembleeGenerale.id, AssembleeGenerale.date_ag,
        AssembleeGenerale.formulaire_limite_imprimee, AssembleeGenerale.convocation_presentee_le,
        AssembleeGenerale.delai_convocation, Copropriete.id, Copropriete.code, Copropriete.nom,
        Copropriete.origine, Agence.code, CleRepartition.code, Affectation.motif, Agent.nom, _has(Consigne),
        _has(Relance),
    )
    .join(AssembleeGenerale, AssembleeGenerale.id == Resolution.ag_id)
    .join(Copropriete, Copropriete.id == AssembleeGenerale.copropriete_id)
    .join(Agence, Agence.id == Copropriete.agence_id)
    .outerjoin(Affectation, and_(Affectation.resolution_id == Resolution.id, Affectation.active.is_(True)))
    .outerjoin(Agent, Agent.id == Affectation.agent_id)
    .outerjoin(CleRepartition, CleRepartition.id == Resolution.cle_repartition_id)
    .where(Resolution.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip
"""What is shown of the lines of a page, in the order of ``LigneLue``: joined to the page only, never to the queue."""


class Dite(NamedTuple):
    """The last answer to a line: what was said, by whom, when, and why it no longer holds if it does not."""

    position: Position
    motif: str
    perimee_motif: str | None
    le: datetime
    agent: str


def load_dites(session: Session, lignes: Sequence[LigneLue]) -> dict[int, Dite]:
    """The last answer of each line that has one."""
    ids = [ligne.id for ligne in lignes if ligne.repondue]
    if not ids:
        return {}
    query = (
        select(
            Consigne.resolution_id, Consigne.position, Consigne.motif, Consigne.perimee_motif, Consigne.le, Agent.nom
        )
        .join(Consigne.agent)
        .where(Consigne.resolution_id.in_(ids))
        .order_by(Consigne.rang)
    )
    return {key: Dite._make(said) for key, *said in session.execute(query)}


class CompteAg(NamedTuple):
    """How many lines of a list an assembly holds; ``limite``: the day by which its form must be in."""

    limite: date
    ag_id: int
    nombre: int


def count_by_ag(
    session: Session, acteur: Acteur, filtre: FiltreFile, aujourdhui: date, limit: int
) -> Sequence[CompteAg]:
    """How many lines each assembly holds, for the first assemblies of the queue."""
    by_ag = (LigneFile.limite, LigneFile.ag_id)
    query = select_file(acteur, filtre, aujourdhui, *by_ag, func.count()).group_by(*by_ag).order_by(*by_ag)
    return [CompteAg(*row) for row in session.execute(query.limit(limit))]


def find_next(session: Session, acteur: Acteur, here: Resolution, aujourdhui: date) -> int | None:
    """The next resolution this agent owes an answer to, after this one in his queue; the first when it was the last."""
    query = select_file(acteur, FiltreFile(), aujourdhui, LigneFile.resolution_id)
    query = query.where(LigneFile.resolution_id != here.id).order_by(*AGENDA).limit(1)
    place = tuple_(literal(here.ag.dates.limite), literal(here.ag_id), literal(here.ordre))
    found: int | None = session.scalar(query.where(tuple_(*AGENDA) > place)) or session.scalar(query)
    return found
