"""One history: a single head, and on both engines the tables it makes are those the models declare."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from services.migrations import alembic_config, current_revision
from shared.database import build_engine
from shared.models import Base
from shared.models.base import SCHEMAS


def test_there_is_one_head_and_the_database_reaches_it(base: Engine) -> None:
    with base.connect() as connection:
        heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
        assert [current_revision(connection)] == heads


@pytest.mark.postgresql
def test_on_postgresql_the_migrations_make_exactly_what_the_models_declare(postgresql_url: str) -> None:
    engine = build_engine(postgresql_url)
    with engine.connect() as connection:
        options = {"include_schemas": True, "compare_type": True, "version_table_schema": "shared"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_on_sqlite_the_migrations_make_exactly_what_the_models_declare(sqlite_url: str) -> None:
    migrated = build_engine(sqlite_url)
    declared = build_engine("sqlite://")
    Base.metadata.create_all(declared)
    assert describe(migrated) == describe(declared)


def describe(engine: Engine) -> dict[str, object]:
    """Tables, columns, keys and indexes, as the engine itself sees them."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(table)),
            "foreign": sorted(
                (tuple(f["constrained_columns"]), f["referred_table"]) for f in inspector.get_foreign_keys(table)
            ),
            "unique": sorted(tuple(u["column_names"]) for u in inspector.get_unique_constraints(table)),
            "indexes": sorted((i["name"], i["unique"]) for i in inspector.get_indexes(table)),
            "checks": sorted(str(c["name"]) for c in inspector.get_check_constraints(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_every_table_belongs_to_a_schema() -> None:
    assert {table.schema for table in Base.metadata.sorted_tables} == set(SCHEMAS)


def test_no_foreign_key_goes_from_one_service_to_another() -> None:
    crossing = [
        f"{table.fullname} -> {key.target_fullname}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.schema not in ("shared", table.schema)
    ]
    assert crossing == []
