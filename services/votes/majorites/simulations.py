"""The simulator of a resolution as it is drawn: our weight after article 22, the stretches and their widths."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.majorites.articles import name_article
from services.votes.majorites.calcul import DEUX
from services.votes.majorites.choix_cle import GENERALE
from services.votes.majorites.poids import Part, Poids, compute_poids
from services.votes.majorites.simulateur import (
    EXPLICATIONS,
    LIBELLES,
    Etat,
    Ligne,
    Segment,
    Situation,
    list_lignes,
    list_segments,
)
from services.votes.models import ProfilVote, Resolution
from services.votes.qualification.types_resolution import find_type
from shared.presentation import format_nombre

LARGEUR = 640
"""Units of the picture for all the votes of the others."""

LARGEUR_MINIMALE = 26
"""Under this a stretch could not be seen: a single vote can decide, so it is drawn wider than it is."""

LARGEUR_D_UN_LIBELLE = 196
VOTABLES = frozenset({"24", "25", "26", "unanimite"})
ENERGIE = "TRAVAUX_ENERGIE"


@dataclass(frozen=True, slots=True)
class Bande:
    """A stretch as drawn: ``x`` and ``largeur`` in the picture's units; ``milieu`` is where its label stands."""

    etat: str
    libelle: str
    x: int
    largeur: int
    milieu: int
    numero: int
    ecrite: bool
    phrase: str


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """One attendance of the table: share of the others, votes present in all, what we can do, what is missing."""

    part_autres: int
    presentes: int
    total_present: int
    etat: str
    libelle: str
    premier_seul: str
    manquantes: int | None


