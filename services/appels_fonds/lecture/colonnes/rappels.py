"""Columns that recall what another call asked for, or foresee it: of another year, of another quarter than this one."""

import re
from collections.abc import Mapping
from datetime import date

from services.appels_fonds.lecture.colonnes.roles import EnTeteLu
from services.appels_fonds.lecture.valeurs.dates import strip_decisions
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.lecture.valeurs.termes import Terme, find_termes, strip_termes
from services.appels_fonds.natures import Nature

_ANNEE = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MOTS_D_APPEL = re.compile(
    r"\b(?:montants?|sommes?|appel\w*|appeler|provisions?|prov|fonds|charges|courantes|du|de|des|d|la|le|au|eur|euros?"
    r"|e|ttc|20\d\d)\b"
)


def find_perimes(
    candidats: Mapping[int, EnTeteLu], exigible: date | None, termes: frozenset[Terme]
) -> frozenset[int]:
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
    annees = {
        place: [int(annee) for annee in _ANNEE.findall(normalise(strip_decisions(lu.texte)))]
        for place, lu in candidats.items()
    }
    passees = [place for place, dites in annees.items() if dites and max(dites) < exigible.year]
    actuelles = [lu.natures for place, lu in candidats.items() if place not in passees]
    perimes = frozenset(
        place
        for place in passees
        if (lu := candidats[place]).exigible is None and lu.lot is None
        if lu.natures <= {Nature.PROVISION} or lu.natures in actuelles
    )
    return perimes if len(perimes) < len(candidats) else frozenset()


def _find_autres_termes(candidats: Mapping[int, EnTeteLu], termes: frozenset[Terme]) -> frozenset[int]:
    """Headed by another quarter or rank than the only one that the titles name (``Appel T1`` in a call of the second
    quarter), beside a column that calls the same and does not say so."""
    rangs = {genre: [rang for autre, rang in termes if autre == genre] for genre, _ in termes}
    seuls = {Terme(genre, dits[0]) for genre, dits in rangs.items() if len(dits) == 1}
    autres = {
        place
        for place, lu in candidats.items()
        if (dits := find_termes(lu.texte)) and lu.exigible is None
        if {dit.genre for dit in dits} <= {seul.genre for seul in seuls} and not dits & seuls
    }
    gardes = {(lu.lot, _name(lu)) for place, lu in candidats.items() if place not in autres}
    return frozenset(place for place in autres if (candidats[place].lot, _name(candidats[place])) in gardes)


def _name(lu: EnTeteLu) -> str:
    """What a header says beside its term and the words of any call: the key, the works."""
    return " ".join(_MOTS_D_APPEL.sub(" ", normalise(strip_termes(lu.texte))).split())
