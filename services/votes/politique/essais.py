"""Use cases that try a rule before adopting it: what it would change to come, or what it would have said before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from services.votes.acces import REPONSES, has_consigne, is_visible
from services.votes.attribution.affectations import give_to
from services.votes.attribution.equipes import Equipe, choose_destinataire, find_visa_of, load_equipe, read_cas
from services.votes.models import AssembleeGenerale, GenreRegle, Position, Resolution
from services.votes.politique.cas import build_all
from services.votes.politique.doctrine import Proposition, propose
from services.votes.politique.reglages import SaisieRegle
from services.votes.politique.regles import RegleLue, load_regles, name_regle, sort_regles
from shared.acteurs import SYSTEME, Acteur
from shared.models import Agent, Copropriete

MONTREES = 100
"""Lines shown of a trial; the counts are of them all."""

PASSEES = 2_000
"""Answers of the past a doctrine is tried on: the latest."""

BROUILLON = "brouillon"


@dataclass(frozen=True, slots=True)
class Changement:
    """A resolution to come that would move: who answers and whose visa, before and after."""

    resolution: Resolution
    avant: str
    apres: str
    visa_avant: str | None
    visa_apres: str | None
    raison: str


@dataclass(frozen=True, slots=True)
class EssaiRoutage:
    """What a rule of routing or of visas would change among the resolutions to come that nobody answered yet."""

    examinees: int
    changements: int
    lignes: Sequence[Changement]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A resolution of the past: what was answered, what the doctrine says now, what it would say."""

    resolution: Resolution
    donnee: Position
    avant: Proposition | None
    apres: Proposition | None


@dataclass(frozen=True, slots=True)
class EssaiDoctrine:
    """What a rule of doctrine would have said of past answers. Counts: ``concorde``, ``ecart``, ``silence``."""

    examinees: int
    avant: Counter[str]
    apres: Counter[str]
    changements: int
    lignes: Sequence[Comparaison]


def try_routage(
    session: Session, acteur: Acteur, genre: GenreRegle, saisie: SaisieRegle | None, numero: int | None, jour: date
) -> EssaiRoutage:
    """What the resolutions to come would become with a rule added, changed (``numero``) or withdrawn (no ``saisie``).

    Resolutions that somebody gave by hand, or that are answered, do not move.
    """
    examinees, found = 0, []
    for resolution, equipe in _walk(session, acteur, jour):
        examinees += 1
        essai = _with_rule(session, equipe, genre, saisie, numero)
        avant, apres = _decide(resolution, equipe), _decide(resolution, essai)
        if avant[:2] != apres[:2]:
            found.append(Changement(resolution, avant[0], apres[0], avant[1], apres[1], apres[2]))
    return EssaiRoutage(examinees, len(found), found[:MONTREES])


def apply_regles(session: Session, acteur: Acteur, jour: date) -> int:
    """Give the resolutions to come, not answered and not given by hand, to whom the rules in force name; how many."""
    moved = 0
    for resolution, equipe in _walk(session, acteur, jour):
        cas, attendu = read_cas(resolution, equipe, resolution.ag)
        found = choose_destinataire(resolution, equipe, cas, attendu)
        current = resolution.affectation
        held = current.role if current else None
        if found is not None and (current is None or not current.active or current.agent_id != found[0].id):
            give_to(session, SYSTEME, resolution, found[0], found[1].role, found[1].raison)
            equipe.a_repondre[found[0].id] += 1
            held = found[1].role
            moved += 1
        visa = find_visa_of(resolution, equipe, cas, held) or (None, None)
        if visa != (resolution.visa_role, resolution.visa_motif):
            resolution.visa_role, resolution.visa_motif = visa
            resolution.version += 1
    session.flush()
    return moved


