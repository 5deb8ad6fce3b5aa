"""Values kept in memory by copropriété, and read again only where their mark changed."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")


class MemoireParCopropriete(Generic[T]):
    """What a process knows of each copropriété of the database it reads, with the mark under which it was read.

    The mark is asked before the value is read: a value may be fresher than its mark, never older. Values are plain and
    never changed, so that threads share them.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._base = ""
        self._gardes: dict[int, tuple[Hashable, T]] = {}
        self._verrou = threading.Lock()

    def recall(
        self, session: Session, marques: Mapping[int, Hashable], read: Callable[[list[int]], Mapping[int, T]]
    ) -> dict[int, T]:
        """The value of each copropriété of ``marques``; ``read`` gives those that are not known under this mark."""
        base = str(session.get_bind().engine.url)
        with self._verrou:
            gardes = self._gardes if base == self._base else {}
            connus = {
                ident: garde[1]
                for ident, marque in marques.items()
                if (garde := gardes.get(ident)) is not None and garde[0] == marque
            }
        inconnus = [ident for ident in marques if ident not in connus]
        lus = read(inconnus) if inconnus else {}
        with self._verrou:
            if base != self._base:
                self._base, self._gardes = base, {}
            self._gardes |= {ident: (marques[ident], lus[ident]) for ident in inconnus}
        return {ident: connus[ident] if ident in connus else lus[ident] for ident in marques}
