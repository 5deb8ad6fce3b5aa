"""The demo's assemblies, created, pasted and answered as managers and employees do it, on the days they did it.

Assemblies to come are answered through the use case. The consignes of assemblies already held are written in bulk:
hundreds of them, that nobody will answer again.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.demo.acteurs import find_acteur
from services.demo.agendas import AssembleeDemo, write_ordre_du_jour
from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.assemblees.resolutions import add_agenda
from services.votes.consignes.reponses import give_consigne
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Position, Resolution
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur


class BilanVotes(NamedTuple):
    """How many assemblies, resolutions and consignes were loaded."""

    assemblees: int
    resolutions: int
    consignes: int


class Reponse(NamedTuple):
    """A consigne to give: by whom, on what, and why."""

    affectation: Affectation
    resolution: Resolution
    position: Position
    motif: str


def load_assemblees(
    session: Session, patrimoine: dict[str, Any], assemblees: Sequence[AssembleeDemo], aujourdhui: date
) -> BilanVotes:
    """Create each assembly, paste its agenda as its syndic prints it, and give the consignes already given."""
    fiches = {fiche["code"]: fiche for fiche in patrimoine["coproprietes"]}
    managers = {agence["code"]: find_acteur(session, "RC", agence["code"]) for agence in patrimoine["agences"]}
    resolutions = consignes = 0
    for assemblee in assemblees:
        fiche = fiches[assemblee.copropriete]
        ag_id, added = _convene(session, managers[fiche["agence"]], assemblee, fiche["nom"])
        reponses = _list_reponses(assemblee, added)
        morning = datetime.combine(_jour(assemblee), time(9, 12), UTC)
        if assemblee.date_ag <= aujourdhui:
            _record_reponses(session, reponses)
        else:
            _give_reponses(session, reponses, _jour(assemblee))
        _date_back(session, ag_id, morning)
        resolutions += len(added)
        consignes += len(reponses)
    return BilanVotes(len(assemblees), resolutions, consignes)


def _jour(assemblee: AssembleeDemo) -> date:
    """The day the manager enters an assembly: the one after the convocation is presented."""
    return assemblee.convocation_presentee_le + timedelta(days=1)


def _convene(session: Session, manager: Acteur, assemblee: AssembleeDemo, nom: str) -> tuple[int, Sequence[Resolution]]:
    saisie = SaisieAg(
        copropriete=assemblee.copropriete, date_ag=assemblee.date_ag, heure=assemblee.heure, lieu=assemblee.lieu,
        convocation_presentee_le=assemblee.convocation_presentee_le,
    )  # fmt: skip
    ag = create_ag(session, manager, saisie, _jour(assemblee))
    return ag.id, add_agenda(session, manager, ag.id, write_ordre_du_jour(assemblee, nom)).resolutions


def _list_reponses(assemblee: AssembleeDemo, resolutions: Sequence[Resolution]) -> list[Reponse]:
    """The answers of an agenda, each with the employee its resolution was assigned to."""
    return [
        Reponse(resolution.affectation, resolution, Position(point.position), point.motif)
        for point, resolution in zip(assemblee.resolutions, resolutions, strict=True)
        if point.position and point.motif and resolution.affectation
    ]


def _give_reponses(session: Session, reponses: Sequence[Reponse], jour: date) -> None:
    for reponse in reponses:
        give_consigne(
            session, to_acteur(reponse.affectation.agent), reponse.resolution.id, position=reponse.position,
            motif=reponse.motif, version=reponse.resolution.version, aujourdhui=jour, motif_ecart=reponse.motif,
        )  # fmt: skip


def _record_reponses(session: Session, reponses: Sequence[Reponse]) -> None:
    session.add_all([
        Consigne(resolution_id=reponse.resolution.id, rang=1, position=reponse.position, motif=reponse.motif,
                 agent_id=reponse.affectation.agent_id, le=reponse.affectation.le)
        for reponse in reponses
    ])  # fmt: skip
    session.flush()


def _date_back(session: Session, ag_id: int, morning: datetime) -> None:
    """Say that this was done on its day, the consignes the day after, not at the moment of the loading."""
    of_ag = select(Resolution.id).where(Resolution.ag_id == ag_id)
    session.execute(update(AssembleeGenerale).where(AssembleeGenerale.id == ag_id).values(creee_le=morning))
    session.execute(update(Affectation).where(Affectation.resolution_id.in_(of_ag)).values(le=morning))
    answered = morning + timedelta(hours=26)
    session.execute(update(Consigne).where(Consigne.resolution_id.in_(of_ag)).values(le=answered))
    session.expire_all()
