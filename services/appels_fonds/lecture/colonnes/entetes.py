"""The header of a table: one or two rows, anywhere; long (one amount column) or wide (one per key, kind or date)."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.appels_fonds.lecture.colonnes.alentours import Alentours
from services.appels_fonds.lecture.colonnes.avances import find_variation
from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.coproprietes_dites import choose_copropriete
from services.appels_fonds.lecture.colonnes.devinees import ColonnesDevinees
from services.appels_fonds.lecture.colonnes.etiquettes import is_titre, may_be_entete
from services.appels_fonds.lecture.colonnes.niveaux import spread_entete
from services.appels_fonds.lecture.colonnes.prix import explain_prix
from services.appels_fonds.lecture.colonnes.rappels import doubt_rappels
from services.appels_fonds.lecture.colonnes.regularisations import Solde, find_solde
from services.appels_fonds.lecture.colonnes.relues import (
    FIXATION_MAX,
    holds_montants,
    is_appele,
    read_longs,
    reread_colonnes,
)
from services.appels_fonds.lecture.colonnes.roles import (
    RANG_DATE_D_APPEL,
    EnTeteLu,
    Role,
    rank_exigible,
    read_entete,
    says_releve,
)
from services.appels_fonds.lecture.colonnes.sommes_de_rangee import (
    find_totaux_de_lot,
    is_total_de_rangee,
    list_totaux_de_rangee,
    prove_sommes,
    prove_touts,
)
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import RANG_SUR, announces_autre_jour, find_exigible
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature
from shared.excel.cellules import Rangee, Valeur

_MONTANTS = (Role.MONTANT, Role.DEBIT, Role.CREDIT)
_SUJETS = frozenset({Role.LOT, Role.CLE, Role.COPROPRIETE, Role.NATURE, Role.LIBELLE, Role.TANTIEMES, Role.EXIGIBLE})
_SUJETS_SURS = frozenset({Role.LOT, Role.CLE, Role.TANTIEMES})
_PARTAGES = (Role.MONTANT, Role.TANTIEMES, Role.BASE, Role.A_REPARTIR, Role.RECUPERABLE, Role.IGNORE)
_RAPPELS = frozenset({Role.A_REPARTIR, Role.IGNORE})
_MOTS = frozenset({Role.CLE, Role.LIBELLE})
_CODES = frozenset({Role.CLE, Role.COPROPRIETE, Role.LOT})
_MOTS_DE_CODE = frozenset(("code", "n", "no", "num", "numero", "ref", "reference"))
_BUDGET = re.compile(
    r"^(?:appels? (?:sur )?|provisions? (?:sur )?|(?!.* 20\d\d))budget"
    r"(?: (?:courant|previsionnel|ordinaire|de fonctionnement))?\b"
    r"(?!.* (?:annuel|n 1|vote|realise|global|total|a repartir))"
)
_ETIQUETTES_MIN = 3
_EUROS = re.compile(r"\s*\(?\s*(?:en\s*)?(?:€|eur|euros?)(?:\s*ttc)?\s*\)?\s*", re.I)
"""A currency alone annotates the label above it."""
_DUREE = re.compile(r"^(?:trimestre|mois|periode)$")


@dataclass(frozen=True, slots=True)
class ColonneMontant:
    """A column whose cells are called amounts, and what its header fixes for them."""

    colonne: int
    entete: str
    sens: int = 1
    cle: Valeur | None = None
    lot: str | None = None
    natures: frozenset[Nature] = frozenset()
    exigible: date | None = None
    tantiemes: int | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Colonnes:
    """A recognised header. Columns count from 1; ``ligne`` is its last row.

    ``exigibles``: the columns headed as due dates, none more surely than another; ``exigible_sure``: more
    than ``Date d’appel``, which may be the day of issue. ``emissions``: columns of days that are no due dates.
    ``totaux``: the totals of the row, ``releves``: the previous balance and the payments that they may count.
    """

    ligne: int
    entete: tuple[str, ...]
    roles: dict[int, Role]
    montants: tuple[ColonneMontant, ...]
    copropriete: int | None = None
    codes_copropriete: tuple[int, ...] = ()
    lot: int | None = None
    exigibles: tuple[int, ...] = ()
    emissions: tuple[int, ...] = ()
    exigible_sure: bool = True
    cles: tuple[int, ...] = ()
    textes: tuple[int, ...] = ()
    recuperable: int | None = None
    sens: int | None = None
    devise: int | None = None
    totaux: tuple[int, ...] = ()
    releves: tuple[int, ...] = ()
    rivales: tuple[int, ...] = ()
    inconnues: dict[int, str] = field(default_factory=dict)

    @property
    def exigible(self) -> int | None:
        return self.exigibles[0] if self.exigibles else None

    @property
    def large(self) -> bool:
        return len(self.montants) > 1 and all(colonne.sens == 1 for colonne in self.montants)

    @property
    def par_lot(self) -> bool:
        """Is each amount column that of one lot?"""
        return any(colonne.lot is not None for colonne in self.montants)

    @property
    def utiles(self) -> frozenset[int]:
        """Columns whose cells decide a line."""
        seules = (self.copropriete, self.lot, self.exigible, self.sens, self.devise)
        fixes = {
            colonne for colonne in (*seules, *self.codes_copropriete, *self.cles, *self.textes) if colonne is not None
        }
        return frozenset(fixes | {montant.colonne for montant in self.montants})


def find_colonnes(ligne: int, rangee: Rangee, index: IndexPatrimoine, autour: Alentours) -> Colonnes | None:
    """The columns of a row taken as a header, or None when it is not one."""
    if not may_be_entete(rangee, index, autour.suivantes):
        return None
    solde = find_solde(_read_entetes(ligne, rangee, index, autour), autour.corps, index, autour.natures)
    variation = find_variation(solde.lus, autour.corps, index)
    solde = Solde(explain_prix(variation.lus, autour.corps), solde.rivales | variation.rivales)
    lus = solde.lus
    lus = prove_touts(prove_sommes(lus, autour.corps, index), autour.corps, index)
    roles = {place: lu.role for place, lu in enumerate(lus, 1) if lu.role is not None}
    candidats = {place: lu for place, lu in enumerate(lus, 1) if _is_montant(lu)}
    if not candidats and Role.TOTAL in roles.values() and Role.TANTIEMES not in roles.values():
        candidats = {place: lus[place - 1] for place, role in roles.items() if role is Role.TOTAL}
    relus = reread_colonnes(roles, candidats, autour.suivantes, index, autour.exigible, autour.termes)
    if any(lus[place - 1].exigible is not None and role in _MOTS for place, role in relus.items()):
        return None  # a due date above words heads no column: it is told beside a title
    natures = frozenset(nature for place in relus.keys() & candidats.keys() for nature in candidats[place].natures)
    tus = any(role is Role.IGNORE for place, role in relus.items() if place in candidats)
    a_payer = [p for p, lu in enumerate(solde.lus, 1) if tus and lu.role is Role.MONTANT and roles.get(p) is Role.TOTAL]
    candidats = {place: lu for place, lu in candidats.items() if place not in relus}
    candidats = doubt_rappels(candidats, autour.termes, totalise=Role.TOTAL in roles.values())
    roles |= relus
    present = {role for place, role in roles.items() if place not in candidats}
    dits = any(lu.role is not None or lu.lot is not None for lu in candidats.values())
    if not candidats or not present & (_SUJETS if dits else _SUJETS_SURS):
        return None
    entete = tuple(normalise(valeur) if isinstance(valeur, str) else str(valeur) for valeur in rangee)
    colonnes = _build(ligne, entete, lus, roles, candidats, find_totaux_de_lot(roles, autour.corps, index))
    autres = solde.rivales - {montant.colonne for montant in colonnes.montants}
    rivales = autres if len(autres) < len(solde.rivales) else frozenset()
    return replace(
        colonnes,
        rivales=tuple(dict.fromkeys((*colonnes.rivales, *sorted(rivales), *a_payer))),
        montants=tuple(replace(montant, natures=montant.natures or natures) for montant in colonnes.montants),
    )


def _read_entetes(ligne: int, rangee: Rangee, index: IndexPatrimoine, autour: Alentours) -> list[EnTeteLu]:
    """Each header cell by its words and those above it, then by what its column holds."""
    dessus = autour.parent if autour.parent is None or not is_titre(autour.parent, index) else None
    haut = spread_entete(ligne - 1, dessus, rangee, autour.fusions) if dessus is not None else []
    lus = []
    for place, valeur in enumerate(rangee):
        porte = read_entete(haut[place], index) if place < len(haut) else None
        if porte is not None and porte.exigible is not None:
            dite = find_exigible(porte.texte)
            faible = dite is not None and autour.exigible is not None and dite[0] > autour.rang_exigible
            porte = replace(porte, exigible=None) if faible else porte  # a deadline beside the due date, in a title
        propre = autour.suite and _stands_alone(ligne - 1, place, autour)
        lus.append(_combine(read_entete(valeur, index), porte, propre=propre))
    if len({lu.lot for lu in lus} - {None}) < 2:  # one lot named alone is a heading, two are columns
        lus = [replace(lu, lot=None) for lu in lus]
    lus = choose_copropriete(lus, index, autour.corps)
    lus = read_longs(lus, autour.corps)
    lus = _read_poids(_read_durees(_read_budget(lus), index, autour), index, autour)
    dits = {place: lu for place, lu in enumerate(lus, 1) if _is_montant(lu)}
    if not dits and not (autour.premiere and sum(valeur != "" for valeur in rangee) >= _ETIQUETTES_MIN):
        return lus
    devinees = ColonnesDevinees(lus, autour.corps, index, autour.copropriete)
    for place, role in devinees.guess(dits, sans_date=autour.exigible is None, dates=autour.dates_seules).items():
        rang = 2 if role in _MONTANTS else 0
        lus[place - 1] = replace(lus[place - 1], role=role, rang=rang)
    return lus


def _read_budget(lus: list[EnTeteLu]) -> list[EnTeteLu]:
    """``Budget courant``, ``Provisions budget 2026`` beside ``Fonds de travaux``: a kind among kinds, and not what is
    to be shared, when no other column calls the provisions."""
    montants = [lu for lu in lus if _is_montant(lu)]
    natures = frozenset(nature for lu in montants for nature in lu.natures)
    if not natures or Nature.PROVISION in natures or not all(lu.natures for lu in montants):
        return lus
    return [
        replace(lu, role=None, natures=frozenset({Nature.PROVISION}))
        if lu.role in _RAPPELS and _BUDGET.search(normalise(lu.texte))
        else lu
        for lu in lus
    ]


def _read_durees(lus: list[EnTeteLu], index: IndexPatrimoine, autour: Alentours) -> list[EnTeteLu]:
    """``Trimestre``, ``Mois`` over money and not over the number of a quarter: what is called for that time, unless
    the label above says something else (``À répartir``) or another column says better what is called."""
    places = []
    for place, lu in enumerate(lus):
        haut, _, bas = lu.texte.rpartition(" / ")
        libre = read_entete(haut, index).role in (None, Role.MONTANT)
        places += [place] if lu.role is Role.PERIODE and _DUREE.match(normalise(bas)) and libre else []
    rangees = autour.corps().rangees if places else []
    montants = {place for place in places if holds_montants(place + 1, rangees)}
    return [replace(lu, role=Role.MONTANT, rang=1) if place in montants else lu for place, lu in enumerate(lus)]


def _read_poids(lus: list[EnTeteLu], index: IndexPatrimoine, autour: Alentours) -> list[EnTeteLu]:
    """``Ascenseur (5800èmes)`` heads amounts where its column holds cents, the tantièmes of that key elsewhere."""
    peses = [place for place, lu in enumerate(lus) if lu.pese]
    corps = autour.corps() if peses else Corps(())
    sans = [None] * len(corps.rangees)
    entiers = {place for place in peses if not corps.observe(place + 1, index, sans).monnaie}
    return [replace(lu, role=Role.TANTIEMES) if place in entiers else lu for place, lu in enumerate(lus)]


def _stands_alone(ligne: int, place: int, autour: Alentours) -> bool:
    """Is an upper label that of one column, neither merged over several nor left open on its right?"""
    parent = autour.parent or []
    if any(
        f.ligne <= ligne <= f.derniere_ligne and f.colonne <= place + 1 <= f.derniere_colonne != f.colonne
        for f in autour.fusions
    ):
        return False
    return place < len(parent) and parent[place] != "" and (place + 1 >= len(parent) or parent[place + 1] != "")


def _combine(bas: EnTeteLu, haut: EnTeteLu | None, *, propre: bool) -> EnTeteLu:
    """The lower label, completed by the upper one where it is silent. ``propre``: the upper one is that of this column
    alone; over an amount, a lower one without a meaning of its own only annotates it (``Ascenseur``, ``base 3000``)."""
    if haut is None or not haut.texte:
        return bas
    if (
        not bas.texte
        or _EUROS.fullmatch(bas.texte)
        or (propre and _is_montant(haut) and bas.role in (None, Role.BASE) and not bas.fixe)
    ):
        return haut
    role, rang = bas.role, bas.rang
    if role is None and haut.role in _PARTAGES:
        role, rang = haut.role, haut.rang
    elif role in (Role.TOTAL, Role.LOT) and haut.role is Role.TANTIEMES:
        role = Role.BASE if role is Role.TOTAL else Role.TANTIEMES
    elif haut.role in _CODES and normalise(bas.texte) in _MOTS_DE_CODE:
        role = haut.role
    fixe = bas.fixe or role is not None
    return EnTeteLu(
        f"{haut.texte} / {bas.texte}",
        role,
        rang,
        bas.cle if bas.cle is not None else (haut.cle if fixe else None),
        bas.natures or (haut.natures if fixe else frozenset()),
        bas.exigible or (haut.exigible if fixe else None),
        bas.lot or (haut.lot if fixe else None),
    )


def _is_montant(lu: EnTeteLu) -> bool:
    """An amount by its words, or by what it fixes alone (``Chauffage``, ``01/04/2026``); a sentence is no header."""
    return lu.role in _MONTANTS or (lu.role is None and lu.fixe and lu.longueur <= FIXATION_MAX)


def _build(
    ligne: int,
    entete: tuple[str, ...],
    lus: list[EnTeteLu],
    roles: dict[int, Role],
    candidats: dict[int, EnTeteLu],
    verifies: Sequence[int],
) -> Colonnes:
    choisis, totaux, rivales = _choose(candidats)
    totaux += [place for place in verifies if place not in choisis]
    larges = len(choisis) > 1 and not any(lu.role in (Role.DEBIT, Role.CREDIT) for lu in choisis.values())
    totaux += _settle_totaux(roles, {*choisis, *totaux}, larges=larges)
    roles |= {place: candidats[place].role or Role.MONTANT for place in choisis}
    jours = {place: rank_exigible(lus[place - 1].texte) for place, role in roles.items() if role is Role.EXIGIBLE}
    exigibles = tuple(place for place in sorted(jours) if jours[place] == min(jours.values()))
    sure = any(rang < RANG_DATE_D_APPEL for rang in jours.values())

    def first(role: Role) -> int | None:
        return next((place for place in sorted(roles) if roles[place] is role), None)

    def every(role: Role) -> tuple[int, ...]:
        return tuple(place for place in sorted(roles) if roles[place] is role)

    return Colonnes(
        ligne=ligne,
        entete=entete,
        roles=roles,
        montants=tuple(
            _build_montant(place, lus, roles, larges, date_de_colonne=sure and not larges) for place in sorted(choisis)
        ),
        copropriete=first(Role.COPROPRIETE),
        codes_copropriete=every(Role.CODE_COPROPRIETE),
        lot=first(Role.LOT),
        exigibles=exigibles,
        emissions=tuple(place for place, lu in enumerate(lus, 1) if lu.texte and announces_autre_jour(lu.texte)),
        exigible_sure=sure,
        cles=every(Role.CLE),
        textes=every(Role.NATURE) + every(Role.LIBELLE),
        recuperable=first(Role.RECUPERABLE),
        sens=first(Role.SENS),
        devise=first(Role.DEVISE),
        totaux=tuple(totaux),
        releves=tuple(p for p in every(Role.IGNORE) if totaux and says_releve(lus[p - 1].texte)),
        rivales=tuple(rivales),
        inconnues={place: lu.texte for place, lu in enumerate(lus, 1) if lu.texte and place not in roles},
    )


def _settle_totaux(roles: dict[int, Role], pris: Container[int], *, larges: bool) -> list[int]:
    """The other columns headed ``Total``: those of the row beside several amounts, of the tantièmes else."""
    for place, role in tuple(roles.items()):
        if role is Role.TOTAL and place not in pris:
            roles[place] = Role.TOTAL if larges and roles.get(place - 1) is not Role.TANTIEMES else Role.BASE
    return [place for place, role in roles.items() if role is Role.TOTAL and place not in pris]


def _choose(candidats: dict[int, EnTeteLu]) -> tuple[dict[int, EnTeteLu], list[int], list[int]]:
    """Which candidates are amounts, which are totals of the row, which compete with them."""
    comptes = {place: lu for place, lu in candidats.items() if lu.role in (Role.DEBIT, Role.CREDIT)}
    fixes = {place: lu for place, lu in candidats.items() if lu.fixe and place not in comptes}
    simples = {place: lu for place, lu in candidats.items() if not lu.fixe and place not in comptes}
    sommes = list_totaux_de_rangee(fixes)
    fixes = {place: lu for place, lu in fixes.items() if place not in sommes}
    fixations = [(_norme(lu.cle), lu.lot, lu.natures, lu.exigible, lu.prouve and place) for place, lu in fixes.items()]
    if len(fixes) > 1 and len(set(fixations)) == len(fixations):
        meilleurs = [place for place, lu in simples.items() if lu.rang == 2 and not is_total_de_rangee(lu.texte)]
        totaux = [place for place in simples if place not in meilleurs]
        return fixes, [*totaux, *sommes], [*meilleurs, *comptes]
    if len(comptes) == 2 and {lu.role for lu in comptes.values()} == {Role.DEBIT, Role.CREDIT}:
        return comptes, [], [place for place, lu in (fixes | simples).items() if lu.rang == 2]
    haut = max((lu.rang for lu in candidats.values()), default=0)
    premiers = [place for place, lu in candidats.items() if lu.rang == haut or lu.role in (Role.DEBIT, Role.CREDIT)]
    avoirs = [place for place in premiers if candidats[place].role is Role.CREDIT]
    principaux = [place for place in premiers if place not in avoirs]
    choisis = {place: candidats[place] for place in (*principaux[:1], *avoirs[:1])}
    muets = [place for place in fixes if place not in choisis and place not in premiers]
    sur = haut < 2 or all(is_appele(lu) for lu in choisis.values())
    parts = [] if sur else [place for place, lu in candidats.items() if lu.rang == 1 and place not in muets]
    return choisis, [], [*principaux[1:], *muets, *parts]


def _build_montant(
    place: int, lus: list[EnTeteLu], roles: dict[int, Role], larges: bool, *, date_de_colonne: bool
) -> ColonneMontant:
    """``date_de_colonne``: a column says the due date of each row, more surely than a date alone in a header."""
    lu = lus[place - 1]
    dite = find_exigible(lu.texte)
    nue = dite is None or dite[0] > RANG_SUR
    return ColonneMontant(
        colonne=place,
        entete=lu.texte,
        sens=-1 if lu.role is Role.CREDIT else 1,
        cle=lu.cle,
        lot=lu.lot,
        natures=lu.natures,
        exigible=None if nue and date_de_colonne else lu.exigible,
        tantiemes=_find_compagne(Role.TANTIEMES, place, lus, roles, larges),
        base=_find_compagne(Role.BASE, place, lus, roles, larges),
    )


def _find_compagne(role: Role, place: int, lus: list[EnTeteLu], roles: dict[int, Role], larges: bool) -> int | None:
    """The column of tantièmes (or total) that goes with an amount: same key, or the only one of a long layout."""
    possibles = [autre for autre, sien in roles.items() if sien is role]
    fixes = (_norme(lus[place - 1].cle), lus[place - 1].lot)
    memes = [autre for autre in possibles if any(fixes) and (_norme(lus[autre - 1].cle), lus[autre - 1].lot) == fixes]
    if memes:
        return memes[0]
    return possibles[0] if len(possibles) == 1 and not larges else None


def _norme(cle: Valeur | None) -> str | None:
    return None if cle is None else normalise(str(cle))
