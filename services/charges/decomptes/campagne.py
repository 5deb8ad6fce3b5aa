"""The campaign: for each copropriété and exercise, where its accounts and its régularisation stand; what is late."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from services.charges.decomptes.regles import compute_douziemes, compute_prescription
from services.charges.models import (
    BailLocatif,
    ComptesAnnuels,
    DepenseAnnuelle,
    ProvisionBail,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes
from shared.presentation import format_exercice


@dataclass(frozen=True)
class LigneCampagne:
    """One exercise of a copropriété. ``baux``: leases invoiced for it; amounts in centimes."""

    copropriete: Copropriete
    exercice: str
    debut: date
    fin: date
    comptes: ComptesAnnuels | None
    regularisation: RegularisationExercice | None
    baux: int
    provisions_centimes: int

    @property
    def etape(self) -> str:
        """The last step reached, of the funnel."""
        une = self.regularisation
        if une is not None and une.statut is StatutRegularisation.DEFINITIVE:
            return "ENVOYEE" if une.envoyee_le else "DEFINITIVE"
        if une is not None:
            return "PROVISOIRE"
        if self.comptes is not None:
            return "COMPTES_APPROUVES" if self.comptes.statut is StatutComptes.APPROUVES else "COMPTES_RECUS"
        return "COMPTES_ATTENDUS"

    @property
    def douziemes(self) -> date:
        """After this day the tenant may pay by twelfths."""
        return compute_douziemes(self.fin)

    @property
    def prescription(self) -> date:
        """The careful day after which tenants no longer owe a complement."""
        return compute_prescription(self.fin)


def list_campagne(
    session: Session, acteur: Acteur, aujourdhui: date, *, code: str = "", annee: int | None = None
) -> list[LigneCampagne]:
    """The closed exercises that have accounts, provisions or yearly expenses, the latest first.

    :param annee: only the exercises that end in this year.
    """
    visibles = visible_coproprietes(acteur)
    if code:
        visibles = visibles.where(Copropriete.code == code)
    coproprietes = {row.id: row for row in session.scalars(visibles)}
    exercices = _list_exercices(session, set(coproprietes), aujourdhui)
    comptes = _load_comptes(session)
    regularisations = _load_regularisations(session)
    provisions = _load_provisions(session)
    lignes = []
    for (copropriete_id, debut), (fin, exercice) in exercices.items():
        if annee is not None and fin.year != annee:
            continue
        nombre, total = provisions.get((copropriete_id, debut), (0, 0))
        lignes.append(LigneCampagne(
            coproprietes[copropriete_id], exercice, debut, fin, comptes.get((copropriete_id, debut)),
            regularisations.get((copropriete_id, debut)), nombre, total,
        ))  # fmt: skip
    return sorted(lignes, key=lambda ligne: (-ligne.fin.toordinal(), ligne.copropriete.code))


def _list_exercices(session: Session, ids: set[int], aujourdhui: date) -> dict[tuple[int, date], tuple[date, str]]:
    exercices: dict[tuple[int, date], tuple[date, str]] = {}
    sources = (
        select(DepenseAnnuelle.copropriete_id, DepenseAnnuelle.debut, DepenseAnnuelle.fin, DepenseAnnuelle.exercice)
        .distinct(),
        select(BailLocatif.copropriete_id, ProvisionBail.debut, ProvisionBail.fin, func.min(""))
        .join(BailLocatif, BailLocatif.id == ProvisionBail.bail_id)
        .group_by(BailLocatif.copropriete_id, ProvisionBail.debut, ProvisionBail.fin),
    )  # fmt: skip
    for source in sources:
        for copropriete_id, debut, fin, exercice in session.execute(source):
            if copropriete_id in ids and fin < aujourdhui:
                nom = exercice or format_exercice(debut, fin)
                exercices.setdefault((copropriete_id, debut), (fin, nom))
    return exercices


def _load_comptes(session: Session) -> dict[tuple[int | None, date | None], ComptesAnnuels]:
    rows = session.scalars(
        select(ComptesAnnuels)
        .where(ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES)))
        .options(defer(ComptesAnnuels.lecture))
    )
    return {(row.copropriete_id, row.debut): row for row in rows}


def _load_regularisations(session: Session) -> dict[tuple[int, date], RegularisationExercice]:
    rows = session.scalars(
        select(RegularisationExercice)
        .where(RegularisationExercice.statut != StatutRegularisation.REMPLACEE)
        .options(defer(RegularisationExercice.detail))
    )
    return {(row.copropriete_id, row.debut): row for row in rows}


def _load_provisions(session: Session) -> dict[tuple[int, date], tuple[int, int]]:
    query = (
        select(BailLocatif.copropriete_id, ProvisionBail.debut, func.count(), func.sum(ProvisionBail.montant_centimes))
        .join(BailLocatif, BailLocatif.id == ProvisionBail.bail_id)
        .group_by(BailLocatif.copropriete_id, ProvisionBail.debut)
    )
    return {(cid, debut): (nombre, int(total)) for cid, debut, nombre, total in session.execute(query)}


def count_etapes(lignes: list[LigneCampagne]) -> dict[str, int]:
    """How many exercises reached at least each step: received, approved, settled, definitive, sent."""
    par_etape = Counter(ligne.etape for ligne in lignes)
    return {
        "Exercices clos": len(lignes),
        "Comptes reçus": sum(ligne.comptes is not None for ligne in lignes),
        "Comptes approuvés": sum(
            ligne.comptes is not None and ligne.comptes.statut is StatutComptes.APPROUVES for ligne in lignes
        ),
        "Régularisés": sum(ligne.regularisation is not None for ligne in lignes),
        "Définitifs": par_etape["DEFINITIVE"] + par_etape["ENVOYEE"],
        "Envoyés": par_etape["ENVOYEE"],
    }


def list_jamais_regularises(lignes: list[LigneCampagne]) -> list[LigneCampagne]:
    """The exercises never settled by a definitive statement that left, the nearest time-bar first."""
    ouverts = [ligne for ligne in lignes if ligne.etape != "ENVOYEE" and ligne.baux]
    return sorted(ouverts, key=lambda ligne: (ligne.prescription, ligne.copropriete.code))


def list_versions(session: Session, acteur: Acteur, code: str) -> list[RegularisationExercice]:
    """Every version of a copropriété, the latest exercise and run first."""
    visibles = visible_coproprietes(acteur).where(Copropriete.code == code).with_only_columns(Copropriete.id)
    return list(session.scalars(
        select(RegularisationExercice)
        .where(RegularisationExercice.copropriete_id.in_(visibles))
        .options(defer(RegularisationExercice.detail), joinedload(RegularisationExercice.copropriete))
        .order_by(RegularisationExercice.debut.desc(), RegularisationExercice.rang.desc())
    ))  # fmt: skip
