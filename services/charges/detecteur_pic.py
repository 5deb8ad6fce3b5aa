"""A year that stands out upwards: a spike, or on the water a leak; never a billing shift nor a rise all peers had."""

from math import exp, log

from services.charges.attendus import Attendu, Cellule, Portefeuille
from services.charges.signalement import Retenus, Signalement, describe_montants, describe_reference, is_silenced

COTE_MINIMUM = 3.5
HAUSSE_MINIMUM = {"EAU": log(1.25), "SYN": log(1.35)}
HAUSSE_PAR_DEFAUT = log(1.33)


def find_pics(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """Spikes of any poste (``pic``) and of the water (``fuite_eau``), earliest first so that a rebound is known."""
    trouves: dict[Cellule, Signalement] = {}
    for serie in portefeuille.iter_series():
        for rang, attendu in enumerate(serie):
            vus = {**retenus, **trouves} if trouves else retenus
            if _stands_out(attendu, serie, rang) and not is_silenced(attendu.cellule, evenements, vus):
                trouves[attendu.cellule] = _explain(attendu)
    return list(trouves.values())


def _stands_out(attendu: Attendu, serie: list[Attendu], rang: int) -> bool:
    hausse = HAUSSE_MINIMUM.get(attendu.cellule.poste, HAUSSE_PAR_DEFAUT)
    if attendu.residu is None or attendu.residu < max(COTE_MINIMUM * attendu.ecart_usuel, hausse):
        return False
    return not _is_decalage(attendu, serie[rang - 1] if rang else None, serie[rang + 1 : rang + 2])


def _is_decalage(attendu: Attendu, avant: Attendu | None, apres: list[Attendu]) -> bool:
    """At most five quarters and a half, given back the year after (or catching up what the year before lacked)."""
    voisins = [*apres, *([avant] if avant else [])]
    return attendu.montant < 1.45 * attendu.attendu and any(
        voisin.residu is not None and abs(voisin.exces + attendu.exces) < 0.35 * attendu.exces for voisin in voisins
    )


def _explain(attendu: Attendu) -> Signalement:
    cellule = attendu.cellule
    fuite = cellule.poste == "EAU"
    conseil = (
        "demander les relevés de compteurs et si une fuite a été réparée"
        if fuite
        else "demander la facture ou le contrat qui l'explique"
    )
    residu = attendu.residu or 0.0
    texte = (
        f"{cellule.poste} {cellule.annee} : {describe_montants(attendu)}, {exp(residu):.1f} fois l'attendu et "
        f"{attendu.cote:.1f} écarts courants au-dessus. {describe_reference(attendu).capitalize()} ; {conseil}."
    )
    return Signalement(cellule, "fuite_eau" if fuite else "pic", attendu.cote, texte.replace(".", ",", 0))
