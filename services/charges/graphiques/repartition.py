"""Is this building dear? A strip by family: the peers, the band from P20 to P80, the median, the building as a dot."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from services.charges.graphiques.dessin import Dessin, Echelle, Marque
from services.charges.graphiques.formats import ESPACE_INSECABLE
from shared.presentation import accord

PAIRS_MINIMUM = 8
LARGEUR, MARGE, DROITE, RANGEE, HAUT = 960, 290, 130, 34, 8


@dataclass(frozen=True, slots=True)
class Bande:
    """One family, in centimes by m²: ours, its peers' (ours left out), and P20, P50, P80 from eight peers up."""

    code: str
    libelle: str
    sien: int
    pairs: tuple[int, ...]
    bas: int | None
    mediane: int | None
    haut: int | None

    @property
    def place(self) -> str:
        """Where the building stands, in words."""
        if self.bas is None or self.haut is None:
            return "trop peu de pairs"
        if self.sien > self.haut:
            return "au-dessus de P80"
        return "au-dessous de P20" if self.sien < self.bas else "dans la bande"


def build_bande(code: str, libelle: str, sien: int, pairs: Sequence[int]) -> Bande:
    """Below eight peers no percentile is told: dots only."""
    if len(pairs) < PAIRS_MINIMUM:
        return Bande(code, libelle, sien, tuple(sorted(pairs)), None, None, None)
    deciles = quantiles(pairs, n=10, method="inclusive")
    return Bande(code, libelle, sien, tuple(sorted(pairs)), *(round(deciles[rang]) for rang in (1, 4, 7)))


def format_m2(centimes: int) -> str:
    """``12,34 €/m²``: a rate keeps its cents, an amount does not."""
    return f"{centimes // 100},{centimes % 100:02d}{ESPACE_INSECABLE}€/m²"


def draw_repartition(bandes: Sequence[Bande]) -> Dessin:
    """One strip a family, each on its own scale from zero: places are compared, not families."""
    marques: list[Marque] = []
    for rang, bande in enumerate(bandes):
        y = HAUT + rang * RANGEE + RANGEE // 2
        maximum = max([bande.sien, *bande.pairs, 1])
        marques += _draw_bande(bande, y, Echelle(0, maximum, MARGE, LARGEUR - DROITE))
    hors = sum(bande.place == "au-dessus de P80" for bande in bandes)
    texte = f"{accord(hors, 'famille')} sur {len(bandes)} au-dessus de la bande P20-P80 des pairs."
    return Dessin(LARGEUR, HAUT * 2 + RANGEE * len(bandes), texte, marques)


def _draw_bande(bande: Bande, y: int, echelle: Echelle) -> list[Marque]:
    marques = [
        Marque("texte", MARGE - 10, y + 4, classe="axe", texte=f"{bande.libelle} (n = {len(bande.pairs)})",
               ancre="end"),
        Marque("trait", MARGE, y, LARGEUR - DROITE - MARGE, 0, "grille-fine"),
    ]  # fmt: skip
    if bande.bas is not None and bande.haut is not None and bande.mediane is not None:
        x, fin = echelle.place(bande.bas), echelle.place(bande.haut)
        dit = f"{bande.libelle}, pairs : P20 {format_m2(bande.bas)}, P80 {format_m2(bande.haut)}"
        marques.append(Marque("rect", x, y - 8, max(fin - x, 2), 16, "bande", titre=dit))
        marques.append(Marque("trait", echelle.place(bande.mediane), y - 8, 0, 16, "mediane"))
    places = echelle.place_tous(bande.pairs)
    marques.append(Marque("semis", 0, y, 3, classe="pair", abscisses=places))
    dit = f"{bande.libelle} : {format_m2(bande.sien)}, {bande.place} (n = {len(bande.pairs)})"
    marques.append(Marque("point", echelle.place(bande.sien), y, 7, classe="sien", titre=dit))
    marques.append(Marque("texte", LARGEUR - DROITE + 14, y + 4, classe="valeur", texte=format_m2(bande.sien)))
    return marques
