"""The patrimoine as the reader of calls wants it: plain values, loaded in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.appels_fonds.lecture.referentiel import (
    CleConnue,
    CoproprieteConnue,
    LotConnu,
    Patrimoine,
    TantiemesConnus,
)
from shared.acteurs import Acteur
from shared.models import CleRepartition, Copropriete, DetentionLot, Lot, MandatSyndic, Syndic, TantiemeLot
from shared.patrimoine.lectures import visible_coproprietes


def load_patrimoine(session: Session, acteur: Acteur) -> Patrimoine:
    """Every copropriété the agent may post calls for, with its clés, its lots and their dated tantièmes."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    cles, lots, syndics = _cles(session, visible), _lots(session, visible), _syndics(session, visible)
    rows = session.execute(
        select(
            Copropriete.id, Copropriete.code, Copropriete.nom, Copropriete.adresse,
            Copropriete.immatriculation, Copropriete.reference_bailleur,
        ).where(Copropriete.id.in_(visible)).order_by(Copropriete.code)
    )  # fmt: skip
    return Patrimoine(
        tuple(
            CoproprieteConnue(
                row.code, row.nom, row.adresse, row.immatriculation, row.reference_bailleur,
                tuple(syndics[row.id]), tuple(cles[row.id]), tuple(lots[row.id]),
            )
            for row in rows
        )
    )  # fmt: skip


def _cles(session: Session, visible: Select[int]) -> dict[int, list[CleConnue]]:
    found: dict[int, list[CleConnue]] = defaultdict(list)
    for row in session.execute(
        select(
            CleRepartition.copropriete_id, CleRepartition.code, CleRepartition.libelle, CleRepartition.total_tantiemes
        ).where(CleRepartition.copropriete_id.in_(visible)).order_by(CleRepartition.id)
    ):  # fmt: skip
        found[row.copropriete_id].append(CleConnue(row.code, row.libelle, row.total_tantiemes))
    return found


def _syndics(session: Session, visible: Select[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for copropriete_id, nom in session.execute(
        select(MandatSyndic.copropriete_id, Syndic.nom).join(Syndic).where(MandatSyndic.copropriete_id.in_(visible))
    ):
        found[copropriete_id].append(nom)
    return found


def _lots(session: Session, visible: Select[int]) -> dict[int, list[LotConnu]]:
    tantiemes: dict[int, dict[tuple[object, object], dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for lot_id, du, au, part, cle in session.execute(
        select(TantiemeLot.lot_id, TantiemeLot.du, TantiemeLot.au, TantiemeLot.tantiemes, CleRepartition.code)
        .join(CleRepartition)
        .where(CleRepartition.copropriete_id.in_(visible))
    ):
        tantiemes[lot_id][du, au][cle] = part
    found: dict[int, list[LotConnu]] = defaultdict(list)
    for row in session.execute(
        select(Lot.copropriete_id, Lot.id, Lot.numero, DetentionLot.du, DetentionLot.au)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(Lot.copropriete_id.in_(visible))
        .order_by(Lot.id, DetentionLot.du)
    ):
        dated = _dated(tantiemes[row.id].items())
        found[row.copropriete_id].append(LotConnu(row.numero, row.du, row.au, dated))
    return found


def _dated(periods: Iterable[tuple[tuple[object, object], dict[str, int]]]) -> tuple[TantiemesConnus, ...]:
    return tuple(TantiemesConnus(cles, du, au) for (du, au), cles in periods)  # type: ignore[arg-type]
