"""Syndic's fees that climb faster than those of peers, year after year, without any year that stands out."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median

from services.charges.anomalies.attendus import ECART_PLANCHER, MAD_NORMALE, Attendu, Cellule, Portefeuille
from services.charges.anomalies.signalement import Retenus, Signalement, format_pourcent
from shared.montants import format_montant

ANNEES_DERIVE = 4
PENTE_MINIMUM = 0.03
COTE_MINIMUM = 4.0


def find_derives(portefeuille: Portefeuille, evenements: frozenset[Cellule], retenus: Retenus) -> list[Signalement]:
    """The last year of each drift of the poste SYN. A documented year ends the series before it."""
    series = [serie for serie in portefeuille.iter_series() if serie[0].cellule.poste == "SYN"]
    candidats = [
        [attendu for attendu in serie if attendu.residu is not None and attendu.cellule not in retenus]
        for serie in series
        if not any(attendu.cellule in evenements for attendu in serie)
    ]
    pentes = [measure_pente(serie) for serie in candidats if len(serie) >= ANNEES_DERIVE]
    if not pentes:
        return []
    milieu = median(pentes)
    dispersion = max(MAD_NORMALE * median(abs(pente - milieu) for pente in pentes), ECART_PLANCHER / 4)
    trouves = []
    for serie in candidats:
        derive = _find_derive(serie, milieu, dispersion)
        if derive:
            trouves.append(_explain(*derive))
    return trouves


def measure_pente(serie: Sequence[Attendu]) -> float:
    """Yearly slope of the residual, as the median of the slopes of all pairs of years (Theil-Sen)."""
    return median(
        ((b.residu or 0.0) - (a.residu or 0.0)) / (b.cellule.annee - a.cellule.annee) for a, b in combinations(serie, 2)
    )


def _find_derive(
    serie: Sequence[Attendu], milieu: float, dispersion: float
) -> tuple[Sequence[Attendu], float, float] | None:
    """The longest end of the series that climbs: (its years, its slope, how far it stands from the peers' slopes)."""
    for debut in range(len(serie) - ANNEES_DERIVE + 1):
        fin = serie[debut:]
        pente = measure_pente(fin) - milieu
        montees = sum((b.residu or 0.0) > (a.residu or 0.0) for a, b in pairwise(fin))
        cote = pente / dispersion
        if pente >= PENTE_MINIMUM and cote >= COTE_MINIMUM and montees >= 0.75 * (len(fin) - 1):
            return fin, pente, cote
    return None


def _explain(derive: Sequence[Attendu], pente: float, cote: float) -> Signalement:
    premiere, derniere = derive[0], derive[-1]
    rythme = format_pourcent(pente, "+.1%")
    texte = (
        f"SYN monte de {rythme} par an de plus que les pairs depuis {premiere.cellule.annee} : "
        f"{format_montant(premiere.montant)} en {premiere.cellule.annee}, {format_montant(derniere.montant)} en "
        f"{derniere.cellule.annee} ; demander le contrat et les prestations facturées hors forfait."
    )
    return Signalement(derniere.cellule, "derive_syndic", cote, texte)
