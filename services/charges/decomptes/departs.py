"""Tenants who left before the accounts: what may be kept of their deposit, and until when they must be settled."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from services.charges.decomptes.arretes import load_arretes
from services.charges.models import (
    ArreteDepart,
    BailLocatif,
    ComptesAnnuels,
    DecompteBail,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from shared.acteurs import Acteur
from shared.mois import add_mois
from shared.patrimoine.lectures import get_copropriete

RETENUE_POUR_CENT = 20
MOIS_DE_SOLDE = 1
MOIS_LUS = 36
"""Three years: the time-bar of what a tenant owes, and of what is owed to him (loi 89-462, art. 7-1)."""


@dataclass(frozen=True, slots=True)
class Depart:
    """A lease that ended. ``solde_centimes``: of its last statement, None before any; above zero the tenant owes.

    ``retenue_centimes``: the most that may be kept of the deposit until the accounts are settled; None when the deposit
    is not known. ``solder_avant``: a month after the AG approved the accounts, None before that. ``arrete``: the
    provisional closing, which the statement replaces; None when none was asked for.
    """

    bail: str
    locataire: str | None
    au: date
    depot_centimes: int | None
    retenue_centimes: int | None
    decompte_id: int | None
    statut: StatutRegularisation | None
    solde_centimes: int | None
    approuves_le: date | None
    arrete: ArreteDepart | None = None
    comptes_recus: bool = False
    """The accounts of his exercise are here: the régularisation settles him, nothing is to be estimated."""

    @property
    def ecart_centimes(self) -> int | None:
        """The statement less what was estimated; None while one of both is missing."""
        if self.arrete is None or self.solde_centimes is None:
            return None
        return self.solde_centimes - self.arrete.solde_centimes

    @property
    def justifiee_centimes(self) -> int | None:
        """What the estimate justifies keeping of the deposit: what it says the tenant owes, up to the cap (art. 22)."""
        if self.arrete is None or self.retenue_centimes is None or self.decompte_id is not None:
            return None
        return min(self.retenue_centimes, max(self.arrete.solde_centimes, 0))

    @property
    def solder_avant(self) -> date | None:
        """The last day to settle and give back what was kept (loi 89-462, art. 22)."""
        return add_mois(self.approuves_le, MOIS_DE_SOLDE) if self.approuves_le else None


def cap_retenue(depot: int) -> int:
    """The most that may be kept until the accounts of a copropriété: 20 % of the deposit, cut down (art. 22)."""
    return depot * RETENUE_POUR_CENT // 100


def list_departs(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> list[Depart]:
    """The leases of a copropriété that ended within the time-bar, the latest first.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    depuis = add_mois(aujourdhui, -MOIS_LUS)
    baux = session.scalars(
        select(BailLocatif)
        .where(BailLocatif.copropriete_id == copropriete.id, BailLocatif.au.between(depuis, aujourdhui))
        .order_by(BailLocatif.au.desc(), BailLocatif.numero)
    ).all()
    decomptes = _load_decomptes(session, copropriete.id)
    approbations = _load_approbations(session, copropriete.id)
    arretes = load_arretes(session, copropriete.id)
    return [_tell(bail, decomptes, approbations, arretes.get(bail.id)) for bail in baux]


def _tell(
    bail: BailLocatif,
    decomptes: dict[int, tuple[DecompteBail, RegularisationExercice]],
    approbations: list[tuple[date, date, date | None]],
    arrete: ArreteDepart | None,
) -> Depart:
    au = bail.au or date.max
    decompte, regularisation = decomptes.get(bail.id, (None, None))
    if regularisation is not None and not regularisation.debut <= au <= regularisation.fin:
        decompte = regularisation = None
    return Depart(
        bail=bail.numero, locataire=bail.locataire, au=au, depot_centimes=bail.depot_centimes,
        retenue_centimes=None if bail.depot_centimes is None else cap_retenue(bail.depot_centimes),
        decompte_id=decompte.id if decompte else None, statut=regularisation.statut if regularisation else None,
        solde_centimes=decompte.solde_centimes if decompte else None,
        approuves_le=next((le for debut, fin, le in approbations if debut <= au <= fin), None),
        arrete=arrete, comptes_recus=any(debut <= au <= fin for debut, fin, _ in approbations),
    )  # fmt: skip


def _load_decomptes(session: Session, copropriete_id: int) -> dict[int, tuple[DecompteBail, RegularisationExercice]]:
    """The last statement of each lease, of a version in force."""
    rows = session.execute(
        select(DecompteBail, RegularisationExercice)
        .join(RegularisationExercice, RegularisationExercice.id == DecompteBail.regularisation_id)
        .where(RegularisationExercice.copropriete_id == copropriete_id,
               RegularisationExercice.statut != StatutRegularisation.REMPLACEE)
        .options(defer(RegularisationExercice.detail))
        .order_by(RegularisationExercice.fin)
    )  # fmt: skip
    return {decompte.bail_id: (decompte, regularisation) for decompte, regularisation in rows}


def _load_approbations(session: Session, copropriete_id: int) -> list[tuple[date, date, date | None]]:
    """Each exercise whose accounts are here, with the day the AG approved them."""
    rows = session.execute(
        select(ComptesAnnuels.debut, ComptesAnnuels.fin, ComptesAnnuels.approuves_le).where(
            ComptesAnnuels.copropriete_id == copropriete_id,
            ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES)),
        )
    )
    return [(debut, fin, le) for debut, fin, le in rows if debut and fin]
