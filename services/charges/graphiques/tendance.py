"""Sparklines: five exercises of one row of a table, on its own scale or on one shared by the rows."""

import itertools
from collections.abc import Sequence

from services.charges.graphiques.dessin import Dessin, Echelle, Marque
from services.charges.graphiques.formats import format_euros

LARGEUR, HAUTEUR = 96, 26


def draw_tendance(annees: Sequence[str], montants: Sequence[int | None], maximum: int | None = None) -> Dessin:
    """A broken line where an exercise is missing, a dot on the last one; from zero, so that a flat line is flat."""
    connus = [montant for montant in montants if montant is not None]
    echelle = Echelle(min([0, *connus]), maximum or max([*connus, 1]), HAUTEUR - 4, 4)
    pas = (LARGEUR - 12) // max(len(montants) - 1, 1)
    points = [
        (6 + rang * pas, echelle.place(montant)) if montant is not None else None
        for rang, montant in enumerate(montants)
    ]
    marques = [
        Marque("trait", un[0], un[1], deux[0] - un[0], deux[1] - un[1], "fil")
        for un, deux in itertools.pairwise(points)
        if un and deux
    ]
    if points and points[-1]:
        marques.append(Marque("point", points[-1][0], points[-1][1], 3, classe="fil"))
    dit = ", ".join(
        f"{annee} {format_euros(montant) if montant is not None else 'absent'}"
        for annee, montant in zip(annees, montants, strict=True)
    )
    return Dessin(LARGEUR, HAUTEUR, dit, marques)
