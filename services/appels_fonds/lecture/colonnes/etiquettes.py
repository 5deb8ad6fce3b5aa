"""Rows that may be a header, told from the titles, the sentences, and the labels that stand beside their value."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from services.appels_fonds.lecture.colonnes.roles import Role, read_entete
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import DateInvalide, announces_autre_jour, read_date
from services.appels_fonds.lecture.valeurs.montants_lus import looks_like_montant
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_jour

_NOMBRE = re.compile(r"[-+(]?[\d\s.,\u00a0\u202f]*\d[\d\s.,\u00a0\u202f]*\)?\s*€?")
_LONGUEUR_MAX, _TEXTE_MAX = 90, 240
_DITS = frozenset({Role.NATURE, Role.LIBELLE})
_ETIQUETTES = frozenset(
    {Role.MONTANT, Role.TOTAL, Role.A_REPARTIR, Role.BASE, Role.TANTIEMES, Role.IGNORE, Role.PERIODE, Role.AG}
)
"""What a number beside it is not called by a line."""
_A_GAUCHE = frozenset({Role.LOT, Role.LIBELLE_LOT, Role.TANTIEMES, Role.BASE, Role.COPROPRIETE, Role.IGNORE})
"""Headings of the columns that stand before the amounts."""
_EXIGIBLE_AU = re.compile(
    r"(?:.* )?(?:exigibles?|exigibilite|echeance|payables?|a (?:payer|regler|verser)) (?:au|pour le|des le)"
)
_DATES = re.compile(
    r"(?:dates?|echeances?|exigibilites?|exigibles?)(?: (?:de|d|des|du|le|au|l))*"
    r"(?: (?:exigibilite|echeances?|appels?))?"
)


def may_be_entete(rangee: Rangee, index: IndexPatrimoine, suivantes: Callable[[], Sequence[Rangee]]) -> bool:
    """Short texts only: an amount, a sentence, a label beside its value make it something else."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if len(pleines) < 2:
        return False
    longs = [len(valeur) for valeur in pleines if isinstance(valeur, str) and len(valeur) > _LONGUEUR_MAX]
    if longs and (2 * len(longs) >= len(pleines) or max(longs) > _TEXTE_MAX):
        return False  # among short labels, a long one may tell which works a column calls
    for valeur in pleines:
        if isinstance(valeur, bool):
            return False
        chiffres = isinstance(valeur, float | int) or (isinstance(valeur, str) and _NOMBRE.fullmatch(valeur.strip()))
        if chiffres and not index.knows_cle(valeur):
            return False
    if len(pleines) == 2 and str(pleines[0]).rstrip().endswith(":") and not str(pleines[1]).rstrip().endswith(":"):
        return False
    if len(pleines) == 2 and (_says_jour(pleines, index) or _is_suite_de_paires(rangee, suivantes, index)):
        return False
    textes = [valeur for valeur in pleines if isinstance(valeur, str)]
    if any(_is_exigible(texte, suivant, index) for texte, suivant in pairwise(pleines)):
        return False
    if is_bloc_etiquettes(rangee, index) and not _heads_montants(rangee, suivantes(), index):
        return False
    return not any(index.find_codes(texte) for texte in textes)


def _is_suite_de_paires(rangee: Rangee, suivantes: Callable[[], Sequence[Rangee]], index: IndexPatrimoine) -> bool:
    """``Appel de provisions`` beside ``4e trimestre``, above ``IBAN`` beside its number: labels and their values, since
    no number stands below until the rows take another shape."""
    if any(read_entete(valeur, index).role in (Role.LOT, Role.CLE) for valeur in rangee):
        return False
    places = [place for place, valeur in enumerate(rangee) if valeur != ""]
    memes = list(takewhile(lambda autre: [p for p, valeur in enumerate(autre) if valeur != ""] == places, suivantes()))
    return bool(memes) and not any(looks_like_montant(autre[place]) for autre in memes for place in places)


