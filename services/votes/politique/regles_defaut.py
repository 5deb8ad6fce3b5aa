"""The doctrine a landlord may start from: prudent, the habits of the trade, and all of it can be changed in the pages.

The ladder of visas every landlord starts from came with its migration.
"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.votes.models import GenreRegle, Position, Regle
from services.votes.politique.conditions import Conditions
from services.votes.politique.reglages import SaisieRegle, add_regle
from shared.acteurs import Acteur

POUR, CONTRE, ABSTENTION = Position.POUR, Position.CONTRE, Position.ABSTENTION
CINQ_MILLE, CINQUANTE_MILLE = 500_000, 5_000_000
"""Centimes of our quote-part from which a second agreement is asked, then the management's."""

TRAVAUX_UTILES = ("TRAVAUX_CONSERVATION", "TRAVAUX_ENERGIE", "TRAVAUX_ENERGIE_2E_AG", "ACCESSIBILITE_TRAVAUX")


def _doctrine(
    libelle: str,
    motif: str,
    position: Position,
    second: Position | None = None,
    amendee: Position | None = None,
    **conditions: object,
) -> SaisieRegle:
    return SaisieRegle(
        genre=GenreRegle.DOCTRINE, libelle=libelle, motif=motif, position=position, position_second=second,
        position_si_amendee=amendee, conditions=Conditions(**conditions),  # type: ignore[arg-type]
    )  # fmt: skip


DOCTRINE = (
    _doctrine("Dispense de mise en concurrence", "Nous demandons la mise en concurrence du contrat de syndic "
              "(loi art. 21).", CONTRE, CONTRE, CONTRE, types=("SYNDIC_DISPENSE_CONCURRENCE",)),
    _doctrine("Comptes avec anomalies", "Des anomalies de charges sont signalées : pas d’approbation avant "
              "explication du syndic.", CONTRE, amendee=CONTRE, types=("COMPTES_APPROBATION",), anomalies=True),
    _doctrine("Comptes tardifs", "Comptes présentés plus de six mois après l’exercice : abstention, à lever si les "
              "annexes concordent avec nos appels.", ABSTENTION, types=("COMPTES_APPROBATION",), comptes_tardifs=True),
    _doctrine("Quitus joint aux comptes", "Un seul vote sur les comptes et le quitus ne permet pas de distinguer : "
              "contre.", CONTRE, types=("QUITUS",), mots=("comptes",)),
    _doctrine("Quitus avec anomalies", "Anomalies ouvertes : le quitus vaudrait décharge.", CONTRE, types=("QUITUS",),
              anomalies=True),
    _doctrine("Quitus", "Sans litige connu, abstention par principe : le quitus n’apporte rien au copropriétaire.",
              ABSTENTION, types=("QUITUS",)),
    _doctrine("Comptes", "Comptes concordants avec nos appels : approbation.", POUR, types=("COMPTES_APPROBATION",)),
    _doctrine("Budget sous surveillance", "Anomalies de charges signalées : demander le détail avant d’approuver le "
              "budget.", ABSTENTION, types=("BUDGET_PREVISIONNEL",), anomalies=True),
    _doctrine("Budget", "Budget dans la suite de l’exercice : pour.", POUR, types=("BUDGET_PREVISIONNEL",)),
    _doctrine("Emprunt collectif", "Politique d’emprunt : nous payons comptant, dans les six mois du procès-verbal "
              "(loi art. 26-4).", CONTRE, CONTRE, CONTRE, types=("EMPRUNT_DEROGATOIRE", "EMPRUNT_GENERAL")),
    _doctrine("Travaux obligatoires", "Travaux imposés : voter contre nous exposerait.", POUR, POUR, POUR,
              types=("TRAVAUX_OBLIGATOIRES",)),
    _doctrine("Gros travaux utiles", "Travaux de conservation ou d’énergie de fort montant : pour au projet tel que "
              "présenté ; un texte amendé change le coût.", POUR, POUR, ABSTENTION, types=TRAVAUX_UTILES,
              quote_part_min=CINQUANTE_MILLE),
    _doctrine("Travaux utiles", "Conservation, accessibilité et énergie servent nos locataires et le bâti.", POUR,
              types=(*TRAVAUX_UTILES, "ETUDES", "DTG", "PPPT_ELABORATION", "SOLAIRE")),
    _doctrine("Amélioration coûteuse", "Amélioration au-delà de 5 000 € pour nous : sans utilité démontrée pour nos "
              "locataires, contre.", CONTRE, CONTRE, types=("TRAVAUX_AMELIORATION",), quote_part_min=CINQ_MILLE),
    _doctrine("Suppression du gardien", "Service rendu à nos locataires : contre.", CONTRE, CONTRE, CONTRE,
              types=("GARDIEN_SUPPRESSION",)),
    _doctrine("Location et destination", "Toute restriction à la location sociale est refusée ; lire le projet "
              "complet.", CONTRE, CONTRE, CONTRE, types=("RC_MODIFICATION", "DESTINATION_IMMEUBLE")),
    _doctrine("Meublés de tourisme", "Interdire les meublés de tourisme protège l’habitation.", POUR, POUR,
              types=("RC_MEUBLES_TOURISME",)),
    _doctrine("Délégation au conseil syndical", "Le contrôle reste à l’assemblée : contre une délégation générale.",
              CONTRE, CONTRE, types=("DELEGATION_CS_21_1",)),
    _doctrine("Contrôle du conseil syndical", "Des seuils bas renforcent le contrôle des dépenses.", POUR, POUR,
              types=("SEUIL_CONSULTATION_CS", "SEUIL_MISE_CONCURRENCE")),
    _doctrine("Bureau de séance", "Organisation de la séance, sauf si le syndic préside.", POUR,
              types=("BUREAU_SEANCE",)),
)  # fmt: skip
"""A prudent policy to start from, the most precise rules first."""


def load_doctrine(session: Session, acteur: Acteur, du: date) -> int:
    """Add the starting doctrine where there is none yet; returns how many rules were added."""
    known = select(func.count()).select_from(Regle).where(Regle.genre == GenreRegle.DOCTRINE)
    if session.scalar(known):
        return 0
    for saisie in DOCTRINE:
        add_regle(session, acteur, saisie, du)
    return len(DOCTRINE)
