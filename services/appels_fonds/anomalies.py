"""Faults of a call, gathered in one pass; one that repeats on many rows becomes one message with its range."""

from dataclasses import dataclass

from services.appels_fonds.lecture.questions import GenreQuestion, Question
from shared.excel.cellules import adresse

BLOQUANTE = "bloquante"
A_CONFIRMER = "a_confirmer"
PAIEMENT = "paiement"
INFORMATION = "information"

SUITE_MIN = 5
"""From so many rows in a row, the same fault is told once with its range."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One fault. ``cellule`` is an address or a range; None means the whole sheet, no ``feuille`` the whole file.

    ``coproprietes``: codes of those whose calls it touches; none means that any call of the file may be touched.
    ``jumeau``: number of the import that already holds the same thing.
    """

    gravite: str
    code: str
    feuille: str | None
    cellule: str | None
    message: str
    coproprietes: tuple[str, ...] = ()
    jumeau: int | None = None


@dataclass(frozen=True, slots=True)
class _Faute:
    gravite: str
    code: str
    message: str
    ligne: int
    colonne: int
    rang: int
    copropriete: str | None


class Journal:
    """The faults of one sheet. ``rang`` orders the rows that could be lines, so that blank rows do not cut a run."""

    def __init__(self, feuille: str) -> None:
        self.feuille = feuille
        self._fautes: list[_Faute] = []
        self._generales: list[Anomalie] = []
        self.rang = 0
        self.questions: dict[tuple[object, ...], Question] = {}
        self.copropriete: str | None = None
        """The code of the copropriété whose row is being read, None when it is not known."""

    def note(self, gravite: str, code: str, ligne: int, colonne: int, message: str) -> None:
        """A fault at one cell."""
        self._fautes.append(_Faute(gravite, code, message, ligne, colonne, self.rang, self.copropriete))

    def ask(
        self,
        genre: GenreQuestion,
        ligne: int,
        colonne: int,
        mots: object = "",
        *,
        copropriete: str | None = None,
        choix: tuple[str, ...] = (),
    ) -> None:
        """A question that these words raise, asked once for the whole sheet."""
        question = Question(genre, copropriete, str(mots).strip(), self.feuille, adresse(ligne, colonne), choix)
        self.questions.setdefault((genre, copropriete, question.mots, choix), question)

    def note_feuille(self, gravite: str, code: str, message: str, cellule: str | None = None) -> None:
        """A fault of the sheet, told once."""
        anomalie = Anomalie(gravite, code, self.feuille, cellule, message)
        if anomalie not in self._generales:
            self._generales.append(anomalie)

    @property
    def codes_de_feuille(self) -> frozenset[str]:
        """The codes of the faults of the whole sheet."""
        return frozenset(generale.code for generale in self._generales)

    def has_bloquante(self) -> bool:
        gravites = {faute.gravite for faute in self._fautes} | {generale.gravite for generale in self._generales}
        return BLOQUANTE in gravites

    def anomalies(self) -> list[Anomalie]:
        """Every fault, by address order of its first cell, runs grouped."""
        suites: list[list[_Faute]] = []
        ouvertes: dict[tuple[str, str, int], list[_Faute]] = {}
        vues: set[tuple[str, int, int]] = set()
        for faute in sorted(self._fautes, key=lambda faute: faute.rang):
            if (faute.code, faute.ligne, faute.colonne) in vues:
                continue
            vues.add((faute.code, faute.ligne, faute.colonne))
            cle = (faute.gravite, faute.code, faute.colonne)
            suite = ouvertes.get(cle)
            if suite is None or faute.rang > suite[-1].rang + 1:
                suite = ouvertes[cle] = []
                suites.append(suite)
            suite.append(faute)
        parties = [partie for suite in suites for partie in _cut(suite)]
        parties.sort(key=lambda partie: (partie[0].ligne, partie[0].colonne))
        return [*self._generales, *(self._tell(partie) for partie in parties)]

    def _tell(self, suite: list[_Faute]) -> Anomalie:
        premiere, derniere = suite[0], suite[-1]
        lieu = adresse(premiere.ligne, premiere.colonne)
        message = premiere.message
        if len(suite) > 1:
            lieu = f"{lieu}:{adresse(derniere.ligne, derniere.colonne)}"
            message = f"{message} Même défaut sur {len(suite)} lignes, de {premiere.ligne} à {derniere.ligne}."
        connues = {faute.copropriete for faute in suite}
        touchees = tuple(sorted(code for code in connues if code)) if None not in connues else ()
        return Anomalie(premiere.gravite, premiere.code, self.feuille, lieu, message, touchees)


def _cut(suite: list[_Faute]) -> list[list[_Faute]]:
    """A long run stays whole; a short one is told cell by cell."""
    return [suite] if len(suite) >= SUITE_MIN else [[faute] for faute in suite]
