"""The landlord's voting policy, as data: which position it proposes on a resolution, why, and by which rule.

It pre-fills an answer and never sends one. A second position is proposed only where a second ballot may open
(loi 25-1, 26-1).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.models import GenreRegle, Position, Resolution
from services.votes.politique.cas import AgLue, Point, build_cas, load_contextes, read_ag
from services.votes.politique.conditions import Cas
from services.votes.politique.regles import RegleLue, find_regle, keep_regles, load_regles
from shared.presentation import today

AVEC_PASSERELLE = frozenset({"25", "26", "meme_majorite_que_la_depense", "meme_majorite_que_la_decision_visee"})
"""Our articles at which a second ballot may open, or may turn out to."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """What the doctrine proposes: on the first ballot, on the second (None: cannot open), if the text is amended.

    ``position_si_amendee`` None: the doctrine says nothing of an amended text. ``regle``: « R7 v3 ».
    """

    position: Position
    position_second: Position | None
    position_si_amendee: Position | None
    motif: str
    regle: str


def propose_position(session: Session, resolution: Resolution, jour: date | None = None) -> Proposition | None:
    """What the doctrine in force on ``jour`` (today by default) proposes; None when it says nothing."""
    return propose_positions(session, [resolution], jour).get(resolution.id)


def propose_positions(
    session: Session, resolutions: Sequence[Resolution], jour: date | None = None
) -> Mapping[int, Proposition]:
    """The proposals for many resolutions, by id, in a few queries; those the doctrine is silent on are left out."""
    voted = [resolution for resolution in resolutions if not resolution.information]
    return propose_for(session, voted, {read_ag(resolution.ag) for resolution in voted}, jour or today())


def propose_for(
    session: Session, points: Sequence[Point], ags: Collection[AgLue], jour: date
) -> Mapping[int, Proposition]:
    """The same for points that are voted, or the lines of a list, with their assemblies: in two queries."""
    regles = load_regles(session, GenreRegle.DOCTRINE, jour) if points else []
    if not regles:
        return {}
    contextes = load_contextes(session, ags)
    of_type = {code: keep_regles(regles, code) for code in {point.type for point in points}}
    found = ((point.id, propose(of_type[point.type], build_cas(point, contextes[point.ag_id]))) for point in points)
    return {point_id: proposition for point_id, proposition in found if proposition is not None}


def propose(regles: Sequence[RegleLue], cas: Cas) -> Proposition | None:
    """What these rules propose on a case. Pure."""
    regle = find_regle(regles, cas)
    if regle is None or regle.position is None:
        return None
    second = (regle.position_second or regle.position) if cas.article in AVEC_PASSERELLE else None
    return Proposition(regle.position, second, regle.position_si_amendee, regle.motif, regle.nom)
