"""The Bizillon, imported: where most tests of the patrimoine begin."""

import pytest
from sqlalchemy import Engine, select

from shared.acteurs import SYSTEME
from shared.database import Session
from shared.models import Copropriete
from shared.patrimoine.imports import import_patrimoine
from tests.patrimoine.documents import bizillon


@pytest.fixture
def bizillon_id(base: Engine) -> int:
    """The identifier of the Bizillon, on either engine."""
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, bizillon())
        return session.scalars(select(Copropriete.id)).one()
