"""The exercises of a copropriété as pages show them: by family, whole building and our part; never the lines."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.anomalies.detection import load_poids
from services.charges.cumuls.cellules import INCONNU, Cellules
from services.charges.lectures import share
from services.charges.models import DepenseAnnuelle
from services.charges.postes.nomenclature import FAMILLES

FAMILLES_COURANTES = tuple(code for code in FAMILLES if code not in ("TRX", "FDT", "PRD", "DIV"))
"""What counts in the current charges, in the order of the nomenclature."""


@dataclass
class Annee:
    """One exercise of a copropriété, in centimes by family: all owners, our part, recoverable; and what was voted."""

    exercice: str
    debut: date
    fin: date
    montants: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    parts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    recuperables: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    budgets: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    urbain: bool = False

    @property
    def total(self) -> int:
        """Current charges of the whole building."""
        return sum(self.montants[code] for code in FAMILLES_COURANTES if code in self.montants)

    @property
    def part(self) -> int:
        """Our part of them."""
        return sum(self.parts[code] for code in FAMILLES_COURANTES if code in self.parts)

    def courants(self, ours: bool = False) -> dict[str, int]:
        """The families of current charges that have an amount, in the order of the nomenclature."""
        source = self.parts if ours else self.montants
        return {code: source[code] for code in FAMILLES_COURANTES if source.get(code)}


def build_annees(
    cellules: Cellules, poids: Mapping[str, tuple[int, int]], depuis: date, jusque: date
) -> tuple[Annee, ...]:
    """The exercises of a copropriété that end between two days, the oldest first.

    Our part is counted clé by clé, each rounded to the centime. Pure.

    :param poids: (our tantièmes, total) by clé.
    """
    lus = [rang for rang, un in enumerate(cellules.exercices) if depuis <= un.fin <= jusque]
    familles, urbains, sommes = _sum_familles(cellules)
    annees: dict[tuple[date, str], Annee] = {}
    for rang in sorted(lus, key=lambda lu: (cellules.exercices[lu].fin, cellules.exercices[lu].libelle)):
        exercice = cellules.exercices[rang]
        lieu = (exercice.fin, exercice.libelle)
        annee = annees.get(lieu) or annees.setdefault(lieu, Annee(exercice.libelle, exercice.debut, exercice.fin))
        annee.urbain = annee.urbain or rang in urbains
        for place, realise, budget, recuperable in sommes[rang]:
            rang_famille, rang_cle = divmod(place, len(cellules.cles))
            famille = familles[rang_famille]
            annee.montants[famille] += realise
            annee.budgets[famille] += budget
            annee.recuperables[famille] += recuperable
            annee.parts[famille] += share(realise, *poids.get(cellules.cles[rang_cle], (0, 1)))
    return tuple(annees.values())


Sommes = list[list[tuple[int, int, int, int]]]


def _sum_familles(cellules: Cellules) -> tuple[list[str], set[int], Sommes]:
    """The families met; the exercises that bought urban heating; the cells added up.

    By exercise: the place of a family and clé, then what was spent, voted and recoverable there.
    """
    lignes, codes = cellules.montants, [code[:3] for code in cellules.postes]
    familles = {code: rang for rang, code in enumerate(dict.fromkeys(codes))}
    famille_de = np.array([familles[code] for code in codes], dtype=np.int64)
    taille = len(familles) * len(cellules.cles)
    places = lignes["exercice"] * taille + famille_de[lignes["poste"]] * len(cellules.cles) + lignes["cle"]
    tables = np.zeros((3, len(cellules.exercices) * taille), dtype=np.int64)
    for table, nom in zip(tables, ("realise", "budget", "recuperable"), strict=True):
        np.add.at(table, places, np.where(lignes[nom] == INCONNU, 0, lignes[nom]))
    presentes = np.unique(places)
    sommes: Sommes = [[] for _ in cellules.exercices]
    for place, *montants in zip(presentes.tolist(), *tables[:, presentes].tolist(), strict=True):
        rang, lieu = divmod(place, taille)
        sommes[rang].append((lieu, *montants))
    urbain = cellules.postes.index("CHF-02") if "CHF-02" in cellules.postes else -1
    return list(familles), set(lignes["exercice"][lignes["poste"] == urbain].tolist()), sommes


def name_groupe(code: str, annee: Annee) -> str:
    """Whose prices a family shares: the same kind of heating, or everybody."""
    return ("urbain" if annee.urbain else "collectif") if code == "CHF" else ""


def weigh_postes(
    session: Session, copropriete_id: int, annee: int, aujourdhui: date
) -> dict[str, tuple[int, int, int]]:
    """By poste of the exercises that end in a year: spent by all, our part, recoverable of the whole, in centimes."""
    poids = load_poids(session, aujourdhui)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in session.scalars(
        select(DepenseAnnuelle).where(
            DepenseAnnuelle.copropriete_id == copropriete_id, DepenseAnnuelle.fin >= date(annee, 1, 1),
            DepenseAnnuelle.fin <= date(annee, 12, 31),
        )
    ):  # fmt: skip
        nos, total = poids.get((copropriete_id, row.cle), (0, 1))
        somme = found[row.poste]
        somme[0] += row.realise_centimes
        somme[1] += share(row.realise_centimes, nos, total)
        somme[2] += row.recuperable_centimes or 0
    return {poste: (spent, ours, recuperable) for poste, (spent, ours, recuperable) in found.items()}


def share_of(montant: int, part: int, tout: int) -> int:
    """``montant`` × ``part`` ÷ ``tout``, rounded half up; nothing over nothing."""
    return share(montant, part, tout) if tout > 0 else 0
