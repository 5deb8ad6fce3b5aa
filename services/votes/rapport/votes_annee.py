"""The votes of a year: one line per resolution, and the counts by type, position, outcome and doctrine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from services.votes.acces import is_visible
from services.votes.models import (
    AssembleeGenerale,
    Consigne,
    Position,
    Resolution,
    Resultat,
    ResultatAnnonce,
    VoteConstate,
)
from services.votes.qualification.types_resolution import load_types
from shared.acteurs import Acteur
from shared.models import Agence, Copropriete, MandatSyndic, Syndic
from shared.patrimoine.textes import normalise_texte


@dataclass(frozen=True, slots=True)
class FiltreRapport:
    """Which votes: of a year, of an agency, of a syndic, of a type, of copropriétés found by words."""

    annee: int
    agence: str = ""
    syndic: str = ""
    type: str = ""
    texte: str = ""


@dataclass(frozen=True, slots=True)
class LigneVote:
    """One resolution of the year. ``issue``: adopted or not, as announced, else as the counts give."""

    copropriete: str
    nom: str
    date_ag: date
    syndic: str | None
    numero: str
    intitule: str
    type: str
    article: str
    position: Position | None
    proposee: Position | None
    notre_vote: VoteConstate | None
    annonce: ResultatAnnonce | None
    adoptee: bool | None
    ecart: str | None

    @property
    def issue(self) -> str:
        """ADOPTEE, REJETEE, SANS_VOTE, or nothing yet."""
        if self.annonce is not None:
            return self.annonce.value
        return "" if self.adoptee is None else ("ADOPTEE" if self.adoptee else "REJETEE")


@dataclass(slots=True)
class Bilan:
    """Counts of a set of resolutions. ``suivies``, ``departs``: answers with and against what doctrine proposed."""

    libelle: str
    code: str = ""
    total: int = 0
    positions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("POUR", "CONTRE", "ABSTENTION", ""), 0))
    issues: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("ADOPTEE", "REJETEE", "SANS_VOTE", ""), 0))
    suivies: int = 0
    departs: int = 0
    ecarts: int = 0

    def add(self, ligne: LigneVote) -> None:
        """Count one more resolution."""
        self.total += 1
        self.positions[ligne.position.value if ligne.position else ""] += 1
        self.issues[ligne.issue] += 1
        self.ecarts += ligne.ecart is not None
        if ligne.position is not None and ligne.proposee is not None:
            self.suivies += ligne.position is ligne.proposee
            self.departs += ligne.position is not ligne.proposee


def list_votes(session: Session, acteur: Acteur, filtre: FiltreRapport) -> Sequence[LigneVote]:
    """Every resolution that was to be voted in the year, of the copropriétés the agent sees, by date and agenda."""
    latest = aliased(Consigne)
    rang = select(func.max(latest.rang)).where(latest.resolution_id == Resolution.id).scalar_subquery()
    query = (
        select(
            Copropriete.code, Copropriete.nom, AssembleeGenerale.date_ag, Syndic.nom, Resolution.numero,
            Resolution.intitule, Resolution.type, Resolution.article, Consigne.position, Consigne.position_proposee,
            Resultat.notre_vote, Resultat.annonce, Resultat.adoptee, Resultat.ecart,
        )
        .select_from(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .join(Agence, Agence.id == Copropriete.agence_id)
        .outerjoin(Consigne, (Consigne.resolution_id == Resolution.id) & (Consigne.rang == rang)
                   & Consigne.perimee_le.is_(None))
        .outerjoin(Resultat, Resultat.resolution_id == Resolution.id)
        .outerjoin(MandatSyndic, (MandatSyndic.copropriete_id == Copropriete.id)
                   & or_(MandatSyndic.du.is_(None), MandatSyndic.du <= AssembleeGenerale.date_ag)
                   & or_(MandatSyndic.au.is_(None), MandatSyndic.au >= AssembleeGenerale.date_ag))
        .outerjoin(Syndic, Syndic.id == MandatSyndic.syndic_id)
        .where(
            is_visible(acteur), Resolution.information.is_(False),
            AssembleeGenerale.date_ag.between(date(filtre.annee, 1, 1), date(filtre.annee, 12, 31)),
        )
        .order_by(AssembleeGenerale.date_ag, Copropriete.code, Resolution.ordre)
    )  # fmt: skip
    if filtre.agence:
        query = query.where(Agence.code == filtre.agence)
    if filtre.syndic:
        query = query.where(Syndic.code == filtre.syndic)
    if filtre.type:
        query = query.where(Resolution.type == filtre.type)
    for mot in normalise_texte(filtre.texte).split():
        query = query.where(Copropriete.recherche.contains(mot, autoescape=True))
    rows: Any = session.execute(query)
    return [LigneVote(*row) for row in rows]


def count_votes(lignes: Iterable[LigneVote]) -> tuple[Bilan, list[Bilan]]:
    """The counts of all, and of each type, the most frequent first."""
    types = load_types()
    total, by_type = Bilan("Ensemble"), dict[str, Bilan]()
    for ligne in lignes:
        total.add(ligne)
        libelle = types[ligne.type].libelle if ligne.type in types else ligne.type
        by_type.setdefault(ligne.type, Bilan(libelle, ligne.type)).add(ligne)
    return total, sorted(by_type.values(), key=lambda bilan: (-bilan.total, bilan.libelle))
