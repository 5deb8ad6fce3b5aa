"""Agents: the first ADMIN of an empty site, invitations, resets, disabling."""

import click

from services.cli.contexte import acteur_for, option_agent, suite
from shared.acteurs import ROLES
from shared.auth import comptes
from shared.config import Config
from shared.database import Session


@click.group()
def agents() -> None:
    """Comptes des agents."""


def _link(config: Config, token: str) -> str:
    return f"{config.site}/lien/{token}"


@agents.command()
@click.argument("courriel")
@click.option("--nom", default="", help="Nom affiché.")
@click.option("--role", "roles", multiple=True, type=click.Choice(sorted(ROLES)), help="Rôle, répétable.")
@click.option("--agence", "agences", multiple=True, metavar="CODE", help="Agence, répétable.")
@option_agent
def inviter(courriel: str, nom: str, roles: tuple[str, ...], agences: tuple[str, ...], agent: str | None) -> None:
    """Crée un compte et imprime son lien à usage unique. Sans rôle : ADMIN si le site n'en a pas, sinon refus."""
    with suite() as config:
        acteur = acteur_for(agent)
        with Session.begin() as session:
            wanted = set(roles) or comptes.default_roles(session)
            token = comptes.invite_agent(
                session, acteur, courriel=courriel, nom=nom, roles=wanted, agences=set(agences)
            )
        click.echo(_link(config, token))


@agents.command()
@click.argument("courriel")
@option_agent
def reinitialiser(courriel: str, agent: str | None) -> None:
    """Ferme ses sessions et imprime un lien pour choisir un autre mot de passe."""
    with suite() as config:
        acteur = acteur_for(agent)
        with Session.begin() as session:
            token = comptes.reset_agent(session, acteur, courriel)
        click.echo(_link(config, token))


@agents.command()
@click.argument("courriel")
@option_agent
def desactiver(courriel: str, agent: str | None) -> None:
    """Ferme un compte tout de suite."""
    with suite():
        acteur = acteur_for(agent)
        with Session.begin() as session:
            comptes.disable_agent(session, acteur, courriel)
        click.echo(f"Compte fermé : {courriel}")
