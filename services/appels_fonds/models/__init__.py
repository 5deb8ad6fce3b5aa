"""Tables of appels_fonds, one module per room."""

from services.appels_fonds.models.anomalies import AnomalieSignalee
from services.appels_fonds.models.comptabilite import (
    ChoixTravaux,
    CompteComptable,
    EcritureExportee,
    ExportComptable,
    PeriodeComptable,
    ProfilExport,
    PropositionCloture,
    ReglageComptable,
    RegleComptable,
    SchemaComptable,
    StatutCloture,
    StatutSchema,
    TauxRepris,
)
from services.appels_fonds.models.controles import ReglageControle
from services.appels_fonds.models.ecritures import Ecriture, LigneEcriture, SequenceEcriture, StatutEcriture
from services.appels_fonds.models.imports import (
    AppelFonds,
    ImportAppel,
    LigneAppel,
    MontantAppel,
    SequenceAppel,
    StatutAppel,
    StatutImport,
)
from services.appels_fonds.models.lettrage import Lettrage, LigneLettree, SequenceLettrage
from services.appels_fonds.models.paiements import (
    CompteBancaire,
    GenreCompte,
    MotifSuspension,
    PartVirement,
    RemiseVirements,
    StatutCompte,
    StatutRemise,
    SuspensionPaiement,
    Virement,
)
from services.appels_fonds.models.profils import ProfilSyndic
from services.appels_fonds.models.suivi import RelanceAppel, SoldeSyndic
from services.appels_fonds.models.votes_connus import AppelAttendu, ChangementSyndic, VoteConnu

__all__ = [
    "AnomalieSignalee",
    "AppelAttendu",
    "AppelFonds",
    "ChangementSyndic",
    "ChoixTravaux",
    "CompteBancaire",
    "CompteComptable",
    "Ecriture",
    "EcritureExportee",
    "ExportComptable",
    "GenreCompte",
    "ImportAppel",
    "Lettrage",
    "LigneAppel",
    "LigneEcriture",
    "LigneLettree",
    "MontantAppel",
    "MotifSuspension",
    "PartVirement",
    "PeriodeComptable",
    "ProfilExport",
    "ProfilSyndic",
    "PropositionCloture",
    "ReglageComptable",
    "ReglageControle",
    "RegleComptable",
    "RelanceAppel",
    "RemiseVirements",
    "SchemaComptable",
    "SequenceAppel",
    "SequenceEcriture",
    "SequenceLettrage",
    "SoldeSyndic",
    "StatutAppel",
    "StatutCloture",
    "StatutCompte",
    "StatutEcriture",
    "StatutImport",
    "StatutRemise",
    "StatutSchema",
    "SuspensionPaiement",
    "TauxRepris",
    "Virement",
    "VoteConnu",
]
