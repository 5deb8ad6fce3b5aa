"""Use case: what a copropriété should cost, poste by poste, for the exercise under way and for the budget to come.

The whole portfolio gives the peers and the errors, whoever asks; amounts are told for the building and for our part.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.comptes.budgets_annexe2 import BudgetSyndic, load_budget_syndic
from services.charges.comptes.situations import Plancher, compute_plancher, find_plan
from services.charges.cumuls.memoire_sommes import recall
from services.charges.cumuls.sommes import share_of, weigh_postes
from services.charges.models import DepenseAnnuelle, EvenementCharge, PlanTravaux
from services.charges.postes.nomenclature import find_poste
from services.charges.postes.recuperation import split_recuperable
from services.charges.previsions.effets_votes import Effet, list_effets
from services.charges.previsions.raisons import tell_raison
from services.charges.previsions.regles import Prevision, Serie, forecast_series
from shared.acteurs import Acteur
from shared.models import Copropriete, DetentionLot, Lot
from shared.patrimoine.lectures import get_copropriete, in_force

ANNEES_LUES = 9


@dataclass(frozen=True, slots=True)
class LignePrevision:
    """One poste, all owners, in centimes: last exercise, this one, the budget to come, and our part of the latter."""

    poste: str
    libelle: str
    dernier: int
    prevision: Prevision
    part_suivant: int
    recuperable_suivant: int
    raison: str
    vote: int | None = None
    propose: int | None = None
    """The syndic's own budgets, from annex 2: voted for the exercise under way, proposed for the next."""

    @property
    def ecart_vote(self) -> int | None:
        """Foreseen less voted: positive, the budget looks too low."""
        return None if self.vote is None else self.prevision.montant - self.vote


@dataclass(frozen=True)
class VuePrevisions:
    """The forecasts of a copropriété. ``annee``: the exercise under way; the budget to come is ``annee + 1``.

    ``provision_mensuelle``: what our tenants together should advance each month of ``annee + 1``, in centimes.
    """

    code: str
    nom: str
    annee: int
    dernier_exercice: str
    lignes: Sequence[LignePrevision]
    logements: int
    effets: Sequence[Effet]
    budget: BudgetSyndic | None = None
    plan: PlanTravaux | None = None

    def name_exercice(self, annee: int) -> str:
        """The exercise that closes in a year, as we write the last one: « 2026-2027 » follows « 2025-2026 »."""
        return f"{annee - 1}-{annee}" if "-" in self.dernier_exercice else str(annee)

    @property
    def hors_prevision(self) -> tuple[int, int]:
        """What is voted, then proposed, on postes that nothing lets us foresee (« à qualifier »), in centimes."""
        return (self.vote or 0) - self.vote_prevus, (self.propose or 0) - self.propose_prevus

    @property
    def vote(self) -> int | None:
        """The budget the AG voted for the exercise under way, from annex 2, every poste."""
        return self.budget.total(self.annee) if self.budget else None

    @property
    def vote_prevus(self) -> int:
        """The same, of the postes foreseen only: what the forecast is compared to."""
        return sum(ligne.vote or 0 for ligne in self.lignes)

    @property
    def propose_prevus(self) -> int:
        """What is proposed for the postes foreseen only."""
        return sum(ligne.propose or 0 for ligne in self.lignes)

    @property
    def propose(self) -> int | None:
        """The budget the syndic proposes for the next one."""
        return self.budget.total(self.annee + 1) if self.budget else None

    @property
    def dernier(self) -> int:
        """Last closed exercise, the postes foreseen only."""
        return sum(ligne.dernier for ligne in self.lignes)

    @property
    def montant(self) -> int:
        """The exercise under way."""
        return sum(ligne.prevision.montant for ligne in self.lignes)

    @property
    def suivant(self) -> int:
        """The budget to come."""
        return sum(ligne.prevision.suivant for ligne in self.lignes)

    @property
    def part_suivant(self) -> int:
        """Our part of it."""
        return sum(ligne.part_suivant for ligne in self.lignes)

    @property
    def recuperable_suivant(self) -> int:
        """What tenants can be asked for."""
        return sum(ligne.recuperable_suivant for ligne in self.lignes)

    @property
    def provision_mensuelle(self) -> int:
        """All our dwellings, a month, rounded down to the centime."""
        return max(self.recuperable_suivant, 0) // 12

    @property
    def provision_par_logement(self) -> int | None:
        """The mean by dwelling and month."""
        return self.provision_mensuelle // self.logements if self.logements else None

    @property
    def plancher(self) -> Plancher:
        """The least contribution of the syndicat to its fonds de travaux for the budget to come, by both rules."""
        return compute_plancher(self.suivant, self.plan)

    @property
    def plancher_fonds(self) -> int:
        """The higher of both floors, in centimes."""
        return self.plancher.montant


