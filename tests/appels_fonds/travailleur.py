"""What the worker of appels_fonds does with what was asked of it, called by hand: no queue, no other process."""

from sqlalchemy import select

import services.appels_fonds.actors  # noqa: F401 - declares who hears that a long file is to be read or integrated
from shared.database import Lecture
from shared.inbox import RECEIVERS, receive
from shared.models import OutboxMessage


def deliver(*, twice: bool = True) -> int:
    """Hand the waiting facts to appels_fonds, as its worker does; how many had an effect."""
    with Lecture() as session:
        facts = session.scalars(
            select(OutboxMessage).where(OutboxMessage.fait.in_(("LectureDemandee", "IntegrationDemandee")))
        )
        waiting = [(row.fait, row.id, row.contenu) for row in facts]
    return sum(receive(RECEIVERS[f"appels_fonds.{fait}"], id_, body) for fait, id_, body in waiting * (1 + twice))