def is_bloc_etiquettes(rangee: Rangee, index: IndexPatrimoine) -> bool:
    """``Nature`` beside ``Provisions sur charges courantes``, alone or by pairs: labels and what they say."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    paires = list(zip(pleines[::2], pleines[1::2], strict=False))
    if len(pleines) % 2 or not all(isinstance(etiquette, str) for etiquette, _ in paires):
        return False
    return any(_is_exigible(*paire, index) or _is_valeur(*paire, index) for paire in paires)


def is_titre(rangee: Rangee, index: IndexPatrimoine) -> bool:
    """Is the row above a header a title, and not its upper level: labels beside what they say (``Édité le`` beside a
    date), or a copropriété by its name?"""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if is_bloc_etiquettes(rangee, index) or any(isinstance(v, str) and index.find_codes(v) for v in pleines):
        return True
    if len(pleines) == 2 and isinstance(pleines[0], str) and is_jour(pleines[1]) and not is_jour(pleines[0]):
        lu = read_entete(pleines[0], index)
        if lu.role is None and not lu.fixe:
            return True  # a name, and the day of the letter
    return _says_jour(pleines, index)


def _says_jour(pleines: Sequence[Valeur], index: IndexPatrimoine) -> bool:
    """``Édité le`` beside one date: a label and its value; before several dates, it would head their row."""
    return any(
        isinstance(dit, str)
        and is_jour(jour)
        and not is_jour(dit)
        and not is_jour(suite)
        and _announces_jour(dit, index)
        for dit, jour, suite in zip(pleines, pleines[1:], [*pleines[2:], ""], strict=False)
    )


def _announces_jour(texte: str, index: IndexPatrimoine) -> bool:
    nu = normalise(texte)
    return (
        announces_autre_jour(texte)
        or _EXIGIBLE_AU.fullmatch(nu) is not None
        or texte.rstrip().endswith(":")
        or nu.startswith("date")
        or read_entete(_write_etiquette(texte), index).role is Role.EXIGIBLE
    )


def strip_etiquette_de_rangee(rangee: Rangee, haut: Rangee, index: IndexPatrimoine) -> Rangee:
    """The second row of a header without the label that says what the row holds, under a heading of its own
    (``Exigible le`` under ``Lot``, before the days of each call); the same row where there is none."""
    pleines = [place for place, valeur in enumerate(rangee) if valeur != ""]
    if len(pleines) < 2 or not isinstance(rangee[pleines[0]], str):
        return rangee
    premiere, reste = pleines[0], [rangee[place] for place in pleines[1:]]
    dessus = haut[premiere] if premiere < len(haut) else ""
    if dessus != "" and read_entete(dessus, index).role not in _A_GAUCHE:
        return rangee
    dit = str(rangee[premiere])
    role = read_entete(_write_etiquette(dit), index).role
    dates = all(map(is_jour, reste)) and (role is Role.EXIGIBLE or _DATES.fullmatch(normalise(dit)) is not None)
    cles = role is Role.CLE and all(map(index.knows_cle, reste))
    if not (dates or cles):
        return rangee
    return ["" if place == premiere else valeur for place, valeur in enumerate(rangee)]


def _heads_montants(rangee: Rangee, suivantes: Sequence[Rangee], index: IndexPatrimoine) -> bool:
    """Do amounts stand just below what may be values, beside no label of their own (``Montant voté``)? Then they are
    headers; under a key beside the word, never."""
    places = [place for place, valeur in enumerate(rangee) if valeur != ""]
    if len(places) == 2 and read_entete(_write_etiquette(rangee[places[0]]), index).role is Role.CLE:
        return False
    dessous: Rangee = next((autre for autre in suivantes if any(valeur != "" for valeur in autre)), [])
    paires = [paire for paire in zip(places[::2], places[1::2], strict=True) if paire[1] < len(dessous)]
    return any(
        looks_like_montant(dessous[valeur])
        and read_entete(_write_etiquette(dessous[place]), index).role not in _ETIQUETTES
        for place, valeur in paires
    )


def _is_exigible(etiquette: Valeur, valeur: Valeur, index: IndexPatrimoine) -> bool:
    """``Exigible le`` beside a date is a title, not two columns."""
    if not isinstance(etiquette, str) or read_entete(_write_etiquette(etiquette), index).role is not Role.EXIGIBLE:
        return False
    try:
        return read_date(valeur) is not None and not isinstance(valeur, float | int)
    except DateInvalide:
        return False


def _is_valeur(etiquette: Valeur, valeur: Valeur, index: IndexPatrimoine) -> bool:
    """Is it a value of what the label announces: a kind, a key?"""
    if not isinstance(etiquette, str) or not isinstance(valeur, str):
        return False
    role = read_entete(_write_etiquette(etiquette), index).role
    return (role in _DITS and bool(find_natures(valeur))) or (role is Role.CLE and index.knows_cle(valeur))


def _write_etiquette(valeur: Valeur) -> Valeur:
    return valeur.rstrip(" :") if isinstance(valeur, str) else valeur
