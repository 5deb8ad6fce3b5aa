"""Use cases: one act for a selection of resolutions, each at the version that was read.

What somebody changed meanwhile, what is not this agent’s, and what the act does not fit is left and said; the rest is
done. Resolutions are taken in the order of their ids, so that two selections never wait for each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution
from services.votes.consignes.reponses import Reponse, give_consigne, refuse_motif
from services.votes.consignes.visas import give_visa
from services.votes.majorites.passerelles import find_second_article
from services.votes.models import Resolution
from services.votes.politique.doctrine import propose_position
from shared.acteurs import Acteur
from shared.errors import AppError, InvalidError, RefusedError

Choix = Sequence[tuple[int, int]]
"""Pairs (id of a resolution, version that was read)."""


@dataclass(frozen=True, slots=True)
class Laissee:
    """A resolution of a selection that was left as it is, and the sentence that says why."""

    resolution_id: int
    code: str
    motif: str


@dataclass(frozen=True, slots=True)
class BilanSelection:
    """What became of a selection: the ids of the resolutions answered, and those left."""

    repondues: Sequence[int]
    laissees: Sequence[Laissee]


def give_consignes(
    session: Session, acteur: Acteur, choix: Choix, reponse: Reponse, aujourdhui: date
) -> BilanSelection:
    """Give the same answer to a selection. Its second ballot is kept where one can open, and only there.

    :raises InvalidError: an empty selection, or no reason.
    """
    refuse_vide(choix)
    refuse_motif(reponse.motif)

    def answer(resolution_id: int, version: int) -> None:
        _give(session, acteur, get_resolution(session, acteur, resolution_id), version, reponse, aujourdhui)

    return _act_on_each(choix, answer)


def follow_doctrine(session: Session, acteur: Acteur, choix: Choix, aujourdhui: date) -> BilanSelection:
    """Answer each resolution of a selection as the doctrine proposes for it, with the reason of its rule.

    A resolution on which the doctrine says nothing is left: nobody votes by default.

    :raises InvalidError: an empty selection.
    """
    refuse_vide(choix)

    def answer(resolution_id: int, version: int) -> None:
        resolution = get_resolution(session, acteur, resolution_id)
        proposition = propose_position(session, resolution, aujourdhui)
        if proposition is None:
            raise RefusedError("La doctrine ne propose rien ici : répondez vous-même.", code="SANS_DOCTRINE")
        reponse = Reponse(
            proposition.position, proposition.motif, proposition.position_second, proposition.position_si_amendee
        )
        _give(session, acteur, resolution, version, reponse, aujourdhui)

    return _act_on_each(choix, answer)


def give_visas(session: Session, acteur: Acteur, choix: Choix, aujourdhui: date) -> BilanSelection:
    """Agree to the consignes of a selection; a refusal needs its reason, and is given one by one.

    :raises InvalidError: an empty selection.
    """
    refuse_vide(choix)

    def agree(resolution_id: int, version: int) -> None:
        give_visa(session, acteur, resolution_id, accorde=True, motif="", version=version, aujourdhui=aujourdhui)

    return _act_on_each(choix, agree)


def refuse_vide(choix: Choix) -> None:
    """Refuse an empty selection.

    :raises InvalidError: nothing is ticked.
    """
    if not choix:
        raise InvalidError("Cochez au moins une résolution.", code="SELECTION_VIDE")


def _act_on_each(choix: Choix, act: Callable[[int, int], None]) -> BilanSelection:
    done, laissees = [], []
    for resolution_id, version in sorted(dict(choix).items()):
        try:
            act(resolution_id, version)
            done.append(resolution_id)
        except AppError as refus:
            laissees.append(Laissee(resolution_id, refus.code, refus.detail))
    return BilanSelection(done, laissees)


def _give(session: Session, acteur: Acteur, resolution: Resolution, version: int, reponse: Reponse, jour: date) -> None:
    """The answer, without its second ballot where none can open."""
    if find_second_article(resolution) is None:
        reponse = replace(reponse, position_second=None)
    give_consigne(session, acteur, resolution.id, version=version, aujourdhui=jour, **asdict(reponse))
