"""Headings inside a table: what each says holds for its block, and gives way to what was said before when it ends.

A heading met before any line of the one above is nested in it. After lines, it ends the last block that says the same
thing (a kind, a key, a lot), with all that was nested in it.
"""

import re
from dataclasses import dataclass
from typing import Any

from services.appels_fonds.lecture.contexte import Contexte, Facette, Lieu
from services.appels_fonds.lecture.patrimoine.libelles import list_restes
from services.appels_fonds.lecture.valeurs.mots import list_mots_utiles
from shared.excel.cellules import Rangee

_TENUES: dict[Facette, tuple[str, ...]] = {
    Facette.LOT: ("lot", "lieu_lot"),
    Facette.CLE: ("cle", "faute_cle"),
    Facette.NATURE: ("natures_section", "lieu_nature"),
    Facette.EXIGIBLE: ("exigible", "rang_exigible", "faute_exigible"),
}
_LETTRES = re.compile(r"[^\W\d_]{3}")
_ALENTOUR = re.compile(
    r"\b(?:pages?|suite|feuillet|merci|veuillez|base|tanti[eè]mes|budget)\b"
    r"|^\s*(?:(?:co)?propri[ée]taire|doit|compte|r[ée]f|nom|client|destinataire|syndic|cabinet|gestionnaire|appel)\w*\b",
    re.I,
)
"""Words of a page, of what is shared or of whom is called: no key is named so."""
_ANNONCE = re.compile(r"\s*(?:cl[ée]s?\b|.*\br[ée]parti)", re.I)
"""``Clé : Bâtiment A`` may hold for every table below, whatever it calls."""
_SANS_CLE = frozenset({Facette.NATURE, Facette.EXIGIBLE})
_TITRE_MAX = 60
_PARTAGES = frozenset(("ascenseur", "chauffage", "eau", "parking", "garage", "jardin", "vmc", "interphone", "speciale"))
"""What a key of its own shares, and where no lot merely stands."""
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


@dataclass(slots=True)
class _Titre:
    """What the headings say together since the last line; ``muet``: the first that says nothing, and its cell."""

    rang: int
    facettes: frozenset[Facette] = frozenset()
    muet: tuple[Lieu, str] | None = None


class Blocs:
    """The blocks open in one sheet, from the outermost to the innermost."""

    def __init__(self, contexte: Contexte) -> None:
        self.contexte = contexte
        self._ouverts: list[_Bloc] = []
        self._titre, self._par_cle = _Titre(0), False
        self._cle_nue = False

    def note_titre(self, numero: int, rangee: Rangee, facettes: frozenset[Facette], rang: int) -> None:
        """Keep what the headings say since the last line, and the first of those that say nothing.

        :param facettes: what this one says. ``rang``: how many rows of lines were read so far.
        """
        if self._titre.rang != rang:
            self._titre = _Titre(rang)
        self._titre.facettes |= facettes
        if Facette.CLE in facettes:
            texte = next((valeur for valeur in rangee if isinstance(valeur, str)), "")
            self._cle_nue = _ANNONCE.match(texte) is None
            self._titre.muet = None  # what stands above the key speaks of the whole call
        lieu, dit = next((((numero, place), str(v)) for place, v in enumerate(rangee, 1) if v != ""), ((numero, 1), ""))
        if facettes <= _SANS_CLE and _may_name_cle(dit):
            partage = bool(list_mots_utiles(dit) & _PARTAGES)
            if not facettes:
                self._titre.muet = self._titre.muet or (lieu, dit.strip())
            if rang and partage and (self._par_cle or any(Facette.CLE in bloc.facettes for bloc in self._ouverts)):
                self._end_cle((lieu, dit.strip()))

    def start_tableau(self, rang: int) -> None:
        """A header stands under the headings just read. Where those of an earlier table named its key and nothing
        else, a heading that says nothing known names another: the key of the table above no longer holds."""
        titre, self._titre = self._titre, _Titre(rang)
        if titre.rang != rang:
            return
        if Facette.CLE in titre.facettes:
            self._par_cle = titre.muet is None
        elif self._par_cle and titre.muet is not None and not titre.facettes and isinstance(self.contexte.cle, str):
            self._end_cle(titre.muet)
        elif self._par_cle and self._cle_nue and Facette.NATURE in titre.facettes and not self._is_generale():
            # another kind has a block of its own beside that of a building or of a lift
            self.contexte.cle = None

    def _is_generale(self) -> bool:
        """Is the key in force the general one, on which another kind is called too where nothing else is said?"""
        copropriete = self.contexte.copropriete
        cles = copropriete.connue.cles if copropriete is not None else ()
        return any(cle.code == self.contexte.cle and "general" in list_mots_utiles(cle.libelle) for cle in cles)

    def _end_cle(self, muet: tuple[Lieu, str]) -> None:
        """The lines below are not shared like those above, and nothing known says how."""
        self.contexte.cle, self.contexte.faute_cle = None, muet

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


def _may_name_cle(texte: str) -> bool:
    """A short heading with words of its own, neither those of a page nor of a call (``Appel du 2e trimestre``)."""
    court = len(texte) <= _TITRE_MAX and _LETTRES.search(texte) is not None and not _ALENTOUR.search(texte)
    return court and "" not in list_restes(texte)[:2]
