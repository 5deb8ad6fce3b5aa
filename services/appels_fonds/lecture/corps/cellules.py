"""What each cell of a row says for a line: copropriété, lots, amount, due date; or its fault, noted.

Each answer that is certain is remembered, so that the ordinary row costs only look-ups (``rangees_habituelles``).
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from services.appels_fonds.lecture.colonnes.entetes import ColonneMontant, Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.patrimoine.codes_syndic import is_code
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain, names_lot
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.lecture.patrimoine.referentiel import LotConnu
from services.appels_fonds.lecture.questions import GenreQuestion
from services.appels_fonds.lecture.valeurs.dates import RANG_SUR, DateInvalide, read_date
from services.appels_fonds.lecture.valeurs.montants_lus import MontantAmbigu, MontantNonArrondi, read_exact
from services.appels_fonds.lecture.valeurs.mots import write_brut
from services.appels_fonds.lecture.valeurs.unites import is_euro, read_sens
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Feuille, Rangee, Valeur
from shared.montants import MontantInvalide, format_montant

T = TypeVar("T")


class _Faute(Exception):
    """The fault is already noted."""


class LecteurCellules:
    """Reads the cells of the rows of one table, in the context in force."""

    def __init__(
        self, feuille: Feuille, colonnes: Colonnes, index: IndexPatrimoine, contexte: Contexte, journal: Journal
    ) -> None:
        self.feuille, self.colonnes, self.index = feuille, colonnes, index
        self.contexte, self.journal = contexte, journal
        self._textes = tuple(place - 1 for place in colonnes.textes)
        self._dires = (*self._textes, *(place - 1 for place in colonnes.cles))
        self.codes = index.codes_de_syndic
        self._calculee: Valeur | None = None
        self.refresh()

    def refresh(self) -> None:
        """To call when the context has changed."""
        self._dates: dict[Valeur, date] = {}
        self._coproprietes: dict[tuple[Valeur, ...], IndexCopropriete] = {}

    def _try(self, lire: Callable[..., T], *arguments: Any) -> T | None:
        """What a cell says, or None once its fault is noted."""
        try:
            return lire(*arguments)
        except _Faute:
            return None

    def _refuse(self, code: str, numero: int, colonne: int, message: str) -> _Faute:
        self.journal.note(BLOQUANTE, code, numero, colonne, message)
        return _Faute()

    def _check_cellule(self, numero: int, colonne: int) -> None:
        """Stop on a formula that was never computed, or on an error cell."""
        details = self.feuille.particularites
        if (numero, colonne) in details.formules_sans_valeur:
            raise self._refuse(
                "FORMULE_SANS_VALEUR",
                numero,
                colonne,
                "La formule n’a pas de résultat enregistré : ouvrez le classeur, laissez-le calculer, enregistrez.",
            )
        erreur = details.erreurs.get((numero, colonne))
        if erreur is not None:
            raise self._refuse(
                "CELLULE_EN_ERREUR", numero, colonne, f"La cellule est en erreur ({erreur}) : demandez une correction."
            )

    def _read_copropriete(self, numero: int, rangee: Rangee) -> IndexCopropriete:
        colonne = self.colonnes.copropriete
        if colonne is not None:
            self._check_cellule(numero, colonne)
            valeur = rangee[colonne - 1]
            if valeur != "":
                return self._find_copropriete(numero, rangee, colonne, valeur)
        if self.contexte.copropriete is not None:
            return self.contexte.copropriete
        if self.contexte.faute_copropriete is not None:
            lieu, message = self.contexte.faute_copropriete
            self.journal.ask(GenreQuestion.COPROPRIETE, *lieu, self.contexte.mots_copropriete)
            raise self._refuse("COPROPRIETE_INCONNUE", *lieu, f"{start_phrase(message)} : corrigez-la ou ajoutez-la.")
        message = "La copropriété n’est écrite nulle part : ajoutez son nom ou son code au-dessus du tableau."
        if colonne is not None:
            raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message)
        self.journal.note_feuille(BLOQUANTE, "COPROPRIETE_INCONNUE", message)
        raise _Faute

    def _find_copropriete(self, numero: int, rangee: Rangee, colonne: int, valeur: Valeur) -> IndexCopropriete:
        """That of the cell, or of the title where the cell only holds a number of the syndic; then the other cells of
        the row that say it must agree."""
        codes = self.colonnes.codes_copropriete
        try:
            copropriete = self.index.find_copropriete(valeur)
        except CoproprieteIncertaine as error:
            if self.contexte.copropriete is None or not is_code(valeur):
                message = f"{start_phrase(error)} : corrigez-la ou ajoutez-la au patrimoine."
                self.journal.ask(GenreQuestion.COPROPRIETE, numero, colonne, valeur)
                raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message) from error
            copropriete, codes = self.contexte.copropriete, (colonne, *codes)
        apprend = self.codes.may_learn([rangee[place - 1] for place in codes], copropriete.code)
        for place in codes:
            faute = self._check_code(rangee[place - 1], place, copropriete, apprend=apprend)
            if faute is not None:
                message = f"{start_phrase(faute)} : demandez au syndic quelle copropriété est appelée."
                raise self._refuse("COPROPRIETE_INCONNUE", numero, place, message)
        self._coproprietes[self._name_copropriete(rangee)] = copropriete
        return copropriete

    def _name_copropriete(self, rangee: Rangee) -> tuple[Valeur, ...]:
        """The cells that say together the copropriété of a row."""
        places = (self.colonnes.copropriete or 1, *self.colonnes.codes_copropriete)
        return tuple([rangee[place - 1] for place in places])

    def _check_code(self, valeur: Valeur, place: int, copropriete: IndexCopropriete, *, apprend: bool) -> str | None:
        """What is wrong with a cell that says again the copropriété of its row, if anything."""
        try:
            autre = copropriete if valeur == "" else self.index.find_copropriete(valeur)
        except CoproprieteIncertaine:
            autre = copropriete
        if autre is not copropriete:
            return f"la ligne nomme deux copropriétés ({copropriete.code} et {autre.code})"
        if not is_code(valeur):
            return None
        colonne, immatriculation = self.colonnes.entete[place - 1], copropriete.connue.immatriculation
        return self.codes.check(valeur, colonne, copropriete.code, immatriculation, apprend=apprend)

    def _read_lots_de_colonne(self, montant: ColonneMontant, copropriete: IndexCopropriete) -> tuple[LotConnu, ...]:
        """The lot that the header of an amount column names."""
        try:
            return copropriete.find_lots(montant.lot or "")
        except LotIncertain as error:
            message = f"{start_phrase(error)} : vérifiez l’en-tête de la colonne."
            self.journal.ask(
                GenreQuestion.LOT, self.colonnes.ligne, montant.colonne, montant.lot or "", copropriete=copropriete.code
            )
            raise self._refuse("LOT_INCONNU", self.colonnes.ligne, montant.colonne, message) from error

    def _read_lots(self, numero: int, rangee: Rangee, copropriete: IndexCopropriete) -> tuple[LotConnu, ...]:
        colonne = self.colonnes.lot
        valeur: Valeur = ""
        if colonne is not None:
            self._check_cellule(numero, colonne)
            valeur = rangee[colonne - 1]
        if valeur == "" and self.contexte.lot is not None:
            valeur = self.contexte.lot
        elif colonne is None:
            valeur = next((texte for p in self._dires if names_lot(texte := str(rangee[p]))), "")
        lieu = colonne or self.colonnes.montants[0].colonne
        ou = self.contexte.lieu_lot if valeur == self.contexte.lot else None
        if isinstance(valeur, str) and not valeur.strip():
            message = "Le montant n’est rattaché à aucun lot : indiquez le lot de cette ligne."
            raise self._refuse("LOT_INCONNU", numero, lieu, message)
        try:
            return copropriete.find_lots(valeur)
        except LotIncertain as error:
            message = f"{start_phrase(error)} : vérifiez le numéro ou complétez le patrimoine."
            ligne, colonne = ou or (numero, lieu)
            self.journal.ask(GenreQuestion.LOT, ligne, colonne, write_brut(valeur), copropriete=copropriete.code)
            raise self._refuse("LOT_INCONNU", ligne, colonne, message) from error

    def _read_montant(self, numero: int, rangee: Rangee, montant: ColonneMontant) -> int | None:
        """Centimes, 0 when the cell holds nothing; of a computed amount, what is shown of it."""
        self._calculee = None
        self._check_cellule(numero, montant.colonne)
        valeur = rangee[montant.colonne - 1]
        try:
            centimes = read_exact(valeur) or 0
        except MontantNonArrondi as error:
            centimes, self._calculee = error.centimes, valeur
        except MontantAmbigu as error:
            message = f"{start_phrase(error)} : demandez le montant exact."
            raise self._refuse("MONTANT_AMBIGU", numero, montant.colonne, message) from error
        except MontantInvalide as error:
            message = f"{start_phrase(error)} : corrigez la cellule (exemple : 1 234,56)."
            raise self._refuse("MONTANT_INVALIDE", numero, montant.colonne, message) from error
        sens = montant.sens * self._read_cote(numero, rangee, montant.colonne) if centimes else 1
        if sens < 0 and centimes < 0:
            message = f"Un crédit négatif ({format_montant(centimes)}) peut se lire dans les deux sens."
            raise self._refuse("MONTANT_AMBIGU", numero, montant.colonne, message)
        return centimes * sens

    def _read_cote(self, numero: int, rangee: Rangee, colonne: int) -> int:
        """The side of the amount, once its currency is seen to be the euro: each may have its column."""
        devise, sens = self.colonnes.devise, self.colonnes.sens
        if devise is not None and not is_euro(rangee[devise - 1]):
            message = f"« {rangee[devise - 1]} » n’est pas l’euro : demandez le montant en euros."
            raise self._refuse("MONTANT_INVALIDE", numero, colonne, message)
        cote = 1 if sens is None else read_sens(rangee[sens - 1])
        if cote is None:
            message = f"Le sens du montant n’est pas certain (« {rangee[sens - 1]} ») : débit ou crédit ?"  # type: ignore[operator]
            raise self._refuse("MONTANT_AMBIGU", numero, colonne, message)
        return cote

    def _read_exigible(self, numero: int, rangee: Rangee, montant: ColonneMontant) -> date:
        """The due date that the header of the amount, the row or the titles say; two that differ are never chosen
        from, but a day of issue is no due date."""
        dits = {
            jour: place
            for place in reversed(self.colonnes.exigibles)
            if (jour := self._read_jour(numero, rangee, place))
        }
        if montant.exigible is not None:
            dits.setdefault(montant.exigible, montant.colonne)
        contexte = self.contexte
        if dits and not self.colonnes.exigible_sure and montant.exigible is None:
            dits = self._weigh_date_d_appel(rangee, dits)
        if len(dits) > 1:
            premier, second = list(dits)[-2:]
            message = (
                f"Deux dates d’exigibilité sont écrites ({second:%d/%m/%Y} et {premier:%d/%m/%Y}) : gardez la bonne."
            )
            raise self._refuse("DATE_INVALIDE", numero, dits[premier], message)
        if dits:
            jour = next(iter(dits))
            if montant.exigible is None:
                self._dates[rangee[self.colonnes.exigibles[0] - 1]] = jour
            return jour
        if contexte.faute_exigible is not None:
            lieu, message = contexte.faute_exigible
            raise self._refuse("DATE_INVALIDE", *lieu, f"{start_phrase(message)} : corrigez la date d’exigibilité.")
        if contexte.exigible is not None and not contexte.exigible_emise:
            self._dates[""] = contexte.exigible
            return contexte.exigible
        message = (
            "La date d’exigibilité manque : ajoutez « exigible le JJ/MM/AAAA » au-dessus du tableau ou sur la ligne."
        )
        if self.colonnes.exigible is not None:
            raise self._refuse("DATE_INVALIDE", numero, self.colonnes.exigible, message)
        self.journal.note_feuille(BLOQUANTE, "DATE_INVALIDE", message)
        raise _Faute

    def _read_jour(self, numero: int, rangee: Rangee, place: int) -> date | None:
        self._check_cellule(numero, place)
        try:
            return read_date(rangee[place - 1], epoque_1904=self.feuille.epoque_1904)
        except DateInvalide as error:
            message = f"{start_phrase(error)} : corrigez la date d’exigibilité."
            raise self._refuse("DATE_INVALIDE", numero, place, message) from error

    def _weigh_date_d_appel(self, rangee: Rangee, dits: dict[date, int]) -> dict[date, int]:
        """``Date d’appel`` may head the day of issue: never due where another cell says that it is so, nor where a
        title says a later due date; the first of a month is one of the days that calls are due."""
        contexte = self.contexte
        emissions = contexte.emissions | {_read_ou_rien(rangee[place - 1]) for place in self.colonnes.emissions}
        sure = contexte.exigible if contexte.rang_exigible <= RANG_SUR else None
        gardes = {
            jour: place
            for jour, place in dits.items()
            if jour.day == 1 or (jour not in emissions and (sure is None or jour >= sure))
        }
        if gardes and sure is not None:
            gardes.setdefault(sure, next(iter(gardes.values())))
        return gardes


def _read_ou_rien(valeur: Valeur) -> date | None:
    try:
        return read_date(valeur) if isinstance(valeur, date | str) else None
    except DateInvalide:
        return None


def start_phrase(texte: object) -> str:
    """The reason as the start of a sentence."""
    dit = str(texte)
    return dit[:1].upper() + dit[1:]
