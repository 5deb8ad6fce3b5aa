"""What the live screen of a session says of each resolution: few words, large, computed here."""

from dataclasses import dataclass

from services.votes.majorites.articles import name_article
from services.votes.majorites.passerelles import find_second_article
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import AssembleeGenerale, Canal, Consigne, Position, Resolution


@dataclass(frozen=True, slots=True)
class PointSeance:
    """A resolution on the screen. ``second``: what to say then, None when it cannot be. ``amendee``: what to say on an
    amended text, None when nobody said.

    ``second_article``: article of the second ballot that may follow; None when none can.
    """

    resolution: Resolution
    article: str
    second_article: str | None
    consigne: Consigne | None
    premier: Position | None
    second: Position | None
    amendee: str | None
    note_amendee: str | None
    quote_part_centimes: int | None


def describe_point(ag: AssembleeGenerale, resolution: Resolution) -> PointSeance:
    """One resolution, with the instruction for each case that can come up in the room."""
    consigne = resolution.consigne
    second_article = find_second_article(resolution)
    par_correspondance = ag.canal is Canal.CORRESPONDANCE
    position = consigne.position if consigne else None
    amendee, note = None, None
    if position is not None and par_correspondance:
        amendee = position.value
        if position is Position.POUR:
            amendee = "DEFAILLANT"
            note = "Amendée, notre vote par correspondance favorable ne compte plus (loi art. 17-1 A)."
    elif consigne and consigne.position_si_amendee:
        amendee = consigne.position_si_amendee.value
    elif consigne:
        note = "Texte amendé sans consigne : appelez votre responsable avant de voter."
    return PointSeance(
        resolution=resolution,
        article=name_article(resolution.article),
        second_article=second_article,
        consigne=consigne,
        premier=position,
        second=((consigne.position_second or position) if consigne and second_article else None),
        amendee=amendee,
        note_amendee=note,
        quote_part_centimes=compute_quote_part(resolution),
    )
