"""What the text of one resolution puts to the vote: an amount, as printed, never corrected.

It is given only when the text leaves a single possibility; several that compete give None, not the largest.
"""

import re
from collections.abc import Set
from itertools import takewhile

from services.votes.lecture.mentions.comparaisons import drop_comparaisons, list_bases
from services.votes.lecture.mentions.montants import MONTANT, TVA, read_montant_imprime
from services.votes.lecture.mentions.totaux import read_totaux
from services.votes.qualification.intitules import strip_accents

_ECARTE = re.compile(
    r"creance|\bimpayes?\b|arrieres?\b|\bdettes?\b|mise\s+a\s+prix|provisions\s+(?:\w+\s+)?(?:de|egales)|\b(?:versements|mensualites|echeances|appels)\b|contrat\s+(?:en\s+cours|actuel)|\bactuel|au\s+lieu\s+d|"
    r"a\s+partir\s+d|au-dela|acompte|quote-part|subvention|franchise|penalit|par\s+lot|seuil|superieur|"
    r"inferieur|indemnit|solde\s+(?:debiteur|crediteur)|mise\s+en\s+concurrence|consultation|\bdont\b(?!\s+(?:les\s+(?:charges|depenses)|le\s+(?:montant|total|cout|prix))\s+(?:\w+\s+)?s['’]eleve(?:nt)?\s+a\b)|"
    r"\bremise\b|hors\s+(?:l')?option|\baide\b|prime\s+cee|horaire|(?<!\bau\s)vote\s+pour\s*$|precedemment|pour\s+memoire|initialement|rappel|capital\s+(?:social\s+)?de|amende|astreinte"
)
_CONSTATE = re.compile(
    r"\b(?:excedents?|deficits?|insuffisance|trop[\s-]percus?|restant(?:es?)?\s+dues?|sommes?\s+dues?|reste\s+du|debiteurs?)\b[^.;€]{0,140}$"
)
"""A surplus, a deficit or a debt that a text states: nothing to spend."""
_SEUIL = re.compile(
    r"\bseuils?\b|\ba\s+partir\s+d(?:uquel|esquels|e\s+laquelle)\b|(?:consultation|mise\s+en\s+concurrence)\s+(?:\w+\s+){0,6}obligatoire"
)
"""A title that sets from which amount something is due: its figure is no expense."""
_DEBUT_DE_SEUIL = re.compile(r"[^.;]{0,160}?\b(?:a\s+partir|au[\s-]dela|au-dessus)\s+d(?:uquel|esquels)\b")
_PORTE = re.compile(
    r"\b(?:(?:port|ramen|relev|abaiss|ajust)e(?:r|e|es|s)?|passe[rs]?(?=\s+de\s))\s+(?:(?:de|le|la|les)\s+[^.;\n]{3,60}?\s)?a\s+(?:la\s+somme\s+de\s+)?(?=\d)"
)
_PAR_ANNEES = re.compile(r"(?:\d[\d\s.,]*(?:€|euros?\b)[^.;\d€]{0,20}\ben\s+20\d\d\b[^.;\d€]{0,20}){2}")
"""« 4 000 € en 2027 et 4 000 € en 2028 »: parts whose total is not printed."""
_FOURCHETTE = re.compile(
    r"\bentre\s+\d[\d\s.,]*(?:€|euros?\b)?\s*(?:t\.?t\.?c\b|h\.?t\b)?\s*et\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?|"
    r"\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?\.?\s+a\s+\d[\d\s.,]*(?:€|euros?\b)\s*(?:t\.?t\.?c\b|h\.?t\b)?"
)
_ECARTES = re.compile(r",\s+les\s+(?:autres\s+|deux\s+autres\s+)?(?:devis|offres|propositions)\b")
_HONORAIRES = re.compile(r"honoraires")
_COMPRIS = re.compile(r"honoraires(?:\s+\w+){0,4}\s+(?:compris|inclus)\b|\by\s+compris\s+(?:les\s+)?honoraires")
"""« travaux et honoraires compris »: the amount that follows is of the whole."""
_PAR_UNITE = re.compile(
    r"^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par|/|l[ea]\b|chaque)\s*(?:lot|coproprietaire|logement|mois|trimestre|semestre|semaine|heure|jour|tantieme|unite|compteur|appartement|appareil|place|poste|foyer|borne|passage|visite|intervention|emplacement|personne|occupant|vacation|an\s+et\s+par)|^\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:de\s+(?:subvention|franchise|retard)|l'unite|le\s+m2|/m)"
)
_PAR_AN = re.compile(r"\s*(?:t\.?t\.?c\.?|h\.?t\.?)?\s*(?:par\s+an\b|/\s*an\b|annuels?\b)")
_TITRE_HONORAIRES = re.compile(
    r"syndic|honoraire|mission|ma[i]?trise|architecte|mandat|contrat|bureau\s+d|amo\b|assistance|designation"
)
_TITRE_JUSTICE = re.compile(r"\b(?:action|ester|agir)\s+en\s+justice\b|\bavocats?\b|\bcontentieu\w+")
_AVOCAT = re.compile(r"honoraires\s+(?:d['’]|de\s+l['’]|de\s+(?:notre|son)\s+)avocat")
"""What a point that takes someone to court puts to the vote, where no other fees are told."""
_TOTAL = re.compile(
    r"\btotal\b|\bglobal|montant\s+(?:maximum|maximal|de\b)|budget\s+(?:de\s+(?=\d)|global|total|maximum)|enveloppe|s['’]eleve|arrete\s+a"
)
_DECISION = re.compile(
    r"\b(?:decide|approuve|retient|vote|autorise|accepte|fixe|adopte|confie|valide|designe|ratifie|arrete[es]*)\b"
)
_ITEM = r"\s*(?:[-–—•·*▪]|\d{1,2}[.)]|[a-h]\))\s"
"""What opens an item of a list."""
_ITEM_AVANT = re.compile(rf"(?:^|\n){_ITEM}")
_FIN_DE_PHRASE = re.compile(rf"(?:(?<=[a-z)€])\.\s|\n\s*\n|;\n)(?!{_ITEM})")
"""Where a sentence ends; a list goes on with its next item."""
_LISTE = re.compile(r":\s*\n")
_SUITE = re.compile(
    r"(?<=[^\s.;:!?])\n+(?=[a-zà-ÿ(%€])|(?<=[^\s.;!?])\n+(?=\d[\d\s.,\u00a0\u202f\u2009]*(?:€|euros?\b|%))"
)
"""Where the margin cuts a sentence."""
_PUCE = re.compile(r"\s(?=[•▪]\s)")
_EXPOSE = re.compile(
    r"(?<=\n)\s*(?:expose(?:\s+des\s+motifs)?|motifs?|explications?|commentaires?|contexte|pour\s+information)\s*:"
)
_PROJET = re.compile(r"(?<=\n)\s*(?:projet\s+de\s+)?(?:resolution|decision|deliberation)\b[^:\n]{0,30}:")
"""What labels the reasons of a point, and its draft."""
_CONTEXTE = 60