@dataclass(frozen=True, slots=True)
class Repere:
    """A mark of the axis of attendance: where, how it is aligned, what it says."""

    x: int
    ancre: str
    texte: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything the partial shows. ``premier`` is None when no second ballot can open."""

    article: str
    passerelle: str | None
    voix: int
    total: int
    membres: int | None
    cle: str
    poids: str
    bandes: tuple[Bande, ...]
    premier: tuple[Bande, ...] | None
    lignes: tuple[LigneTableau, ...]
    verdict: str
    reperes: tuple[Repere, ...]
    reserve: str | None
    demande_membres: bool


REPERES = (
    Repere(0, "start", "aucun autre"),
    Repere(LARGEUR // 4, "middle", "25 %"),
    Repere(LARGEUR // 2, "middle", "50 %"),
    Repere(3 * LARGEUR // 4, "middle", "75 %"),
    Repere(LARGEUR, "end", "tous présents"),
)
REPERES_DEUX = (
    Repere(LARGEUR // 4, "middle", "l’autre copropriétaire absent"),
    Repere(3 * LARGEUR // 4, "middle", "l’autre copropriétaire présent"),
)


def simulate_resolution(session: Session, resolution: Resolution) -> Simulation | None:
    """The simulator of a resolution; None when its majority or our weight is not known yet, or nothing is voted."""
    voix, total, cle = resolution.voix_bailleur, resolution.voix_total, resolution.cle
    if cle is None or voix is None or not total or voix > total or resolution.article not in VOTABLES:
        return None
    copropriete = resolution.ag.copropriete
    generale = cle.code == GENERALE
    membres = find_membres(session, copropriete.id) if generale else None
    poids = weigh(cle.code, voix, total, resolution, membres)
    situation = Situation(
        article="25f" if resolution.type == ENERGIE else resolution.article,
        voix=poids.voix_effectives,
        total=poids.total_effectif,
        membres=membres if membres != 1 else None,
        regime=DEUX if membres == 2 else "normal" if generale else "cle_speciale",
        code=resolution.type,
    )
    return describe_situation(situation, cle.libelle, poids.texte, find_type(resolution.type).passerelle)


def weigh(cle: str, voix: int, total: int, resolution: Resolution, membres: int | None) -> Poids:
    """Our votes after article 22, set aside with two co-owners (loi 41-16) as on a special clé."""
    generale = cle == GENERALE and membres != 2
    origine = resolution.ag.copropriete.origine.value.lower()
    return compute_poids([Part("", cle, voix)], cle, total, resolution.ag.date_ag, origine, generale=generale)


def find_membres(session: Session, copropriete_id: int) -> int | None:
    """How many co-owners the syndicat counts, when somebody said it."""
    query = select(ProfilVote.nombre_coproprietaires).where(ProfilVote.copropriete_id == copropriete_id)
    return session.scalar(query)


def describe_situation(situation: Situation, cle: str, poids: str, passerelle: str | None) -> Simulation:
    """A situation as drawn and told. Pure."""
    has_second = situation.article in ("25", "25f", "26")
    segments = list_segments(situation)
    lignes = tuple(_to_ligne(situation, ligne) for ligne in list_lignes(situation))
    return Simulation(
        article=name_article("25" if situation.article == "25f" else situation.article),
        passerelle=passerelle if has_second else None,
        voix=situation.voix,
        total=situation.total,
        membres=situation.membres,
        cle=cle,
        poids=poids,
        bandes=draw(situation, segments),
        premier=draw(situation, list_segments(situation, passerelle=False)) if has_second else None,
        lignes=lignes,
        verdict=say_verdict(situation, segments),
        reperes=REPERES_DEUX if situation.membres == 2 else REPERES,
        reserve=_say_reserve(situation),
        demande_membres=_lacks_membres(situation),
    )


def draw(situation: Situation, segments: list[Segment]) -> tuple[Bande, ...]:
    """The stretches side by side, each wide enough to be seen, the whole exactly ``LARGEUR`` wide."""
    counts = [segment.a - segment.de + 1 for segment in segments]
    left = LARGEUR - LARGEUR_MINIMALE * len(segments)
    widths = [LARGEUR_MINIMALE + left * count // sum(counts) for count in counts]
    widths[widths.index(max(widths))] += LARGEUR - sum(widths)
    bandes, x = [], 0
    for rang, (segment, largeur) in enumerate(zip(segments, widths, strict=True), start=1):
        bandes.append(
            Bande(
                etat=segment.etat.value.lower().replace("_", "-"),
                libelle=LIBELLES[segment.etat],
                x=x,
                largeur=largeur,
                milieu=x + largeur // 2,
                numero=rang,
                ecrite=largeur >= LARGEUR_D_UN_LIBELLE,
                phrase=f"{say_stretch(situation, segment)} : {EXPLICATIONS[segment.etat]}",
            )
        )
        x += largeur
    return tuple(bandes)


def say_stretch(situation: Situation, segment: Segment) -> str:
    """« de 0 à 3 119 voix des autres présentes », « l’autre copropriétaire présent »."""
    if situation.membres == 2:
        return "l’autre copropriétaire présent" if segment.de else "l’autre copropriétaire absent"
    if segment.de == 0 and segment.a == situation.autres:
        return "quelle que soit la présence"
    if segment.de == segment.a:
        return f"à {format_nombre(segment.de)} voix des autres présentes exactement"
    return f"de {format_nombre(segment.de)} à {format_nombre(segment.a)} voix des autres présentes"


def say_verdict(situation: Situation, segments: list[Segment]) -> str:
    """The picture in one sentence: what we can do, and up to which attendance of the others."""
    if not situation.voix:
        return "Nous n’avons aucune voix sur cette clé."
    parts: list[str] = []
    for segment in segments:
        if segment.etat is Etat.SANS_EFFET and len(segments) > 1:
            continue
        where = _say_place(situation, segment) if len(segments) > 1 else say_stretch(situation, segment)
        parts.append(f"{LIBELLES[segment.etat]} {where}" if not parts else
                     f"{LIBELLES[segment.etat][0].lower()}{LIBELLES[segment.etat][1:]} {where}")  # fmt: skip
    if segments[-1].etat is Etat.SANS_EFFET and len(segments) > 1:
        parts.append("au-delà, nos voix seules ne suffisent plus" if parts else LIBELLES[Etat.SANS_EFFET])
    return " ; ".join(parts) + "."


def _say_place(situation: Situation, segment: Segment) -> str:
    """Where a stretch among others lies, in shares of the other voix; in voix when it is too thin for a share."""
    de, a = _percent(segment.de, situation.autres), _percent(segment.a, situation.autres)
    if situation.membres == 2:
        return say_stretch(situation, segment)
    if segment.de == situation.autres:
        return "si tous les autres sont présents"
    if segment.a == situation.autres:
        return f"à partir de {de} % des autres voix présentes"
    if segment.de == 0:
        return f"jusqu’à {a} % des autres voix présentes"
    return say_stretch(situation, segment) if de == a else f"de {de} à {a} % des autres voix présentes"


def _percent(voix: int, autres: int) -> int:
    return (2 * voix * 100 + autres) // (2 * autres) if autres else 100


def _to_ligne(situation: Situation, ligne: Ligne) -> LigneTableau:
    return LigneTableau(
        part_autres=_percent(ligne.presentes, situation.autres),
        presentes=ligne.presentes,
        total_present=ligne.presentes + situation.voix,
        etat=ligne.etat.value.lower().replace("_", "-"),
        libelle=LIBELLES[ligne.etat],
        premier_seul=LIBELLES[ligne.premier_seul],
        manquantes=ligne.manquantes,
    )


def _lacks_membres(situation: Situation) -> bool:
    """Whether the number of co-owners would change the picture: a special clé is not the whole syndicat."""
    return situation.membres is None and situation.regime == "normal"


def _say_reserve(situation: Situation) -> str | None:
    if situation.membres is not None:
        return None
    if situation.article == "26":
        return (
            "L’article 26 compte aussi les membres : leur nombre n’est pas renseigné. Nous comptons pour une tête et "
            "le pire cas est supposé, celui où les autres membres sont trop nombreux pour que nous décidions."
        )
    if _lacks_membres(situation):
        return "Nombre de copropriétaires non renseigné : nous supposons qu’ils sont plus de deux (loi art. 41-13)."
    return None
