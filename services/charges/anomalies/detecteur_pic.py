"""A year that stands out upwards: a spike, or on the water a leak; never a billing shift nor a rise all peers had."""

from collections import ChainMap
from math import exp, log

from services.charges.anomalies.attendus import Attendu, Cellule, Portefeuille
from services.charges.anomalies.signalement import (
    Retenus,
    Signalement,
    describe_montants,
    describe_reference,
    format_decimal,
    is_silenced,
)

COTE_MINIMUM = 3.5
HAUSSE_MINIMUM = {"EAU": log(1.25), "SYN": log(1.35)}
HAUSSE_PAR_DEFAUT = log(1.33)
CINQ_TRIMESTRES = log(5 / 4)
TROIS_TRIMESTRES = log(3 / 4)


def find_pics(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """Spikes of any poste (``pic``) and of the water (``fuite_eau``), earliest first so that a rebound is known.

    The fees of a syndic already told as drifting are not told again year by year.
    """
    trouves: dict[Cellule, Signalement] = {}
    vus = ChainMap(trouves, dict(retenus))
    derivees = {vu.cellule.copro_id for vu in retenus.values() if vu.type == "derive_syndic"}
    for serie in portefeuille.iter_series():
        if serie[0].cellule.poste == "SYN" and serie[0].cellule.copro_id in derivees:
            continue
        for rang, attendu in enumerate(serie):
            if _stands_out(attendu, serie, rang) and not is_silenced(attendu.cellule, evenements, vus):
                trouves[attendu.cellule] = _explain(attendu)
    return list(trouves.values())


def _stands_out(attendu: Attendu, serie: list[Attendu], rang: int) -> bool:
    hausse = HAUSSE_MINIMUM.get(attendu.cellule.poste, HAUSSE_PAR_DEFAUT)
    if attendu.residu is None or attendu.residu < max(COTE_MINIMUM * attendu.ecart_usuel, hausse):
        return False
    return not _is_decalage(attendu, serie[rang + 1] if rang + 1 < len(serie) else None)


def _is_decalage(attendu: Attendu, suivant: Attendu | None) -> bool:
    """Five quarters billed, then three the year after, each within twice the usual gap."""
    if suivant is None or suivant.residu is None or attendu.residu is None:
        return False
    marge = 2 * attendu.ecart_usuel
    return attendu.residu <= CINQ_TRIMESTRES + marge and abs(suivant.residu - TROIS_TRIMESTRES) <= marge


def _explain(attendu: Attendu) -> Signalement:
    cellule = attendu.cellule
    fuite = cellule.poste == "EAU"
    conseil = (
        "demander les relevés de compteurs et si une fuite a été réparée"
        if fuite
        else "demander la facture ou le contrat qui l’explique"
    )
    residu = attendu.residu or 0.0
    texte = (
        f"{cellule.poste} {cellule.annee} : {describe_montants(attendu)}, "
        f"{format_decimal(exp(residu))} fois l’attendu et "
        f"{format_decimal(attendu.cote)} écarts courants au-dessus. {describe_reference(attendu)} ; {conseil}."
    )
    return Signalement(cellule, "fuite_eau" if fuite else "pic", attendu.cote, texte)
