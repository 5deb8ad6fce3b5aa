"""Use cases of resolutions: reading a pasted agenda into them, and correcting what we understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.votes.acces import get_ag, take_resolution
from services.votes.assemblees.ordre_du_jour import EN_DOUBLE, OrdreDuJour, ResolutionLue, parse_ordre_du_jour
from services.votes.attribution.affectations import refresh_visa, route_resolution
from services.votes.attribution.avis import notify_destinataires
from services.votes.attribution.equipes import load_equipe
from services.votes.demandes.suivi import follow_demandes
from services.votes.engagements.reservations import reserve_engagement
from services.votes.majorites.choix_cle import Cle, choose_cle
from services.votes.models import AssembleeGenerale, Resolution
from services.votes.qualification.decision import Qualification, qualify_resolution
from services.votes.qualification.formulations import apply_formulation, load_formulations, remember_correction
from services.votes.qualification.types_resolution import TypeInconnu, TypeResolution, find_type
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import CleRepartition
from shared.patrimoine.lectures import syndic_en_poste, voix_du_bailleur
from shared.patrimoine.textes import normalise_texte

INFORMATION = "INFO_SANS_VOTE"
SANS_VOTE = "aucun"
"""The article of an item that is not voted."""


@dataclass(frozen=True, slots=True)
class AgendaAjoute:
    """What a text gave, and the lines that look like a resolution but could not be placed: to read again by hand."""

    resolutions: Sequence[Resolution]
    non_compris: Sequence[str]


def add_agenda(session: Session, acteur: Acteur, ag_id: int, texte: str) -> AgendaAjoute:
    """Add a pasted agenda to an assembly: each item gets its type, majority article, clé, weight and employee.

    :raises NotFoundError: no such assembly among those the agent sees.
    :raises InvalidError: nothing was understood, or items are there twice; nothing is written.
    """
    return add_points(session, acteur, ag_id, parse_ordre_du_jour(texte))


def add_points(session: Session, acteur: Acteur, ag_id: int, agenda: OrdreDuJour) -> AgendaAjoute:
    """Add an agenda already read, and perhaps corrected by hand.

    :raises NotFoundError: no such assembly among those the agent sees.
    :raises InvalidError: it is empty, or items are there twice; nothing is written.
    """
    ag = get_ag(session, acteur, ag_id, selectinload(AssembleeGenerale.resolutions), lock=True)
    if not agenda.resolutions:
        raise InvalidError(
            "Aucune résolution reconnue dans ce texte : collez l’ordre du jour, une résolution par ligne, numérotée.",
            code="ORDRE_DU_JOUR_VIDE",
        )
    refuse_twice(agenda.resolutions, ag.resolutions)
    cles, equipe = load_cles(session, ag.copropriete_id), load_equipe(session, ag.copropriete.agence)
    formulations = load_formulations(session, syndic_en_poste(session, ag.copropriete_id, ag.date_ag))
    weights: dict[str, tuple[int, int]] = {}
    last = max((known.ordre for known in ag.resolutions), default=0)
    added = []
    for ordre, point in enumerate(agenda.resolutions, start=last + 1):
        resolution = build_resolution(point, ordre)
        if not point.information:
            apply_formulation(resolution, formulations)
        choix = choose_cle(point.intitule, point.texte, resolution.type, [Cle(cle.code, cle.libelle) for cle in cles])
        resolution.note_cle = choix.note
        weigh(session, ag, resolution, next((cle for cle in cles if cle.code == choix.code), None), weights)
        route_resolution(resolution, equipe, ag)
        added.append(resolution)
    ag.resolutions.extend(added)
    session.flush()
    notify_destinataires(session, ag, added)
    follow_demandes(session, ag)
    record_acte(session, acteur, "ajoute un ordre du jour", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail={"resolutions": len(added)})  # fmt: skip
    return AgendaAjoute(added, agenda.non_compris)


def build_resolution(point: ResolutionLue, ordre: int) -> Resolution:
    """An item of the agenda as a resolution, with the type we give it and the words that decided."""
    resolution = Resolution(
        ordre=ordre,
        numero=point.numero or str(ordre),
        intitule=point.intitule,
        texte=point.texte or None,
        article_imprime=point.article_imprime,
        montant_centimes=point.montant,
        version=1,
    )
    set_qualification(resolution, qualify_resolution(point.intitule, point.texte or None))
    if point.information and not resolution.information:
        resolution.type, resolution.article, resolution.information = INFORMATION, SANS_VOTE, True
        resolution.confiance, resolution.mots, resolution.question = 100, "annoncé sans vote", None
    return resolution


def set_qualification(resolution: Resolution, found: Qualification) -> None:
    """Give a resolution the type that its words decide, each word said once."""
    resolution.type, resolution.article, resolution.information = found.type, found.article, found.article == SANS_VOTE
    resolution.confiance, resolution.question = int(found.confiance * 100), found.question
    resolution.mots = " · ".join(dict.fromkeys(found.mots))


def refuse_twice(points: Sequence[ResolutionLue], known: Sequence[Resolution]) -> None:
    """Refuse an agenda that repeats an item: the same number, or the same title where numbers are missing.

    :raises InvalidError: with one fault per repeated item.
    """
    seen = {key: "déjà dans cette assemblée" for item in known for key in _identities(item.numero, item.intitule)}
    fautes: list[dict[str, Any]] = []
    for rang, point in enumerate(points, start=1):
        identities = _identities(point.numero, point.intitule)
        if identities[0] in seen:
            place = f"Résolution {point.numero or rang} « {point.intitule} »"
            fautes.append({"ou": place, "message": seen[identities[0]]})
        for identity in identities:
            seen.setdefault(identity, f"déjà au rang {rang} de cet ordre du jour")
    if fautes:
        detail = "Des résolutions sont dites deux fois : retirez-les, ou corrigez leur numéro. Rien n’a été enregistré."
        raise InvalidError(detail, code=EN_DOUBLE, fautes=fautes)


def load_cles(session: Session, copropriete_id: int) -> Sequence[CleRepartition]:
    """The clés of a copropriété, in their order."""
    query = select(CleRepartition).where(CleRepartition.copropriete_id == copropriete_id).order_by(CleRepartition.id)
    return session.scalars(query).all()


def weigh(
    session: Session,
    ag: AssembleeGenerale,
    resolution: Resolution,
    cle: CleRepartition | None,
    known: dict[str, tuple[int, int]],
) -> None:
    """Set the clé of a resolution, and our voix on it at the date of the assembly. ``known``: clés already weighed."""
    resolution.cle = cle
    if cle is None:
        resolution.voix_bailleur = resolution.voix_total = None
        return
    if cle.code not in known:
        known[cle.code] = voix_du_bailleur(session, ag.copropriete_id, cle.code, ag.date_ag)
    resolution.voix_bailleur, resolution.voix_total = known[cle.code]


def requalify_resolution(
    session: Session, acteur: Acteur, resolution_id: int, *, code: str, version: int, retenir: bool = True
) -> Resolution:
    """Correct the type of a resolution. Its article follows; unless somebody already answered, so does its employee.

    :param retenir: remember the correction for this syndic's wording.
    :raises InvalidError: no such type.
    :raises StaleError: somebody acted on the resolution since ``version``.
    :raises RefusedError: it was answered, and the new type is not voted.
    """
    type_ = _read_type(code)
    resolution = take_resolution(session, acteur, resolution_id, version)
    information = type_.article == SANS_VOTE
    if information and resolution.consignes:
        raise RefusedError(
            "Une consigne a été donnée : ce point ne peut plus devenir une information.", code="REPONDUE"
        )
    former = resolution.type
    resolution.type, resolution.article, resolution.information = type_.code, type_.article, information
    resolution.confiance, resolution.question, resolution.corrige_par = 100, None, acteur.nom
    resolution.retenue_le = None
    if retenir:
        remember_correction(session, acteur, resolution)
    if not resolution.consignes:
        route_resolution(resolution, load_equipe(session, resolution.ag.copropriete.agence))
    else:
        refresh_visa(session, resolution)
    session.flush()
    reserve_engagement(session, resolution, acteur)
    _record_change(session, acteur, "corrige le type d’une résolution", resolution, former, type_.code)
    return resolution


def change_cle(session: Session, acteur: Acteur, resolution_id: int, *, code: str, version: int) -> Resolution:
    """Choose the clé a resolution is voted on; our weight follows.

    :raises InvalidError: no such clé in this copropriété.
    :raises StaleError: somebody acted on the resolution since ``version``.
    """
    resolution = take_resolution(session, acteur, resolution_id, version)
    cles = {cle.code: cle for cle in load_cles(session, resolution.ag.copropriete_id)}
    if code not in cles:
        raise InvalidError(
            f"La copropriété n’a pas de clé « {code} ». Ses clés : {', '.join(cles) or 'aucune'}.", code="CLE_INCONNUE"
        )
    former = resolution.cle.code if resolution.cle else None
    weigh(session, resolution.ag, resolution, cles[code], {})
    resolution.note_cle = None
    refresh_visa(session, resolution)
    session.flush()
    reserve_engagement(session, resolution, acteur)
    _record_change(session, acteur, "change la clé d’une résolution", resolution, former, code)
    return resolution


def _read_type(code: str) -> TypeResolution:
    try:
        return find_type(code)
    except TypeInconnu:
        raise InvalidError(f"« {code} » n’est pas un type de résolution.", code="TYPE_INCONNU") from None


def _record_change(
    session: Session, acteur: Acteur, acte: str, resolution: Resolution, avant: str | None, apres: str
) -> None:
    detail = {"numero": resolution.numero, "avant": avant, "apres": apres}
    record_acte(session, acteur, acte, "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip


def _identities(numero: str | None, intitule: str) -> list[tuple[str, str]]:
    """What tells an item from another, the surest first: its number when printed, its title otherwise."""
    by_title = ("intitule", normalise_texte(intitule))
    return [("numero", numero.strip().casefold()), by_title] if numero else [by_title]
