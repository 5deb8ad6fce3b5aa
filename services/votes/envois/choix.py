"""What a manager decides when a sheet is locked: the channel, who signs, who represents us, what nobody answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.votes.envois.mandats import Mandataire
from services.votes.models import Canal, Position


@dataclass(frozen=True, slots=True)
class Decision:
    """The manager's decision on a resolution without a final consigne. ``position`` None: no vote, défaillant."""

    position: Position | None
    motif: str


@dataclass(frozen=True, slots=True)
class ChoixEnvoi:
    """The choices of one locking.

    ``decisions``: by id of the resolution. ``seconde_ligne``: False when the syndic imposes a form without the line of
    the second ballot. ``subdelegation``: whether the proxy may pass the pouvoir on, to the named substitute only.
    """

    canal: Canal
    delegation_id: int
    mandataire: Mandataire | None = None
    subdelegation: bool = False
    seconde_ligne: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)
