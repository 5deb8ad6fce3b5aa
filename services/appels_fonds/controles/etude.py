"""One call with what we know of it, and what several controls need, computed once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from services.appels_fonds.controles.appels_lus import AppelLu, Connaissances
from services.appels_fonds.controles.dossiers import Dossier, ExerciceConnu
from services.appels_fonds.controles.recalcul import BUDGET_DE, AppelRecalcule, compute_tolerance, recalculate
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.natures import Nature

TOLERANCE = "MONTANT_RECALCULE"
"""The control whose setting is the tolerance of every computed amount, in centimes a line."""
TOLERANCE_PAR_DEFAUT = 2


@dataclass(frozen=True)
class EtudeAppel:
    """What a control studies. Everything is computed when first asked."""

    appel: AppelLu
    connu: Connaissances

    @cached_property
    def dossier(self) -> Dossier:
        """What we know of the copropriété."""
        return self.connu.dossier(self.appel.copropriete)

    @cached_property
    def exercice(self) -> ExerciceConnu | None:
        """The syndicat's exercise that holds the due date."""
        return self.dossier.exercice_at(self.appel.exigible)

    @cached_property
    def exercice_precedent(self) -> ExerciceConnu | None:
        """The exercise before it, or the last one that ended when this one is not known."""
        if self.exercice is not None:
            return self.dossier.exercice_before(self.exercice)
        ended = [one for one in self.dossier.exercices if one.fin < self.appel.exigible]
        return max(ended, key=lambda one: one.fin, default=None)

    @cached_property
    def tolerance(self) -> int:
        """The gap accepted on one line, in centimes."""
        return compute_tolerance(self.dossier, self.connu.valeurs.get(TOLERANCE, TOLERANCE_PAR_DEFAUT))

    def of_nature(self, *natures: str) -> Sequence[LigneLue]:
        """The lines of some natures."""
        return self.appel.of_nature(*natures)

    @cached_property
    def recalcul(self) -> AppelRecalcule:
        """Provisions and fonds de travaux on the budget of the exercise."""
        return recalculate(self.of_nature(*BUDGET_DE), self.dossier, self.exercice, self.tolerance)

    @cached_property
    def recalcul_precedent(self) -> AppelRecalcule | None:
        """The provisions on the former budget, when it explains all of them and this exercise's does not."""
        if self.exercice is None and self.exercice_precedent is None:
            return None
        provisions = self.of_nature(Nature.PROVISION.value)
        alone = len(provisions) == len(self.recalcul.lues)
        current = self.recalcul if alone else recalculate(provisions, self.dossier, self.exercice, self.tolerance)
        if not provisions or (current.is_computable and not current.has_gap(self.tolerance)):
            return None
        former = recalculate(provisions, self.dossier, self.exercice_precedent, self.tolerance)
        return former if not former.inconnues and not former.has_gap(self.tolerance) else None

    @cached_property
    def rang(self) -> int:
        """Which call of provisions of its exercise this one is, counting from 1."""
        precedent = self.exercice_precedent
        debut = self.exercice.debut if self.exercice else precedent.fin if precedent else self.appel.exigible
        before = self.dossier.appelees_of((Nature.PROVISION.value,), debut, self.appel.exigible)
        return len({one.exigible for one in before} - {self.appel.exigible}) + 1
