"""The audit journal, for ops."""

import json
import sys

import click

from services.cli.contexte import option_json, suite
from shared.audit import verify_chain
from shared.database import Lecture
from shared.models import now


@click.group()
def audit() -> None:
    """Journal d'audit."""


@audit.command()
@option_json
def verifier(en_json: bool) -> None:
    """Prouve que la chaîne est entière, et dit l'âge de ce qui n'est pas encore scellé."""
    with suite(), Lecture() as session:
        found = verify_chain(session)
    age = int((now() - found.plus_ancienne_en_attente).total_seconds()) if found.plus_ancienne_en_attente else 0
    if en_json:
        click.echo(
            json.dumps(
                {
                    "lignes_scellees": found.lignes_scellees,
                    "lignes_en_attente": found.lignes_en_attente,
                    "age_secondes": age,
                    "rupture": found.rupture,
                },
                ensure_ascii=False,
            )
        )
    else:
        click.echo(
            f"{found.lignes_scellees} lignes scellées ; {found.lignes_en_attente} en attente "
            f"(la plus ancienne : {age} s)"
        )
    if found.rupture:
        click.echo(f"Chaîne rompue : {found.rupture}.", err=True)
        sys.exit(1)
