"""The waterfall: from the total of one exercise to the next, step by step, the largest first, from zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.charges.graphiques.dessin import Dessin, Echelle, Marque, choose_graduations
from services.charges.graphiques.formats import (
    SEUIL_SANS_DECIMALE,
    compute_pourcent,
    format_euros,
    format_kilo,
    format_pourcent,
)

ETAPES_MAXIMALES = 8
LARGEUR, HAUTEUR, MARGE, HAUT, BAS = 960, 330, 70, 24, 64


@dataclass(frozen=True, slots=True)
class Etape:
    """One step, in centimes: what a family adds to the total (negative: takes off)."""

    libelle: str
    avant: int
    apres: int

    @property
    def ecart(self) -> int:
        """Later less earlier."""
        return self.apres - self.avant

    @property
    def pourcent(self) -> int | None:
        """The gap in tenths of a percent of the earlier amount, None when it means nothing."""
        return compute_pourcent(self.ecart, self.avant)


@dataclass(frozen=True, slots=True)
class Cascade:
    """The steps between two totals, in centimes; their gaps sum to ``apres - avant`` exactly."""

    titre_avant: str
    titre_apres: str
    avant: int
    apres: int
    etapes: tuple[Etape, ...]


def build_cascade(
    titre_avant: str, titre_apres: str, avant: Mapping[str, int], apres: Mapping[str, int], libelles: Mapping[str, str]
) -> Cascade:
    """Up to eight steps by size, whatever their direction, and « Autres » for the rest."""
    etapes = [Etape(libelles.get(code, code), avant.get(code, 0), apres.get(code, 0)) for code in {**avant, **apres}]
    mues = sorted((one for one in etapes if one.ecart), key=lambda one: (-abs(one.ecart), one.libelle))
    gardees, reste = mues[:ETAPES_MAXIMALES], mues[ETAPES_MAXIMALES:]
    if reste:
        gardees.append(Etape("Autres", sum(one.avant for one in reste), sum(one.apres for one in reste)))
    return Cascade(titre_avant, titre_apres, sum(avant.values()), sum(apres.values()), tuple(gardees))


def draw_cascade(cascade: Cascade) -> Dessin:
    """Two whole bars from zero, floating bars between them, a thin line from each to the next."""
    niveaux = [cascade.avant]
    for etape in cascade.etapes:
        niveaux.append(niveaux[-1] + etape.ecart)
    graduations = choose_graduations(max([*niveaux, cascade.apres, 1]))
    echelle = Echelle(min(0, *niveaux), graduations[-1], HAUTEUR - BAS, HAUT)
    pas = (LARGEUR - MARGE - 10) // (len(cascade.etapes) + 2)
    barre = pas * 7 // 10
    marques = _draw_axe(graduations, echelle)
    marques += _draw_total(cascade.titre_avant, cascade.avant, MARGE + 8, barre, echelle)
    for rang, etape in enumerate(cascade.etapes, 1):
        marques += _draw_etape(etape, niveaux[rang - 1], niveaux[rang], MARGE + 8 + rang * pas, barre, pas, echelle)
    dernier = len(cascade.etapes) + 1
    marques.append(_link(MARGE + 8 + (dernier - 1) * pas + barre, niveaux[-1], pas - barre, echelle))
    marques += _draw_total(cascade.titre_apres, cascade.apres, MARGE + 8 + dernier * pas, barre, echelle)
    return Dessin(LARGEUR, HAUTEUR, _describe(cascade), marques)


def _describe(cascade: Cascade) -> str:
    ecart = cascade.apres - cascade.avant
    pourcent = format_pourcent(compute_pourcent(ecart, cascade.avant))
    return (
        f"De {cascade.titre_avant} ({format_euros(cascade.avant)}) à {cascade.titre_apres} "
        f"({format_euros(cascade.apres)}) : {format_euros(ecart, signe=True)}, {pourcent}."
    )


def _draw_axe(graduations: list[int], echelle: Echelle) -> list[Marque]:
    marques = []
    for valeur in graduations:
        y = echelle.place(valeur)
        marques.append(Marque("trait", MARGE, y, LARGEUR - MARGE, 0, "zero" if valeur == 0 else "grille-fine"))
        marques.append(Marque("texte", MARGE - 8, y + 4, classe="axe", texte=_write(echelle, valeur), ancre="end"))
    return marques


def _draw_total(titre: str, montant: int, x: int, barre: int, echelle: Echelle) -> list[Marque]:
    y, zero = echelle.place(montant), echelle.place(0)
    dit, ecrit = f"{titre} : {format_euros(montant)}", _write(echelle, montant)
    return [
        Marque("rect", x, min(y, zero), barre, max(abs(zero - y), 1), "total", titre=dit),
        Marque("texte", x + barre // 2, min(y, zero) - 6, classe="valeur", texte=ecrit, ancre="middle"),
        *_write_libelle(titre, x + barre // 2),
    ]


def _draw_etape(
    etape: Etape, depart: int, arrivee: int, x: int, barre: int, pas: int, echelle: Echelle
) -> list[Marque]:
    hausse = etape.ecart > 0
    haut, bas = sorted((echelle.place(depart), echelle.place(arrivee)))
    dit = f"{etape.libelle} : {format_euros(etape.ecart, signe=True)} ({format_pourcent(etape.pourcent)})"
    ecrit = _write(echelle, etape.ecart, signe=True)
    return [
        _link(x - (pas - barre), depart, pas - barre, echelle),
        Marque("rect", x, haut, barre, max(bas - haut, 2), "hausse" if hausse else "baisse", titre=dit),
        Marque("texte", x + barre // 2, haut - 6, classe="valeur", texte=ecrit, ancre="middle"),
        *_write_libelle(etape.libelle, x + barre // 2),
    ]  # fmt: skip


def _write(echelle: Echelle, centimes: int, *, signe: bool = False) -> str:
    """One unit for the whole picture: k€ when its axis reaches 100 k€, else whole euros."""
    if echelle.maximum >= SEUIL_SANS_DECIMALE:
        return format_kilo(centimes, signe=signe)
    return format_euros(centimes, signe=signe)


def _link(x: int, niveau: int, largeur: int, echelle: Echelle) -> Marque:
    return Marque("trait", x, echelle.place(niveau), largeur, 0, "lien")


def _write_libelle(libelle: str, x: int) -> list[Marque]:
    """A label under its bar, on three lines at most, cut at words."""
    lignes: list[str] = []
    for mot in libelle.split():
        if lignes and len(lignes[-1]) + len(mot) < 12:
            lignes[-1] += f" {mot}"
        else:
            lignes.append(mot)
    return [
        Marque("texte", x, HAUTEUR - BAS + 18 + 14 * rang, classe="axe", texte=ligne, ancre="middle")
        for rang, ligne in enumerate(lignes[:3])
    ]
