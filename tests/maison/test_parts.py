"""A missing real part is said; under CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.parts import LONGUES, create_database, create_vhost, find_rabbitmq, rank_longue

ROOT = Path(__file__).parents[2]
ELSEWHERE = {"TEST_DATABASE_URL": "postgresql://x@127.0.0.1:9/x", "TEST_BROKER_URL": "amqp://x:x@127.0.0.1:9/"}
TEST_FILE = """
import pytest

@pytest.mark.parametrize("part", [pytest.param(part, marks=getattr(pytest.mark, part)) for part in
                                  ("postgresql", "rabbitmq", "navigateur", "compose")])
def test_with_a_real_part(part):
    assert True

def test_later():
    pytest.skip("plus tard")
"""
REASONS = (
    "PostgreSQL ne répond pas à TEST_DATABASE_URL",
    "RabbitMQ ne répond pas à 127.0.0.1",
    "Chromium est absent : sudo apt install chromium.",
    "plus tard",
)


def run_without_parts(folder: Path, **environ: str) -> str:
    """What pytest says of tests that need the four parts, on a machine where none is to be found."""
    (folder / "test_part.py").write_text(TEST_FILE)
    clean = {"PYTHONPATH": str(ROOT), "PATH": str(folder), "HOME": str(folder), **ELSEWHERE, **environ}
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "tests.parts", "-p", "no:cacheprovider", "-c", os.devnull]
    answer = subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)], capture_output=True, text=True, env=clean, cwd=folder
    )
    return answer.stdout


def test_a_missing_part_is_skipped_with_its_reason(tmp_path: Path) -> None:
    output = run_without_parts(tmp_path)
    assert [reason for reason in REASONS if reason not in output] == []
    assert "5 skipped" in output


def test_under_ci_every_skip_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    output = run_without_parts(tmp_path, CI="true")
    assert [reason for reason in REASONS if reason not in output] == []
    assert "1 failed" in output
    assert "4 errors" in output
    assert "skipped" not in output


def test_a_database_is_new_empty_and_dropped_at_the_end(serveur_postgresql: str) -> None:
    with create_database(serveur_postgresql) as url:
        with psycopg.connect(url) as connection:
            tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        assert tables == (0,)
        held = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)
    held.close()


@pytest.mark.rabbitmq
def test_two_test_processes_share_no_queue() -> None:
    with create_vhost(find_rabbitmq()) as first, create_vhost(find_rabbitmq()) as second:
        assert first != second


def test_what_is_handed_out_first_is_there_and_in_that_order() -> None:
    assert [longue for longue in LONGUES if not (ROOT / longue).exists()] == []
    assert [rank_longue(scope) for scope in ("tests/compose", "tests/demo/test_agendas.py")] == [0, len(LONGUES)]
