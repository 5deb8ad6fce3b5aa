"""Whose accounts, and of which exercise: read in titles, headers, and the name of the sheets."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from services.charges.lecture_comptes.valeurs.cles import is_explicit
from shared.excel.dates import find_dates
from shared.excel.mots import flatten, normalise

_COUPE = re.compile(r"\s+[-–—|]\s+|\n|\s{3,}")
_ETIQUETTE = re.compile(
    r"^(?:nom de (?:la |l.)?)?"
    r"(?:copropri[ée]t[ée]|imm(?:euble|\.)|r[ée]sidence|sdc|syndicat(?: des copropri[ée]taires)?"
    r"|(?:ensemble|groupe) (?:immobilier|r[ée]sidentiel))\s*"
    r"(?:n[°o]\s*)?:\s*(.+)$",
    re.I,
)
_NOMMEE = re.compile(
    r"^(?:(?:le )?syndicat (?:des copropri[ée]taires|de copropri[ée]t[ée])|sdc|s\.d\.c\.?|copropri[ée]t[ée]|"
    r"r[ée]sidence|immeuble|imm\.|asl|aful|(?:ensemble|groupe) (?:immobilier|r[ée]sidentiel)|groupe d.immeubles)\s+"
    r"(?!g[ée]r[ée]e|de l.exercice|:)\S.*$",
    re.I,
)
_DEDANS = re.compile(r"^.*?\b((?:SDC|S\.D\.C\.)\s+\S.*)$")
_REFERENCE = re.compile(r"^(?:copropriete|immeuble|imm|sdc|syndicat) (?:n |no )?\d{2,}$")
"""``Immeuble 0247``: the number of a copropriété in its syndic's files, not its name."""
_SEULE = re.compile(
    r"^(?:copropriete|immeuble|residence|sdc|syndicat|nom (?:de (?:la |l )?)?(?:copropriete|imm(?:euble)?|residence)"
    r"|syndicat des coproprietaires)$"
)
_CODE = re.compile(
    r"^(?:\d{2,8}|[A-Z]{1,3}\d{2,6})\s*[-–:]?\s+(?=\S)(?!rue|avenue|bd|boulevard|place|allee|chemin|quai)", re.I
)
_DOSSIER = re.compile(r"^(?:dossier|mandat|code|r[ée]f\.?)\s*(?:n[°o]\s*)?:?\s*\w*\d\w*\s*[-–:]?\s+(?=\S)", re.I)
"""The number of a file before the name of its copropriété."""
_PERIODE = re.compile(
    r"\s*[,(]?\s*(?:\b(?:exercice|p[ée]riode|du|au|arr[êe]t[ée])\b\s.*(?<!\d)(?:19|20)\d\d(?!\d).*)$", re.I
)
_CLOS = re.compile(r"\b(?:clos|close|arretee?s?|au|termine|finissant)\b")
_ANNEE = re.compile(
    r"\bexercice (?:comptable |clos |n )?(20\d\d)\b(?!\s*[-/]\s*\d)"
    r"|\b(?:(?:depenses|charges) (?:de l annee )?|annee (?:civile |comptable )?)(20\d\d)\b(?!\s*[-/]\s*\d)"
)
_DOCUMENT = re.compile(
    r"\b(?:regie|cabinet|immobiliere?|syndics?|foncia|citya|nexity|gestion|sarl|sas|agence|administrateur|fonciere|"
    r"annexe|releve|depenses?|repartition|etat|comptes?|exercice|budget|charges|produits|total|votre|decompte|page|"
    r"edite|document|rcs|capital|siret|tel|rue|avenue)\b"
)
_COMPTES = re.compile(r"^(?:releves?|depenses?|repartition|etats?|comptes?|charges|decomptes?|annexes?)\b")
"""The name of a document of accounts, as a title starts: ``Relevé des dépenses - LE CLOS DES VIGNES``."""
_ADRESSE = re.compile(
    r"^\d+(?: (?:bis|ter|et|a|\d+))* (?:rue|avenue|av|boulevard|bd|place|allee|chemin|quai|cours|impasse|route|square"
    r"|passage|montee|esplanade|villa)\b"
)
_DEBUT = re.compile(r"\bdebut\b|\bouverture\b|^du$|\bexercice du\b|\bdeb\b")
_FIN = re.compile(r"\bfin\b|\bcloture\b|^au$|\bexercice au$|\bclos le\b|\barrete(?:e?s)? (?:le|au)\b")
JOURS_MIN, JOURS_MAX = 180, 740
FIRME_MIN = 4
"""The fewest letters of the name of a firm: a shorter one may begin any title."""


