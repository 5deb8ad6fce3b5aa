"""Configuration: complete or refused, and no secret by default outside the embedded mode."""

from pathlib import Path

import pytest

from shared.config import ConfigurationIncomplete, load_config


def test_production_names_every_missing_variable_at_once() -> None:
    with pytest.raises(ConfigurationIncomplete, match=r"BROKER_URL.*TANTIEME_CLE_SECRETE.*TANTIEME_CLES"):
        load_config({"DATABASE_URL": "postgresql://base/tantieme"})


def test_a_secret_can_be_given_as_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("un secret\n")
    config = load_config(
        {
            "DATABASE_URL": "postgresql://base/tantieme",
            "BROKER_URL": "amqp://file",
            "TANTIEME_CLE_SECRETE_FILE": str(secret),
            "TANTIEME_CLES": str(tmp_path),
        }
    )
    assert config.cle_secrete == "un secret"
    assert config.database_url == "postgresql+psycopg://base/tantieme"
    assert not config.embedded


def test_the_embedded_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first = load_config({"TANTIEME_DONNEES": str(tmp_path)})
    again = load_config({"TANTIEME_DONNEES": str(tmp_path)})
    assert first.cle_secrete == again.cle_secrete
    assert len(first.cle_secrete) == 64
    assert (tmp_path / "cle_secrete").stat().st_mode & 0o077 == 0


def test_two_suites_on_one_machine_do_not_share_their_cookie(tmp_path: Path) -> None:
    one = load_config({"TANTIEME_DONNEES": str(tmp_path / "un")})
    other = load_config({"TANTIEME_DONNEES": str(tmp_path / "deux")})
    assert one.cookie != other.cookie
