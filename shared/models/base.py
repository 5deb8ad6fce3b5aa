"""The declarative base, and the four column types every table uses."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeDecorator

SCHEMAS = ("shared", "votes", "appels_fonds", "charges")
"""One PostgreSQL schema per owner; on SQLite they all translate to the one file."""

BIG = BigInteger().with_variant(Integer, "sqlite")
DOCUMENT = JSON().with_variant(JSONB, "postgresql")


@compiles(ForeignKeyConstraint, "sqlite")
def _keep_foreign_key(constraint: ForeignKeyConstraint, compiler: DDLCompiler, **kw: Any) -> str:
    """On SQLite our schemas are one file: a foreign key from one to another must be kept, not silently dropped."""
    return DDLCompiler.visit_foreign_key_constraint(compiler, constraint, **kw)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on both engines; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must carry its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def now() -> datetime:
    """The current moment, in UTC. Rules never call it: today's date is one of their arguments."""
    return datetime.now(UTC)


def statut(enumeration: type[StrEnum]) -> Enum:
    """A column that holds one of our statuses, as text."""
    return Enum(enumeration, native_enum=False, length=40, create_constraint=False)


class Base(DeclarativeBase):
    """Every table of the suite: one metadata, one history of migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        int: BIG,
        datetime: Instant,
        date: Date,
        dict[str, Any]: DOCUMENT,
        list[Any]: DOCUMENT,
        str: String,
    }


Id = Annotated[int, mapped_column(BIG, primary_key=True, autoincrement=True)]
CoproprieteId = Annotated[int, mapped_column(BIG, ForeignKey("shared.copropriete.id"), index=True)]
