"""The financial situation of a syndicat, kept from annex 1, and the floors of its fonds de travaux."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.cumuls.revisions import raise_revision
from services.charges.lecture_comptes.resultat import LectureComptes
from services.charges.models import ComptesAnnuels, PlanTravaux, SituationFinanciere
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError
from shared.models import now
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete

SEUIL_IMPAYES, SEUIL_GRANDES, GRANDE = 25, 15, 200
"""Percent of the budget at year end that opens the mandat ad hoc (loi 65-557, article 29-1 A); 15 above 200 lots."""
TAUX_BUDGET, TAUX_PLAN = 50, 25
"""Per mille: loi 65-557, article 14-2-1: 5 % of the budget, and 2.5 % of the works of a plan adopted."""


@dataclass(frozen=True, slots=True)
class PlanAdopte:
    """What a floor needs of a plan: the day the AG adopted it, and its works, all owners, in centimes."""

    adopte_le: date
    montant_centimes: int


@dataclass(frozen=True, slots=True)
class Plancher:
    """The least yearly contribution to the fonds de travaux, all owners, in centimes, and where it comes from."""

    du_budget: int
    du_plan: int
    adopte_le: date | None = None

    @property
    def montant(self) -> int:
        """The higher of both: the law asks for each."""
        return max(self.du_budget, self.du_plan)


def compute_plancher(budget_centimes: int, plan: PlanTravaux | PlanAdopte | None) -> Plancher:
    """Both floors, rounded up to the centime."""
    du_plan = -(-plan.montant_centimes * TAUX_PLAN // 1000) if plan else 0
    return Plancher(-(-budget_centimes * TAUX_BUDGET // 1000), du_plan, plan.adopte_le if plan else None)


def is_alarming(impayes: int, budget: int | None, lots_principaux: int | None) -> bool:
    """Whether the arrears at year end pass the threshold of the mandataire ad hoc."""
    seuil = SEUIL_GRANDES if (lots_principaux or 0) > GRANDE else SEUIL_IMPAYES
    return bool(budget) and impayes * 100 >= seuil * (budget or 0)


def keep_situation(session: Session, comptes: ComptesAnnuels, lecture: LectureComptes) -> None:
    """Keep annex 1 of accounts just received; nothing when they print none."""
    dite = lecture.situation
    if dite is None or comptes.copropriete_id is None or comptes.fin is None:
        return
    courants = [ligne.n_budget for ligne in lecture.annexe2 if ligne.compte[:1] == "6" and ligne.compte[:2] < "67"]
    connus = [montant for montant in courants if montant is not None]
    session.add(
        SituationFinanciere(
            comptes_id=comptes.id, copropriete_id=comptes.copropriete_id, fin=comptes.fin,
            budget_centimes=sum(connus) if connus else None, impayes_centimes=dite.impayes,
            douteux_centimes=dite.douteux, tresorerie_centimes=dite.tresorerie,
            fournisseurs_centimes=dite.fournisseurs, fonds_travaux_centimes=dite.fonds_travaux,
        )
    )  # fmt: skip


def find_plan(session: Session, copropriete_id: int) -> PlanTravaux | None:
    """The plan in force: the last adopted, as it was last noted."""
    query = select(PlanTravaux).where(PlanTravaux.copropriete_id == copropriete_id)
    return session.scalars(query.order_by(PlanTravaux.adopte_le.desc(), PlanTravaux.id.desc()).limit(1)).first()


def note_plan(session: Session, acteur: Acteur, code: str, *, adopte_le: date, montant: int, jour: date) -> PlanTravaux:
    """Note the plan that an AG adopted; a former one stays, and no longer counts.

    :param montant: its works, all owners, in centimes.
    :raises InvalidError: no amount, or a day that has not come.
    """
    copropriete = get_copropriete(session, acteur, code)
    if montant <= 0 or adopte_le > jour:
        raise InvalidError(
            "Un plan adopté a un montant positif et une date d’assemblée passée : corrigez-les.", code="PLAN_INVALIDE"
        )
    plan = PlanTravaux(
        copropriete_id=copropriete.id, adopte_le=adopte_le, montant_centimes=montant, note_par=acteur.courriel,
        note_le=now(),
    )  # fmt: skip
    session.add(plan)
    session.flush()
    raise_revision(session, copropriete.id)
    detail = {"adopte_le": adopte_le.isoformat(), "montant": format_montant(montant)}
    acte = "note un plan de travaux"
    record_acte(session, acteur, acte, "plan_travaux", plan.id, copropriete_id=copropriete.id, detail=detail)
    return plan