def find_copropriete(titres: Sequence[str], voisins: Iterable[tuple[str, str]]) -> str | None:
    """The name of the copropriété as the syndic writes it: after a label or under it, else the words that start by
    one, else those beside its number."""
    etiquettes: list[str] = []
    nommees: Counter[str] = Counter()
    for texte in titres:
        for bout in [] if is_explicit(texte) else [texte, *_COUPE.split(texte)]:
            net = _PERIODE.sub("", _DOSSIER.sub("", bout.strip())).strip(" -–,")
            net = re.sub(r",\s*\d.*$", "", _DEDANS.sub(r"\1", net))
            lu = _ETIQUETTE.match(net)
            if lu:
                etiquettes.append(_COUPE.split(_CODE.sub("", lu[1].strip()))[0].strip())
            elif (bout != texte or not _COUPE.search(texte)) and _NOMMEE.match(net) and len(net) < 80:
                nommees[net] += 1
    references = []
    for etiquette, voisin in voisins:
        for numero, nom in ((voisin, etiquette), (etiquette, voisin)):
            if _REFERENCE.match(normalise(numero)) and not _DOCUMENT.search(normalise(nom)) and not find_dates(nom):
                references.append(nom)
        if _SEULE.match(normalise(etiquette)) and normalise(voisin):
            etiquettes.append(_CODE.sub("", voisin))
    if etiquettes:
        return etiquettes[0]
    for etiquette, suivant in pairwise(titres):
        if _SEULE.match(normalise(etiquette)) and not _DOCUMENT.search(normalise(suivant)) and not find_dates(suivant):
            return suivant
    numeros = {nommee for nommee in nommees if _REFERENCE.match(normalise(nommee))}
    if references and numeros == nommees.keys():
        return references[0]
    return max(nommees, key=lambda nommee: (nommee not in numeros, nommees[nommee]), default=None)


def guess_copropriete(titres: Iterable[str], payes: Iterable[str] = ()) -> str | None:
    """Without any word that says « copropriété »: the only title that is neither a firm, nor a document, nor a date;
    else the only address without a town, as that of a firm has one.

    :param payes: the suppliers of its expenses: a title that begins by one names a firm, as that of the syndic.
    """
    firmes = tuple({mots + " " for paye in payes if len(mots := normalise(paye)) >= FIRME_MIN})
    titres = [titre for titre in titres if not f"{normalise(titre)} ".startswith(firmes)]
    restes = _list_noms(titres)
    adresses = {
        titre.strip() for titre in titres if _ADRESSE.match(normalise(titre)) and not re.search(r"\d{4}|@", titre)
    }
    seuls = restes or adresses or _list_noms([nom for titre in titres for nom in _name_after_document(titre)])
    return seuls.pop() if len(seuls) == 1 else None


def _list_noms(titres: Iterable[str]) -> set[str]:
    """The titles that may be a name: neither of a firm, nor of a document, without a year."""
    return {
        titre.strip()
        for titre in titres
        if 3 <= len(titre.strip()) <= 60
        and not _DOCUMENT.search(normalise(titre))
        and not re.search(r"\d{4}|@|:", titre)
    }


def _name_after_document(titre: str) -> list[str]:
    """What a title says after the name of a document and a dash: ``Relevé des dépenses - LE CLOS DES VIGNES``."""
    tete, *suite = _COUPE.split(titre)
    return suite if len(suite) == 1 and _COMPTES.match(normalise(tete)) and suite[0][:1].isupper() else []


def find_exercice(titres: Iterable[str]) -> tuple[date, date] | None:
    """The exercise that most titles name: two days a year apart, a closing day, or a calendar year."""
    vus: Counter[tuple[date, date]] = Counter()
    faibles: Counter[tuple[date, date]] = Counter()
    titres = list(titres)
    for debut, fin in pairwise(titres):
        if flatten(debut).startswith("du ") and flatten(fin).startswith("au "):
            titres.append(f"{debut} {fin}")
    for texte in titres:
        plat = flatten(texte)
        jours = find_dates(texte)
        paires = [(a, b) for a, b in pairwise(jours) if JOURS_MIN <= (b - a).days <= JOURS_MAX]
        if paires:
            vus[paires[0]] += 1
        elif len(jours) == 1 and _CLOS.search(plat) and re.search(r"exercice|compte|periode|clos|arrete|depense", plat):
            faibles[_year_before(jours[0]), jours[0]] += 1
        elif not jours and (lu := _ANNEE.search(plat)):
            annee = int(lu[1] or lu[2])
            faibles[date(annee, 1, 1), date(annee, 12, 31)] += 1
    for comptes in (vus, faibles):
        if comptes:
            return comptes.most_common(1)[0][0]
    return None


def find_bornes(paires: Iterable[tuple[str, str]]) -> tuple[date, date] | None:
    """The exercise whose first and last days stand each beside its own label (``Début exercice``, ``Fin exercice``)."""
    debut = fin = None
    for etiquette, valeur in paires:
        mots, jours = normalise(etiquette), find_dates(valeur)
        if len(jours) != 1:
            continue
        if debut is None and _DEBUT.search(mots):
            debut = jours[0]
        elif fin is None and _FIN.search(mots):
            fin = jours[0]
    if debut is None or fin is None or not JOURS_MIN <= (fin - debut).days <= JOURS_MAX:
        return None
    return debut, fin


def _year_before(fin: date) -> date:
    """The first day of the year that ends this day."""
    lendemain = fin + timedelta(days=1)
    if (lendemain.month, lendemain.day) == (2, 29):
        return date(lendemain.year - 1, 3, 1)
    return lendemain.replace(year=lendemain.year - 1)
