"""The queues of one service: forgotten before and after a test, and worked until nothing is left in them."""

from collections.abc import Callable

import pika

from tests.messages.faits import is_settled, messages_in
from tests.messages.processus import ARRETS, Atelier


def forget_queues(url: str, queue: str) -> None:
    """Forget every message to one service."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    for name in (queue, f"{queue}.DQ", f"{queue}.XQ"):
        connection.channel().queue_delete(name)
    connection.close()


def finish(atelier: Atelier, url: str, queue: str, is_settled: Callable[[], bool] = is_settled) -> None:
    """Let the normal processes work, and end them cleanly, until no message is left anywhere, held or not.

    :param is_settled: says so by other means when another service, that does not run here, is told something too.
    """
    while not is_settled() or messages_in(url, queue):
        running = [atelier.start("relais"), atelier.start("worker", queue)]
        atelier.wait_until(lambda: is_settled() and messages_in(url, queue) == 0)
        assert {processus.stop() for processus in running} <= ARRETS
