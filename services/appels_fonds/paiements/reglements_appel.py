"""How a call was paid: what each transfer settles of it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.models import PartVirement, Virement


def list_reglements(session: Session, appel_id: int) -> Sequence[PartVirement]:
    """The live parts of transfers that settle a call, with their batch; a credit offset is negative."""
    return session.scalars(
        select(PartVirement)
        .where(PartVirement.appel_id == appel_id, PartVirement.vive)
        .options(joinedload(PartVirement.virement).joinedload(Virement.remise))
        .order_by(PartVirement.id)
    ).all()