def load_previsions(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> VuePrevisions:
    """The forecasts of a copropriété.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    series = recall(session, ("series", aujourdhui), lambda: load_series(session, aujourdhui))
    siennes = {serie.poste: serie for serie in series if serie.copro_id == copropriete.id}
    dernier = max((max(serie.montants) for serie in siennes.values()), default=aujourdhui.year - 1)
    previsions = recall(session, ("previsions", aujourdhui, dernier), lambda: forecast_series(series, dernier + 1))
    poids = weigh_postes(session, copropriete.id, dernier, aujourdhui)
    budget = load_budget_syndic(session, copropriete.id)
    lignes = [
        _build_ligne(serie, dernier, prevision, poids, budget)
        for poste, serie in sorted(siennes.items())
        if (prevision := previsions.get((copropriete.id, poste)))
    ]
    exercice = session.scalar(
        select(DepenseAnnuelle.exercice)
        .where(DepenseAnnuelle.copropriete_id == copropriete.id)
        .order_by(DepenseAnnuelle.fin.desc())
        .limit(1)
    )
    return VuePrevisions(
        code=copropriete.code, nom=copropriete.nom, annee=dernier + 1, dernier_exercice=exercice or "aucun",
        lignes=lignes, logements=_count_logements(session, copropriete, aujourdhui),
        effets=list_effets(session, copropriete.id, dernier + 1, sum(one.prevision.montant for one in lignes)),
        budget=budget, plan=find_plan(session, copropriete.id),
    )  # fmt: skip


def _build_ligne(
    serie: Serie,
    dernier: int,
    prevision: Prevision,
    poids: Mapping[str, tuple[int, int, int]],
    budget: BudgetSyndic | None,
) -> LignePrevision:
    spent, ours, recuperable = poids.get(serie.poste, (0, 0, 0))
    part = share_of(prevision.suivant, ours, spent)
    poste = find_poste(serie.poste)
    recovered = share_of(part, recuperable, spent) if recuperable else split_recuperable(part, poste.taux).recuperable
    return LignePrevision(
        poste=serie.poste, libelle=poste.libelle, dernier=serie.montants.get(dernier, 0), prevision=prevision,
        part_suivant=part, recuperable_suivant=recovered, raison=tell_raison(prevision),
        vote=budget.find(dernier + 1, serie.poste) if budget else None,
        propose=budget.find(dernier + 2, serie.poste) if budget else None,
    )  # fmt: skip


def load_series(session: Session, aujourdhui: date) -> list[Serie]:
    """The series of the whole portfolio, by poste: one query on the aggregate, one on documented events.

    Only closed exercises are read; heating prices are shared by kind of heating.
    """
    rows = session.execute(
        select(
            DepenseAnnuelle.copropriete_id, DepenseAnnuelle.poste, DepenseAnnuelle.fin,
            func.sum(DepenseAnnuelle.realise_centimes),
        )
        .where(DepenseAnnuelle.fin <= aujourdhui, DepenseAnnuelle.fin >= date(aujourdhui.year - ANNEES_LUES, 1, 1))
        .group_by(DepenseAnnuelle.copropriete_id, DepenseAnnuelle.poste, DepenseAnnuelle.fin)
    )  # fmt: skip
    montants: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    urbains = set()
    for copro, poste, fin, montant in rows:
        known = montants[copro, poste]
        known[fin.year] = known.get(fin.year, 0) + int(montant)
        if poste == "CHF-02":
            urbains.add(copro)
    events: dict[tuple[int, str], set[int]] = defaultdict(set)
    for copro, famille, annee in session.execute(
        select(EvenementCharge.copropriete_id, EvenementCharge.famille, EvenementCharge.annee)
    ):
        events[copro, famille].add(annee)
    follow_reclassements(montants)
    return [
        Serie(
            copro,
            poste,
            ("urbain" if copro in urbains else "collectif") if poste[:3] == "CHF" else "",
            dict(annees),
            frozenset(events[copro, poste[:3]]),
        )
        for (copro, poste), annees in montants.items()
    ]


def follow_reclassements(montants: dict[tuple[int, str], dict[int, int]]) -> None:
    """A poste that fell to nothing while one other of its family was born: the new one takes its past, in place.

    So a label classified otherwise in the last accounts is neither foreseen twice nor foreseen without a past.
    """
    derniers: dict[int, int] = defaultdict(int)
    familles: dict[tuple[int, str], list[str]] = defaultdict(list)
    for (copro, poste), annees in montants.items():
        derniers[copro] = max(derniers[copro], *annees)
        familles[copro, poste[:3]].append(poste)
    for (copro, _), postes in familles.items():
        last = derniers[copro]
        nes = [one for one in postes if not any(m for year, m in montants[copro, one].items() if year < last)]
        eteints = [one for one in postes if one not in nes and not montants[copro, one].get(last)]
        if len(nes) == 1 and len(eteints) == 1:
            past = montants.pop((copro, eteints[0]))
            montants[copro, nes[0]] = {**past, last: montants[copro, nes[0]].get(last, 0)}


def _count_logements(session: Session, copropriete: Copropriete, jour: date) -> int:
    """Our dwellings on a day, those that pay provisions."""
    return (
        session.scalar(
            select(func.count(func.distinct(Lot.id)))
            .join(DetentionLot, DetentionLot.lot_id == Lot.id)
            .where(
                Lot.copropriete_id == copropriete.id, func.lower(Lot.nature).in_(("logement", "appartement")),
                in_force(DetentionLot.du, DetentionLot.au, jour),
            )
        )
        or 0
    )  # fmt: skip
