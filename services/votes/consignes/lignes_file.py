"""The lines of the queues follow what they come from: resolutions, assignments, consignes, visas, dates of assemblies.

One writer: after each flush of a session, the lines of the resolutions it touched are derived again and written in the
same transaction, so that no use case has to think of it. What is written past a session (``insert_rows``) is followed
by ``write_lignes``; ``mend_lignes`` looks each day for a line that does not agree, and says it.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, insert, inspect, select
from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import DatesAg
from services.votes.consignes.visas import name_visa_role
from services.votes.majorites.quote_part import share_quote_part
from services.votes.models import Affectation, AssembleeGenerale, Consigne, LigneFile, Resolution, Visa, Volet
from shared.patrimoine.textes import normalise_texte

log = logging.getLogger(__name__)
LOT = 500
"""How many resolutions are derived at once."""
SOURCES: Mapping[type[Any], Sequence[str]] = {
    Resolution: (
        "ordre", "intitule", "type", "information", "montant_centimes", "voix_bailleur", "voix_total", "notre_demande",
        "visa_role",
    ),
    AssembleeGenerale: ("date_ag", "formulaire_limite_imprimee", "copropriete_id"),
    Affectation: ("active", "agent_id", "resolution_id"),
    Consigne: ("perimee_le", "agent_id", "rang", "resolution_id"),
    Visa: ("consigne_id",),
}  # fmt: skip
"""What lines are derived from: a flush that changes none of it writes none."""


class ReponseLue(NamedTuple):
    """A consigne as the queue sees it: whose, re-opened or not, with its visa (agreed or refused) or without."""

    rang: int
    agent_id: int
    perimee: bool
    visee: bool


class Place(NamedTuple):
    """Whose queue a resolution stands in, and why."""

    volet: Volet
    agent_id: int
    role: str | None = None


def derive_places(destinataire: int | None, visa_role: str | None, reponses: Sequence[ReponseLue]) -> list[Place]:
    """Where a voted resolution stands, in the queues of its whole life.

    Whoever it is assigned to owes an answer while none holds; the role of the visa owes its agreement while the answer
    that holds has none; while one holds, each author finds his again. Only the last answer may hold.

    :param destinataire: who it is assigned to now; ``visa_role``: whose agreement it needs, if any.
    """
    last = max(reponses, default=None)
    if last is None or last.perimee:
        return [] if destinataire is None else [Place(Volet.A_DONNER, destinataire)]
    auteurs = {one.agent_id for one in reponses if not one.perimee}
    awaited = [Place(Volet.A_VISER, last.agent_id, visa_role)] if visa_role and not last.visee else []
    return awaited + [Place(Volet.DONNEE, agent_id) for agent_id in sorted(auteurs)]


def read_lignes(session: Session, resolution_ids: Collection[int]) -> list[dict[str, Any]]:
    """The lines these resolutions should have, from the tables they come from, in two queries."""
    reponses: dict[int, list[ReponseLue]] = defaultdict(list)
    seen = select(Visa.id).where(Visa.consigne_id == Consigne.id).correlate(Consigne).exists()
    answered = select(Consigne.resolution_id, Consigne.rang, Consigne.agent_id, Consigne.perimee_le, seen)
    for key, rang, agent_id, perimee_le, visee in session.execute(
        answered.where(Consigne.resolution_id.in_(resolution_ids))
    ):
        reponses[key].append(ReponseLue(rang, agent_id, perimee_le is not None, bool(visee)))
    held = and_(Affectation.resolution_id == Resolution.id, Affectation.active.is_(True))
    points = (
        select(
            Resolution.id, Resolution.ordre, Resolution.intitule, Resolution.type, Resolution.montant_centimes,
            Resolution.voix_bailleur, Resolution.voix_total, Resolution.visa_role, Resolution.notre_demande,
            AssembleeGenerale.id.label("ag_id"), AssembleeGenerale.date_ag, AssembleeGenerale.copropriete_id,
            AssembleeGenerale.formulaire_limite_imprimee, Affectation.agent_id,
        )
        .join(Resolution.ag)
        .outerjoin(Affectation, held)
        .where(Resolution.id.in_(resolution_ids), Resolution.information.is_(False))
    )  # fmt: skip
    return [ligne for point in session.execute(points) for ligne in _derive(point, reponses[point.id])]


def _derive(point: Any, reponses: Sequence[ReponseLue]) -> list[dict[str, Any]]:
    copied = {
        "resolution_id": point.id, "ag_id": point.ag_id, "date_ag": point.date_ag, "ordre": point.ordre,
        "limite": DatesAg(point.date_ag, point.formulaire_limite_imprimee).limite,
        "copropriete_id": point.copropriete_id, "type": point.type, "recherche": normalise_texte(point.intitule),
        "quote_part_centimes": share_quote_part(
            point.type, point.montant_centimes, point.voix_bailleur, point.voix_total
        ),
    }  # fmt: skip
    visa_role = name_visa_role(point.visa_role, notre_demande=point.notre_demande)
    return [{**copied, **place._asdict()} for place in derive_places(point.agent_id, visa_role, reponses)]


def write_lignes(session: Session, resolution_ids: Iterable[int]) -> None:
    """Write again the lines of these resolutions, some hundreds at a time."""
    for ids in _split(resolution_ids):
        lignes = read_lignes(session, ids)
        session.execute(delete(LigneFile.__table__).where(LigneFile.resolution_id.in_(ids)))  # type: ignore[arg-type]
        if lignes:
            session.execute(insert(LigneFile.__table__), lignes)  # type: ignore[arg-type]


def mend_lignes(session: Session, jour: date) -> int:
    """Write again the lines of assemblies to come that do not agree with what they come from; returns how many do not.

    There is none: each one found is a defect, told in the log.
    """
    to_come = select(Resolution.id).join(Resolution.ag).where(AssembleeGenerale.date_ag >= jour).order_by(Resolution.id)
    wrong: list[int] = []
    for ids in _split(session.scalars(to_come).all()):
        session.execute(select(Resolution.id).where(Resolution.id.in_(ids)).with_for_update())
        wrong += find_wrong(session, ids)
    if wrong:
        log.error("%d resolutions in a queue where they should not be, or missing from one: %s", len(wrong), wrong[:20])
        write_lignes(session, wrong)
    return len(wrong)


def find_wrong(session: Session, resolution_ids: Collection[int]) -> list[int]:
    """The resolutions whose lines are not what they should be."""
    columns = LigneFile.__table__.columns
    kept = session.execute(select(*columns).where(LigneFile.resolution_id.in_(resolution_ids))).mappings()
    written, wanted = (
        {(ligne["resolution_id"], *(ligne[column.name] for column in columns)) for ligne in lignes}
        for lignes in (kept, read_lignes(session, resolution_ids))
    )
    return sorted({resolution_id for resolution_id, *_ in written ^ wanted})


def _split(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + LOT] for start in range(0, len(ordered), LOT))


def follow_flush(session: Session) -> None:
    """Write the lines of what a flush of this session changed, in its transaction."""
    touched: dict[type[Any], set[int]] = defaultdict(set)
    for one in (*session.new, *session.dirty, *session.deleted):
        names = SOURCES.get(type(one))
        if names and (one in session.deleted or any(inspect(one).attrs[name].history.has_changes() for name in names)):
            touched[type(one)].add(_name_source(one))
    ids = touched[Resolution] | touched[Affectation] | touched[Consigne]
    if touched[Visa]:
        ids.update(session.scalars(select(Consigne.resolution_id).where(Consigne.id.in_(touched[Visa]))))
    if touched[AssembleeGenerale]:
        ids.update(session.scalars(select(Resolution.id).where(Resolution.ag_id.in_(touched[AssembleeGenerale]))))
    write_lignes(session, ids)


def _name_source(one: Any) -> int:
    """The resolution of what was touched, or by what to find it."""
    if isinstance(one, Affectation | Consigne):
        return one.resolution_id
    return int(one.consigne_id) if isinstance(one, Visa) else int(one.id)
