"""The call we expected, line by line: voted budget × tantièmes ÷ total of the clé ÷ periods, and the gap explained.

Loi 65-557 art. 14-1: a quarter of the budget is called on the first day of each quarter, unless the assembly fixed
other periods. Rounded to the nearest centime, a half upwards. A syndic may put the whole remainder on the largest
owner, who is often us: the tolerance grows with the number of owners (half a centime each).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from services.appels_fonds.controles.dossiers import COURANT, FONDS, Dossier, ExerciceConnu
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.natures import Nature
from shared.montants import format_montant

PERIODES = {4: "trimestres", 12: "mois", 2: "semestres", 1: "année"}
"""Calls a year that an assembly may fix; the first is the law's own when it fixed none."""
BUDGET_DE = {Nature.PROVISION.value: COURANT, Nature.FONDS_TRAVAUX.value: FONDS}


@dataclass(frozen=True, slots=True)
class LigneRecalculee:
    """A line and what was expected of it, in centimes; ``attendu_centimes`` is None when something is not known."""

    ligne: LigneLue
    exercice: ExerciceConnu | None
    budget_centimes: int | None
    tantiemes: int | None
    total: int | None
    periodes: int

    @property
    def attendu_centimes(self) -> int | None:
        """Budget × tantièmes ÷ total ÷ periods."""
        if self.budget_centimes is None or self.tantiemes is None or not self.total:
            return None
        return compute_part(self.budget_centimes, self.tantiemes, self.total, self.periodes)

    @property
    def ecart_centimes(self) -> int:
        """Called minus expected: positive when too much is called; 0 when nothing could be expected."""
        attendu = self.attendu_centimes
        return 0 if attendu is None else self.ligne.montant_centimes - attendu

    @property
    def explication(self) -> str:
        """How the expected amount was computed, with the figures, or what is not known."""
        if self.exercice is None or self.budget_centimes is None:
            return f"aucun budget connu sur la clé {self.ligne.cle}"
        attendu = self.attendu_centimes
        if attendu is None:
            return f"tantièmes inconnus sur la clé {self.ligne.cle}"
        return (
            f"{format_montant(self.budget_centimes)} × {self.tantiemes} ÷ {self.total} ÷ {self.periodes} = "
            f"{format_montant(attendu)} (budget {self.exercice.libelle}, clé {self.ligne.cle})"
        )


@dataclass(frozen=True)
class AppelRecalcule:
    """The call computed again on one exercise's budget, cut in ``periodes`` calls a year.

    ``lues`` and ``attendus`` go together: each line and what was expected of it, None when something is not known.
    """

    dossier: Dossier
    exercice: ExerciceConnu | None
    periodes: int
    lues: Sequence[LigneLue]
    attendus: Sequence[int | None]

    @cached_property
    def lignes(self) -> Sequence[LigneRecalculee]:
        """Every line, with the figures it was computed from."""
        return [self._detail(ligne) for ligne in self.lues]

    @property
    def computable(self) -> Sequence[LigneRecalculee]:
        """The lines for which something was expected."""
        return [one for one, attendu in zip(self.lignes, self.attendus, strict=True) if attendu is not None]

    @cached_property
    def inconnues(self) -> Sequence[LigneLue]:
        """The lines of which nothing could be expected."""
        return [ligne for ligne, attendu in zip(self.lues, self.attendus, strict=True) if attendu is None]

    @property
    def is_computable(self) -> bool:
        """Was anything expected of any line?"""
        return len(self.inconnues) < len(self.lues)

    def has_gap(self, tolerance: int) -> bool:
        """Is one line further from what was expected than the tolerance, in centimes?"""
        return any(True for _ in self._iter_gaps(tolerance))

    def gaps(self, tolerance: int) -> list[LigneRecalculee]:
        """The lines whose gap is above the tolerance, in centimes."""
        return [self._detail(ligne) for ligne in self._iter_gaps(tolerance)]

    def _iter_gaps(self, tolerance: int) -> Iterator[LigneLue]:
        for ligne, attendu in zip(self.lues, self.attendus, strict=True):
            if attendu is not None and not -tolerance <= ligne.montant_centimes - attendu <= tolerance:
                yield ligne

    def _detail(self, ligne: LigneLue) -> LigneRecalculee:
        budgets = self.exercice.budgets if self.exercice else {}
        return LigneRecalculee(
            ligne,
            self.exercice,
            budgets.get((BUDGET_DE[ligne.nature], ligne.cle)),
            self.dossier.tantiemes(ligne.lots, ligne.cle, ligne.exigible),
            self.dossier.total_cle(ligne.cle),
            self.periodes,
        )


def compute_tolerance(dossier: Dossier, par_ligne: int) -> int:
    """The gap accepted on one line, in centimes: the setting, or half a centime an owner when that is more."""
    return max(par_ligne, -(-(dossier.lots_principaux or 0) // 2))


def compute_part(montant: int, tantiemes: int, total: int, periodes: int = 1) -> int:
    """``montant`` × tantièmes ÷ total ÷ periods, in centimes, to the nearest (a half upwards).

    :param total: tantièmes of the clé, above zero.
    """
    diviseur = total * periodes
    return (2 * montant * tantiemes + diviseur) // (2 * diviseur)


def recalculate(
    lignes: Sequence[LigneLue], dossier: Dossier, exercice: ExerciceConnu | None, tolerance: int
) -> AppelRecalcule:
    """The lines on the budget of an exercise: by quarters, unless another cut explains every one of them.

    :param lignes: provisions and contributions to the fonds de travaux of one call.
    """
    quarter = _recalculate(lignes, dossier, exercice, 4)
    if exercice is None or not quarter.has_gap(tolerance):
        return quarter
    others = (_recalculate(lignes, dossier, exercice, periodes) for periodes in (12, 2, 1))
    return next((one for one in others if one.is_computable and not one.has_gap(tolerance)), quarter)


def _recalculate(
    lignes: Sequence[LigneLue], dossier: Dossier, exercice: ExerciceConnu | None, periodes: int
) -> AppelRecalcule:
    if exercice is None or not exercice.budgets:
        return AppelRecalcule(dossier, exercice, periodes, lignes, [None] * len(lignes))
    bases: dict[tuple[str, str], tuple[int, int] | None] = {}
    for nature, cle in dict.fromkeys((ligne.nature, ligne.cle) for ligne in lignes):
        budget, total = exercice.budgets.get((BUDGET_DE[nature], cle)), dossier.total_cle(cle)
        bases[nature, cle] = (budget, total) if budget is not None and total else None
    attendus: list[int | None] = []
    for ligne in lignes:
        base = bases[ligne.nature, ligne.cle]
        part = dossier.tantiemes(ligne.lots, ligne.cle, ligne.exigible) if base else None
        attendus.append(compute_part(base[0], part, base[1], periodes) if base and part is not None else None)
    return AppelRecalcule(dossier, exercice, periodes, lignes, attendus)


def compute_quote_part_annuelle(dossier: Dossier, exercice: ExerciceConnu, cle: str, jour: date) -> int | None:
    """Our share of a year's current budget on a clé, in centimes, with all our lots of a day; None when unknown."""
    budget, total = exercice.budgets.get((COURANT, cle)), dossier.total_cle(cle)
    if budget is None or not total:
        return None
    return compute_part(budget, dossier.nos_tantiemes(cle, jour), total)
