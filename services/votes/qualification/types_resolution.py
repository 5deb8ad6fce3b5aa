"""The table of resolution types: what each kind of decision is, who is competent for it, which majority it needs.

The rows live beside, in ``types_resolution.csv`` (rows only, each with the article it rests on); this module loads
them once and answers by code.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

A_QUALIFIER = "A_QUALIFIER"
INFO_SANS_VOTE = "INFO_SANS_VOTE"

ARTICLES = frozenset(
    {
        "24",
        "25",
        "26",
        "unanimite",
        "aucun",
        "a_determiner",
        "meme_majorite_que_la_depense",
        "meme_majorite_que_la_decision_visee",
    }
)
ROLES = frozenset({"RC", "TE", "CO", "JU", "PX", "DI"})


class TypeInconnu(KeyError):
    """Ce code n'est pas un type de résolution."""


@dataclass(frozen=True, slots=True)
class TypeResolution:
    """One row of the table.

    ``article`` is one of :data:`ARTICLES`; ``role`` and ``second_role`` are among :data:`ROLES`, the second may be
    None. ``financier`` is None when it depends on the text. ``source`` is the article the row rests on, of the law of
    1965 (« loi ») or of the decree of 1967 (« décret »).
    """

    code: str
    libelle: str
    article: str
    passerelle: str | None
    role: str
    second_role: str | None
    financier: bool | None
    recuperable: str | None
    source: str | None


def _read_row(row: dict[str, str]) -> TypeResolution:
    return TypeResolution(
        code=row["code"],
        libelle=row["libelle"],
        article=row["article"],
        passerelle=row["passerelle"] or None,
        role=row["role"],
        second_role=row["second_role"] or None,
        financier={"oui": True, "non": False}.get(row["financier"]),
        recuperable=row["recuperable"] or None,
        source=row["source"] or None,
    )


@cache
def load_types() -> dict[str, TypeResolution]:
    """Every type by its code, in the order of the table."""
    texte = files(__package__).joinpath("types_resolution.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(texte.splitlines(), delimiter=";")
    return {row["code"]: _read_row(row) for row in rows}


def find_type(code: str) -> TypeResolution:
    """The row of this code.

    :raises TypeInconnu: no such type.
    """
    try:
        return load_types()[code]
    except KeyError:
        raise TypeInconnu(f"« {code} » n’est pas un type de résolution") from None
