"""Tables of votes, one module per room."""

from services.votes.models.assemblees import (
    AssembleeGenerale,
    Canal,
    NatureAg,
    PieceAg,
    Position,
    Resolution,
    VoieConvocation,
)
from services.votes.models.consignes import Affectation, Consigne, Visa
from services.votes.models.demandes import DemandeOrdreDuJour, EtatDemande, RelanceDemande
from services.votes.models.engagements import Engagement, EtatEngagement
from services.votes.models.envois import CanalEnvoi, DelegationSignature, EnvoiFeuille, FeuilleInstruction, Signature
from services.votes.models.files import LigneFile, Volet
from services.votes.models.proces_verbaux import EtatPv, ProcesVerbal
from services.votes.models.reglages import (
    Absence,
    AnomalieConnue,
    FormulationRetenue,
    GenreRegle,
    ProfilVote,
    Regle,
)
from services.votes.models.relances import EtapeRelance, Parametre, Relance
from services.votes.models.resultats import (
    GenreSuite,
    Resultat,
    ResultatAnnonce,
    SourceResultat,
    Suite,
    VoteConstate,
)

__all__ = [
    "Absence",
    "Affectation",
    "AnomalieConnue",
    "AssembleeGenerale",
    "Canal",
    "CanalEnvoi",
    "Consigne",
    "DelegationSignature",
    "DemandeOrdreDuJour",
    "Engagement",
    "EnvoiFeuille",
    "EtapeRelance",
    "EtatDemande",
    "EtatEngagement",
    "EtatPv",
    "FeuilleInstruction",
    "FormulationRetenue",
    "GenreRegle",
    "GenreSuite",
    "LigneFile",
    "NatureAg",
    "Parametre",
    "PieceAg",
    "Position",
    "ProcesVerbal",
    "ProfilVote",
    "Regle",
    "Relance",
    "RelanceDemande",
    "Resolution",
    "Resultat",
    "ResultatAnnonce",
    "Signature",
    "SourceResultat",
    "Suite",
    "Visa",
    "VoieConvocation",
    "Volet",
    "VoteConstate",
]
