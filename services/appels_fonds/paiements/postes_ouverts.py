"""What is still owed on each call, by bank account: called less paid. A call undone after its payment is a credit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.appels_fonds.models import (
    AppelFonds,
    GenreCompte,
    LigneAppel,
    PartVirement,
    RemiseVirements,
    StatutAppel,
    StatutRemise,
    Virement,
)
from services.appels_fonds.natures import Nature
from shared.errors import RefusedError


@dataclass(frozen=True, slots=True)
class PosteOuvert:
    """A call (or the part of it that goes to one account) that is not settled: > 0 to pay, < 0 a credit; centimes."""

    appel_id: int
    numero: str
    copropriete_id: int
    genre: GenreCompte
    exigible: date
    solde_centimes: int
    lots: str = ""
    periode: str = ""


def list_postes(
    session: Session, copropriete_ids: Iterable[int], *, jusqu_au: date, en_livres: bool = False
) -> list[PosteOuvert]:
    """Every call due up to a day that is not settled, the oldest first.

    ``en_livres``: as our books say it on that day: a batch still to approve, or executed later, settles nothing.

    The lines of the fonds de travaux make a poste of their own when the syndicat has an account for it: the caller
    merges the two when it has not.
    """
    ids = list(copropriete_ids)
    genre = _genre(LigneAppel.nature)
    called = session.execute(
        _appels(ids, jusqu_au)
        .add_columns(genre, func.sum(LigneAppel.montant_centimes))
        .join(LigneAppel, LigneAppel.appel_id == AppelFonds.id)
        .where(LigneAppel.vive.is_(True), AppelFonds.statut != StatutAppel.ANNULE)
        .group_by(AppelFonds.id, AppelFonds.numero, AppelFonds.copropriete_id, AppelFonds.exigible,
                  AppelFonds.periode, genre)
    ).all()  # fmt: skip
    paid = session.execute(
        _appels(ids, jusqu_au)
        .add_columns(PartVirement.genre, func.sum(PartVirement.montant_centimes))
        .join(PartVirement, PartVirement.appel_id == AppelFonds.id)
        .where(PartVirement.vive.is_(True), *(_paid_in_books(jusqu_au) if en_livres else ()))
        .group_by(AppelFonds.id, AppelFonds.numero, AppelFonds.copropriete_id, AppelFonds.exigible,
                  AppelFonds.periode, PartVirement.genre)
    ).all()  # fmt: skip
    soldes: dict[tuple[int, GenreCompte], PosteOuvert] = {}
    for sign, rows in ((1, called), (-1, paid)):
        for appel_id, numero, copropriete_id, exigible, periode, kind, montant in rows:
            key = (appel_id, GenreCompte(kind))
            before = soldes[key].solde_centimes if key in soldes else 0
            soldes[key] = PosteOuvert(
                appel_id, numero, copropriete_id, key[1], exigible, before + sign * int(montant), periode=periode
            )
    order = sorted(soldes.values(), key=lambda poste: (poste.exigible, poste.numero, poste.genre))
    return [poste for poste in order if poste.solde_centimes]


def _appels(ids: Sequence[int], jusqu_au: date) -> Select[int, str, int, date, str]:
    return select(
        AppelFonds.id, AppelFonds.numero, AppelFonds.copropriete_id, AppelFonds.exigible, AppelFonds.periode
    ).where(AppelFonds.copropriete_id.in_(ids), AppelFonds.exigible <= jusqu_au)


def _paid_in_books(au: date) -> list[ColumnElement[bool]]:
    """What makes a part of a transfer an entry dated up to a day."""
    booked = (
        select(Virement.id)
        .join(RemiseVirements, RemiseVirements.id == Virement.remise_id)
        .where(RemiseVirements.statut == StatutRemise.APPROUVEE, RemiseVirements.execution_le <= au)
    )
    return [PartVirement.virement_id.in_(booked)]


def _genre(nature: InstrumentedAttribute[str]) -> ColumnElement[str]:
    return case((nature == Nature.FONDS_TRAVAUX, GenreCompte.FONDS_TRAVAUX), else_=GenreCompte.COURANT)


def refuse_if_in_remise(session: Session, appel_ids: Iterable[int]) -> None:
    """A call in a batch being prepared is not undone under the hands of those who pay it.

    :raises RefusedError: the batch must be cancelled first, or approved.
    """
    found = session.execute(
        select(RemiseVirements.numero, AppelFonds.numero)
        .join(Virement, Virement.remise_id == RemiseVirements.id)
        .join(PartVirement, PartVirement.virement_id == Virement.id)
        .join(AppelFonds, AppelFonds.id == PartVirement.appel_id)
        .where(
            PartVirement.appel_id.in_(list(appel_ids)), PartVirement.vive.is_(True),
            RemiseVirements.statut == StatutRemise.PREPAREE,
        )
        .limit(1)
    ).first()  # fmt: skip
    if found:
        raise RefusedError(
            f"L’appel {found[1]} est dans la remise de virements n° {found[0]}, pas encore approuvée : "
            "annulez la remise avant d’annuler l’import.",
            code="APPEL_EN_PAIEMENT",
        )
