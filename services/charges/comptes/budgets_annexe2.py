"""The budgets that annex 2 prints by account, spread over the postes: what each account was really spent on says how.

An account holds several postes (614: lift, ventilation, gardens). Its budget goes to them as its lines did in the
exercise approved, to the centime; an account without any line goes where its own label says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.models import ComptesAnnuels, LigneCharge, StatutComptes
from services.charges.postes.classement import classify_libelle
from shared.montants import split_montant

Lieu = tuple[str, str]
"""A poste and a clé."""


@dataclass(frozen=True, slots=True)
class Emploi:
    """What one account was spent on: a poste and a clé, all owners, in centimes."""

    compte: str
    poste: str
    cle: str
    montant: int


@dataclass(frozen=True, slots=True)
class BudgetSyndic:
    """What the syndic's annex 2 says of one poste, all owners, in centimes, by year of the exercise's end."""

    par_annee: Mapping[int, Mapping[str, int]]
    exercice: str

    def find(self, annee: int, poste: str) -> int | None:
        """The budget of a poste for a year; None when annex 2 prints none for that year."""
        postes = self.par_annee.get(annee)
        return None if postes is None else postes.get(poste, 0)

    def total(self, annee: int) -> int | None:
        """All postes together."""
        postes = self.par_annee.get(annee)
        return None if postes is None else sum(postes.values())


def spread_annexe2(annexe2: Iterable[Mapping[str, Any]], emplois: Sequence[Emploi], champ: str) -> dict[Lieu, int]:
    """The column ``champ`` of annex 2 by (poste, clé), in centimes; empty when the annex leaves that column empty."""
    dites = [(str(ligne["compte"]), str(ligne["libelle"]), ligne[champ]) for ligne in annexe2]
    comptes = [compte for compte, _, _ in dites]
    poids: dict[str, dict[Lieu, int]] = defaultdict(lambda: defaultdict(int))
    for emploi in emplois:
        poids[_find_compte(emploi.compte, comptes)][emploi.poste, emploi.cle] += abs(emploi.montant)
    cle_usuelle = _find_cle_usuelle(emplois)
    trouves: dict[Lieu, int] = defaultdict(int)
    for compte, libelle, montant in dites:
        if not montant:
            continue
        lieux = {lieu: poids_du_lieu for lieu, poids_du_lieu in poids[compte].items() if poids_du_lieu}
        if not lieux:
            lieux = {(classify_libelle(libelle, compte).code, cle_usuelle): 1}
        for lieu, part in split_montant(montant, sorted(lieux.items())).items():
            trouves[lieu] += part
    return dict(trouves)


def _find_compte(compte: str, connus: Sequence[str]) -> str:
    """The account of annex 2 that a line's account belongs to: the longest that starts it, or that it starts."""
    proches = [connu for connu in connus if connu and (compte.startswith(connu) or connu.startswith(compte))]
    return max(proches, key=len, default="") if compte else ""


def _find_cle_usuelle(emplois: Sequence[Emploi]) -> str:
    sommes: dict[str, int] = defaultdict(int)
    for emploi in emplois:
        sommes[emploi.cle] += emploi.montant
    return max(sommes, key=lambda cle: sommes[cle], default="GEN")


def load_budgets_votes(session: Session, copropriete_id: int, exercice: str) -> dict[Lieu, int]:
    """The budget of an exercise by (poste, clé), from the annex 2 that approves it; empty when it prints none."""
    comptes = _find_comptes(
        session, ComptesAnnuels.copropriete_id == copropriete_id, ComptesAnnuels.exercice == exercice
    )
    return (
        {}
        if comptes is None
        else spread_annexe2(comptes.lecture["annexe2"], _load_emplois(session, comptes), "n_budget")
    )


def load_budget_syndic(session: Session, copropriete_id: int) -> BudgetSyndic | None:
    """What the last accounts kept say of the exercises that follow: voted for N+1, proposed for N+2."""
    comptes = _find_comptes(session, ComptesAnnuels.copropriete_id == copropriete_id)
    if comptes is None or comptes.fin is None:
        return None
    emplois = _load_emplois(session, comptes)
    par_annee: dict[int, dict[str, int]] = {}
    for rang, champ in ((1, "n_plus_1_budget"), (2, "n_plus_2_budget")):
        postes: dict[str, int] = defaultdict(int)
        for (poste, _), montant in spread_annexe2(comptes.lecture["annexe2"], emplois, champ).items():
            postes[poste] += montant
        if postes:
            par_annee[comptes.fin.year + rang] = dict(postes)
    return BudgetSyndic(par_annee, comptes.exercice or "")


def _find_comptes(session: Session, *criteres: Any) -> ComptesAnnuels | None:
    gardes = ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES))
    query = (
        select(ComptesAnnuels).where(gardes, *criteres).order_by(ComptesAnnuels.fin.desc(), ComptesAnnuels.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def _load_emplois(session: Session, comptes: ComptesAnnuels) -> list[Emploi]:
    """By copropriété and exercise as well as by accounts: SQLite then takes their index, not that of active lines."""
    rows = session.execute(
        select(LigneCharge.compte, LigneCharge.poste, LigneCharge.cle, func.sum(LigneCharge.montant_centimes))
        .where(
            LigneCharge.copropriete_id == comptes.copropriete_id,
            LigneCharge.exercice == comptes.exercice,
            LigneCharge.comptes_id == comptes.id,
            LigneCharge.active.is_(True),
        )
        .group_by(LigneCharge.compte, LigneCharge.poste, LigneCharge.cle)
        .order_by(LigneCharge.compte, LigneCharge.poste, LigneCharge.cle)
    )
    return [Emploi(compte, poste, cle, int(montant)) for compte, poste, cle, montant in rows]
