"""Recoverable rates: read on a day, decided with a justification, withdrawn; the ratio of each clé for who asks it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from services.charges.cumuls.agregats import refresh_agregat
from services.charges.models import ComptesAnnuels, DepenseAnnuelle, LigneCharge, TauxRecuperable
from services.charges.postes.nomenclature import NON_CLASSE, Poste, find_poste, load_nomenclature
from services.charges.postes.recuperation import check_taux, split_recuperable
from services.charges.postes.taux import TauxDecide, TauxEnVigueur, choose_taux
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError
from shared.models import now
from shared.patrimoine.lectures import get_copropriete

HORS_RATIO = ("TRX", "FDT", "PRD")
"""Families that are no current charge: a call on the budget does not pay them."""


def list_decides(session: Session, copropriete_id: int | None) -> list[TauxDecide]:
    """Every rate decided for this copropriété or for all, withdrawn ones left out."""
    rows = session.scalars(
        select(TauxRecuperable).where(
            TauxRecuperable.retire_le.is_(None),
            or_(TauxRecuperable.copropriete_id.is_(None), TauxRecuperable.copropriete_id == copropriete_id),
        )
    )
    return [
        TauxDecide(
            row.poste, Decimal(row.taux_centiemes) / 100, row.du, row.au, row.justification,
            row.copropriete_id is not None, row.id,
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class RatioCle:
    """What of one clé can be recovered, in centimes of the exercise it was measured on, all owners together."""

    cle: str
    total_centimes: int
    recuperable_centimes: int
    a_qualifier_centimes: int

    @property
    def taux(self) -> Decimal:
        """Recoverable / total in percent, cut at two decimals (never above what is known), 0 when nothing is known."""
        if self.total_centimes <= 0 or self.recuperable_centimes <= 0:
            return Decimal("0.00")
        ratio = Decimal(self.recuperable_centimes) * 100 / self.total_centimes
        return min(ratio, Decimal(100)).quantize(Decimal("0.01"), ROUND_DOWN)

    @property
    def fondement(self) -> str:
        """The sentence that says how the ratio was made."""
        return "Somme des dépenses de la clé × taux de leur poste, divisée par les dépenses de la clé (estimation)"


@dataclass(frozen=True)
class TauxDePoste:
    """The rate of a poste on a day, ready to be shown."""

    code: str
    libelle: str
    mode: str
    taux: Decimal
    fondement: str
    origine: str
    du: date | None
    au: date | None


@dataclass(frozen=True)
class TauxCopropriete:
    """The answer to « what can be recovered here on this day »: by poste, and by clé on the last known exercise."""

    copropriete: str
    le: date
    exercice: str | None
    debut: date | None
    fin: date | None
    cles: tuple[RatioCle, ...]
    postes: tuple[TauxDePoste, ...]


def load_taux(session: Session, acteur: Acteur, code: str, le: date) -> TauxCopropriete:
    """Rates of a copropriété on a day, and the recoverable ratio of each clé on the last exercise begun by then.

    The ratio rests on the yearly aggregate, each poste at its rate of that day (charges.md § 2.3, 3).
    """
    copropriete = get_copropriete(session, acteur, code)
    decides = list_decides(session, copropriete.id)
    postes = {poste.code: choose_taux(poste, le, decides) for poste in load_nomenclature().values()}
    debut = session.scalar(
        select(func.max(DepenseAnnuelle.debut)).where(
            DepenseAnnuelle.copropriete_id == copropriete.id, DepenseAnnuelle.debut <= le
        )
    )
    depenses = session.scalars(
        select(DepenseAnnuelle).where(
            DepenseAnnuelle.copropriete_id == copropriete.id, DepenseAnnuelle.debut == debut
        ).order_by(DepenseAnnuelle.cle)
    ).all()  # fmt: skip
    return TauxCopropriete(
        copropriete.code, le,
        depenses[0].exercice if depenses else None, debut, depenses[0].fin if depenses else None,
        tuple(_measure_cles(depenses, postes)),
        tuple(_show_poste(poste, postes[poste.code]) for poste in load_nomenclature().values()),
    )  # fmt: skip


def _show_poste(poste: Poste, vigueur: TauxEnVigueur) -> TauxDePoste:
    return TauxDePoste(
        poste.code, poste.libelle, poste.mode, vigueur.taux, vigueur.fondement, vigueur.origine, vigueur.du, vigueur.au
    )


def describe_postes() -> list[TauxDePoste]:
    """The default rate of every poste with its ground, whatever was decided."""
    return [_show_poste(poste, choose_taux(poste, date.max, ())) for poste in load_nomenclature().values()]


def _measure_cles(depenses: Sequence[DepenseAnnuelle], postes: dict[str, TauxEnVigueur]) -> list[RatioCle]:
    sommes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for depense in depenses:
        if find_poste(depense.poste).famille in HORS_RATIO:
            continue
        somme = sommes[depense.cle]
        somme[0] += depense.realise_centimes
        somme[1] += split_recuperable(depense.realise_centimes, postes[depense.poste].taux).recuperable
        somme[2] += depense.realise_centimes if depense.poste == NON_CLASSE else 0
    return [RatioCle(cle, *somme) for cle, somme in sommes.items()]


def list_taux(session: Session, acteur: Acteur) -> list[TauxRecuperable]:
    """Every decided rate that this agent may see, withdrawn ones last, then by poste and day."""
    rows = session.scalars(
        select(TauxRecuperable).order_by(
            TauxRecuperable.retire_le.is_not(None), TauxRecuperable.poste, TauxRecuperable.du
        )
    )
    return [
        row for row in rows if row.copropriete is None or acteur.sees_all or row.copropriete.agence_id in acteur.agences
    ]


def decide_taux(
    session: Session, acteur: Acteur, poste: str, taux: Decimal, du: date, justification: str, code: str | None = None
) -> TauxRecuperable:
    """Decide a rate from a day on; the rate decided before for the same place ends the day before.

    :param taux: percent, at most two decimals.
    :raises InvalidError: no justification, a poste that is not an expense, or a rate that is not a percentage.
    """
    trouve = find_poste(poste)
    if trouve.famille in ("FDT", "PRD"):
        raise InvalidError(f"{poste} n’est pas une dépense : son taux ne se règle pas.", code="POSTE_SANS_TAUX")
    check_taux(taux)
    if taux * 100 != int(taux * 100):
        raise InvalidError("Un taux a deux décimales au plus.", code="TAUX_INVALIDE")
    if len(justification.strip()) < 10:
        raise InvalidError(
            "Justifiez le taux : accord collectif, contrat qui distingue les parts, décision… (10 lettres au moins).",
            code="JUSTIFICATION_ABSENTE",
        )
    copropriete = get_copropriete(session, acteur, code) if code else None
    _close_previous(session, poste, copropriete.id if copropriete else None, du)
    decide = TauxRecuperable(
        copropriete_id=copropriete.id if copropriete else None, poste=poste, taux_centiemes=int(taux * 100), du=du,
        justification=justification.strip(), cree_par=acteur.courriel, cree_le=now(),
    )  # fmt: skip
    session.add(decide)
    session.flush()
    refresh_taux(session, poste, decide.copropriete_id, du)
    record_acte(
        session, acteur, "décide un taux récupérable", "taux_recuperable", decide.id,
        copropriete_id=decide.copropriete_id,
        detail={"poste": poste, "taux": f"{taux:.2f}", "du": du.isoformat(), "justification": decide.justification},
    )  # fmt: skip
    return decide


def refresh_taux(session: Session, poste: str, copropriete_id: int | None, du: date) -> int:
    """Give the stored lines of a poste the rate now in force at the end of their exercise; returns how many exercises.

    Exercises that ended before ``du`` are not touched: an old year keeps its result.
    """
    query = (
        select(ComptesAnnuels)
        .join(LigneCharge, LigneCharge.comptes_id == ComptesAnnuels.id)
        .where(LigneCharge.poste == poste, LigneCharge.active.is_(True), ComptesAnnuels.fin >= du)
        .distinct()
    )
    if copropriete_id is not None:
        query = query.where(ComptesAnnuels.copropriete_id == copropriete_id)
    touches = []
    for comptes in session.scalars(query).all():
        if comptes.copropriete_id is None or comptes.fin is None or comptes.debut is None or comptes.exercice is None:
            continue
        taux = choose_taux(find_poste(poste), comptes.fin, list_decides(session, comptes.copropriete_id))
        session.execute(
            update(LigneCharge)
            .where(LigneCharge.comptes_id == comptes.id, LigneCharge.poste == poste)
            .values(taux_centiemes=taux.centiemes, fondement=taux.fondement)
        )
        touches.append((comptes.copropriete_id, comptes.exercice, comptes.debut, comptes.fin))
    for exercice in sorted(touches):
        refresh_agregat(session, *exercice)
    return len(touches)


def _close_previous(session: Session, poste: str, copropriete_id: int | None, du: date) -> None:
    open_rows = session.scalars(
        select(TauxRecuperable).where(
            TauxRecuperable.poste == poste,
            TauxRecuperable.copropriete_id.is_not_distinct_from(copropriete_id),
            TauxRecuperable.retire_le.is_(None),
            TauxRecuperable.au.is_(None),
        )
    ).all()
    if any(row.du >= du for row in open_rows):
        raise RefusedError(
            "Un taux décidé pour ce poste commence ce jour-là ou plus tard : retirez-le d’abord.",
            code="TAUX_DEJA_DECIDE",
        )
    for row in open_rows:
        row.au = du - timedelta(days=1)


def withdraw_taux(session: Session, acteur: Acteur, taux_id: int) -> None:
    """Withdraw a decided rate: it stays in the list, no longer counts, and the one it had closed goes on.

    :raises NotFoundError: no such rate, or one of a copropriété this agent does not see.
    """
    decide = session.get(TauxRecuperable, taux_id)
    if decide is None or decide.retire_le is not None:
        raise NotFoundError("Ce taux n’existe pas ou a déjà été retiré.", code="TAUX_INCONNU")
    if decide.copropriete is not None:
        get_copropriete(session, acteur, decide.copropriete.code)
    decide.retire_par, decide.retire_le = acteur.courriel, now()
    closed = session.scalar(
        select(TauxRecuperable).where(
            TauxRecuperable.poste == decide.poste,
            TauxRecuperable.copropriete_id.is_not_distinct_from(decide.copropriete_id),
            TauxRecuperable.retire_le.is_(None),
            TauxRecuperable.au == decide.du - timedelta(days=1),
        )
    )
    if closed is not None:
        closed.au = decide.au
    session.flush()
    refresh_taux(session, decide.poste, decide.copropriete_id, decide.du)
    record_acte(
        session, acteur, "retire un taux récupérable", "taux_recuperable", decide.id,
        copropriete_id=decide.copropriete_id, detail={"poste": decide.poste, "du": decide.du.isoformat()},
    )  # fmt: skip
