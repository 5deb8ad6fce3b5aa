"""A misuse of the command line is said in French, with the exit code of a misuse."""

import pytest
from click.testing import CliRunner

from services.cli import main


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["--nope"], "L’option « --nope » n’existe pas."),
        (["votes", "foo"], "La commande « foo » n’existe pas."),
        (["votes", "lire-convocation"], "Il manque l’argument « ENTREE »."),
        (["votes", "lire-convocation", "/nulle/part.pdf"], "« ENTREE » : « /nulle/part.pdf » n’existe pas."),
        (["votes", "echeances"], "Il manque l’option « --ag »."),
        (["votes", "echeances", "--ag"], "L’option « --ag » attend une valeur."),
        (["votes", "echeances", "--ag", "hier"], "« hier » n’est pas une date de la forme"),
    ],
)
def test_what_click_finds_wrong_is_said_in_french(arguments, phrase):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert phrase in done.stderr.split("Erreur : ")[1]


def test_how_the_command_is_called_is_said_before_what_is_wrong():
    said = CliRunner().invoke(main, ["votes", "qualifier", "--nope"]).stderr
    assert said.startswith("Usage : main votes qualifier [OPTIONS] ENTREE")
    assert "Essayez « main votes qualifier -h » pour l’aide." in said


def test_help_and_version_are_no_errors():
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
    assert CliRunner().invoke(main, ["--version"]).exit_code == 0
