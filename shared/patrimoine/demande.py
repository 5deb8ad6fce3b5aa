"""What a file asks for: its nested objects unfolded into lines of each kind, references by natural key."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.models import NatureBudget
from shared.patrimoine.format import Fautes, Fiche, iterate_tantiemes, join_chemin
from shared.patrimoine.genres import (
    AGENCE,
    AGENT,
    APPEL,
    BAILLEUR,
    BUDGET,
    CLE,
    COPROPRIETE,
    DETENTION,
    EXERCICE,
    LOT,
    MANDAT,
    SYNDIC,
    TANTIEME,
    TRAVAUX,
    Genre,
)

PERIODE = ("du", "au")


@dataclass(frozen=True)
class Voulu:
    """A line the file asks for: only the values it gives. ``chemins``: the paths of those that have their own."""

    chemin: str
    valeurs: dict[str, Any]
    chemins: Mapping[str, str] = field(default_factory=dict)

    def locate(self, nom: str) -> str:
        """The path of a value, to say what is wrong with it."""
        return self.chemins.get(nom, self.chemin)


@dataclass
class Demande:
    """All lines asked for, by kind; ``portees``: the lists given, by kind and parent, so as to see what they omit."""

    voulus: dict[Genre, list[Voulu]] = field(default_factory=lambda: defaultdict(list))
    portees: set[tuple[Genre, Any]] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    _vues: set[tuple[Genre, Any]] = field(default_factory=set)

    def add_fiche(self, genre: Genre, fiche: Fiche, **deduites: Any) -> Any:
        """Ask for the line of an object; returns its natural key, None when what it holds must not be looked at.

        That is when its own key is faulty, or already given: the fault said of it is enough.
        """
        valeurs = {
            nom: fiche.valeurs[nom]
            for nom in (*genre.colonnes, *genre.liaisons)
            if nom in fiche.valeurs
            and not (fiche.valeurs[nom] is None and (nom in genre.par_defaut or nom in genre.liaisons))
        }
        noms = {*genre.colonnes, *genre.liaisons} - {genre.parent}
        voulu = Voulu(fiche.chemin, {**valeurs, **deduites}, {nom: join_chemin(fiche.chemin, nom) for nom in noms})
        if any(voulu.valeurs.get(nom) is None for nom in genre.cle if nom in genre.requis):
            return None
        self.voulus[genre].append(voulu)
        key = genre.key(voulu.valeurs)
        if (genre, key) in self._vues:
            return None
        self._vues.add((genre, key))
        return key

    def add(self, genre: Genre, chemin: str, valeurs: dict[str, Any], propres: Mapping[str, str] | None = None) -> None:
        """Ask for a line that is not an object of its own in the file."""
        self.voulus[genre].append(Voulu(chemin, valeurs, propres or {}))


def unfold_patrimoine(racine: Fiche, fautes: Fautes) -> Demande:
    """Unfold a whole document."""
    demande = Demande()
    if racine.get("bailleur"):
        demande.add_fiche(BAILLEUR, racine.get("bailleur"))
    for genre in (AGENCE, AGENT, SYNDIC):
        for fiche in _list_of(demande, racine, genre, None):
            demande.add_fiche(genre, fiche)
    for fiche in _list_of(demande, racine, COPROPRIETE, None):
        code = demande.add_fiche(COPROPRIETE, fiche)
        if code is not None:
            demande.codes.add(code)
            _unfold_copropriete(demande, fiche, code, fautes)
    return demande


def _list_of(demande: Demande, fiche: Fiche, genre: Genre, parent: Any) -> list[Fiche]:
    """The objects of a list, remembering that the list was given."""
    if fiche.get(genre.nom) is not None:
        demande.portees.add((genre, parent))
    return fiche.fiches(genre.nom)


def _unfold_copropriete(demande: Demande, fiche: Fiche, code: str, fautes: Fautes) -> None:
    _unfold_mandats(demande, fiche, code, fautes)
    for cle in _list_of(demande, fiche, CLE, code):
        demande.add_fiche(CLE, cle, copropriete=code)
    for lot in _list_of(demande, fiche, LOT, code):
        numero = demande.add_fiche(LOT, lot, copropriete=code)
        if numero is not None:
            _unfold_lot(demande, lot, numero, fautes)
    for exercice in _list_of(demande, fiche, EXERCICE, code):
        libelle = demande.add_fiche(EXERCICE, exercice, copropriete=code)
        for nom, nature in (("budget", NatureBudget.COURANT), ("fonds_travaux", NatureBudget.FONDS_TRAVAUX)):
            _unfold_budget(demande, exercice, libelle, nom, nature)
    for travaux in _list_of(demande, fiche, TRAVAUX, code):
        demande.add_fiche(TRAVAUX, travaux, copropriete=code, cle=_within(code, travaux.get("cle")))
    for appel in _list_of(demande, fiche, APPEL, code):
        sur = {nom: _within(code, appel.get(nom)) for nom in ("cle", "lot")}
        demande.add_fiche(APPEL, appel, copropriete=code, **sur)


def _unfold_mandats(demande: Demande, fiche: Fiche, code: str, fautes: Fautes) -> None:
    syndic = fiche.get("syndic")
    if syndic is not None and fiche.get("mandats"):
        fautes.add(join_chemin(fiche.chemin, "syndic"), "donnez « syndic » ou « mandats », pas les deux")
    elif syndic is not None:
        propre = {"syndic": join_chemin(fiche.chemin, "syndic")}
        demande.add(MANDAT, fiche.chemin, {"copropriete": code, "syndic": syndic}, propre)
    for mandat in _list_of(demande, fiche, MANDAT, code):
        demande.add_fiche(MANDAT, _with_dates(mandat), copropriete=code)


def _unfold_lot(demande: Demande, fiche: Fiche, lot: Any, fautes: Fautes) -> None:
    detentions = _list_of(demande, fiche, DETENTION, lot)
    dates = {nom: fiche.valeurs[nom] for nom in PERIODE if nom in fiche.valeurs}
    if detentions and any(dates.values()):
        fautes.add(join_chemin(fiche.chemin, "detentions"), "donnez « du » et « au », ou « detentions », pas les deux")
    elif fiche.get("detentions") is None:
        demande.add(DETENTION, fiche.chemin, {"lot": lot, **dates}, _paths(fiche))
    for detention in detentions:
        demande.add_fiche(DETENTION, _with_dates(detention), lot=lot)
    if fiche.get("tantiemes") is not None:
        demande.portees.add((TANTIEME, lot))
    for porteuse, dates, table in iterate_tantiemes(fiche):
        for cle, tantiemes in table.items():
            chemin = join_chemin(join_chemin(porteuse.chemin, "cles" if dates else "tantiemes"), cle)
            valeurs = {"lot": lot, "cle": (lot[0], cle), "tantiemes": tantiemes, **dates}
            demande.add(TANTIEME, chemin, valeurs, _paths(porteuse) if dates else None)


def _unfold_budget(demande: Demande, fiche: Fiche, exercice: Any, nom: str, nature: NatureBudget) -> None:
    if exercice is None or fiche.get(nom) is None:
        return
    demande.portees.add((BUDGET, exercice))
    for cle, montant in fiche.get(nom).items():
        chemin = join_chemin(join_chemin(fiche.chemin, nom), cle)
        valeurs = {"exercice": exercice, "cle": (exercice[0], cle), "nature": nature, "montant": montant}
        demande.add(BUDGET, chemin, valeurs)


def _within(copropriete: str, code: str | None) -> tuple[str, str] | None:
    """The natural key of a clé or a lot of this copropriété."""
    return None if code is None else (copropriete, code)


def _paths(fiche: Fiche) -> dict[str, str]:
    """Where an object gives its dates."""
    return {nom: join_chemin(fiche.chemin, nom) for nom in PERIODE}


def _with_dates(fiche: Fiche) -> Fiche:
    """In a list of periods, a date that is missing is a date that is null."""
    return Fiche(fiche.chemin, {**dict.fromkeys(PERIODE), **fiche.valeurs})
