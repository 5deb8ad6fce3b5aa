"""One history of migrations for the whole suite, on both engines, and the rights of each role on PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from services.migrations.droits import grant_rights
from shared.config import Config
from shared.database import build_engine
from shared.models.base import SCHEMAS

VERROU_MIGRATION = 7_106_002


def migrate(config: Config) -> str:
    """Bring the database of this configuration up to date; returns the revision reached. Two at once wait in turn."""
    engine = build_engine(config.database_url)
    try:
        return migrate_engine(engine)
    finally:
        engine.dispose()


def migrate_engine(engine: Engine) -> str:
    """Bring a database up to date, schemas and rights included."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": VERROU_MIGRATION})
            for schema in SCHEMAS:
                connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        command.upgrade(alembic_config(connection), "head")
        if connection.dialect.name == "postgresql":
            grant_rights(connection)
        return current_revision(connection)


def alembic_config(connection: Connection) -> AlembicConfig:
    """Alembic's configuration, bound to an open connection."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def current_revision(connection: Connection) -> str:
    """The revision a database has reached, or an empty string."""
    options = {"version_table_schema": version_schema(connection)}
    return MigrationContext.configure(connection, opts=options).get_current_revision() or ""


def version_schema(connection: Connection) -> str | None:
    """Where the revision is written: the shared schema, which SQLite does not have."""
    return "shared" if connection.dialect.name == "postgresql" else None
