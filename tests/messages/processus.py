"""Our own commands as processes of a test: started with an environment of the test's, ended by their pid."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDES = 120
ARRETS = {0, -signal.SIGTERM}
"""A clean end, or one that was asked before Python had finished starting."""


class Processus:
    """One command, ``relais`` or ``worker charges``; with ``coupure``, it ends itself there as ``kill -9`` would."""

    def __init__(self, command: list[str], environ: Mapping[str, str], journal: Path, *, coupure: str = "") -> None:
        program = ["tests.messages.coupure", coupure] if coupure else ["services"]
        self.journal = journal
        with journal.open("ab") as out:
            self._popen = subprocess.Popen(
                [sys.executable, "-m", *program, *command],
                cwd=ROOT, env=dict(environ), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )  # fmt: skip

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._popen.poll() is None

    def kill(self) -> int:
        """``kill -9``."""
        self._popen.kill()
        return self.wait()

    def stop(self) -> int:
        """Ask it to end cleanly, and wait."""
        self._popen.terminate()
        return self.wait()

    def wait(self) -> int:
        """Its exit code, once it has ended: minus the number of the signal that ended it."""
        return self._popen.wait(timeout=PATIENCE_SECONDES)


class Atelier:
    """The processes of one test: whatever happens, none outlives it."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.environ = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8",
            "TANTIEME_DONNEES": str(folder / "donnees"), **environ,
        }  # fmt: skip
        self._folder, self._started = folder, list[Processus]()

    def start(self, *command: str, coupure: str = "") -> Processus:
        """Start ``tantieme COMMAND``."""
        journal = self._folder / f"{'-'.join(command)}.log"
        self._started.append(Processus(list(command), self.environ, journal, coupure=coupure))
        return self._started[-1]

    def logs(self) -> str:
        """What every process wrote: the message of a wait that fails."""
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in sorted(self._folder.glob("*.log")))

    def wait_until(self, condition: Callable[[], bool], seconds: float = PATIENCE_SECONDES) -> None:
        """Wait for something that another process is to do."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, f"the wait is over\n{self.logs()}"
            time.sleep(0.1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for processus in self._started:
            if processus.is_running:
                processus.kill()
