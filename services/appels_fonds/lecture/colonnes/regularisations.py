"""The balance of a year: of what was spent and what was called, only their difference is due.

Words say which column is the expense and which was called, arithmetic says which is their difference (décret du 17 mars
1967, art. 45-1: the accounts once approved, the difference is credited or debited).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature

_REEL = re.compile(
    r"\breel|\bdepens|\bcharges?\b|\bcouts?\b|realise|consomm|definiti|reparti|\bfrais\b|quote part|votre part|approuve"
)
_SUR = re.compile(r"\breel|realise|definiti|approuve")
_APPELE = re.compile(
    r"appelee?s?\b|\bprov(?:isions?)?\b|acomptes?\b|\bavances?\b|\bversee?s?\b|versements?|\bpayee?s?\b|reglee?s?\b"
)
_ECART = re.compile(
    r"solde|regul|ecart|differen|complement|\btrop\b|\breste\b|balance|insuffisan|exceden|faveur|rembours"
    r"|\ba (?:payer|regler)"
)
_AVENIR = re.compile(r"budget|annuel|\bvote|\bprev|\btrim|\bt ?[1-4]\b|\b[1-4] ?t\b|a appeler|a repartir|\bdont\b")
_FAVEUR = re.compile(
    r"^(?!.*(?:debit|\ba (?:payer|regler|verser)\b)).*(?:\btrop\b|faveur|credit|avoir|rembours|exceden)"
)
"""In our favour, and nothing else: a column that may hold what is to be paid too says which sign is which."""
Montants = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Solde:
    """Header cells once the balance is known. ``rivales``: columns that may be what is due where it is not certain."""

    lus: list[EnTeteLu]
    rivales: frozenset[int] = frozenset()


def find_solde(
    lus: list[EnTeteLu], ask_corps: Callable[[], Corps], index: IndexPatrimoine, natures: frozenset[Nature]
) -> Solde:
    """Take the difference for the amount, and neither of the two it is made of.

    :param natures: what the titles say is called.
    """
    paires = list(_list_paires(lus))
    if not paires:
        return Solde(lus)
    corps = ask_corps()
    sans = [None] * len(corps.rangees)
    montants = {place: corps.observe(place, index, sans).montants for place in range(1, len(lus) + 1)}
    lus, rivales = list(lus), set[int]()
    for reel, appele in paires:
        deux = (montants[reel], montants[appele])
        if not any(None not in rangee and rangee[0] != rangee[1] for rangee in zip(*deux, strict=True)):
            continue
        sur = Nature.REGULARISATION in natures or _SUR.search(_name(lus[reel - 1])) is not None
        libres = [p for p in montants if p not in (reel, appele) and lus[p - 1].texte and is_libre(lus[p - 1])]
        soldes = [p for p in libres if is_difference(montants[p], *deux)]
        inverses = [p for p in libres if is_difference(montants[p], *reversed(deux))]
        regle = any(Nature.REGULARISATION in lus[p - 1].natures for p in (*soldes, *inverses))
        if not (sur or regle):
            rivales |= {appele, *soldes, *inverses} if not natures and (soldes or inverses) else set()
        elif len(soldes) + len(inverses) == 1 and (soldes or says_faveur(lus[inverses[0] - 1])):
            role = Role.MONTANT if soldes else Role.CREDIT
            _settle(lus, reel, appele, (soldes or inverses)[0], role, natures)
        elif _is_compte(lus, montants, deux):
            lus[reel - 1], lus[appele - 1] = _mute(lus[reel - 1]), _mute(lus[appele - 1])
        else:
            rivales |= {reel, appele, *soldes, *inverses}
    return Solde(lus, frozenset(rivales))


def _list_paires(lus: Sequence[EnTeteLu]) -> Iterator[tuple[int, int]]:
    """(expense, called) of one key, by their words; places from 1."""
    mots = [_name(lu) for lu in lus]
    dits = [place for place, dit in enumerate(mots) if dit and not _ECART.search(dit) and not _AVENIR.search(dit)]
    for reel, appele in permutations(dits, 2):
        memes = (str(lus[reel].cle), lus[reel].lot) == (str(lus[appele].cle), lus[appele].lot)
        if memes and _APPELE.search(mots[appele]) and _REEL.search(mots[reel]) and not _APPELE.search(mots[reel]):
            yield reel + 1, appele + 1


def says_faveur(lu: EnTeteLu) -> bool:
    """Does a header say that what stands below is owed to us?"""
    return _FAVEUR.search(_name(lu)) is not None


def _name(lu: EnTeteLu) -> str:
    return normalise(lu.texte.rpartition(" / ")[2])


def is_libre(lu: EnTeteLu) -> bool:
    """May a column hold money, by its role?"""
    return lu.role not in (Role.LOT, Role.TANTIEMES, Role.BASE, Role.EXIGIBLE)


def is_difference(soldes: Montants, plus: Montants, moins: Montants) -> bool:
    """``solde = plus - moins`` to the cent, on each row that fills two of them; another table may stand below."""
    remplies = [rangee for rangee in zip(soldes, plus, moins, strict=True) if rangee.count(None) < 2]
    triples = [[montant or 0 for montant in rangee] for rangee in remplies]
    return bool(triples) and all(abs(solde - haut + bas) <= 1 for solde, haut, bas in triples)


def _settle(lus: list[EnTeteLu], reel: int, appele: int, solde: int, role: Role, natures: frozenset[Nature]) -> None:
    """The difference is the amount, of a régularisation unless the titles say of what it is."""
    dites = natures & {Nature.REGULARISATION, Nature.TRAVAUX}
    propres = lus[solde - 1].natures or (frozenset() if dites else frozenset({Nature.REGULARISATION}))
    lus[solde - 1] = replace(lus[solde - 1], role=role, rang=2, natures=propres)
    lus[reel - 1], lus[appele - 1] = _mute(lus[reel - 1]), _mute(lus[appele - 1])


def _mute(lu: EnTeteLu) -> EnTeteLu:
    return EnTeteLu(lu.texte, Role.IGNORE)


def _is_compte(lus: Sequence[EnTeteLu], montants: dict[int, Montants], deux: tuple[Montants, Montants]) -> bool:
    """A debit and a credit, of which the difference is the balance."""
    cotes = {lu.role: montants[place] for place, lu in enumerate(lus, 1) if lu.role in (Role.DEBIT, Role.CREDIT)}
    if len(cotes) < 2:
        return False
    paires = zip(cotes[Role.DEBIT], cotes[Role.CREDIT], strict=True)
    soldes = tuple(None if paire == (None, None) else (paire[0] or 0) - (paire[1] or 0) for paire in paires)
    return is_difference(soldes, *deux)
