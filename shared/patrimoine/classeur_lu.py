"""The rows of the patrimoine's workbook nested into its JSON, with the cell each path comes from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.patrimoine import feuilles
from shared.patrimoine.exports import shorten_mandats, shorten_tantiemes
from shared.patrimoine.feuilles import FEUILLES, Feuille

Objet = dict[str, Any]
NOMMEES = (feuilles.COPROPRIETES, feuilles.EXERCICES, feuilles.LOTS)
"""The sheets whose rows are named by rows of other sheets."""


@dataclass(frozen=True)
class Rangee:
    """A row that is not empty: its values by JSON key, the address of each, and of the row."""

    feuille: Feuille
    debut: str
    valeurs: Objet
    cellules: dict[str, str]

    def locate(self, cle: str = "") -> tuple[str, str]:
        """Sheet and cell of a value, or of the row."""
        return self.feuille.titre, self.cellules.get(cle, self.debut)


@dataclass
class ClasseurLu:
    """What a workbook says: its JSON, its own faults by place, and where each path of the JSON stands."""

    donnees: Objet = field(default_factory=dict)
    fautes: dict[str, dict[str, Any]] = field(default_factory=dict)
    cellules: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add_faute(self, feuille: str, cellule: str | None, message: str) -> None:
        """Keep a fault; the first said about a cell is the one that stays."""
        ou = f"{feuille} {cellule}" if cellule else feuille
        self.fautes.setdefault(ou, {"ou": ou, "feuille": feuille, "cellule": cellule, "message": message})

    def locate(self, chemin: str) -> tuple[str, str | None]:
        """Sheet and cell of a path, or of the nearest thing that holds it."""
        while chemin and chemin not in self.cellules:
            chemin = chemin[: max(chemin.rfind("."), chemin.rfind("["), 0)]
        return self.cellules.get(chemin, (feuilles.COPROPRIETES.titre, None))

    def note(self, rangee: Rangee, chemin: str) -> None:
        """Remember that what stands at this path comes from this row."""
        self.cellules[chemin] = rangee.locate()
        self.cellules |= {f"{chemin}.{cle}": rangee.locate(cle) for cle in rangee.cellules}


@dataclass(frozen=True)
class _Place:
    """An object of the document that rows of other sheets name."""

    chemin: str
    objet: Objet


def build_donnees(lu: ClasseurLu, rangees: dict[str, list[Rangee]]) -> None:
    """Nest the rows of each sheet found into ``lu.donnees``; a row that belongs to nothing is a fault."""
    assemblage = _Assemblage(lu, rangees)
    assemblage.add_bailleur()
    for feuille in FEUILLES:
        if feuille.titre in rangees and feuille is not feuilles.BAILLEUR:
            if feuille.liste_parente is None:
                assemblage.add_liste(feuille, _Place("", lu.donnees), rangees[feuille.titre], ())
            else:
                assemblage.add_enfants(feuille)


class _Assemblage:
    def __init__(self, lu: ClasseurLu, rangees: dict[str, list[Rangee]]) -> None:
        self._lu = lu
        self._rangees = rangees
        self._places: dict[tuple[str, tuple[Any, ...]], _Place] = {}

    def add_bailleur(self) -> None:
        """The one row of its sheet."""
        for rang, rangee in enumerate(self._rangees.get(feuilles.BAILLEUR.titre, [])):
            if rang:
                self._lu.add_faute(*rangee.locate(), "une seule ligne est attendue dans cette feuille")
            else:
                self._lu.donnees["bailleur"] = rangee.valeurs
                self._lu.note(rangee, "bailleur")

    def add_enfants(self, feuille: Feuille) -> None:
        """The rows of a sheet, each in the object it belongs to."""
        speciales = {
            feuilles.MANDATS: self._add_mandats,
            feuilles.BUDGETS: self._add_budgets,
            feuilles.DETENTIONS: self._add_detentions,
            feuilles.TANTIEMES: self._add_tantiemes,
        }
        for cle, place, rangees in self._group(feuille):
            if feuille in speciales:
                speciales[feuille](place, rangees)
            else:
                self.add_liste(feuille, place, rangees, cle)

    def add_liste(self, feuille: Feuille, place: _Place, rangees: list[Rangee], cle: tuple[Any, ...]) -> None:
        """Rows that are the objects of a list."""
        liste = place.objet[feuille.liste] = []
        for rang, rangee in enumerate(rangees):
            chemin = f"{place.chemin}.{feuille.liste}[{rang}]".lstrip(".")
            objet = {nom: valeur for nom, valeur in rangee.valeurs.items() if nom not in feuille.parents}
            liste.append(objet)
            self._lu.note(rangee, chemin)
            if feuille in NOMMEES:
                propre = next(c.cle for c in feuille.colonnes if c.cle not in feuille.parents)
                self._places.setdefault((feuille.liste, (*cle, objet.get(propre))), _Place(chemin, objet))

    def _group(self, feuille: Feuille) -> Iterator[tuple[tuple[Any, ...], _Place, list[Rangee]]]:
        """Every object that may own rows of this sheet, with its rows."""
        groupes: dict[tuple[Any, ...], list[Rangee]] = {
            cle: [] for liste, cle in self._places if liste == feuille.liste_parente
        }
        for rangee in self._rangees[feuille.titre]:
            cle = tuple(rangee.valeurs.get(nom) for nom in feuille.parents)
            if cle in groupes:
                groupes[cle].append(rangee)
            elif None not in cle:
                titre = next(parente.titre for parente in FEUILLES if parente.liste == feuille.liste_parente)
                nom = " · ".join(map(str, cle))
                message = f"« {nom} » n’est pas dans la feuille « {titre} » : ajoutez-y sa ligne"
                self._lu.add_faute(*rangee.locate(feuille.parents[-1]), message)
        for cle, rangees in groupes.items():
            yield cle, self._places[str(feuille.liste_parente), cle], rangees

    def _add_mandats(self, place: _Place, rangees: list[Rangee]) -> None:
        mandats = [_pick(rangee, "syndic", "du", "au") for rangee in rangees]
        place.objet.update(shorten_mandats(mandats))
        for rang, rangee in enumerate(rangees):
            self._lu.note(rangee, f"{place.chemin}.mandats[{rang}]")
            self._lu.cellules[f"{place.chemin}.syndic"] = rangee.locate("syndic")

    def _add_budgets(self, place: _Place, rangees: list[Rangee]) -> None:
        for nom in ("budget", "fonds_travaux"):
            table = place.objet[nom] = {}
            for rangee in self._distinct(rangees, "cle"):
                if rangee.valeurs.get(nom) is not None:
                    table[rangee.valeurs["cle"]] = rangee.valeurs[nom]
                    self._lu.cellules[f"{place.chemin}.{nom}.{rangee.valeurs['cle']}"] = rangee.locate(nom)

    def _add_detentions(self, place: _Place, rangees: list[Rangee]) -> None:
        if not rangees:
            return
        for borne in ("du", "au"):
            if place.objet.get(borne) is None:
                place.objet.pop(borne, None)
        place.objet["detentions"] = [_pick(rangee, "du", "au") for rangee in rangees]
        for rang, rangee in enumerate(rangees):
            self._lu.note(rangee, f"{place.chemin}.detentions[{rang}]")

    def _add_tantiemes(self, place: _Place, rangees: list[Rangee]) -> None:
        retenues = list(self._distinct(rangees, "cle", "du", "au"))
        lues = [_pick(rangee, "cle", "tantiemes", "du", "au") for rangee in retenues]
        forme = place.objet["tantiemes"] = shorten_tantiemes(lues)
        for rangee, lue in zip(retenues, lues, strict=True):
            chemin = f"{place.chemin}.tantiemes"
            if isinstance(forme, list):
                rang = next(rang for rang, p in enumerate(forme) if (p["du"], p["au"]) == (lue["du"], lue["au"]))
                self._lu.note(rangee, f"{chemin}[{rang}]")
                chemin = f"{chemin}[{rang}].cles"
            self._lu.cellules[f"{chemin}.{lue['cle']}"] = rangee.locate("tantiemes")

    def _distinct(self, rangees: list[Rangee], *noms: str) -> Iterator[Rangee]:
        """The rows that have all they need; one that says again what another says is a fault, never a choice."""
        vues: dict[tuple[Any, ...], Rangee] = {}
        for rangee in rangees:
            cle = tuple(rangee.valeurs.get(nom) for nom in noms)
            if cle in vues:
                self._lu.add_faute(*rangee.locate("cle"), f"déjà donné en {vues[cle].locate('cle')[1]}")
            elif rangee.valeurs.get("cle") is not None:
                vues[cle] = rangee
        yield from vues.values()


def _pick(rangee: Rangee, *noms: str) -> Objet:
    return {nom: rangee.valeurs.get(nom) for nom in noms}
