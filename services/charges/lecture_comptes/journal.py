"""Faults of reading, noted where they stand; one that repeats is told once for each cell, up to a bound."""

from services.charges.lecture_comptes.resultat import A_CONFIRMER, INFORMATION, AnomalieLecture
from services.charges.lecture_comptes.valeurs.pages import Page
from shared.excel.cellules import adresse

PAR_CODE_MAX = 200


def is_muette(page: Page, numero: int, place: int) -> bool:
    """Whether a cell (``place`` from 0) is in error, or a formula that was never computed."""
    lieu = (numero, place + 1)
    return lieu in page.particularites.erreurs or lieu in page.particularites.formules_sans_valeur


class Journal:
    """The anomalies of one file."""

    def __init__(self) -> None:
        self.anomalies: list[AnomalieLecture] = []
        self._comptes: dict[str, int] = {}

    def note(self, gravite: str, code: str, page: Page, numero: int, place: int, message: str) -> None:
        """Note a fault of one cell (``place`` from 0)."""
        self._comptes[code] = self._comptes.get(code, 0) + 1
        if self._comptes[code] <= PAR_CODE_MAX:
            self.anomalies.append(AnomalieLecture(gravite, code, page.nom, adresse(numero, place + 1), message))

    def note_cellule(self, page: Page, numero: int, place: int, gravite: str = A_CONFIRMER) -> bool:
        """Note a cell in error, or a formula that was never computed; says whether there was one."""
        lieu = (numero, place + 1)
        erreur = page.particularites.erreurs.get(lieu)
        if erreur is not None:
            message = f"La cellule est en erreur ({erreur}) : demandez une correction."
            self.note(gravite, "CELLULE_EN_ERREUR", page, numero, place, message)
            return True
        if lieu in page.particularites.formules_sans_valeur:
            message = (
                "La formule n’a pas de résultat enregistré : ouvrez le classeur, laissez-le calculer, enregistrez."
            )
            self.note(gravite, "FORMULE_SANS_VALEUR", page, numero, place, message)
            return True
        return False

    def note_masquee(self, page: Page, numero: int, place: int) -> None:
        """A hidden row holds an amount: it is taken, and told."""
        message = f"La ligne {numero} est masquée et porte un montant : vérifiez qu’elle compte."
        self.note(INFORMATION, "LIGNE_MASQUEE", page, numero, place, message)
