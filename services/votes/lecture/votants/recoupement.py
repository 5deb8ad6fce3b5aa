"""Who opposed, told by the counts alone: the names of a resolution that are as many, and have the voix, that it counts.

The owners and their voix are known from any list of the same minutes (attendance, absents, other votes). Where the
list of a resolution could not be read, or is not what it counts, the one run of names that agrees is taken; two that
agree, or none, leave it as it was. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from services.votes.lecture.listes import NOMBRE, is_autre, settle_liste
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.textes import fold, read_nombre

Porteurs = Mapping[str, frozenset[int]]
"""The voix that minutes print for each owner, by her folded name: one figure for each clé."""

_UNITE = r"(?:voix|vx|tanti\w*|milli\w*|tant\.?|mill\.?)"
_SUR = r"(?:,0{1,2}(?!\d))?(?:\s*/\s*[\d .]*\d)?"
_ITEM = re.compile(
    rf"\W*(?P<nom>[^\W\d].*?)\s*(?:[(\[]\s*(?P<entre>{NOMBRE}){_SUR}\s*{_UNITE}?\s*[)\]]|[\s:–—-]+(?P<nu>{NOMBRE}){_SUR}\s*{_UNITE}?)\W*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[^:()\d]{0,60}:\s+(?=[A-ZÀ-Ý])")
_COUPE = re.compile(r"[;\t\n•]|,(?!\d)|(?<=\))\.?\s+(?:et\s+)?(?=[A-ZÀ-Ý])|\s[-–—/]\s(?=[A-ZÀ-Ý])")
_SIENNE = re.compile(rf"\s*(?:[(\[:,–—-]|\.{{2,}}|…)*\s*(?P<n>{NOMBRE})(?![\d%€]|\s*(?:%|€|euros?\b))", re.IGNORECASE)
_PAS_UN_NOM = re.compile(
    r"\b(?:pour|contre|abst\w*|oppos\w*|total|presents?|represent\w*|absents?|vot\w+|base|majorit\w*|lots?|tanti\w*|milli\w*|voix|"
    r"nombre|soit|ensemble|exercice|budget|loi|decret|cle|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|euros?|ttc|ht)\b|€|%"
)
_SENS = re.compile(
    r"[\W\d]*(?:(?:ont|a|se\s+sont|s'est|sont|les?|liste|des|coproprietaires?|ayant|vot\w+|s'etant|noms?)\s+)*(?P<sens>pour\b|contre\b|abst\w*|oppos\w*|defaill\w*|absents?\b)"
)
_AUTRES = ("pour", "abst", "defaill", "absent")
_PASSAGE = re.compile(
    r"\b(?:arriv\w+|quitt\w+|depart|rejoint|candidat\w*|president\w*|scrutateur\w*|secretaire|designe\w*|elit|elu\w*|"
    r"mandat\w*|pouvoir\w*)\b"
)
"""Lines that name owners for another reason than their vote."""
_FIN = re.compile(
    r"\W*(?:l'ordre\s+du\s+jour|(?:la|cette)\s+(?:seance|assemblee)\s+(?:est|a\s+ete)|annexe\b|feuille\s+de\s+presence|fait\s+a\b)"
)
"""Where the lists that come after the last resolution begin."""
_OUVERTE = re.compile(r"(?:,|\b(?:MM?\.|Mmes?|Mlles?|et|ou|SCI|SA|Indivision))$")
_ACHEVEE = re.compile(r"[.:;]$(?<!\bM\.)")
_LETTRES_MIN, _NOM_MAX = 3, 60


@dataclass(frozen=True, slots=True)
class _Citation:
    nom: str
    voix: frozenset[int]


def list_porteurs(lignes: Sequence[Ligne]) -> Porteurs:
    """The owners that the minutes print with their voix, in any list or table."""
    trouves: dict[str, set[int]] = {}
    for texte in _join(lignes):
        for nom, voix in _list_items(texte):
            if _is_nom(nom):
                trouves.setdefault(_plain(nom), set()).add(voix)
    return {nom: frozenset(voix) for nom, voix in trouves.items()}


def settle_opposants(
    noms: tuple[str, ...], contre: Decompte | None, lignes: Sequence[Ligne], porteurs: Porteurs
) -> tuple[str, ...]:
    """The opponents of a resolution: those read when they agree with its count, else the one run that does.

    :param contre: what the last ballot counts against; :param lignes: those of the resolution, cells included.
    """
    noms = _part_deux(noms, contre, porteurs)
    if contre is None or not contre.voix or _agree(noms, contre, porteurs):
        return noms
    citations = _list_citations(lignes, porteurs)
    trouvees: dict[frozenset[str], tuple[str, ...]] = {}
    for debut in range(len(citations)):
        tailles = (contre.tetes,) if contre.tetes else range(1, len(citations) - debut + 1)
        for taille in tailles:
            suite = citations[debut : debut + taille]
            siens = tuple(c.nom for c in suite)
            cle = frozenset(map(_plain, siens))
            if len(suite) == taille == len(cle) and contre.voix in _sum([c.voix for c in suite], contre.voix):
                trouvees.setdefault(cle, siens)
    return next(iter(trouvees.values())) if len(trouvees) == 1 else noms


def name_connus(listes: Iterable[Sequence[str]]) -> frozenset[str]:
    """The folded names that lists give, to be known where another list does not part them."""
    return frozenset(_plain(nom) for liste in listes for nom in liste)


def part_connus(noms: tuple[str, ...], connus: Set[str]) -> tuple[str, ...]:
    """« Anne PETIT – Paul ROY », « M. PETIT et Rhône et Forez Habitat »: two owners where other lists name each."""
    return tuple(un for nom in noms for un in _part_connu(nom, connus))


def _part_connu(nom: str, connus: Set[str]) -> list[str]:
    uns = re.split(r"\s+[-–—]\s+", nom)
    if len(uns) > 1 and all(_plain(un) in connus for un in uns):
        return uns
    paires = ([nom[: lu.start()], nom[lu.end() :]] for lu in re.finditer(r"\s+et\s+", nom))
    entieres = (paire for paire in paires if _plain(paire[1]) in connus and not _OUVERTE.search(paire[0]))
    return next(entieres, [nom])


def _part_deux(noms: tuple[str, ...], contre: Decompte | None, porteurs: Porteurs) -> tuple[str, ...]:
    """« M. PETIT et Mme ROY » is two owners where each has her voix elsewhere, and all together those counted."""
    parties = tuple(un for nom in noms for un in _part_connues(nom, porteurs))
    if len(parties) == len(noms) or contre is None or not contre.voix or contre.tetes == len(noms):
        return noms
    connues = [porteurs[_plain(un)] for un in parties if _plain(un) in porteurs]
    juste = len(connues) == len(parties) and contre.voix in _sum(connues, contre.voix)
    return parties if juste else noms


def _part_connues(nom: str, porteurs: Porteurs) -> list[str]:
    parties = re.split(r"\s+et\s+", nom)
    return parties if _plain(nom) not in porteurs and all(_plain(un) in porteurs for un in parties) else [nom]


def _agree(noms: Sequence[str], contre: Decompte, porteurs: Porteurs) -> bool:
    """Whether names are as many as the count says, and may have its voix as far as they are known."""
    if not noms or (contre.tetes and len(noms) != contre.tetes):
        return False
    connues = [porteurs[_plain(nom)] for nom in noms if _plain(nom) in porteurs]
    return len(connues) < len(noms) or contre.voix in _sum(connues, contre.voix or 0)


def _sum(voix: Sequence[frozenset[int]], maximum: int) -> set[int]:
    """What the voix of several owners may add up to, one figure for each, no more than the maximum."""
    sommes = {0}
    for siennes in voix:
        sommes = {somme + v for somme in sommes for v in siennes if somme + v <= maximum}
    return sommes


def _join(lignes: Sequence[Ligne]) -> Iterator[str]:
    """The lines, those that a margin cuts in a list put together."""
    texte, pleine = "", False
    for ligne in lignes:
        ouverte = bool(texte) and (pleine or _OUVERTE.search(texte)) and not _ACHEVEE.search(texte)
        if ouverte and "\t" not in f"{texte}{ligne.texte}":
            texte = f"{texte} {ligne.texte}"
        else:
            yield texte
            texte = ligne.texte
        pleine = ligne.pleine and bool(ligne.corps) and ligne.rangee is None
    yield texte


def _list_items(texte: str) -> Iterator[tuple[str, int]]:
    """What a line prints as a name with its voix: in its cells, or between its signs."""
    if "\t" in texte:
        cellules = [cellule.strip() for cellule in texte.split("\t")]
        for rang, cellule in enumerate(cellules[:-1]):
            if re.fullmatch(rf"(?:{NOMBRE}){_SUR}", cellules[rang + 1]):
                yield cellule, read_nombre(cellules[rang + 1].split("/")[0].split(",")[0])
    for morceau in _COUPE.split(settle_liste(texte)):
        lu = _ITEM.fullmatch(_LABEL.sub("", morceau.strip()))
        if lu:
            yield lu["nom"], read_nombre(lu["entre"] or lu["nu"])


def _is_nom(texte: str) -> bool:
    plain = _plain(texte)
    lettres = sum(c.isalpha() for c in plain)
    premier = next((c for c in texte if c.isalpha()), "")
    return (
        lettres >= _LETTRES_MIN
        and len(plain) <= _NOM_MAX
        and premier.isupper()
        and not (_PAS_UN_NOM.search(plain) or is_autre(texte))
    )


def _plain(nom: str) -> str:
    plain = fold(nom).strip(" .,;:-")
    entier = plain.count("(") == plain.count(")")
    return " ".join((plain if entier else plain.strip("()")).split())


def _list_citations(lignes: Sequence[Ligne], porteurs: Porteurs) -> list[_Citation]:
    """The owners that the lines of a resolution name, in order, but those of another position."""
    if not porteurs:
        return []
    mots = (re.escape(nom).replace(r"\ ", r"\s+").replace(r"\-", r"-\s*") for nom in sorted(porteurs, key=len)[::-1])
    connus = re.compile(rf"(?<!\w)(?:{'|'.join(mots)})(?!\w)")
    texte = "\n".join(_list_textes(lignes, connus))
    plain, citations = fold(texte), []
    for lu in connus.finditer(plain):
        nom = " ".join(texte[lu.start() : lu.end()].split())
        sienne = _SIENNE.match(plain, lu.end())
        voix = frozenset({read_nombre(sienne["n"])}) if sienne else porteurs[_plain(nom.replace("- ", "-"))]
        citations.append(_Citation(nom, voix))
    return citations


def _list_textes(lignes: Sequence[Ligne], connus: re.Pattern[str]) -> Iterator[str]:
    """The lines that may name opponents: not in a list of another position, nor of who comes and goes."""
    sens, avant = "", ""
    for texte in _list_lignes(lignes):
        plain = fold(texte)
        if _FIN.match(plain):
            return
        if lu := _SENS.match(plain):
            ouvre = connus.search(plain) or not any(c.isdigit() for c in plain)  # else it counts, and heads no list
            sens = lu["sens"] if ouvre else ""
        elif avant.endswith(".") and not connus.match(plain):
            sens = ""
        avant = plain.strip()
        if not sens.startswith(_AUTRES) and not _PASSAGE.search(plain):
            yield texte


def _list_lignes(lignes: Sequence[Ligne]) -> Iterator[str]:
    """The lines, those of the cells of a table cell after cell."""
    rangee = None
    for ligne in lignes:
        if ligne.rangee is None:
            yield ligne.texte
        elif ligne.rangee is not rangee:
            for cellule in ligne.rangee.cellules:
                yield from cellule.lignes
        rangee = ligne.rangee
