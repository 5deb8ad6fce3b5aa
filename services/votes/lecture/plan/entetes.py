"""Which numbered lines open the resolutions: the way of numbering that counts furthest in order, and looks alike.

Bodies are full of numbered lists, and a convocation often lists its agenda before it develops it. Each line that could
be a heading receives a weight (its wording, its type, what follows it); the heaviest increasing suite wins, and is
chosen again once its own look is known.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.votes.lecture.mentions.majorites import read_article, read_article_final
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.familles import find_libres
from services.votes.lecture.plan.numerotation import (
    MOTS,
    NUMERIQUES,
    Entete,
    Numero,
    find_entete,
    is_reference_coupee,
    read_capitale,
    say_numero,
    strip_totaux,
)
from services.votes.lecture.plan.parties import add_parties
from services.votes.lecture.plan.redites import find_redites, is_meme
from services.votes.lecture.textes import fold
from services.votes.lecture.votants.recapitulatif import find_rangs

_FAMILLES = (
    MOTS,
    ("degre",),
    ("parenthese",),
    ("point",),
    ("tiret",),
    ("nu",),
    ("n",),
    ("romain",),
    ("sigle",),
    ("section",),
    ("capitale",),
    ("capitale_nue",),
    NUMERIQUES,
)
_SUITE = re.compile(
    r"^(?:l'?\s*assemblee|majorit|art(?:icle|\.)?\s*2[456]|\(?\s*art|vote\b|pour\s*:|projet\s+de|apres\s|condition|cle\b|clef\b|base\b|regle\s+de|sans\s+vote|historique|expose|le\s+syndic|sont\s+candidat|est\s+candidat|ont\s+vote|votent|resultat)"
)
_CONSIGNE_DE_FORMULAIRE = re.compile(
    r"^(?:soit\s|cochez|paraphez|signez|remplir|completer|renvoyer|joindre|dater|ne\s+pas|le\s+mandat|tout\s+vote|\.{4,})|;\s*$|\bbon\s+pour\b"
)
_LETTRE = re.compile(r"^\(?([a-h])\s*[).\-/]\s*(\S.*)$")
_VOTE_COMPTE = re.compile(r"\b(?:pour|contre)\s*:?\s*\d|\b(?:adopte|rejete|sans\s+vote|sans\s+suite)")
_OBJET = re.compile(
    r"(?:les\s+|l'|le\s+|la\s+)?(?:re)?(?:elect|elire|design|nomin|approb|approuv|quitus|budget|comptes|rapport\s+du|compte[\s-]rendu\s+du|delegation|renouvel|ratif|adopt|questions?\s+diverses|points?\s+sur|"
    r"autorisation|constitution|fixation|modification|souscription|remplacement|refection|installation|travaux|honoraires|cotisation|fonds\s+de\s+travaux|dispense|choix\s+d|cession|vente|mise\s+en)"
)
"""What assemblies decide, in the words that open the titles."""
_SECOND_VOTE = re.compile(
    r"\W*(?:(?:second|seconde|2n?de?|2e|2eme|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture|votation|deliberation)|(?:suite|vote|passerelle)\b[^.]{0,30}\b2[56]\s?-\s?1\b)"
)
_SAUT_MAX = 15
_POINTS_MIN = 3
_CANDIDATS_MAX = 800


@dataclass(frozen=True, slots=True)
class Reperes:
    """The headings of the resolutions in order, and every line where one of them, or of their list, begins."""

    entetes: tuple[Entete, ...]
    bornes: frozenset[int]
    liste: tuple[Entete, ...] = ()
    """The points of the agenda above its drafts, when these are the headings."""


def find_entetes(lignes: Sequence[Ligne], zones: Sequence[bool]) -> Reperes:
    """The headings of the resolutions; none when nothing is numbered."""
    listes = find_rangs(lignes)
    candidats = strip_totaux(
        [
            e
            for rang, ligne in enumerate(lignes)
            if zones[rang]
            and rang not in listes
            and (e := find_entete(rang, ligne.texte))
            and not (rang and is_reference_coupee(lignes[rang - 1], ligne, e))
        ][:_CANDIDATS_MAX]
    )
    libres = find_libres(lignes, zones, {e.ligne for e in candidats} | listes)
    candidats = sorted([*candidats, *libres], key=lambda e: e.ligne)[:_CANDIDATS_MAX]
    candidats = _drop_seconds(candidats)
    if not candidats:
        return Reperes((), frozenset())
    familles = (*_FAMILLES, *((style,) for style in sorted({e.style for e in libres})))
    poids = {e.ligne: _weigh(e, lignes) for e in candidats}
    suites = [_find_suite(_gather(candidats, famille), poids) for famille in familles]
    meilleure, _ = max(suites, key=lambda suite: suite[1] - (0.05 if len({e.style for e in suite[0]}) > 2 else 0))
    if not meilleure:
        return Reperes((), frozenset())
    famille = tuple({e.style for e in meilleure})
    accord = {e.ligne: poids[e.ligne] + _agree(e, meilleure, lignes) for e in candidats}
    seconde, _ = _find_suite(_gather(candidats, famille), accord)
    retenue = seconde or meilleure
    retenue = add_parties(_drop_clauses(retenue, lignes), candidats, lignes, _is_vote)
    reperes = _complete(retenue, candidats, poids, lignes)
    reperes = _add_lettres(_drop_sections(reperes), lignes, zones)
    return replace(reperes, bornes=reperes.bornes | find_redites(reperes.entetes, candidats, lignes, zones))


def _drop_seconds(candidats: Sequence[Entete]) -> list[Entete]:
    """« Résolution 10 – Second vote (article 25-1) » goes on with the resolution 10 above it."""
    suite: list[Entete] = []
    for entete in candidats:
        deja = any(e.numero == entete.numero and e.style == entete.style for e in suite)
        if not (deja and _SECOND_VOTE.match(fold(entete.titre))):
            suite.append(entete)
    return suite


def _drop_sections(reperes: Reperes) -> Reperes:
    """« I – Finances » over « 1.1 », « 1.2 »: chapters that only open their points, in their own style."""
    suite = reperes.entetes
    seuls = [(e, point) for e, point in pairwise(suite) if len(e.numero) == 1]
    if not seuls or len(suite[-1].numero) == 1 or any(not e.opens(p) or p.style == e.style for e, p in seuls):
        return reperes
    chapitres = {e.ligne for e, _ in seuls}
    return replace(reperes, entetes=tuple(e for e in suite if e.ligne not in chapitres))


def _drop_clauses(suite: list[Entete], lignes: Sequence[Ligne]) -> list[Entete]:
    """Without the « 6.1 », « 6.2 » of a body: other type than its title, no majority nor count of their own."""
    tetes = {e.numero[0]: e for e in suite if len(e.numero) == 1}
    bornes = [*(e.ligne for e in suite[1:]), len(lignes)]
    votes: dict[int, list[bool]] = {}
    for entete, borne in zip(suite, bornes, strict=True):
        tete = tetes.get(entete.numero[0])
        if tete and len(entete.numero) > 1 and lignes[tete.ligne].corps:
            texte = "\n".join(ligne.texte for ligne in lignes[entete.ligne : borne])
            a_soi = _is_vote(texte) or lignes[entete.ligne].gras or not lignes[tete.ligne].gras
            votes.setdefault(entete.numero[0], []).append(a_soi)
    clauses = {numero for numero, dits in votes.items() if sum(dits) < 0.5 * len(dits)}
    return [e for e in suite if len(e.numero) == 1 or e.numero[0] not in clauses]


def is_compte(texte: str) -> bool:
    """Whether a text prints a count or a result."""
    return bool(_VOTE_COMPTE.search(fold(texte)))


def _is_vote(texte: str) -> bool:
    """Whether an item prints its own majority, count or result."""
    seul = texte.split("\n")[0]
    return bool(read_article(texte) or read_article_final(seul) or _VOTE_COMPTE.search(fold(texte)))


def _add_lettres(reperes: Reperes, lignes: Sequence[Ligne], zones: Sequence[bool]) -> Reperes:
    """The headings and, under each, its points a), b), c)… when they are put to the vote one by one."""
    bornes = sorted({*reperes.bornes, len(lignes)})
    suite: list[Entete] = []
    for entete in reperes.entetes:
        fin = next(borne for borne in bornes if borne > entete.ligne)
        arret = next((rang for rang in range(entete.ligne, fin) if not zones[rang]), fin)
        suite += [entete, *_find_lettres(entete, lignes, arret)]
    return replace(reperes, entetes=tuple(suite), bornes=reperes.bornes | {e.ligne for e in suite})


def _find_lettres(parent: Entete, lignes: Sequence[Ligne], fin: int) -> list[Entete]:
    """Points in the order of the alphabet, two at least; most of them print their own majority or their count."""
    points: list[Entete] = []
    for rang in range(parent.ligne + 1, fin):
        lu = _LETTRE.match(fold(lignes[rang].texte))
        if lu and ord(lu[1]) - ord("a") == len(points):
            titre = lignes[rang].texte[lu.start(2) : lu.end(2)]
            imprime = f"{say_numero(parent)}.{lu[1]}"
            points.append(Entete(rang, "lettre", (*parent.numero, len(points) + 1), imprime, titre))
    if len(points) < 2:
        return []
    bornes = [*(point.ligne for point in points[1:]), fin]
    textes = ["\n".join(ligne.texte for ligne in lignes[p.ligne : b]) for p, b in zip(points, bornes, strict=True)]
    votes = sum(map(_is_vote, textes))
    return points if votes >= 0.6 * len(points) else []


def _gather(candidats: Sequence[Entete], famille: tuple[str, ...]) -> list[Entete]:
    """The candidates of a family; among capitals, « I », « L », « V » and « X » are letters."""
    if famille != ("capitale",):
        return [e for e in candidats if _belongs(e, famille)]
    return [
        read_capitale(e)
        for e in candidats
        if e.style == "capitale" or (e.style in ("romain", "mot_romain") and len(e.imprime) == 1)
    ]


def _belongs(entete: Entete, famille: tuple[str, ...]) -> bool:
    """A sub-item (« 7.2 ») carries no mark of its own: it follows any numbering."""
    return entete.style in famille or (len(entete.numero) > 1 and entete.style in NUMERIQUES)


def _weigh(entete: Entete, lignes: Sequence[Ligne]) -> float:
    """How much a line looks like a heading by itself and by what follows it."""
    ligne, plain = lignes[entete.ligne], fold(entete.titre)
    poids = 3.0 if entete.style in MOTS else 1.0
    poids += 0.6 * ligne.gras + 0.2 * (entete.titre.isupper() and len(entete.titre) > 5)
    if len(entete.numero) > 1 and not ligne.gras and ligne.corps:
        poids -= 0.4
    poids += 0.5 * bool(_OBJET.match(plain))
    poids += 0.6 * (len(entete.numero) > 1 and bool(read_article_final(entete.titre)))
    if entete.titre[:1].islower() or plain.endswith((";", ",")):
        poids -= 0.8
    if _CONSIGNE_DE_FORMULAIRE.search(plain):
        poids -= 1.2
    if re.search(r"\.{6,}|_{4,}", plain) or (len(re.findall(r"[a-z]", plain)) < 3 and entete.titre):
        poids -= 0.7
    suivantes = lignes[entete.ligne + 1 : entete.ligne + 7]
    for suivante in suivantes:
        autre = find_entete(0, suivante.texte)
        if autre and autre.style == entete.style:
            break
        if _SUITE.match(fold(suivante.texte)):
            poids += 0.7
            break
    return poids


def _agree(entete: Entete, suite: Sequence[Entete], lignes: Sequence[Ligne]) -> float:
    """Whether a candidate looks like most of the chosen ones: same way of writing, same weight of type, same margin."""
    ligne = lignes[entete.ligne]
    rare = len(entete.numero) == 1 and sum(e.style == entete.style for e in suite) < 0.12 * len(suite)
    etranger = -1.2 if rare and not ligne.gras else -0.6 if rare else 0.0
    if not ligne.corps:
        return etranger
    gras = sum(lignes[e.ligne].gras for e in suite) >= 0.7 * len(suite)
    marges = Counter(round(lignes[e.ligne].x0 / 5) for e in suite)
    usuelles = {marge for marge, combien in marges.items() if combien >= 0.12 * len(suite)}
    accord = etranger if ligne.gras == gras or not gras else etranger - 0.9
    if not any(abs(round(ligne.x0 / 5) - marge) <= 1 for marge in usuelles):
        accord -= 0.7
    return accord


def _find_suite(candidats: Sequence[Entete], poids: dict[int, float]) -> tuple[list[Entete], float]:
    """The heaviest suite of candidates whose numbers follow one another, and its weight."""
    meilleurs: list[float] = []
    avant: list[int] = []
    for rang, entete in enumerate(candidats):
        meilleur, origine = poids[entete.ligne] - _cost_debut(entete.numero), -1
        for autre in range(rang - 1, -1, -1):
            cout = _cost(candidats[autre].numero, entete.numero)
            if cout is not None and meilleurs[autre] + poids[entete.ligne] - cout > meilleur:
                meilleur, origine = meilleurs[autre] + poids[entete.ligne] - cout, autre
        meilleurs.append(meilleur)
        avant.append(origine)
    if not meilleurs:
        return [], 0.0
    rang = max(range(len(meilleurs)), key=lambda r: (meilleurs[r], -r))
    total, suite = meilleurs[rang], []
    while rang >= 0:
        suite.append(candidats[rang])
        rang = avant[rang]
    return suite[::-1], total


def _cost_debut(numero: Numero) -> float:
    return 0.0 if numero[0] <= 1 else min(6.0, 0.5 * (numero[0] - 1))


def _cost(avant: Numero, apres: Numero) -> float | None:
    """What it costs to go from a number to the next: nothing in order, more as numbers are missing, None backwards."""
    if apres <= avant:
        return None
    commun = next((rang for rang, (a, b) in enumerate(zip(avant, apres, strict=False)) if a != b), len(avant))
    ecart = apres[commun] - (avant[commun] if len(avant) > commun else 0)
    if commun:
        return 0.0 if ecart == 1 else 0.5 * ecart if ecart <= 4 else None
    if ecart > _SAUT_MAX:
        return None
    return 0.0 if ecart == 1 else 0.9 * (ecart - 1)


def _complete(
    suite: list[Entete], candidats: Sequence[Entete], poids: dict[int, float], lignes: Sequence[Ligne]
) -> Reperes:
    """The suite with the items that only the list of the agenda has, when that list and the suite tell the same."""
    seule = Reperes(tuple(suite), frozenset(e.ligne for e in suite))
    avant = [e for e in candidats if e.ligne < suite[0].ligne]
    listes = [_find_suite([e for e in avant if _belongs(e, famille)], poids)[0] for famille in _FAMILLES[:-1]]
    liste: list[Entete] = max(listes, key=len, default=[])
    connus = {e.numero: e for e in suite}
    communs = [(_say_titre(e, lignes), _say_titre(connus[e.numero], lignes)) for e in liste if e.numero in connus]
    communs = [(a, b) for a, b in communs if a and b]
    if _are_titres(suite, liste) and sum(is_meme(a, b) for a, b in communs) < 0.3 * len(communs):
        titres = {e.numero: e.titre for e in liste}
        nommes = tuple(replace(e, titre=e.titre or titres.get(e.numero, "")) for e in suite)
        return Reperes(nommes, seule.bornes | {e.ligne for e in liste}, tuple(liste))
    if len(communs) < 2 or sum(is_meme(a, b) for a, b in communs) < 0.7 * len(communs):
        return seule
    manquants = [e for e in liste if e.numero not in connus]
    retenus = sort_points([*suite, *manquants], liste)
    return Reperes(tuple(retenus), seule.bornes | {e.ligne for e in liste}, tuple(liste))


def _are_titres(suite: Sequence[Entete], liste: Sequence[Entete]) -> bool:
    """Whether a list gives their titles to headings that are numbers alone: the same numbers, titles of an assembly."""
    nus, numeros = sum(not e.titre for e in suite), {e.numero for e in liste}
    objets = sum(bool(read_article_final(e.titre) or _OBJET.match(fold(e.titre))) for e in liste)
    communs = sum(e.numero in numeros for e in suite)
    return (
        len(suite) >= _POINTS_MIN
        and nus >= 0.7 * len(suite)
        and communs >= 0.9 * max(len(suite), len(liste))
        and objets >= 0.5 * len(liste)
    )


def sort_points(points: Sequence[Entete], liste: Sequence[Entete]) -> list[Entete]:
    """The points in the order of a list that has them all, else in that of their numbers."""
    ordre = {e.numero: rang for rang, e in enumerate(liste)}
    if all(e.numero in ordre for e in points):
        return sorted(points, key=lambda e: (ordre[e.numero], e.ligne))
    return sorted(points, key=lambda e: (e.numero, e.ligne))


def _say_titre(entete: Entete, lignes: Sequence[Ligne]) -> str:
    """The title on the line of the number, else on the line below it."""
    dessous = lignes[entete.ligne + 1 : entete.ligne + 2]
    return entete.titre or "".join(ligne.texte for ligne in dessous if not find_entete(0, ligne.texte))
