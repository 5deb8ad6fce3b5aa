"""Lists that are addresses: filter, sort and page are read from the URL, and written back to it by the links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")
TAILLE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list. ``page`` starts at 1; ``total`` counts every line of the filtered list."""

    lignes: list[T]
    page: int
    taille: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-self.total // self.taille))

    @property
    def premiere(self) -> int:
        """Rank of the first line shown."""
        return (self.page - 1) * self.taille + 1

    @property
    def derniere(self) -> int:
        """Rank of the last line shown."""
        return self.premiere + len(self.lignes) - 1


def asked_page(args: Mapping[str, str]) -> int:
    """The page an address asks for; the first when it does not say or says nonsense."""
    brut = args.get("page", "1")
    return max(1, int(brut)) if brut.isdecimal() and len(brut) < 7 else 1


def asked_order(args: Mapping[str, str], columns: Mapping[str, Any], default: str) -> list[Any]:
    """The ``order_by`` an address asks for: ``?tri=nom``, ``?tri=-nom``; only columns named here can be sorted on."""
    tri = args.get("tri", "")
    name = tri.removeprefix("-")
    if name not in columns:
        tri, name = default, default.removeprefix("-")
    column = columns[name]
    return [column.desc() if tri.startswith("-") else column.asc()]


def paginate(session: Session, statement: Select[Any], page: int, taille: int = TAILLE) -> Page[Any]:
    """One page of a select of entities; beyond the end, the last page."""
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    page = min(page, max(1, -(-total // taille)))
    rows = session.scalars(statement.limit(taille).offset((page - 1) * taille)).all()
    return Page(list(rows), page, taille, total)


def slice_page(rows: Sequence[T], page: int, taille: int = TAILLE) -> Page[T]:
    """One page of a list already in memory."""
    page = min(page, max(1, -(-len(rows) // taille)))
    return Page(list(rows[(page - 1) * taille : page * taille]), page, taille, len(rows))


def adresse(**changements: Any) -> str:
    """The address of this page with some of its parameters changed, or removed when None."""
    kept = {name: value for name, value in request.args.items() if value != ""}
    kept.update({name: str(value) for name, value in changements.items()})
    query = {name: value for name, value in kept.items() if changements.get(name, "") is not None}
    return f"{request.path}?{urlencode(query)}" if query else request.path


def chemin_local(url: str) -> str:
    """The path and query of an address, without its site."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def largeur_part(numerateur: int, denominateur: int) -> int:
    """The width in hundredths of a bar that draws a share, between 0 and 100."""
    return max(0, min(100, numerateur * 100 // denominateur)) if denominateur > 0 else 0