def read_montant(texte: str) -> int | None:
    """The total, all taxes included, that is put to the vote, in centimes; None when there is none or several compete.

    Amounts before tax, thresholds, shares, grants and advances are left aside, and fees unless the item is about them.
    The sentence that decides prevails, then an amount called a total, then an amount that is the sum of the others.
    """
    titre, *corps = texte.split("\n", 1)
    entier = strip_accents("\n".join([titre, *(_PUCE.sub("\n", _SUITE.sub(" ", dit)) for dit in corps)])).replace(
        "œ", "oe"
    )
    if _SEUIL.search(entier.split("\n", 1)[0]) or _PAR_ANNEES.search(entier):
        return None
    entier = _keep_projet(entier)
    portes = {
        m for p in _PORTE.finditer(entier) for m in _list_montants(entier[p.end() :][:_CONTEXTE], honoraires=False)[:1]
    }
    if len(portes) == 1:
        return portes.pop()
    plain = _FOURCHETTE.sub(" ", drop_comparaisons(entier))
    totaux = read_totaux(plain)
    tous = _list_tous(plain)
    total = totaux.find_seul()
    if total is not None and total >= max(tous, default=0):
        autre = _find_decide(totaux.suite, tous, parts=False)
        return total if autre in (None, total) else None
    montant = _choose_montant(plain, tous, totaux.dits) if tous else None
    if montant in list_bases(plain) or (totaux.dits and montant not in totaux.dits):
        return None
    return montant


def _keep_projet(entier: str) -> str:
    """The title and the draft alone, when both the draft and what explains it have a label and print amounts."""
    expose, projet = _EXPOSE.search(entier), _PROJET.search(entier)
    if expose is None or projet is None or projet.start() < expose.end() or not MONTANT.search(entier, projet.end()):
        return entier
    return entier[: expose.start()] + entier[projet.end() :]


def _list_tous(plain: str) -> list[int]:
    """The amounts that may be put to the vote; fees when there is nothing else, and the title is about them."""
    titre = plain.split("\n", 1)[0]
    avocat = len(_AVOCAT.findall(plain)) == len(_HONORAIRES.findall(plain)) and _TITRE_JUSTICE.search(titre)
    honoraires = bool(_TITRE_HONORAIRES.search(titre) or avocat)
    return _list_montants(plain, honoraires=False) or (_list_montants(plain, honoraires=True) if honoraires else [])


