"""What the text of one resolution prints: the article of its majority, and the amount put to the vote.

Both are read as printed, never corrected: our own article comes from the type, and the page shows both. An amount is
given only when the text leaves a single possibility; several that compete give None, never the largest or the first.
"""

import re

from services.votes.lecture_intitules import strip_accents
from shared.montants import MontantInvalide, parse_montant

_NUMERO = r"(2[456](?:\s?[-.]\s?1(?!\d))?)(?![\d%])(?!\s?-\s?(?!2[56]\s?[-.]\s?1)\d)(?!\s*(?:€|euros?\b))"
_PASSERELLE = r"(?:\s*(?:/|,|ou|puis|et|a\s+defaut)\s*(?:art(?:icle|\.)?\s*)?2[456](?:\s?[-.]\s?1)?)?"
"""The bridge printed after its majority: « article 25 / 25-1 »."""
_MAJORITES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"majorit[e]?\b[^.;\n]{{0,60}}?\bart(?:icle|\.)?s?\s*{_NUMERO}"),
    re.compile(rf"majorit[e]?\b[^.;\n\d]{{0,25}}{_NUMERO}"),
    re.compile(
        rf"(?:^|[(\[\n|•·]|\s/)\s*(?:vote\s*:?\s*)?(?:selon\s+)?(?:l['’]\s*)?art(?:icle|\.)?s?\s*:?\s*{_NUMERO}\s*(?:[a-o]\b)?{_PASSERELLE}\s*(?=[)\]\n|•·]|$|/\s|de\s+la\s+loi\s*[)\]\n])"
    ),
    re.compile(
        rf"(?:^|\n)[^.;:\n\d]{{0,40}}\b(?:relev\w+|vot\w+|soumis\w*|statu\w+|adopt\w+)\s+(?:a|de|au\s+titre\s+de|selon|par|sur)\s+l['’]\s*art(?:icle|\.)?\s*"
        rf"{_NUMERO}{_PASSERELLE}\s*(?:de\s+la\s+loi[^\n]{{0,30}})?[.:)]?\s*(?=\n|$)"
    ),
    re.compile(
        rf"\b(?:vot\w+|scrutin|statu\w+)\s+(?:aux|dans\s+les|selon\s+les)\s+conditions\s+(?:prevues?\s+(?:a|par)|de)\s+l['’]\s*art(?:icle|\.)?\s*{_NUMERO}"
    ),
    re.compile(
        rf"(?:^|\n)\s*vot\w*\s+(?:selon|a)\s+l['’]\s*art(?:icle|\.)?\s*{_NUMERO}\s*,[^.;\n]*\b(?:tantiemes|voix|milliemes|cle)\b"
    ),
    re.compile(rf"regles?\s+de\s+(?:vote|majorite)\s*:?\s*(?:art(?:icle|\.)?\s*)?{_NUMERO}"),
    re.compile(rf"(?:^|\n)\s*art(?:icle|\.)?\s*{_NUMERO}\b"),
    re.compile(rf"[-–—:]\s*art(?:icle|\.)?\s*{_NUMERO}\s*(?:[a-o]\b)?\s*(?=\n|$)"),
    re.compile(
        rf"(?:^|\n)[^.;\n]{{0,60}}\s[-–—:|/•·]\s*art(?:icle|\.)?\s*{_NUMERO}\s*(?:[a-o]\b)?\s*[-–—:|/•·]\s[^.;\n]{{0,60}}(?=\n|$)"
    ),
)
_BANDEAU = r"(?:^|\n)(?=[^.\n]{0,120}\b(?:cles?|charges|base|tantiemes)\b)"
"""A line that says for which costs, and by which majority, one votes: « Clé : Bâtiment B ; Article 24 »."""
_MAJORITES += (
    re.compile(rf"{_BANDEAU}(?:[^.\n]{{0,80}}?[|•·;,/:\-–—]\s*)?art(?:icle|\.)?\s*{_NUMERO}\s*(?=\n|$|[|•·;,/\-–—)])"),
)
_UNANIMITE = re.compile(
    rf"{_BANDEAU}(?:[^.\n]{{0,80}}[|•·;,/:\-–—]\s*)?(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·;,/\-–—)])|"
    r"majorit[e]?\s*(?:requise|n[e]?cessaire)?\s*:?\s*(?:a\s+l\W)?unanimit|\(\s*(?:a\s+l\W)?unanimit[e]?\s*\)|^[^\n]*\n\W*unanimite\W*(?=\n|$)|[|•·]\s*(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·])"
)
_SIMPLE = re.compile(r"majorit[e]?\s+simple")
_MONTANT = re.compile(
    r"(?<![\d,.])(?<!lot )(?<!lots )(?<!n° )(?P<nombre>\d{1,3}(?:[\s.\u00a0\u202f\u2009]\d{3})+(?:,\d{1,2}|"
    r"\.\d{2}(?!\d))?|\d+(?:[.,]\d{1,2})?)\s*"
    r"(?:(?:€|euros?\b|eur\b)\s*(?P<apres>t\.?\s?t\.?\s?c|toutes\s+taxes|h\.?\s?t\b|hors\s+tax)?|(?P<sans>ttc\b|t\.t\.c))"
)
_ECARTE = re.compile(
    r"creance|\bimpayes?\b|arrieres?\b|\bdettes?\b|mise\s+a\s+prix|provisions\s+(?:\w+\s+)?(?:de|egales)|\b(?:versements|mensualites|echeances|appels)\b|contrat\s+(?:en\s+cours|actuel)|\bactuel|au\s+lieu\s+d|"
    r"a\s+partir\s+d|au-dela|acompte|quote-part|subvention|franchise|penalit|par\s+lot|seuil|superieur|"
    r"inferieur|indemnit|solde\s+(?:debiteur|crediteur)|mise\s+en\s+concurrence|consultation|\bdont\b|"
    r"\bremise\b|\baide\b|prime\s+cee|horaire|vote\s+pour\s*$|precedemment|initialement|rappel|capital\s+(?:social\s+)?de|amende|astreinte"
)
_TVA = re.compile(r"\btva\b")
_PORTE = re.compile(
    r"\b(?:port|ramen|relev|abaiss|ajust)e(?:r|e|es|s)?\s+(?:de\s+[^.;\n]{3,60}?\s)?a\s+(?:la\s+somme\s+de\s+)?(?=\d)"
)
_FOURCHETTE = re.compile(
    r"\bentre\s+\d[\d\s.,]*(?:€|euros?\b)?\s*(?:t\.?t\.?c\b|h\.?t\b)?\s*et\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?|"
    r"\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?\.?\s+a\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?"
)
_ECARTES = re.compile(r",\s+les\s+(?:autres\s+|deux\s+autres\s+)?(?:devis|offres|propositions)\b")
_HONORAIRES = re.compile(r"honoraires")
_PAR_UNITE = re.compile(
    r"^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par|/)\s*(?:lot|coproprietaire|logement|mois|trimestre|semestre|semaine|heure|jour|tantieme|unite|compteur|appartement|appareil|place|poste|foyer|borne|passage|visite|intervention|emplacement|personne|occupant|vacation|an\s+et\s+par)|^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:de\s+(?:subvention|franchise|retard)|l'unite|le\s+m2|/m)"
)
_PAR_AN = re.compile(r"\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par\s+an\b|/\s*an\b|annuels?\b)")
_TITRE_HONORAIRES = re.compile(
    r"syndic|honoraire|mission|ma[i]?trise|architecte|mandat|contrat|bureau\s+d|amo\b|assistance|designation"
)
_TOTAL = re.compile(
    r"\btotal\b|\bglobal|montant\s+(?:maximum|maximal|de\b)|budget\s+(?:de|global|total|maximum)|enveloppe|s['’]eleve|arrete\s+a"
)
_DECISION = re.compile(
    r"\b(?:decide|approuve|retient|vote|autorise|accepte|fixe|adopte|confie|valide|designe|ratifie|arrete[es]*)\b"
)
_AVANT = re.compile(
    r"(?:\b(ttc|toutes\s+taxes(?:\s+comprises)?)|\b(h\.?t|hors\s+taxes?))\b\.?\s*[:=]?\s*(?:de\s+|"
    r"est\s+de\s+)?$"
)
_CONTEXTE = 60
_MAJORITE_FINALE = re.compile(
    r"[\s,\-–—:]*(?:[(\[][^()\[\]]*\b(?:majorit|"
    r"art)[^()\[\]\d]*2[456](?:\s?[-.]\s?1)?(?!-?\d)(?:[^()\[\]\d]*2[456]\s?[-.]\s?1)?[^()\[\]\d]*(?:10\s+juillet\s+1965)?[^()\[\]\d]*[)\]]|"
    r"[(\[]\s*(?:sans\s+vote|unanimit[eé]|(?:pour\s+)?information|majorit[eé]\s+\w+|2[456])\s*[)\]]|"
    r"[.\-–—:\t]\s*(?:à\s+l.)?unanimit[eé]|"
    r"(?:[-–—]|\t)\s*(?:majorit[eé]\s*:?\s*)?(?:de\s+l.)?art(?:icle|\.)?\s*2[456](?:-1)?|\s(?:majorit[eé]\s+(?:de\s+l.)?)?art(?:icle|\.)\s*2[456](?:-1)?)\s*$",
    re.IGNORECASE,
)  # fmt: skip