def try_doctrine(
    session: Session, acteur: Acteur, saisie: SaisieRegle | None, numero: int | None, jour: date
) -> EssaiDoctrine:
    """What the doctrine would have proposed on the latest answers, with a rule added, changed or withdrawn."""
    avant = load_regles(session, GenreRegle.DOCTRINE, jour)
    apres = _replace_rule(session, avant, GenreRegle.DOCTRINE, saisie, numero)
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(AssembleeGenerale.date_ag < jour, has_consigne(Resolution.id), is_visible(acteur))
        .options(
            contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete).joinedload(Copropriete.agence),
            *REPONSES,
        )
        .order_by(AssembleeGenerale.date_ag.desc(), Resolution.ordre)
        .limit(PASSEES)
    )
    resolutions = session.scalars(query).all()
    counts_avant: Counter[str] = Counter()
    counts_apres: Counter[str] = Counter()
    changed = []
    for resolution, cas in zip(resolutions, build_all(session, resolutions), strict=True):
        assert resolution.consigne is not None
        donnee, dit, dirait = resolution.consigne.position, propose(avant, cas), propose(apres, cas)
        counts_avant[_judge(donnee, dit)] += 1
        counts_apres[_judge(donnee, dirait)] += 1
        if (dit and dit.position) != (dirait and dirait.position):
            changed.append(Comparaison(resolution, donnee, dit, dirait))
    return EssaiDoctrine(len(resolutions), counts_avant, counts_apres, len(changed), changed[:MONTREES])


def _judge(donnee: Position, proposition: Proposition | None) -> str:
    if proposition is None:
        return "silence"
    return "concorde" if proposition.position is donnee else "ecart"


def _walk(session: Session, acteur: Acteur, jour: date) -> Iterator[tuple[Resolution, Equipe]]:
    """The resolutions to come that may still move, each with the team of its agency."""
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .join(AssembleeGenerale.copropriete)
        .where(
            AssembleeGenerale.date_ag >= jour, Resolution.information.is_(False), ~has_consigne(Resolution.id),
            is_visible(acteur),
        )
        .options(
            contains_eager(Resolution.ag).contains_eager(AssembleeGenerale.copropriete).joinedload(Copropriete.agence),
            *REPONSES,
        )
        .order_by(AssembleeGenerale.date_ag, AssembleeGenerale.id, Resolution.ordre)
    )  # fmt: skip
    equipes: dict[int, Equipe] = {}
    for resolution in session.scalars(query).all():
        current = resolution.affectation
        if current is not None and current.active and current.par != SYSTEME.courriel and current.agent.actif:
            continue
        agence = resolution.ag.copropriete.agence
        if agence.id not in equipes:
            equipes[agence.id] = load_equipe(session, agence, jour)
        yield resolution, equipes[agence.id]


def _decide(resolution: Resolution, equipe: Equipe) -> tuple[str, str | None, str]:
    """Who would answer, whose visa, and why."""
    cas, attendu = read_cas(resolution, equipe, resolution.ag)
    found = choose_destinataire(resolution, equipe, cas, attendu)
    role = found[1].role if found else None
    visa = find_visa_of(resolution, equipe, cas, role)
    return (found[0].nom if found else "personne", visa[0] if visa else None, found[1].raison if found else "")


def _with_rule(
    session: Session, equipe: Equipe, genre: GenreRegle, saisie: SaisieRegle | None, numero: int | None
) -> Equipe:
    if genre is GenreRegle.VISA:
        return replace(equipe, visas=_replace_rule(session, equipe.visas, genre, saisie, numero))
    return replace(equipe, affectations=_replace_rule(session, equipe.affectations, genre, saisie, numero))


def _replace_rule(
    session: Session, regles: Sequence[RegleLue], genre: GenreRegle, saisie: SaisieRegle | None, numero: int | None
) -> list[RegleLue]:
    """The rules in force, with the one tried in the place of its former version."""
    former = name_regle(genre, numero, 0).removesuffix("0") if numero is not None else None
    kept = [regle for regle in regles if former is None or not regle.nom.startswith(former)]
    if saisie is None:
        return kept
    agent = session.get(Agent, saisie.agent_id) if saisie.agent_id is not None else None
    ordre = saisie.ordre or next((regle.ordre for regle in regles if regle not in kept), 10**6)
    tried = RegleLue(
        BROUILLON, ordre, saisie.libelle, saisie.conditions, saisie.motif, saisie.role,
        agent.courriel if agent else None, saisie.position, saisie.position_second, saisie.position_si_amendee,
    )  # fmt: skip
    return sort_regles([*kept, tried])
