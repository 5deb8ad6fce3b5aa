"""The demo's settings of votes: its doctrine, its rules of routing, and an absence to come with its substitute."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.attribution.absences import record_absence
from services.votes.models import GenreRegle
from services.votes.politique.conditions import Conditions
from services.votes.politique.reglages import SaisieRegle, add_regle
from services.votes.politique.regles_defaut import load_doctrine
from shared.acteurs import Acteur
from shared.models import Agent, AgentAgence, RoleAgent

DEBUT_DE_LA_DOCTRINE = 2
"""Years before the day of the demo: its first of January."""

ABSENCE_DANS, ABSENCE_DURE = timedelta(days=40), timedelta(days=10)
GROS_CONTRATS, GROS_SINISTRES = 1_500_000, 2_000_000
"""Centimes of our quote-part."""

AFFECTATIONS = (
    SaisieRegle(
        genre=GenreRegle.AFFECTATION, libelle="Contrats importants", role="CO",
        motif="au-delà de 15 000 € pour nous, la comptabilité compare avec nos marchés",
        conditions=Conditions(types=("CONTRAT_ENTRETIEN",), quote_part_min=GROS_CONTRATS),
    ),
    SaisieRegle(
        genre=GenreRegle.AFFECTATION, libelle="Transactions importantes", role="DI",
        motif="au-delà de 20 000 € pour nous, la direction transige",
        conditions=Conditions(types=("ACTION_JUSTICE",), quote_part_min=GROS_SINISTRES),
    ),
)  # fmt: skip


def load_reglages(session: Session, acteur: Acteur, aujourdhui: date) -> None:
    """Load the doctrine and the rules before the assemblies, so that past ones can be compared with them."""
    debut = date(aujourdhui.year - DEBUT_DE_LA_DOCTRINE, 1, 1)
    load_doctrine(session, acteur, debut)
    for saisie in AFFECTATIONS:
        add_regle(session, acteur, saisie, debut)


def load_absence(session: Session, acteur: Acteur, aujourdhui: date) -> None:
    """Record the holidays of a technician, answered by his manager: after the assemblies, so that nothing is lost."""
    technicien = session.scalars(
        select(Agent).join(Agent.roles).where(RoleAgent.role == "TE").order_by(Agent.id)
    ).first()
    if technicien is None:
        return
    agences = select(AgentAgence.agence_id).where(AgentAgence.agent_id == technicien.id)
    manager = session.scalars(
        select(Agent)
        .join(Agent.roles)
        .join(AgentAgence, AgentAgence.agent_id == Agent.id)
        .where(RoleAgent.role == "RC", AgentAgence.agence_id.in_(agences))
        .order_by(Agent.id)
    ).first()
    record_absence(
        session, acteur, agent_id=technicien.id, du=aujourdhui + ABSENCE_DANS,
        au=aujourdhui + ABSENCE_DANS + ABSENCE_DURE, remplacant_id=manager.id if manager else None, motif="Congés",
        aujourdhui=aujourdhui,
    )  # fmt: skip