def read_article(texte: str) -> str | None:
    """The article printed for the majority (``24``, ``25``, ``25-1``, ``26``, ``26-1``, ``unanimite``), or None.

    An article that the body merely quotes (« en application de l’article 24 de la loi ») is not a majority.
    """
    plain = strip_accents(texte)
    for motif in _MAJORITES:
        trouve = motif.search(plain)
        if trouve:
            ligne = plain[plain.rfind("\n", 0, trouve.start(1)) + 1 : trouve.start(1)]
            return _name_majorite(re.sub(r"\s", "", trouve[1]).replace(".", "-"), ligne)
    if _UNANIMITE.search(plain):
        return "unanimite"
    return "24" if _SIMPLE.search(plain) else None


def _name_majorite(article: str, avant: str) -> str:
    """« article 25, 25-1 »: the bridge printed after its majority does not replace it."""
    mere = article.removesuffix("-1")
    return mere if article != mere and re.search(rf"(?<!\d){mere}(?!\s?[-.]\s?1(?!\d))(?!\d)", avant) else article


def read_montant(texte: str) -> int | None:
    """The total, all taxes included, that is put to the vote, in centimes; None when there is none or several compete.

    Amounts before tax, thresholds, shares, grants and advances are left aside, and fees unless the item is about them.
    The sentence that decides prevails, then an amount called a total, then an amount that is the sum of the others.
    """
    plain = strip_accents(texte).replace("œ", "oe")
    portes = {
        m for p in _PORTE.finditer(plain) for m in _list_montants(plain[p.end() :][:_CONTEXTE], honoraires=False)[:1]
    }
    if len(portes) == 1:
        return portes.pop()
    plain = _FOURCHETTE.sub(" ", plain)
    honoraires = bool(_TITRE_HONORAIRES.search(plain.split("\n", 1)[0]))
    tous = _list_montants(plain, honoraires=False) or (_list_montants(plain, honoraires=True) if honoraires else [])
    if not tous:
        return None
    for phrase in re.split(r"(?<=[a-z)])\.\s|\n\s*\n|;\n", plain):
        if _DECISION.search(phrase):
            decides = set(_list_montants(_ECARTES.split(phrase)[0], honoraires=False)) & set(tous)
            if len(decides) == 1:
                return decides.pop()
    return _choose_montant(tous, plain)


