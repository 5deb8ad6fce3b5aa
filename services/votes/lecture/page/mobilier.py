"""What belongs to the page and not to the text: headers, footers and page numbers go; words cut at a line end join."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.textes import fold

_BORD = 5
"""How many lines at each end of a page may be furniture."""
_FOIS_MAX = 2
"""How often furniture may stand on one page: at its top and at its bottom."""
_PAGINATION = re.compile(
    r"\s*(?:[-–|·•]\s*)?(?:page|p\.|feuillet)\s*:?\s*\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?\s*(?:[-–|·•]\s*)?|(?:^|\s)[-–]?\s*\d{1,3}\s*(?:/|sur)\s*\d{1,3}\s*[-–]?\s*$|(?:^|\s)[-–]\s*\d{1,3}\s*[-–]?\s*$"
)
_PAGE = re.compile(r"\bpage\s*\d|\bparaphes?\b|\binitiales\b")
"""Words of a footer, though it ends as a label does: « Page 2   Paraphes : »."""
_SEUL = re.compile(r"^[-–—|\s]*\d{1,3}[-–—|\s]*$")
_ANNONCE = re.compile(r"\b(?:art(?:icle|\.)|n°)\s*$")
"""Words that a number alone below them completes."""
_JAMAIS = re.compile(
    r"\b(?:pour|contre|abstention|abstentions)\b\s*:|^\W*pour\W+contre\b|\bresolution\s*(?:n|\d)|adopt|rejet|accept|refus|approuv|\bvoix\b|neant|tantieme|\bresultat\b|^\W*art(?:icle|\.)\s*2[456]|majorit|sans\s+vote"
)
_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def drop_mobilier(pages: Sequence[Sequence[Ligne]]) -> list[Ligne]:
    """Every line of the document but what repeats at the top or bottom of its pages.

    A line repeats when its text, as it is or page number set aside, stands on half of the pages (two at least), near
    the same height. A count, a result, a label or the heading of a resolution is never furniture, nor what one page
    says more than twice: « Clé : charges générales », of each vote.
    """
    redits = {dit for page in pages for dit, fois in Counter(ligne.texte for ligne in page).items() if fois > _FOIS_MAX}
    vus: Counter[tuple[str, int]] = Counter()
    for page in pages:
        vus.update({(cle, _hauteur(ligne)) for ligne in _bords(page) for cle in _list_cles(ligne)})
    seuil = max(2, -(-len(pages) // 2))
    gardees: list[Ligne] = []
    for page in pages:
        bords = {id(ligne) for ligne in _bords(page)}
        for ligne in page:
            if gardees and _ANNONCE.search(fold(gardees[-1].texte)) and _SEUL.match(ligne.texte):
                gardees.append(ligne)
                continue
            if ligne.texte not in redits and id(ligne) in bords and _is_mobilier(ligne, vus, seuil, len(pages)):
                continue
            gardees.append(ligne)
    return gardees


def _bords(page: Sequence[Ligne]) -> list[Ligne]:
    if not page:
        return []
    par_y = sorted((ligne for ligne in page if ligne.rangee is None), key=lambda ligne: ligne.y)
    return par_y[:_BORD] + par_y[max(_BORD, len(par_y) - _BORD) :]


def _list_cles(ligne: Ligne) -> set[str]:
    """The text as it is, where a figure like the page number may be of it (« immatriculé AB1-234 »), and without it."""
    return {_cle(ligne), fold(ligne.texte).strip(" \t-|")}


def _cle(ligne: Ligne) -> str:
    """The text without its page number, which may be any number that counts the pages: « PV du 19/03 | 3 »."""
    numero = ligne.page + 1
    plain = re.sub(rf"(?<![\d/.,:])0?{numero}(?:\s*(?:/|sur|de)\s*\d{{1,3}})?(?![\d/.,:])", "", fold(ligne.texte))
    return _PAGINATION.sub("", plain).strip(" \t-|")


def _hauteur(ligne: Ligne) -> int:
    return round(ligne.y / 4)


def _is_mobilier(ligne: Ligne, vus: Counter[tuple[str, int]], seuil: int, pages: int) -> bool:
    plain = fold(ligne.texte)
    if _SEUL.match(plain) or (not _cle(ligne) and plain.strip()):
        return True
    label = plain.rstrip().endswith(":") and not _PAGE.search(plain)
    if _JAMAIS.search(plain) or label or pages < 2:
        return False
    hauteur = _hauteur(ligne)
    return any(sum(vus[(cle, hauteur + ecart)] for ecart in (-1, 0, 1)) >= seuil for cle in _list_cles(ligne))


def join_coupures(lignes: Sequence[Ligne]) -> list[Ligne]:
    """The same lines with the words that a hyphen cuts at a line's end put together on the first line.

    The document itself says whether the hyphen belongs to the word: by the form it prints elsewhere, uncut.
    """
    connus = {mot for ligne in lignes for mot in _MOT.findall(fold(ligne.texte))}
    suite: list[Ligne] = []
    for ligne in lignes:
        avant = suite[-1] if suite else None
        joint = (
            _join(avant.texte, ligne.texte, connus) if avant and ligne.rangee is None and avant.rangee is None else None
        )
        if joint and avant:
            suite[-1] = replace(avant, texte=joint[0])
            if joint[1]:
                suite.append(replace(ligne, texte=joint[1]))
            continue
        suite.append(ligne)
    return suite


def _join(avant: str, apres: str, connus: set[str]) -> tuple[str, str] | None:
    """Both lines once the cut word is whole, or None when nothing is cut."""
    tete = re.search(r"([^\W\d_]+)[-‐]$", avant)
    queue = re.match(r"([^\W\d_]+)(\S*)\s*", apres)
    if tete is None or queue is None or (tete[1].isupper() != queue[1].isupper() and not queue[1].islower()):
        return None
    if queue[1][0].isupper() and not tete[1].isupper():
        return None
    sans, avec = fold(tete[1] + queue[1]), fold(f"{tete[1]}-{queue[1]}")
    tiret = "-" if avec in connus and sans not in connus else ""
    return f"{avant[: tete.end(1)]}{tiret}{queue[1]}{queue[2]}", apres[queue.end() :]
