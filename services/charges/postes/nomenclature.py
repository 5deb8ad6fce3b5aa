"""The nomenclature of charges: 107 postes, their family, their account and what a tenant can be asked to pay of each.

The list comes from the annex of décret 82-955 (social housing) and décret 87-713 (same structure), read with the
courts; ``nomenclature.csv`` beside this module is its only source. It is read once and frozen.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from shared.errors import NotFoundError

FAMILLES = MappingProxyType(
    {
        "EAU": "Eau",
        "CHF": "Chauffage et eau chaude",
        "ELE": "Électricité des parties communes",
        "NET": "Nettoyage",
        "PER": "Personnel",
        "ASC": "Ascenseurs",
        "EXT": "Espaces extérieurs",
        "HYG": "Hygiène et déchets",
        "EQP": "Équipements divers",
        "REP": "Petites réparations",
        "ASS": "Assurances",
        "SYN": "Syndic et assemblées",
        "TAX": "Impôts et taxes",
        "FIN": "Frais financiers",
        "TRX": "Travaux",
        "FDT": "Fonds de travaux et avances",
        "PRD": "Produits",
        "DIV": "À qualifier",
    }
)
FAMILLES_ANALYSE = tuple(FAMILLES)[:12]
"""The families compared between buildings; the others are small, out of current charges, or not an expense."""

NON_CLASSE = "DIV-01"


class PosteInconnu(NotFoundError):
    """Ce code n'est pas dans la nomenclature des charges."""

    code = "POSTE_INCONNU"


class Mode(StrEnum):
    """How settled the rate of a poste is."""

    FIXE = "FIXE"
    NON = "NON"
    CONDITIONNEL = "CONDITIONNEL"
    A_QUALIFIER = "A_QUALIFIER"
    BILAN = "BILAN"
    PRODUIT = "PRODUIT"

    @property
    def dit(self) -> str:
        """As a person reads it."""
        return "À qualifier" if self is Mode.A_QUALIFIER else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Poste:
    """One line of the nomenclature. ``taux`` is in percent (0-100) and is a default: a copropriété can override it."""

    code: str
    famille: str
    libelle: str
    comptes: tuple[str, ...]
    ref_decret: str | None
    taux: Decimal
    mode: Mode
    cle: str
    note: str

    @property
    def courant(self) -> bool:
        """Whether it counts in the current charges of a year (not works, not the balance sheet, not a credit)."""
        return self.famille not in ("TRX", "FDT", "PRD", "DIV")


@cache
def load_nomenclature() -> MappingProxyType[str, Poste]:
    """Every poste by code, in the order of the file."""
    texte = files(__package__).joinpath("nomenclature.csv").read_text(encoding="utf-8")
    postes = (_build_poste(row) for row in csv.DictReader(texte.splitlines(), delimiter=";"))
    return MappingProxyType({poste.code: poste for poste in postes})


def find_poste(code: str) -> Poste:
    """The poste of this code.

    :raises PosteInconnu: the code is not in the nomenclature.
    """
    poste = load_nomenclature().get(code)
    if poste is None:
        raise PosteInconnu(f"« {code} » n’est pas un code de la nomenclature des charges (exemple : EAU-01).")
    return poste


def find_postes_of_famille(famille: str) -> tuple[Poste, ...]:
    """The postes of one family, in the order of the file; empty for an unknown family."""
    return tuple(poste for poste in load_nomenclature().values() if poste.famille == famille)


def _build_poste(row: dict[str, str]) -> Poste:
    return Poste(
        code=row["code"],
        famille=row["famille"],
        libelle=row["libelle"],
        comptes=tuple(compte for compte in row["comptes"].split(",") if compte),
        ref_decret=None if row["ref_decret"] == "-" else row["ref_decret"],
        taux=Decimal(row["taux"]),
        mode=Mode(row["mode"]),
        cle=row["cle"],
        note=row["note"],
    )
