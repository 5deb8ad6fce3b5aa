"""What needs an agent: the little contract by which each service tells « Aujourd'hui » what it waits for.

Each service answers ``GET <prefix>/api/v1/a-faire`` with a list of ``AFaire``, for the agent of the request and the
copropriétés he sees. The home merges the lists by deadline; a service that is silent is named, never hidden.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from marshmallow import Schema, fields, post_load, validate

from shared.acteurs import Acteur
from shared.client import ServiceClient
from shared.config import SERVICES
from shared.errors import AppError

CHEMIN = "/a-faire"
JOURS_PROCHE = 7
URGENCES = ("retard", "proche", "normale")
NOMS = {"votes": "Votes", "appels_fonds": "Appels de fonds", "charges": "Charges"}


def urgency(echeance: date | None, aujourdhui: date) -> str:
    """``retard`` once the deadline has passed, ``proche`` within seven days, else ``normale``."""
    if echeance is None or (echeance - aujourdhui).days > JOURS_PROCHE:
        return "normale"
    return "retard" if echeance < aujourdhui else "proche"


@dataclass(frozen=True, kw_only=True)
class AFaire:
    """One thing to do: ``action`` is the label of its one next act, ``lien`` the address where it is done."""

    titre: str
    action: str
    lien: str
    urgence: str
    echeance: date | None = None
    detail: str = ""
    copropriete: str | None = None


class AFaireSchema(Schema):
    """The JSON of one thing to do; ``lien`` is an address of ours."""

    titre = fields.String(required=True)
    action = fields.String(required=True)
    lien = fields.String(required=True, validate=validate.Regexp(r"^/(?!/)"))
    urgence = fields.String(required=True, validate=validate.OneOf(URGENCES))
    echeance = fields.Date(load_default=None, allow_none=True)
    detail = fields.String(load_default="")
    copropriete = fields.String(load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, object], **_: object) -> AFaire:
        """The dataclass."""
        return AFaire(**data)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Aujourdhui:
    """What the home shows: every thing to do, and the names of the services that did not answer."""

    a_faire: list[AFaire] = field(default_factory=list)
    muets: list[str] = field(default_factory=list)


def ask_everyone(client: ServiceClient, acteur: Acteur) -> Aujourdhui:
    """Ask the three services at once; one that fails only loses its own lines."""

    def ask(service: str) -> list[AFaire] | None:
        try:
            loaded: list[AFaire] = AFaireSchema(many=True).load(client.ask(service, CHEMIN, acteur))
        except (AppError, ValueError):
            return None
        return loaded

    with ThreadPoolExecutor(len(SERVICES)) as pool:
        answers = dict(zip(SERVICES, pool.map(ask, SERVICES), strict=True))
    return Aujourdhui(
        merge(answer for answer in answers.values() if answer),
        [NOMS[service] for service, answer in answers.items() if answer is None],
    )


def merge(lists: Iterable[list[AFaire]]) -> list[AFaire]:
    """One list by deadline, those without a deadline last, then by copropriété and title."""
    everything = [one for answers in lists for one in answers]
    return sorted(everything, key=lambda one: (one.echeance or date.max, one.copropriete or "", one.titre))
