"""The demo portfolio: loaded into an empty database, with files to try by hand."""

from datetime import datetime

import click

from services.cli.contexte import option_aujourdhui, suite
from services.demo.chargement import load_demo
from services.demo.fichiers import write_fichiers
from shared.acteurs import SYSTEME
from shared.database import Session
from shared.presentation import today


@click.group()
def demo() -> None:
    """Portefeuille de démonstration."""


@demo.command()
@option_aujourdhui
def charger(aujourdhui: datetime | None) -> None:
    """Charge la démonstration dans une base vide, et écrit des fichiers à essayer dans le dossier de données."""
    jour = aujourdhui.date() if aujourdhui else today()
    with suite(drains=True) as config:
        with Session.begin() as session:
            bilan = load_demo(session, SYSTEME, jour)
        folder = write_fichiers(config.donnees, jour)
    click.echo(
        f"Démonstration chargée : {bilan.coproprietes} copropriétés, {bilan.lots} lots, {bilan.agents} agents, "
        f"{bilan.assemblees} assemblées, {bilan.resolutions} résolutions, {bilan.consignes} consignes, "
        f"{bilan.appels} appels de fonds, {bilan.depenses} lignes de charges."
    )
    click.echo(f"Fichiers à essayer : {folder}")
