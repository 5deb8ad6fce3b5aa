"""What the rows under a header say of its columns, where the words of the header mislead or leave a choice."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.rappels import find_perimes
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.patrimoine.libelles import is_type_de_lot
from services.appels_fonds.lecture.patrimoine.lots_nommes import names_lot
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.sommes.totaux import is_total
from services.appels_fonds.lecture.valeurs.dates import DateInvalide, read_date
from services.appels_fonds.lecture.valeurs.montants_lus import MontantAmbigu, read_montant
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.lecture.valeurs.termes import Terme
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_monnaie, read_nombre
from shared.montants import MontantInvalide

FIXATION_MAX = 60
"""A longer header is a sentence, unless money stands below."""
_PERIODE = re.compile(r"20\d\d(?:[1-4]|0\d|1[0-2])?")
_TOUT = re.compile(r"\btotale?s?\b|\bglobal|travaux|marche|devis|\bcout|depenses?|\bvote")
_ENTIERE = re.compile(r"\b(?:totale?s?|globale?s?|entiere?)\b")
_APPEL = re.compile(r"appel|quote part|votre part")
_APPELE = re.compile(
    r"appel|exigib|payer|regler|trim|\bt ?[1-4]\b|\b[1-4] ?t\b|provision|cotisation|\bnet\b"
    r"|\bdue?s?(?= *$| (?:a|au|par|pour|le|ce|avant)\b)"
)


def is_appele(lu: EnTeteLu) -> bool:
    """Do its words say that the amount is called, and not to be shared first (``Montant total``)?"""
    return lu.cle is not None or lu.exigible is not None or _APPELE.search(normalise(lu.texte)) is not None


def reread_colonnes(
    roles: Mapping[int, Role],
    candidats: Mapping[int, EnTeteLu],
    suivantes: Callable[[], Sequence[Rangee]],
    index: IndexPatrimoine,
    exigible: date | None,
    termes: frozenset[Terme] = frozenset(),
) -> dict[int, Role]:
    """The true role of the columns whose header misleads.

    :param candidats: the columns that may be amounts.
    :param suivantes: gives the rows below; not asked when the header is plain.
    :param exigible: the due date said above, if any. ``termes``: the quarters and the ranks of call said there.
    """
    libelles = [place for place, role in roles.items() if role is Role.LIBELLE_LOT]
    cles = [place for place, role in roles.items() if role is Role.CLE]
    if len(candidats) < 2 and len(cles) < 2 and not libelles:
        return {}
    rangees = suivantes()
    sans_lot = Role.LOT not in roles.values()
    relus = {
        place: Role.LIBELLE
        for place in libelles
        if _holds_natures(place, rangees) or (sans_lot and _holds_lots(place, rangees))
    }
    if sans_lot and not cles and all(lu.cle is None for lu in candidats.values()):
        relus |= {
            place: Role.CLE
            for place in libelles
            if place not in relus and _holds_cles_sous_lots(place, [*candidats], rangees, index)
        }
    if len(cles) > 1:
        relus |= _find_postes(cles, rangees, index)
    if len(candidats) > 1:
        relus |= _find_muets(candidats, rangees, index)
        perimes = find_perimes(candidats, exigible or _find_exigible(roles, rangees), termes)
        relus |= dict.fromkeys(perimes, Role.IGNORE)
        relus |= _find_parts({place: lu for place, lu in candidats.items() if place not in relus}, roles, rangees)
    return relus


def read_longs(lus: Sequence[EnTeteLu], ask_corps: Callable[[], Corps]) -> list[EnTeteLu]:
    """What is too long for a header, and yet says a kind or a key above money beside the lots: ``Travaux étanchéité des
    terrasses (AG du 09/10/2025, rés. 9), 2e appel``."""
    longs = [place for place, lu in enumerate(lus, 1) if lu.role is None and lu.fixe and lu.longueur > FIXATION_MAX]
    if not longs or all(lu.role is not Role.LOT for lu in lus):
        return list(lus)
    rangees = ask_corps().rangees
    nombres = {place: _list_nombres(place, rangees) for place in longs}
    monnaies = {
        place for place, dits in nombres.items() if any(lus[place - 1].natures or is_monnaie(dit) for dit in dits)
    }
    return [replace(lu, role=Role.MONTANT) if place in monnaies else lu for place, lu in enumerate(lus, 1)]


def _list_nombres(place: int, rangees: Sequence[Rangee]) -> list[Valeur]:
    return [valeur for valeur in _list_cellules(place, rangees) if read_nombre(valeur)]


def holds_montants(place: int, rangees: Sequence[Rangee]) -> bool:
    """Numbers, most of which are neither a month, a quarter nor a year (``202604``, ``20262``)?"""
    cellules = [valeur for valeur in _list_cellules(place, rangees) if valeur != ""]
    montants = [montant for valeur in cellules if (montant := read_nombre(valeur)) is not None]
    longs = [montant for montant in montants if montant and not _is_periode(montant)]
    return len(montants) == len(cellules) and 2 * len(longs) > len(cellules)


def _is_periode(centimes: int) -> bool:
    nombre, reste = divmod(abs(centimes), 100)
    return not reste and (nombre <= 12 or _PERIODE.fullmatch(str(nombre)) is not None)


def _list_cellules(place: int, rangees: Sequence[Rangee]) -> Iterator[Valeur]:
    return (rangee[place - 1] for rangee in rangees if place <= len(rangee))


def _holds_natures(place: int, rangees: Sequence[Rangee]) -> bool:
    """A column headed like the description of a lot (``Type``) that tells what each line is for."""
    textes = [valeur for valeur in _list_cellules(place, rangees) if isinstance(valeur, str) and valeur.strip()]
    return 2 * sum(bool(find_natures(texte)) for texte in textes) > len(textes)


def _holds_lots(place: int, rangees: Sequence[Rangee]) -> bool:
    """Words that name the lot of each line, and may say the rest of it (``Lot 12 - Charges générales``)."""
    textes = [valeur for valeur in _list_cellules(place, rangees) if isinstance(valeur, str) and valeur.strip()]
    return 2 * sum(map(names_lot, textes)) > len(textes)


def _holds_cles_sous_lots(
    place: int, montants: Sequence[int], rangees: Sequence[Rangee], index: IndexPatrimoine
) -> bool:
    """A column headed like the description of a lot (``Désignation``) that names each lot, then the keys it pays on.

    Most lines name a key, one of them is no kind of lot (``Parking``), and a lot at least pays on two: where a line
    may describe its lot, the column is left as it is headed.
    """
    cles: list[list[str]] = []
    autres = 0
    for rangee in rangees:
        dit = rangee[place - 1] if place <= len(rangee) else ""
        if not isinstance(dit, str) or not dit.strip() or is_total(dit):
            continue
        if not any(montant <= len(rangee) and read_nombre(rangee[montant - 1]) is not None for montant in montants):
            cles += [[]] if names_lot(dit) else []
        elif cles and index.knows_cle(dit):
            cles[-1].append(normalise(dit))
        else:
            autres += 1
    dites = [cle for siennes in cles for cle in siennes]
    return (
        len(dites) > autres
        and any(len(set(siennes)) > 1 for siennes in cles)
        and not all(map(is_type_de_lot, set(dites)))
    )


def _find_postes(cles: Sequence[int], rangees: Sequence[Rangee], index: IndexPatrimoine) -> dict[int, Role]:
    """Of two columns headed like keys (``Clé``, ``Poste``), the one whose words name none, when the other's do."""
    comptes = {place: _count_textes(place, rangees, index) for place in cles}
    postes = [place for place, (_, textes, connues) in comptes.items() if textes and 2 * connues <= textes]
    return dict.fromkeys(postes, Role.LIBELLE) if len(postes) < len(cles) else {}


