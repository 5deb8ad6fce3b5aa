"""What most commands start with: the database, migrated when embedded, and who acts."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from services.migrations import migrate
from services.processus import bind, drain, import_actors
from shared.acteurs import SYSTEME, Acteur
from shared.auth.comptes import find_agent, to_acteur
from shared.broker import build_broker
from shared.config import Config, load_config
from shared.database import Lecture
from shared.inbox import declare_actors

option_agent = click.option("--agent", metavar="COURRIEL", help="Au nom de qui agir (par défaut : le système).")
option_json = click.option("--json", "en_json", is_flag=True, help="Écrit seulement du JSON sur la sortie standard.")
option_aujourdhui = click.option(
    "--aujourdhui",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="La date du jour à retenir (par défaut : aujourd’hui).",
)


@contextmanager
def suite(*, drains: bool = False) -> Iterator[Config]:
    """Bind this process to its database; an embedded one is migrated first, and its facts are drained at the end."""
    config = load_config()
    bind(config)
    if config.embedded:
        migrate(config)
    yield config
    if drains and config.broker_url.startswith("memory:"):
        import_actors()
        broker = build_broker(config.broker_url)
        declare_actors(broker)
        drain(broker)


def acteur_for(courriel: str | None) -> Acteur:
    """The agent named on the command line, or the system.

    :raises NotFoundError: no such agent.
    """
    if courriel is None:
        return SYSTEME
    with Lecture() as session:
        return to_acteur(find_agent(session, courriel))
