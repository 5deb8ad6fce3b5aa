"""Headings inside a table: what each says holds for its block, and gives way to what was said before when it ends.

A heading met before any line of the one above is nested in it. After lines, it ends the last block that says the same
thing (a kind, a key, a lot), with all that was nested in it.
"""

from dataclasses import dataclass
from typing import Any

from services.appels_fonds.lecture.contexte import Contexte, Facette

_TENUES: dict[Facette, tuple[str, ...]] = {
    Facette.LOT: ("lot", "lieu_lot"),
    Facette.CLE: ("cle",),
    Facette.NATURE: ("natures_section", "lieu_nature"),
    Facette.EXIGIBLE: ("exigible", "rang_exigible", "faute_exigible"),
}
_RIVALES = {frozenset({Facette.CLE}), frozenset({Facette.NATURE})}
"""A kind and a key, each over its own lines, are two blocks side by side."""

Valeurs = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Bloc:
    """``avant``: what was in force above it; ``dits``: what it says; ``rang``: how many rows had been read."""

    facettes: frozenset[Facette]
    avant: Valeurs
    dits: Valeurs
    rang: int


class Blocs:
    """The blocks open in one sheet, from the outermost to the innermost."""

    def __init__(self, contexte: Contexte) -> None:
        self.contexte = contexte
        self._ouverts: list[_Bloc] = []

    def capture(self) -> Valeurs:
        """What is in force, to be taken before a heading is read."""
        return {nom: getattr(self.contexte, nom) for noms in _TENUES.values() for nom in noms}

    def open(self, facettes: frozenset[Facette], avant: Valeurs, rang: int) -> None:
        """Give its place to a heading that the context has just read.

        :param facettes: what it says. ``rang``: how many rows of lines were read so far.
        """
        if Facette.COPROPRIETE in facettes:
            self._open_copropriete(facettes)
            return
        if not facettes:
            return
        dits = {nom: getattr(self.contexte, nom) for facette in facettes for nom in _TENUES[facette]}
        ferme = self._find_fin(facettes, dits, avant, rang)
        if ferme is not None:
            avant = self._ouverts[ferme].avant
            del self._ouverts[ferme:]
        self._set(avant | dits)
        self._ouverts.append(_Bloc(facettes, avant, dits, rang))

    def _open_copropriete(self, facettes: frozenset[Facette]) -> None:
        """Another copropriété: nothing said of the one before holds, but what was said above all."""
        if self._ouverts:
            base = self._ouverts[0].avant
            tues = [facette for facette in (Facette.NATURE, Facette.EXIGIBLE) if facette not in facettes]
            self._set({nom: base[nom] for facette in tues for nom in _TENUES[facette]})
        self._ouverts.clear()

    def _find_fin(self, facettes: frozenset[Facette], dits: Valeurs, avant: Valeurs, rang: int) -> int | None:
        """The outermost block that a heading ends, None when it is nested in all of them."""
        for place in reversed(range(len(self._ouverts))):
            bloc = self._ouverts[place]
            if bloc.facettes & facettes - {Facette.EXIGIBLE} or bloc.facettes == facettes:
                memes = all(dits[nom] == bloc.dits[nom] for nom in dits.keys() & bloc.dits.keys() if nom[:4] != "lieu")
                return None if bloc.rang == rang and memes else place
        if not self._ouverts or self._ouverts[-1].rang == rang:
            return None
        dernier = self._ouverts[-1].facettes - {Facette.EXIGIBLE}
        if dernier != facettes - {Facette.EXIGIBLE} and {dernier, facettes - {Facette.EXIGIBLE}} == _RIVALES:
            return len(self._ouverts) - 1
        return 0 if Facette.LOT in facettes and self._ouverts[0].avant["lot"] is not None else None

    def _set(self, valeurs: Valeurs) -> None:
        for nom, valeur in valeurs.items():
            setattr(self.contexte, nom, valeur)
