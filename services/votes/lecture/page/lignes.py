"""A line of a document, and the kinds of lines that are no running text."""

from dataclasses import dataclass

from services.votes.lecture.page.tables import Rangee

TABLEAU = "TABLEAU"
"""The kind of a row that tells nothing of votes."""
FORMULAIRE = "FORMULAIRE"
"""That of a row to be filled in."""
NOMINATIF = "NOMINATIF"
"""That of a line that tells of several resolutions how owners voted: it is of the body of none."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line as read. Geometry is in points, 0 when the text was pasted. ``rangee``: the row of a table."""

    texte: str
    page: int = 0
    x0: float = 0
    x1: float = 0
    y: float = 0
    corps: float = 0
    gras: bool = False
    pleine: bool = True
    """Whether the line fills its column: only such a line goes on into the next."""
    saut: bool = False
    """Whether a blank larger than the usual interline stands above."""
    rangee: Rangee | None = None
    genre: str = ""
