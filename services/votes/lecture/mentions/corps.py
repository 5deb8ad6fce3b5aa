"""What the text of one resolution puts to the vote: an amount, as printed, never corrected.

It is given only when the text leaves a single possibility; several that compete give None, not the largest.
"""

import re

from services.votes.lecture.mentions.comparaisons import drop_comparaisons
from services.votes.qualification.intitules import strip_accents
from shared.montants import MontantInvalide, parse_montant

_MONTANT = re.compile(
    r"(?<![\d,.])(?<!lot )(?<!lots )(?<!n° )(?P<nombre>\d{1,3}(?:[\s.\u00a0\u202f\u2009]\d{3})+(?:,\d{1,2}|"
    r"\.\d{2}(?!\d))?|\d+(?:[.,]\d{1,2})?)\s*"
    r"(?:(?:€|euros?\b|eur\b)\s*(?P<apres>t\.?\s?t\.?\s?c|toutes\s+taxes|h\.?\s?t\b|hors\s+tax)?|(?P<sans>ttc\b|t\.t\.c))"
)
_ECARTE = re.compile(
    r"creance|\bimpayes?\b|arrieres?\b|\bdettes?\b|mise\s+a\s+prix|provisions\s+(?:\w+\s+)?(?:de|egales)|\b(?:versements|mensualites|echeances|appels)\b|contrat\s+(?:en\s+cours|actuel)|\bactuel|au\s+lieu\s+d|"
    r"a\s+partir\s+d|au-dela|acompte|quote-part|subvention|franchise|penalit|par\s+lot|seuil|superieur|"
    r"inferieur|indemnit|solde\s+(?:debiteur|crediteur)|mise\s+en\s+concurrence|consultation|\bdont\b|"
    r"\bremise\b|\baide\b|prime\s+cee|horaire|(?<!\bau\s)vote\s+pour\s*$|precedemment|pour\s+memoire|initialement|rappel|capital\s+(?:social\s+)?de|amende|astreinte"
)
_SEUIL = re.compile(
    r"\bseuils?\b|\ba\s+partir\s+d(?:uquel|esquels|e\s+laquelle)\b|(?:consultation|mise\s+en\s+concurrence)\s+(?:\w+\s+){0,6}obligatoire"
)
"""A title that sets from which amount something is due: its figure is no expense."""
_DEBUT_DE_SEUIL = re.compile(r"[^.;]{0,160}?\b(?:a\s+partir|au[\s-]dela|au-dessus)\s+d(?:uquel|esquels)\b")
_TVA = re.compile(r"\btva\b")
_PORTE = re.compile(
    r"\b(?:(?:port|ramen|relev|abaiss|ajust)e(?:r|e|es|s)?|passe[rs]?(?=\s+de\s))\s+(?:de\s+[^.;\n]{3,60}?\s)?a\s+(?:la\s+somme\s+de\s+)?(?=\d)"
)
_FOURCHETTE = re.compile(
    r"\bentre\s+\d[\d\s.,]*(?:€|euros?\b)?\s*(?:t\.?t\.?c\b|h\.?t\b)?\s*et\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?|"
    r"\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?\.?\s+a\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?"
)
_ECARTES = re.compile(r",\s+les\s+(?:autres\s+|deux\s+autres\s+)?(?:devis|offres|propositions)\b")
_HONORAIRES = re.compile(r"honoraires")
_COMPRIS = re.compile(r"honoraires(?:\s+\w+){0,4}\s+(?:compris|inclus)\b|\by\s+compris\s+(?:les\s+)?honoraires")
"""« travaux et honoraires compris »: the amount that follows is of the whole."""
_PAR_UNITE = re.compile(
    r"^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par|/)\s*(?:lot|coproprietaire|logement|mois|trimestre|semestre|semaine|heure|jour|tantieme|unite|compteur|appartement|appareil|place|poste|foyer|borne|passage|visite|intervention|emplacement|personne|occupant|vacation|an\s+et\s+par)|^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:de\s+(?:subvention|franchise|retard)|l'unite|le\s+m2|/m)"
)
_PAR_AN = re.compile(r"\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par\s+an\b|/\s*an\b|annuels?\b)")
_TITRE_HONORAIRES = re.compile(
    r"syndic|honoraire|mission|ma[i]?trise|architecte|mandat|contrat|bureau\s+d|amo\b|assistance|designation"
)
_TOTAL = re.compile(
    r"\btotal\b|\bglobal|montant\s+(?:maximum|maximal|de\b)|budget\s+(?:de\s+(?=\d)|global|total|maximum)|enveloppe|s['’]eleve|arrete\s+a"
)
_DECISION = re.compile(
    r"\b(?:decide|approuve|retient|vote|autorise|accepte|fixe|adopte|confie|valide|designe|ratifie|arrete[es]*)\b"
)
_AVANT = re.compile(
    r"(?:\b(ttc|toutes\s+taxes(?:\s+comprises)?)|\b(h\.?t|hors\s+taxes?))\b\.?\s*[:=]?\s*(?:de\s+|"
    r"est\s+de\s+)?$"
)
_ITEM = re.compile(r"\s*[-–—•·*]\s")
"""The last item of a list, before the verb that decides among them."""
_CONTEXTE = 60


def read_montant(texte: str) -> int | None:
    """The total, all taxes included, that is put to the vote, in centimes; None when there is none or several compete.

    Amounts before tax, thresholds, shares, grants and advances are left aside, and fees unless the item is about them.
    The sentence that decides prevails, then an amount called a total, then an amount that is the sum of the others.
    """
    plain = strip_accents(texte).replace("œ", "oe")
    if _SEUIL.search(plain.split("\n", 1)[0]):
        return None
    portes = {
        m for p in _PORTE.finditer(plain) for m in _list_montants(plain[p.end() :][:_CONTEXTE], honoraires=False)[:1]
    }
    if len(portes) == 1:
        return portes.pop()
    plain = _FOURCHETTE.sub(" ", drop_comparaisons(plain))
    honoraires = bool(_TITRE_HONORAIRES.search(plain.split("\n", 1)[0]))
    tous = _list_montants(plain, honoraires=False) or (_list_montants(plain, honoraires=True) if honoraires else [])
    if not tous:
        return None
    for phrase in re.split(r"(?<=[a-z)€])\.\s|\n\s*\n|;\n", plain):
        if decision := _DECISION.search(phrase):
            dite = phrase[decision.start() :] if _ITEM.match(phrase) else phrase
            decides = set(_list_montants(_ECARTES.split(dite)[0], honoraires=False)) & set(tous)
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
    if _ECARTE.search(avant) or _PAR_UNITE.match(apres) or _DEBUT_DE_SEUIL.match(apres):
        return True
    return not honoraires and bool(_HONORAIRES.search(_COMPRIS.sub(" ", avant)))


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
