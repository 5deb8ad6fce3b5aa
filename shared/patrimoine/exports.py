"""Export the patrimoine as the JSON that an import reads: importing it again changes nothing.

The form is canonical: codes in natural order, every key present, the short form of tantièmes, mandate and ownership
where nothing is dated twice. Two databases that know the same export the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from shared.models import NatureBudget
from shared.patrimoine.etat import Etat, load_etat
from shared.patrimoine.format import IDENTITE
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
from shared.patrimoine.textes import order_naturel
from shared.patrimoine.valeurs import write_valeur

Valeurs = dict[str, Any]


def export_patrimoine(session: Session) -> Valeurs:
    """Everything the database knows of the patrimoine, amounts in integer centimes."""
    return build_patrimoine(load_etat(session))


def build_patrimoine(etat: Etat) -> Valeurs:
    """The document that says this state."""
    registre = _Registre(etat)
    bailleur = next(iter(etat.of(BAILLEUR)), None)
    return {
        "bailleur": _pick(bailleur.valeurs, BAILLEUR.colonnes) if bailleur else None,
        "agences": _by_code(registre, AGENCE, ("code", "nom")),
        "agents": _by_code(registre, AGENT, ("courriel", "nom", "roles", "agences")),
        "syndics": _by_code(registre, SYNDIC, ("code", "nom", "siret", "courriel")),
        "coproprietes": [_build_copropriete(registre, v) for v in registre.sorted(COPROPRIETE, None, "code")],
    }


class _Registre:
    """The lines of a state by kind and by what they belong to."""

    def __init__(self, etat: Etat) -> None:
        self._par_parent: dict[tuple[Genre, Any], list[Valeurs]] = defaultdict(list)
        for genre in etat.lignes:
            for ligne in etat.of(genre):
                parent = ligne.valeurs[genre.parent] if genre.parent else None
                self._par_parent[genre, parent].append(ligne.valeurs)

    def of(self, genre: Genre, parent: Any) -> list[Valeurs]:
        """The lines of a kind that belong to a parent, in the order of their creation."""
        return self._par_parent.get((genre, parent), [])

    def sorted(self, genre: Genre, parent: Any, *noms: str) -> list[Valeurs]:
        """The same in the natural order of some of their values, null first."""
        return sorted(self.of(genre, parent), key=lambda valeurs: [_order(valeurs[nom]) for nom in noms])


def _order(valeur: Any) -> Any:
    """A sort key for a value, null first; of a reference, its own code."""
    if isinstance(valeur, tuple):
        valeur = valeur[-1]
    return order_naturel("" if valeur is None else str(write_valeur(valeur)))


def _pick(valeurs: Valeurs, noms: Iterable[str]) -> Valeurs:
    return {nom: write_valeur(valeurs[nom]) for nom in noms}


def _by_code(registre: _Registre, genre: Genre, noms: tuple[str, ...]) -> list[Valeurs]:
    return [_pick(valeurs, noms) for valeurs in registre.sorted(genre, None, noms[0])]


def _build_copropriete(registre: _Registre, copropriete: Valeurs) -> Valeurs:
    code = copropriete["code"]
    return {
        "code": code,
        **_pick(copropriete, IDENTITE),
        **shorten_mandats([_pick(v, ("syndic", "du", "au")) for v in registre.sorted(MANDAT, code, "du")]),
        "exercices": [
            {**_pick(v, ("libelle", "debut", "fin", "vote_le")), **_build_budgets(registre, (code, v["libelle"]))}
            for v in registre.sorted(EXERCICE, code, "debut", "libelle")
        ],
        "cles": [_pick(v, ("code", "libelle", "total")) for v in registre.of(CLE, code)],
        "travaux_votes": [
            {**_pick(v, ("date_ag", "resolution", "libelle", "montant", "echeances")), "cle": v["cle"][-1]}
            for v in registre.sorted(TRAVAUX, code, "date_ag", "resolution", "cle")
        ],
        "appels_anterieurs": [
            {**_pick(v, ("nature", "periode", "exigible")), "cle": v["cle"][-1], "lot": v["lot"] and v["lot"][-1],
             "montant": v["montant"]}
            for v in registre.sorted(APPEL, code, "exigible", "nature", "cle", "lot")
        ],
        "lots": [_build_lot(registre, v) for v in registre.sorted(LOT, code, "numero")],
    }  # fmt: skip


def _build_budgets(registre: _Registre, exercice: Any) -> Valeurs:
    tables: Valeurs = {"budget": {}, "fonds_travaux": {}}
    for valeurs in registre.sorted(BUDGET, exercice, "cle"):
        nom = "budget" if valeurs["nature"] is NatureBudget.COURANT else "fonds_travaux"
        tables[nom][valeurs["cle"][-1]] = valeurs["montant"]
    return tables


def _build_lot(registre: _Registre, lot: Valeurs) -> Valeurs:
    key = LOT.key(lot)
    tantiemes = [
        {**_pick(v, ("du", "au")), "cle": v["cle"][-1], "tantiemes": v["tantiemes"]}
        for v in registre.sorted(TANTIEME, key, "du", "au", "cle")
    ]
    return {
        **_pick(lot, ("numero", "nature", "surface_m2")),
        **shorten_detentions([_pick(v, ("du", "au")) for v in registre.sorted(DETENTION, key, "du")]),
        "tantiemes": shorten_tantiemes(tantiemes),
    }


def shorten_mandats(mandats: list[Valeurs]) -> Valeurs:
    """``syndic`` when there is one mandate and no date, else the dated list."""
    if len(mandats) == 1 and not _is_dated(mandats[0]):
        return {"syndic": mandats[0]["syndic"]}
    return {"mandats": mandats}


def shorten_detentions(detentions: list[Valeurs]) -> Valeurs:
    """``du`` and ``au`` of the lot when it was ours once, else the list."""
    return detentions[0] if len(detentions) == 1 else {"detentions": detentions}


def shorten_tantiemes(tantiemes: list[Valeurs]) -> dict[str, int] | list[Valeurs]:
    """One table when no value is dated, else one table for each period."""
    if not any(map(_is_dated, tantiemes)):
        return {valeur["cle"]: valeur["tantiemes"] for valeur in tantiemes}
    par_periode: dict[tuple[str | None, str | None], dict[str, int]] = defaultdict(dict)
    for valeur in tantiemes:
        par_periode[valeur["du"], valeur["au"]][valeur["cle"]] = valeur["tantiemes"]
    return [{"du": du, "au": au, "cles": cles} for (du, au), cles in par_periode.items()]


def _is_dated(valeurs: Valeurs) -> bool:
    return bool(valeurs["du"] or valeurs["au"])
