"""Use case: what is put to the vote changes before the assembly, or was misread: its title, its text, its amount."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution, take_resolution
from services.votes.assemblees.resolutions import set_qualification
from services.votes.attribution.affectations import refresh_visa, route_resolution
from services.votes.attribution.equipes import load_equipe
from services.votes.consignes.reouvertures import expire_consigne, refuse_tenue, require_motif
from services.votes.engagements.reservations import reserve_engagement
from services.votes.models import Resolution
from services.votes.qualification.decision import qualify_resolution
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.presentation import today


@dataclass(frozen=True, slots=True)
class Projet:
    """What is put to the vote, as printed. ``montant``: centimes, all taxes included, for all co-owners."""

    intitule: str
    texte: str | None
    montant: int | None
    article_imprime: str | None


def read_projet(resolution: Resolution) -> Projet:
    """The draft that a resolution holds."""
    return Projet(resolution.intitule, resolution.texte, resolution.montant_centimes, resolution.article_imprime)


def amend_resolution(
    session: Session,
    acteur: Acteur,
    resolution_id: int,
    projet: Projet,
    *,
    motif: str,
    version: int,
    aujourdhui: date | None = None,
) -> Resolution:
    """Replace the draft of a resolution; an answer that holds is re-opened, since it was given to another text.

    Our quote-part, the type we give (unless somebody corrected it), the doctrine and the visa follow; the former draft
    stays in the journal.

    :param motif: what is new; needed as soon as an answer holds.
    :raises InvalidError: no title, or no reason to re-open.
    :raises RefusedError: nothing changes, or the assembly is over.
    :raises StaleError: somebody acted on the resolution since ``version`` was read.
    """
    if not projet.intitule.strip():
        raise InvalidError(
            "L’intitulé manque.", code="INTITULE_ABSENT", fautes=[{"ou": "intitule", "message": "Écrivez l’intitulé."}]
        )
    resolution = get_resolution(session, acteur, resolution_id)
    refuse_tenue(resolution, aujourdhui or today())
    former = read_projet(resolution)
    if projet == former:
        raise RefusedError("Rien ne change dans ce qui est mis aux voix.", code="SANS_CHANGEMENT")
    if resolution.consigne is not None:
        require_motif(motif)
    resolution = take_resolution(session, acteur, resolution_id, version)
    if resolution.consigne is not None:
        expire_consigne(session, acteur, resolution, resolution.consigne, motif)
    resolution.intitule, resolution.texte = projet.intitule, projet.texte
    resolution.montant_centimes, resolution.article_imprime = projet.montant, projet.article_imprime
    _follow(session, resolution)
    session.flush()
    reserve_engagement(session, resolution, acteur)
    detail = _tell(resolution, former, projet, motif)
    record_acte(session, acteur, "change ce qu’une résolution met aux voix", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return resolution


def _follow(session: Session, resolution: Resolution) -> None:
    """The type, its employee while nobody answered, and the visa, of the new draft."""
    if resolution.corrige_par is None and not resolution.information:
        set_qualification(resolution, qualify_resolution(resolution.intitule, resolution.texte))
    if resolution.consignes:
        refresh_visa(session, resolution)
    else:
        route_resolution(resolution, load_equipe(session, resolution.ag.copropriete.agence))


def _tell(resolution: Resolution, former: Projet, projet: Projet, motif: str) -> dict[str, Any]:
    before, after = asdict(former), asdict(projet)
    changed = [champ for champ in before if before[champ] != after[champ]]
    return {
        "numero": resolution.numero, "motif": motif.strip() or None,
        "avant": {champ: before[champ] for champ in changed}, "apres": {champ: after[champ] for champ in changed},
    }  # fmt: skip
