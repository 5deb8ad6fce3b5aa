"""Classify a syndic's label: which poste of the nomenclature, what rate, how sure, and which words decided.

The words name notions (``libelles``), and combinations of notions name postes (``regles_classement``). Equipment and
place weigh more than nature, nature more than the account, the account more than a brand. What is not sure enough is
``DIV-01`` at 0 %: a wrong 100 % is billed to tenants, a 0 % waits for a person.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from services.charges.postes.comptes_charges import COMPTES, COMPTES_DECISIFS, COMPTES_MUETS
from services.charges.postes.libelles import POIDS, Indice, split_mots, spot_notions, weigh
from services.charges.postes.mots_abreges import AMBIGUS
from services.charges.postes.nomenclature import NON_CLASSE, Poste, load_nomenclature
from services.charges.postes.regles_classement import ALERTES, POIDS_COMPTE, REGLES

SEUIL = Decimal("0.50")
INSUFFISANT = Decimal("0.45")
CONFIANCE_DEUX_MOTS = Decimal("0.92")
CONFIANCE_UN_MOT = Decimal("0.80")
CONFIANCE_SANS_MOT = {
    frozenset({"compte", "marque"}): Decimal("0.60"),
    frozenset({"compte"}): Decimal("0.55"),
    frozenset({"marque"}): Decimal("0.40"),
}
ALERTES_LUES = frozenset(ALERTES.split())
VAGUES = frozenset({"divers", "vague"})
FAIBLES = frozenset({"produit"})
MUETS = frozenset(f"compte {compte}" for compte in COMPTES_MUETS)


@dataclass(frozen=True, slots=True)
class Classement:
    """What a label is: code of the nomenclature, rate in percent, confidence 0 to 1, and the words that decided."""

    code: str
    taux: Decimal
    confiance: Decimal
    mots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combinaison:
    """Notions that make a poste together: one of each group, none of the excluded."""

    poste: Poste
    groupes: tuple[frozenset[str], ...]
    exclues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """A combination that a label fills: its weight, its poste, the clues it used."""

    poids: float
    poste: Poste
    retenus: tuple[Indice, ...]

    @property
    def sources(self) -> set[str]:
        """What kinds of clues it rests on: mot, compte, marque."""
        return {indice.source for indice in self.retenus}


def classify_libelle(libelle: str, compte: str = "") -> Classement:
    """Give a label its poste, from its words, then its account, then a brand.

    Below the threshold of confidence the code is ``DIV-01`` at 0 %, with the confidence of the best guess.
    """
    decisif = _find_prefix(compte, COMPTES_DECISIFS)
    if decisif:
        return _decide_by_compte(decisif, COMPTES_DECISIFS[decisif])
    indices = _collect_indices(split_mots(libelle), compte)
    permises = (trouvaille for trouvaille in _match_combinaisons(indices) if _heeds_alertes(trouvaille, indices))
    classees = sorted(permises, key=lambda trouvaille: (-trouvaille.poids, trouvaille.poste.taux))
    if not classees:
        return Classement(NON_CLASSE, Decimal(0), Decimal(0), ())
    retenue, *rivales = classees
    confiance = _measure_confiance(retenue, rivales, compte)
    mots = tuple(indice.mot for indice in retenue.retenus)
    if confiance < SEUIL or _is_vague(retenue, indices, compte):
        return Classement(NON_CLASSE, Decimal(0), min(confiance, INSUFFISANT), mots)
    return Classement(retenue.poste.code, retenue.poste.taux, confiance, mots)


def _decide_by_compte(prefixe: str, code: str) -> Classement:
    poste = load_nomenclature()[code]
    return Classement(code, poste.taux, Decimal("0.85"), (f"compte {prefixe}",))


def _find_prefix(compte: str, connus: Iterable[str]) -> str | None:
    """The longest known account that starts this one, written in any way (``6140 0010``, ``450-1``)."""
    chiffres = re.sub(r"\D", "", compte)
    return max((connu for connu in connus if chiffres.startswith(connu)), key=len, default=None)


def _collect_indices(mots: list[str], compte: str) -> dict[str, Indice]:
    """The strongest clue for each notion, from words and brands, then from the account."""
    indices: dict[str, Indice] = {}
    prefixe = _find_prefix(compte, COMPTES)
    du_compte = [Indice(COMPTES[prefixe], f"compte {prefixe}", "compte", POIDS_COMPTE)] if prefixe else []
    for indice in [*spot_notions(mots), *du_compte]:
        connu = indices.get(indice.notion)
        if connu is None or indice.poids > connu.poids:
            indices[indice.notion] = indice
    return _settle_ambigus(indices)


def _settle_ambigus(indices: dict[str, Indice]) -> dict[str, Indice]:
    """Each word of two meanings becomes the notion that its neighbours give it, or nothing."""
    sures = {notion: indice for notion, indice in indices.items() if notion not in AMBIGUS}
    dites = {notion for notion, indice in sures.items() if indice.mot not in MUETS}
    for ambigue in indices.keys() - sures.keys():
        for notion, voisines in AMBIGUS[ambigue][1]:
            if not voisines or not dites.isdisjoint(voisines.split()):
                if notion and (notion not in sures or sures[notion].source != "mot"):
                    sures[notion] = weigh(indices[ambigue], notion)
                break
    return sures


@cache
def _load_combinaisons() -> tuple[Combinaison, ...]:
    postes = load_nomenclature()
    return tuple(
        _parse_combinaison(postes[code], texte) for code, combinaisons in REGLES.items() for texte in combinaisons
    )


def _parse_combinaison(poste: Poste, texte: str) -> Combinaison:
    bouts = texte.split()
    return Combinaison(
        poste,
        tuple(frozenset(bout.split("|")) for bout in bouts if not bout.startswith("-")),
        frozenset(bout[1:] for bout in bouts if bout.startswith("-")),
    )


def _match_combinaisons(indices: dict[str, Indice]) -> Iterator[Trouvaille]:
    """Each combination that the clues fill; one word serves only once in it."""
    notions = frozenset(indices)
    for combinaison in _load_combinaisons():
        if combinaison.exclues.isdisjoint(notions) and not any(map(notions.isdisjoint, combinaison.groupes)):
            retenus = _fill_groupes(combinaison.groupes, indices)
            if retenus:
                yield Trouvaille(sum(indice.poids for indice in retenus), combinaison.poste, retenus)


def _heeds_alertes(trouvaille: Trouvaille, indices: dict[str, Indice]) -> bool:
    """A poste that recovers is out when the label writes a word that lowers the rate and it left that word aside."""
    if trouvaille.poste.taux == 0:
        return True
    pris = {indice.place for indice in trouvaille.retenus}
    return not any(
        indice.source == "mot" and notion in ALERTES_LUES and indice.place not in pris
        for notion, indice in indices.items()
    )


def _fill_groupes(groupes: tuple[frozenset[str], ...], indices: dict[str, Indice]) -> tuple[Indice, ...]:
    retenus: list[Indice] = []
    for groupe in groupes:
        pris = {indice.place for indice in retenus}
        libres = [indice for notion, indice in indices.items() if notion in groupe and indice.place not in pris]
        if not libres:
            return ()
        retenus.append(max(libres, key=lambda indice: indice.poids))
    return tuple(retenus)


def _measure_confiance(retenue: Trouvaille, rivales: list[Trouvaille], compte: str) -> Decimal:
    """How sure, 0 to 1: what kind of clues decided, less what disputes them (a rival, a correction, the account)."""
    mots = sum(indice.source == "mot" for indice in retenue.retenus)
    if mots:
        base = CONFIANCE_DEUX_MOTS if mots >= 2 else CONFIANCE_UN_MOT
    else:
        base = CONFIANCE_SANS_MOT[frozenset(retenue.sources)]
    if any(indice.corrige for indice in retenue.retenus):
        base -= Decimal("0.08")
    if any(retenue.poids - rivale.poids < 0.5 and rivale.poste.taux != retenue.poste.taux for rivale in rivales):
        base -= Decimal("0.15") if retenue.poste.taux == 0 else Decimal("0.25")
    if compte and _find_prefix(compte, retenue.poste.comptes) is None:
        base -= Decimal("0.10")
    return base


def _is_vague(retenue: Trouvaille, indices: dict[str, Indice], compte: str) -> bool:
    """Without any word of trade: the account alone holds too many things, or the label says « divers » or something
    else, that was left aside; or the only word fits many trades, and the account is not that of its poste."""
    if "mot" in retenue.sources:
        faible = all(indice.notion in FAIBLES for indice in retenue.retenus if indice.source == "mot")
        return faible and bool(compte) and _find_prefix(compte, retenue.poste.comptes) is None
    autres = [indice for indice in indices.values() if indice.source == "mot" and indice.poids > POIDS["entretien"]]
    if autres or not VAGUES.isdisjoint(indices):
        return True
    return all(indice.mot in MUETS for indice in retenue.retenus)
