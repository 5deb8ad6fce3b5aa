"""Amounts that only compare the one put to the vote with another: « contre 212 345 € pour l’exercice précédent ».

Pure. Works on a text without accents, in small letters.
"""

import re
from collections import Counter
from decimal import Decimal

_SOMME = r"\d[\d\s.,]*\s*(?:€|euros?\b|eur\b)(?:\s*(?:ttc|ht|hors\s+taxes?)\b\.?)?"
_MOT = (
    r"(?:un|une|les?|la|celle|celui|de|des|du|pour|a|en|sur|lors\s+de|au|budget|montant|somme|total|cout|forfait|provisions?|previsionnel|cotisation"
    r"|vote|votee?s?|votes|realise\w*|arrete\w*|appele\w*|precedent\w*|exercice|annee|environ|seulement|20\d\d)"
)
_MOTS = rf"(?:(?:l'|d'|{_MOT}\s+)\s*){{0,8}}?"
_PASSE = (
    r"(?:l'(?:exercice|annee|an)\s+(?:precedente?|passee?|derniere?|ecoulee?)|an\s+(?:passe|dernier)|n\s?-\s?[12]\b|(?:budget|montant|cotisation|contrat|forfait|exercice|prime|cout|prix)\s+(?:\w+\s+)?precedente?|precedente?s?\s+(?:budget|montant|cotisation|contrat|forfait|prime|cout|prix)|"
    r"la\s+precedente\s+assemblee|precedemment|auparavant|anterieurement|jusqu'(?:ici|alors|a\s+present)|actuellement|a\s+ce\s+jour)"
)
_LIEN = r"(?:pour|sur|en|a|au|de|du|lors\s+de|au\s+titre\s+de|au\s+cours\s+de|dans|votee?s?|realisee?s?|appelee?s?|le)"
_SUITE_PASSEE = re.compile(rf"\s*[(,]?\s*(?:{_LIEN}\s+){{0,3}}{_PASSE}")
_ANNEE = re.compile(r"\b(20\d\d)\b")
_SUITE_ANNEE = re.compile(
    rf"\s*[(,]?\s*(?:{_LIEN}\s+){{0,2}}(?:l'exercice\s+|l'annee\s+|le\s+budget\s+|budget\s+|exercice\s+)?(20\d\d)\b"
)
_CONTRE = re.compile(rf"\b(?:contre|vs\.?|versus)\s+(?P<mots>{_MOTS})(?P<somme>{_SOMME})")
_TOUJOURS = re.compile(
    rf"\b(?:au\s+lieu\s+|par\s+rapport\s+|en\s+remplacement\s+|en\s+lieu\s+et\s+place\s+|comparee?s?\s+)(?:de\s+|du\s+|des\s+|d'|aux?\s+|a\s+){_MOTS}{_SOMME}"
)
_ECART = re.compile(
    rf"\b(?:soit|en|ou)\s+(?:une?\s+)?(?:(?:legere|forte|nette|petite)\s+)?(?:hausse|augmentation|baisse|diminution|progression|evolution|economie|ecart)\s+(?:annuelle\s+)?de\s+{_SOMME}|"
    rf"\bsoit\s+{_SOMME}\s+(?:de\s+(?:plus|moins)|d'ecart|d'economie)\b"
)
"""By how much it differs."""
_ETIQUETTE = re.compile(
    rf"{_PASSE}\s*(?:[:=(]\s*|(?:etait|etant|s'elevait|s'etablissait|avait\s+ete\s+\w+)\s+)(?:{_LIEN}\s+)*(?:la\s+somme\s+de\s+)?{_SOMME}"
)
"""« N-1 : 212 345 € », « le budget de l’exercice précédent était de 212 345 € »."""
_IMPARFAIT = re.compile(
    rf"\b(?:s'elevai(?:t|ent)|se\s+montai(?:t|ent)|s'etablissai(?:t|ent)|etai(?:t|ent)|representai(?:t|ent)|atteignai(?:t|ent)|coutai(?:t|ent)|avai(?:t|ent)\s+ete)\s+"
    rf"(?:(?:de|fixee?s?|arretee?s?|votee?s?|a|pour|la\s+somme|un\s+montant|environ|hauteur)\s+){{0,5}}{_SOMME}"
)
"""« le budget, qui s’élevait à 132 200 € »: what was is no longer put to the vote."""
_PART = re.compile(
    rf"\b(?P<taux>\d{{1,2}}(?:[.,]\d{{1,3}})?)\s*(?:%|pour\s?cents?)\s*(?:ttc|ht)?\s*(?:(?:du|de\s+la|des|d'une?|sur|appliques?\s+aux?)\b|de\s+l'|[x×*]|\()"
    rf"(?:(?!soit\b|pour\s+un)[^.,;:=)\d€\n]){{1,80}}?(?:20\d\d(?:(?!soit\b|pour\s+un)[^.,;:=)\d€\n]){{1,60}}?)?(?P<base>{_SOMME})"
)
"""« 5 % du budget prévisionnel de 157 500 € »: a share, and what it is taken of."""
_ETIQUETTE_ANNEE = re.compile(rf"\(\s*(?:[a-z']+\s+){{0,4}}(?P<annee>20\d\d)\s*[:=]\s*{_SOMME}")
_SOMME_PASSEE = re.compile(rf"(?<![\d.,]){_SOMME}(?={_SUITE_PASSEE.pattern})")
_DES_COMPTES = re.compile(r"\b(?:comptes|charges|depenses|ratif\w+|regularis\w+|rembours\w+|solde)\b")
"""Titles of points that decide on what is past."""
_DECIDE = re.compile(
    r"\b(?:decide|approuve|retien(?:t|nent)|retenue?s?|vote|autorise|accepte|fixe|adopte|confie|valide|designe|ratifie|arrete|souscrit|renouvelle)e?s?\b"
)
_FIN_DE_PHRASE = re.compile(r"(?<=[a-z)€])\.\s|\n\s*\n|;")
_SOMMES = re.compile(_SOMME)
_ARRONDI = 100
"""Centimes: a share may be rounded to the euro."""
_OTEE = " · "
"""What stands in the place of an amount left aside: what followed it does not follow the amount before it."""


