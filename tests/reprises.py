"""A second try for the tests that wait for processes of their own, even for one that hangs.

A browser that never answers cannot be interrupted: after a signal, Playwright's own loop no longer turns, and every
later call waits for ever. So past ``timeout`` (pyproject.toml) the whole test process ends, as
``timeout_method = "thread"`` has it; what each thread was doing is printed a little before (``faulthandler_timeout``),
and a new process takes its file on.
"""

import pytest
from xdist.scheduler import LoadFileScheduling

CONTRE_LA_MONTRE = ("navigateur", "compose", "rabbitmq", "libreoffice")
"""On a machine short of time, a wait alone can fail one of these."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Against the clock, a test has a second try; a first that fails is told at the end of the run (``-rR``)."""
    for item in items:
        if any(item.get_closest_marker(part) for part in CONTRE_LA_MONTRE):
            item.add_marker(pytest.mark.flaky(reruns=1))


class RepriseParFichier(LoadFileScheduling):
    """``--dist loadfile``, where a test whose process ended may be tried again."""

    def mark_test_pending(self, item: str) -> None:
        """Nothing to do: the file of a process that ended is given whole to another, from this test on."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    """The files of tests are shared out so that one is taken up where a process ended."""
    return RepriseParFichier(config, log) if config.getvalue("dist") == "loadfile" else None
