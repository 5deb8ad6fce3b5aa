"""What the pages of charges read: budget, called and gap by clé; years by famille. Numbers come with their origin."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from services.charges.comptes.a_faire import list_comptes_a_faire
from services.charges.models import DepenseAnnuelle, MontantAppele
from services.charges.postes.nomenclature import FAMILLES, find_poste
from shared.acteurs import Acteur
from shared.models import (
    BudgetVote,
    CleRepartition,
    Copropriete,
    DetentionLot,
    Exercice,
    Lot,
    NatureBudget,
    TantiemeLot,
)
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete, visible_coproprietes
from shared.web.a_faire import AFaire

TOLERANCE_CENTIMES = 1_000
"""Below ten euros a year, a gap is the rounding of the calls, line by line."""
NATURES_BUDGET = ("provision", "provision_complement", "consommation", "delegation_cs")
"""Natures that call the current budget; works, advances and the fonds de travaux stand apart."""


@dataclass(frozen=True)
class LigneCle:
    """One clé of an exercise. Gap = called − our share of the budget: positive means called beyond the budget."""

    cle: str
    libelle: str
    budget_centimes: int
    tantiemes: int
    total_tantiemes: int
    part_budget_centimes: int
    appele_centimes: int

    @property
    def ecart_centimes(self) -> int:
        """Called minus our share of the whole year's budget."""
        return self.appele_centimes - self.part_budget_centimes


@dataclass(frozen=True)
class LigneAnnee:
    """What the syndicat spent in an exercise, all owners together."""

    exercice: str
    budget_centimes: int | None
    realise_centimes: int


@dataclass(frozen=True)
class LigneFamille:
    """One family of postes over the exercises, in their order; None where nothing was recorded."""

    famille: str
    libelle: str
    montants: tuple[int | None, ...]

    @property
    def evolution_centimes(self) -> int | None:
        """Last exercise minus the one before."""
        if len(self.montants) < 2 or self.montants[-1] is None or self.montants[-2] is None:
            return None
        return self.montants[-1] - self.montants[-2]


@dataclass(frozen=True)
class Synthese:
    """What charges knows of a copropriété."""

    copropriete: str
    exercice: str | None
    debut: date | None
    fin: date | None
    cles: Sequence[LigneCle]
    hors_budget_centimes: int
    annees: Sequence[LigneAnnee]
    familles: Sequence[LigneFamille]

    @property
    def part_budget_centimes(self) -> int:
        """Our share of the whole budget."""
        return sum(ligne.part_budget_centimes for ligne in self.cles)

    @property
    def appele_centimes(self) -> int:
        """What was called on the budget."""
        return sum(ligne.appele_centimes for ligne in self.cles)


