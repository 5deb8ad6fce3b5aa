"""The key and the kind of each amount of a row, by its cells, its header and what stands above; or its fault, noted."""

from datetime import date
from typing import Any

from services.appels_fonds.lecture.colonnes.entetes import ColonneMontant, Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.corps.cellules import LecteurCellules, start_phrase
from services.appels_fonds.lecture.patrimoine.cles_nommees import CleIncertaine
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_dite, list_restes
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete, IndexPatrimoine
from services.appels_fonds.lecture.questions import GenreQuestion
from services.appels_fonds.lecture.valeurs.mots import normalise, write_brut
from services.appels_fonds.natures import Nature, find_natures, suggests_provision
from services.appels_fonds.reception.anomalies import A_CONFIRMER, Journal
from shared.excel.cellules import Feuille, Rangee, Valeur


class LecteurClesEtNatures(LecteurCellules):
    """Adds to the cells of a line what it is called for and how it is shared."""

    def __init__(
        self, feuille: Feuille, colonnes: Colonnes, index: IndexPatrimoine, contexte: Contexte, journal: Journal
    ) -> None:
        super().__init__(feuille, colonnes, index, contexte, journal)
        self._cle = colonnes.cles[0] - 1 if colonnes.cles else None
        self._apprises = {normalise(mots): code for mots, code in index.profil.natures.items()}
        self._dernieres_dites: tuple[Any, frozenset[Nature]] = (None, frozenset())

    def refresh(self) -> None:
        super().refresh()
        self._natures: dict[tuple[object, ...], Nature] = {}
        self._cles: dict[tuple[object, ...], str] = {}
        self._cles_fonds: dict[tuple[object, date], str] = {}

    def _read_cle(
        self,
        numero: int,
        rangee: Rangee,
        copropriete: IndexCopropriete,
        rang: int,
        nature: Nature | None,
        jour: date | None,
    ) -> str:
        montant = self.colonnes.montants[rang]
        dite = any(rangee[colonne - 1] != "" for colonne in self.colonnes.cles)
        if montant.cle is not None and (self.colonnes.large or not dite):
            try:
                cle: str | None = copropriete.find_cle(montant.cle)
            except CleIncertaine as error:
                message = f"{start_phrase(error)} : vérifiez l’en-tête de la colonne."
                self.journal.ask(
                    GenreQuestion.CLE, self.colonnes.ligne, montant.colonne, write_brut(montant.cle),
                    copropriete=copropriete.code,
                )  # fmt: skip
                raise self._refuse("CLE_INCONNUE", self.colonnes.ligne, montant.colonne, message) from error
        else:
            cle = self._read_cle_de_rangee(numero, rangee, copropriete, montant)
        nom = self._name_cle(copropriete.code, rang, rangee)
        if cle is not None:
            self._cles[nom] = cle
            return cle
        if self.contexte.faute_cle is not None:
            lieu, dit = self.contexte.faute_cle
            self.journal.ask(GenreQuestion.CLE, *lieu, dit, copropriete=copropriete.code)
            message = (
                f"« {dit} » au-dessus du tableau n’est pas une clé connue de {copropriete.code} : corrigez la clé."
            )
            raise self._refuse("CLE_INCONNUE", *lieu, message)
        if nature is Nature.FONDS_TRAVAUX and jour is not None:
            fonds = self._find_cle_fonds(rangee, copropriete, montant, jour)
            if fonds is not None:
                self._cles_fonds[nom, jour] = fonds
                return fonds
        self.journal.ask(GenreQuestion.CLE, numero, montant.colonne, copropriete=copropriete.code)
        message = "La clé de répartition n’est pas indiquée : ajoutez son code ou son libellé sur la ligne."
        raise self._refuse("CLE_ABSENTE", numero, (self.colonnes.cles or (montant.colonne,))[0], message)

    def _find_cle_fonds(
        self, rangee: Rangee, copropriete: IndexCopropriete, montant: ColonneMontant, jour: date
    ) -> str | None:
        """The key voted for the fonds de travaux, where no word of the line may name another."""
        dits = [montant.entete] if montant.natures else []
        dits += [str(rangee[place]) for place in self._textes if rangee[place] != ""]
        muets = all("" in list_restes(dit) for dit in dits)
        return copropriete.find_cle_fonds(jour) if muets else None

    def _name_cle(self, code: str, rang: int, rangee: Rangee) -> tuple[object, ...]:
        """What decides the key of an amount: the cell of keys, or else every word of the row."""
        brute = rangee[self._cle] if self._cle is not None else ""
        return (code, rang, brute) if brute != "" else (code, rang, *(rangee[place] for place in self._textes))

    def _read_cle_de_rangee(
        self, numero: int, rangee: Rangee, copropriete: IndexCopropriete, montant: ColonneMontant
    ) -> str | None:
        """The key that a row, its words or what stands above say; None where nothing says one."""
        dites: dict[str, int] = {}
        inconnue: tuple[int, str] | None = None
        for colonne in self.colonnes.cles:
            self._check_cellule(numero, colonne)
            if rangee[colonne - 1] == "" or _says_fonds(rangee[colonne - 1]):
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
            brute = write_brut(rangee[inconnue[0] - 1])
            self.journal.ask(GenreQuestion.CLE, numero, inconnue[0], brute, copropriete=copropriete.code)
            raise self._refuse("CLE_INCONNUE", numero, inconnue[0], f"{start_phrase(inconnue[1])} : corrigez la clé.")
        dites_ailleurs = (find_cle_dite(copropriete, str(rangee[place])) for place in self._textes)
        textes = {code for code in dites_ailleurs if code is not None}
        if len(textes) == 1:
            return textes.pop()
        if textes or self.contexte.faute_cle is not None:
            return None
        return self.contexte.cle if isinstance(self.contexte.cle, str) else copropriete.only_cle()

    def _read_nature(self, numero: int, rangee: Rangee, copropriete: IndexCopropriete, rang: int) -> Nature:
        montant = self.colonnes.montants[rang]
        for colonne in self.colonnes.textes:
            self._check_cellule(numero, colonne)
        dites = self.find_nature_dite(rangee, copropriete)
        autour = self.contexte.settle(montant.natures) or self.contexte.natures
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


def _says_fonds(valeur: Valeur) -> bool:
    """``Fonds de travaux`` and nothing else, where a key would stand: what is called, and not how it is shared."""
    return isinstance(valeur, str) and find_natures(valeur) == {Nature.FONDS_TRAVAUX} and "" in list_restes(valeur)
