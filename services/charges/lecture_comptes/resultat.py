"""What is read of yearly accounts. Amounts in centimes; charges positive, credits and class 7 negative."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

BLOQUANTE, A_CONFIRMER, INFORMATION = "bloquante", "a_confirmer", "information"


DES_PARTS = "total des quotes-parts"
"""What a printed total of our shares is called in its gap."""


@dataclass(slots=True)
class LigneLue:
    """One expense of the « relevé général », with the cell of its amount.

    ``tantiemes``: ours and their total, where the line, or the heading of its key, prints both beside our share of it;
    ``quote_part_juste``: what it should then be, or what the shares of our lots beside it add up to.
    """

    feuille: str
    cellule: str
    compte: str
    libelle: str
    cle: str | None
    montant: int
    recuperable_declare: int | None = None
    quote_part: int | None = None
    piece_le: date | None = None
    intitule: str = ""
    fournisseur: str = ""
    cellule_quote_part: str = ""
    tantiemes: tuple[int, int] | None = None
    quote_part_juste: int | None = None
    compte_imprime: str = ""
    """How its row prints its account, where it does."""


@dataclass(slots=True)
class LigneAnnexe2:
    """One account of annex 2 in its five columns; an empty cell is None. ``cellule`` is that of ``n_realise``."""

    compte: str
    libelle: str
    n_moins_1_approuve: int | None
    n_budget: int | None
    n_realise: int | None
    n_plus_1_budget: int | None
    n_plus_2_budget: int | None
    feuille: str = ""
    cellule: str = ""


@dataclass(slots=True)
class LigneAnnexe3:
    """One key of annex 3, with what was spent in the exercise being approved."""

    cle: str
    libelle: str
    n_realise: int | None
    feuille: str = ""
    cellule: str = ""


@dataclass(slots=True)
class QuotePart:
    """Our share of one key for one lot, with what the statement says of its computation."""

    lot: str
    cle: str | None
    montant: int
    tantiemes: int | None = None
    total_tantiemes: int | None = None
    a_repartir: int | None = None
    feuille: str = ""
    cellule: str = ""
    cellule_base: str = ""
    marge: int = 1
    """Centimes by which it may differ from one computation: one, or one a line where each line was rounded."""

    def share(self, montant: int) -> Fraction | None:
        """Our part of an amount, amount × tantièmes / total, exact; None where the statement does not give both."""
        if self.tantiemes is None or not self.total_tantiemes:
            return None
        return Fraction(montant * self.tantiemes, self.total_tantiemes)


@dataclass(frozen=True, slots=True)
class TotalImprime:
    """A total printed in the list of expenses: the key it names, if any, and what the lines above it give."""

    feuille: str
    cellule: str
    cle: str | None
    trouve: int
    attendu: int
    juste: bool
    quoi: str
    parts: tuple[Sequence[QuotePart], ...] = ()
    """Of a statement: each group of shares that it may sum."""
    possibles: tuple[int, ...] = ()
    """Of annex 2: each sum that it may be, net or gross, of a class or of all."""
    net: int | None = None
    """What its lines add up to once their credits are taken off, where it is that sum or that of the charges alone."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """A gap: ``attendu`` is recomputed (or annex 3), ``trouve`` is printed in ``cellule``."""

    quoi: str
    attendu: int
    trouve: int
    cellule: str
    feuille: str = ""


@dataclass(frozen=True, slots=True)
class AnomalieLecture:
    """Something that reading could not take as it is."""

    gravite: str
    code: str
    feuille: str | None
    cellule: str | None
    message: str


@dataclass(slots=True)
class Situation:
    """Annex 1 at the end of the exercise, in centimes, all owners; None where it prints nothing.

    ``impayes``: what owners owe and is due (450); ``douteux``: doubtful owners (459); ``tresorerie``: 50 to 53;
    ``fournisseurs``: what the syndicat owes (40); ``fonds_travaux``: its balance (105).
    """

    impayes: int | None = None
    douteux: int | None = None
    tresorerie: int | None = None
    fournisseurs: int | None = None
    fonds_travaux: int | None = None
    feuille: str = ""

    @property
    def dite(self) -> bool:
        """Whether anything was read."""
        return any(valeur is not None for valeur in (self.impayes, self.douteux, self.tresorerie, self.fournisseurs))


@dataclass(slots=True)
class LectureComptes:
    """Everything that a file of yearly accounts says."""

    copropriete: str | None = None
    debut: date | None = None
    fin: date | None = None
    lignes: list[LigneLue] = field(default_factory=list)
    annexe2: list[LigneAnnexe2] = field(default_factory=list)
    annexe3: list[LigneAnnexe3] = field(default_factory=list)
    rappels: list[LigneAnnexe3] = field(default_factory=list)
    """Totals by key that the file prints once more, in a table which is no annex 3."""
    quote_parts: list[QuotePart] = field(default_factory=list)
    totaux: list[TotalImprime] = field(default_factory=list)
    ecarts: list[Ecart] = field(default_factory=list)
    anomalies: list[AnomalieLecture] = field(default_factory=list)
    situation: Situation | None = None
    comptes_imprimes: dict[str, str] = field(default_factory=dict)
    """The digits of an account → how the file prints it, where a dot or a dash cuts them (``602.00``)."""
    titres: list[str] = field(default_factory=list)
    """The words read outside of the tables, among which whoever knows its copropriétés may recognise one."""

    @property
    def bloquantes(self) -> list[AnomalieLecture]:
        """The faults without whose repair what was spent is not known."""
        return [anomalie for anomalie in self.anomalies if anomalie.gravite == BLOQUANTE]

    @property
    def total(self) -> int:
        """Sum of the lines."""
        return sum(ligne.montant for ligne in self.lignes)


def forget_feuille(lecture: LectureComptes) -> None:
    """Name no sheet: a file of plain text has none."""
    for groupe in (lecture.lignes, lecture.annexe2, lecture.annexe3, lecture.rappels, lecture.quote_parts):
        for dite in groupe:
            dite.feuille = ""
    lecture.totaux = [replace(total, feuille="") for total in lecture.totaux]
    lecture.ecarts = [replace(ecart, feuille="") for ecart in lecture.ecarts]
    lecture.anomalies = [replace(anomalie, feuille=None) for anomalie in lecture.anomalies]
