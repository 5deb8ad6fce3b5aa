"""The funnel of the campaign: how many copropriétés reached each stage, from accounts received to statements sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.charges.graphiques.dessin import Dessin, Marque
from services.charges.graphiques.formats import compute_pourcent, format_pourcent

LARGEUR, RANGEE, MARGE, LARGE = 920, 40, 190, 620


@dataclass(frozen=True, slots=True)
class EtapeCampagne:
    """One stage and how many copropriétés reached it, of ``total``; None: not followed yet."""

    libelle: str
    nombre: int | None
    total: int

    @property
    def part(self) -> str:
        """Of all the copropriétés, in percent."""
        if self.nombre is None:
            return "non suivi"
        return format_pourcent(compute_pourcent(self.nombre, self.total, 1), signe=False)


def draw_entonnoir(etapes: Sequence[EtapeCampagne]) -> Dessin:
    """One bar a stage, over all the copropriétés in grey; its number and share are written. Hatched: not followed."""
    marques: list[Marque] = []
    for rang, etape in enumerate(etapes):
        y = rang * RANGEE + 4
        nombre = etape.nombre or 0
        largeur = LARGE if etape.nombre is None else max(LARGE * nombre // max(etape.total, 1), 2)
        ecrit = etape.part if etape.nombre is None else f"{nombre} · {etape.part}"
        dit = f"{etape.libelle} : {nombre} sur {etape.total}, {etape.part}"
        marques += [
            Marque("texte", MARGE - 12, y + 20, classe="axe", texte=etape.libelle, ancre="end"),
            Marque("rect", MARGE, y, LARGE, RANGEE - 10, "vide"),
            Marque("rect", MARGE, y, largeur, RANGEE - 10, "plein" if etape.nombre is not None else "hachure",
                   titre=dit),
            Marque("texte", MARGE + LARGE + 12, y + 20, classe="valeur", texte=ecrit),
        ]  # fmt: skip
    dits = [(etape.libelle, etape.part if etape.nombre is None else str(etape.nombre)) for etape in etapes]
    texte = ", ".join(f"{libelle} {dit}" for libelle, dit in dits)
    return Dessin(LARGEUR, RANGEE * len(etapes) + 4, f"Campagne : {texte}.", marques)
