"""Sums asked again before anything happened are not added up again.

Every act of the suite writes a line of the journal: while the last line is the same, the sums are those of a moment
ago. Never kept longer than half a minute, since two acts at the same instant may show in the journal in either order.
Only plain values are kept, never rows of a session; the lines of a page are always read afresh.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.models import AuditLigne

T = TypeVar("T")
DUREE_SECONDES = 30
GARDEES = 200
_LAST = select(func.max(AuditLigne.id))
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def recall(session: Session, question: Hashable, compute: Callable[[], T]) -> T:
    """The answer to a question, computed once between two acts; ``question`` must say who asks what, and which day."""
    place = str(session.connection().engine.url)
    key = (place, question, session.scalar(_LAST), int(time.monotonic()) // DUREE_SECONDES)
    with _lock:
        if key in _kept:
            found: T = _kept[key]
            return found
    answer = compute()
    with _lock:
        _kept[key] = answer
        while len(_kept) > GARDEES:
            _kept.popitem(last=False)
    return answer
