"""The arrows: who may import whom, who may commit, what a rule may know."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2]
SERVICES = ("votes", "appels_fonds", "charges")
COMPOSE = {"cli", "demo", "migrations", "suite.py", "processus.py", "__main__.py", "__init__.py"}
PORTES = {"app.py", "api.py", "pages.py", "actors.py", "schemas.py"}
INTERDITS = {"utils", "helpers", "managers", "repositories", "interfaces", "common", "misc"}


def modules(folder: str) -> Iterator[Path]:
    """Every module of ours below a folder."""
    yield from sorted((RACINE / folder).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The full names a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def is_door(path: Path) -> bool:
    """Whether a module of a service is one of its doors (a door may be split: ``pages_….py``)."""
    return path.name in PORTES or path.stem.startswith(("pages_", "api_")) or "web" in path.stem.split("_")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_never_imports_another(service: str) -> None:
    others = tuple(f"services.{other}" for other in SERVICES if other != service)
    faults = [
        f"{path.relative_to(RACINE)} imports {name}"
        for path in modules(f"services/{service}")
        for name in imports(path)
        if name.startswith(others)
    ]
    assert faults == []


def test_shared_never_imports_a_service() -> None:
    faults = [
        f"{path.relative_to(RACINE)} imports {name}"
        for path in modules("shared")
        for name in imports(path)
        if name == "services" or name.startswith("services.")
    ]
    assert faults == []


def test_the_root_of_services_holds_only_what_composes_all_three() -> None:
    found = {path.name for path in (RACINE / "services").iterdir() if path.name != "__pycache__"}
    assert found == {*SERVICES, *COMPOSE}


def test_nothing_commits_but_the_doors_own_idiom() -> None:
    faults = [
        f"{path.relative_to(RACINE)}:{node.lineno}"
        for folder in ("services", "shared")
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
    ]
    assert faults == []


def test_use_cases_and_rules_never_see_flask_nor_the_queue() -> None:
    faults = [
        f"{path.relative_to(RACINE)} imports {name}"
        for service in SERVICES
        for path in modules(f"services/{service}")
        if not is_door(path)
        for name in imports(path)
        if name.split(".")[0] in ("flask", "flask_smorest", "dramatiq", "werkzeug")
    ]
    assert faults == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for folder in ("services", "shared") for path in modules(folder) if path.stem in INTERDITS] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(RACINE))
        for folder in ("services", "shared")
        for path in modules(folder)
        if "versions" not in path.parts and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


def test_both_packages_are_imported_from_this_repository() -> None:
    import services
    import shared

    assert Path(services.__file__ or "").parents[1] == RACINE
    assert Path(shared.__file__ or "").parents[1] == RACINE
