"""What we have of each exercise: budget voted, calls, yearly accounts, approval, expenses; what is missing is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Date,
    String,
    bindparam,
    case,
    cast,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from services.charges.cumuls.sommes import Annee
from services.charges.graphiques.entonnoir import EtapeCampagne
from services.charges.models import (
    ComptesAnnuels,
    MontantAppele,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from shared.models import BudgetVote, Exercice

DOCUMENTS = ("Budget voté", "Appels de fonds", "Comptes reçus", "Comptes approuvés", "Dépenses par poste")
ETAPES = ("Comptes déposés", "Intégrés", "Approuvés en AG", "Régularisés", "Décomptes envoyés")


@dataclass(frozen=True, slots=True)
class RangCompletude:
    """One exercise: whether each document of ``DOCUMENTS`` is there."""

    exercice: str
    debut: date
    fin: date
    presents: tuple[bool, ...]


@dataclass(frozen=True)
class Pieces:
    """Of a copropriété: first day of the exercises with a budget, due dates called, accounts by last day.

    ``envoyees``: by last day of an exercise regularised, whether its statements were sent.
    """

    budgets: set[date] = field(default_factory=set)
    appels: set[date] = field(default_factory=set)
    comptes: dict[date, StatutComptes] = field(default_factory=dict)
    envoyees: dict[date, bool] = field(default_factory=dict)


def _name_pieces() -> CompoundSelect[Any]:
    """What is kept of each piece: its copropriété, what it is, its day, and how far it went."""
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    depuis, muet = bindparam("depuis", type_=Date), literal_column("''", String)
    b, a, c, r = Exercice, MontantAppele, ComptesAnnuels, RegularisationExercice
    envoi = case((r.envoyee_le.is_(None), muet), else_=literal_column("'envoyee'"))
    return union_all(
        select(b.copropriete_id, literal_column("'budget'", String), b.debut, muet)
        .join(BudgetVote, BudgetVote.exercice_id == b.id)
        .where(b.copropriete_id.in_(ids), b.fin >= depuis)
        .distinct(),
        select(a.copropriete_id, literal_column("'appel'"), a.exigible, muet)
        .where(a.copropriete_id.in_(ids), a.annule_le.is_(None), a.exigible >= depuis)
        .distinct(),
        select(c.copropriete_id, literal_column("'comptes'"), c.fin, cast(c.statut, String))
        .where(c.copropriete_id.in_(ids), c.fin >= depuis, c.statut.in_(ORDRE)),
        select(r.copropriete_id, literal_column("'regularisation'"), r.fin, envoi)
        .where(r.copropriete_id.in_(ids), r.fin >= depuis, r.statut != StatutRegularisation.REMPLACEE),
    )  # fmt: skip


ORDRE = (StatutComptes.APERCU, StatutComptes.RECUS, StatutComptes.APPROUVES)
PIECES = _name_pieces()
LOT = 5000
"""Copropriétés asked for at once: a database takes so many values in a query, and no more."""


def load_pieces(session: Session, copropriete_ids: Sequence[int], depuis: date) -> dict[int, Pieces]:
    """By copropriété, in one query: budgets, due dates called, accounts (the furthest they went), régularisations."""
    pieces = {ident: Pieces() for ident in copropriete_ids}
    for premier in range(0, len(copropriete_ids), LOT):
        valeurs = {"ids": copropriete_ids[premier : premier + LOT], "depuis": depuis}
        for ident, genre, jour, etape in session.connection().execute(PIECES, valeurs):
            siennes = pieces[ident]
            if genre == "budget":
                siennes.budgets.add(jour)
            elif genre == "appel":
                siennes.appels.add(jour)
            elif genre == "comptes":
                statut = StatutComptes[etape]
                siennes.comptes[jour] = max(siennes.comptes.get(jour, statut), statut, key=ORDRE.index)
            else:
                siennes.envoyees[jour] = bool(etape)
    return pieces


def build_completude(annees: Sequence[Annee], pieces: Pieces) -> list[RangCompletude]:
    """One row an exercise, the oldest first."""
    rangs = []
    for annee in annees:
        statut = pieces.comptes.get(annee.fin)
        presents = (
            annee.debut in pieces.budgets or any(annee.budgets.values()),
            any(annee.debut <= jour <= annee.fin for jour in pieces.appels),
            statut in (StatutComptes.RECUS, StatutComptes.APPROUVES),
            statut is StatutComptes.APPROUVES,
            any(annee.montants.values()),
        )
        rangs.append(RangCompletude(annee.exercice, annee.debut, annee.fin, presents))
    return rangs


def reach_etapes(fin: date, pieces: Pieces) -> tuple[bool, ...]:
    """Which of ``ETAPES`` the exercise that ends on a day reached."""
    statut, envoyee = pieces.comptes.get(fin), pieces.envoyees.get(fin)
    return (
        statut is not None, statut in (StatutComptes.RECUS, StatutComptes.APPROUVES),
        statut is StatutComptes.APPROUVES, envoyee is not None, envoyee is True,
    )  # fmt: skip


def count_campagne(atteintes: Sequence[tuple[bool, ...]]) -> list[EtapeCampagne]:
    """The stages of the campaign over some exercises, each with the stages it reached."""
    nombres = [sum(colonne) for colonne in zip(*atteintes, strict=True)] or [0] * len(ETAPES)
    return [EtapeCampagne(nom, nombre, len(atteintes)) for nom, nombre in zip(ETAPES, nombres, strict=True)]
