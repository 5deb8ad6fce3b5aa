"""The suite of docker-compose.yml, started once for the tests of this folder that ask for it."""

from collections.abc import Iterator

import pytest

from tests.compose.harnais import Harnais
from tests.parts import create_vhost, find_postgresql, find_rabbitmq


@pytest.fixture(scope="session")
def harnais(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harnais]:
    """Every service of docker-compose.yml, healthy. A test that stops one starts it again (``restart_service``).

    Mark the tests ``compose``: a machine without PostgreSQL or RabbitMQ then says so before anything is started.
    """
    with (
        create_vhost(find_rabbitmq()) as rabbitmq,
        Harnais(tmp_path_factory.mktemp("compose"), postgresql=find_postgresql(), rabbitmq=rabbitmq) as harnais,
    ):
        yield harnais
