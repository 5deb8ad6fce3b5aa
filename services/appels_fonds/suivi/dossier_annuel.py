"""Use case: the file of a year of a copropriété, from the vote to the payment, each centime to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.appels_fonds.controles.dossiers import ExerciceConnu, TravauxConnus
from services.appels_fonds.controles.reglages import find_valeur
from services.appels_fonds.models import (
    AnomalieSignalee,
    AppelFonds,
    Ecriture,
    LigneAppel,
    PartVirement,
    StatutAppel,
    Virement,
)
from services.appels_fonds.reception.dossiers_appels import load_dossiers
from services.appels_fonds.reception.referentiels import load_patrimoine
from services.appels_fonds.suivi.anomalies_signalees import list_anomalies
from services.appels_fonds.suivi.attendus import AppelSuivi
from services.appels_fonds.suivi.calendrier import DELAI, follow_dossier
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import get_copropriete


@dataclass(frozen=True)
class AppelDuDossier:
    """A call with its lines (each with its cell), its entries, and what settled it."""

    appel: AppelFonds
    reglements: Sequence[PartVirement]

    @property
    def paye_centimes(self) -> int:
        """What the live transfers settle of it."""
        return sum(part.montant_centimes for part in self.reglements)


@dataclass(frozen=True)
class DossierAnnuel:
    """Everything of a calendar year: what was voted, what was expected, what was called, posted and paid."""

    copropriete: Copropriete
    annee: int
    exercices: Sequence[ExerciceConnu]
    travaux: Sequence[TravauxConnus]
    attendus: Sequence[AppelSuivi]
    appels: Sequence[AppelDuDossier]
    anomalies: Sequence[AnomalieSignalee]

    @property
    def attendu_centimes(self) -> int:
        """Our share of what was voted for the year."""
        return sum(one.prevu.montant_centimes for one in self.attendus)

    @property
    def appele_centimes(self) -> int:
        """What the calls that stand ask."""
        return sum(one.appel.total_centimes for one in self.appels if one.appel.statut != StatutAppel.ANNULE)

    @property
    def paye_centimes(self) -> int:
        """What was paid of it."""
        return sum(one.paye_centimes for one in self.appels)


def load_dossier_annuel(session: Session, acteur: Acteur, code: str, annee: int, aujourdhui: date) -> DossierAnnuel:
    """The file of a year.

    :raises NotFoundError: no such copropriété among those the agent sees.
    """
    copropriete = get_copropriete(session, acteur, code)
    du, au = date(annee, 1, 1), date(annee, 12, 31)
    dossier = load_dossiers(session, load_patrimoine(session, acteur), [code], date(annee - 2, 1, 1))[code]
    appels = session.scalars(
        select(AppelFonds)
        .where(AppelFonds.copropriete_id == copropriete.id, AppelFonds.exigible.between(du, au))
        .options(
            joinedload(AppelFonds.import_appel),
            selectinload(AppelFonds.lignes).joinedload(LigneAppel.cle),
            selectinload(AppelFonds.ecritures).selectinload(Ecriture.lignes),
        )
        .order_by(AppelFonds.exigible, AppelFonds.numero)
    ).all()
    parts = session.scalars(
        select(PartVirement)
        .where(PartVirement.vive.is_(True), PartVirement.appel_id.in_([appel.id for appel in appels]))
        .options(joinedload(PartVirement.virement).joinedload(Virement.remise))
        .order_by(PartVirement.id)
    ).all()
    return DossierAnnuel(
        copropriete,
        annee,
        [one for one in dossier.exercices if one.debut <= au and one.fin >= du],
        [one for one in dossier.travaux if any(du <= jour <= au for jour in one.echeances)],
        follow_dossier(dossier, du, au, aujourdhui, find_valeur(session, DELAI)),
        [AppelDuDossier(appel, [part for part in parts if part.appel_id == appel.id]) for appel in appels],
        [one for one in list_anomalies(session, copropriete.id) if one.exercice == str(annee)],
    )
