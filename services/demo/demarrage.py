"""First start on a bare machine: the demo is loaded into an empty folder, then the address and accounts are printed."""

import click
from sqlalchemy import select

from services.demo.chargement import MOT_DE_PASSE, is_empty, load_demo
from services.demo.fichiers import write_fichiers
from services.demo.noms import EMPLOYES
from shared.acteurs import ROLES, SYSTEME
from shared.config import Config
from shared.database import Lecture, Session
from shared.models import Agent
from shared.pdf.scellement import make_certificat_demonstration
from shared.presentation import today


def load_if_empty(config: Config) -> None:
    """Load the demo and write its files, when the database is embedded and nobody entered anything yet."""
    if not config.embedded:
        return
    jour = today()
    with Session.begin() as session:
        if not is_empty(session):
            return
        click.echo("Premier démarrage : chargement de la démonstration…")
        load_demo(session, SYSTEME, jour)
    make_certificat_demonstration(config.donnees / "certificat-demonstration.p12", "ESH Rhône et Forez Habitat")
    write_fichiers(config.donnees, jour)


def announce(config: Config, port: int) -> None:
    """Print the address, and the demo accounts when they are those of this database."""
    click.echo(f"Tantième est prêt : http://localhost:{port}")
    with Lecture() as session:
        known = set(session.scalars(select(Agent.courriel)))
    present = [employe for employe in EMPLOYES if employe.courriel in known]
    if not present:
        return
    click.echo(f"Comptes de démonstration, mot de passe {MOT_DE_PASSE} :")
    for employe in present:
        roles = ", ".join(ROLES[role] for role in employe.roles)
        click.echo(f"  {employe.courriel:<32} {roles} ({', '.join(employe.agences)})")
    click.echo(f"Fichiers à essayer : {config.donnees / 'demo'}")
