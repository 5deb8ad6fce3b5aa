"""Long runs of plain values without the cycle collector, which would walk them again and again for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the collector of cycles for the time of a bounded work that makes millions of plain values and no cycle.

    Values are still freed as their last reference goes. Two threads may overlap: collection is on again when the one
    that paused it ends.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
