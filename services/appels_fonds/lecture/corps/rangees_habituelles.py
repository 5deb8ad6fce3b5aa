"""The ordinary row, whose every word was already recognised: a few dictionary look-ups.

It gives the same lines as ``LecteurLignes.read`` (a property test says so), or nothing at all: whatever is new, blank,
hidden, or less than certain goes the careful way.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from services.appels_fonds.lecture.corps.rangees import LecteurLignes
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain, list_numeros
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete
from services.appels_fonds.lecture.patrimoine.referentiel import LotConnu
from services.appels_fonds.lecture.valeurs.montants_lus import convert_rapide, parse_sur, round_montre
from services.appels_fonds.natures import CREDITS, TOUJOURS_NEGATIVES, Nature
from shared.excel.cellules import Rangee, Valeur, name_colonne

ESSAIS = 25
"""So many rows of each table go the careful way first, to meet columns that should not be left out."""


class _Seule(NamedTuple):
    """What the same words mean for the first amount of a row. ``notres``: our lots of the due date, by the cell that
    says each alone; shared by all the words of a copropriété and a day, and filled as the lots are met."""

    directs: Mapping[Valeur, tuple[LotConnu, ...]]
    notres: dict[Valeur, tuple[str, ...]]
    code: str
    cle: str
    nature: Nature
    jour: date
    texte: str

    def keep(self, dit: Valeur) -> tuple[str, ...] | None:
        """The number of the lot that a cell says for the first time, if it is one, and ours."""
        lots = self.directs[dit]
        if len(lots) != 1 or not lots[0].is_ours(self.jour):
            return None
        numeros = self.notres[dit] = (lots[0].numero,)
        return numeros


class _Suite(NamedTuple):
    """What the same words on a row always mean. ``colonnes`` holds, for each amount column, its key, kind and due date,
    or None as long as no amount was met there; ``seule``: the first of them, ready for a line."""

    copropriete: IndexCopropriete
    texte: str
    colonnes: tuple[tuple[str, Nature, date] | None, ...]
    seule: _Seule | None


class LecteurRapide(LecteurLignes):
    """Adds the fast way to the careful one."""

    def __init__(self, *arguments: Any) -> None:
        self._suites: dict[Any, _Suite] = {}
        self._notres: dict[tuple[str, date], dict[Valeur, tuple[str, ...]]] = {}
        super().__init__(*arguments)
        colonnes, details = self.colonnes, self.feuille.particularites
        self._speciales = {
            *details.lignes_masquees,
            *(ligne for ligne, _ in details.formules_sans_valeur),
            *(ligne for ligne, _ in details.erreurs),
        }
        self._simple = (
            colonnes.lot is not None
            and len(colonnes.cles) < 2
            and not (colonnes.rivales or colonnes.totaux or colonnes.sens or colonnes.devise)
            and len(colonnes.exigibles) < 2
            and not (colonnes.exigible and any(montant.exigible for montant in colonnes.montants))
        )
        self._lot = (colonnes.lot or 1) - 1
        self._places = [montant.colonne - 1 for montant in colonnes.montants]
        self._lettres = [name_colonne(montant.colonne) for montant in colonnes.montants]
        mots = (colonnes.copropriete, *colonnes.codes_copropriete, *colonnes.cles, colonnes.exigible, *colonnes.textes)
        places = [colonne - 1 for colonne in mots if colonne is not None]
        self._read_mots: Callable[[Rangee], Any] = itemgetter(*places) if places else lambda _: ()
        seule = len(colonnes.montants) == 1 and colonnes.montants[0].sens == 1
        self._read_seule = self._compile() if self._simple and seule else None

    def refresh(self) -> None:
        super().refresh()
        self._suites.clear()

    def read_rapide(self, numero: int, rangee: Rangee) -> bool:
        """Append the lines of an ordinary row and return True, or leave everything as it was and return False."""
        if self._read_seule is not None and self.lues >= ESSAIS and self._read_seule(numero, rangee):
            self.lues += 1
            self.journal.rang += 1
            return True
        return self._read_large(numero, rangee)

    def _compile(self) -> Callable[[int, Rangee], bool]:
        """The commonest row of all, one lot and one plain number: all it needs at hand, no object but its line."""
        speciales, suites, read_mots, append = self._speciales, self._suites, self._read_mots, self.lignes.append
        lot_place, place, lettre = self._lot, self._places[0], self._lettres[0]
        nom, montant, build = self.feuille.nom, self.colonnes.montants[0], tuple.__new__
        sans_annexe = montant.tantiemes is None and montant.base is None and self.colonnes.recuperable is None
        lignes, vides, montres = self.lignes, (None, None, None), self.contexte.montres

        def read(numero: int, rangee: Rangee) -> bool:
            try:
                seule, lot, valeur = suites[read_mots(rangee)].seule, rangee[lot_place], rangee[place]
                if seule is None or type(valeur) is not float or numero in speciales:
                    return False
                _, notres, code, cle, nature, jour, texte = seule
                lots = notres.get(lot) or seule.keep(lot)
            except (KeyError, IndexError, TypeError):
                return False
            exact = convert_rapide(valeur)
            centimes = round_montre(valeur) if exact is None else exact
            if not centimes or lots is None or (centimes < 0 and nature in CREDITS):
                return False
            tantiemes, base, recuperable = vides if sans_annexe else self._read_annexes(rangee, montant)
            append(
                build(
                    LigneLue,
                    (nom, f"{lettre}{numero}", numero, code, lots, cle, nature, jour, centimes, texte, tantiemes, base,
                     recuperable, False, None),
                )
            )  # fmt: skip
            if exact is None:
                montres.add(len(lignes) - 1, lignes[-1], valeur)
            return True

        return read

    def _read_large(self, numero: int, rangee: Rangee) -> bool:
        """The same for any layout: groups of lots, amounts as text, several columns."""
        if self.lues < ESSAIS or not self._simple or numero in self._speciales:
            return False
        try:
            mots = self._read_mots(rangee)
            suite = self._suites.get(mots) or self._learn(mots, rangee)
            if suite is None:
                return False
            lots = suite.copropriete.directs.get(rangee[self._lot]) or suite.copropriete.find_lots(rangee[self._lot])
            appels = self._list_appels(rangee, suite)
        except (IndexError, TypeError, AttributeError, LotIncertain):
            return False
        if lots is None or not appels:
            return False
        for lot in lots:
            for _, _, (_, _, jour) in appels:
                if not lot.is_ours(jour):
                    return False
        numeros = (lots[0].numero,) if len(lots) == 1 else list_numeros(lots)
        nom, code = self.feuille.nom, suite.copropriete.code
        for rang, centimes, (cle, nature, jour) in appels:
            montant = self.colonnes.montants[rang]
            cellule = f"{self._lettres[rang]}{numero}"
            texte = suite.texte or montant.entete
            annexes = self._read_annexes(rangee, montant)
            self.lignes.append(
                LigneLue(nom, cellule, numero, code, numeros, cle, nature, jour, centimes, texte, *annexes)
            )
        self.lues += 1
        self.journal.rang += 1
        return True

    def _list_appels(self, rangee: Rangee, suite: _Suite) -> list[tuple[int, int, tuple[str, Nature, date]]]:
        """(rank of the column, centimes, what the words fix) of each amount, or nothing as soon as one is not plain."""
        appels = []
        for rang, place in enumerate(self._places):
            valeur = rangee[place]
            if valeur == "":
                continue
            fixe = suite.colonnes[rang]
            if isinstance(valeur, str):
                centimes = parse_sur(valeur)
            else:
                centimes = convert_rapide(valeur) if type(valeur) is float else None
            if fixe is None:
                self._suites.clear()
                return []
            if not centimes:
                return []
            if self.colonnes.montants[rang].sens < 0:
                if centimes < 0:
                    return []
                centimes = -centimes
            if centimes < 0 and fixe[1] in CREDITS:
                return []
            appels.append((rang, centimes, fixe))
        return appels if len(appels) < 2 or self.colonnes.large else []

    def _learn(self, mots: Any, rangee: Rangee) -> _Suite | None:
        """Gather what the careful way has already recognised under the same words."""
        colonnes = self.colonnes
        copropriete = self.contexte.copropriete
        if colonnes.copropriete is not None:
            copropriete = self._coproprietes.get(self._name_copropriete(rangee))
        if copropriete is None:
            return None
        cle_brute = rangee[self._cle] if self._cle is not None else ""
        jour_brut = rangee[colonnes.exigible - 1] if colonnes.exigible is not None else ""
        textes = tuple([rangee[place] for place in self._textes])
        fixes: list[tuple[str, Nature, date] | None] = []
        for rang, montant in enumerate(colonnes.montants):
            nature = self._natures.get((copropriete.code, rang, textes, cle_brute))
            jour = montant.exigible or self._dates.get(jour_brut)
            nom = self._name_cle(copropriete.code, rang, rangee)
            cle = self._cles.get(nom) or (self._cles_fonds.get((nom, jour)) if jour is not None else None)
            connu = cle is not None and nature is not None and jour is not None and nature not in TOUJOURS_NEGATIVES
            fixes.append((cle, nature, jour) if connu else None)  # type: ignore[arg-type]
        if not any(fixes):
            return None
        texte = " · ".join([str(texte) for texte in textes if texte != ""])
        suite = self._suites[mots] = _Suite(copropriete, texte, tuple(fixes), self._isolate(copropriete, texte, fixes))
        return suite

    def _isolate(
        self, copropriete: IndexCopropriete, texte: str, fixes: Sequence[tuple[str, Nature, date] | None]
    ) -> _Seule | None:
        if fixes[0] is None:
            return None
        cle, nature, jour = fixes[0]
        notres = self._notres.setdefault((copropriete.code, jour), {})
        entete = self.colonnes.montants[0].entete
        return _Seule(copropriete.directs, notres, copropriete.code, cle, nature, jour, texte or entete)
