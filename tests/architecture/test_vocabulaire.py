"""The field's own words: no forbidden translation in an identifier, no accent, no float near money."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).parents[2]


def forbidden_words() -> set[str]:
    """The last column of the glossary."""
    rows = (RACINE / "docs" / "glossaire.md").read_text(encoding="utf-8").splitlines()
    cells = [row.strip("|").split("|") for row in rows if row.startswith("|")][2:]
    return {word.strip() for cell in cells for word in cell[4].split(",") if word.strip()}


def identifiers() -> Iterator[tuple[str, str]]:
    """Every name our code defines, with its place."""
    for folder in ("services", "shared"):
        for path in (RACINE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                place = f"{path.relative_to(RACINE)}:{getattr(node, 'lineno', 0)}"
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    yield place, node.name
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield place, node.id
                elif isinstance(node, ast.arg):
                    yield place, node.arg


def to_snake(name: str) -> str:
    """``FundCall`` → ``fund_call``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def test_the_glossary_forbids_something() -> None:
    assert {"fund_call", "condo", "allocation_key"} <= forbidden_words()


def test_no_identifier_translates_a_word_of_the_trade() -> None:
    pattern = re.compile(rf"(?:^|_)(?:{'|'.join(sorted(forbidden_words()))})s?(?:_|$)")
    assert [f"{place} {name}" for place, name in identifiers() if pattern.search(to_snake(name))] == []


def test_no_identifier_has_an_accent() -> None:
    assert [f"{place} {name}" for place, name in identifiers() if not name.isascii()] == []
