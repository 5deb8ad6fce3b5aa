"""What a convocation says, as read: nothing is completed or corrected."""

from dataclasses import dataclass
from datetime import date, time

from services.votes.lecture.plan.agenda import ResolutionLue


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvocationLue:
    """A convocation. ``formulaire_*``: what the form prints of its return. ``transmise_le``: the day the e-mail left.

    ``piece``: the name of the file the agenda was read from, and ``contenu`` its bytes (an attachment, or the file).
    """

    copropriete: str | None = None
    immatriculation: str | None = None
    adresse: str | None = None
    date_ag: date | None = None
    heure: time | None = None
    lieu: str | None = None
    extraordinaire: bool = False
    resolutions: tuple[ResolutionLue, ...] = ()
    non_compris: tuple[str, ...] = ()
    formulaire_limite: date | None = None
    formulaire_courriel: str | None = None
    formulaire_adresse: str | None = None
    transmise_le: date | None = None
    expediteur: str | None = None
    entete: str = ""
    """The first lines, where the copropriété is looked for when it is not named plainly."""
    piece: str = ""
    contenu: bytes = b""
