"""``python -m tests.messages.coupure POINT relais``: our own command, which ends itself at one precise point.

It ends by SIGKILL, on itself: nothing of what follows that point runs, no more than when somebody kills it there.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import event

import services.appels_fonds.actors
import services.charges.actors  # noqa: F401 - each declares what its service hears
import shared.broker
import shared.inbox
import shared.relay
import shared.taches
from services.appels_fonds.models import AppelFonds, ImportAppel, VoteConnu
from services.charges.models import MontantAppele
from services.cli import main
from shared.database import Session


def die() -> None:
    """As ``kill -9``."""
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str) -> None:
    """Die instead of calling."""
    setattr(owner, name, lambda *_args, **_options: die())


def after(owner: Any, name: str) -> None:
    """Die once the call has done something."""
    real: Callable[..., Any] = getattr(owner, name)

    def wrapped(*args: Any, **options: Any) -> Any:
        result = real(*args, **options)
        if result:
            die()
        return result

    setattr(owner, name, wrapped)


def after_insert_of_the_effect() -> None:
    """Die when the service has written what it heard, in a transaction that is not committed."""

    @event.listens_for(Session, "after_flush")
    def flushed(session: Any, _context: object) -> None:
        if any(isinstance(written, MontantAppele | VoteConnu | AppelFonds | ImportAppel) for written in session.new):
            die()


def at_the_first_failure(cut: Callable[[], None]) -> Callable[[], None]:
    """Give a message up without a second try, so that the cut is reached at once."""

    def install() -> None:
        for receiver in shared.inbox.RECEIVERS.values():
            receiver.options["max_retries"] = 0
        cut()

    return install


POINTS: dict[str, Callable[[], None]] = {
    "avant_envoi": lambda: before(RabbitmqBroker, "enqueue"),
    "apres_envoi": lambda: after(RabbitmqBroker, "enqueue"),
    "apres_marque": lambda: after(shared.relay, "relay_once"),
    "avant_transaction": lambda: before(shared.inbox, "receive"),
    "apres_inscription": lambda: after(shared.inbox, "_claim"),
    "en_avancant": lambda: before(shared.taches.Avancement, "count"),
    "apres_effet": after_insert_of_the_effect,
    "apres_validation": lambda: after(shared.inbox, "receive"),
    "abandon": at_the_first_failure(lambda: before(shared.broker, "keep_failure")),
    "apres_remise": lambda: after(StubBroker, "enqueue"),
}
"""Each point, in the order a fact meets them."""

if __name__ == "__main__":
    POINTS[sys.argv[1]]()
    main(sys.argv[2:], prog_name="tantieme")
