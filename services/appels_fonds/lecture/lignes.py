"""What the reading of a call gives: lines to post, statement lines, printed totals, coverage."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from services.appels_fonds.lecture.questions import Question
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE, PAIEMENT, Anomalie


class LigneLue(NamedTuple):
    """One amount called, with its origin. ``lots`` keeps a group together; amounts are centimes, what we owe positive.

    ``tantiemes``, ``base`` and ``recuperable_centimes`` are what is printed beside, None when nothing is.
    ``ecarte_centimes``: the amount of a hidden row that the total leaves out; it calls nothing, and is withdrawn once
    the file is read.
    """

    feuille: str
    cellule: str
    ligne: int
    copropriete: str
    lots: tuple[str, ...]
    cle: str
    nature: str
    exigible: date
    montant_centimes: int
    texte: str
    tantiemes: float | None = None
    base: float | None = None
    recuperable_centimes: int | None = None
    masquee: bool = False
    ecarte_centimes: int | None = None


class LigneReleve(NamedTuple):
    """A line of statement (previous balance, payment received): compared with our accounts, never posted."""

    feuille: str
    cellule: str
    copropriete: str | None
    nature: str
    montant_centimes: int
    texte: str


class TotalImprime(NamedTuple):
    """A total printed in the file and the sum of the lines it was compared with, in centimes."""

    feuille: str
    cellule: str
    texte: str
    imprime_centimes: int
    calcule_centimes: int | None


@dataclass(frozen=True, slots=True)
class Ignoree:
    """Rows left out of one sheet for one reason."""

    feuille: str
    raison: str
    nombre: int
    premiere: int
    derniere: int


@dataclass(frozen=True, slots=True)
class ColonneVue:
    """A column of a table: its header as written, and the role it was given (None: not used)."""

    feuille: str
    cellule: str
    entete: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Couverture:
    """What was read, what was not, and why. ``coproprietes``: codes of those that the file names; ``feuilles``: its
    sheets, in its order; ``sans_feuilles``: it is plain text, whose only sheet is named after it."""

    rangees: int = 0
    lignes: int = 0
    ignorees: tuple[Ignoree, ...] = ()
    colonnes: tuple[ColonneVue, ...] = ()
    coproprietes: tuple[str, ...] = ()
    feuilles: tuple[str, ...] = ()
    sans_feuilles: bool = False


@dataclass(frozen=True, slots=True)
class LectureAppel:
    """A whole file, read. ``lignes`` holds every line that was recognised, even when the file is to be refused."""

    lignes: tuple[LigneLue, ...] = ()
    anomalies: tuple[Anomalie, ...] = ()
    releves: tuple[LigneReleve, ...] = ()
    totaux: tuple[TotalImprime, ...] = ()
    ibans: tuple[str, ...] = ()
    periode: str | None = None
    couverture: Couverture = field(default_factory=Couverture)
    questions: tuple[Question, ...] = ()

    @property
    def issue(self) -> str:
        """``refuse``, ``accepte_avec_avertissements`` or ``accepte``, by the reading alone."""
        gravites = {anomalie.gravite for anomalie in self.anomalies}
        if BLOQUANTE in gravites:
            return "refuse"
        return "accepte_avec_avertissements" if gravites & {A_CONFIRMER, PAIEMENT} else "accepte"

    @property
    def lignes_a_integrer(self) -> tuple[LigneLue, ...]:
        """A refused file has none."""
        return () if self.issue == "refuse" else self.lignes

    @property
    def total_centimes(self) -> int:
        return sum(ligne.montant_centimes for ligne in self.lignes_a_integrer)
