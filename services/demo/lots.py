"""Every lot of a copropriété, its tantièmes on each clé, and which ones are ours.

All the lots are drawn, not only ours, and each clé's total is split among them by weight: so our tantièmes are those of
a real règlement, and never add up to more than the total.
"""

from random import Random
from typing import Any, NamedTuple

from services.demo.immeubles import Immeuble, codes_bat
from shared.montants import split_montant

SURFACES = (31, 44, 47, 58, 62, 64, 67, 72, 79, 84)
TOTAL_CLE_SPECIALE = 1_000


class LotDessine(NamedTuple):
    """A lot of the règlement, whoever owns it. ``etage`` counts for dwellings only."""

    numero: str
    nature: str
    surface_m2: int
    batiment: str
    etage: int


def draw_lots(immeuble: Immeuble, hasard: Random) -> list[LotDessine]:
    """All the lots of the building: dwellings first, then one cellar or parking space per dwelling when it has some."""
    dwellings = [_draw_dwelling(immeuble, rank, hasard) for rank in range(immeuble.lots_principaux)]
    lots = dwellings[:]
    for nature, present, surface in (("cave", immeuble.caves, 5), ("stationnement", immeuble.stationnements, 12)):
        if present:
            lots += [LotDessine(str(len(lots) + rank), nature, surface, dwelling.batiment, 0)
                     for rank, dwelling in enumerate(dwellings, start=1)]  # fmt: skip
    return lots


def _draw_dwelling(immeuble: Immeuble, rank: int, hasard: Random) -> LotDessine:
    par_batiment = -(-immeuble.lots_principaux // len(immeuble.batiments))
    batiment, place = divmod(rank, par_batiment)
    par_etage = 4 if par_batiment > 16 else 3
    surface = hasard.choice(SURFACES) + hasard.randint(-2, 2)
    return LotDessine(str(rank + 1), "logement", surface, immeuble.batiments[batiment], place // par_etage)


def choose_ours(immeuble: Immeuble, lots: list[LotDessine], hasard: Random) -> list[LotDessine]:
    """Our lots: one run of neighbours (a staircase bought at once), or what a seller of HLM dwellings still has."""
    ours: list[LotDessine] = []
    counts = {"logement": immeuble.logements, "cave": immeuble.caves, "stationnement": immeuble.stationnements}
    for nature, count in counts.items():
        of_nature = [lot for lot in lots if lot.nature == nature]
        if immeuble.vendeur_hlm:
            ours += hasard.sample(of_nature, count)
        elif count:
            first = hasard.randint(0, len(of_nature) - count)
            ours += of_nature[first : first + count]
    return sorted(ours, key=lambda lot: int(lot.numero))


def build_cles(immeuble: Immeuble) -> list[dict[str, Any]]:
    """The clés de répartition of the règlement, in the contract's JSON."""
    cles = [("GEN", "Charges générales", immeuble.base)]
    cles += [(code, f"Charges du bâtiment {code[3:]}", TOTAL_CLE_SPECIALE) for code in codes_bat(immeuble)]
    if immeuble.ascenseur:
        cles.append(("ASC", "Ascenseur", TOTAL_CLE_SPECIALE))
    if immeuble.chauffage:
        cles.append(("CHF", "Chauffage collectif", immeuble.base))
        cles.append(("EAU", "Eau froide", TOTAL_CLE_SPECIALE))
    if immeuble.stationnements:
        cles.append(("PKG", "Stationnements", TOTAL_CLE_SPECIALE))
    return [{"code": code, "libelle": libelle, "total": total} for code, libelle, total in cles]


def split_tantiemes(lots: list[LotDessine], cles: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """The tantièmes of every lot on every clé: number of the lot → code of the clé → tantièmes above zero."""
    shares: dict[str, dict[str, int]] = {lot.numero: {} for lot in lots}
    for cle in cles:
        parts = split_montant(cle["total"], [(lot.numero, _weight(lot, cle["code"])) for lot in lots])
        for numero, tantiemes in parts.items():
            if tantiemes:
                shares[numero][cle["code"]] = tantiemes
    return shares


def _weight(lot: LotDessine, cle: str) -> int:
    """What a lot weighs on a clé: surface and floor for the general costs, use of the equipment for the others."""
    if lot.nature != "logement":
        if cle in ("GEN", f"BAT{lot.batiment}"):
            return lot.surface_m2 * (35 if lot.nature == "cave" else 60)
        return int(cle == "PKG" and lot.nature == "stationnement")
    if cle == "PKG" or (cle.startswith("BAT") and cle != f"BAT{lot.batiment}"):
        return 0
    return lot.surface_m2 * {"ASC": 40 * lot.etage, "CHF": 1, "EAU": 1}.get(cle, 100 + 2 * lot.etage)