def _find_muets(
    candidats: Mapping[int, EnTeteLu], rangees: Sequence[Rangee], index: IndexPatrimoine
) -> dict[int, Role]:
    """Columns headed like amounts that hold words (``Provisions`` above the names of the keys), and their true role."""
    comptes = {place: _count_textes(place, rangees, index) for place in candidats}
    if not any(nombres for nombres, _, _ in comptes.values()):
        return {}
    return {
        place: Role.CLE if cles * 2 > textes else Role.LIBELLE
        for place, (nombres, textes, cles) in comptes.items()
        if textes > nombres
    }


def _count_textes(place: int, rangees: Sequence[Rangee], index: IndexPatrimoine) -> tuple[int, int, int]:
    """(amounts, words, words that name a key) in a column of some rows."""
    nombres = textes = cles = 0
    for valeur in _list_cellules(place, rangees):
        try:
            nombres += read_montant(valeur) is not None
        except MontantAmbigu:
            nombres += 1
        except MontantInvalide:
            textes += 1
            cles += index.knows_cle(valeur)
    return nombres, textes, cles


def _find_exigible(roles: Mapping[int, Role], rangees: Sequence[Rangee]) -> date | None:
    """The first due date of some rows."""
    for place in (place for place, role in roles.items() if role is Role.EXIGIBLE):
        for valeur in _list_cellules(place, rangees):
            try:
                jour = read_date(valeur)
            except DateInvalide:
                continue
            if jour is not None:
                return jour
    return None


