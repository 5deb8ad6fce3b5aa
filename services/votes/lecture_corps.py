"""What the text of one resolution prints: the article of its majority, and the amount put to the vote.

Both are read as printed, never corrected: our own article comes from the type, and the page shows both. An amount is
given only when the text leaves a single possibility; several that compete give None, never the largest or the first.
"""

import re

from services.votes.lecture_intitules import strip_accents
from shared.montants import MontantInvalide, parse_montant

_NUMERO = r"(2[456](?:\s?[-.]\s?1(?!\d))?)(?![\d%])(?!\s?-\s?\d)(?!\s*(?:€|euros?\b))"
_MAJORITES = (
    re.compile(rf"majorit[e]?\b[^.;\n]{{0,60}}?\bart(?:icle|\.)?s?\s*{_NUMERO}"),
    re.compile(rf"majorit[e]?\b[^.;\n\d]{{0,25}}{_NUMERO}"),
    re.compile(
        rf"(?:^|[(\[\n])\s*(?:vote\s*:?\s*)?(?:selon\s+)?(?:l['’]\s*)?art(?:icle|\.)?s?\s*:?\s*{_NUMERO}\s*(?:[a-o]\b)?\s*(?=[)\]\n]|$|de\s+la\s+loi\s*[)\]\n])"
    ),
    re.compile(rf"(?:^|\n)\s*art(?:icle|\.)?\s*{_NUMERO}\b"),
    re.compile(rf"[-–—:]\s*art(?:icle|\.)?\s*{_NUMERO}\s*(?:[a-o]\b)?\s*(?=\n|$)"),
)
_UNANIMITE = re.compile(
    r"majorit[e]?\s*(?:requise|n[e]?cessaire)?\s*:?\s*(?:a\s+l\W)?unanimit|\(\s*(?:a\s+l\W)?unanimit[e]?\s*\)"
)
_SIMPLE = re.compile(r"majorit[e]?\s+simple")
_MONTANT = re.compile(
    r"(?<![\d,.])(\d{1,3}(?:[\s.\u00a0\u202f\u2009]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?)\s*"
    r"(?:€|euros?\b|eur\b)\s*(t\.?\s?t\.?\s?c|toutes\s+taxes|h\.?\s?t\b|hors\s+taxes?)?"
)
_ECARTE = re.compile(
    r"honoraires|a\s+partir\s+d|au-dela|acompte|quote-part|subvention|franchise|penalit|par\s+lot|seuil|superieur|"
    r"indemnit|solde\s+(?:debiteur|crediteur)|mise\s+en\s+concurrence|consultation"
)
_TOTAL = re.compile(
    r"\btotal\b|\bglobal|montant\s+(?:maximum|maximal|de\b)|budget\s+(?:de|global|total|maximum)|enveloppe|s['’]eleve|arrete\s+a"
)
_DECISION = re.compile(r"\b(?:decide|approuve|retient|vote|autorise|accepte|fixe|adopte|confie|valide)\b")
_CONTEXTE = 60


def read_article(texte: str) -> str | None:
    """The article printed for the majority (``24``, ``25``, ``25-1``, ``26``, ``26-1``, ``unanimite``), or None.

    An article that the body merely quotes (« en application de l’article 24 de la loi ») is not a majority.
    """
    plain = strip_accents(texte)
    for motif in _MAJORITES:
        trouve = motif.search(plain)
        if trouve:
            return re.sub(r"\s", "", trouve[1]).replace(".", "-")
    if _UNANIMITE.search(plain):
        return "unanimite"
    return "24" if _SIMPLE.search(plain) else None


def read_montant(texte: str) -> int | None:
    """The total, all taxes included, that is put to the vote, in centimes; None when there is none or several compete.

    Amounts before tax, fees, thresholds, shares and advances are left aside. The sentence that decides prevails, then
    an amount called a total, then an amount that is the sum of the others.
    """
    plain = strip_accents(texte).replace("œ", "oe")
    tous = _list_montants(plain)
    if not tous:
        return None
    for phrase in re.split(r"(?<=[a-z)])\.\s|\n\s*\n|;\n", plain):
        if _DECISION.search(phrase):
            decides = set(_list_montants(phrase))
            if len(decides) == 1:
                return decides.pop()
    return _choose_montant(tous, plain)


def _list_montants(plain: str) -> list[int]:
    """Amounts all taxes included, or bare when none says TTC, outside the contexts left aside."""
    ttc: list[int] = []
    nus: list[int] = []
    for trouve in _MONTANT.finditer(plain):
        avant = plain[max(0, trouve.start() - _CONTEXTE) : trouve.start()]
        avant = re.split(r"[.;\n](?=\s|$)|\n", avant)[-1]
        if _ECARTE.search(avant) or (trouve[2] or "").startswith("h"):
            continue
        try:
            montant = parse_montant(re.sub(r"\s", " ", trouve[1]))
        except MontantInvalide:
            continue
        (ttc if (trouve[2] or "").startswith("t") else nus).append(montant)
    return ttc or nus


def _choose_montant(montants: list[int], plain: str) -> int | None:
    distincts = set(montants)
    if len(distincts) == 1:
        return montants[0]
    totaux = {
        montant
        for trouve in _TOTAL.finditer(plain)
        for montant in _list_montants(plain[trouve.start() : trouve.end() + _CONTEXTE])[:1]
    }
    if len(totaux) == 1:
        return totaux.pop()
    sommes = {montant for montant in distincts if 2 * montant == sum(montants)}
    return sommes.pop() if len(sommes) == 1 else None
