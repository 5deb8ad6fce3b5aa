"""The indicators that the aggregate does not hold: vacancy, calls against actual, fonds de travaux, coverage."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from services.charges.comparaison.mesures import percent
from services.charges.comptes.situations import PlanAdopte, compute_plancher
from services.charges.cumuls.fiches_patrimoine import Marques
from services.charges.cumuls.memoire import MemoireParCopropriete
from services.charges.lectures import NATURES_BUDGET
from services.charges.models import (
    ComptesAnnuels,
    MontantAppele,
    PlanTravaux,
    RegularisationExercice,
    SituationFinanciere,
    StatutComptes,
    StatutRegularisation,
)
from shared.models import BudgetVote, Exercice, NatureBudget

SITUATION = ("lues", "impayes", "budget", "tresorerie", "dettes")
NOMS = ("regularisees", "vacance", "recuperable", "recus", "approuves", "envoyees", "appele", "reel",
        *(f"situation_{nom}" for nom in SITUATION))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tresoreries:
    """Annex 1 of the exercises closed in the year, where it was read; all owners, in centimes. ``lues``: how many."""

    lues: int
    impayes: int
    budget: int
    tresorerie: int
    dettes: int

    @property
    def part_impayes(self) -> Decimal | None:
        """What owners owe ÷ current budget, in percent: 450 debit balances and 459."""
        return percent(self.impayes, self.budget) if self.lues and self.budget else None


@dataclass(frozen=True, slots=True)
class PlanchersFonds:
    """The least contributions to the fonds de travaux, each voted exercise against its own (loi of 1965, art. 14-2-1).

    ``plancher``: Σ of the higher of 5 % of the budget and 2.5 % of the works of the plan adopted, all owners, in
    centimes. ``par_plan``: exercises where the plan's floor is the higher; ``sous``: of ``connus``, those under theirs.
    """

    plancher: int
    par_plan: int
    sous: int
    connus: int


@dataclass(frozen=True, slots=True)
class Complements:
    """Amounts in centimes, our share; counts of copropriétés. ``appele`` and ``reel`` only where both are known."""

    regularisees: int
    vacance: int
    recuperable: int
    recus: int
    approuves: int
    envoyees: int
    appele: int
    reel: int
    fonds_travaux: int | None
    budget: int | None
    situation: Tresoreries
    fonds: PlanchersFonds

    @property
    def appele_moins_reel(self) -> int | None:
        """Called less our actual share: positive, the syndic owes us."""
        return self.appele - self.reel if self.regularisees else None

    @property
    def part_fonds(self) -> Decimal | None:
        """Yearly contribution ÷ budget, in percent."""
        return None if self.fonds_travaux is None or self.budget is None else percent(self.fonds_travaux, self.budget)

    @property
    def plancher_part(self) -> Decimal | None:
        """Σ floors ÷ budget, in percent: what ``part_fonds`` should reach."""
        return None if self.budget is None else percent(self.fonds.plancher, self.budget)


@dataclass(frozen=True, slots=True, eq=False)
class Suivi:
    """What is known of a copropriété beside its sums: by year, in the order of ``NOMS``; voted budgets by year."""

    annees: Mapping[int, np.ndarray[Any, np.dtype[np.int64]]]
    budgets: Mapping[tuple[int, NatureBudget], int]
    plans: tuple[PlanAdopte, ...] = ()
    """Plans of works adopted, the last in force first."""


_r, _une = RegularisationExercice, SituationFinanciere
_ids: BindParameter[int] = bindparam("ids", expanding=True)
_appeles = (
    select(func.coalesce(func.sum(MontantAppele.montant_centimes), 0))
    .where(MontantAppele.copropriete_id == _r.copropriete_id, MontantAppele.exigible.between(_r.debut, _r.fin),
           MontantAppele.annule_le.is_(None), MontantAppele.nature.in_(NATURES_BUDGET))
    .scalar_subquery()
)  # fmt: skip
REGULARISATIONS = (
    select(_r.copropriete_id, _r.fin, _r.vacance_centimes, _r.recuperable_centimes, _r.quote_part_centimes,
           _r.envoyee_le, _appeles)
    .where(_r.copropriete_id.in_(_ids), _r.statut != StatutRegularisation.REMPLACEE)
)  # fmt: skip
BUDGETS = (
    select(Exercice.copropriete_id, Exercice.fin, BudgetVote.nature, func.sum(BudgetVote.montant_centimes))
    .join(BudgetVote, BudgetVote.exercice_id == Exercice.id)
    .where(Exercice.copropriete_id.in_(_ids))
    .group_by(Exercice.copropriete_id, Exercice.fin, BudgetVote.nature)
)
PLANS = (
    select(PlanTravaux.copropriete_id, PlanTravaux.adopte_le, PlanTravaux.montant_centimes)
    .where(PlanTravaux.copropriete_id.in_(_ids))
    .order_by(PlanTravaux.adopte_le.desc(), PlanTravaux.id.desc())
)
STATUTS = {StatutComptes.RECUS: "recus", StatutComptes.APPROUVES: "approuves"}
COMPTES = (
    select(ComptesAnnuels.copropriete_id, ComptesAnnuels.fin, ComptesAnnuels.statut, _une.comptes_id,
           _une.impayes_centimes, _une.douteux_centimes, _une.budget_centimes, _une.tresorerie_centimes,
           _une.fournisseurs_centimes, _une.fonds_travaux_centimes)
    .outerjoin(_une, _une.comptes_id == ComptesAnnuels.id)
    .where(ComptesAnnuels.copropriete_id.in_(_ids), ComptesAnnuels.statut.in_(STATUTS))
)  # fmt: skip

_suivis: MemoireParCopropriete[Suivi] = MemoireParCopropriete()


def load_complements(session: Session, marques: Marques, ids: Iterable[int], annee: int) -> Complements:
    """No query when nothing changed; the copropriétés that changed are read again."""
    suivis = _suivis.recall(session, marques, lambda changees: read_suivis(session, changees))
    return sum_complements([suivis[ident] for ident in ids], annee)


def sum_complements(suivis: Sequence[Suivi], annee: int) -> Complements:
    """The complements of some copropriétés in a year; a budget voted for the next one counts too. Pure."""
    lignes = [suivi.annees[annee] for suivi in suivis if annee in suivi.annees]
    somme = dict(zip(NOMS, np.sum(lignes, axis=0).tolist() if lignes else [0] * len(NOMS), strict=True))
    situation = Tresoreries(**{nom: somme.pop(f"situation_{nom}") for nom in SITUATION})
    recus = somme.pop("recus") + somme["approuves"]
    return Complements(
        **somme, recus=recus, situation=situation,
        fonds_travaux=_sum_budgets(suivis, annee, NatureBudget.FONDS_TRAVAUX),
        budget=_sum_budgets(suivis, annee, NatureBudget.COURANT), fonds=_measure_planchers(suivis, annee),
    )  # fmt: skip


def _measure_planchers(suivis: Sequence[Suivi], annee: int) -> PlanchersFonds:
    """Each budget voted for the year or the next, with the plan that was adopted by its end."""
    plancher = par_plan = sous = connus = 0
    for suivi in suivis:
        for une in (annee, annee + 1):
            budget = suivi.budgets.get((une, NatureBudget.COURANT))
            if budget is None:
                continue
            plan = next((un for un in suivi.plans if un.adopte_le.year <= une), None)
            minimum = compute_plancher(budget, plan)
            plancher += minimum.montant
            par_plan += minimum.du_plan > minimum.du_budget
            cotisation = suivi.budgets.get((une, NatureBudget.FONDS_TRAVAUX))
            if cotisation is not None:
                connus += 1
                sous += cotisation < minimum.montant
    return PlanchersFonds(plancher, par_plan, sous, connus)


def _sum_budgets(suivis: Sequence[Suivi], annee: int, nature: NatureBudget) -> int | None:
    """What was voted for a year and the next; None when nothing was."""
    lieux = ((annee, nature), (annee + 1, nature))
    montants = [suivi.budgets[lieu] for suivi in suivis for lieu in lieux if lieu in suivi.budgets]
    return sum(montants) if montants else None


def read_suivis(session: Session, ids: list[int]) -> dict[int, Suivi]:
    """Régularisations in force, calls of their exercises, accounts, annex 1, budgets and plans, in four queries."""
    annees: dict[int, dict[int, Counter[str]]] = {ident: defaultdict(Counter) for ident in ids}
    budgets: dict[int, Counter[tuple[int, NatureBudget]]] = {ident: Counter() for ident in ids}
    base, valeurs = session.connection(), {"ids": ids}
    for ident, fin, vacance, recuperable, reel, envoyee_le, appele in base.execute(REGULARISATIONS, valeurs):
        annees[ident][fin.year].update(
            regularisees=1, vacance=vacance, recuperable=recuperable, reel=reel, envoyees=envoyee_le is not None,
            appele=int(appele),
        )  # fmt: skip
    _read_comptes(session, annees)
    for ident, fin, nature, montant in base.execute(BUDGETS, valeurs):
        budgets[ident][fin.year, nature] += int(montant)
    plans: dict[int, list[PlanAdopte]] = defaultdict(list)
    for ident, adopte_le, montant in base.execute(PLANS, valeurs):
        plans[ident].append(PlanAdopte(adopte_le, montant))
    return {
        ident: Suivi(
            {annee: np.array([une[nom] for nom in NOMS], dtype=np.int64) for annee, une in annees[ident].items()},
            budgets[ident],
            tuple(plans[ident]),
        )
        for ident in ids
    }


def _read_comptes(session: Session, annees: Mapping[int, dict[int, Counter[str]]]) -> None:
    """Accounts that stand, and their annex 1: a year counts once received, once approved, however many files it has."""
    for ident, fin, statut, lue, impayes, douteux, budget, tresorerie, fournisseurs, fonds in (
        session.connection().execute(COMPTES, {"ids": list(annees)})
    ):  # fmt: skip
        if ident is None or fin is None:
            continue
        siennes = annees[ident][fin.year]
        siennes[STATUTS[statut]] = 1
        if siennes["approuves"]:
            siennes["recus"] = 0
        if lue is not None:
            siennes.update(
                situation_lues=1, situation_impayes=(impayes or 0) + (douteux or 0), situation_budget=budget or 0,
                situation_tresorerie=tresorerie or 0, situation_dettes=(fournisseurs or 0) + (fonds or 0),
            )  # fmt: skip
