"""The books as they are read: journal, general ledger, trial balance, balance by syndicat. Filters in, rows out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from services.appels_fonds.models import AppelFonds, Ecriture, Lettrage, LigneEcriture, LigneLettree, StatutEcriture
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes

PAR_PAGE = 100


@dataclass(frozen=True)
class FiltreLivre:
    """What the books are narrowed to; all of it is in the address. ``compte`` is the beginning of a number."""

    debut: date
    fin: date
    journal: str = ""
    compte: str = ""
    copropriete: str = ""
    statut: str = ""
    lettrage: str = ""
    texte: str = ""
    page: int = 1


class LigneLivre(NamedTuple):
    """One leg with its entry; amounts in centimes, ``cumul`` the running balance of its account when asked for."""

    id: int
    ecriture_id: int
    journal: str
    numero: int | None
    date_ecriture: date
    statut: str
    piece_ref: str
    appel: str | None
    compte: str
    compte_libelle: str
    auxiliaire: str | None
    auxiliaire_libelle: str | None
    libelle: str
    debit_centimes: int
    credit_centimes: int
    lettre: str | None
    lettrage_id: int | None
    note: str | None
    cumul: int | None = None


@dataclass(frozen=True)
class PageLivre:
    """One page of legs, and the totals of the whole filtered list."""

    lignes: Sequence[LigneLivre]
    total: int
    debit_centimes: int
    credit_centimes: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAR_PAGE))

    @property
    def premiere(self) -> int:
        """Rank of the first leg shown."""
        return (self.page - 1) * PAR_PAGE + 1

    @property
    def derniere(self) -> int:
        """Rank of the last leg shown."""
        return self.premiere + len(self.lignes) - 1

    @property
    def solde_centimes(self) -> int:
        """Debit less credit of the whole list."""
        return self.debit_centimes - self.credit_centimes


def _conditions(acteur: Acteur, filtre: FiltreLivre) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Ecriture.date_ecriture.between(filtre.debut, filtre.fin)]
    owner = func.coalesce(Ecriture.copropriete_id, AppelFonds.copropriete_id)
    visible = visible_coproprietes(acteur)
    if filtre.copropriete:
        visible = visible.where(Copropriete.code == filtre.copropriete)
    if filtre.copropriete or not acteur.sees_all:
        found.append(owner.in_(visible.with_only_columns(Copropriete.id)))
    if filtre.journal:
        found.append(Ecriture.journal == filtre.journal)
    if filtre.compte:
        found.append(LigneEcriture.compte.startswith(filtre.compte, autoescape=True))
    if filtre.statut in StatutEcriture.__members__:
        found.append(Ecriture.statut == StatutEcriture(filtre.statut))
    if filtre.lettrage:
        is_lettered = LigneLettree.ligne_id.is_not(None)
        found.append(is_lettered if filtre.lettrage == "oui" else ~is_lettered)
    if filtre.texte:
        found.append(or_(*(
            column.contains(filtre.texte, autoescape=True) for column in (Ecriture.piece_ref, LigneEcriture.libelle)
        )))  # fmt: skip
    return found


def _joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    statement: Select[*tuple[Any, ...]] = (
        select(*columns)
        .select_from(LigneEcriture)
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .outerjoin(AppelFonds, AppelFonds.id == Ecriture.appel_id)
        .outerjoin(LigneLettree, LigneLettree.ligne_id == LigneEcriture.id)
        .outerjoin(Lettrage, Lettrage.id == LigneLettree.lettrage_id)
    )
    return statement


COLONNES = (
    LigneEcriture.id, Ecriture.id, Ecriture.journal, Ecriture.numero, Ecriture.date_ecriture, Ecriture.statut,
    Ecriture.piece_ref, AppelFonds.numero, LigneEcriture.compte, LigneEcriture.compte_libelle,
    LigneEcriture.auxiliaire, LigneEcriture.auxiliaire_libelle, LigneEcriture.libelle, LigneEcriture.debit_centimes,
    LigneEcriture.credit_centimes, Lettrage.code, Lettrage.id, Ecriture.note,
)  # fmt: skip


def list_journal(session: Session, acteur: Acteur, filtre: FiltreLivre, *, whole: bool = False) -> PageLivre:
    """The legs in the order of the journal: date, entry, rank. ``whole``: every leg, for an export."""
    order = (Ecriture.date_ecriture, Ecriture.journal, Ecriture.id, LigneEcriture.rang)
    return _list(session, acteur, filtre, order, whole=whole)


def list_grand_livre(session: Session, acteur: Acteur, filtre: FiltreLivre, *, whole: bool = False) -> PageLivre:
    """The legs account by account, then by syndicat, with the running balance of each account and syndicat."""
    order = (
        LigneEcriture.compte,
        func.coalesce(LigneEcriture.auxiliaire, ""),
        Ecriture.date_ecriture,
        LigneEcriture.id,
    )
    cumul = func.sum(LigneEcriture.debit_centimes - LigneEcriture.credit_centimes).over(
        partition_by=(LigneEcriture.compte, func.coalesce(LigneEcriture.auxiliaire, "")),
        order_by=(Ecriture.date_ecriture, LigneEcriture.id),
    )
    return _list(session, acteur, filtre, order, cumul, whole=whole)


def _list(
    session: Session, acteur: Acteur, filtre: FiltreLivre, order: Sequence[Any], *more: Any, whole: bool
) -> PageLivre:
    conditions = _conditions(acteur, filtre)
    total, debit, credit = session.execute(
        _joined(func.count(), func.sum(LigneEcriture.debit_centimes), func.sum(LigneEcriture.credit_centimes))
        .where(*conditions)
    ).one()  # fmt: skip
    page = 1 if whole else min(filtre.page, max(1, -(-total // PAR_PAGE)))
    statement = _joined(*COLONNES, *more).where(*conditions).order_by(*order)
    if not whole:
        statement = statement.limit(PAR_PAGE).offset((page - 1) * PAR_PAGE)
    lignes = [
        LigneLivre(*row[: len(COLONNES)], *(int(value) for value in row[len(COLONNES) :]))
        for row in session.execute(statement)
    ]
    return PageLivre(lignes, total, int(debit or 0), int(credit or 0), page)


class LigneBalance(NamedTuple):
    """One account (or one syndicat) over a period, in centimes: what it bore before, what moved, what it bears."""

    numero: str
    libelle: str
    ouverture_centimes: int
    debit_centimes: int
    credit_centimes: int

    @property
    def solde_centimes(self) -> int:
        """Opening balance plus debit less credit; negative: we owe."""
        return self.ouverture_centimes + self.debit_centimes - self.credit_centimes


def list_balance(session: Session, acteur: Acteur, filtre: FiltreLivre) -> list[LigneBalance]:
    """The trial balance: one line an account, drafts left out unless the filter asks for them."""
    return _balance(session, acteur, filtre, LigneEcriture.compte, LigneEcriture.compte_libelle)


def list_balance_auxiliaire(session: Session, acteur: Acteur, filtre: FiltreLivre) -> list[LigneBalance]:
    """The balance by syndicat: what we owe each (negative), over every account of third parties."""
    return _balance(
        session, acteur, filtre, LigneEcriture.auxiliaire, LigneEcriture.auxiliaire_libelle,
        LigneEcriture.auxiliaire.is_not(None),
    )  # fmt: skip


def _balance(
    session: Session, acteur: Acteur, filtre: FiltreLivre, numero: Any, libelle: Any, *conditions: ColumnElement[bool]
) -> list[LigneBalance]:
    before = Ecriture.date_ecriture < filtre.debut
    solde = LigneEcriture.debit_centimes - LigneEcriture.credit_centimes
    since_ever = FiltreLivre(
        date(1900, 1, 1), filtre.fin, filtre.journal, filtre.compte, filtre.copropriete, filtre.statut or "VALIDEE"
    )
    if filtre.statut == "TOUTES":
        since_ever = FiltreLivre(date(1900, 1, 1), filtre.fin, filtre.journal, filtre.compte, filtre.copropriete)
    rows = session.execute(
        _joined(
            numero, func.max(libelle), func.sum(solde).filter(before),
            func.sum(LigneEcriture.debit_centimes).filter(~before),
            func.sum(LigneEcriture.credit_centimes).filter(~before),
        )
        .where(*_conditions(acteur, since_ever), *conditions)
        .group_by(numero)
        .order_by(numero)
    )  # fmt: skip
    return [LigneBalance(row[0], row[1], *(int(value or 0) for value in row[2:])) for row in rows]
