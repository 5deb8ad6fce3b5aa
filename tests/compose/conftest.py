"""The suite of docker-compose.yml, started once for the tests of this folder that ask for it."""

from collections.abc import Iterator

import pytest

from tests.compose.harnais import Harnais
from tests.parts import create_vhost, find_postgresql, find_rabbitmq


@pytest.fixture(scope="session")
def harnais(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harnais]:
    """Every service of docker-compose.yml, healthy. A test that stops one starts it again (``restart_service``)."""
    with (
        create_vhost(find_rabbitmq()) as rabbitmq,
        Harnais(tmp_path_factory.mktemp("compose"), postgresql=find_postgresql(), rabbitmq=rabbitmq) as harnais,
    ):
        yield harnais


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the suite is marked ``compose``, and has the time to start it."""
    for item in items:
        if "harnais" in getattr(item, "fixturenames", ()):
            item.add_marker("compose")
            item.add_marker(pytest.mark.timeout(600))