def _choose_montant(plain: str, tous: list[int], totaux: Set[int]) -> int | None:
    """The amount of the sentence that decides, or of those called totals, else the one that all leave.

    The items of a list are parts of what is voted: none stands for the whole.
    """
    parts = _lists_parts(plain)
    decide = _find_decide(plain, [*tous, *totaux], parts=parts)
    if decide is not None:
        return decide
    total = None if parts and not totaux else _choose_total(tous, plain)
    autre = _find_decide(plain.replace("\n", "\n\n"), tous, parts=parts)  # by the line of the verb
    return total if autre in (None, total) else None


def _find_decide(plain: str, admis: list[int], *, parts: bool) -> int | None:
    """The only amount of a sentence that decides; ``parts``: what a colon opens in it is a list of parts."""
    for phrase in _FIN_DE_PHRASE.split(plain):
        if decision := _DECISION.search(phrase):
            dite = phrase[decision.start() :] if _ITEM_AVANT.search(phrase[: decision.start()]) else phrase
            dite = _LISTE.split(dite)[0] if parts else dite
            decides = set(_list_montants(_ECARTES.split(dite)[0], honoraires=False)) & set(admis)
            if len(decides) == 1:
                return decides.pop()
    return None


def _lists_parts(plain: str) -> bool:
    """Whether a colon opens lines that each have an amount of their own, fees included."""
    for liste in _LISTE.finditer(plain):
        lus = (set(_list_montants(ligne, honoraires=True)) for ligne in plain[liste.end() :].split("\n"))
        items = list(takewhile(bool, lus))
        if len(items) > 1 and any(item != items[0] for item in items):
            return True
    return False


def _list_montants(plain: str, *, honoraires: bool) -> list[int]:
    """Amounts all taxes included, or bare when none says TTC, outside the contexts left aside."""
    ttc: list[int] = []
    nus: list[int] = []
    annuels: list[int] = []
    fin = 0
    for trouve in MONTANT.finditer(plain):
        debut, avant = fin, plain[max(fin, trouve.start() - _CONTEXTE) : trouve.start()]
        avant = re.split(r"[.;\n](?=\s|$)|\n|,\s(?=honoraires|dont|franchise|subvention|budget|enveloppe)", avant)[-1]
        fin = trouve.end()
        lu = read_montant_imprime(trouve, avant)
        constate = _CONSTATE.search(plain[max(debut, trouve.start() - 3 * _CONTEXTE) : trouve.start()])
        if lu is None or lu.taxe == "ht" or constate or _is_ecarte(avant, plain[lu.fin :], honoraires):
            continue
        if TVA.search(avant) and not lu.taxe:
            continue
        (ttc if lu.taxe else nus).append(lu.centimes)
        if _PAR_AN.match(plain[lu.fin :]):
            annuels.append(lu.centimes)
    lus = ttc or nus
    ponctuels = [montant for montant in lus if montant not in annuels]
    return lus if sum(ponctuels) in annuels else ponctuels or lus  # « 24 060 € par an », then its parts


def _is_ecarte(avant: str, apres: str, honoraires: bool) -> bool:
    if _ECARTE.search(avant) or _PAR_UNITE.match(apres) or _DEBUT_DE_SEUIL.match(apres):
        return True
    return not honoraires and bool(_HONORAIRES.search(_COMPRIS.sub(" ", avant)))


def _choose_total(montants: list[int], plain: str) -> int | None:
    distincts = set(montants)
    if len(distincts) == 1:
        return montants[0]
    totaux = {
        montant
        for trouve in _TOTAL.finditer(plain)
        for montant in _list_montants(_cut_clause(plain, trouve), honoraires=False)[:1]
        if montant in distincts
    }
    if totaux:
        return max(totaux) if totaux == {max(distincts)} else None
    sommes = {montant for montant in distincts if 2 * montant == sum(montants)}
    return sommes.pop() if len(sommes) == 1 else None


def _cut_clause(plain: str, trouve: re.Match[str]) -> str:
    """A total, and what its clause says up to the end of the line of its first amount."""
    dit = plain[trouve.start() : trouve.end() + 2 * _CONTEXTE]
    premier = MONTANT.search(dit, 0, trouve.end() - trouve.start() + _CONTEXTE)
    return dit[: premier.end()] + re.split(r"\n|;", dit[premier.end() :])[0] if premier else ""