def drop_comparaisons(plain: str) -> str:
    """The text without the amounts that compare: those of the past, those that another replaces, and differences.

    « contre » compares with the past, or with what the sentence decides; between two offers, it does not.
    """
    annees = [int(annee) for annee in _ANNEE.findall(plain)]
    derniere = max(annees, default=0)
    plain = _drop_bases(plain)
    for motif in (_TOUJOURS, _ECART):
        plain = motif.sub(_OTEE, plain)
    plain = _CONTRE.sub(lambda dit: _OTEE if _is_comparaison(dit, derniere) else dit[0], plain)
    plain = _ETIQUETTE_ANNEE.sub(lambda dit: _OTEE if int(dit["annee"]) < derniere else dit[0], plain)
    if not _DES_COMPTES.search(plain.split("\n", 1)[0]):
        plain = _SOMME_PASSEE.sub(_OTEE, _IMPARFAIT.sub(_OTEE, _ETIQUETTE.sub(_OTEE, plain)))
    return plain


def list_bases(plain: str) -> frozenset[int]:
    """The amounts, in centimes, that are printed only as what a share is taken of."""
    bases = Counter(int(_read_centimes(part["base"])) for part in _PART.finditer(plain))
    dits = Counter(int(_read_centimes(dite[0])) for dite in _SOMMES.finditer(plain))
    return frozenset(base for base, combien in bases.items() if combien >= dits[base])


def _drop_bases(plain: str) -> str:
    """Without the amounts a share is taken of, when the text also prints the share: « 5 % de 157 500 €, soit 7 875 € ».

    A base whose share is not printed stays, and competes with the other amounts.
    """
    dites = {_read_centimes(dite[0]) for dite in _SOMMES.finditer(plain)}
    for part in reversed(list(_PART.finditer(plain))):
        calculee = _read_centimes(part["base"]) * Decimal(part["taux"].replace(",", ".")) / 100
        if any(abs(dite - calculee) < _ARRONDI for dite in dites):
            plain = plain[: part.start("base")] + _OTEE + plain[part.end("base") :]
    return plain


def _read_centimes(somme: str) -> Decimal:
    """The centimes of a printed amount; of what is no number, none."""
    nombre = re.sub(r"[^\d.,]|[\s.,](?=\d{3}(?!\d))", "", somme).strip(".,").replace(",", ".")
    return Decimal(nombre) * 100 if re.fullmatch(r"\d+(?:\.\d+)?", nombre) else Decimal(-1)


def _is_comparaison(dit: re.Match[str], derniere: int) -> bool:
    """Whether an amount after « contre » is of the past, or compares with one that the same sentence decides."""
    entier = dit.string
    apres = entier[dit.end() : dit.end() + 80]
    annee = _SUITE_ANNEE.match(apres) or _ANNEE.search(dit["mots"])
    if annee and int(annee[1]) < derniere:
        return True
    if _SUITE_PASSEE.match(apres) or "precedent" in dit["mots"]:
        return True
    corps = entier[entier.find("\n", 0, dit.start()) + 1 : dit.start()]
    phrase = _FIN_DE_PHRASE.split(corps)[-1]
    somme = _SOMMES.search(phrase)
    return somme is not None and bool(_DECIDE.search(phrase[: somme.start()]))