def _find_parts(
    candidats: Mapping[int, EnTeteLu], roles: Mapping[int, Role], rangees: Sequence[Rangee]
) -> dict[int, Role]:
    """``Montant`` beside ``Quote-part``, ``Montant des travaux`` beside ``2e appel``, ``Quote-part totale`` beside
    ``Appel de ce jour``: the whole that is shared, or the part that is called now. Two amounts whose words do not say
    so much are asked about."""
    dits = [place for place, lu in candidats.items() if lu.rang == 2 and _APPEL.search(normalise(lu.texte))]
    vagues = [
        place
        for place, lu in candidats.items()
        if (lu.rang == 2 and not is_appele(lu)) or (lu.rang < 2 and _is_entiere(lu, [candidats[dit] for dit in dits]))
    ]
    if len(dits) == 1 and vagues:
        dites = [place for place in vagues if _TOUT.search(normalise(candidats[place].texte))]
        touts = [place for place in dites if _is_tout(place, dits[0], rangees)]
        return dict.fromkeys(touts, Role.A_REPARTIR)
    parts = [place for place, lu in candidats.items() if lu.rang == 1]
    autres = [place for place, lu in candidats.items() if lu.rang == 2]
    if len(parts) != 1 or len(autres) != 1 or is_appele(candidats[autres[0]]):
        return {}
    paires = list(_list_montants((*autres, *parts), rangees))
    if paires and all(abs(montant) <= abs(part) for montant, part in paires):
        return {parts[0]: Role.IGNORE}
    poids = [[place for place, role in roles.items() if role is sien] for sien in (Role.TANTIEMES, Role.BASE)]
    if all(len(places) == 1 for places in poids):
        partages = list(_list_montants((*autres, *parts, *poids[0], *poids[1]), rangees))
        if partages and all(abs(montant * ours - part * base) <= abs(base) for montant, part, ours, base in partages):
            return {autres[0]: Role.A_REPARTIR}
    return {}


def _is_entiere(lu: EnTeteLu, appels: Sequence[EnTeteLu]) -> bool:
    """A share of the whole, beside a call that says no other kind."""
    return _ENTIERE.search(normalise(lu.texte)) is not None and all(dit.natures <= lu.natures for dit in appels)


def _is_tout(tout: int, part: int, rangees: Sequence[Rangee]) -> bool:
    paires = list(_list_montants((tout, part), rangees))
    return bool(paires) and all(abs(montant) > abs(appele) for montant, appele in paires)


def _list_montants(places: Sequence[int], rangees: Sequence[Rangee]) -> Iterator[list[int]]:
    """The numbers of some columns, of the rows that have them all; in hundredths."""
    for rangee in rangees:
        try:
            nombres = [read_montant(rangee[place - 1]) for place in places if place <= len(rangee)]
        except MontantInvalide:
            continue
        if len(nombres) == len(places) and all(nombres):
            yield [nombre for nombre in nombres if nombre is not None]
