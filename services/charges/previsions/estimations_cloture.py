"""Year-end estimates for the landlord's books: expected share of the year − calls already booked, by clé.

Expected: what the syndic's accounts say when they are received, else the voted budget corrected by how budgets of this
copropriété were kept over three exercises. An exercise astride two years counts by days, heating by degree days.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.anomalies.detection import load_poids
from services.charges.graphiques.formats import format_euros
from services.charges.lectures import NATURES_BUDGET, share
from services.charges.models import DepenseAnnuelle, MontantAppele
from shared.acteurs import Acteur
from shared.models import BudgetVote, CleRepartition, Copropriete, Exercice, NatureBudget
from shared.patrimoine.lectures import visible_coproprietes

A_RECEVOIR = "4081"
DJU_MOIS = (180, 155, 135, 90, 40, 0, 0, 0, 15, 75, 135, 175)
"""Heating degree days of an ordinary year by month, in per mille: what the heating of a broken exercise follows."""
RATIO_BAS, RATIO_HAUT = Decimal("0.80"), Decimal("1.25")
EXERCICES_DU_RATIO = 3


@dataclass(frozen=True, slots=True)
class Estimation:
    """One amount to accrue in ``exercice`` (a civil year), in centimes, always positive: a refund is not an invoice.

    The fields are those of a proposal of closing in appels_fonds; ``copropriete`` is its code.
    """

    genre: str
    copropriete: str
    reference: str
    cle: str
    montant_centimes: int
    source: str
    explication: str


@dataclass
class _Attendu:
    montant: int = 0
    sources: tuple[str, ...] = ()
    textes: tuple[str, ...] = ()


def estimate_cloture(session: Session, acteur: Acteur, exercice: int) -> list[Estimation]:
    """The estimates of every visible copropriété for a civil year."""
    codes = {row.id: row.code for row in session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code))}
    appeles = _load_appeles(session, exercice)
    poids = load_poids(session, date(exercice, 12, 31))
    found: list[Estimation] = []
    for (copro, cle), attendu in sorted(_load_attendus(session, exercice).items()):
        nos, total = poids.get((copro, cle), (0, 1))
        part = share(attendu.montant, nos, total)
        appele = appeles.get((copro, cle), 0)
        if copro in codes and part > appele:
            found.append(
                Estimation(
                    A_RECEVOIR, codes[copro], f"estimation {exercice} {cle}", cle, part - appele,
                    " et ".join(dict.fromkeys(attendu.sources)),
                    f"{' + '.join(attendu.textes)} = {format_euros(attendu.montant)} × {nos} / {total} = "
                    f"{format_euros(part)}, appelé dans l’année {format_euros(appele)}",
                )
            )  # fmt: skip
    return found


def _load_appeles(session: Session, exercice: int) -> dict[tuple[int, str], int]:
    rows = session.execute(
        select(MontantAppele.copropriete_id, MontantAppele.cle, func.sum(MontantAppele.montant_centimes))
        .where(
            MontantAppele.annule_le.is_(None), MontantAppele.nature.in_(NATURES_BUDGET),
            MontantAppele.exigible.between(date(exercice, 1, 1), date(exercice, 12, 31)),
        )
        .group_by(MontantAppele.copropriete_id, MontantAppele.cle)
    )  # fmt: skip
    return {(copro, cle): int(montant) for copro, cle, montant in rows}


def _load_attendus(session: Session, exercice: int) -> dict[tuple[int, str], _Attendu]:
    """What the whole building should spend in the year, by clé: exercise by exercise, the part that falls in it."""
    reels = _load_reels(session, exercice)
    ratios = _load_ratios(session, exercice)
    rows = session.execute(
        select(Exercice, CleRepartition.code, BudgetVote.montant_centimes)
        .join(BudgetVote, BudgetVote.exercice_id == Exercice.id)
        .join(CleRepartition, CleRepartition.id == BudgetVote.cle_repartition_id)
        .where(
            BudgetVote.nature == NatureBudget.COURANT, Exercice.debut <= date(exercice, 12, 31),
            Exercice.fin >= date(exercice, 1, 1),
        )
        .order_by(Exercice.debut, CleRepartition.code)
    )  # fmt: skip
    found: dict[tuple[int, str], _Attendu] = defaultdict(_Attendu)
    for annee, cle, budget in rows:
        attendu = found[annee.copropriete_id, cle]
        dedans, entier = weigh_periode(annee.debut, annee.fin, exercice, chauffage=cle.startswith("CHF"))
        reel = reels.get((annee.copropriete_id, annee.fin, cle))
        ratio = ratios.get(annee.copropriete_id, Decimal(1))
        base = reel if reel is not None else int((budget * ratio).quantize(Decimal(1), ROUND_HALF_UP))
        attendu.montant += share(base, dedans, entier)
        attendu.sources += ("comptes reçus",) if reel is not None else ("budget corrigé",)
        quoi = "réalisé" if reel is not None else f"budget × {ratio:.2f}".replace(".", ",")
        attendu.textes += (f"{quoi} {annee.libelle} {format_euros(base)} × {dedans} / {entier}",)
    return dict(found)


def _load_reels(session: Session, exercice: int) -> dict[tuple[int, date, str], int]:
    rows = session.execute(
        select(DepenseAnnuelle.copropriete_id, DepenseAnnuelle.fin, DepenseAnnuelle.cle,
               func.sum(DepenseAnnuelle.realise_centimes))
        .where(DepenseAnnuelle.fin >= date(exercice, 1, 1))
        .group_by(DepenseAnnuelle.copropriete_id, DepenseAnnuelle.fin, DepenseAnnuelle.cle)
    )  # fmt: skip
    return {(copro, fin, cle): int(montant) for copro, fin, cle, montant in rows}


def _load_ratios(session: Session, exercice: int) -> dict[int, Decimal]:
    """Spent over voted, all postes, over three exercises ended before the year, within bounds."""
    rows = session.execute(
        select(DepenseAnnuelle.copropriete_id, func.sum(DepenseAnnuelle.realise_centimes),
               func.sum(DepenseAnnuelle.budget_centimes))
        .where(
            DepenseAnnuelle.budget_centimes.is_not(None), DepenseAnnuelle.fin < date(exercice, 1, 1),
            DepenseAnnuelle.fin >= date(exercice - EXERCICES_DU_RATIO, 1, 1),
        )
        .group_by(DepenseAnnuelle.copropriete_id)
    )  # fmt: skip
    return {
        copro: min(max((Decimal(int(realise)) / int(budget)).quantize(Decimal("0.01")), RATIO_BAS), RATIO_HAUT)
        for copro, realise, budget in rows
        if budget
    }


def weigh_periode(debut: date, fin: date, exercice: int, *, chauffage: bool) -> tuple[int, int]:
    """What part of an exercise falls in a civil year: (inside, whole), in days, or in degree days for heating."""
    dedans = sum(_weigh_jours(max(debut, date(exercice, 1, 1)), min(fin, date(exercice, 12, 31)), chauffage))
    entier = sum(_weigh_jours(debut, fin, chauffage))
    if not entier:
        return weigh_periode(debut, fin, exercice, chauffage=False)
    return dedans, entier


def _weigh_jours(debut: date, fin: date, chauffage: bool) -> Iterator[int]:
    jour = debut
    while jour <= fin:
        yield DJU_MOIS[jour.month - 1] if chauffage else 1
        jour += timedelta(days=1)
