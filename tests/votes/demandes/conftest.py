"""The landlord of the sendings, for our requests."""

import pytest
from sqlalchemy import Engine

from tests.votes.conftest import build_parc
from tests.votes.envois.conftest import Envoi


@pytest.fixture
def envoi(base: Engine) -> Envoi:
    """An assembly of C001, its syndic, our address, on each engine."""
    return Envoi(build_parc())


@pytest.fixture
def envoi_sqlite(base_sqlite: Engine) -> Envoi:
    """The same where the engine does not matter."""
    return Envoi(build_parc())
