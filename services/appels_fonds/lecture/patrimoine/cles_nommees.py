"""Matching the words of a syndic with the keys of one copropriété; every answer is certain or is a refusal."""

import re
from collections.abc import Iterable, Set

from services.appels_fonds.lecture.patrimoine.mots_de_cles import (
    Termes,
    get_ascenseur,
    list_termes,
    strip_formels,
    strip_precisions,
    write_initiales,
)
from services.appels_fonds.lecture.patrimoine.referentiel import CleConnue
from services.appels_fonds.lecture.valeurs.mots import normalise, write_brut
from shared.excel.cellules import Valeur

_PARTAGE = re.compile(r"\W*\b\d[\d\s\u00a0\u202f]*(?:/|sur)\s*\d[\d\s\u00a0\u202f]*(?:e|[èe]mes?|i[èe]mes?)?\W*$")
"""``(312/10000)`` after the name of a key: the tantièmes of the lot."""
_PREFIXE_CLE = re.compile(r"^cle (?:de repartition )?(?:n (?=\d))?")
_GENERAL = frozenset(("cg", "ccg", "pcg"))
"""``Charges générales``, ``charges communes générales``, ``parties communes générales``, by their initials alone."""


class CleIncertaine(ValueError):
    """Cette clé n'est pas reconnue avec certitude."""


class ClesNommees:
    """The keys of one copropriété, ready to be asked for by the words of a cell."""

    def __init__(self, copropriete: str, cles: Iterable[CleConnue], alias: dict[str, str]) -> None:
        self._copropriete, self._alias = copropriete, alias
        self._cles: dict[str, CleConnue] = {cle.code: cle for cle in cles}
        self.cles_vues: dict[Valeur, str] = {}
        self.cles_dites: dict[str, str | None] = {}
        self._formes: dict[str, set[str]] = {}
        self._termes: dict[Termes, set[str]] = {}
        self._libelles: dict[str, Termes] = {}

    def find_cle(self, valeur: Valeur) -> str:
        """The code of the key named by a cell, by its code, its label, or the words that tell it from the others.

        :raises CleIncertaine: unknown, or several keys answer.
        """
        code = self.cles_vues.get(valeur)
        if code is None:
            code = self.cles_vues[valeur] = self._search_cle(valeur)
        return code

    def _search_cle(self, valeur: Valeur) -> str:
        texte = write_brut(valeur)
        trouvees = self._lookup_cles(texte) or self._lookup_cles(_PARTAGE.sub("", texte))
        if len(trouvees) == 1:
            return next(iter(trouvees))
        raison = "désigne plusieurs clés" if trouvees else "n’est pas une clé connue"
        connues = ", ".join(self._cles) or "aucune clé connue"
        raise CleIncertaine(f"« {texte} » {raison} de {self._copropriete} ({connues})")

    def _lookup_cles(self, texte: str) -> Set[str]:
        """Codes that answer to a text: learnt words, code or label alone or together, else the same telling words."""
        cherche = normalise(texte)
        if cherche in self._alias:
            return {self._alias[cherche]}
        if not self._formes:
            self._index_cles()
        nu = _PREFIXE_CLE.sub("", cherche)
        exactes = self._formes.get(cherche) or self._formes.get(nu)
        if exactes is None and nu.isdigit():
            exactes = self._formes.get(nu.lstrip("0") or "0")
        return exactes or self._lookup_code(nu) | self._lookup_termes(list_termes(nu)) | self._lookup_initiales(nu)

    def _index_cles(self) -> None:
        for cle in self._cles.values():
            code, libelle = normalise(cle.code), normalise(cle.libelle)
            for forme in (code, libelle, f"{code} {libelle}", f"{libelle} {code}"):
                self._formes.setdefault(forme, set()).add(cle.code)
            if code.isdigit():  # a spreadsheet drops the zeros in front: 001 → 1
                self._formes.setdefault(code.lstrip("0") or "0", set()).add(cle.code)
            termes = self._libelles[cle.code] = list_termes(libelle)
            for ensemble in (termes, termes | {code}) if termes else ():
                self._termes.setdefault(ensemble, set()).add(cle.code)

    def _lookup_code(self, nu: str) -> Set[str]:
        """``C.G.``, ``ASC 1``: a code whose parts stand apart."""
        compact = nu.replace(" ", "")
        coupe = compact != nu and not compact.isdigit()
        return {code for code in self._cles if coupe and normalise(code).replace(" ", "") == compact}

    def _lookup_termes(self, termes: Termes) -> Set[str]:
        """The keys of these very words; else those that only say besides that they are of a part, or a service of
        which no other key is; else the only lift of this number."""
        if not termes:
            return frozenset()
        exactes = self._termes.get(termes)
        if exactes:
            return exactes
        formels = strip_formels(termes)
        memes = {code for code, siens in self._libelles.items() if formels and strip_formels(siens) == formels}
        if memes:
            return memes
        nus = strip_precisions(termes)
        proches = {code for code, siens in self._libelles.items() if nus and strip_precisions(siens) >= nus}
        if len(proches) == 1 and strip_precisions(self._libelles[next(iter(proches))]) == nus:
            return proches
        return {code for code, siens in self._libelles.items() if get_ascenseur(strip_formels(siens)) == formels}

    def _lookup_initiales(self, nu: str) -> Set[str]:
        compact = nu.replace(" ", "")
        if compact not in _GENERAL:
            return frozenset()
        memes = {code for code, cle in self._cles.items() if write_initiales(cle.libelle) == compact}
        return memes | {code for code, siens in self._libelles.items() if strip_formels(siens) == {"general"}}

    def knows_cle(self, valeur: Valeur) -> bool:
        """Does it name one key of this copropriété, and only one?"""
        return valeur in self.cles_vues or len(self._lookup_cles(write_brut(valeur))) == 1

    def only_cle(self) -> str | None:
        """The key of a copropriété that has just one, or that a person gave for the files that say none."""
        if self._alias.get("") in self._cles:
            return self._alias[""]
        return next(iter(self._cles)) if len(self._cles) == 1 else None


class FormesDeCles:
    """Every way to name a key of any of our copropriétés: which one is meant is asked of the copropriété."""

    def __init__(self, cles: Iterable[CleConnue], appris: Iterable[str]) -> None:
        self._formes = {*_GENERAL, *(normalise(mots) for mots in appris if mots)}
        self._termes: set[Termes] = set()
        for cle in cles:
            code, libelle = normalise(cle.code), normalise(cle.libelle)
            self._formes |= {code, libelle, f"{code} {libelle}", f"{libelle} {code}"}
            termes = list_termes(libelle)
            self._termes |= {termes, termes | {code}, strip_formels(termes), strip_precisions(termes)}
            self._termes.add(get_ascenseur(strip_formels(termes)) or termes)
        self._termes.discard(frozenset())

    def knows(self, valeur: Valeur) -> bool:
        """Does it name a key of one of them?"""
        mots = _PREFIXE_CLE.sub("", normalise(f"{valeur:g}" if isinstance(valeur, float) else str(valeur)))
        if not mots:
            return False
        termes = list_termes(mots)
        sortes = (termes, strip_formels(termes), strip_precisions(termes))
        compact = mots.replace(" ", "")
        dite = mots in self._formes or (compact in self._formes and not compact.isdigit())  # 0.01 is not the key 001
        return dite or not self._termes.isdisjoint(sortes)
