"""Sentences that a margin cuts into lines, put together again; labels of a vote and results keep their own line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from services.votes.lecture.listes import are_items_seuls, is_rangee_de_noms
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.textes import fold

ARRET = re.compile(
    r"^[*#\s]*(?:arrivee|depart\b|presents?\b|l'assemblee|les\s+copropr|le\s+syndic|cette\s|la\s+(?:resolution|proposition|question|majorite)|en\s+(?:vertu|consequence|application)|faute|total\b|(?:scrutin|tour)\s+(?:n\s?°\s*)?\d\b|resultat|decision\s*:|adopt|rejet|accept|refus|resolution|rsolution|vote\b|majorit|art(?:icle|\.)\s|"
    r"second\b|seconde\b|2n?de?\b|2e(?:me)?\s|deuxieme|nouveau|il\s+est|compte\s+tenu|ainsi|donc\b|(?:et\s+)?(?:c'est|ce\s+n'est)\b|par\s+consequent|monsieur\s+\w+\s+(?:arrive|quitte)|page\s+\d|n'ayant|condition|base\b|cle\b|mise?\s+aux\s+voix|revot|l'?\s*unanim|approuv|sur\s+un\s+total|[-=]*>|→|⇒)"
)
"""What opens a line of its own: a result, a majority, the word of someone."""
_REPRISE = re.compile(
    r"^\W*(?:(?:ont|a|se\s+sont|s'est)\s+\w|votes?\b|vot(?:ent|ants?)\b|s'abst|voix\s+(?:pour|contre)|(?:oui|non)\s*:|(?:pour|contre|abst\w*|oppos\w*|defaill\w*|absents?|votants?)\b)|^(?:=>|→|⇒)"
)
_COMPTE = re.compile(r"^(?:sur\s+)?\d[\d ]*(?!.{0,60}(?:€|\beuros?\b)).{1,60}\b(?:pour|contre|s?'?abst\w+)\b")
"""Figures before their position, after a full stop: a count, not the end of the sentence above."""
_RESULTAT = re.compile(r"\b(?:adopte|rejete|repousse|refuse)")
_INACHEVE = re.compile(
    r"\b(?:des?|du|d'|l[ea]s?|l'|aux?|a|et|ou|par|pour|sur|en|que|qui|n'|ne|est|sont|ete|ont|a|ce|cette|sa|son|ses|leurs?|tous|toutes|dont|entre|comme|selon|avec|sans|dans)$"
)
"""A word after which no sentence ends."""
_LABEL = re.compile(r"[\w' ()]{1,40}?\s*[:=\t→]")
_MENEE = re.compile(r"(?:\.{4,}|(?:\. ){4,}|_{4,}|…{2,})\s*\d[^.]*$")
"""Dots that lead to a figure: a row, whole."""
_CHIFFREE = re.compile(r"^[^\t\d]+\t\d[\d .]*(?:voix|tanti[eè]mes?|milli[eè]mes?)?\s*$", re.I)
"""« Copropriétaires absents | 7 2 109 tantièmes »: a label, and its figures in another column."""
_NOM_INACHEVE = re.compile(r"\b(?:du|des|de la|de)$")
"""« Habitat du » above « Confluent »: no name ends there."""
_LISTE_APRES = re.compile(
    r"[.;]\s+(?P<liste>(?:ont\s+vot[ée]\s+contre|votent\s+contre|contre|opposants?|(?:se\s+sont|s['’]est)\s+(?:abstenu|oppos[ée])e?s?|s['’]abstiennent"
    r"|abstentions?|abstentionnistes?)\s*:\s*[^\W\d])",
    re.I,
)
_ABSTENUS_APRES = re.compile(
    r";\s+(?P<liste>(?:s['’]absti(?:ent|ennent)|s['’]est\s+abstenue?|se\s+sont\s+abstenue?s|(?:a|ont)\s+vot[ée]\s+contre"
    r"|vot(?:e|ent)\s+contre)\s+[A-ZÉÈ])"
)
"""« … 620 voix défavorables, celles de M. PETIT ; s’abstiennent Mme ROY (223), soit 223 voix »."""
_VOIX_AVANT = re.compile(
    r"\bvoix\s+(?:(?:dé)?favorable|pour\b|contre\b)|\b(?:pour|contre)\s+\d[\d ]*voix|\bvoix\b.*\bpour\s*;", re.I
)
_COMPTE_AVANT = re.compile(
    r"\b\d+\s+pour\b.*\b\d+\s+contre\b|\bvoix\b.*\bprononcent\s+pour\b.*\bprononcent\s+contre\b", re.I
)
_SUSPENDU = re.compile(
    r"\b(?:s'est|s'abstien(?:t|nent)|se\s+sont|ont(?:\s+vote)?|a\s+vote|vot(?:e|es|ent|ants?)|voix|et)$"
)


def join_paragraphes(corps: Sequence[Ligne]) -> list[Ligne]:
    """Lines that a margin cuts in the middle of a sentence put together; a label or a result opens its own line."""
    suite: list[Ligne] = []
    for ligne in corps:
        avant = suite[-1] if suite else None
        if avant is not None and _is_coupee(avant, ligne) and (_is_milieu(avant, ligne) or not _opens(avant, ligne)):
            suite[-1] = replace(avant, texte=f"{avant.texte} {ligne.texte}", pleine=ligne.pleine)
        else:
            suite.append(ligne)
    return suite


def _is_coupee(avant: Ligne, ligne: Ligne) -> bool:
    """Whether the type and the margin let the line go on with the one above; the rows of columns never do."""
    dessous = ligne.page == avant.page and ligne.y > avant.y  # else the next column, or page, has no blank above
    if avant.rangee is not None or ligne.rangee is not None or (ligne.saut and dessous):
        return False
    if _MENEE.search(avant.texte) or _MENEE.search(ligne.texte):
        return False
    noms = is_rangee_de_noms(avant.texte) or is_rangee_de_noms(ligne.texte) or are_items_seuls(avant.texte, ligne.texte)
    if noms and not _NOM_INACHEVE.search(fold(avant.texte)):
        return False
    colonnes = avant.texte.count("\t")
    if colonnes > 1 and colonnes == ligne.texte.count("\t"):
        return False
    if colonnes and _CHIFFREE.search(avant.texte) and _CHIFFREE.search(ligne.texte) and ligne.texte[:1].isupper():
        return False
    return (
        avant.pleine and bool(avant.corps and ligne.corps) and (avant.gras == ligne.gras or _is_suspendue(avant, ligne))
    )


def _is_suspendue(avant: Ligne, ligne: Ligne) -> bool:
    """Small letters that are no label, below words that no sign ends: « … la société Deux Rives / pour 270. »."""
    return ligne.texte[:1].islower() and avant.texte[-1:] not in ".;:!?" and not _LABEL.match(fold(ligne.texte))


def _is_milieu(avant: Ligne, ligne: Ligne) -> bool:
    """Small letters below words that no sign ends (« à l’unanimité des / présents »); names that a bracket holds."""
    if _is_suspendue(avant, ligne) or (ligne.texte[:1].islower() and _INACHEVE.search(fold(avant.texte))):
        return True
    plain = fold(ligne.texte).strip()
    ouverte = avant.texte.count("(") > avant.texte.count(")") and ")" in ligne.texte
    return ouverte and not ARRET.match(plain) and not _REPRISE.match(plain)


def _opens(avant: Ligne, ligne: Ligne) -> bool:
    """Whether a line begins a sentence, a label or a result of its own."""
    plain, suspendue = fold(ligne.texte).strip(), bool(_SUSPENDU.search(fold(avant.texte)))
    resultat = ligne.texte[:1].isupper() and _RESULTAT.search(plain) and not suspendue
    return bool(
        ARRET.match(plain)
        or (avant.texte.endswith(".") and _COMPTE.match(plain))
        or (resultat and not _NOM_INACHEVE.search(fold(avant.texte)))
        or (_REPRISE.match(plain) and not suspendue)
    )


def part_listes(lignes: Sequence[Ligne]) -> list[Ligne]:
    """« 7 pour, 2 contre, 2 abstentions. Ont voté contre : M. PETIT. S’abstiennent : Mme ROY »: each list of names on a
    line of its own, below the counts that are read apart from it."""
    suite: list[Ligne] = []
    for ligne in lignes:
        coupes = [lu.start("liste") for lu in _LISTE_APRES.finditer(ligne.texte)]
        if not coupes or not _COMPTE_AVANT.search(ligne.texte[: coupes[0]]):
            coupes = [lu.start("liste") for lu in _ABSTENUS_APRES.finditer(ligne.texte)]
            coupes = [coupe for coupe in coupes if _VOIX_AVANT.search(ligne.texte[:coupe])]
        if not coupes:
            suite.append(ligne)
            continue
        bornes = [0, *coupes, len(ligne.texte)]
        suite += [replace(ligne, texte=ligne.texte[a:b].strip()) for a, b in pairwise(bornes)]
    return suite
