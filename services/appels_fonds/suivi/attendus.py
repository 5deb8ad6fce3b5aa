"""The calls we expect from what was voted, and what became of each. Pure; amounts are our share, in centimes.

A budget is called by quarters of its exercise (loi 65-557 art. 14-1); works on the voted days (art. 14-2).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.appels_fonds.controles.dossiers import (
    COURANT,
    FONDS,
    Dossier,
    ExerciceConnu,
    MontantDejaAppele,
    TravauxConnus,
)
from services.appels_fonds.controles.recalcul import compute_part, compute_tolerance
from services.appels_fonds.controles.trimestres import list_trimestres
from services.appels_fonds.natures import Nature
from shared.montants import split_montant

NATURE_DE = {COURANT: Nature.PROVISION.value, FONDS: Nature.FONDS_TRAVAUX.value}
FAMILLES = {
    Nature.PROVISION.value: (Nature.PROVISION.value, Nature.PROVISION_COMPLEMENT.value),
    Nature.FONDS_TRAVAUX.value: (Nature.FONDS_TRAVAUX.value,),
    Nature.TRAVAUX.value: (Nature.TRAVAUX.value, Nature.ANNULATION_TRAVAUX.value),
}
"""What counts as the answer to an expected call of each nature."""
AVANCE = timedelta(days=15)
"""A call dated a little before its day is that day's."""


class EtatAttendu(StrEnum):
    """What became of an expected call."""

    RECU = "RECU"
    PARTIEL = "PARTIEL"
    A_VENIR = "A_VENIR"
    ATTENDU = "ATTENDU"
    EN_RETARD = "EN_RETARD"


@dataclass(frozen=True, slots=True)
class AppelPrevu:
    """What we expect on a day for a nature. ``origine``: the vote it comes from, for a person."""

    copropriete: str
    exigible: date
    nature: str
    origine: str
    montant_centimes: int


@dataclass(frozen=True, slots=True)
class AppelSuivi:
    """An expected call beside what was called for it."""

    prevu: AppelPrevu
    appele_centimes: int
    sources: tuple[str, ...]
    etat: EtatAttendu

    @property
    def reste_centimes(self) -> int:
        """What should still be called; never under zero."""
        return max(0, self.prevu.montant_centimes - self.appele_centimes)


def list_prevus(dossier: Dossier, du: date, au: date) -> list[AppelPrevu]:
    """The calls expected between two days, both included, in order."""
    found = [
        prevu
        for exercice in dossier.exercices
        for jour in list_trimestres(exercice.debut, exercice.fin)
        if du <= jour <= au
        for prevu in _prevus_of_budget(dossier, exercice, jour)
    ]
    found += [prevu for travaux in dossier.travaux for prevu in _prevus_of_travaux(dossier, travaux, du, au)]
    return sorted((one for one in found if one.montant_centimes), key=lambda one: (one.exigible, one.nature))


def _prevus_of_budget(dossier: Dossier, exercice: ExerciceConnu, jour: date) -> Iterable[AppelPrevu]:
    periodes = len(list_trimestres(exercice.debut, exercice.fin))
    sums: dict[str, int] = defaultdict(int)
    for (nature, cle), budget in exercice.budgets.items():
        total = dossier.total_cle(cle)
        if total:
            sums[nature] += compute_part(budget, dossier.nos_tantiemes(cle, jour), total, periodes)
    for nature, montant in sums.items():
        origine = f"Budget {exercice.libelle}" if nature == COURANT else f"Fonds de travaux {exercice.libelle}"
        yield AppelPrevu(dossier.copropriete.code, jour, NATURE_DE[nature], origine, montant)


def _prevus_of_travaux(dossier: Dossier, travaux: TravauxConnus, du: date, au: date) -> Iterable[AppelPrevu]:
    total = dossier.total_cle(travaux.cle)
    if not total or not travaux.echeances:
        return
    origine = f"{travaux.libelle} (AG du {travaux.date_ag:%d/%m/%Y}, résolution {travaux.resolution})"
    parts = split_montant(travaux.montant_centimes, [(jour, 1) for jour in dict.fromkeys(travaux.echeances)])
    for jour, montant in parts.items():
        if du <= jour <= au:
            part = compute_part(montant, dossier.nos_tantiemes(travaux.cle, jour), total)
            yield AppelPrevu(dossier.copropriete.code, jour, Nature.TRAVAUX.value, origine, part)


def follow_prevus(
    prevus: Sequence[AppelPrevu], dossier: Dossier, aujourdhui: date, delai_jours: int
) -> list[AppelSuivi]:
    """What became of each expected call: a line belongs to the last expected day that does not come after it.

    :param delai_jours: days after the due date from which a call that did not come is late.
    """
    called = _assign(prevus, dossier.appelees)
    return [_follow(prevu, called.get((prevu.nature, prevu.exigible), []), dossier, aujourdhui, delai_jours)
            for prevu in prevus]  # fmt: skip


def _assign(
    prevus: Sequence[AppelPrevu], appelees: Iterable[MontantDejaAppele]
) -> dict[tuple[str, date], list[MontantDejaAppele]]:
    days: dict[str, list[date]] = defaultdict(list)
    for prevu in prevus:
        if prevu.exigible not in days[prevu.nature]:
            days[prevu.nature].append(prevu.exigible)
    found: dict[tuple[str, date], list[MontantDejaAppele]] = defaultdict(list)
    for one in appelees:
        for nature, famille in FAMILLES.items():
            before = [jour for jour in days[nature] if jour <= one.exigible + AVANCE]
            if one.nature in famille and before:
                found[nature, before[-1]].append(one)
    return found


def _follow(
    prevu: AppelPrevu, lignes: Sequence[MontantDejaAppele], dossier: Dossier, aujourdhui: date, delai_jours: int
) -> AppelSuivi:
    appele = sum(one.montant_centimes for one in lignes)
    tolerance = compute_tolerance(dossier, 2) * max(1, len(dossier.copropriete.lots))
    late = prevu.exigible + timedelta(days=delai_jours) < aujourdhui
    if appele >= prevu.montant_centimes - tolerance:
        etat = EtatAttendu.RECU
    elif appele:
        etat = EtatAttendu.PARTIEL
    elif late:
        etat = EtatAttendu.EN_RETARD
    else:
        etat = EtatAttendu.ATTENDU if prevu.exigible <= aujourdhui else EtatAttendu.A_VENIR
    return AppelSuivi(prevu, appele, tuple(dict.fromkeys(one.source for one in lignes)), etat)
