"""One resolution at a time: the lines between two headings, with the title gathered from the lines it wraps over."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from services.votes.lecture.mentions.majorites import (
    find_queue,
    is_majorite,
    read_article,
    read_article_final,
    strip_majorite,
)
from services.votes.lecture.mentions.montants import MONTANT
from services.votes.lecture.mentions.resultats import is_badge
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.entetes import Reperes
from services.votes.lecture.plan.numerotation import Entete, find_entete
from services.votes.lecture.textes import fold

_SECTION_INFO = re.compile(
    r"^(?:[ivx\d]+\s*[.)\-]\s*|[a-h]\s*[.)\-]\s*)?(?:(?:points|questions|sujets)\s+d\W?\s*information|(?:points|questions)\s+(?:sans|non\s+soumis\w*\s+au)\s+vote|"
    r"informations?\s*(?:\(?sans\s+vote\)?|aux?\s+coproprietaires)?\s*:?$)|^(?:[ivx]+|[a-h])\s*[.)\-]\s*sans\s+vote\s*$"
)
_SECTION_VOTE = re.compile(
    r"^(?:[ivx\d]+\s*[.)\-]\s*|[a-h]\s*[.)\-]\s*)?(?:points?|questions?|resolutions?|decisions?)\s+(?:relevant|a\s+la\s+majorite|de\s+l'art|soumis\w*|mises?|a\s+voter|portees?)|^resolutions?\s*:?$|^votes?\s*:?$"
)
_MAJORITE = re.compile(r"majorit|maj\b|art(?:icle|\.)?\s*2[456]|unanimit")
_MARGE_MAX = 60
_VERDICT_COLLE = re.compile(r"(?<=[a-zà-ÿ\d)’'\"»])\s+(?:NON[ -])?[A-ZÀ-Ý]{6,}$")
"""A word in capitals at the end of a heading that has small letters or figures before it: the cell that it reaches."""
_SANS_VOTE = re.compile(r"\W*(?:point\s+)?(?:retiree?|reportee?|ajournee?|sans\s+(?:vote|objet)|pour\s+information)\W*")
_INFORMATION = re.compile(r"\W*(?:point\s+d')?information\W*")
"""A cell beside a title: the point is not voted."""
_CORPS = re.compile(
    r"^(?:l\W?\s*assemblee|apres\s|conformement|en\s+application|majorit|\(?art(?:icle|\.)?\s*\d|vote\b|votent\b|ont\s+vote|pour\s*:|contre\s*:|projet\s+de|vu\s|le\s+syndic|"
    r"cle\s|clef\s|base\s+de|montant\s*(?:total\s*)?(?:ttc|ht)?\s*:|historique|expose|il\s+est|les\s+coproprietaires|sont\s|est\s+candidat|mise\s+aux\s+voix|condition|regle\s+de|sans\s+vote|point\s+sans|"
    r"ne\s+donne|adopte|rejete|cette\s+resolution|la\s+resolution|resultat|decision\s*:|ce\s+point|[-•]\s)"
)
_POLI = re.compile(r"^(?:ordre\s+du\s+jour|convocation|mesdames|madame|monsieur)")
_FIN_DE_PHRASE = re.compile(
    r"(?<=[a-zà-ÿA-Z\d)»]{3})\.\s+(?=[A-ZÀ-Ý\d])(?<!\bArt\. )(?<!\bart\. )(?<!\bART\. )(?<!\bMme\. )"
)
_MAJORITE_EN_TITRE = re.compile(r"(?:majorit|art(?:icle|\.)|unanimit|sans\s+vote|vote\b|resolution)")
_DATE_COUPEE = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|exercice|budget)\n20\d\d\b",
    re.IGNORECASE,
)
_COUPEE = re.compile(
    r"\(?(?:majorite|maj\.?|art(?:icle|\.)?)\b(?:\s+(?:de|de l'|a|a l'|requise|simple|absolue|:|art(?:icle|\.)?))*\W*"
)
"""The first line of a cell that says a majority."""
_OUVERT = re.compile(
    r"(?:\(|[-–,:]|\b(?:de|du|des|d'|l'|la|le|les|un|une|et|ou|a|au|aux|en|sur|sous|par|pour|avec|sans|dans|entre|chez|m\.|mm\.?|mmes?|mlles?|monsieur|madame|messieurs|mesdames|maitre|la\s+sci))$"
)
"""Words after which no title ends: « Annulation de la résolution n° 14 de », « Demande de M. et Mme »."""
_COUPURES_MAX = 2
_TITRE_MIN = 15
_TITRE_MAX = 400


@dataclass(slots=True)
class Bloc:
    """A resolution as a piece of document: its heading, its whole title, the lines of its body."""

    entete: Entete | None
    titre: str
    corps: list[Ligne] = field(default_factory=list)
    information: bool = False
    majorite: str = ""
    """The title of the section, when it prints the majority of all that stands under it."""

    def texte(self) -> str:
        """The body, a blank line where the page has one."""
        morceaux: list[str] = []
        for ligne in self.corps:
            morceaux.append(("\n\n" if ligne.saut else "\n") + ligne.texte if morceaux else ligne.texte)
        return "".join(morceaux).strip()


def cut_blocs(lignes: Sequence[Ligne], reperes: Reperes, zones: Sequence[bool]) -> list[Bloc]:
    """One block per heading, in the order of the headings."""
    sections = _read_sections(lignes, reperes.bornes, {e.ligne for e in reperes.entetes if not e.titre})
    bornes = sorted(reperes.bornes)
    majorites = {rang: lignes[rang].texte for rang in sections if _MAJORITE.search(fold(lignes[rang].texte))}
    en_marge = 2 * sum(map(_is_marge, (entete.titre for entete in reperes.entetes))) > len(reperes.entetes)
    blocs = []
    for entete in reperes.entetes:
        fin = next((borne for borne in bornes if borne > entete.ligne), len(lignes))
        rangs = range(entete.ligne + 1, fin)
        suite = [rang for rang in rangs if rang not in sections]
        arret = next((rang for rang in suite if not zones[rang] and not lignes[rang].genre), fin)
        blocs.append(
            _build_bloc(
                entete,
                lignes[entete.ligne],
                [lignes[rang] for rang in suite if rang < arret],
                _section(sections, entete.ligne),
                en_marge=en_marge,
            )
        )
    for bloc in blocs:
        rang = max((s for s in sections if bloc.entete and s < bloc.entete.ligne), default=-1)
        bloc.majorite = majorites.get(rang) or (majorites.get(rang - 1, "") if rang - 1 in sections else "")
    return _drop_chapitres(blocs, lignes)


def _drop_chapitres(blocs: Sequence[Bloc], lignes: Sequence[Ligne]) -> list[Bloc]:
    """Without the headings that only open their points; their majority is that of the points which print none."""
    suite: list[Bloc] = []
    for rang, bloc in reversed(list(enumerate(blocs))):
        if majorite := _find_majorite(bloc, blocs[:rang]):
            bloc.majorite = majorite
        if not suite or not _is_chapitre(bloc, suite[-1], lignes):
            suite.append(bloc)
    return suite[::-1]


def _is_chapitre(bloc: Bloc, point: Bloc, lignes: Sequence[Ligne]) -> bool:
    """Whether a heading has no draft, vote nor majority of its own, when its first point, just below it, has some.

    A point that is only « a) » has its number from the heading, which is then a resolution; a heading in a larger type
    may print the majority of all its points.
    """
    tete, dessous = bloc.entete, point.entete
    if (
        tete is None
        or dessous is None
        or dessous.style == "lettre"
        or not tete.opens(dessous)
        or any(not ligne.genre for ligne in bloc.corps)
    ):
        return False
    grande = lignes[tete.ligne].corps > 1.08 * lignes[dessous.ligne].corps > 0
    return grande or (not _prints_majorite(bloc) and (bool(point.corps) or _prints_majorite(point)))


def _prints_majorite(bloc: Bloc) -> bool:
    return bool(read_article_final(bloc.titre) or read_article(bloc.titre))


def _find_majorite(bloc: Bloc, avant: Sequence[Bloc]) -> str:
    """The majority in the title of the heading that opens this point, or beside it."""
    for autre in reversed(avant):
        if autre.entete and bloc.entete and autre.entete.opens(bloc.entete):
            return autre.titre if read_article_final(autre.titre) else ""
    return ""


def _read_sections(lignes: Sequence[Ligne], bornes: Set[int], nus: Set[int]) -> dict[int, bool]:
    """Lines that announce points without a vote (True), or the return to those that are voted (False).

    Such a line stands just before a heading; under a number alone, it is that number's title.
    """
    sections = {}
    for rang, ligne in enumerate(lignes):
        plain = fold(ligne.texte)
        majorite = _SECTION_VOTE.match(plain) and _MAJORITE.search(plain)
        suite = rang + 1 if majorite and _wraps(ligne, lignes[rang + 1 : rang + 2]) else rang
        if suite + 1 not in bornes or rang - 1 in nus or bornes & {rang, suite}:
            continue
        if len(plain) >= 80 or (find_entete(0, ligne.texte) and not (majorite or _SECTION_INFO.match(plain))):
            continue
        if _SECTION_INFO.match(plain):
            sections[rang] = True
        elif _SECTION_VOTE.match(plain):
            sections |= dict.fromkeys(range(rang, suite + 1), False)
    return sections


def _wraps(ligne: Ligne, suite: Sequence[Ligne]) -> bool:
    """Whether a line goes on in the one below, in the same type."""
    return ligne.pleine and any(autre.gras == ligne.gras and autre.corps == ligne.corps != 0 for autre in suite)


def _section(sections: dict[int, bool], rang: int) -> bool:
    avant = [ligne for ligne in sections if ligne < rang]
    return sections[max(avant)] if avant else False


def _build_bloc(entete: Entete, tete: Ligne, suite: list[Ligne], information: bool, *, en_marge: bool = False) -> Bloc:
    """``en_marge``: the document prints majorities, or « Information », beside its numbers, titles below."""
    titre, marges = split_marges(entete.titre)
    if en_marge and suite and _INFORMATION.fullmatch(fold(titre)):
        titre, marges = "", [*marges, titre]
    titre, suite, marges = _join_cellule_coupee(titre, suite, marges)
    sans = strip_majorite(titre)
    marge = titre[len(sans) :]
    entiere = marge.count("(") <= marge.count(")") and read_article_final(titre)
    if entiere and suite and _follows(sans, replace(tete, pleine=True), suite[0]):
        titre, marges = sans, [*marges, marge.strip()]  # « … de la SCI | Article 25 » above « DES LILAS »
    precedente = tete
    while suite and len(titre) < _TITRE_MAX and _continues(titre, precedente, suite[0]):
        precedente = suite.pop(0)
        titre = f"{titre} {precedente.texte}".strip()
    titre, phrase = split_phrase(" ".join(titre.split()))
    if phrase:
        suite = [replace(tete, texte=phrase), *suite]
    suite = [
        *(replace(tete, texte=marge, gras=False, pleine=False, saut=False, rangee=None) for marge in marges),
        *suite,
    ]
    return Bloc(entete, titre, suite, information)


def _join_cellule_coupee(titre: str, suite: list[Ligne], marges: list[str]) -> tuple[str, list[Ligne], list[str]]:
    """The title, the lines after it and the margins, once a majority that wraps in its cell is whole.

    « Ravalement de la façade ⇥ Majorité », « sur rue ⇥ article 24 »: the title is in the first cell of both lines.
    """
    debut, separe, cellule = titre.rpartition("\t")
    if not separe or not _COUPEE.fullmatch(fold(cellule)):
        return titre, suite, marges
    for rang, ligne in enumerate(suite[:_COUPURES_MAX]):
        avant, _, fin = ligne.texte.rpartition("\t")
        debut, cellule = f"{debut} {avant}".strip(), f"{cellule} {fin}".strip()
        if is_majorite(cellule) and read_article(f"\n{cellule}\n"):
            return debut, suite[rang + 1 :], [*marges, cellule]
    return titre, suite, marges


def split_marges(titre: str) -> tuple[str, list[str]]:
    """A heading without its cells that only print its majority or its result, and these cells."""
    if colle := _VERDICT_COLLE.search(titre):
        titre = f"{titre[: colle.start()]}\t{colle[0].strip()}" if is_badge(fold(colle[0])) else titre
    cellules = [cellule.strip() for cellule in titre.split("\t")]
    marges = [
        cellule
        for rang, cellule in enumerate(cellules)
        if _is_marge(cellule) or (rang and _INFORMATION.fullmatch(fold(cellule)))
    ]
    return "\t".join(cellule for cellule in cellules if cellule not in marges), marges


def _is_marge(cellule: str) -> bool:
    plain = fold(cellule)
    return (
        is_badge(plain)
        or bool(_SANS_VOTE.fullmatch(plain))
        or (len(plain) < _MARGE_MAX and bool(_MAJORITE.match(plain) and read_article(f"\n{cellule}\n")))
    )


def split_phrase(titre: str) -> tuple[str, str]:
    """A title is one sentence: what follows its full stop on the same line is the body."""
    for trouve in _FIN_DE_PHRASE.finditer(titre):
        if trouve.start() >= _TITRE_MIN and not _MAJORITE_EN_TITRE.match(fold(titre[trouve.end() :])):
            return titre[: trouve.start()], titre[trouve.end() :]
    return titre, ""


def _continues(titre: str, avant: Ligne, ligne: Ligne) -> bool:
    """Whether this line still belongs to the title: the first one, or one that goes on in the same way."""
    if not titre:
        return not ligne.genre
    return not ligne.genre and (_completes_majorite(titre, avant, ligne) or _follows(titre, avant, ligne))


def _follows(titre: str, avant: Ligne, ligne: Ligne) -> bool:
    """Whether a line is that of a title by its place, its type and its words."""
    suivi = ligne.texte[:1].islower() and avant.pleine and bool(_OUVERT.search(fold(titre)))
    if ligne.genre or (_CORPS.match(fold(ligne.texte)) and not suivi):
        return False
    if ligne.corps and avant.corps:
        return _continues_page(titre, avant, ligne)
    if not ligne.texte or ligne.saut:
        return False
    if titre.upper() == titre and any(c.isalpha() for c in titre):
        return ligne.texte.upper() == ligne.texte and any(c.isalpha() for c in ligne.texte)
    fermee = titre.count("(") > titre.count(")") and ")" in ligne.texte
    return titre[-1:] not in ".:;!?" and (
        fermee or ligne.texte[:1].islower() or bool(_DATE_COUPEE.search(f"{titre}\n{ligne.texte}"))
    )


def _completes_majorite(titre: str, avant: Ligne, ligne: Ligne) -> bool:
    """Whether a line ends the title with its majority, or ends the majority that it begins, in whatever type."""
    entier, debut = f"{titre} {ligne.texte}", find_queue(titre)
    queue, ouverte = find_queue(entier), titre.count("(") > titre.count(")")
    if debut < len(titre):
        return queue == debut and (ouverte or not read_article_final(titre))
    if ouverte and queue < len(titre):
        return True
    suivie = avant.pleine and (ligne.page != avant.page or not ligne.saut) and titre[-1:] not in ".;!?"
    seule = is_majorite(ligne.texte) or _CORPS.match(fold(ligne.texte))
    return suivie and not seule and bool(read_article_final(entier))


def _continues_page(titre: str, avant: Ligne, ligne: Ligne) -> bool:
    """On a page, a title goes on when its line is full and the next one has the same type."""
    petites_capitales = ligne.gras and ligne.texte[:1].islower() and avant.pleine
    if ligne.gras != avant.gras or abs(ligne.corps - avant.corps) > (0.35 if petites_capitales else 0.15) * avant.corps:
        return False
    ouvert = titre.count("(") > titre.count(")") or bool(_OUVERT.search(fold(titre)))
    if not avant.pleine and not ouvert:
        return False
    if ligne.saut and not ouvert and ligne.page == avant.page:
        return False
    if avant.gras or ouvert:
        return True
    if titre.upper() == titre:
        return ligne.texte.upper() == ligne.texte and any(c.isalpha() for c in ligne.texte)
    chiffre = ligne.texte[:1].isdigit() and ligne.texte[-1:] not in ".;:"
    if chiffre and "\t" in avant.texte and MONTANT.match(fold(ligne.texte)):
        return False  # the margin that says its majority ends the title: the amount below is of the text
    nom_propre = ligne.rangee is not None and ligne.texte[:2].isupper()
    return titre[-1:] not in ".;!?" and (ligne.texte[:1].islower() or chiffre or nom_propre)


def cut_sans_numero(lignes: Sequence[Ligne]) -> list[Bloc]:
    """No numbering at all: bullets when there are some, else one resolution per line."""
    puces = [rang for rang, ligne in enumerate(lignes) if re.match(r"^[-–—•*▪●]\s+\S", ligne.texte)]
    debuts = puces or [rang for rang, ligne in enumerate(lignes) if ligne.texte and not _POLI.match(fold(ligne.texte))]
    sections = _read_sections(lignes, set(debuts), set())
    blocs = []
    for place, rang in enumerate(debuts):
        fin = debuts[place + 1] if place + 1 < len(debuts) else len(lignes)
        titre = lignes[rang].texte.lstrip("-–—•*▪● ")
        suite = [lignes[autre] for autre in range(rang + 1, fin) if autre not in sections]
        entete = Entete(rang, "puce", (place + 1,), "", titre)
        bloc = _build_bloc(entete, lignes[rang], suite, _section(sections, rang))
        bloc.entete = None
        blocs.append(bloc)
    return blocs
