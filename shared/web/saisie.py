"""Reading a form: each field once, every fault in one pass, the typed text kept for the next try."""

from collections.abc import Mapping
from datetime import date

from shared.errors import InvalidError
from shared.montants import MontantInvalide, parse_montant

ANNEES = range(1900, 2101)
"""The years a form accepts: outside, a finger slipped."""


class Saisie:
    """A form as it was typed. Each reader returns None for a faulty or empty field; ``check`` refuses them together."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self.fautes: list[dict[str, str]] = []

    def texte(self, nom: str, libelle: str, *, requis: bool = True) -> str | None:
        """A text without its outer spaces."""
        brut = self.form.get(nom, "").strip()
        if not brut and requis:
            self.fautes.append({"ou": libelle, "message": "à remplir"})
        return brut or None

    def entier(self, nom: str, libelle: str, *, requis: bool = True) -> int | None:
        """A whole number, positive or zero; spaces between thousands are fine."""
        brut = self.texte(nom, libelle, requis=requis)
        if brut is None:
            return None
        chiffres = "".join(brut.split())
        if not chiffres.isdecimal() or not chiffres.isascii() or len(chiffres) > 12:
            self.fautes.append({"ou": libelle, "message": f"« {brut} » n’est pas un nombre entier"})
            return None
        return int(chiffres)

    def montant(self, nom: str, libelle: str, *, requis: bool = True) -> int | None:
        """An amount typed in euros, in centimes."""
        brut = self.texte(nom, libelle, requis=requis)
        if brut is None:
            return None
        try:
            return parse_montant(brut)
        except MontantInvalide as error:
            self.fautes.append({"ou": libelle, "message": str(error)})
            return None

    def jour(self, nom: str, libelle: str, *, requis: bool = True) -> date | None:
        """A day, as the browser sends it (ISO)."""
        brut = self.texte(nom, libelle, requis=requis)
        if brut is None:
            return None
        try:
            lu = date.fromisoformat(brut)
        except ValueError:
            self.fautes.append({"ou": libelle, "message": f"« {brut} » n’est pas une date"})
            return None
        if lu.year not in ANNEES:
            self.fautes.append({"ou": libelle, "message": f"« {brut} » : vérifiez l’année"})
            return None
        return lu

    def check(self) -> None:
        """Refuse the form when a field is faulty.

        :raises InvalidError: with every fault, named by the label of its field.
        """
        if self.fautes:
            raise InvalidError("Rien n’est enregistré : corrigez ce qui suit.", fautes=self.fautes)
