"""Use case of the silence: an answer that does not come is recalled, then given to the substitute, then to the manager.

Woken once a day; due dates are computed from the database each time, so a changed date or setting counts at once. Each
step is taken once a round, and nothing here ever votes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from services.votes.acces import REPONSES, has_consigne
from services.votes.assemblees.echeances import DatesAg
from services.votes.attribution.avis import Rappel, notify_relances
from services.votes.attribution.delais import EtapeDue, find_etape_due, list_etapes
from services.votes.attribution.equipes import Equipe, load_equipe
from services.votes.attribution.suppleants import Passage, find_responsable, find_suppleant
from services.votes.models import Absence, Affectation, AssembleeGenerale, EtapeRelance, Relance, Resolution
from services.votes.parametres import load_parametres
from shared.acteurs import SYSTEME
from shared.audit import record_acte
from shared.models import Agent, now
from shared.presentation import day_of, format_date

Prises = dict[int, list[Relance]]


@dataclass(slots=True)
class Tournee:
    """What a run holds while it goes round: the day, the teams and the absent, and what each person must be told."""

    jour: date
    absents: dict[int, Agent | None]
    equipes: dict[int, Equipe] = field(default_factory=dict)
    rappels: dict[Agent, list[Rappel]] = field(default_factory=lambda: defaultdict(list))
    prises: int = 0


def run_relances(session: Session, aujourdhui: date) -> int:
    """Take every step due today; returns how many. Run twice the same day, the second takes none."""
    dues = find_dues(session, aujourdhui)
    if not dues:
        return 0
    tournee = Tournee(aujourdhui, load_absents(session, aujourdhui))
    resolutions = lock_unanswered(session, dues)
    prises = load_prises(session, resolutions)
    for resolution in resolutions:
        due = choose_etape(resolution, dues[resolution.ag_id], prises[resolution.id], aujourdhui)
        if due is not None:
            _take(session, tournee, resolution, due)
    session.flush()
    for agent, rappels in tournee.rappels.items():
        notify_relances(session, agent, rappels)
    return tournee.prises


def find_dues(session: Session, aujourdhui: date) -> dict[int, tuple[EtapeDue, ...]]:
    """The steps of each assembly to come that has at least one due, by assembly."""
    parametres = load_parametres(session)
    ags = session.execute(
        select(AssembleeGenerale.id, AssembleeGenerale.date_ag, AssembleeGenerale.formulaire_limite_imprimee).where(
            AssembleeGenerale.date_ag >= aujourdhui
        )
    ).all()
    dates = {ag_id: DatesAg(jour, limite) for ag_id, jour, limite in ags}
    by_dates = {one: list_etapes(one, parametres) for one in {*dates.values()}}
    return {ag_id: by_dates[one] for ag_id, one in dates.items() if by_dates[one][0].echeance <= aujourdhui}


def lock_unanswered(session: Session, ag_ids: Iterable[int]) -> list[Resolution]:
    """The voted resolutions of these assemblies that somebody must answer and did not, kept from others."""
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(Resolution.ag_id.in_(list(ag_ids)), Resolution.information.is_(False), ~has_consigne(Resolution.id))
        .options(contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete), *REPONSES)
        .order_by(Resolution.id)
        .with_for_update(of=Resolution)
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).all()
    return [one for one in found if one.consigne is None and one.affectation is not None]


def load_prises(session: Session, resolutions: Sequence[Resolution]) -> Prises:
    """The steps already taken, by resolution."""
    prises: Prises = defaultdict(list)
    query = select(Relance).where(Relance.resolution_id.in_([one.id for one in resolutions])).order_by(Relance.id)
    for relance in session.scalars(query):
        prises[relance.resolution_id].append(relance)
    return prises


def load_absents(session: Session, jour: date) -> dict[int, Agent | None]:
    """Who is absent on a day, and who answers for him."""
    query = select(Absence).where(Absence.du <= jour, Absence.au >= jour, Absence.annulee_le.is_(None))
    return {absence.agent_id: absence.remplacant for absence in session.scalars(query)}


def choose_etape(
    resolution: Resolution, etapes: tuple[EtapeDue, ...], prises: Sequence[Relance], aujourdhui: date
) -> EtapeDue | None:
    """The step to take today about a resolution; None when nothing is due, or somebody was told today already."""
    tour = len(resolution.consignes)
    told = [relance.le for relance in prises] + [affectation.le for affectation in resolution.affectations]
    told += [consigne.perimee_le for consigne in resolution.consignes if consigne.perimee_le]
    of_round = frozenset(relance.etape for relance in prises if relance.tour == tour)
    return find_etape_due(etapes, of_round, day_of(max(told)), aujourdhui)


def _take(session: Session, tournee: Tournee, resolution: Resolution, due: EtapeDue) -> None:
    """Take a step: recall, or pass on; when nobody else can answer, the employee is recalled again."""
    affectation = resolution.affectation
    assert affectation is not None
    passage = _find_passage(session, tournee, resolution, due)
    if passage is not None:
        tournee.rappels[affectation.agent].append(
            Rappel(resolution, f"n’est plus à vous : confiée à {passage.agent.nom} faute de réponse")
        )
        entrust(resolution, passage)
    agent = passage.agent if passage else affectation.agent
    motif = passage.motif if passage else _say_rappel(due)
    tournee.rappels[agent].append(Rappel(resolution, motif))
    session.add(
        Relance(
            resolution_id=resolution.id, tour=len(resolution.consignes), etape=due.etape, echeance=due.echeance,
            agent_id=agent.id, motif=motif, le=now(),
        )
    )  # fmt: skip
    tournee.prises += 1
    detail = {"numero": resolution.numero, "etape": due.etape.value, "agent": agent.courriel, "motif": motif}
    record_acte(session, SYSTEME, "relance une consigne de vote", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip


def _find_passage(session: Session, tournee: Tournee, resolution: Resolution, due: EtapeDue) -> Passage | None:
    if due.etape is EtapeRelance.RAPPEL:
        return None
    agence = resolution.ag.copropriete.agence
    if agence.id not in tournee.equipes:
        tournee.equipes[agence.id] = load_equipe(session, agence)
    equipe = tournee.equipes[agence.id]
    find = find_suppleant if due.etape is EtapeRelance.SUPPLEANT else find_responsable
    return find(resolution, equipe, tournee.absents)


def entrust(resolution: Resolution, passage: Passage) -> None:
    """Give a resolution to somebody else in the name of the suite; whoever read it before will know."""
    for former in resolution.affectations:
        former.active = False
    resolution.affectations.append(
        Affectation(agent=passage.agent, role=passage.role, motif=passage.motif, par=SYSTEME.courriel, le=now())
    )
    resolution.version += 1


def _say_rappel(due: EtapeDue) -> str:
    if due.etape is EtapeRelance.RAPPEL:
        return f"rappel du {format_date(due.echeance)} : votre réponse est attendue"
    return f"votre réponse est attendue depuis le {format_date(due.echeance)} ; personne d’autre ne peut la donner"
