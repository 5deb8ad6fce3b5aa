"""The lines of an agenda, cut into its resolutions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.votes.lecture.mentions.corps import read_montant
from services.votes.lecture.mentions.majorites import read_article, read_article_final, strip_majorite
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.plan.blocs import Bloc, cut_blocs, cut_sans_numero
from services.votes.lecture.plan.entetes import Reperes, find_entetes, is_compte
from services.votes.lecture.plan.numerotation import say_numero
from services.votes.lecture.plan.projets import find_projets, lend_majorites
from services.votes.lecture.plan.titres import find_titres
from services.votes.lecture.plan.zones import mark_zones
from services.votes.lecture.textes import fold
from services.votes.qualification.decision import qualify_resolution
from services.votes.qualification.types_resolution import INFO_SANS_VOTE


@dataclass(frozen=True, slots=True)
class ResolutionLue:
    """One resolution as printed. ``ordre`` counts from 1; ``montant`` is in centimes; see ``corps``."""

    ordre: int
    numero: str | None
    intitule: str
    texte: str
    article_imprime: str | None
    montant: int | None
    information: bool


@dataclass(frozen=True, slots=True)
class OrdreDuJour:
    """What was read, and the lines that look like a resolution but could not be placed.

    ``premiere``: the rank of the line where the first resolution begins; 0 when it comes from no lines.
    """

    resolutions: tuple[ResolutionLue, ...]
    non_compris: tuple[str, ...]
    premiere: int = 0


_SANS_VOTE = re.compile(
    r"sans\s+vote|ne\s+(?:donn\w+|fait|feront)\s+(?:pas\s+)?(?:lieu\s+|l'objet\s+)?(?:a\s+|d')\s*(?:aucun\s+|un\s+)?vote|pas\s+(?:de|soumis\w*\s+au)\s+vote|pour\s+information|"
    r"point\s+d\W?\s*information|non\s+soumis\w*\s+au\s+vote|n'appelle\s+(?:pas|aucun)\s+(?:de\s+)?vote|aucun\s+vote|\bechanges?\s+libres?\b|^\W*information\b|[(\[]\s*information\s*[)\]]|questions?\s+diverses?\s*$"
)
_SANS_VOTE_SEUL = re.compile(
    r"^\W*(?:majorite\s*:\s*)?(?:(?:point|question)\s+)?(?:sans\s+vote|pas\s+de\s+vote|ne\s+donne\s+(?:pas|aucun)\s+lieu\s+a\s+(?:un\s+)?vote|aucun\s+vote|information|sans\s+objet)\W*$"
)


_POINT_SUR = re.compile(
    r"\W*point\s+(?:d'etape\s+)?sur\b(?!.*\b(?:vot\w+|decisi\w+|autoris\w+|approb\w+|approuv\w+|mandat\w*|habilit\w+|choix|suites?)\b)"
)
"""« Point sur la procédure contre le promoteur », of whatever it speaks, unless it also says what is decided."""
_SUR = Decimal("0.77")
"""How sure a title must be to make a point one of information alone."""
_COMPTE = re.compile(r"\b(?:pour|contre)\b\W*\d")
_COMPTES_MIN = 0.5
"""The share of the points of a summary that must be found counted above it."""
_TETE = 4
"""The lines under a title of information among which its majority would stand; what comes after is of others."""
_GRAISSE = re.compile(r"\*\*")
_CELLULE_MAJORITE = re.compile(r"\t\s*(?:art(?:icle|\.)?\s*)?(2[456](?:[-.]1)?)\s*$", re.IGNORECASE)
"""The last cell of a pasted row: « 3 ⇥ Désignation du syndic ⇥ 25 »."""


def read_texte_colle(texte: str) -> list[Ligne]:
    """The lines of a pasted text; a blank line shows on the next one."""
    lignes: list[Ligne] = []
    saut = False
    for brut in texte.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        dit = _CELLULE_MAJORITE.sub(r" (article \1)", _GRAISSE.sub("", brut))
        propre = re.sub(r"[ \u00a0\u202f]+", " ", dit.replace("\t", " ")).strip()
        if propre:
            lignes.append(Ligne(propre, saut=saut))
        saut = not propre
    return lignes


def read_agenda(lignes: Sequence[Ligne]) -> OrdreDuJour:
    """The resolutions of an agenda. Without any numbering, one resolution per bullet, else (pasted text) per line."""
    zones, reperes, blocs = find_blocs(lignes)
    developpes = find_projets(lignes, zones, reperes)
    zones, reperes, blocs = developpes or (zones, reperes, lend_majorites(lignes, zones, reperes, blocs))
    if not blocs:
        if any(ligne.corps for ligne in lignes):
            return OrdreDuJour((), (), len(lignes))
        blocs = cut_sans_numero(lignes)
    resolutions = tuple(_read_bloc(bloc, rang) for rang, bloc in enumerate(blocs, start=1))
    premiere = min((bloc.entete.ligne for bloc in blocs if bloc.entete), default=len(lignes))
    return OrdreDuJour(resolutions, find_non_compris(lignes, zones, reperes), premiere)


def find_blocs(lignes: Sequence[Ligne]) -> tuple[list[bool], Reperes, list[Bloc]]:
    """Where the resolutions are; the whole document is searched when the agenda's own zone holds none."""
    zones = mark_zones(lignes)
    reperes = find_entetes(lignes, zones)
    if not reperes.entetes:
        zones = [not ligne.genre for ligne in lignes]
        reperes = find_entetes(lignes, zones)
        blocs = cut_blocs(lignes, reperes, zones)
        return (zones, reperes, blocs) if _are_votes(blocs) else (zones, Reperes((), frozenset()), [])
    return zones, reperes, cut_blocs(lignes, reperes, zones)


