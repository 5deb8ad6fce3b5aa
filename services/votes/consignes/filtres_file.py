"""Which lines of the queues an address asks for, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from services.votes.assemblees.echeances import compute_echeances
from services.votes.attribution.delais import PAR_DEFAUT, find_date_interne
from services.votes.models import LigneFile, Volet
from shared.acteurs import Acteur, Permission
from shared.models import Agence, Agent, Copropriete
from shared.patrimoine.lectures import visible_coproprietes
from shared.patrimoine.textes import normalise_texte

A_DONNER, A_VISER, DONNEES, EQUIPE = "a-donner", "a-viser", "donnees", "equipe"
VOLETS = {A_DONNER: "À donner", A_VISER: "À viser", EQUIPE: "Toute l’équipe", DONNEES: "Données"}
ECHEANCES = {"retard": "En retard", "7": "Sous 7 jours", "15": "Sous 15 jours"}
PALIERS = {"1000": "1 000 € et plus", "5000": "5 000 € et plus", "50000": "50 000 € et plus"}
AGENDA = (LigneFile.limite, LigneFile.ag_id, LigneFile.ordre)
"""The order of the queue: the nearest limit of a form first, then that of its agenda."""


@dataclass(frozen=True, slots=True)
class FiltreFile:
    """Which resolutions, as the address of the list says it. ``quote_part_min`` in centimes.

    ``marge``: working days between our internal date and the assembly, from the settings.
    """

    volet: str = A_DONNER
    texte: str = ""
    type: str = ""
    agence: str = ""
    echeance: str = ""
    quote_part_min: int = 0
    agent: int | None = None
    tri: str = ""
    marge: int = PAR_DEFAUT.marge_interne


def read_filtre(args: Mapping[str, str], acteur: Acteur, marge: int = PAR_DEFAUT.marge_interne) -> FiltreFile:
    """The filter an address asks for; nonsense is ignored."""
    volet = args.get("volet", A_DONNER)
    allowed = VOLETS if acteur.can(Permission.GERER_AG) else VOLETS.keys() - {EQUIPE}
    palier, agent = args.get("montant", ""), args.get("agent", "")
    return FiltreFile(
        volet=volet if volet in allowed else A_DONNER,
        texte=args.get("q", "")[:200],
        type=args.get("type", ""),
        agence=args.get("agence", ""),
        echeance=args.get("echeance", "") if args.get("echeance") in ECHEANCES else "",
        quote_part_min=int(palier) * 100 if palier in PALIERS else 0,
        agent=int(agent) if agent.isdecimal() and len(agent) < 16 else None,
        tri=args.get("tri", ""),
        marge=marge,
    )


def select_file(acteur: Acteur, filtre: FiltreFile, aujourdhui: date, *columns: Any) -> Select[Any]:
    """These columns of the lines of the queue that the filter keeps, unsorted: one narrow table, nothing joined."""
    return select(*columns).where(
        *_of_volet(acteur, filtre.volet), *_limit_dates(filtre, aujourdhui), *_limit_agences(acteur, filtre),
        *_conditions(filtre),
    )  # fmt: skip


def _of_volet(acteur: Acteur, volet: str) -> list[ColumnElement[bool]]:
    """What this agent owes or answered, what waits for a visa of his role, or what his whole team owes."""
    if volet == A_VISER:
        awaited = LigneFile.role.in_(sorted(acteur.roles))
        return [LigneFile.volet == Volet.A_VISER, awaited, LigneFile.agent_id != acteur.id]
    of_volet = LigneFile.volet == (Volet.DONNEE if volet == DONNEES else Volet.A_DONNER)
    return [of_volet] if volet == EQUIPE else [of_volet, LigneFile.agent_id == acteur.id]


def _limit_dates(filtre: FiltreFile, aujourdhui: date) -> list[ColumnElement[bool]]:
    """Nothing waits any more once the assembly is held."""
    limits = [] if filtre.volet == DONNEES else [LigneFile.date_ag >= aujourdhui]
    if filtre.echeance:
        limits.append(LigneFile.limite <= find_last_limite(filtre.echeance, aujourdhui, filtre.marge))
    return limits


def _limit_agences(acteur: Acteur, filtre: FiltreFile) -> list[ColumnElement[bool]]:
    """The copropriétés this agent sees, and of the agency asked for.

    Whether any is hidden from him is asked once: when none is, no line is looked up for it.
    """
    if filtre.agence:
        asked = visible_coproprietes(acteur).join(Copropriete.agence).where(Agence.code == filtre.agence)
        return [LigneFile.copropriete_id.in_(asked.with_only_columns(Copropriete.id))]
    if acteur.sees_all:
        return []
    hidden = select(Copropriete.id).where(Copropriete.agence_id.not_in(acteur.agences))
    seen = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return [or_(~hidden.exists(), LigneFile.copropriete_id.in_(seen))]


def _conditions(filtre: FiltreFile) -> list[ColumnElement[bool]]:
    """What else the address asks for. A normalised word has only letters and digits: nothing to escape."""
    conditions: list[ColumnElement[bool]] = []
    for mot in normalise_texte(filtre.texte).split():
        named = select(Copropriete.id).where(Copropriete.recherche.like(f"%{mot}%"))
        conditions.append(or_(LigneFile.recherche.like(f"%{mot}%"), LigneFile.copropriete_id.in_(named)))
    if filtre.type:
        conditions.append(LigneFile.type == filtre.type)
    if filtre.agent is not None and filtre.volet == EQUIPE:
        conditions.append(LigneFile.agent_id == filtre.agent)
    if filtre.quote_part_min:
        conditions.append(LigneFile.quote_part_centimes >= filtre.quote_part_min)
    return conditions


def find_last_limite(echeance: str, aujourdhui: date, marge: int = PAR_DEFAUT.marge_interne) -> date:
    """The last limit of a form whose internal date is past (``retard``), or comes within so many days."""
    dernier = aujourdhui - timedelta(days=1) if echeance == "retard" else aujourdhui + timedelta(days=int(echeance))
    jour = compute_echeances(dernier).formulaire_limite
    while find_date_interne(jour + timedelta(days=1), marge) <= dernier:
        jour += timedelta(days=1)
    return jour


def order_file(tri: str) -> list[Any]:
    """``?tri=-montant``; by default in the order of the queue. Names are looked up only when they are sorted on."""
    code = select(Copropriete.code).where(Copropriete.id == LigneFile.copropriete_id)
    nom = select(Agent.nom).where(Agent.id == LigneFile.agent_id)
    columns: dict[str, Any] = {
        "echeance": LigneFile.limite, "copropriete": code.scalar_subquery(), "type": LigneFile.type,
        "resolution": LigneFile.recherche, "montant": func.coalesce(LigneFile.quote_part_centimes, 0),
        "agent": nom.scalar_subquery(),
    }  # fmt: skip
    column = columns.get(tri.removeprefix("-"))
    if column is None:
        return [*AGENDA]
    return [column.desc() if tri.startswith("-") else column.asc(), *AGENDA]
