"""A misuse of the command line, said in French: what click finds wrong, whatever its own words."""

import re
from collections.abc import Sequence

import click

_PHRASES: Sequence[tuple[str, str]] = (
    (r"No such command '(.+?)'\.?.*", r"La commande « \1 » n’existe pas."),
    (r"Missing command\.?", "Il manque la commande."),
    (r"Got unexpected extra arguments? \((.+)\)", r"Argument en trop : \1."),
    (r"Option '(.+?)' requires (?:an argument|\d+ arguments)\.?", r"L’option « \1 » attend une valeur."),
    (r"Option '(.+?)' does not take a value\.?", r"L’option « \1 » ne prend pas de valeur."),
    (r"'(.+?)' is not a valid (?:integer|int)(?: range)?\.?", r"« \1 » n’est pas un nombre entier."),
    (r"'(.+?)' is not a valid (?:float|float range)\.?", r"« \1 » n’est pas un nombre."),
    (r"'(.+?)' is not a valid boolean.*", r"« \1 » ne veut dire ni oui ni non."),
    (r"'(.+?)' is not one of (.+?)\.?", r"« \1 » n’est pas l’un de \2."),
    (r"'(.+?)' does not match the formats? (.+?)\.?", r"« \1 » n’est pas une date de la forme \2."),
    (r"(\S+) is not in the range (.+?)\.?", r"\1 n’est pas dans l’intervalle \2."),
    (r"(?:File|Path|Directory|Fichier) '(.+?)' does not exist\.?", r"« \1 » n’existe pas."),
    (r"(?:File|Path|Directory) '(.+?)' is a directory\.?", r"« \1 » est un dossier, pas un fichier."),
    (r"(?:File|Path|Directory) '(.+?)' is a file\.?", r"« \1 » est un fichier, pas un dossier."),
    (r"(?:File|Path|Directory) '(.+?)' is not readable\.?", r"« \1 » ne peut pas être lu."),
    (r"(?:File|Path|Directory) '(.+?)' is not writable\.?", r"« \1 » ne peut pas être écrit."),
    (r"'(.+?)': No such file or directory", r"« \1 » n’existe pas."),
)


def say_erreur(error: click.ClickException) -> str:
    """What is wrong, in one French sentence; a sentence of ours is left as it is."""
    if isinstance(error, click.NoSuchOption):
        near = f" Vouliez-vous dire {' ou '.join(sorted(error.possibilities))} ?" if error.possibilities else ""
        return f"L’option « {error.option_name} » n’existe pas.{near}"
    if isinstance(error, click.MissingParameter):
        option = isinstance(error.param, click.Option)
        return f"Il manque {'l’option' if option else 'l’argument'} {_name(error)}."
    if isinstance(error, click.FileError):
        return f"Le fichier « {error.ui_filename} » ne peut pas être ouvert."
    phrase = _translate(error.message)
    return f"{_name(error)} : {phrase}" if isinstance(error, click.BadParameter) and _name(error) else phrase


def show_erreur(error: click.ClickException) -> None:
    """Say it on standard error, after how the command is called."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        click.echo(ctx.get_usage().replace("Usage:", "Usage :", 1), err=True)
        click.echo(f"Essayez « {ctx.command_path} -h » pour l’aide.\n", err=True)
    click.echo(f"Erreur : {say_erreur(error)}", err=True)


def _translate(message: str) -> str:
    for motif, phrase in _PHRASES:
        if found := re.fullmatch(motif, message.strip(), re.DOTALL):
            return found.expand(phrase)
    return message


def _name(error: click.BadParameter) -> str:
    """The option or the argument, as it is typed."""
    if error.param is None:
        return str(error.param_hint or "")
    names = error.param.opts if isinstance(error.param, click.Option) else [error.param.make_metavar(_ctx(error))]
    return f"« {' / '.join(names)} »"


def _ctx(error: click.BadParameter) -> click.Context:
    return error.ctx or click.get_current_context()
