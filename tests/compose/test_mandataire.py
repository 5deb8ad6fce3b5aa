"""The proxy's routes, asked to Caddy with deploy/Caddyfile where it is installed, and to the one that stands for it."""

import http.client
import json
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.compose.composition import COMPOSE, ROOT
from tests.compose.harnais import Harnais
from tests.compose.mandataire import ABSENT, TROP_LOURD

WEBS = ("votes", "appels-fonds", "charges")
PROXIES = ["caddy", "mandataire"] if shutil.which("caddy") else ["mandataire"]


@pytest.fixture(scope="module", params=PROXIES)
def suite(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harnais]:
    """The proxy of docker-compose.yml before three services that say what they receive."""
    folder = tmp_path_factory.mktemp(request.param)
    proxy = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["proxy"]
    proxy["volumes"] = [volume.replace("./", f"{os.path.relpath(ROOT, folder)}/", 1) for volume in proxy["volumes"]]
    proxy["environment"]["TANTIEME_SITE"] = "${TANTIEME_SITE:-}"
    webs = {name: web(name) for name in WEBS}
    compose = folder / "docker-compose.yml"
    compose.write_text(yaml.safe_dump({"services": {"proxy": proxy, **webs}}))
    caddy = "caddy" if request.param == "caddy" else None
    with Harnais(folder / "essai", postgresql="", rabbitmq="", compose=compose, caddy=caddy) as suite:
        yield suite


def web(name: str) -> dict[str, Any]:
    """A service that echoes."""
    return {
        "image": "tantieme:essai",
        "command": ["python", "-m", "tests.compose.faux", "web", name],
        "environment": {"PORT": "8000"},
        "healthcheck": {"test": ["CMD", "python", "-m", "tests.compose.faux", "sante", "web"]},
    }


def ask(
    suite: Harnais, path: str, *, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """What the proxy answers: status and text."""
    connection = http.client.HTTPConnection("127.0.0.1", suite.terrain.port, timeout=30)
    try:
        connection.request("POST" if body is not None else "GET", path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def echo(suite: Harnais, path: str, **options: Any) -> dict[str, Any]:
    """What the service behind the proxy received."""
    status, text = ask(suite, path, **options)
    assert status == 200
    received: dict[str, Any] = json.loads(text)
    return received


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/votes", "votes"),
        ("/votes/ag/12?onglet=resolutions", "votes"),
        ("/appels-fonds/api/v1/appels", "appels-fonds"),
        ("/charges/healthz", "charges"),
    ],
)
def test_a_prefix_goes_to_its_service_with_the_path_whole(suite: Harnais, path: str, service: str) -> None:
    received = echo(suite, path)
    assert (received["service"], received["chemin"]) == (service, path)


@pytest.mark.parametrize("path", ["/", "/connexion", "/votesnuls"])
def test_the_shell_is_answered_by_each_in_turn(suite: Harnais, path: str) -> None:
    assert {echo(suite, path)["service"] for _ in range(9)} == set(WEBS)


def test_a_visitor_cannot_say_where_he_comes_from(suite: Harnais) -> None:
    lies = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "x", "X-Request-Id": "1"}
    headers = echo(suite, "/votes/", headers=lies)["entetes"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "http"
    assert headers["x-forwarded-host"] == headers["host"] == f"127.0.0.1:{suite.terrain.port}"
    assert headers["x-request-id"] != "1"


@pytest.mark.parametrize("path", ["/metrics", "/votes/metrics", "/appels-fonds/metrics", "/charges/metrics"])
def test_metrics_are_not_for_the_outside(suite: Harnais, path: str) -> None:
    assert ask(suite, path) == (404, "")


def test_a_file_of_24_megabytes_passes(suite: Harnais) -> None:
    assert echo(suite, "/appels-fonds/imports", body=bytes(24_000_000))["octets"] == 24_000_000


def test_a_file_announced_at_25_megabytes_or_more_gets_one_sentence(suite: Harnais) -> None:
    for octets in (25_000_000, 26_000_000, 310_000_000, 4_000_000_000):
        headers = {"Content-Length": str(octets), "Expect": "100-continue"}
        assert ask(suite, "/appels-fonds/imports", headers=headers) == (413, TROP_LOURD)


def test_a_service_that_is_down_says_so_alone(suite: Harnais) -> None:
    suite.stop_service("charges")
    try:
        assert ask(suite, "/charges/") == (502, ABSENT)
        assert echo(suite, "/votes/")["service"] == "votes"
        assert {echo(suite, "/")["service"] for _ in range(6)} == {"votes", "appels-fonds"}
    finally:
        suite.restart_service("charges")
