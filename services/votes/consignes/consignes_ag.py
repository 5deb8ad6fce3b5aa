"""The consignes of one assembly, as its tab shows them: those to give, what the doctrine proposes, those given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.acces import REPONSES, has_consigne
from services.votes.consignes.reponses import may_answer
from services.votes.consignes.visas import find_visa, find_visa_demande
from services.votes.lectures import load_ag
from services.votes.models import AssembleeGenerale, Resolution
from services.votes.parametres import load_parametres
from services.votes.politique.doctrine import Proposition, propose_positions
from services.votes.vues import VueResolution, describe_resolution
from shared.acteurs import ROLES, Acteur


@dataclass(frozen=True, slots=True)
class ConsignesAg:
    """``a_donner`` in the order of the agenda; ``visas``: what the second agreement of a given one is waiting for."""

    ag: AssembleeGenerale
    a_donner: Sequence[VueResolution]
    donnees: Sequence[VueResolution]
    propositions: Mapping[int, Proposition]
    visas: Mapping[int, str]

    @property
    def attendues(self) -> int:
        """Consignes and agreements without which the sheet cannot be locked."""
        return len(self.a_donner) + len(self.visas)


def load_consignes_ag(session: Session, acteur: Acteur, ag_id: int, aujourdhui: date) -> ConsignesAg:
    """The consignes of an assembly, for this agent on this day.

    :raises NotFoundError: not there, or not visible.
    """
    ag = load_ag(session, acteur, ag_id)
    marge = load_parametres(session).marge_interne
    vues = [
        describe_resolution(resolution, ag, acteur, aujourdhui, marge)
        for resolution in ag.resolutions
        if not resolution.information
    ]
    a_donner = [vue for vue in vues if vue.consigne is None]
    donnees = [vue for vue in vues if vue.consigne is not None]
    return ConsignesAg(
        ag=ag,
        a_donner=a_donner,
        donnees=donnees,
        propositions=propose_positions(session, [vue.resolution for vue in a_donner], aujourdhui),
        visas={vue.resolution.id: attente for vue in donnees if (attente := tell_visa_attendu(vue.resolution))},
    )


def tell_visa_attendu(resolution: Resolution) -> str | None:
    """Whose agreement a given consigne waits for; None when it may leave."""
    demande = find_visa_demande(resolution)
    if demande is None or resolution.consigne is None or find_visa(resolution.consigne) is not None:
        return None
    return ROLES.get(demande.role, demande.role)


def find_next_of_ag(session: Session, acteur: Acteur, here: Resolution) -> int | None:
    """The next resolution of the same assembly this agent may answer and nobody did; the first, after the last."""
    query = (
        select(Resolution)
        .where(
            Resolution.ag_id == here.ag_id,
            Resolution.id != here.id,
            Resolution.information.is_(False),
            ~has_consigne(Resolution.id),
        )
        .options(*REPONSES)
        .order_by(Resolution.ordre)
    )
    waiting = [one for one in session.scalars(query) if may_answer(one, acteur)]
    later = [one for one in waiting if one.ordre > here.ordre]
    return (later or waiting)[0].id if waiting else None
