"""When a rule of ours applies: conditions on a resolution and its copropriété, read from data, told in French.

The same conditions serve routing, visas and doctrine. Pure: a case (``Cas``) is plain values, amounts in centimes. A
condition on something unknown does not hold: nothing is guessed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from services.votes.qualification.types_resolution import A_QUALIFIER, load_types
from shared.montants import format_montant
from shared.patrimoine.textes import normalise_texte

ARTICLES = {"24": "art. 24", "25": "art. 25", "26": "art. 26", "unanimite": "unanimité"}
ORIGINES = {"AUTRE": "hors vente HLM", "VENTE_HLM_VENDEUR": "née de nos ventes HLM"}


@dataclass(frozen=True, slots=True)
class Cas:
    """A resolution to be decided, as rules see it. Amounts in centimes; None: not known.

    ``quote_part`` is our share of ``montant``; ``voix`` and ``voix_total`` our tantièmes on the clé of the vote.
    """

    type: str
    article: str
    intitule: str
    montant: int | None = None
    quote_part: int | None = None
    voix: int | None = None
    voix_total: int | None = None
    agence: str = ""
    copropriete: str = ""
    syndic: str | None = None
    origine: str = "AUTRE"
    notre_demande: bool = False
    anomalies: int = 0
    comptes_tardifs: bool = False
    convocation_tardive: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a rule asks for; everything absent asks nothing. Minima are included, maxima are not.

    ``part_min`` and ``part_max`` are in thousandths of the clé's tantièmes. ``anomalies``, ``comptes_tardifs``,
    ``convocation_tardive``, ``notre_demande`` and ``montant_connu`` ask for yes or for no.
    """

    types: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    montant_min: int | None = None
    montant_max: int | None = None
    montant_connu: bool | None = None
    quote_part_min: int | None = None
    quote_part_max: int | None = None
    part_min: int | None = None
    part_max: int | None = None
    agences: tuple[str, ...] = ()
    coproprietes: tuple[str, ...] = ()
    syndics: tuple[str, ...] = ()
    origine: str | None = None
    notre_demande: bool | None = None
    anomalies: bool | None = None
    comptes_tardifs: bool | None = None
    convocation_tardive: bool | None = None

    def dump(self) -> dict[str, Any]:
        """As kept in the database: only what asks something."""
        kept = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in kept.items()
            if value not in (None, ())
        }


LISTES = frozenset({"types", "articles", "mots", "agences", "coproprietes", "syndics"})
NOMBRES = frozenset({"montant_min", "montant_max", "quote_part_min", "quote_part_max", "part_min", "part_max"})
OUI_NON = {
    "montant_connu": ("montant indiqué", "montant non indiqué"),
    "notre_demande": ("inscrite à notre demande", "pas à notre demande"),
    "anomalies": ("anomalies de charges signalées", "sans anomalie de charges signalée"),
    "comptes_tardifs": ("comptes présentés plus de six mois après l’exercice", "comptes présentés dans les six mois"),
    "convocation_tardive": ("convocation tardive", "convocation dans les délais"),
}


def load_conditions(donnees: Mapping[str, Any]) -> Conditions:
    """The conditions a rule was saved with."""
    values: dict[str, Any] = {nom: tuple(v) if isinstance(v, list) else v for nom, v in donnees.items()}
    return Conditions(**values)


def find_fautes(conditions: Conditions) -> list[dict[str, str]]:
    """What cannot be in these conditions: unknown types, articles or origin, negative or crossed bounds."""
    fautes = [
        {"ou": "types", "message": f"« {code} » n’est pas un type de résolution"}
        for code in conditions.types
        if code not in load_types()
    ]
    fautes += [
        {"ou": "articles", "message": f"« {article} » n’est pas une majorité : {', '.join(ARTICLES)}"}
        for article in conditions.articles
        if article not in ARTICLES
    ]
    if conditions.origine is not None and conditions.origine not in ORIGINES:
        fautes.append({"ou": "origine", "message": f"« {conditions.origine} » n’est pas une origine"})
    for nom, libelle in (("montant", "montant"), ("quote_part", "quote-part"), ("part", "part de nos voix")):
        bas, haut = getattr(conditions, f"{nom}_min"), getattr(conditions, f"{nom}_max")
        if min(bas or 0, haut or 0) < 0 or (bas is not None and haut is not None and bas >= haut):
            fautes.append({"ou": f"{nom}_min", "message": f"{libelle} : le minimum doit être inférieur au maximum"})
    return fautes


def is_met(conditions: Conditions, cas: Cas) -> bool:
    """Whether every condition holds. A title we could not qualify meets only a rule that names ``A_QUALIFIER``."""
    return all(is_held(cas) for is_held in list_exigences(conditions))


Exigence = Callable[[Cas], bool]
"""One thing that a rule asks of a case."""


@lru_cache(maxsize=1024)
def list_exigences(conditions: Conditions) -> tuple[Exigence, ...]:
    """What these conditions ask, one by one, the most telling first; what asks nothing is not there."""
    return (*_ask_kind(conditions), *_ask_answers(conditions), *_ask_bounds(conditions))


