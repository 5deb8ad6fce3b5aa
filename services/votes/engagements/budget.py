"""What our votes cost: reservations and commitments by year, copropriété and state, with their totals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from services.votes.acces import is_visible
from services.votes.models import AssembleeGenerale, Engagement, EtatEngagement, Resolution
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.textes import normalise_texte

ETATS = {
    EtatEngagement.RESERVE: "Réservé",
    EtatEngagement.ENGAGE: "Engagé",
    EtatEngagement.LIBERE: "Libéré",
}


@dataclass(frozen=True, slots=True)
class FiltreBudget:
    """Which lines, as the address says it; without a state, those that hold: reserved and committed."""

    annee: int | None = None
    etat: str = ""
    texte: str = ""
    tri: str = ""


def read_filtre_budget(args: Mapping[str, str]) -> FiltreBudget:
    """The filter an address asks for; nonsense is ignored."""
    annee, etat = args.get("annee", ""), args.get("etat", "")
    return FiltreBudget(
        annee=int(annee) if annee.isdecimal() and len(annee) == 4 else None,
        etat=etat if etat in EtatEngagement.__members__ or etat == "TOUS" else "",
        texte=args.get("q", "")[:200],
        tri=args.get("tri", ""),
    )


def select_budget(acteur: Acteur, filtre: FiltreBudget, *columns: Any) -> Select[Any]:
    """These columns of the lines the filter keeps, unsorted."""
    query = (
        select(*columns)
        .select_from(Engagement)
        .join(Resolution, Resolution.id == Engagement.resolution_id)
        .join(AssembleeGenerale, AssembleeGenerale.id == Resolution.ag_id)
        .join(Copropriete, Copropriete.id == AssembleeGenerale.copropriete_id)
        .where(is_visible(acteur), *_of_etat(filtre))
    )
    if filtre.annee is not None:
        query = query.where(Engagement.annee == filtre.annee)
    for mot in normalise_texte(filtre.texte).split():
        query = query.where(Copropriete.recherche.contains(mot, autoescape=True))
    return query


def _of_etat(filtre: FiltreBudget) -> list[ColumnElement[bool]]:
    if filtre.etat == "TOUS":
        return []
    if filtre.etat:
        return [Engagement.etat == EtatEngagement(filtre.etat)]
    return [Engagement.etat != EtatEngagement.LIBERE]


def select_lignes(acteur: Acteur, filtre: FiltreBudget) -> Select[Any]:
    """The lines of the page and of the workbook, sorted as asked: by year and copropriété otherwise."""
    columns = {
        "annee": Engagement.annee, "copropriete": Copropriete.code, "montant": Engagement.montant_centimes,
        "etat": Engagement.etat, "ag": AssembleeGenerale.date_ag, "resolution": Resolution.intitule,
    }  # fmt: skip
    chosen = columns.get(filtre.tri.removeprefix("-"))
    usual = [Engagement.annee, Copropriete.code, Engagement.id]
    order = usual if chosen is None else [chosen.desc() if filtre.tri.startswith("-") else chosen.asc(), *usual]
    return select_budget(
        acteur, filtre, Engagement.annee, Engagement.montant_centimes, Engagement.etat, Engagement.motif,
        Engagement.le, Resolution.id.label("resolution_id"), Resolution.numero, Resolution.intitule, Resolution.type,
        AssembleeGenerale.date_ag, Copropriete.code.label("copropriete"), Copropriete.nom.label("copropriete_nom"),
    ).order_by(*order)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SommeAnnee:
    """What a year holds, in centimes."""

    annee: int
    reserve_centimes: int
    engage_centimes: int

    @property
    def total_centimes(self) -> int:
        """Reserved and committed."""
        return self.reserve_centimes + self.engage_centimes


def sum_annees(session: Session, acteur: Acteur, filtre: FiltreBudget) -> list[SommeAnnee]:
    """The totals by year of what holds, over every line the filter keeps whatever its state and year."""
    wide = FiltreBudget(texte=filtre.texte, etat="TOUS")
    montant = Engagement.montant_centimes
    reserve = func.coalesce(func.sum(montant).filter(Engagement.etat == EtatEngagement.RESERVE), 0)
    engage = func.coalesce(func.sum(montant).filter(Engagement.etat == EtatEngagement.ENGAGE), 0)
    query = select_budget(acteur, wide, Engagement.annee, reserve, engage).group_by(Engagement.annee)
    rows = session.execute(query.order_by(Engagement.annee))
    return [SommeAnnee(annee, int(held), int(committed)) for annee, held, committed in rows]


def count_lignes(session: Session, acteur: Acteur, filtre: FiltreBudget) -> tuple[int, int]:
    """How many lines, and what they sum to in centimes."""
    query = select_budget(acteur, filtre, func.count(), func.coalesce(func.sum(Engagement.montant_centimes), 0))
    nombre, somme = session.execute(query).one()
    return nombre, int(somme)


def list_lignes(
    session: Session, acteur: Acteur, filtre: FiltreBudget, *, page: int, taille: int
) -> tuple[list[Row[Any]], int, int, int]:
    """One page of the lines, its number, how many lines in all, and what they sum to."""
    nombre, somme = count_lignes(session, acteur, filtre)
    page = min(page, max(1, -(-nombre // taille)))
    query = select_lignes(acteur, filtre).limit(taille).offset((page - 1) * taille)
    return list(session.execute(query)), page, nombre, somme
