"""The numbers that a syndic gives to the copropriétés he manages: foreign to us, they may only repeat what a name says.

One number stands for one copropriété in the whole file, and is never the registration of another. Several columns of
a row may each have a number for it (the syndic's code, the registration, the code of a branch).
"""

import re
from collections.abc import Sequence

from services.appels_fonds.lecture.valeurs.mots import normalise, write_brut
from shared.excel.cellules import Valeur

_CODE = re.compile(r"(?=(?:\D*\d){2})[A-Za-z]{0,4}[-_./ ]?\d[\dA-Za-z]*(?:[-_./][\dA-Za-z]+)*")
_IMMATRICULATION = re.compile(r"[A-Z]{2}\d{7}")
_LONGUEUR_MAX = 15


def is_code(valeur: Valeur) -> bool:
    """A number as a syndic gives to what he manages (``0482``, ``STE-045``), and no name."""
    texte = write_brut(valeur)
    return len(texte) <= _LONGUEUR_MAX and _CODE.fullmatch(texte) is not None


class CodesDeSyndic:
    """The numbers met in one file beside the copropriétés they stand for, as our codes."""

    def __init__(self) -> None:
        self._coproprietes: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def may_learn(self, valeurs: Sequence[Valeur], copropriete: str) -> bool:
        """May the numbers of one row say new ones of their copropriété: it had none, or one of them is known?"""
        connus = {normalise(code) for code in self._codes.get(copropriete, {}).values()}
        return not connus or any(normalise(write_brut(valeur)) in connus for valeur in valeurs)

    def check(
        self, valeur: Valeur, colonne: str, copropriete: str, immatriculation: str | None, *, apprend: bool
    ) -> str | None:
        """Keep a number with its copropriété; one French sentence where they contradict what was met before, or us.

        :param colonne: the header above, which has one number for each copropriété. ``apprend``: see ``may_learn``.
        """
        code = write_brut(valeur)
        immatricule = _IMMATRICULATION.fullmatch(code) is not None
        if immatriculation and immatricule and normalise(code) != normalise(immatriculation):
            return f"« {code} » n’est pas l’immatriculation de {copropriete} ({immatriculation})"
        autre = self._coproprietes.setdefault(normalise(code), copropriete)
        if autre != copropriete:
            return f"« {code} » accompagne deux copropriétés ({autre} et {copropriete})"
        siens = self._codes.setdefault(copropriete, {})
        genre = _IMMATRICULATION.pattern if immatricule else colonne
        ancien = siens.setdefault(genre, code) if apprend else siens.get(genre, next(iter(siens.values())))
        if normalise(ancien) != normalise(code):
            return f"{copropriete} porte deux numéros dans ce classeur (« {ancien} » et « {code} »)"
        return None
