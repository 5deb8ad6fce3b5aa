"""The patrimoine as the reader of calls wants it: plain values; the lots of a copropriété only once it is named."""

from collections import defaultdict
from functools import partial

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.appels_fonds.lecture.referentiel import (
    CleConnue,
    CoproprieteConnue,
    FondsVote,
    LotConnu,
    LotsDifferes,
    Patrimoine,
)
from shared.acteurs import Acteur
from shared.models import (
    BudgetVote,
    CleRepartition,
    Copropriete,
    DetentionLot,
    Exercice,
    Lot,
    MandatSyndic,
    NatureBudget,
    Syndic,
)
from shared.patrimoine.lectures import visible_coproprietes


def load_patrimoine(session: Session, acteur: Acteur) -> Patrimoine:
    """Every copropriété the agent may post calls for, with its clés; its lots are loaded when they are asked for."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    cles, syndics, fonds = _cles(session, visible), _syndics(session, visible), _fonds(session, visible)
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
                tuple(syndics[row.id]), tuple(cles[row.id]), LotsDifferes(partial(_lots, session, row.id)),
                tuple(fonds[row.id]),
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


def _fonds(session: Session, visible: Select[int]) -> dict[int, list[FondsVote]]:
    """The keys of each contribution voted to a fonds de travaux; one of nothing is none."""
    found: dict[int, list[FondsVote]] = defaultdict(list)
    for copropriete_id, debut, fin, code in session.execute(
        select(Exercice.copropriete_id, Exercice.debut, Exercice.fin, CleRepartition.code)
        .join(BudgetVote, BudgetVote.exercice_id == Exercice.id)
        .join(CleRepartition, CleRepartition.id == BudgetVote.cle_repartition_id)
        .where(
            Exercice.copropriete_id.in_(visible),
            BudgetVote.nature == NatureBudget.FONDS_TRAVAUX,
            BudgetVote.montant_centimes != 0,
        )
        .order_by(BudgetVote.id)
    ):
        found[copropriete_id].append(FondsVote(debut, fin, frozenset({code})))
    return found


def _lots(session: Session, copropriete_id: int) -> tuple[LotConnu, ...]:
    rows = session.execute(
        select(Lot.numero, DetentionLot.du, DetentionLot.au)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(Lot.copropriete_id == copropriete_id)
        .order_by(Lot.id, DetentionLot.du)
    )
    return tuple(LotConnu(numero, du, au) for numero, du, au in rows)