def find_blocs_votes(lignes: Sequence[Ligne]) -> tuple[list[bool], Reperes, list[Bloc]]:
    """Where the resolutions of minutes are: under their numbers, else under headings that part the votes one by one."""
    zones, reperes, blocs = _find_comptes(lignes)
    votes = sum(is_compte(f"{bloc.titre}\n{bloc.texte()}") for bloc in blocs)
    if 2 * votes >= len(blocs) and blocs:
        return zones, reperes, blocs
    titres = find_titres(lignes, zones, is_compte)
    if len(titres) <= 2 * votes:
        return zones, reperes, blocs
    autres = Reperes(titres, frozenset(e.ligne for e in titres))
    return zones, autres, cut_blocs(lignes, autres, zones)


def _find_comptes(lignes: Sequence[Ligne]) -> tuple[list[bool], Reperes, list[Bloc]]:
    """The same, where they are counted: a summary at the end gives the titles again with their results alone."""
    zones, reperes, blocs = find_blocs(lignes)
    premiere = min((e.ligne for e in reperes.entetes if e not in reperes.liste), default=0)
    if premiere and not any(map(_counts, blocs)):
        dessus = [dedans and rang < premiere for rang, dedans in enumerate(zones)]
        comptes = find_entetes(lignes, dessus)
        autres = cut_blocs(lignes, comptes, dessus)
        if sum(map(_counts, autres)) >= _COMPTES_MIN * len(blocs):
            return dessus, comptes, autres
    return zones, reperes, blocs


def _counts(bloc: Bloc) -> bool:
    return bool(_COMPTE.search(fold(bloc.texte())))


def _are_votes(blocs: Sequence[Bloc]) -> bool:
    """Whether most of these items print a majority: the clauses of a contract do not."""
    votes = sum(bool(read_article(f"{b.titre}\n{b.texte()}") or is_sans_vote(b.titre, b.texte())) for b in blocs)
    return 2 * votes >= len(blocs)


def find_non_compris(lignes: Sequence[Ligne], zones: Sequence[bool], reperes: Reperes) -> tuple[str, ...]:
    """Lines in capitals that open with a number, though out of order: shown rather than lost in a body."""
    if not reperes.entetes:
        return ()
    debut = min(reperes.bornes)
    return tuple(
        ligne.texte for rang, ligne in enumerate(lignes)
        if rang > debut and zones[rang] and rang not in reperes.bornes and _looks_like_titre(ligne.texte)
    )  # fmt: skip


def _looks_like_titre(ligne: str) -> bool:
    return (
        bool(re.match(r"(?:R[ÉE]SOLUTION\s+N?°?\s*)?\d{1,3}\s?[-.°)]\s?[A-ZÉÈÀ ]{8,}", ligne))
        and ligne.upper() == ligne
    )


def _read_bloc(bloc: Bloc, ordre: int) -> ResolutionLue:
    texte = bloc.texte()
    entier = f"{bloc.titre}\n{texte}"
    phrases = "\n".join(
        [bloc.titre, *(("\n" if ligne.saut else "") + ligne.texte for ligne in join_paragraphes(bloc.corps))]
    )
    muet = is_information(bloc.titre)
    sans_vote = [n for n, ligne in enumerate(bloc.corps[:_TETE]) if _SANS_VOTE_SEUL.match(fold(ligne.texte))]
    tete = bloc.corps[: min(sans_vote, default=_TETE)] if muet or sans_vote else bloc.corps
    dit = "\n".join([bloc.titre, *(ligne.texte for ligne in tete)]) if muet or sans_vote else entier
    prete = "" if sans_vote else bloc.majorite
    article = read_article_final(bloc.titre) or read_article(dit) or read_article(prete)
    information = bloc.information or is_sans_vote(bloc.titre, texte) or (not article and muet)
    return ResolutionLue(
        ordre=ordre,
        numero=say_numero(bloc.entete) if bloc.entete else None,
        intitule=strip_majorite(bloc.titre),
        texte=texte,
        article_imprime=article,
        montant=None if information else read_montant(phrases),
        information=information,
    )


def is_information(titre: str) -> bool:
    """Whether a title is that of a point on which nothing is decided."""
    if _POINT_SUR.match(fold(titre)):
        return True
    lue = qualify_resolution(titre)
    return lue.type == INFO_SANS_VOTE and lue.confiance >= _SUR


def is_sans_vote(titre: str, texte: str) -> bool:
    """Whether an item says that it is not voted: in its title, at the start of its body, or on a line of its own."""
    if _SANS_VOTE.search(fold(titre)) or _SANS_VOTE.search(fold(texte[:200]).replace("\n", " ")):
        return True
    return any(_SANS_VOTE_SEUL.match(fold(ligne)) for ligne in texte.split("\n"))
