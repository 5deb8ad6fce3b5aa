"""The tables that two services need. Importing this package makes them all known to the metadata."""

from shared.models.agents import (
    Agent,
    AgentAgence,
    LienUsageUnique,
    RoleAgent,
    SessionAgent,
    TentativeConnexion,
    Vue,
)
from shared.models.base import Base, now
from shared.models.echanges import (
    Battement,
    CleIdempotence,
    CourrielSortant,
    FailedMessage,
    OutboxMessage,
    ProcessedMessage,
)
from shared.models.journal import AuditLigne, AuditSceau, Document, EtatTache, Tache
from shared.models.patrimoine import (
    Agence,
    AppelAnterieur,
    Bailleur,
    BudgetVote,
    CleRepartition,
    Copropriete,
    DetentionLot,
    EcheanceTravaux,
    Exercice,
    Lot,
    MandatSyndic,
    NatureBudget,
    Origine,
    Syndic,
    TantiemeLot,
    TravauxVotes,
)
from shared.models.registre import DonneeRegistre, StatutDonnee

__all__ = [
    "Agence", "Agent", "AgentAgence", "AppelAnterieur", "AuditLigne", "AuditSceau", "Bailleur", "Base", "Battement",
    "BudgetVote", "CleIdempotence", "CleRepartition", "Copropriete", "CourrielSortant", "DetentionLot", "Document",
    "DonneeRegistre", "EcheanceTravaux", "EtatTache", "Exercice", "FailedMessage", "LienUsageUnique", "Lot",
    "MandatSyndic", "NatureBudget", "Origine", "OutboxMessage", "ProcessedMessage", "RoleAgent", "SessionAgent",
    "StatutDonnee", "Syndic", "Tache", "TantiemeLot", "TentativeConnexion", "TravauxVotes", "Vue", "now",
]  # fmt: skip
