"""Tables of charges, one module per room."""

from services.charges.models.anomalies import (
    AnomalieCharge,
    AvoirAttendu,
    EtatAnomalie,
    EvenementCharge,
    IssueAnomalie,
    QuestionSyndic,
)
from services.charges.models.budgets import MontantBudgete
from services.charges.models.classement import CorrectionLibelle, TauxRecuperable
from services.charges.models.comptes import ComptesAnnuels, LigneCharge, OrigineClassement, StatutComptes
from services.charges.models.depenses_bailleur import DepenseBailleur
from services.charges.models.montants import AppelAnnule, DepenseAnnuelle, MontantAppele
from services.charges.models.regularisations import (
    ArreteDepart,
    BailLocatif,
    BailLot,
    DecompteBail,
    ProvisionBail,
    RegularisationExercice,
    ReleveCompteur,
    StatutRegularisation,
)
from services.charges.models.revisions import SommesCopropriete
from services.charges.models.situations import PlanTravaux, SituationFinanciere

__all__ = [
    "AnomalieCharge",
    "AppelAnnule",
    "ArreteDepart",
    "AvoirAttendu",
    "BailLocatif",
    "BailLot",
    "ComptesAnnuels",
    "CorrectionLibelle",
    "DecompteBail",
    "DepenseAnnuelle",
    "DepenseBailleur",
    "EtatAnomalie",
    "EvenementCharge",
    "IssueAnomalie",
    "LigneCharge",
    "MontantAppele",
    "MontantBudgete",
    "OrigineClassement",
    "PlanTravaux",
    "ProvisionBail",
    "QuestionSyndic",
    "RegularisationExercice",
    "ReleveCompteur",
    "SituationFinanciere",
    "SommesCopropriete",
    "StatutComptes",
    "StatutRegularisation",
    "TauxRecuperable",
]
