"""The command line ``tantieme``: what ops, accountants' scripts and other programs call.

Exit codes: 0 done, 1 refused with the reason on standard error, 2 misuse.
"""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from services.cli.erreurs import show_erreur
from shared.config import ConfigurationIncomplete
from shared.errors import AppError

COMMANDES = {
    "serve": "exploitation", "web": "exploitation", "worker": "exploitation", "relais": "exploitation",
    "ordonnanceur": "exploitation", "migrer": "exploitation", "sante": "exploitation", "cles": "exploitation",
    "demo": "demo", "patrimoine": "patrimoine", "agents": "agents", "votes": "votes", "appels": "appels",
    "charges": "charges", "audit": "audit", "messages": "messages",
}  # fmt: skip
"""Each command and the module of this package that holds it: only the one called is imported."""


class Commandes(click.Group):
    """The groups of commands, imported on demand; a refusal is one sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module that holds a command."""
        if cmd_name not in COMMANDES:
            return None
        command: click.Command = getattr(importlib.import_module(f"services.cli.{COMMANDES[cmd_name]}"), cmd_name)
        return command

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and say a misuse in French."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            show_erreur(error)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo("Interrompu.", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say a refusal in one sentence."""
        try:
            return super().invoke(ctx)
        except AppError as error:
            refuse(error)
        except ConfigurationIncomplete as error:
            click.echo(str(error), err=True)
            sys.exit(1)


def refuse(error: AppError) -> None:
    """Print a refusal with each of its faults on standard error, and exit 1."""
    click.echo(error.detail, err=True)
    for faute in error.fautes:
        click.echo(f"  - {faute.get('ou') or ''} : {faute.get('message')}", err=True)
    sys.exit(1)


@click.group(cls=Commandes, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="tantieme")
def main() -> None:
    """Tantième : votes, appels de fonds et charges d'un bailleur copropriétaire."""
