"""What each syndic sends for a quarter: his copropriétés, their lines, and the total he prints."""

from datetime import date
from typing import Any, NamedTuple

from services.demo.appels import LigneAppelee, lignes_exigibles


class AppelCopropriete(NamedTuple):
    """The lines of one copropriété in an envoi; ``fiche`` is the copropriété in the contract's JSON."""

    fiche: dict[str, Any]
    lignes: list[LigneAppelee]

    @property
    def total(self) -> int:
        """What this copropriété calls, in centimes."""
        return sum(ligne.montant for ligne in self.lignes)


class Envoi(NamedTuple):
    """One syndic's fund call for a quarter."""

    syndic: dict[str, Any]
    exigible: date
    coproprietes: list[AppelCopropriete]

    @property
    def total(self) -> int:
        """What the whole file calls, in centimes."""
        return sum(appel.total for appel in self.coproprietes)

    @property
    def trimestre(self) -> str:
        """``1er trimestre 2027``: the civil quarter, as syndics print it."""
        rang = (self.exigible.month + 2) // 3
        return f"{rang}{'er' if rang == 1 else 'e'} trimestre {self.exigible.year}"

    @property
    def suffixe(self) -> str:
        """``2027-T1``, for the name of the file."""
        return f"{self.exigible.year}-T{(self.exigible.month + 2) // 3}"


def build_envois(patrimoine: dict[str, Any], exigible: date) -> dict[str, Envoi]:
    """The call of each syndic for a due date, by code of the syndic in charge on that day."""
    envois = {syndic["code"]: Envoi(syndic, exigible, []) for syndic in patrimoine["syndics"]}
    for fiche in patrimoine["coproprietes"]:
        envois[syndic_en_charge(fiche, exigible)].coproprietes.append(
            AppelCopropriete(fiche, lignes_exigibles(fiche, exigible))
        )
    return envois


def syndic_en_charge(fiche: dict[str, Any], jour: date) -> str:
    """The code of the syndic who holds the mandate on a day."""
    mandats = fiche.get("mandats") or [{"syndic": fiche["syndic"], "du": None, "au": None}]
    code: str = next(m["syndic"] for m in reversed(mandats) if m["du"] is None or m["du"] <= jour.isoformat())
    return code


def name_nature(ligne: LigneAppelee) -> str:
    """The kind of a line in a syndic's words."""
    return {
        "provision": "Provision sur charges courantes",
        "fonds_travaux": "Fonds de travaux (loi ALUR)",
        "travaux": f"Travaux : {ligne.libelle}",
    }[ligne.nature]
