"""Columns that recall what another call asked for, or foresee it: of another year, of another quarter than this one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.valeurs.dates import strip_decisions
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.lecture.valeurs.termes import Terme, find_termes, strip_termes
from services.appels_fonds.natures import Nature

_ANNEE = re.compile(r"(?<!\d)20\d\d(?!\d)")
_RAPPEL = re.compile(r"rappels?\b")
_MOTS_D_APPEL = re.compile(
    r"\b(?:montants?|sommes?|appel\w*|appeler|provisions?|prov|fonds|charges|courantes|du|de|des|d|la|le|au|eur|euros?"
    r"|e|ttc|20\d\d)\b"
)


def find_perimes(candidats: Mapping[int, EnTeteLu], exigible: date | None, termes: frozenset[Terme]) -> frozenset[int]:
    """The columns that do not say what is called now; none where that would leave nothing.

    :param candidats: the columns that may be amounts.
    :param exigible: the due date of the call. ``termes``: the quarter or the rank of the call, as the titles say them.
    """
    annees = _find_annees_passees(candidats, exigible)
    restes = {place: lu for place, lu in candidats.items() if place not in annees}
    autres = annees | _find_autres_termes(restes, termes)
    return autres if len(autres) < len(candidats) else frozenset()


def _find_annees_passees(candidats: Mapping[int, EnTeteLu], exigible: date | None) -> frozenset[int]:
    """Headed by a year before that of the call (``Montant T2 2025`` beside ``Montant appelé``); what only one of them
    calls (``Régularisation 2025``) is due all the same."""
    if exigible is None:
        return frozenset()
    annees = {place: _find_annees(_name_propre(lu)) or _find_annees(lu.texte) for place, lu in candidats.items()}
    passees = [place for place, dites in annees.items() if dites and max(dites) < exigible.year]
    actuelles = [lu.natures for place, lu in candidats.items() if place not in passees]
    perimes = frozenset(
        place
        for place in passees
        if (lu := candidats[place]).lot is None and _has_no_date(lu, candidats)
        if lu.natures <= {Nature.PROVISION} or lu.natures in actuelles
    )
    return perimes if len(perimes) < len(candidats) else frozenset()


def _find_autres_termes(candidats: Mapping[int, EnTeteLu], termes: frozenset[Terme]) -> frozenset[int]:
    """Headed by another quarter or rank than the only one that the titles name (``Appel T1`` in a call of the second
    quarter), beside a column that calls the same and does not say so."""
    autres = {place for place, lu in candidats.items() if _has_no_date(lu, candidats) and _is_autre(lu, termes)}
    gardes = {(lu.lot, _name(lu)) for place, lu in candidats.items() if place not in autres}
    return frozenset(place for place in autres if (candidats[place].lot, _name(candidats[place])) in gardes)


def doubt_rappels(
    candidats: Mapping[int, EnTeteLu], termes: frozenset[Terme], *, totalise: bool
) -> dict[int, EnTeteLu]:
    """``Rappel T1``, ``Ascenseur T1`` beside ``Provision T2`` may be called late, or tell again what was called: asked
    about, unless a total of the row says which (``totalise``)."""
    return {
        place: replace(lu, role=Role.MONTANT, rang=2, natures=frozenset(), cle=None, exigible=None)
        if not totalise and _may_recall(lu) and _has_no_date(lu, candidats) and _is_autre(lu, termes)
        else lu
        for place, lu in candidats.items()
    }


def _may_recall(lu: EnTeteLu) -> bool:
    return lu.natures <= {Nature.PROVISION} or _RAPPEL.match(normalise(_name_propre(lu))) is not None


def _is_autre(lu: EnTeteLu, termes: frozenset[Terme]) -> bool:
    """Does a header name another quarter or rank than the only one of ``termes``?"""
    rangs = {genre: [rang for autre, rang in termes if autre == genre] for genre, _ in termes}
    seuls = {Terme(genre, dits[0]) for genre, dits in rangs.items() if len(dits) == 1}
    dits = find_termes(_name_propre(lu)) or find_termes(lu.texte)
    return bool(dits) and {dit.genre for dit in dits} <= {seul.genre for seul in seuls} and not dits & seuls


def _has_no_date(lu: EnTeteLu, candidats: Mapping[int, EnTeteLu]) -> bool:
    """No due date of its own, that would make it an instalment: none, or the one that stands above them all."""
    return lu.exigible is None or len({autre.exigible for autre in candidats.values()}) == 1


def _find_annees(texte: str) -> list[int]:
    return [int(annee) for annee in _ANNEE.findall(normalise(strip_decisions(texte)))]


def _name_propre(lu: EnTeteLu) -> str:
    """The lower label alone: what stands above it may be a title."""
    return lu.texte.rpartition(" / ")[2]


def _name(lu: EnTeteLu) -> str:
    """What a header says beside its term and the words of any call: the key, the works."""
    return " ".join(_MOTS_D_APPEL.sub(" ", normalise(strip_termes(lu.texte))).split())
