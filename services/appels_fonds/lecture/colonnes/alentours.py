"""What stands around a row that may be a header, as its reading needs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete
from services.appels_fonds.lecture.valeurs.termes import Terme
from services.appels_fonds.natures import Nature
from shared.excel.cellules import Fusion, Rangee


@dataclass(frozen=True, slots=True)
class Alentours:
    """What stands around a row that may be a header.

    ``parent``: the row just above, read as the upper level of a two-row header; ``suite``: it is already known to be
    one. ``fusions``: merged ranges of the sheet, to spread the upper level over its columns. ``suivantes``: gives some
    rows below, ``corps`` those of them that are lines; asked only when a header does not say all. ``exigible``,
    ``copropriete``: said above, if they are; ``rang_exigible``: how surely. ``premiere``: no such table was met yet, so
    that what stands below a row may make it a header. ``dates_seules``: no due date is said in the sheet.
    ``natures``: what the titles say is called; ``termes``: the quarters and the ranks of call that they name.
    """

    parent: Rangee | None = None
    suite: bool = False
    fusions: Sequence[Fusion] = ()
    suivantes: Callable[[], Sequence[Rangee]] = tuple
    corps: Callable[[], Corps] = lambda: Corps(())
    exigible: date | None = None
    rang_exigible: int = 9
    copropriete: IndexCopropriete | None = None
    premiere: bool = True
    dates_seules: bool = False
    natures: frozenset[Nature] = frozenset()
    termes: frozenset[Terme] = frozenset()