def _ask_kind(c: Conditions) -> Iterator[Exigence]:
    """What the resolution is, and where."""
    yield (lambda cas: cas.type in c.types) if c.types else (lambda cas: cas.type != A_QUALIFIER)
    if c.articles:
        yield lambda cas: cas.article in c.articles
    if c.agences:
        yield lambda cas: cas.agence in c.agences
    if c.coproprietes:
        yield lambda cas: cas.copropriete in c.coproprietes
    if c.syndics:
        yield lambda cas: cas.syndic in c.syndics
    if c.origine:
        yield lambda cas: cas.origine == c.origine
    if c.mots:
        yield _names_one_of(c.mots)


def _ask_answers(c: Conditions) -> Iterator[Exigence]:
    """What is answered by yes or no."""
    if c.montant_connu is not None:
        yield lambda cas: (cas.montant is not None) == c.montant_connu
    if c.notre_demande is not None:
        yield lambda cas: cas.notre_demande == c.notre_demande
    if c.anomalies is not None:
        yield lambda cas: (cas.anomalies > 0) == c.anomalies
    if c.comptes_tardifs is not None:
        yield lambda cas: cas.comptes_tardifs == c.comptes_tardifs
    if c.convocation_tardive is not None:
        yield lambda cas: cas.convocation_tardive == c.convocation_tardive


def _ask_bounds(c: Conditions) -> Iterator[Exigence]:
    """How much: the amount, our quote-part, our share of the votes."""
    if _has_bound(c.montant_min, c.montant_max):
        yield lambda cas: _is_within(cas.montant, c.montant_min, c.montant_max)
    if _has_bound(c.quote_part_min, c.quote_part_max):
        yield lambda cas: _is_within(cas.quote_part, c.quote_part_min, c.quote_part_max)
    if _has_bound(c.part_min, c.part_max):
        yield lambda cas: _is_part_within(cas, c.part_min, c.part_max)


def _names_one_of(mots: tuple[str, ...]) -> Exigence:
    cherches = tuple(f" {normalise_texte(mot)} " for mot in mots)

    def names_one(cas: Cas) -> bool:
        texte = f" {normalise_texte(cas.intitule)} "
        return any(cherche in texte for cherche in cherches)

    return names_one


def _has_bound(bas: int | None, haut: int | None) -> bool:
    return bas is not None or haut is not None


def _is_within(valeur: int | None, bas: int | None, haut: int | None) -> bool:
    return valeur is not None and (bas is None or valeur >= bas) and (haut is None or valeur < haut)


def _is_part_within(cas: Cas, bas: int | None, haut: int | None) -> bool:
    """Our share of the votes against the bounds (thousandths), by cross-multiplication."""
    if cas.voix is None or not cas.voix_total:
        return False
    return _is_within(cas.voix * 1000, bas and bas * cas.voix_total, haut and haut * cas.voix_total)


def describe_conditions(conditions: Conditions, agences: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """The conditions as phrases, in the order people read them; none: « toujours ».

    :param agences: the names of the agencies by their codes; a code without one is said as it is.
    """
    phrases = []
    if conditions.types:
        connus = load_types()
        phrases.append("type : " + " ou ".join(connus[c].libelle if c in connus else c for c in conditions.types))
    if conditions.articles:
        phrases.append(" ou ".join(ARTICLES.get(article, article) for article in conditions.articles))
    if conditions.mots:
        phrases.append("l’intitulé contient " + " ou ".join(f"« {mot} »" for mot in conditions.mots))
    for libelle, bas, haut in (
        ("montant voté", conditions.montant_min, conditions.montant_max),
        ("notre quote-part", conditions.quote_part_min, conditions.quote_part_max),
    ):
        phrases += _say_bounds(libelle, bas and format_montant(bas), haut and format_montant(haut))
    phrases += _say_bounds("nos voix", _say_part(conditions.part_min), _say_part(conditions.part_max))
    for libelle, codes in (
        ("agence", [agences.get(code, code) for code in conditions.agences]),
        ("copropriété", conditions.coproprietes), ("syndic", conditions.syndics),
    ):  # fmt: skip
        if codes:
            phrases.append(f"{libelle} " + " ou ".join(codes))
    if conditions.origine:
        phrases.append("copropriété " + ORIGINES.get(conditions.origine, conditions.origine))
    for nom, (oui, non) in OUI_NON.items():
        valeur = getattr(conditions, nom)
        if valeur is not None:
            phrases.append(oui if valeur else non)
    return phrases or ["toujours"]


def _say_bounds(libelle: str, bas: object, haut: object) -> list[str]:
    if bas and haut:
        return [f"{libelle} de {bas} à moins de {haut}"]
    if bas:
        return [f"{libelle} à partir de {bas}"]
    return [f"{libelle} de moins de {haut}"] if haut else []


def _say_part(milliemes: int | None) -> str | None:
    if milliemes is None:
        return None
    entiers, reste = divmod(milliemes, 10)
    return f"{entiers},{reste} %" if reste else f"{entiers} %"
