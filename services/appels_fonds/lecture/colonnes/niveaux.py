"""The upper row of a header of two, over the columns that each of its labels covers."""

from collections.abc import Sequence

from shared.excel.cellules import Fusion, Rangee, Valeur


def spread_entete(ligne: int, parent: Rangee, rangee: Rangee, fusions: Sequence[Fusion]) -> Rangee:
    """The upper row, each label carried over the columns it covers; a label over the whole table is a title."""
    haut: Rangee = [*parent, *[""] * (len(rangee) - len(parent))]
    couvertes = [fusion for fusion in fusions if fusion.ligne <= ligne <= fusion.derniere_ligne]
    dernier = max((place for place, valeur in enumerate(rangee) if valeur != ""), default=0)
    premier = next((place for place, valeur in enumerate(rangee) if valeur != ""), 0)
    for fusion in couvertes:
        debut, fin = fusion.colonne - 1, min(fusion.derniere_colonne, len(haut))
        titre = debut <= premier and fin > dernier
        for place in range(debut, fin):
            haut[place] = "" if titre else parent[debut] if debut < len(parent) else ""
    if not couvertes and sum(valeur != "" for valeur in parent) > 1:
        courant: Valeur = ""
        for place, valeur in enumerate(haut):
            courant = valeur if valeur != "" else courant
            haut[place] = courant if place < len(rangee) and rangee[place] != "" else valeur
    elif not couvertes and sum(valeur != "" for valeur in parent) == 1 and any(haut[: premier + 1]):
        return [""] * len(haut)
    return haut
