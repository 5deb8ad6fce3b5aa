"""What assemblies voted: the calls to expect. Facts may come in any order; the latest vote is the one that counts.

A budget is called by quarters of its exercise (loi 14-1); works on the due dates the assembly fixed. Nothing is
erased: a vote that another one replaces stays, inactive.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from services.appels_fonds.controles.trimestres import list_trimestres
from services.appels_fonds.models import AppelAttendu, ChangementSyndic, MotifSuspension, VoteConnu
from services.appels_fonds.natures import Nature
from services.appels_fonds.paiements.suspensions import open_suspension
from shared.acteurs import SYSTEME
from shared.database import lock_for_update
from shared.messages import BudgetVote, MandatSyndicChange, TravauxVotes
from shared.models import now
from shared.montants import split_montant

VERROU = 7_106_100_000_000
"""Two facts of one copropriété handled at once must not both believe that theirs is the latest."""
NATURES = {"COURANT": Nature.PROVISION, "FONDS_TRAVAUX": Nature.FONDS_TRAVAUX}
"""The kind of call that each nature of budget gives."""


def record_budget(session: Session, fact: BudgetVote) -> None:
    """Expect the quarters of a voted budget, clé by clé and nature by nature."""
    for montant in fact.montants:
        nature = montant["nature"]
        vote = VoteConnu(
            copropriete_id=fact.copropriete_id, date_ag=fact.date_ag, rang=fact.rang,
            reference=f"budget:{fact.exercice}:{montant['cle']}:{nature}", libelle=f"Budget {fact.exercice}",
            cle=montant["cle"], nature=NATURES[nature].value, montant_centimes=montant["montant_centimes"],
        )  # fmt: skip
        record_vote(session, vote, list_trimestres(fact.debut, fact.fin))


def record_travaux(session: Session, fact: TravauxVotes) -> None:
    """Expect the instalments of voted works; without a due date, only their total is known."""
    vote = VoteConnu(
        copropriete_id=fact.copropriete_id, date_ag=fact.date_ag, rang=fact.rang,
        reference=f"travaux:{fact.date_ag.isoformat()}:{fact.resolution}:{fact.cle}", libelle=fact.libelle,
        cle=fact.cle, nature=Nature.TRAVAUX.value, montant_centimes=fact.montant_centimes,
    )  # fmt: skip
    record_vote(session, vote, [date.fromisoformat(jour) for jour in fact.echeances])


def record_vote(session: Session, vote: VoteConnu, exigibles: Iterable[date]) -> None:
    """Keep a vote with its expected calls; it counts unless a later one is known."""
    lock_for_update(session, VERROU + vote.copropriete_id)
    same = (VoteConnu.copropriete_id == vote.copropriete_id, VoteConnu.reference == vote.reference)
    known = {(other.date_ag, other.rang) for other in session.scalars(select(VoteConnu).where(*same))}
    here = (vote.date_ag, vote.rang)
    if here in known:
        return
    vote.actif, vote.recu_le = here > max(known, default=(date.min, 0)), now()
    days = sorted(set(exigibles))
    if vote.montant_centimes and days:
        parts = split_montant(vote.montant_centimes, [(jour, 1) for jour in days])
        vote.attendus = [AppelAttendu(exigible=jour, montant_centimes=part) for jour, part in parts.items()]
    if vote.actif:
        session.execute(update(VoteConnu).where(*same).values(actif=False))
    session.add(vote)
    session.flush()


def record_changement(session: Session, fact: MandatSyndicChange) -> None:
    """Another syndic takes over: his accounts are to be confirmed, and nothing is paid to the syndicat meanwhile."""
    known = session.scalar(
        select(ChangementSyndic).where(
            ChangementSyndic.copropriete_id == fact.copropriete_id, ChangementSyndic.du == fact.du
        )
    )
    if known is None:
        session.add(
            ChangementSyndic(
                copropriete_id=fact.copropriete_id, syndic_id=fact.syndic_id, du=fact.du, recu_le=now()
            )
        )  # fmt: skip
    elif known.syndic_id != fact.syndic_id:
        known.syndic_id, known.recu_le, known.confirme_le, known.confirme_par = fact.syndic_id, now(), None, None
    else:
        return
    session.flush()
    open_suspension(
        session, SYSTEME, fact.copropriete_id, MotifSuspension.CHANGEMENT_SYNDIC, reference=fact.du.isoformat(),
        detail=f"nouveau syndic depuis le {fact.du:%d/%m/%Y}",
    )  # fmt: skip


def list_votes(session: Session, copropriete_id: int) -> Sequence[VoteConnu]:
    """The votes that count for a copropriété, with the calls to expect, the latest assembly first."""
    query = (
        select(VoteConnu)
        .where(VoteConnu.copropriete_id == copropriete_id, VoteConnu.actif.is_(True), VoteConnu.montant_centimes != 0)
        .options(selectinload(VoteConnu.attendus))
        .order_by(VoteConnu.date_ag.desc(), VoteConnu.reference)
    )
    return session.scalars(query).all()


def list_changements(session: Session, copropriete_id: int) -> Sequence[ChangementSyndic]:
    """The changes of syndic whose accounts nobody has confirmed yet."""
    query = select(ChangementSyndic).where(
        ChangementSyndic.copropriete_id == copropriete_id, ChangementSyndic.confirme_le.is_(None)
    )
    return session.scalars(query.order_by(ChangementSyndic.du)).all()
