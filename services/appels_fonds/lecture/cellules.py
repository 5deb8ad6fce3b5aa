"""What each cell of a row says for a line: copropriété, lots, amount, due date, key, kind; or its fault, noted.

Each answer that is certain is remembered, so that the ordinary row costs only look-ups (``lecture_rapide``).
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from services.appels_fonds.anomalies import A_CONFIRMER, BLOQUANTE, INFORMATION, Journal
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.dates import DateInvalide, read_date
from services.appels_fonds.lecture.entetes import ColonneMontant, Colonnes
from services.appels_fonds.lecture.libelles import find_cle_dite
from services.appels_fonds.lecture.montants_lus import MontantAmbigu, MontantNonArrondi, count_decimales, read_exact
from services.appels_fonds.lecture.mots import normalise
from services.appels_fonds.lecture.questions import GenreQuestion
from services.appels_fonds.lecture.rapprochement import (
    CleIncertaine,
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
    LotIncertain,
    names_lot,
)
from services.appels_fonds.lecture.referentiel import LotConnu
from services.appels_fonds.lecture.unites import is_euro, read_sens
from services.appels_fonds.natures import (
    Nature,
    find_natures,
    suggests_provision,
)
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
        self._cle = colonnes.cles[0] - 1 if colonnes.cles else None
        self._dires = (*self._textes, *(place - 1 for place in colonnes.cles))
        self._apprises = {normalise(mots): code for mots, code in index.profil.natures.items()}
        self._dernieres_dites: tuple[Any, frozenset[Nature]] = (None, frozenset())
        self.refresh()

    def refresh(self) -> None:
        """To call when the context has changed."""
        self._natures: dict[tuple[object, ...], Nature] = {}
        self._dates: dict[Valeur, date] = {}
        self._cles: dict[tuple[object, ...], str] = {}

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
                try:
                    return self.index.find_copropriete(valeur)
                except CoproprieteIncertaine as error:
                    message = f"{_phrase(error)} : corrigez-la ou ajoutez-la au patrimoine."
                    self.journal.ask(GenreQuestion.COPROPRIETE, numero, colonne, valeur)
                    raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message) from error
        if self.contexte.copropriete is not None:
            return self.contexte.copropriete
        if self.contexte.faute_copropriete is not None:
            lieu, message = self.contexte.faute_copropriete
            self.journal.ask(GenreQuestion.COPROPRIETE, *lieu, self.contexte.mots_copropriete)
            raise self._refuse("COPROPRIETE_INCONNUE", *lieu, f"{_phrase(message)} : corrigez-la ou ajoutez-la.")
        message = "La copropriété n’est écrite nulle part : ajoutez son nom ou son code au-dessus du tableau."
        if colonne is not None:
            raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message)
        self.journal.note_feuille(BLOQUANTE, "COPROPRIETE_INCONNUE", message)
        raise _Faute

    def _read_lots_de_colonne(self, montant: ColonneMontant, copropriete: IndexCopropriete) -> tuple[LotConnu, ...]:
        """The lot that the header of an amount column names."""
        try:
            return copropriete.find_lots(montant.lot or "")
        except LotIncertain as error:
            message = f"{_phrase(error)} : vérifiez l’en-tête de la colonne."
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
            message = f"{_phrase(error)} : vérifiez le numéro ou complétez le patrimoine."
            ligne, colonne = ou or (numero, lieu)
            self.journal.ask(GenreQuestion.LOT, ligne, colonne, _nu(valeur), copropriete=copropriete.code)
            raise self._refuse("LOT_INCONNU", ligne, colonne, message) from error

    def _read_montant(self, numero: int, rangee: Rangee, montant: ColonneMontant) -> int | None:
        """Centimes, 0 when the cell holds nothing."""
        self._check_cellule(numero, montant.colonne)
        valeur = rangee[montant.colonne - 1]
        try:
            centimes = read_exact(valeur) or 0
        except MontantNonArrondi as error:
            centimes = self._round(numero, montant.colonne, valeur, error)
        except MontantAmbigu as error:
            message = f"{_phrase(error)} : demandez le montant exact."
            raise self._refuse("MONTANT_AMBIGU", numero, montant.colonne, message) from error
        except MontantInvalide as error:
            message = f"{_phrase(error)} : corrigez la cellule (exemple : 1 234,56)."
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

    def _round(self, numero: int, colonne: int, valeur: Valeur, fractions: MontantNonArrondi) -> int:
        """What is shown of a computed amount. Three decimals may be a mark of thousands that was lost on the way,
        unless the amounts of the same table hold some that only a computation gives."""
        if count_decimales(valeur) == 3 and not self._is_calcule():
            message = f"{_phrase(fractions)} : demandez le montant exact."
            raise self._refuse("MONTANT_AMBIGU", numero, colonne, message) from fractions
        if colonne not in self.contexte.arrondies:
            self.contexte.arrondies.add(colonne)
            montre = format_montant(fractions.centimes)
            message = (
                f"Cette colonne vient d’un calcul non arrondi : chaque montant compte tel qu’il s’affiche ({montre})."
            )
            self.journal.note(INFORMATION, "MONTANT_ARRONDI", numero, colonne, message)
        return fractions.centimes

    def _is_calcule(self) -> bool:
        calcules, entete = self.contexte.calcules, self.colonnes.ligne
        if entete not in calcules:
            places = {*(montant.colonne for montant in self.colonnes.montants), *self.colonnes.totaux}
            calcules[entete] = any(
                count_decimales(rangee[place - 1]) > 3
                for _, rangee in self.feuille.lignes()
                for place in places
                if place <= len(rangee)
            )
        return calcules[entete]

    def _read_exigible(self, numero: int, rangee: Rangee, montant: ColonneMontant) -> date:
        if montant.exigible is not None:
            return montant.exigible
        colonne = self.colonnes.exigible
        if colonne is not None:
            self._check_cellule(numero, colonne)
            try:
                jour = read_date(rangee[colonne - 1], epoque_1904=self.feuille.epoque_1904)
            except DateInvalide as error:
                message = f"{_phrase(error)} : corrigez la date d’exigibilité."
                raise self._refuse("DATE_INVALIDE", numero, colonne, message) from error
            if jour is not None:
                self._dates[rangee[colonne - 1]] = jour
                return jour
        if self.contexte.faute_exigible is not None:
            lieu, message = self.contexte.faute_exigible
            raise self._refuse("DATE_INVALIDE", *lieu, f"{_phrase(message)} : corrigez la date d’exigibilité.")
        if self.contexte.exigible is not None:
            self._dates[""] = self.contexte.exigible
            return self.contexte.exigible
        message = (
            "La date d’exigibilité manque : ajoutez « exigible le JJ/MM/AAAA » au-dessus du tableau ou sur la ligne."
        )
        if colonne is not None:
            raise self._refuse("DATE_INVALIDE", numero, colonne, message)
        self.journal.note_feuille(BLOQUANTE, "DATE_INVALIDE", message)
        raise _Faute

    def _read_cle(self, numero: int, rangee: Rangee, copropriete: IndexCopropriete, rang: int) -> str:
        montant = self.colonnes.montants[rang]
        dite = any(rangee[colonne - 1] != "" for colonne in self.colonnes.cles)
        if montant.cle is not None and (self.colonnes.large or not dite):
            try:
                cle = copropriete.find_cle(montant.cle)
            except CleIncertaine as error:
                message = f"{_phrase(error)} : vérifiez l’en-tête de la colonne."
                self.journal.ask(
                    GenreQuestion.CLE, self.colonnes.ligne, montant.colonne, _nu(montant.cle),
                    copropriete=copropriete.code,
                )  # fmt: skip
                raise self._refuse("CLE_INCONNUE", self.colonnes.ligne, montant.colonne, message) from error
        else:
            cle = self._read_cle_de_rangee(numero, rangee, copropriete, montant)
        self._cles[self._name_cle(copropriete.code, rang, rangee)] = cle
        return cle

    def _name_cle(self, code: str, rang: int, rangee: Rangee) -> tuple[object, ...]:
        """What decides the key of an amount: the cell of keys, or else every word of the row."""
        brute = rangee[self._cle] if self._cle is not None else ""
        return (code, rang, brute) if brute != "" else (code, rang, *(rangee[place] for place in self._textes))

    def _read_cle_de_rangee(
        self, numero: int, rangee: Rangee, copropriete: IndexCopropriete, montant: ColonneMontant
    ) -> str:
        dites: dict[str, int] = {}
        inconnue: tuple[int, str] | None = None
        for colonne in self.colonnes.cles:
            self._check_cellule(numero, colonne)
            if rangee[colonne - 1] == "":
                continue
            try:
                code = find_cle_dite(copropriete, rangee[colonne - 1])
                dites.setdefault(code or copropriete.find_cle(rangee[colonne - 1]), colonne)
            except CleIncertaine as error:
                inconnue = inconnue or (colonne, str(error))
        if len(dites) > 1:
            message = f"La ligne nomme deux clés différentes ({' et '.join(dites)}) : gardez la bonne."
            raise self._refuse("CLE_INCONNUE", numero, max(dites.values()), message)
        if dites:
            return next(iter(dites))
        if inconnue is not None:
            brute = _nu(rangee[inconnue[0] - 1])
            self.journal.ask(GenreQuestion.CLE, numero, inconnue[0], brute, copropriete=copropriete.code)
            raise self._refuse("CLE_INCONNUE", numero, inconnue[0], f"{_phrase(inconnue[1])} : corrigez la clé.")
        dites_ailleurs = (find_cle_dite(copropriete, str(rangee[place])) for place in self._textes)
        textes = {code for code in dites_ailleurs if code is not None}
        if len(textes) == 1:
            return textes.pop()
        seule = self.contexte.cle if isinstance(self.contexte.cle, str) else copropriete.only_cle()
        if seule is not None and not textes:
            return seule
        self.journal.ask(GenreQuestion.CLE, numero, montant.colonne, copropriete=copropriete.code)
        message = "La clé de répartition n’est pas indiquée : ajoutez son code ou son libellé sur la ligne."
        raise self._refuse("CLE_ABSENTE", numero, (self.colonnes.cles or (montant.colonne,))[0], message)

    def _read_nature(self, numero: int, rangee: Rangee, copropriete: IndexCopropriete, rang: int) -> Nature:
        montant = self.colonnes.montants[rang]
        for colonne in self.colonnes.textes:
            self._check_cellule(numero, colonne)
        dites = self.find_nature_dite(rangee, copropriete)
        autour = montant.natures or self.contexte.natures
        if len(dites) != 1:
            dites = (dites & autour) or dites or autour
        elif dites == {Nature.CONSOMMATION} and autour == {Nature.PROVISION}:
            dites = autour
        apprise = self._apprises.get("") if not dites else None
        if apprise:
            return Nature(apprise)
        if len(dites) > 1:
            lieu = self.colonnes.textes[0] if self.colonnes.textes else montant.colonne
            self._ask_nature(numero, rangee, lieu)
            message = (
                f"La nature de l’appel n’est pas certaine ({' ou '.join(sorted(dites))}) : précisez-la sur la ligne."
            )
            raise self._refuse("NATURE_INCERTAINE", numero, lieu, message)
        nature = next(iter(dites), Nature.PROVISION)
        if not dites and not self._suggests_provision(rangee):
            lieu = self.colonnes.textes[0] if self.colonnes.textes else montant.colonne
            self._ask_nature(numero, rangee, lieu)
            message = (
                "Rien ne dit la nature de cet appel : confirmez qu’il s’agit d’une provision de charges courantes."
            )
            self.journal.note(A_CONFIRMER, "NATURE_INCERTAINE", numero, lieu, message)
            return nature
        brute = rangee[self._cle] if self._cle is not None else ""
        self._natures[(copropriete.code, rang, tuple([rangee[p] for p in self._textes]), brute)] = nature
        return nature

    def _ask_nature(self, numero: int, rangee: Rangee, colonne: int) -> None:
        mots = next((rangee[place] for place in self._textes if rangee[place] != ""), "")
        self.journal.ask(GenreQuestion.NATURE, numero, colonne, mots)

    def find_nature_dite(self, rangee: Rangee, copropriete: IndexCopropriete | None) -> frozenset[Nature]:
        """The kinds said by the cells of the row itself, a key alone left out."""
        cle = (copropriete, [rangee[place] for place in self._dires])
        if self._dernieres_dites[0] != cle:
            self._dernieres_dites = (cle, self._find_nature_dite(rangee, copropriete))
        return self._dernieres_dites[1]

    def _find_nature_dite(self, rangee: Rangee, copropriete: IndexCopropriete | None) -> frozenset[Nature]:
        dites: frozenset[Nature] = frozenset()
        for place in self._dires:
            texte = str(rangee[place])
            if self._apprises and (appris := self._apprises.get(normalise(texte))):
                return frozenset({Nature(appris)})
            if copropriete is not None and texte and copropriete.knows_cle(texte):
                continue
            siennes = find_natures(texte)
            if len(siennes) == 1 and self.colonnes.roles.get(place + 1) == "NATURE":
                return siennes
            dites |= siennes
        return dites

    def _suggests_provision(self, rangee: Rangee) -> bool:
        places = [*self._textes, *(colonne - 1 for colonne in self.colonnes.cles)]
        entetes = [montant.entete for montant in self.colonnes.montants]
        return self.contexte.provision_probable or any(
            suggests_provision(str(texte)) for texte in (*(rangee[place] for place in places), *entetes)
        )


def _nu(valeur: Valeur) -> str:
    """A cell as a person reads it: ``12.0`` → ``12``."""
    return str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur)


def _phrase(texte: object) -> str:
    """The reason as the start of a sentence."""
    dit = str(texte)
    return dit[:1].upper() + dit[1:]
