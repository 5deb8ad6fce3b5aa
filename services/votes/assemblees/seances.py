"""Use case: our representative records what the assembly decides, live, perhaps from a device that was offline."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_ag, get_resolution
from services.votes.models import AssembleeGenerale, Resolution, Resultat, ResultatAnnonce, SourceResultat, VoteConstate
from services.votes.proces_verbaux.apercus import refuse_early
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError, StaleError
from shared.models import now
from shared.presentation import format_instant, format_nombre

COMPTES = (
    "total_voix", "pour_voix", "contre_voix", "abstention_voix", "pour_tetes", "contre_tetes", "abstention_tetes",
    "second_pour_voix", "second_contre_voix", "second_abstention_voix",
)  # fmt: skip
"""The counts a representative may write down; most often none."""
MOTS = {
    ResultatAnnonce.ADOPTEE: "adoptée", ResultatAnnonce.REJETEE: "rejetée", ResultatAnnonce.SANS_VOTE: "sans vote",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultatSeance:
    """What is recorded of a resolution in the room. Counts in voix and heads; None: not noted."""

    annonce: ResultatAnnonce
    notre_vote: VoteConstate | None = None
    amendee: bool = False
    observation: str | None = None
    total_voix: int | None = None
    pour_voix: int | None = None
    contre_voix: int | None = None
    abstention_voix: int | None = None
    pour_tetes: int | None = None
    contre_tetes: int | None = None
    abstention_tetes: int | None = None
    second_pour_voix: int | None = None
    second_contre_voix: int | None = None
    second_abstention_voix: int | None = None


def record_resultat(
    session: Session, acteur: Acteur, resolution_id: int, saisie: ResultatSeance, *, version: int, aujourdhui: date
) -> Resultat:
    """Keep what was decided. Said again as it stands, it changes nothing: a device that was offline may repeat itself.

    :param version: of the result as the device knew it; 0 when it knew none.
    :raises RefusedError: the assembly is not held yet, the point is an information, or its minutes are confirmed.
    :raises InvalidError: more votes than the clé has, or a vote that is missing.
    :raises StaleError: somebody recorded something else meanwhile; ``fautes`` holds both.
    """
    resolution = get_resolution(session, acteur, resolution_id, lock=True)
    refuse_early(resolution.ag, aujourdhui)
    refuse_impossible(resolution, saisie)
    known = resolution.resultat
    if known is not None and known.source is not SourceResultat.SEANCE:
        raise RefusedError("Le procès-verbal est confirmé : corrigez-le plutôt.", code="PV_CONFIRME")
    if known is not None and _is_same(known, saisie):
        return known
    if (known.version if known else 0) != version:
        raise _both(known, saisie)
    if known is None:
        known = Resultat(resolution_id=resolution.id, source=SourceResultat.SEANCE)
        session.add(known)
    for nom, valeur in asdict(saisie).items():
        setattr(known, nom, valeur)
    known.seance_annonce, known.seance_notre_vote, known.seance_amendee = (
        saisie.annonce, saisie.notre_vote, saisie.amendee,
    )  # fmt: skip
    known.par, known.le = acteur.nom, now()
    resolution.version += 1
    session.flush()
    detail = {"numero": resolution.numero, "annonce": saisie.annonce.value, "notre_vote": saisie.notre_vote}
    record_acte(session, acteur, "note un résultat en séance", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    return known


def refuse_impossible(resolution: Resolution, saisie: ResultatSeance) -> None:
    """Refuse what cannot have happened.

    :raises InvalidError: more votes than the clé has, or no vote of ours where there was one.
    """
    fautes = []
    total = saisie.total_voix or resolution.voix_total
    somme = sum(getattr(saisie, nom) or 0 for nom in ("pour_voix", "contre_voix", "abstention_voix"))
    if total and somme > total:
        message = f"{format_nombre(somme)} voix, plus que les {format_nombre(total)} de la clé"
        fautes.append({"ou": f"Résolution {resolution.numero}", "message": message})
    if saisie.annonce is not ResultatAnnonce.SANS_VOTE and saisie.notre_vote is None:
        fautes.append({"ou": f"Résolution {resolution.numero}", "message": "dites comment nous avons voté"})
    if fautes:
        raise InvalidError("Ce résultat n’est pas enregistré.", code="RESULTAT_IMPOSSIBLE", fautes=fautes)


def load_seance(session: Session, acteur: Acteur, ag_id: int) -> tuple[AssembleeGenerale, dict[int, Resultat]]:
    """An assembly and what is recorded of its resolutions so far.

    :raises NotFoundError: not there, or not visible.
    """
    ag = get_ag(session, acteur, ag_id)
    results = {one.resultat.resolution_id: one.resultat for one in ag.resolutions if one.resultat is not None}
    return ag, results


def _is_same(known: Resultat, saisie: ResultatSeance) -> bool:
    return all(getattr(known, nom) == valeur for nom, valeur in asdict(saisie).items())


def _both(known: Resultat | None, saisie: ResultatSeance) -> StaleError:
    mine = {"ou": "Votre saisie", "message": _say(saisie)}
    if known is None:
        return StaleError("Ce résultat a été retiré entre-temps : relisez-le.", fautes=[mine])
    theirs = {"ou": f"Saisie de {known.par}, {format_instant(known.le)}", "message": _say(known)}
    return StaleError(
        f"{known.par} a noté un autre résultat : choisissez celui qui reste.", fautes=[theirs, mine]
    )  # fmt: skip


def _say(resultat: Resultat | ResultatSeance) -> str:
    parts = [MOTS[resultat.annonce] if resultat.annonce else "sans résultat"]
    if resultat.notre_vote:
        parts.append(f"notre vote : {resultat.notre_vote.value.lower()}")
    if resultat.amendee:
        parts.append("amendée")
    if resultat.observation:
        parts.append(resultat.observation)
    return ", ".join(parts)
