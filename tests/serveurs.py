"""The suite as a process of a test's own, and what the session builds once for every test that only copies it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

RACINE = Path(__file__).parents[1]
JOURNAL, ADRESSE = "journal.txt", "adresse.txt"
"""What the program printed and where it listened, in its folder of data."""


@contextmanager
def run_suite(folder: Path, *module: str) -> Iterator[str]:
    """Run a program that serves the suite, told its folder and port by the environment; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TANTIEME_DONNEES": str(folder), "PORT": str(port)}
    for name in ("DATABASE_URL", "BROKER_URL", "TANTIEME_SITE", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    journal = folder / JOURNAL
    with journal.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *module], cwd=RACINE, env=environment, stdout=output, stderr=output
        )
    try:
        wait_until_alive(f"http://127.0.0.1:{port}/healthz", process, journal)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_alive(url: str, process: subprocess.Popen[bytes], journal: Path) -> None:
    """Return once the suite answers; fail with its journal when it ends or takes too long."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the suite did not start:\n{journal.read_text()[-3000:]}")


def build_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A folder that ``build`` fills, once for all the processes of this run: tests copy it, none writes in it."""
    base = factory.getbasetemp()
    commun = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = commun / f"{name}-modele"
    with (commun / f"{name}.verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if not folder.exists():
            draft = commun / f"{name}-brouillon"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            build(draft)
            draft.rename(folder)
    return folder


def start_first(folder: Path) -> None:
    """Start the suite as ``make run`` does in an empty folder, until it answers."""
    with run_suite(folder, "services", "serve") as adresse:
        (folder / ADRESSE).write_text(adresse, encoding="utf-8")
