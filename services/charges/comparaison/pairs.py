"""The peers of a building: same equipment and size, at least eight, else wider; low, median and high of what they cost.

Equipment is derived from what was spent: who pays urban heating has it. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PAIRS_MINIMUM = 8


@dataclass(frozen=True, slots=True)
class Profil:
    """What decides the peers of a building, from the postes it spent on and its main lots."""

    chauffage: str
    ascenseur: bool
    gardien: bool
    taille: str

    @property
    def criteres(self) -> tuple[tuple[str, object], ...]:
        """From the first kept to the first dropped when the group is too small."""
        return (
            ("chauffage", self.chauffage), ("ascenseur", self.ascenseur), ("gardien", self.gardien),
            ("taille", self.taille),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Groupe:
    """The peers retained, by key, and the criteria that hold them together; the building itself is left out."""

    membres: tuple[int, ...]
    criteres: tuple[str, ...]

    @property
    def suffisant(self) -> bool:
        """Whether there are enough of them for percentiles to mean something."""
        return len(self.membres) >= PAIRS_MINIMUM


@dataclass(frozen=True, slots=True)
class Intervalle:
    """Low (20th percentile), median and high (80th) of some peers, in centimes, with how many they are."""

    bas: int
    median: int
    haut: int
    nombre: int


def derive_profil(codes: Iterable[str], lots_principaux: int | None) -> Profil:
    """The profile of a building from the codes of the postes it spent on."""
    depenses = set(codes)
    if "CHF-02" in depenses:
        chauffage = "urbain"
    elif depenses & {"CHF-01", "CHF-04"}:
        chauffage = "collectif"
    else:
        chauffage = "individuel"
    lots = lots_principaux or 0
    taille = "moins de 20 lots" if lots < 20 else "20 à 59 lots" if lots < 60 else "60 lots et plus"
    return Profil(
        chauffage, any(code.startswith("ASC") for code in depenses),
        bool(depenses & {"PER-01", "PER-02", "PER-04"}), taille,
    )  # fmt: skip


def find_pairs(cle: int, profils: Mapping[int, Profil]) -> Groupe:
    """The peers of a building: criteria are dropped one by one, size first, until eight buildings share the rest."""
    sien = profils[cle].criteres
    for gardes in range(len(sien), -1, -1):
        membres = tuple(
            autre for autre, profil in profils.items() if autre != cle and profil.criteres[:gardes] == sien[:gardes]
        )
        if len(membres) >= PAIRS_MINIMUM or gardes == 0:
            return Groupe(membres, tuple(_tell(nom, valeur) for nom, valeur in sien[:gardes]))
    raise AssertionError("the loop returns without any criterion")  # pragma: no cover


def _tell(nom: str, valeur: object) -> str:
    if isinstance(valeur, bool):
        return f"{'avec' if valeur else 'sans'} {nom}"
    return f"chauffage {valeur}" if nom == "chauffage" else str(valeur)


def measure_intervalle(valeurs: Sequence[int]) -> Intervalle | None:
    """P20, P50 and P80 of some amounts, each one of them (nearest rank: no value that nobody has); None without any."""
    if not valeurs:
        return None
    trie = sorted(valeurs)
    bas, median, haut = (trie[max(-(-len(trie) * pour_cent // 100) - 1, 0)] for pour_cent in (20, 50, 80))
    return Intervalle(bas, median, haut, len(trie))


def situate(valeur: int, intervalle: Intervalle) -> str:
    """``bas``, ``dans l’intervalle`` or ``haut``."""
    if valeur < intervalle.bas:
        return "bas"
    return "haut" if valeur > intervalle.haut else "dans l’intervalle"
