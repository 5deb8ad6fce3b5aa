"""What looks wrong in years of charges, few and explained: seven types of anomalies over a whole portfolio.

The order is that of certainty: what is written wrong (sign, unit), what moved from a poste to another, what is
missing, what climbs year after year, and only then what stands out. A cell told once is not told again, a documented
event silences its cell, and the year after a fault is its rebound, not another fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.charges.anomalies.attendus import Cellule, Copropriete, build_portefeuille
from services.charges.anomalies.detecteur_derive import find_derives
from services.charges.anomalies.detecteur_imputation import find_imputations
from services.charges.anomalies.detecteur_pic import find_pics
from services.charges.anomalies.detecteur_saisie import find_annees_manquantes, find_signes, find_unites
from services.charges.anomalies.signalement import Signalement


@dataclass(frozen=True, slots=True)
class Anomalie:
    """A faulty cell: its type, a score 0 to 1, and a French sentence with the figures that support it.

    The score is cote / (cote + 3.5), where the cote is how many usual gaps the cell stands from what was expected:
    3.5 usual gaps score 0.50, 14 score 0.80. A certain fault (sign, unit) scores as 70 usual gaps, 0.95.
    """

    cellule: Cellule
    score: Decimal
    type: str
    explication: str


def detect_anomalies(
    coproprietes: Iterable[Copropriete], montants: Mapping[Cellule, int], evenements: Iterable[Cellule] = ()
) -> list[Anomalie]:
    """The anomalies of a portfolio, the highest score first.

    :param montants: centimes by cell; every building of ``montants`` must be in ``coproprietes``.
    :param evenements: cells that a known real change explains.
    """
    connus = frozenset(evenements)
    portefeuille = build_portefeuille(coproprietes, montants, connus)
    retenus: dict[Cellule, Signalement] = {}
    for trouve in (find_signes, find_unites, find_imputations, find_annees_manquantes, find_derives, find_pics):
        for signalement in trouve(portefeuille, connus, retenus):
            retenus[signalement.cellule] = signalement
    return sorted((_score(signalement) for signalement in retenus.values()), key=_order)


def _score(signalement: Signalement) -> Anomalie:
    cote = Decimal(repr(round(min(abs(signalement.cote), 1000.0), 3)))
    score = (cote / (cote + Decimal("3.5"))).quantize(Decimal("0.01"))
    return Anomalie(signalement.cellule, score, signalement.type, signalement.explication)


def _order(anomalie: Anomalie) -> tuple[Decimal, str, str, int]:
    return -anomalie.score, anomalie.cellule.copro_id, anomalie.cellule.poste, anomalie.cellule.annee
