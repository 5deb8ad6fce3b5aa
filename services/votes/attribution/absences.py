"""Use cases of absences: who answers nothing on which days, who answers instead, and what passes to him at once."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.attribution.affectations import give_to, list_owed
from services.votes.attribution.delais import compute_date_interne
from services.votes.attribution.equipes import load_equipe
from services.votes.models import Absence
from services.votes.parametres import load_parametres
from shared.acteurs import ROLES_PAR_PERMISSION, Acteur, Permission
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from shared.models import Agent, now
from shared.presentation import format_date


def record_absence(
    session: Session,
    acteur: Acteur,
    *,
    agent_id: int,
    du: date,
    au: date,
    remplacant_id: int | None,
    motif: str,
    aujourdhui: date,
) -> tuple[Absence, int]:
    """Record an absence; what is wanted of the absent during it passes to his substitute. Returns it, and how many.

    A person records his own; a manager, the management or an administrator, anybody's.

    :raises ForbiddenError: somebody else's absence.
    :raises InvalidError: every fault at once: period, substitute, days already recorded.
    """
    refuse_other(acteur, agent_id)
    agent = refuse_faulty(session, agent_id, du, au, remplacant_id, aujourdhui)
    absence = Absence(
        agent_id=agent_id, du=du, au=au, remplacant_id=remplacant_id, motif=motif.strip(), par=acteur.courriel, le=now()
    )
    session.add(absence)
    session.flush()
    detail = {"agent": agent.courriel, "du": du.isoformat(), "au": au.isoformat(), "motif": motif.strip()}
    record_acte(session, acteur, "enregistre une absence", "absence", absence.id, detail=detail)
    return absence, _hand_over(session, acteur, absence, aujourdhui)


def cancel_absence(session: Session, acteur: Acteur, absence_id: int) -> Absence:
    """Say that an absence will not be, or is over; what passed to the substitute stays with him.

    :raises NotFoundError: no such absence.
    :raises ForbiddenError: somebody else's.
    :raises RefusedError: already cancelled.
    """
    absence = session.get(Absence, absence_id, with_for_update=True)
    if absence is None:
        raise NotFoundError("Cette absence n’existe pas.", code="ABSENCE_INCONNUE")
    refuse_other(acteur, absence.agent_id)
    if absence.annulee_le is not None:
        raise RefusedError("Cette absence est déjà annulée.", code="ABSENCE_ANNULEE")
    absence.annulee_le, absence.annulee_par = now(), acteur.courriel
    session.flush()
    record_acte(session, acteur, "annule une absence", "absence", absence.id, detail={"agent": absence.agent.courriel})
    return absence


def list_absences(session: Session, aujourdhui: date) -> Sequence[Absence]:
    """The absences of now and to come, the nearest first, then those over or cancelled, the latest first."""
    query = select(Absence).options(joinedload(Absence.agent), joinedload(Absence.remplacant))
    found = session.scalars(query).all()
    live = [one for one in found if one.annulee_le is None and one.au >= aujourdhui]
    over = [one for one in found if one not in live]
    return sorted(live, key=lambda one: (one.du, one.id)) + sorted(over, key=lambda one: (one.du, one.id), reverse=True)


def list_remplacants(session: Session) -> Sequence[Agent]:
    """Those who may answer for somebody, by name."""
    agents = session.scalars(select(Agent).where(Agent.actif.is_(True)).order_by(Agent.nom, Agent.id)).all()
    return [agent for agent in agents if _answers(agent)]


def find_remplacant(session: Session, agent_id: int, jour: date) -> Agent | None:
    """Who answers for somebody on a day; None when he is there, or named nobody."""
    absence = session.scalar(
        select(Absence)
        .where(Absence.agent_id == agent_id, Absence.du <= jour, Absence.au >= jour, Absence.annulee_le.is_(None))
        .options(joinedload(Absence.remplacant))
        .limit(1)
    )
    return absence.remplacant if absence is not None and absence.remplacant and absence.remplacant.actif else None


def refuse_other(acteur: Acteur, agent_id: int) -> None:
    """Refuse to record or cancel the absence of somebody else, unless a manager or an administrator does.

    :raises ForbiddenError: not his to say.
    """
    if acteur.id == agent_id or acteur.can(Permission.GERER_AG) or acteur.can(Permission.REGLER_VOTES):
        return
    raise ForbiddenError("L’absence d’un collègue est enregistrée par lui-même ou par un responsable.", code="INTERDIT")


def refuse_faulty(
    session: Session, agent_id: int, du: date, au: date, remplacant_id: int | None, aujourdhui: date
) -> Agent:
    """Refuse an absence that cannot be; returns the agent.

    :raises InvalidError: with one fault per field.
    """
    fautes = []
    agent = session.get(Agent, agent_id)
    if agent is None or not _answers(agent):
        fautes.append({"ou": "agent", "message": "Choisissez un agent actif qui donne des consignes."})
    if au < du:
        fautes.append({"ou": "au", "message": "Le dernier jour précède le premier."})
    elif au < aujourdhui:
        fautes.append({"ou": "au", "message": "Cette absence est déjà passée."})
    remplacant = session.get(Agent, remplacant_id) if remplacant_id is not None else None
    if remplacant_id is not None and (remplacant is None or not _answers(remplacant)):
        fautes.append({"ou": "remplacant", "message": "Ce remplaçant n’est pas actif ou ne donne pas de consignes."})
    if remplacant_id == agent_id:
        fautes.append({"ou": "remplacant", "message": "On ne se remplace pas soi-même."})
    overlapping = select(Absence).where(
        Absence.agent_id == agent_id, Absence.annulee_le.is_(None), Absence.du <= au, Absence.au >= du
    )
    for known in session.scalars(overlapping):
        fautes.append({"ou": "du", "message": f"Déjà absent du {format_date(known.du)} au {format_date(known.au)}."})
    if fautes or agent is None:
        raise InvalidError("L’absence n’est pas enregistrée : corrigez ce qui suit.", code="ABSENCE", fautes=fautes)
    return agent


def _answers(agent: Agent) -> bool:
    able = ROLES_PAR_PERMISSION[Permission.DONNER_CONSIGNE]
    return agent.actif and any(held.role in able for held in agent.roles)


def _hand_over(session: Session, acteur: Acteur, absence: Absence, aujourdhui: date) -> int:
    """Give the substitute what is wanted of the absent while he is away, where he can see it; returns how many."""
    remplacant = absence.remplacant
    if remplacant is None:
        return 0
    given, marge = [], load_parametres(session).marge_interne
    for resolution in list_owed(session, absence.agent_id, aujourdhui):
        attendu = max(compute_date_interne(resolution.ag.dates, marge), aujourdhui)
        equipe = load_equipe(session, resolution.ag.copropriete.agence, aujourdhui)
        if absence.du <= attendu <= absence.au and any(one.id == remplacant.id for one in equipe.agents):
            former = resolution.affectation
            assert former is not None
            motif = (
                f"remplace {absence.agent.nom}, absence du {format_date(absence.du)} au {format_date(absence.au)} "
                f"(consigne attendue le {format_date(attendu)})"
            )
            give_to(session, acteur, resolution, remplacant, former.role, motif)
            given.append(resolution)
    return len(given)
