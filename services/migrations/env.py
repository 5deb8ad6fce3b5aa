"""Alembic's entry: the only module that knows the models of all three services."""

from typing import Any

from alembic import context
from alembic.ddl.sqlite import SQLiteImpl
from sqlalchemy import Column

import services.appels_fonds.models
import services.charges.models
import services.votes.models  # noqa: F401
from services.migrations import version_schema
from shared.models import Base


class OneFile(SQLiteImpl):
    """On SQLite our schemas are one file: ALTER TABLE, which no translation map reaches, must not name them."""

    __dialect__ = "sqlite"

    def add_column(self, table_name: str, column: Column[Any], *, schema: str | None = None, **kw: Any) -> None:
        """Add the column, whatever the schema."""
        super().add_column(table_name, column, schema=None, **kw)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    version_table_schema=version_schema(connection),
    include_schemas=True,
    compare_type=True,
)
context.run_migrations()
