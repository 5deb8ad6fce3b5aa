"""An expense posted to the wrong poste: in one year of one building, one poste lacks what another has too much of."""

from collections import ChainMap, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from services.charges.anomalies.attendus import Attendu, Cellule, Portefeuille
from services.charges.anomalies.signalement import Retenus, Signalement, describe_montants, format_pourcent, is_silenced
from shared.montants import format_montant

COTE_FORTE = 3.5
"""Usual gaps from which a lack, or an excess, is plain."""
COTE_FAIBLE = 1.0
"""Usual gaps from which an excess may receive a large lack."""
MANQUE_LOURD = 0.33
"""Part of the expected amount from which a lack is large: more than a quarter billed late."""
ACCORD_LARGE = 2.5
"""How far lack and excess may disagree, in usual gaps of both postes together."""
DISCORDANCE = 0.30
DISCORDANCE_LARGE = 0.80
"""How far they may disagree as a part of the larger: when both are plain; when a large lack hides in a large poste."""
DECALAGE = 0.32
"""A gap as large as one quarter of a year, noise included: it may be only five quarters billed, then three."""


@dataclass(frozen=True, slots=True)
class Transfert:
    """What ``manque`` lacks stands in ``trop``; ``discordance`` is what is left over, as a part of the amount."""

    manque: Attendu
    trop: Attendu
    discordance: float


def find_imputations(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """Both postes of each transfer, the year after being the correction of the year before."""
    par_annee: dict[tuple[int, str], list[Attendu]] = defaultdict(list)
    for attendu in _iter_attendus(portefeuille):
        par_annee[attendu.cellule.annee, attendu.cellule.copro_id].append(attendu)
    trouves: dict[Cellule, Signalement] = {}
    vus = ChainMap(trouves, dict(retenus))
    for annee in sorted(par_annee):
        libres = [
            attendu
            for attendu in par_annee[annee]
            if not is_silenced(attendu.cellule, evenements, vus) and not _is_rebond(attendu, portefeuille)
        ]
        for transfert in _choose_transferts(libres, portefeuille):
            for signalement in _explain(transfert):
                trouves[signalement.cellule] = signalement
    return list(trouves.values())


def _iter_attendus(portefeuille: Portefeuille) -> Iterator[Attendu]:
    """The judged cells, and the lone amounts on a poste the building does not have (nothing was expected)."""
    yield from portefeuille.attendus.values()
    for cellule, montant in portefeuille.montants.items():
        if montant > 0 and cellule not in portefeuille.attendus:
            yield Attendu(cellule, montant, 0, None, 0.0, 0)


def _choose_transferts(attendus: list[Attendu], portefeuille: Portefeuille) -> Iterator[Transfert]:
    """The transfers that agree best, each cell used once."""
    manques = [
        attendu for attendu in attendus if attendu.attendu and attendu.exces < 0 and _cote(attendu) >= COTE_FORTE
    ]
    trops = [attendu for attendu in attendus if attendu.exces > 0 and _cote(attendu) >= COTE_FAIBLE]
    candidats = [
        transfert
        for manque in manques
        for trop in trops
        if (transfert := _match(manque, trop)) is not None and not _is_decalage(transfert, portefeuille)
    ]
    pris: set[Cellule] = set()
    for transfert in sorted(candidats, key=lambda transfert: transfert.discordance):
        cellules = {transfert.manque.cellule, transfert.trop.cellule}
        if pris.isdisjoint(cellules):
            pris |= cellules
            yield transfert


def _cote(attendu: Attendu) -> float:
    """Distance in usual gaps, as an amount; an amount where nothing was expected is as far as can be."""
    return abs(attendu.exces) / attendu.bruit if attendu.bruit else float("inf")


def _match(manque: Attendu, trop: Attendu) -> Transfert | None:
    """A transfer when both gaps agree, either closely or within what both postes usually vary.

    A large lack that is not a whole year went somewhere: the excess may then be weak in a larger poste. A whole year
    is more often missing than moved, so its excess must be plain.
    """
    reste = abs(manque.exces + trop.exces)
    discordance = reste / max(-manque.exces, trop.exces)
    accord = reste / max(hypot(manque.bruit, trop.bruit), 1.0)
    lourd = -manque.exces >= MANQUE_LOURD * manque.attendu and manque.montant > 0
    if lourd and accord <= ACCORD_LARGE and discordance <= DISCORDANCE_LARGE:
        return Transfert(manque, trop, discordance)
    net = min(_cote(manque), _cote(trop)) >= COTE_FORTE
    if net and discordance <= DISCORDANCE and accord <= ACCORD_LARGE:
        return Transfert(manque, trop, discordance)
    return None


def _is_decalage(transfert: Transfert, portefeuille: Portefeuille) -> bool:
    """Both gaps are explained by a billing shift: about a quarter, given back the year before or after."""
    return all(
        attendu.residu is not None
        and abs(attendu.exces) / attendu.attendu < DECALAGE
        and any(
            voisin is not None and voisin.residu is not None and _compensates(attendu, voisin)
            for voisin in (_voisin(attendu, pas, portefeuille) for pas in (-1, 1))
        )
        for attendu in (transfert.manque, transfert.trop)
    )


def _is_rebond(attendu: Attendu, portefeuille: Portefeuille) -> bool:
    """The year before was far off the other way: this one gives back or catches up."""
    veille = _voisin(attendu, -1, portefeuille)
    return veille is not None and veille.exces * attendu.exces < 0 and _cote(veille) >= COTE_FORTE


def _voisin(attendu: Attendu, pas: int, portefeuille: Portefeuille) -> Attendu | None:
    cellule = attendu.cellule
    return portefeuille.attendus.get(Cellule(cellule.copro_id, cellule.annee + pas, cellule.poste))


def _compensates(attendu: Attendu, voisin: Attendu) -> bool:
    return attendu.exces * voisin.exces < 0 and abs(attendu.exces + voisin.exces) < 0.4 * abs(attendu.exces)


def _explain(transfert: Transfert) -> Iterator[Signalement]:
    manque, trop = transfert.manque, transfert.trop
    cote = min(max(_cote(manque), _cote(trop)), 40.0)
    texte = (
        f"{manque.cellule.annee} : {format_montant(-manque.exces)} manquent en {manque.cellule.poste} "
        f"({describe_montants(manque)}) et {format_montant(trop.exces)} sont en trop en {trop.cellule.poste} "
        f"({format_montant(trop.montant)} pour {format_montant(trop.attendu)} attendus). Les deux écarts se compensent "
        f"à {format_pourcent(1 - transfert.discordance)}"
    )
    for attendu in (manque, trop):
        yield Signalement(attendu.cellule, "imputation", cote, f"{texte} : vérifier l’imputation.")
