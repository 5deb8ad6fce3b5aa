"""Alembic's entry: the only module that knows the models of all three services."""

from alembic import context

import services.appels_fonds.models
import services.charges.models
import services.votes.models  # noqa: F401
from services.migrations import version_schema
from shared.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table_schema=version_schema(connection),
    include_schemas=True,
    compare_type=True,
)
context.run_migrations()
