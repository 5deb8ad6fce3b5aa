"""One row of a table to its lines, or to the faults of its cells.

``read_rapide`` handles the ordinary row, whose every word was already recognised, with dictionary look-ups only;
``read`` handles any row, says every fault, and teaches the dictionaries.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from services.appels_fonds.anomalies import A_CONFIRMER, BLOQUANTE, Journal
from services.appels_fonds.contexte import Contexte
from services.appels_fonds.dates import DateInvalide, read_date
from services.appels_fonds.entetes import ColonneMontant, Colonnes
from services.appels_fonds.lignes import LigneAppel, LigneReleve
from services.appels_fonds.montants_lus import MontantAmbigu, read_montant
from services.appels_fonds.mots import normalise
from services.appels_fonds.natures import (
    TOUJOURS_NEGATIVES,
    Nature,
    find_natures,
    suggests_provision,
)
from services.appels_fonds.rapprochement import (
    CleIncertaine,
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
    LotIncertain,
    list_numeros,
)
from services.appels_fonds.referentiel import LotConnu
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse, name_colonne
from shared.montants import MontantInvalide, format_montant

T = TypeVar("T")

ESSAIS = 25
"""So many rows of each table go the careful way first, to meet columns that should not be left out."""
_MARGE = 0.0009
_GRAND = 1e9


class _Faute(Exception):
    """The fault is already noted."""


class LecteurLignes:
    """Reads the rows of one table, in the context in force."""

    def __init__(
        self,
        feuille: Feuille,
        colonnes: Colonnes,
        index: IndexPatrimoine,
        contexte: Contexte,
        journal: Journal,
        lignes: list[LigneAppel],
        releves: list[LigneReleve],
    ) -> None:
        self.feuille, self.colonnes, self.index, self.contexte = feuille, colonnes, index, contexte
        self.journal, self.lignes, self.releves = journal, lignes, releves
        self.lues = 0
        self._speciales = {
            *feuille.particularites.lignes_masquees,
            *(ligne for ligne, _ in feuille.particularites.formules_sans_valeur),
            *(ligne for ligne, _ in feuille.particularites.erreurs),
        }
        self._textes = tuple(place - 1 for place in colonnes.textes)
        self._cle = colonnes.cles[0] - 1 if colonnes.cles else None
        self._simple = len(colonnes.cles) < 2 and not colonnes.rivales and not colonnes.totaux
        self._lettres = [name_colonne(montant.colonne) for montant in colonnes.montants]
        self.refresh()

    def refresh(self) -> None:
        """To call when the context has changed."""
        self._natures: dict[tuple[object, ...], Nature] = {}
        self._dates: dict[Valeur, date] = {}
        self._cles: dict[tuple[str, int, Valeur], str] = {}

    # --- the ordinary row -------------------------------------------------------------------------------------------

    def read_rapide(self, numero: int, rangee: Rangee) -> bool:
        """Append the lines of an ordinary row and return True, or leave everything as it was and return False."""
        if self.lues < ESSAIS or not self._simple or numero in self._speciales:
            return False
        colonnes = self.colonnes
        try:
            copropriete = (
                self.contexte.copropriete
                if colonnes.copropriete is None
                else self.index.vues.get(rangee[colonnes.copropriete - 1])
            )
            if copropriete is None or colonnes.lot is None:
                return False
            lots = copropriete.directs.get(rangee[colonnes.lot - 1])
            textes = tuple([rangee[place] for place in self._textes])
            cle_brute = rangee[self._cle] if self._cle is not None else ""
            jour_brut = rangee[colonnes.exigible - 1] if colonnes.exigible is not None else ""
            if lots is None:
                return False
            pretes = []
            for rang, montant in enumerate(colonnes.montants):
                valeur = rangee[montant.colonne - 1]
                if valeur == "" and colonnes.large:
                    continue
                if type(valeur) is not float or not -_GRAND < valeur < _GRAND:
                    return False
                produit = valeur * 100.0
                centimes = round(produit)
                if centimes == 0 or not -_MARGE < produit - centimes < _MARGE:
                    return False
                code = copropriete.code
                cle = self._cles.get((code, rang, cle_brute))
                nature = self._natures.get((code, rang, textes, cle_brute))
                jour = montant.exigible or self._dates.get(jour_brut)
                if cle is None or nature is None or jour is None:
                    return False
                if nature in TOUJOURS_NEGATIVES:
                    return False
                pretes.append((self._lettres[rang], montant, cle, nature, jour, centimes * montant.sens))
        except (IndexError, TypeError):
            return False
        if not pretes or not all(lot.is_ours(prete[4]) for prete in pretes for lot in lots):
            return False
        if len(pretes) > 1 and not colonnes.large:
            return False
        texte = textes[0] if len(textes) == 1 else " · ".join([str(texte) for texte in textes if texte != ""])
        numeros = (lots[0].numero,) if len(lots) == 1 else list_numeros(lots)
        for lettre, montant, cle, nature, jour, centimes in pretes:
            self.lignes.append(
                LigneAppel(
                    self.feuille.nom,
                    f"{lettre}{numero}",
                    numero,
                    copropriete.code,
                    numeros,
                    cle,
                    nature,
                    jour,
                    centimes,
                    str(texte) or montant.entete,
                    *self._read_annexes(rangee, montant),
                )
            )
        self.lues += 1
        self.journal.rang += 1
        return True

    def _read_annexes(self, rangee: Rangee, montant: ColonneMontant) -> tuple[float | None, float | None, int | None]:
        """Tantièmes, base and recoverable share printed beside an amount, None when they are not plain numbers."""
        tantiemes = rangee[montant.tantiemes - 1] if montant.tantiemes else ""
        base = rangee[montant.base - 1] if montant.base else ""
        recuperable = None
        if self.colonnes.recuperable is not None:
            try:
                recuperable = read_montant(rangee[self.colonnes.recuperable - 1])
            except MontantInvalide:
                recuperable = None
        return _read_nombre(tantiemes), _read_nombre(base), recuperable

    # --- any row ----------------------------------------------------------------------------------------------------

    def read(self, numero: int, rangee: Rangee) -> None:
        """Append the lines of a row that holds amounts; note the fault of each cell that cannot be trusted."""
        self.lues += 1
        self.journal.rang += 1
        copropriete = self._try(self._read_copropriete, numero, rangee)
        lots = self._try(self._read_lots, numero, rangee, copropriete) if copropriete else None
        for rang, montant in enumerate(self.colonnes.montants):
            centimes = self._try(self._read_montant, numero, rangee, montant)
            jour = self._try(self._read_exigible, numero, rangee, montant) if centimes != 0 else None
            if copropriete is None or centimes == 0:
                continue
            cle = self._try(self._read_cle, numero, rangee, copropriete, rang)
            nature = self._try(self._read_nature, numero, rangee, copropriete, rang)
            if None in (lots, centimes, jour, cle, nature):
                continue
            self._append(numero, rangee, copropriete, lots, cle, nature, jour, centimes, montant)  # type: ignore[arg-type]
        self._check_deux_sens(numero, rangee)

    def read_releve(self, numero: int, rangee: Rangee, nature: Nature, texte: str) -> None:
        """A statement line: kept apart, never posted."""
        copropriete = self.contexte.copropriete
        for montant in self.colonnes.montants:
            centimes = self._try(self._read_montant, numero, rangee, montant)
            if centimes:
                lieu = adresse(numero, montant.colonne)
                code = copropriete.code if copropriete else None
                self.releves.append(LigneReleve(self.feuille.nom, lieu, code, nature, centimes, texte))

    def find_nature_dite(self, rangee: Rangee, copropriete: IndexCopropriete | None) -> frozenset[Nature]:
        """The kinds said by the cells of the row itself, its key left out."""
        dites: frozenset[Nature] = frozenset()
        for place in self._textes:
            texte = str(rangee[place])
            appris = {normalise(mots): code for mots, code in self.index.profil.natures.items()}.get(normalise(texte))
            if appris:
                return frozenset({Nature(appris)})
            if copropriete is not None and texte and copropriete.knows_cle(texte):
                continue
            siennes = find_natures(texte)
            if len(siennes) == 1 and self.colonnes.roles.get(place + 1) == "NATURE":
                return siennes
            dites |= siennes
        return dites

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
                "La formule n’a pas de résultat enregistré : ouvrez le classeur, laissez-le calculer et enregistrez-le.",
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
                    raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message) from error
        if self.contexte.copropriete is not None:
            return self.contexte.copropriete
        if self.contexte.faute_copropriete is not None:
            lieu, message = self.contexte.faute_copropriete
            raise self._refuse("COPROPRIETE_INCONNUE", *lieu, f"{_phrase(message)} : corrigez-la ou ajoutez-la.")
        message = "La copropriété n’est écrite nulle part : ajoutez son nom ou son code au-dessus du tableau."
        if colonne is not None:
            raise self._refuse("COPROPRIETE_INCONNUE", numero, colonne, message)
        self.journal.note_feuille(BLOQUANTE, "COPROPRIETE_INCONNUE", message)
        raise _Faute

    def _read_lots(self, numero: int, rangee: Rangee, copropriete: IndexCopropriete) -> tuple[LotConnu, ...]:
        colonne = self.colonnes.lot
        valeur: Valeur = ""
        if colonne is not None:
            self._check_cellule(numero, colonne)
            valeur = rangee[colonne - 1]
        if valeur == "" and self.contexte.lot is not None:
            valeur = self.contexte.lot
        lieu = colonne or self.colonnes.montants[0].colonne
        if isinstance(valeur, str) and not valeur.strip():
            message = "Le montant n’est rattaché à aucun lot : indiquez le lot de cette ligne."
            raise self._refuse("LOT_INCONNU", numero, lieu, message)
        try:
            return copropriete.find_lots(valeur)
        except LotIncertain as error:
            message = f"{_phrase(error)} : vérifiez le numéro ou complétez le patrimoine."
            raise self._refuse("LOT_INCONNU", numero, lieu, message) from error

    def _read_montant(self, numero: int, rangee: Rangee, montant: ColonneMontant) -> int | None:
        """Centimes, 0 when the cell holds nothing."""
        self._check_cellule(numero, montant.colonne)
        valeur = rangee[montant.colonne - 1]
        try:
            centimes = read_montant(valeur) or 0
        except MontantAmbigu as error:
            message = f"{_phrase(error)} : demandez le montant exact."
            raise self._refuse("MONTANT_AMBIGU", numero, montant.colonne, message) from error
        except MontantInvalide as error:
            message = f"{_phrase(error)} : corrigez la cellule (exemple : 1 234,56)."
            raise self._refuse("MONTANT_INVALIDE", numero, montant.colonne, message) from error
        if montant.sens < 0 and centimes < 0:
            message = f"Un crédit négatif ({format_montant(centimes)}) peut se lire dans les deux sens."
            raise self._refuse("MONTANT_AMBIGU", numero, montant.colonne, message)
        return centimes * montant.sens

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
        brute = rangee[self._cle] if self._cle is not None else ""
        if montant.cle is not None:
            try:
                cle = copropriete.find_cle(montant.cle)
            except CleIncertaine as error:
                message = f"{_phrase(error)} : vérifiez l’en-tête de la colonne."
                raise self._refuse("CLE_INCONNUE", self.colonnes.ligne, montant.colonne, message) from error
        else:
            cle = self._read_cle_de_rangee(numero, rangee, copropriete, montant)
        self._cles[(copropriete.code, rang, brute)] = cle
        return cle

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
                dites.setdefault(copropriete.find_cle(rangee[colonne - 1]), colonne)
            except CleIncertaine as error:
                inconnue = inconnue or (colonne, str(error))
        if len(dites) > 1:
            message = f"La ligne nomme deux clés différentes ({' et '.join(dites)}) : gardez la bonne."
            raise self._refuse("CLE_INCONNUE", numero, max(dites.values()), message)
        if dites:
            return next(iter(dites))
        if inconnue is not None:
            raise self._refuse("CLE_INCONNUE", numero, inconnue[0], f"{_phrase(inconnue[1])} : corrigez la clé.")
        textes = {
            copropriete.find_cle(rangee[p]) for p in self._textes if rangee[p] and copropriete.knows_cle(rangee[p])
        }
        if len(textes) == 1:
            return textes.pop()
        seule = self.contexte.cle if isinstance(self.contexte.cle, str) else copropriete.only_cle()
        if seule is not None and not textes:
            return seule
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
        if len(dites) > 1:
            lieu = self.colonnes.textes[0] if self.colonnes.textes else montant.colonne
            message = (
                f"La nature de l’appel n’est pas certaine ({' ou '.join(sorted(dites))}) : précisez-la sur la ligne."
            )
            raise self._refuse("NATURE_INCERTAINE", numero, lieu, message)
        nature = next(iter(dites), Nature.PROVISION)
        if not dites and not self._suggests_provision(rangee):
            lieu = self.colonnes.textes[0] if self.colonnes.textes else montant.colonne
            message = (
                "Rien ne dit la nature de cet appel : confirmez qu’il s’agit d’une provision de charges courantes."
            )
            self.journal.note(A_CONFIRMER, "NATURE_INCERTAINE", numero, lieu, message)
            return nature
        brute = rangee[self._cle] if self._cle is not None else ""
        self._natures[(copropriete.code, rang, tuple([rangee[p] for p in self._textes]), brute)] = nature
        return nature

    def _suggests_provision(self, rangee: Rangee) -> bool:
        places = [*self._textes, *(colonne - 1 for colonne in self.colonnes.cles)]
        entetes = [montant.entete for montant in self.colonnes.montants]
        return self.contexte.provision_probable or any(
            suggests_provision(str(texte)) for texte in (*(rangee[place] for place in places), *entetes)
        )

    def _append(
        self,
        numero: int,
        rangee: Rangee,
        copropriete: IndexCopropriete,
        lots: tuple[LotConnu, ...],
        cle: str,
        nature: Nature,
        jour: date,
        centimes: int,
        montant: ColonneMontant,
    ) -> None:
        etrangers = [lot for lot in lots if not lot.is_ours(jour)]
        if etrangers:
            self._note_etranger(numero, montant, etrangers[0], nature, jour)
            if nature is not Nature.REGULARISATION:
                return
        if nature in TOUJOURS_NEGATIVES and centimes > 0:
            message = (
                f"{format_montant(centimes)} est positif alors que la ligne est en notre faveur ({nature}) : "
                "précisez le sens du montant."
            )
            self.journal.note(BLOQUANTE, "MONTANT_AMBIGU", numero, montant.colonne, message)
            return
        textes = [str(rangee[place]) for place in self._textes if rangee[place] != ""]
        masquee = numero in self.feuille.particularites.lignes_masquees
        self.lignes.append(
            LigneAppel(
                self.feuille.nom,
                adresse(numero, montant.colonne),
                numero,
                copropriete.code,
                list_numeros(lots),
                cle,
                nature,
                jour,
                centimes,
                " · ".join(textes) or montant.entete,
                *self._read_annexes(rangee, montant),
                masquee,
            )
        )

    def _note_etranger(self, numero: int, montant: ColonneMontant, lot: LotConnu, nature: Nature, jour: date) -> None:
        quand = f"vendu le {lot.au:%d/%m/%Y}" if lot.au and lot.au < jour else f"à nous depuis le {lot.du:%d/%m/%Y}"
        colonne = self.colonnes.lot or montant.colonne
        message = f"Le lot {lot.numero} n’était pas à nous le {jour:%d/%m/%Y} ({quand})"
        if nature is Nature.REGULARISATION:
            suite = " : confirmez qu’il l’était à l’approbation des comptes."
            self.journal.note(A_CONFIRMER, "LOT_HORS_PATRIMOINE", numero, colonne, message + suite)
        else:
            suite = " : demandez au syndic d’appeler le bon propriétaire."
            self.journal.note(BLOQUANTE, "LOT_HORS_PATRIMOINE", numero, colonne, message + suite)

    def _check_deux_sens(self, numero: int, rangee: Rangee) -> None:
        """A debit and a credit on the same row."""
        if self.colonnes.large or len(self.colonnes.montants) < 2:
            return
        pleins = [m for m in self.colonnes.montants if rangee[m.colonne - 1] not in ("", 0, 0.0)]
        try:
            reels = [montant for montant in pleins if read_montant(rangee[montant.colonne - 1])]
        except MontantInvalide:
            return
        if len(reels) > 1:
            message = "La ligne porte à la fois un débit et un crédit : gardez le montant qui est appelé."
            self.journal.note(BLOQUANTE, "MONTANT_AMBIGU", numero, reels[0].colonne, message)


def _phrase(texte: object) -> str:
    """The reason as the start of a sentence."""
    dit = str(texte)
    return dit[:1].upper() + dit[1:]


def _read_nombre(valeur: Valeur) -> float | None:
    """A count of tantièmes: a number, or digits in a text."""
    if type(valeur) is float:
        return valeur
    if isinstance(valeur, str):
        compact = valeur.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
        try:
            return float(compact) if compact else None
        except ValueError:
            return None
    return float(valeur) if isinstance(valeur, int) and not isinstance(valeur, bool) else None
