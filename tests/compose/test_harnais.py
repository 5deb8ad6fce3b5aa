"""The harness does what Compose does: order, health, stop, kill; tried on small services, without a server."""

import json
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.compose.harnais import Harnais, ServiceFailed

ESSAI = """
x-notre: &notre
  image: tantieme:essai
services:
  votes:
    <<: *notre
    command: [python, -m, tests.compose.faux, web, votes]
    environment:
      PORT: "8000"
      TANTIEME_DONNEES: /donnees
      TANTIEME_URL_CHARGES: http://charges:8000
      BASE_FILE: /run/secrets/cle_secrete
    depends_on:
      migrer: {condition: service_completed_successfully}
    healthcheck: {test: [CMD, python, -m, tests.compose.faux, sante, web]}
    secrets: [cle_secrete]
    volumes: ["documents:/donnees"]
  charges:
    <<: *notre
    command: [python, -m, tests.compose.faux, %(charges)s, "3"]
    environment: {TANTIEME_DONNEES: /donnees}
    healthcheck: {test: [CMD, python, -m, tests.compose.faux, sante, %(sante)s]}
    volumes: ["documents:/donnees:ro"]
    stop_grace_period: 1s
  migrer:
    <<: *notre
    restart: "no"
    command: [python, -m, tests.compose.faux, finir, "%(migrer)s"]
secrets:
  cle_secrete: {file: "${TANTIEME_SECRETS:-./deploy/secrets}/cle_secrete"}
"""


def build(folder: Path, *, charges: str = "attendre", migrer: int = 0, sante: str = "/") -> Harnais:
    """A harness on three small services: a web that waits for a task, and a process."""
    compose = folder / "docker-compose.yml"
    compose.write_text(ESSAI % {"charges": charges, "migrer": migrer, "sante": sante})
    return Harnais(folder / "essai", postgresql="", rabbitmq="", compose=compose)


def test_a_service_sees_its_own_names_as_they_are_on_this_machine(tmp_path: Path) -> None:
    with build(tmp_path) as suite:
        environ = json.load(urlopen(suite.address("votes")))["environ"]
    assert environ["TANTIEME_URL_CHARGES"] == suite.address("charges")
    assert environ["TANTIEME_DONNEES"] == str(tmp_path / "essai/volumes/documents")
    assert len(Path(environ["BASE_FILE"]).read_text().strip()) == 96
    assert "DATABASE_URL" not in environ


def test_a_service_sees_no_file_of_another(tmp_path: Path) -> None:
    with build(tmp_path):
        assert list((tmp_path / "essai/services/votes/run/secrets").iterdir()) != []
        assert not (tmp_path / "essai/services/charges/run").exists()


def test_a_task_that_fails_stops_the_start_with_its_log(tmp_path: Path) -> None:
    with pytest.raises(ServiceFailed, match="migrer s’est terminé par une erreur"), build(tmp_path, migrer=1):
        pass


def test_a_service_that_ends_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServiceFailed, match="charges ne tourne pas"), build(tmp_path, charges="finir"):
        pass


def test_a_service_that_is_no_longer_healthy_is_named(tmp_path: Path) -> None:
    sign = tmp_path / "essai/volumes/documents/pret"
    sign.parent.mkdir(parents=True)
    sign.touch()
    with build(tmp_path, sante="/donnees/pret") as suite:
        sign.unlink()
        with pytest.raises(ServiceFailed, match="charges n’est pas sain après 1 s"):
            suite.wait_healthy("charges", delai_secondes=1)


def test_a_service_stops_and_starts_again(tmp_path: Path) -> None:
    with build(tmp_path) as suite:
        first = suite.pid("votes")
        suite.stop_service("votes")
        assert not suite.is_healthy("votes")
        suite.restart_service("votes")
        assert suite.is_healthy("votes")
        assert suite.pid("votes") != first


def test_a_service_that_ignores_sigterm_is_ended_after_its_grace_period(tmp_path: Path) -> None:
    with build(tmp_path, charges="ignorer") as suite:
        while "prêt" not in suite.log("charges"):
            time.sleep(0.05)
        pid = suite.pid("charges")
        suite.stop_service("charges")
        assert not Path(f"/proc/{pid}").exists()


def test_a_service_is_killed_at_once(tmp_path: Path) -> None:
    with build(tmp_path) as suite:
        suite.kill_service("votes")
        assert not suite.is_running("votes")
        suite.start_service("votes")
        suite.wait_healthy("votes")


def test_nothing_is_left_running(tmp_path: Path) -> None:
    with build(tmp_path) as suite:
        pids = [suite.pid("votes"), suite.pid("charges")]
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
