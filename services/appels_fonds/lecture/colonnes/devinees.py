"""Columns whose header is in no list: known by what their cells hold, confirmed by the words, asked about in doubt."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations

from services.appels_fonds.lecture.colonnes.contenus import Contenu, Corps
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.patrimoine.codes_syndic import is_code
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_dite
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.lecture.valeurs.dates import DateInvalide, read_date
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.lecture.valeurs.unites import is_devise, read_sens
from shared.excel.cellules import Rangee, Valeur

_PERIODES = (1, 2, 3, 4, 6, 12)
"""In how many calls a year’s share may be cut."""
_CHIFFRES_MAX = 7
"""Columns of numbers whose arithmetic is tried: few tables have more, and none needs more."""
_INDICES: Mapping[Role, re.Pattern[str]] = {
    Role.LOT: re.compile(r"\blots?\b|\bbiens?\b|\bunites?\b|\bn\b|^num|^ref|local|logement"),
    Role.EXIGIBLE: re.compile(
        r"exig|echea|\bpay|\bregle(?:r|ment)|acquit|\bvers|limite|\bdues?\b|\bterme|plus tard|\bavant\b|\bappel"
    ),
    Role.TANTIEMES: re.compile(r"tantieme|\w*milliemes?|\bquot|\bparts\b|\bpoids\b|\bponderation"),
    Role.BASE: re.compile(r"\bbase|\btotale?s?\b|\bensemble|\bdenominateur|\bdiviseur"),
    Role.A_REPARTIR: re.compile(
        r"repartir|ventiler|partager|\bglobal|\bbudget|\bdepense|\bannuel|\bimmeuble|\bcopropriete|\bsyndicat"
    ),
}
_JAMAIS_MONTANT = re.compile(
    r"surface|\bm2\b|etage|niveau|porte|taux|pourcent|\bpct\b|^n\b|^num|\bref|\bannee|exercice|\bcode|\bnb\b|nombre|pages?\b"
    r"|telephone|piece|\bcompta|\bcp?te?\b|compte|cumul|solde|\bindex|consomm|\bjours?\b"
)
_JAMAIS_EXIGIBLE = re.compile(
    r"emis|edit|assembl|\bag\b|factur|valeur|debut|\bfin\b|\bdu\b|\bau\b|naiss|vote|achat|entree"
)


_SUPPLEMENTS = re.compile(
    r"\bfrais\b|honoraires|interets|penalit|majoration|supplement|\bdivers|\bautres?\b|redevance|\btaxes?\b"
)
"""Money that may be called beside the amount: never left out without asking."""
_AUTRE_ANNEE = re.compile(r"\bannuel|\bpreceden|\bn 1\b|\brealise")
"""Shares that no call is for, in the words of a row."""
_CET_APPEL = re.compile(r"\bappel(?!ant)")
_COTE = re.compile(r"\bsens|\bdebit|\bcredit|\bsigne|\bd c\b|\bmontant|mouvement|ecriture")


class ColonnesDevinees:
    """One header and the rows below it."""

    def __init__(
        self,
        lus: Sequence[EnTeteLu],
        corps: Callable[[], Corps],
        index: IndexPatrimoine,
        copropriete: IndexCopropriete | None,
    ) -> None:
        self.lus, self.index = lus, index
        self.roles = {place: lu.role for place, lu in enumerate(lus, 1) if lu.role is not None}
        self.inconnues = [place for place, lu in enumerate(lus, 1) if lu.texte and lu.role is None and not lu.fixe]
        self.anonymes = self._list_anonymes()
        self._ask_corps, self._copropriete = corps, copropriete
        self._observes = Corps(())
        self._coproprietes: list[IndexCopropriete | None] = []

    def guess(self, montants: Mapping[int, EnTeteLu], *, sans_date: bool, dates: bool = False) -> dict[int, Role]:
        """The role of columns whose words say nothing; an amount only where the words gave none.

        :param montants: the columns that words call amounts.
        :param sans_date: nothing above the table says the due date. ``dates``: nor below it.
        """
        nues = self._list_dates() if dates else []
        if self.inconnues or self.anonymes or nues:
            self._observes = self._ask_corps()
        if not self._corps:
            return {}
        devinees: dict[int, Role] = {}
        self._find_coproprietes(devinees)
        cles = [p for p in self._libres(devinees) if self._see(p).is_surtout(self._see(p).cles)]
        cles += [p for p in self.anonymes if self._see(p).is_tout(self._see(p).cles)]
        self._keep(devinees, Role.CLE, cles or self._find_intitules(devinees))
        self._guess_lot(devinees)
        if sans_date and Role.EXIGIBLE not in self.roles.values():
            self._keep(devinees, Role.EXIGIBLE, [p for p in self._libres(devinees) if self._is_exigible(p)])
            self._keep(
                devinees, Role.EXIGIBLE, [] if Role.EXIGIBLE in devinees.values() else self._list_echeances(nues)
            )
        self._guess_a_cote(devinees)
        devinees |= {p: Role.LIBELLE for p in self._libres(devinees) if self._see(p).is_surtout(self._see(p).natures)}
        self._guess_montants(devinees, montants)
        return devinees

    def _list_anonymes(self) -> list[int]:
        """Columns without a header on the left of all the others, where a lot or a key may stand all the same."""
        if {Role.LOT, Role.CLE} <= set(self.roles.values()):
            return []
        premiere = next((place for place, lu in enumerate(self.lus, 1) if lu.texte), 1)
        return list(range(1, premiere))

    @property
    def _corps(self) -> list[Rangee]:
        return self._observes.rangees

    # --- what a column holds ----------------------------------------------------------------------------------------

    def _see(self, place: int) -> Contenu:
        return self._observes.observe(place, self.index, self._coproprietes)

    def _libres(self, devinees: Mapping[int, Role]) -> list[int]:
        return [place for place in self.inconnues if place not in devinees]

    def _hints(self, place: int, role: Role) -> bool:
        return _INDICES[role].search(normalise(self.lus[place - 1].texte)) is not None

    def _keep(self, devinees: dict[int, Role], role: Role, places: Sequence[int]) -> None:
        """The only column that may have a role no other has; with two, none."""
        if role not in self.roles.values() and len(places) == 1:
            devinees[places[0]] = role

    # --- subjects ---------------------------------------------------------------------------------------------------

    def _find_coproprietes(self, devinees: dict[int, Role]) -> None:
        """The copropriété of each row: its own column, else the title."""
        self._coproprietes = [self._copropriete] * len(self._corps)
        place = next((place for place, role in self.roles.items() if role is Role.COPROPRIETE), None)
        if place is None:
            vues = [p for p in self.inconnues if self._see(p).is_tout(self._see(p).coproprietes)]
            if len(vues) != 1:
                return
            place = vues[0]
            devinees[place] = Role.COPROPRIETE
        for rang, rangee in enumerate(self._corps):
            try:
                if place <= len(rangee) and rangee[place - 1] != "":
                    self._coproprietes[rang] = self.index.find_copropriete(rangee[place - 1])
            except CoproprieteIncertaine:
                self._coproprietes[rang] = self._copropriete if is_code(rangee[place - 1]) else None

    def _find_intitules(self, devinees: Mapping[int, Role]) -> list[int]:
        """Where each lot has its column, the one on their left whose words name keys (``Escalier (736 € / 4)``)."""
        lots = [place for place, lu in enumerate(self.lus, 1) if lu.lot is not None]
        if not lots or self._copropriete is None:
            return []
        return [place for place in self._libres(devinees) if place < lots[0] and self._names_cles(place)]

    def _names_cles(self, place: int) -> bool:
        dits = [rangee[place - 1] for rangee in self._corps if place <= len(rangee) and rangee[place - 1] != ""]
        if any(isinstance(dit, str) and _AUTRE_ANNEE.search(normalise(dit)) for dit in dits):
            return False
        connus = [dit for dit in dits if self._copropriete is not None and find_cle_dite(self._copropriete, dit)]
        return bool(connus) and 2 * len(connus) >= len(dits)

    def _guess_lot(self, devinees: dict[int, Role]) -> None:
        """The column whose cells are our lots: by most of them when its words agree, by all of them else."""
        if Role.LOT in self.roles.values():
            return
        muettes = [place for place, role in self.roles.items() if role is Role.IGNORE]
        possibles = []
        for place in (*self._libres(devinees), *muettes, *(p for p in self.anonymes if p not in devinees)):
            contenu = self._see(place)
            if contenu.is_tout(contenu.lots) or (self._hints(place, Role.LOT) and contenu.is_surtout(contenu.lots)):
                possibles.append(place)
        dites = [place for place in possibles if self._hints(place, Role.LOT)]
        self._keep(devinees, Role.LOT, dites or possibles)

    def _is_exigible(self, place: int) -> bool:
        contenu = self._see(place)
        texte = normalise(self.lus[place - 1].texte)
        dite = self._hints(place, Role.EXIGIBLE) and not _JAMAIS_EXIGIBLE.search(texte)
        return dite and contenu.is_surtout(contenu.dates)

    def _list_dates(self) -> list[int]:
        """The column headed ``Date``; beside the year or the number of the call, it is when the call was written."""
        periodes = [place for place, role in self.roles.items() if role is Role.PERIODE]
        return [p for p in periodes if normalise(self.lus[p - 1].texte) == "date"] if len(periodes) == 1 else []

    def _list_echeances(self, places: Sequence[int]) -> list[int]:
        """Columns of dates that are all the first of a month, as the days of provisions are."""
        jours = {p: [r[p - 1] for r in self._corps if p <= len(r) and r[p - 1] != ""] for p in places}
        return [place for place, dits in jours.items() if dits and all(map(_is_premier, dits))]

    def _guess_a_cote(self, devinees: dict[int, Role]) -> None:
        """The side and the currency of the amounts, each in a column of its own. A letter alone is a side only where
        the words say so."""
        for role, dit in ((Role.SENS, _says_sens), (Role.DEVISE, is_devise)):
            places = []
            for place in self._libres(devinees):
                cellules = [valeur for rangee in self._corps for valeur in rangee[place - 1 : place] if valeur != ""]
                dite = role is Role.DEVISE or _COTE.search(normalise(self.lus[place - 1].texte)) is not None
                sure = dite or any(len(str(valeur).strip()) > 1 or valeur == "+" for valeur in cellules)
                if cellules and sure and all(dit(valeur) for valeur in cellules):
                    places.append(place)
            self._keep(devinees, role, places)

    # --- amounts ----------------------------------------------------------------------------------------------------

    def _guess_montants(self, devinees: dict[int, Role], montants: Mapping[int, EnTeteLu]) -> None:
        chiffres = [place for place in self._libres(devinees) if self._see(place).is_surtout(self._see(place).nombres)]
        comptes = {place: lu.role for place, lu in montants.items() if lu.role in (Role.DEBIT, Role.CREDIT)}
        if len(montants) > 1 and not comptes:
            devinees |= {place: Role.TOTAL for place in chiffres if self._sums(place, montants)}
            return
        if len(comptes) == len(montants) == 1:
            exclusives = [place for place in chiffres if self._excludes(place, next(iter(comptes)))]
            if len(exclusives) == 1:
                credit = next(iter(comptes.values())) is Role.CREDIT
                devinees[exclusives[0]] = Role.DEBIT if credit else Role.CREDIT
                return
        if montants and Role.CREDIT not in comptes.values():
            plus = [p for p in chiffres if self._may_add(p, montants)]
            devinees |= {place: Role.MONTANT for place in plus if any(self._see(place).montants)}
            return
        for place in self._find_montants(chiffres, devinees):
            devinees[place] = Role.MONTANT

    def _may_add(self, place: int, montants: Mapping[int, EnTeteLu]) -> bool:
        """Money by its words called beside the amount (``Frais``), or what is called of the share that is the only
        amount so far (``Présent appel`` beside ``Quote-part``)."""
        texte = normalise(self.lus[place - 1].texte)
        parts = all(lu.rang < 2 for lu in montants.values()) and not is_jamais_montant(texte)
        return bool(_SUPPLEMENTS.search(texte) or (parts and _CET_APPEL.search(texte)))

    def _excludes(self, place: int, autre: int) -> bool:
        """Of two columns, each row fills one and one only, and both serve."""
        paires = list(zip(self._see(place).montants, self._see(autre).montants, strict=True))
        return any(un for un, _ in paires) and any(deux for _, deux in paires) and all(
            bool(un) != bool(deux) for un, deux in paires
        )  # fmt: skip

    def _sums(self, place: int, montants: Mapping[int, EnTeteLu]) -> bool:
        """Does it hold, on each row, the sum of the amounts?"""
        colonnes = [self._see(montant).montants for montant in montants]
        sommes = [sum(valeur or 0 for valeur in rangee) for rangee in zip(*colonnes, strict=True)]
        imprimes = self._see(place).montants
        return all(abs((lu or 0) - somme) <= len(montants) for lu, somme in zip(imprimes, sommes, strict=True))

    def _find_montants(self, chiffres: Sequence[int], devinees: dict[int, Role]) -> list[int]:
        """The columns that may be the amount called: never a weight, nor a whole that another column shares."""
        for place in chiffres:
            for role in (Role.A_REPARTIR, Role.BASE, Role.TANTIEMES):
                if self._hints(place, role) and (role is Role.A_REPARTIR or not self._see(place).monnaie):
                    devinees[place] = role
                    break
        restes = [place for place in chiffres if place not in devinees and not self._is_muette(place)]
        parts = list(self._find_parts([*restes, *(p for p in chiffres if p in devinees)][:_CHIFFRES_MAX]))
        if len(parts) == 1:
            montant, tout, tantiemes, base = parts[0]
            devinees |= {tout: Role.A_REPARTIR, tantiemes: Role.TANTIEMES, base: Role.BASE}
            devinees.pop(montant, None)
            return [montant]
        return restes

    def _is_muette(self, place: int) -> bool:
        """Its words speak of something else, or it counts the rows."""
        montants = self._see(place).montants
        entiers = len(montants) > 1 and not self._see(place).monnaie
        if entiers and all(lu == (montants[0] or 0) + 100 * rang for rang, lu in enumerate(montants)):
            return True
        return is_jamais_montant(self.lus[place - 1].texte)

    def _find_parts(self, chiffres: Sequence[int]) -> Iterator[tuple[int, int, int, int]]:
        """(part, whole, tantièmes, base) such that part = whole × tantièmes ÷ base on every row, all of them seen."""
        poids = {role: [p for p, sien in self.roles.items() if sien is role] for role in (Role.TANTIEMES, Role.BASE)}
        places = [*chiffres, *poids[Role.TANTIEMES], *poids[Role.BASE]]
        entiers = [place for place in places if not self._see(place).monnaie]
        for tantiemes, base in permutations(entiers, 2):
            monnaies = [p for p in chiffres if p not in (tantiemes, base) and (p not in entiers or len(entiers) > 2)]
            for montant, tout in permutations(monnaies, 2):
                colonnes = [self._see(place).montants for place in (montant, tout, tantiemes, base)]
                if _is_partage(list(zip(*colonnes, strict=True))):
                    yield montant, tout, tantiemes, base


def is_jamais_montant(texte: str) -> bool:
    """Do the words of a header speak of something else than money called: a surface, a rate, a meter?"""
    return _JAMAIS_MONTANT.search(normalise(texte)) is not None


def _is_premier(valeur: Valeur) -> bool:
    try:
        jour = read_date(valeur) if isinstance(valeur, date | str) else None
    except DateInvalide:
        return False
    return jour is not None and jour.day == 1


def _says_sens(valeur: Valeur) -> bool:
    return read_sens(valeur) is not None


def _is_partage(rangees: Sequence[tuple[int | None, ...]]) -> bool:
    """The same division on two rows that differ, at least; to the cent, for one cutting of the year."""
    entieres = [[valeur for valeur in rangee if valeur is not None] for rangee in rangees if None not in rangee]
    if len(entieres) < len(rangees) or len(set(rangees)) < 2:
        return False
    return any(all(_divides(rangee, nombre) for rangee in entieres) for nombre in _PERIODES)


def _divides(rangee: Sequence[int], nombre: int) -> bool:
    montant, tout, tantiemes, base = rangee
    exact = abs(montant * base * nombre - tout * tantiemes) <= base * nombre
    return exact and 0 < tantiemes < base and 0 < montant < tout
