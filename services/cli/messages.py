"""Messages that failed, for ops: list them, replay them."""

import json
import sys

import click
from sqlalchemy import select

from services.cli.contexte import option_json, suite
from shared.broker import replay_failure
from shared.database import Lecture
from shared.models import FailedMessage
from shared.outbox import age_of_oldest, count_waiting
from shared.presentation import accord


@click.group()
def messages() -> None:
    """Faits échangés entre les services."""


@messages.command()
@option_json
def lister(en_json: bool) -> None:
    """Les messages en échec, et ce qui attend encore d'être envoyé."""
    with suite(), Lecture() as session:
        failed = session.scalars(
            select(FailedMessage).where(FailedMessage.rejoue_le.is_(None)).order_by(FailedMessage.id)
        )
        rows = [
            {
                "id": message.message_id,
                "fait": message.fait,
                "service": message.service,
                "echoue_le": message.echoue_le.isoformat(),
                "erreur": message.erreur.strip().splitlines()[-1],
            }
            for message in failed
        ]
        waiting, age = count_waiting(session), age_of_oldest(session)
    if en_json:
        click.echo(json.dumps({"echecs": rows, "en_attente": waiting, "age_secondes": age}, ensure_ascii=False))
        return
    for row in rows:
        click.echo("  ".join(row.values()))
    click.echo(f"{len(rows)} en échec, {waiting} en attente d’envoi")


@messages.command()
@click.argument("identifiants", nargs=-1)
@click.option("--tous", is_flag=True, help="Rejoue tous les échecs.")
def rejouer(identifiants: tuple[str, ...], tous: bool) -> None:
    """Remet des messages en échec dans la boîte d'envoi."""
    if not identifiants and not tous:
        raise click.UsageError("donnez au moins un identifiant, ou --tous")
    with suite(drains=True):
        if tous:
            with Lecture() as session:
                pending = select(FailedMessage.message_id).where(FailedMessage.rejoue_le.is_(None))
                identifiants = tuple(session.scalars(pending))
        unknown = [identifiant for identifiant in identifiants if not replay_failure(identifiant)]
    click.echo(f"{accord(len(identifiants) - len(unknown), 'message')} remis à l’envoi")
    if unknown:
        click.echo("Inconnus : " + ", ".join(unknown), err=True)
        sys.exit(1)
