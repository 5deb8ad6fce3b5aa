"""Facts: what happened, said once, for whoever must keep a copy or react.

A fact is named by a noun and a past participle; it carries ids, dates and centimes, never an order. ``SUBSCRIBERS``
is the whole answer to « who hears what ».
"""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened. Its payload is plain JSON: dates in ISO, amounts in centimes."""

    FACTS: ClassVar[dict[str, type["Fact"]]] = {}

    def __init_subclass__(cls) -> None:
        Fact.FACTS[cls.__name__] = cls

    def dump(self) -> dict[str, Any]:
        """The payload as it travels."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Self:
        """The fact a payload carries; keys of a newer sender are ignored."""
        return cls(
            **{
                field.name: date.fromisoformat(payload[field.name]) if field.type is date else payload[field.name]
                for field in fields(cls)
            }
        )


@dataclass(frozen=True, kw_only=True)
class AppelFondsComptabilise(Fact):
    """A call was integrated. ``montants``: one ``{"cle", "nature", "montant_centimes"}`` per clé and nature."""

    appel: str
    copropriete_id: int
    exigible: date
    total_centimes: int
    montants: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class AppelFondsAnnule(Fact):
    """The integration of a call was undone."""

    appel: str
    copropriete_id: int
    annule_le: date


SUBSCRIBERS: dict[type[Fact], tuple[str, ...]] = {
    AppelFondsComptabilise: ("charges",),
    AppelFondsAnnule: ("charges",),
}


def actor_name(service: str, fait: str) -> str:
    """The name under which a subscriber listens: ``charges.AppelFondsComptabilise``."""
    return f"{service}.{fait}"