def _list_montants(plain: str, *, honoraires: bool) -> list[int]:
    """Amounts all taxes included, or bare when none says TTC, outside the contexts left aside."""
    ttc: list[int] = []
    nus: list[int] = []
    annuels: list[int] = []
    fin = 0
    for trouve in _MONTANT.finditer(plain):
        avant = plain[max(fin, trouve.start() - _CONTEXTE) : trouve.start()]
        avant = re.split(r"[.;\n](?=\s|$)|\n|,\s(?=honoraires|dont|franchise|subvention|budget|enveloppe)", avant)[-1]
        fin = trouve.end()
        taxe = trouve["apres"] or trouve["sans"] or _read_taxe(avant)
        if _is_ecarte(avant, plain[trouve.end() :], honoraires) or taxe.startswith("h"):
            continue
        if _TVA.search(avant) and not taxe:
            continue
        try:
            montant = parse_montant(re.sub(r"[\s.](?=\d{3}(?!\d))", "", trouve["nombre"]))
        except MontantInvalide:
            continue
        (ttc if taxe.startswith("t") else nus).append(montant)
        if _PAR_AN.match(plain[trouve.end() :]):
            annuels.append(montant)
    lus = ttc or nus
    return [montant for montant in lus if montant not in annuels] or lus


def _read_taxe(avant: str) -> str:
    """« TTC » or « HT » said before the amount: « montant TTC : 12 000 € »."""
    trouve = _AVANT.search(avant)
    return "" if trouve is None else "ttc" if trouve[1] else "ht"


def _is_ecarte(avant: str, apres: str, honoraires: bool) -> bool:
    if _ECARTE.search(avant) or _PAR_UNITE.match(apres):
        return True
    return not honoraires and bool(_HONORAIRES.search(avant))


def _choose_montant(montants: list[int], plain: str) -> int | None:
    distincts = set(montants)
    if len(distincts) == 1:
        return montants[0]
    totaux = {
        montant
        for trouve in _TOTAL.finditer(plain)
        for montant in _list_montants(plain[trouve.start() : trouve.end() + _CONTEXTE], honoraires=False)[:1]
        if montant in distincts
    }
    if len(totaux) == 1:
        return totaux.pop()
    sommes = {montant for montant in distincts if 2 * montant == sum(montants)}
    return sommes.pop() if len(sommes) == 1 else None


def read_article_final(titre: str) -> str | None:
    """The majority printed at the end of a title without a word to announce it: « Quitus au syndic  Article 24 »."""
    trouve = _MAJORITE_FINALE.search(titre)
    return read_article(f"Majorité : {trouve[0].strip(' ()[]-–—,:.')}") if trouve else None


def strip_majorite(titre: str) -> str:
    """The title without the majority printed at its end: it is kept apart."""
    sans = _MAJORITE_FINALE.sub("", titre)
    return sans.strip(" \t-–—:") or titre
