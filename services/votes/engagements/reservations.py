"""Use cases of the budget: a « pour » reserves our quote-part by year; the minutes commit it or release it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.votes.engagements.annees import SANS_ENGAGEMENT, Repartition, repartir_quote_part, split_by_annee
from services.votes.engagements.lecture_echeancier import Versement
from services.votes.majorites.quote_part import compute_quote_part, sum_quotes_parts
from services.votes.models import Engagement, EtatEngagement, Position, Resolution
from services.votes.parametres import load_parametres
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import SYSTEME, Acteur
from shared.audit import record_acte
from shared.messages import EngagementReserve
from shared.models import Exercice, now
from shared.montants import format_montant
from shared.outbox import publish
from shared.patrimoine.lectures import voix_du_bailleur


@dataclass(frozen=True, slots=True)
class MontantsVotes:
    """What minutes say a resolution voted: centimes by code of clé, and the days of its calls, none when not said."""

    par_cle: Mapping[str, int]
    appels: Sequence[date] = ()


def find_repartition(
    session: Session, resolution: Resolution, votes: MontantsVotes | None = None
) -> Repartition | None:
    """What a resolution costs us by year; None when it costs nothing or cannot be known (see ``tell_absence``).

    :param votes: what the minutes say, which prevails over the amount and the clé of the agenda.
    """
    if tell_sans_depense(resolution) is not None:
        return None
    quote_part, montant = compute_quote_part(resolution), resolution.montant_centimes
    if votes is not None:
        quote_part, montant = _share_votes(session, resolution, votes), sum(votes.par_cle.values())
    if not quote_part or montant is None:
        return None
    if votes is not None and votes.appels:
        jours = [Versement(jour, 1) for jour in sorted(set(votes.appels))]
        return Repartition(split_by_annee(quote_part, jours), f"{len(jours)} dates d’appel du procès-verbal")
    parametres = load_parametres(session)
    return repartir_quote_part(
        quote_part,
        code=resolution.type,
        texte=f"{resolution.intitule}\n{resolution.texte or ''}",
        montant_centimes=montant,
        date_ag=resolution.ag.date_ag,
        decalage_budget=parametres.decalage_budget,
        decalage_depense=parametres.decalage_depense,
        debut_exercice=session.scalar(
            select(func.max(Exercice.debut)).where(Exercice.copropriete_id == resolution.ag.copropriete_id)
        ),
    )


def _share_votes(session: Session, resolution: Resolution, votes: MontantsVotes) -> int | None:
    """Our share over every clé voted; None when our weight on one of them cannot be."""
    jour, copropriete_id = resolution.ag.date_ag, resolution.ag.copropriete_id
    poids = {cle: voix_du_bailleur(session, copropriete_id, cle, jour) for cle in votes.par_cle}
    if any(nous > total or not total for nous, total in poids.values()):
        return None
    return sum_quotes_parts(votes.par_cle, poids)


def tell_absence(resolution: Resolution) -> str | None:
    """Why a « pour » on this resolution reserves nothing; None when it does."""
    if (sans_depense := tell_sans_depense(resolution)) is not None:
        return sans_depense
    if resolution.montant_centimes is None:
        return "Rien n’est réservé : le montant n’est pas connu."
    if compute_quote_part(resolution) is None:
        return "Rien n’est réservé : notre poids sur la clé n’est pas connu."
    return None


def tell_sans_depense(resolution: Resolution) -> str | None:
    """Why a resolution of this type engages no expense, whatever its amount; None when it does."""
    if find_type(resolution.type).financier is not True:
        return "Ce type de résolution n’engage pas de dépense certaine."
    if resolution.type in SANS_ENGAGEMENT:
        return f"Rien n’est réservé : {SANS_ENGAGEMENT[resolution.type]}."
    return None


def reserve_engagement(session: Session, resolution: Resolution, acteur: Acteur = SYSTEME) -> list[Engagement]:
    """Make the reservations of a resolution those of the consigne that holds; returns those that hold now.

    A « pour », on the first or on the second ballot, reserves; any other answer, and a consigne re-opened, release.
    What the minutes settled is not touched. Calling it twice changes nothing. To call in the transaction of each act
    that changes the answer, the amount or the clé of a resolution.
    """
    lignes = _load(session, resolution)
    if any(ligne.etat is EtatEngagement.ENGAGE for ligne in lignes):
        return _holding(lignes)
    consigne = resolution.consigne
    for_it = consigne is not None and Position.POUR in (consigne.position, consigne.position_second)
    repartition = find_repartition(session, resolution) if for_it else None
    return _apply(session, acteur, resolution, repartition, EtatEngagement.RESERVE, "réserve notre quote-part")


def settle_engagement(
    session: Session, resolution: Resolution, *, adoptee: bool, votes: MontantsVotes | None = None,
    acteur: Acteur = SYSTEME,
) -> list[Engagement]:  # fmt: skip
    """What the minutes make of our reservation; returns what is committed.

    Adopted: our quote-part is committed, even when we voted against, since the syndicat will call it from us as from
    every co-owner. Rejected: it is released. Minutes corrected afterwards may be settled again.

    :param votes: the amounts and the calls the minutes give, when they do.
    """
    repartition = find_repartition(session, resolution, votes) if adoptee else None
    return _apply(session, acteur, resolution, repartition, EtatEngagement.ENGAGE, "engage notre quote-part")


def _load(session: Session, resolution: Resolution) -> list[Engagement]:
    query = select(Engagement).where(Engagement.resolution_id == resolution.id).order_by(Engagement.annee)
    return list(session.scalars(query))


def _holding(lignes: list[Engagement]) -> list[Engagement]:
    return [ligne for ligne in lignes if ligne.etat is not EtatEngagement.LIBERE]


def _apply(
    session: Session,
    acteur: Acteur,
    resolution: Resolution,
    repartition: Repartition | None,
    etat: EtatEngagement,
    acte: str,
) -> list[Engagement]:
    """Bring the rows to the wanted years and state; a year no longer wanted stays, released."""
    lignes = {ligne.annee: ligne for ligne in _load(session, resolution)}
    before = {annee: (ligne.montant_centimes, ligne.etat) for annee, ligne in lignes.items()}
    wanted = repartition.annees if repartition else {}
    motif = repartition.motif if repartition else ""
    for annee, ligne in lignes.items():
        if annee not in wanted and ligne.etat is not EtatEngagement.LIBERE:
            ligne.etat, ligne.le = EtatEngagement.LIBERE, now()
    for annee, montant in wanted.items():
        if before.get(annee) == (montant, etat):
            continue
        kept = lignes.setdefault(annee, Engagement(resolution_id=resolution.id, annee=annee))
        kept.montant_centimes, kept.etat, kept.motif, kept.le = montant, etat, motif, now()
        session.add(kept)
    session.flush()
    after = {annee: (ligne.montant_centimes, ligne.etat) for annee, ligne in lignes.items()}
    if after != before:
        _tell(session, acteur, resolution, before, after, acte)
    return _holding([lignes[annee] for annee in sorted(lignes)])


Etats = dict[int, tuple[int, EtatEngagement]]


def _tell(session: Session, acteur: Acteur, resolution: Resolution, before: Etats, after: Etats, acte: str) -> None:
    """The line of the journal, and the fact when the amounts by year are no longer the same."""
    amounts, former = _amounts(after), _amounts(before)
    detail = {"numero": resolution.numero, "avant": _say(former), "apres": _say(amounts)}
    record_acte(session, acteur, acte if amounts else "libère notre quote-part", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    if amounts != former:
        annees = [{"annee": annee, "montant_centimes": montant} for annee, montant in amounts.items()]
        publish(session, EngagementReserve(resolution_id=resolution.id, copropriete_id=resolution.ag.copropriete_id,
                                           type=resolution.type, annees=annees))  # fmt: skip


def _amounts(etats: Etats) -> dict[int, int]:
    return {annee: montant for annee, (montant, etat) in sorted(etats.items()) if etat is not EtatEngagement.LIBERE}


def _say(montants: dict[int, int]) -> str:
    return " ; ".join(f"{annee} : {format_montant(montant)}" for annee, montant in montants.items()) or "rien"
