"""Faults of a call, gathered in one pass; one that repeats on many rows becomes one message with its range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.appels_fonds.lecture.questions import GenreQuestion, Question
from shared.excel.cellules import adresse, parse_adresse

BLOQUANTE = "bloquante"
A_CONFIRMER = "a_confirmer"
PAIEMENT = "paiement"
INFORMATION = "information"
GRAVITES = (BLOQUANTE, A_CONFIRMER, PAIEMENT, INFORMATION)
"""The levels, the one to see first at the head."""

SUITE_MIN = 5
"""From so many rows in a row, the same fault is told once with its range."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One fault. ``cellule`` is an address or a range; None means the whole sheet, no ``feuille`` the whole file.

    ``coproprietes``: codes of those whose calls it touches; none means that any call of the file may be touched.
    ``jumeau``: number of the import that already holds the same thing.
    ``rangees``: first and last rows of its sheet whose lines it puts in doubt; None means any of them.
    """

    gravite: str
    code: str
    feuille: str | None
    cellule: str | None
    message: str
    coproprietes: tuple[str, ...] = ()
    jumeau: int | None = None
    rangees: tuple[int, int] | None = None


def order_anomalies(anomalies: Iterable[Anomalie], feuilles: Sequence[str]) -> list[Anomalie]:
    """By level, then in the order of the file: what is said of the whole file, then each sheet from its first cell.

    :param feuilles: names of the sheets, in the order of the file.
    """
    rangs = {nom: rang for rang, nom in enumerate(feuilles)}
    return sorted(
        anomalies,
        key=lambda anomalie: (
            GRAVITES.index(anomalie.gravite),
            -1 if anomalie.feuille is None else rangs.get(anomalie.feuille, len(rangs)),
            parse_adresse(anomalie.cellule.partition(":")[0]) if anomalie.cellule else (0, 0),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Faute:
    gravite: str
    code: str
    message: str
    ligne: int
    colonne: int
    rang: int
    copropriete: str | None
    partout: bool


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

    def note(self, gravite: str, code: str, ligne: int, colonne: int, message: str, *, partout: bool = False) -> None:
        """A fault at one cell, which puts in doubt what its row calls, or what any row of the sheet does."""
        self._fautes.append(_Faute(gravite, code, message, ligne, colonne, self.rang, self.copropriete, partout))

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
        rangees = None if any(faute.partout for faute in suite) else (premiere.ligne, derniere.ligne)
        return Anomalie(premiere.gravite, premiere.code, self.feuille, lieu, message, touchees, rangees=rangees)


def _cut(suite: list[_Faute]) -> list[list[_Faute]]:
    """A long run stays whole; a short one is told cell by cell."""
    return [suite] if len(suite) >= SUITE_MIN else [[faute] for faute in suite]
