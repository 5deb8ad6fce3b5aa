"""docker-compose.yml starts: every command, under its own role, healthy, and back after a kill or a cut."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest

from tests.compose.harnais import Harnais

PREFIXES = ("/votes", "/appels-fonds", "/charges")
PROGRAMMES = ("votes", "appels_fonds", "charges", "relais", "ordonnanceur")


def ready(harnais: Harnais, prefix: str) -> dict[str, Any]:
    """What a service says of its database, its broker and its facts."""
    try:
        with urlopen(f"{harnais.url}{prefix}/readyz", timeout=30) as answer:
            said: dict[str, Any] = json.load(answer)
    except HTTPError as refusal:
        said = json.loads(refusal.read())
    return said


def wait_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    """Wait for something that another process is to do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the wait is over"
        time.sleep(0.2)


def test_every_service_is_healthy_by_its_own_check(harnais: Harnais) -> None:
    lasting = [name for name, service in harnais.services.items() if not service.is_task]
    assert [name for name in lasting if not harnais.is_healthy(name)] == []


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_service_is_ready_behind_the_proxy(harnais: Harnais, prefix: str) -> None:
    assert ready(harnais, prefix)["pret"] is True


def test_each_program_works_under_its_own_role(harnais: Harnais) -> None:
    with psycopg.connect(harnais.base_url) as connection:
        query = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
        roles = {role for (role,) in connection.execute(query, [connection.info.backend_pid])}
    assert roles == {f"tantieme_{programme}" for programme in PROGRAMMES}


def test_migrating_again_changes_nothing(harnais: Harnais) -> None:
    again = harnais.run("migrer", harnais.services["migrer"].command)
    assert again.returncode == 0, again.stderr


@pytest.mark.parametrize("name", ["charges-worker", "relais", "votes"])
def test_a_killed_process_comes_back(harnais: Harnais, name: str) -> None:
    harnais.kill_service(name)
    assert not harnais.is_healthy(name)
    harnais.start_service(name)
    harnais.wait_healthy(name)


def test_without_its_broker_the_suite_answers_and_says_so(harnais: Harnais) -> None:
    harnais.stop_service("rabbitmq")
    try:
        wait_until(lambda: ready(harnais, "/votes")["file"] is False)
        assert harnais.is_healthy("votes")
    finally:
        harnais.start_service("rabbitmq")
    wait_until(lambda: ready(harnais, "/votes")["pret"] is True)


def test_without_its_database_a_web_says_so_and_comes_back(harnais: Harnais) -> None:
    harnais.stop_service("postgres")
    try:
        wait_until(lambda: ready(harnais, "/charges").get("base") is False)
    finally:
        harnais.start_service("postgres")
    wait_until(lambda: ready(harnais, "/charges").get("pret") is True)
