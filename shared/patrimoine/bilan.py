"""What an import did, or would do: created, updated, left as it was, by kind; each field's old and new value."""

from dataclasses import dataclass
from typing import Any

from shared.patrimoine.genres import GENRES
from shared.patrimoine.plan import Modification, Plan
from shared.patrimoine.valeurs import write_valeur

LIBELLES = {
    "bailleur": "Bailleur", "agences": "Agences", "agents": "Agents", "syndics": "Syndics",
    "coproprietes": "Copropriétés", "mandats": "Mandats", "cles": "Clés", "lots": "Lots", "detentions": "Détentions",
    "tantiemes": "Tantièmes", "exercices": "Exercices", "budgets": "Budgets", "travaux_votes": "Travaux votés",
    "appels_anterieurs": "Appels antérieurs",
}  # fmt: skip
"""What people call each kind."""


@dataclass(frozen=True)
class Changement:
    """A field that changed, and of what. Values are those of the JSON."""

    genre: str
    objet: str
    champ: str
    avant: Any
    apres: Any


@dataclass(frozen=True)
class BilanImport:
    """The report of an import. ``absents``: known, not in the file, and left untouched."""

    crees: dict[str, list[str]]
    modifies: dict[str, int]
    inchanges: dict[str, int]
    changements: list[Changement]
    absents: dict[str, list[str]]

    @property
    def changes(self) -> bool:
        """Whether the import changes anything."""
        return bool(self.crees or self.modifies)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "crees": {genre: len(objets) for genre, objets in self.crees.items()},
            "modifies": self.modifies,
            "inchanges": self.inchanges,
            "changements": [vars(changement) for changement in self.changements],
            "absents": self.absents,
        }


def build_bilan(plan: Plan) -> BilanImport:
    """Say a plan for people."""
    modifies: dict[str, int] = {}
    for modification in plan.modifications:
        modifies[modification.genre.nom] = modifies.get(modification.genre.nom, 0) + 1
    return BilanImport(
        crees={
            genre.nom: [genre.describe(valeurs) for valeurs in plan.creations[genre]]
            for genre in GENRES
            if plan.creations[genre]
        },
        modifies=modifies,
        inchanges={genre.nom: plan.inchanges[genre] for genre in GENRES if plan.inchanges[genre]},
        changements=[change for modification in plan.modifications for change in list_changements(modification)],
        absents={
            genre.nom: [genre.describe(valeurs) for valeurs in plan.absents[genre]]
            for genre in GENRES
            if plan.absents[genre]
        },
    )


def list_changements(modification: Modification) -> list[Changement]:
    """The fields that a modification changes."""
    genre, objet = modification.genre, modification.genre.describe(modification.ligne.valeurs)
    return [
        Changement(genre.nom, objet, champ, write_valeur(avant), write_valeur(apres))
        for champ, (avant, apres) in modification.champs.items()
    ]
