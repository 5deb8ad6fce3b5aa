"""One ballot of a resolution: the figures and names of its positions, and the counts that they tell together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.votes.lecture.pv_lu import COMPTES, Decompte, ScrutinLu
from services.votes.lecture.scrutin.decomptes import Lu, settle_nus
from services.votes.lecture.scrutin.lexique import TETES_MAX
from services.votes.lecture.scrutin.marques import Marque

CLE_MIN = 99
"""The total of a clé is more."""
_RAPPORT = 5
_ZERO, _ZERO_TETE = Decompte(0, None), Decompte(None, 0)


@dataclass(slots=True)
class Ballot:
    """One cluster of labels that count the same vote."""

    debut: int
    fin: int
    lus: dict[str, Lu] = field(default_factory=dict)
    noms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    total: int | None = None
    second: bool = False
    votants: int | None = None
    """How many owners voted, where it is printed above the count or before it."""
    nommes: dict[str, Lu] = field(default_factory=dict)
    """The voix of a position that has no count, but the name of a single owner and hers."""
    reste: str = ""
    """What the line of the last label still says after it."""
    avant: str = ""
    """What the line of the first label says before it."""

    def scrutin(self, entete: str, presents: Decompte | None = None) -> ScrutinLu | None:
        """The counts, or None when no figure is printed. « Aucun » and a lone 0 are 0 in the units of the others.

        ``presents``: who is there; lone figures that add up to heads at most, far under the voix, are heads.
        """
        comptes = settle_nus(self.lus, entete, presents)
        self._settle_paires(comptes)
        pleins = [nom for nom, lu in self.lus.items() if not lu.neant and comptes[nom] not in (_ZERO, _ZERO_TETE)]
        self._settle_seuls(comptes, pleins, presents)
        if not any(comptes[nom] != Decompte() for nom, lu in self.lus.items() if not lu.neant):
            return None
        avec_voix = any(comptes[nom].voix is not None for nom in pleins) or not pleins
        avec_tetes = any(comptes[nom].tetes is not None for nom in pleins or self.lus)
        for nom in set(self.lus) - set(pleins):
            comptes[nom] = Decompte(0 if avec_voix else None, 0 if avec_tetes else None)
        return ScrutinLu(*(comptes.get(nom, Decompte()) for nom in COMPTES))

    def _settle_seuls(self, comptes: dict[str, Decompte], pleins: Sequence[str], presents: Decompte | None) -> None:
        """A lone figure without unit counts what the others count; beside counts in both, it is unsure."""
        seuls = {n: self.lus[n].nus[0] for n in pleins if len(self.lus[n].nus) == 1 and comptes[n].tetes is None}
        autres = [comptes[nom] for nom in pleins if nom not in seuls and comptes[nom] != Decompte()]
        if seuls and not autres:
            petits = any(0 < (self.lus[nom].total or CLE_MIN + 1) <= CLE_MIN for nom in seuls)
            if petits or sum(seuls.values()) == self.votants or _are_tetes(sum(seuls.values()), presents):
                comptes |= {nom: Decompte(None, nu) for nom, nu in seuls.items()}
                self.total = None
        elif any(c.voix is not None and c.tetes is not None for c in autres):
            comptes |= {nom: Decompte() for nom in seuls}
        elif autres and all(c.voix is None for c in autres):
            if any(nu > TETES_MAX for nu in seuls.values()):
                comptes |= {nom: Decompte(comptes[nom].tetes) for nom in pleins if nom not in seuls}
            else:
                comptes |= {nom: Decompte(None, nu) for nom, nu in seuls.items()}

    def is_vierge(self) -> bool:
        """Whether all three positions have a dash, or « néant »: nothing was voted."""
        return self.lus.keys() == set(COMPTES) and all(lu.neant for lu in self.lus.values())

    def is_plein(self, marque: Marque) -> bool:
        """Whether a label that comes after a second vote was announced opens it: counts already, or names alone."""
        seuls = bool(self.noms or self.nommes) and self.lus.keys() <= self.nommes.keys()
        return seuls or (bool(self.lus) and marque.lu is not None)

    def add_noms(self, genre: str, noms: Sequence[str]) -> None:
        """Add names of a list that stands apart from its count, once each."""
        connus = self.noms.get(genre, ())
        self.noms[genre] = (*connus, *(nom for nom in noms if nom not in connus))

    def add_nommes(self) -> None:
        """Beside « Pour : 851 voix », « Abstention de M. PETIT (29 voix) » counts the abstentions."""
        if "pour" in self.lus:
            nommes = {nom: lu for nom, lu in self.nommes.items() if lu.compte.voix is not None}
            self.lus |= {nom: lu for nom, lu in nommes.items() if nom not in self.lus}

    def is_part(self, marque: Marque) -> bool:
        """« Pour en séance : 26 », « pour par correspondance : 3 »: parts of one count, of which none is the whole."""
        return set(self.lus) == {marque.genre} and marque.ligne <= self.fin + 1

    def add_unite(self, genre: str, lu: Lu, ligne: int) -> bool:
        """Whether a label right below the last one counts the same position in the other unit, which is then added:
        « Pour (voix) : 5 244 » above « Pour (copropriétaires) : 11 »."""
        avant = self.lus.get(genre)
        if avant is None or next(reversed(self.lus)) != genre or ligne > self.fin + 1 or avant.neant or lu.neant:
            return False
        paires = ((avant.compte.voix, lu.compte.voix), (avant.compte.tetes, lu.compte.tetes))
        unites = [(un is None, autre is None) for un, autre in paires]
        if sorted(unites) != [(False, True), (True, False)]:
            return False
        voix, tetes = (un if autre is None else autre for un, autre in paires)
        self.lus[genre] = replace(avant, compte=Decompte(voix, tetes), total=avant.total or lu.total, nus=())
        self.fin = ligne
        return True

    def completes(self, autre: "Ballot") -> bool:
        """Whether the other tells the same positions in the other unit."""
        tetes = [_is_tetes(b) for b in (self, autre)]
        return self.lus.keys() == autre.lus.keys() and None not in tetes and tetes[0] != tetes[1]

    def _settle_paires(self, comptes: dict[str, Decompte]) -> None:
        """« Pour : 29 / 6 328 – Contre : 7 / 1 162 »: a ballot has one total, so these are heads and voix."""
        totaux = [lu.total for lu in self.lus.values() if lu.total is not None]
        nus = [nom for nom, lu in self.lus.items() if lu.total is not None and comptes[nom].tetes is None]
        if len(nus) < 2 or len(set(totaux)) < 2:
            return
        couples = [(comptes[nom].voix or 0, self.lus[nom].total or 0) for nom in nus]
        if any(voix > TETES_MAX for voix, _ in couples) and all(voix <= total for voix, total in couples):
            return  # « 6 334 / 7 490, 310 / 7 800 »: voix of those who vote, then of those who are there
        sures = all(voix <= min(total, TETES_MAX) for voix, total in couples)
        for nom in nus:
            comptes[nom] = Decompte(self.lus[nom].total, comptes[nom].voix) if sures else Decompte()
        for nom, lu in self.lus.items():
            if lu.total is None and not lu.neant and comptes[nom].tetes is None:
                comptes[nom] = Decompte()


def _is_tetes(ballot: Ballot) -> bool | None:
    """Whether a ballot counts heads alone; None when it counts both, or cannot be told."""
    comptes = [lu.compte for lu in ballot.lus.values() if not lu.neant]
    if comptes and all(c.voix is None and c.tetes is not None for c in comptes):
        return True
    return False if comptes and all(c.tetes is None and c.voix is not None for c in comptes) else None


def _are_tetes(somme: int, presents: Decompte | None) -> bool:
    """Whether lone figures are heads: no more than are there, who are counted in heads alone or by far more voix."""
    if presents is None or presents.tetes is None or somme > presents.tetes:
        return False
    return presents.voix is None or presents.voix > _RAPPORT * presents.tetes