def load_synthese(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> Synthese:
    """Everything the page and the panel of a copropriété show.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    exercice = next(iter(_current_exercices(session, [copropriete.id], aujourdhui)), None)
    cles = _load_cles(session, [exercice.id])[copropriete.id] if exercice else []
    annees, familles = _history(session, copropriete.id)
    return Synthese(
        copropriete=copropriete.code,
        exercice=exercice.libelle if exercice else None,
        debut=exercice.debut if exercice else None,
        fin=exercice.fin if exercice else None,
        cles=cles,
        hors_budget_centimes=_called_beside(session, exercice) if exercice else 0,
        annees=annees,
        familles=familles,
    )


def _current_exercices(session: Session, copropriete_ids: Sequence[int], aujourdhui: date) -> list[Exercice]:
    """The exercise under way of each copropriété, or the last one begun; one per copropriété."""
    begun = select(Exercice).where(Exercice.copropriete_id.in_(copropriete_ids), Exercice.debut <= aujourdhui)
    return list({row.copropriete_id: row for row in session.scalars(begun.order_by(Exercice.debut))}.values())


def _load_cles(session: Session, exercice_ids: Sequence[int]) -> dict[int, list[LigneCle]]:
    """By copropriété: each clé that has a budget or a call in its exercise. Three queries, however many exercises."""
    budgets = _grouped(
        session,
        select(BudgetVote.cle_repartition_id, BudgetVote.montant_centimes).where(
            BudgetVote.exercice_id.in_(exercice_ids), BudgetVote.nature == NatureBudget.COURANT
        ),
    )
    tantiemes = _grouped(session, _select_tantiemes(exercice_ids))
    called = _grouped(session, _select_called(exercice_ids))
    found: dict[int, list[LigneCle]] = defaultdict(list)
    for cle in session.scalars(
        select(CleRepartition)
        .join(Exercice, Exercice.copropriete_id == CleRepartition.copropriete_id)
        .where(Exercice.id.in_(exercice_ids))
        .order_by(CleRepartition.id)
    ):
        if cle.id in budgets or cle.id in called:
            found[cle.copropriete_id].append(
                LigneCle(
                    cle=cle.code,
                    libelle=cle.libelle,
                    budget_centimes=budgets.get(cle.id, 0),
                    tantiemes=tantiemes.get(cle.id, 0),
                    total_tantiemes=cle.total_tantiemes,
                    part_budget_centimes=share(budgets.get(cle.id, 0), tantiemes.get(cle.id, 0), cle.total_tantiemes),
                    appele_centimes=called.get(cle.id, 0),
                )
            )
    return found


def share(montant_centimes: int, tantiemes: int, total: int) -> int:
    """Our part of an amount, rounded half up to the centime: tantièmes over the clé's total."""
    return (2 * montant_centimes * tantiemes + total) // (2 * total)


def _grouped(session: Session, statement: Select[int, int]) -> dict[int, int]:
    return {key: int(value) for key, value in session.execute(statement)}


def _select_tantiemes(exercice_ids: Sequence[int]) -> Select[int, int]:
    """Our tantièmes by clé on the first day of the exercise: lots ours that day, tantièmes in force that day."""
    return (
        select(TantiemeLot.cle_repartition_id, func.sum(TantiemeLot.tantiemes))
        .join(Lot, Lot.id == TantiemeLot.lot_id)
        .join(Exercice, Exercice.copropriete_id == Lot.copropriete_id)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(
            Exercice.id.in_(exercice_ids),
            _in_force(TantiemeLot, Exercice.debut),
            _in_force(DetentionLot, Exercice.debut),
        )
        .group_by(TantiemeLot.cle_repartition_id)
    )


def _in_force(model: type[TantiemeLot] | type[DetentionLot], le: Any) -> ColumnElement[bool]:
    return and_(or_(model.du.is_(None), model.du <= le), or_(model.au.is_(None), model.au >= le))


def _select_called(exercice_ids: Sequence[int]) -> Select[int, int]:
    """What was called on the budget in the exercise, by clé."""
    return (
        select(CleRepartition.id, func.sum(MontantAppele.montant_centimes))
        .join(
            CleRepartition,
            and_(
                CleRepartition.copropriete_id == MontantAppele.copropriete_id, CleRepartition.code == MontantAppele.cle
            ),
        )
        .join(Exercice, Exercice.copropriete_id == MontantAppele.copropriete_id)
        .where(
            Exercice.id.in_(exercice_ids),
            MontantAppele.annule_le.is_(None),
            MontantAppele.nature.in_(NATURES_BUDGET),
            MontantAppele.exigible.between(Exercice.debut, Exercice.fin),
        )
        .group_by(CleRepartition.id)
    )


def _called_beside(session: Session, exercice: Exercice) -> int:
    """What was called in the exercise outside the budget: works, advances, fonds de travaux."""
    total = session.scalar(
        select(func.sum(MontantAppele.montant_centimes)).where(
            MontantAppele.copropriete_id == exercice.copropriete_id,
            MontantAppele.annule_le.is_(None),
            MontantAppele.nature.not_in(NATURES_BUDGET),
            MontantAppele.exigible.between(exercice.debut, exercice.fin),
        )
    )
    return int(total or 0)


def _history(session: Session, copropriete_id: int) -> tuple[list[LigneAnnee], list[LigneFamille]]:
    depenses = session.scalars(
        select(DepenseAnnuelle).where(DepenseAnnuelle.copropriete_id == copropriete_id).order_by(DepenseAnnuelle.debut)
    ).all()
    exercices = list(dict.fromkeys(depense.exercice for depense in depenses))
    by_year: dict[str, list[DepenseAnnuelle]] = defaultdict(list)
    by_famille: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for depense in depenses:
        by_year[depense.exercice].append(depense)
        by_famille[find_poste(depense.poste).famille][depense.exercice] += depense.realise_centimes
    annees = [
        LigneAnnee(
            exercice,
            sum(depense.budget_centimes or 0 for depense in by_year[exercice]) or None,
            sum(depense.realise_centimes for depense in by_year[exercice]),
        )
        for exercice in exercices
    ]
    familles = [
        LigneFamille(code, libelle, tuple(by_famille[code].get(exercice) for exercice in exercices))
        for code, libelle in FAMILLES.items()
        if code in by_famille
    ]
    return annees, familles


@dataclass(frozen=True)
class LignePortefeuille:
    """One copropriété in the list of charges: our share of the year's budget, what was called, the gap."""

    code: str
    nom: str
    exercice: str
    part_budget_centimes: int
    appele_centimes: int

    @property
    def ecart_centimes(self) -> int:
        """Called minus our share."""
        return self.appele_centimes - self.part_budget_centimes


def list_portefeuille(session: Session, acteur: Acteur, aujourdhui: date) -> list[LignePortefeuille]:
    """Each visible copropriété with the current exercise's budget share and calls."""
    coproprietes = {row.id: row for row in session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code))}
    exercices = {row.copropriete_id: row for row in _current_exercices(session, list(coproprietes), aujourdhui)}
    cles = _load_cles(session, [exercice.id for exercice in exercices.values()])
    return [
        LignePortefeuille(
            code=copropriete.code,
            nom=copropriete.nom,
            exercice=exercices[copropriete.id].libelle,
            part_budget_centimes=sum(ligne.part_budget_centimes for ligne in cles[copropriete.id]),
            appele_centimes=sum(ligne.appele_centimes for ligne in cles[copropriete.id]),
        )
        for copropriete in coproprietes.values()
        if copropriete.id in exercices
    ]


def list_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """What needs an accountant here: calls beyond our share of the year's budget, accounts to receive, labels."""
    if "CO" not in acteur.roles:
        return []
    return [*list_comptes_a_faire(session, acteur), *_list_depassements(session, acteur, aujourdhui)]


def _list_depassements(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    return [
        AFaire(
            titre=f"{ligne.nom} : appelé au-delà du budget",
            detail=f"Exercice {ligne.exercice}, {format_montant(ligne.ecart_centimes)} de plus que notre part",
            copropriete=ligne.code,
            action="Voir l’écart",
            lien=f"/charges/coproprietes/{ligne.code}",
            urgence="normale",
        )
        for ligne in list_portefeuille(session, acteur, aujourdhui)
        if ligne.part_budget_centimes and ligne.ecart_centimes > TOLERANCE_CENTIMES
    ]
