"""The patrimoine as the reader of calls wants it: plain values; the lots of a copropriété only once it is named."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from services.appels_fonds.lecture.patrimoine.referentiel import (
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
    lots = _Lots(session)
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
                tuple(syndics[row.id]), tuple(cles[row.id]), lots.defer(row.code, syndics[row.id]),
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


class _Lots:
    """The lots of a portfolio, asked for one copropriété at a time: its own first, which is all that most files need;
    from the second on, those of every copropriété that shares its syndic, since one syndic sends a file, or that has
    none known either."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._differes: dict[str, LotsDifferes] = {}
        self._syndics: dict[str, frozenset[str]] = {}
        self._demandes = 0

    def defer(self, code: str, syndics: Iterable[str]) -> LotsDifferes:
        """The lots of a copropriété, not loaded yet."""
        self._differes[code] = differes = LotsDifferes(partial(self._load, code))
        self._syndics[code] = frozenset(syndics)
        return differes

    def _load(self, code: str) -> Sequence[LotConnu]:
        self._demandes += 1
        voisines = [
            autre
            for autre, differes in self._differes.items()
            if self._demandes > 1 and not differes.is_loaded and self._share_syndic(code, autre)
        ]
        trouves = _list_lots(self._session, {code, *voisines})
        for autre in voisines:
            self._differes[autre].fill(trouves[autre])
        return trouves[code]

    def _share_syndic(self, une: str, autre: str) -> bool:
        return not self._syndics[une].isdisjoint(self._syndics[autre]) or self._syndics[une] == self._syndics[autre]


def fill_lots(session: Session, patrimoine: Patrimoine, codes: Collection[str]) -> None:
    """Load at once the lots of those copropriétés whose lots nobody has asked for yet."""
    differes = {one.code: one.lots for one in patrimoine.coproprietes if one.code in codes}
    wanted = {code: lots for code, lots in differes.items() if isinstance(lots, LotsDifferes) and not lots.is_loaded}
    if not wanted:
        return
    trouves = _list_lots(session, wanted)
    for code, lots in wanted.items():
        lots.fill(trouves[code])


def _list_lots(session: Session, codes: Collection[str]) -> Mapping[str, list[LotConnu]]:
    found: dict[str, list[LotConnu]] = defaultdict(list)
    for code, numero, du, au in session.execute(
        select(Copropriete.code, Lot.numero, DetentionLot.du, DetentionLot.au)
        .join(Lot, Lot.copropriete_id == Copropriete.id)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(Copropriete.code.in_(codes))
        .order_by(Lot.id, DetentionLot.du)
    ):
        found[code].append(LotConnu(numero, du, au))
    return found
