"""One row of a table to its lines, or to the faults of its cells."""

from datetime import date
from typing import TypeVar

from services.appels_fonds.lecture.colonnes.entetes import ColonneMontant, Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.corps.cles_et_natures import LecteurClesEtNatures
from services.appels_fonds.lecture.lignes import LigneLue, LigneReleve
from services.appels_fonds.lecture.patrimoine.lots_nommes import list_numeros
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete, IndexPatrimoine
from services.appels_fonds.lecture.patrimoine.referentiel import LotConnu
from services.appels_fonds.lecture.valeurs.montants_lus import read_montant
from services.appels_fonds.natures import CREDITS, TOUJOURS_NEGATIVES, Nature
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE, Journal
from shared.excel.cellules import Feuille, Rangee, Valeur, adresse
from shared.montants import MontantInvalide, format_montant

T = TypeVar("T")


class LecteurLignes(LecteurClesEtNatures):
    """Reads the rows of one table, and appends what they call."""

    def __init__(
        self,
        feuille: Feuille,
        colonnes: Colonnes,
        index: IndexPatrimoine,
        contexte: Contexte,
        journal: Journal,
        lignes: list[LigneLue],
        releves: list[LigneReleve],
    ) -> None:
        super().__init__(feuille, colonnes, index, contexte, journal)
        self.lignes, self.releves = lignes, releves
        self.lues = 0

    def read(self, numero: int, rangee: Rangee) -> None:
        """Append the lines of a row that holds amounts; note the fault of each cell that cannot be trusted."""
        self.lues += 1
        self.journal.rang += 1
        self.journal.copropriete = None
        copropriete = self._try(self._read_copropriete, numero, rangee)
        self.journal.copropriete = copropriete.code if copropriete else None
        par_lot = self.colonnes.par_lot
        lots = self._try(self._read_lots, numero, rangee, copropriete) if copropriete and not par_lot else None
        for rang, montant in enumerate(self.colonnes.montants):
            centimes = self._try(self._read_montant, numero, rangee, montant)
            jour = self._try(self._read_exigible, numero, rangee, montant) if centimes != 0 else None
            if copropriete is None or centimes == 0:
                continue
            if montant.lot is not None:
                lots = self._try(self._read_lots_de_colonne, montant, copropriete)
            nature = self._try(self._read_nature, numero, rangee, copropriete, rang)
            cle = self._try(self._read_cle, numero, rangee, copropriete, rang, nature, jour)
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
        if nature in TOUJOURS_NEGATIVES and centimes * self.index.profil.sens > 0:
            message = (
                f"{format_montant(centimes)} est positif alors que la ligne est en notre faveur ({nature}) : "
                "précisez le sens du montant."
            )
            self.journal.note(BLOQUANTE, "MONTANT_AMBIGU", numero, montant.colonne, message)
            return
        if nature in CREDITS and centimes * self.index.profil.sens < 0:
            self._note_credit(numero, rangee, montant, nature, centimes)
            return
        textes = [str(rangee[place]) for place in self._textes if rangee[place] != ""]
        masquee = numero in self.feuille.particularites.lignes_masquees
        self.lignes.append(
            LigneLue(
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
        if self._calculee is not None:
            self.contexte.montres.add(len(self.lignes) - 1, self.lignes[-1], self._calculee)

    def _note_credit(self, numero: int, rangee: Rangee, montant: ColonneMontant, nature: Nature, centimes: int) -> None:
        """Works or an advance in our favour, that no word says cancelled, given back or subsidised."""
        lieu = self.colonnes.textes[0] if self.colonnes.textes else montant.colonne
        self._ask_nature(numero, rangee, lieu)
        message = (
            f"{format_montant(centimes)} est en notre faveur alors que la ligne appelle ({nature}) : précisez sa "
            f"nature ({' ou '.join(CREDITS[nature])})."
        )
        self.journal.note(BLOQUANTE, "NATURE_INCERTAINE", numero, lieu, message)

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
