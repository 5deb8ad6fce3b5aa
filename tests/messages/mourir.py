"""Starts our relay or our worker so that it dies by SIGKILL at one exact point of the journey of a fact.

``python -m tests.messages.mourir POINT``: the process is the real one, but for the line that kills it.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

from dramatiq.brokers.rabbitmq import RabbitmqBroker

from services.processus import import_actors, run_relay_process, run_worker
from shared import inbox
from shared.config import load_config


def die() -> NoReturn:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def die_before(function: Callable[..., Any]) -> Callable[..., Any]:
    """Die instead of calling ``function``."""
    return lambda *_args, **_kwargs: die()


def die_after(function: Callable[..., Any]) -> Callable[..., Any]:
    """Die as soon as ``function`` has done its work."""

    def call(*args: Any, **kwargs: Any) -> NoReturn:
        function(*args, **kwargs)
        die()

    return call


def cut_relay(cut: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """The relay, cut around the sending of a message."""
    RabbitmqBroker.enqueue = cut(RabbitmqBroker.enqueue)  # type: ignore[method-assign]
    run_relay_process(load_config())


def cut_use_case(cut: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """The worker, cut inside the transaction, around the use case."""
    import_actors("charges")
    for name, receiver in inbox.RECEIVERS.items():
        inbox.RECEIVERS[name] = replace(receiver, use_case=cut(receiver.use_case))
    run_worker(load_config(), "charges")


def cut_acknowledgement() -> None:
    """The worker, cut after its commit and before it acknowledges the message."""
    inbox.receive = die_after(inbox.receive)
    run_worker(load_config(), "charges")


POINTS: dict[str, Callable[[], None]] = {
    "relais-avant-envoi": lambda: cut_relay(die_before),
    "relais-apres-envoi": lambda: cut_relay(die_after),
    "worker-avant-ecriture": lambda: cut_use_case(die_before),
    "worker-apres-ecriture": lambda: cut_use_case(die_after),
    "worker-apres-commit": cut_acknowledgement,
}

if __name__ == "__main__":
    POINTS[sys.argv[1]]()
