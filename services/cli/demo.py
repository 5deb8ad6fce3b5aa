"""The demo portfolio, by hand."""

import click

from services.cli.contexte import suite
from services.demo.chargement import load_demo
from services.demo.fichiers import write_fichiers
from shared.acteurs import SYSTEME
from shared.database import Session
from shared.presentation import today


@click.group()
def demo() -> None:
    """Portefeuille de démonstration."""


@demo.command()
def charger() -> None:
    """Charge la démonstration ; refuse une base qui contient autre chose."""
    with suite(drains=True) as config:
        with Session.begin() as session:
            bilan = load_demo(session, SYSTEME, today())
        dossier = write_fichiers(config.donnees, today())
    click.echo(
        f"{bilan.coproprietes} copropriétés, {bilan.lots} lots, {bilan.agents} agents, {bilan.assemblees} AG, "
        f"{bilan.appels} appels, {bilan.depenses} lignes de charges. Fichiers à essayer : {dossier}"
    )
