"""The kinds of things the patrimoine is made of, as data: their tables, their natural keys, what they refer to.

Import, export and the report all read this one description. The values of a line are those of the JSON: a reference
is the natural key of what it names (an agency's code, ``(copropriété, numéro)`` for a lot), never an identifier.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnDefault, Table

from shared.models import (
    Agence,
    Agent,
    AgentAgence,
    AppelAnterieur,
    Bailleur,
    Base,
    BudgetVote,
    CleRepartition,
    Copropriete,
    DetentionLot,
    EcheanceTravaux,
    Exercice,
    Lot,
    MandatSyndic,
    RoleAgent,
    Syndic,
    TantiemeLot,
    TravauxVotes,
)


@dataclass(frozen=True)
class Liaison:
    """Values kept in a table of their own but read and written as one field: roles of an agent, due dates of works."""

    modele: type[Base]
    parent: str
    colonne: str
    genre: "Genre | None" = None


@dataclass(frozen=True, eq=False)
class Genre:
    """One kind. ``colonnes``: JSON key → column; ``cle``: natural key; ``refs``: which of them name another kind.

    A ``periodique`` kind has several lines for one natural key, told apart by ``du``.
    """

    nom: str
    inconnu: str
    modele: type[Base]
    cle: tuple[str, ...]
    colonnes: Mapping[str, str]
    refs: Mapping[str, "Genre"] = field(default_factory=dict)
    liaisons: Mapping[str, Liaison] = field(default_factory=dict)
    periodique: bool = False

    @cached_property
    def table(self) -> Table:
        """Where its lines are."""
        return table_of(self.modele)

    @cached_property
    def requis(self) -> tuple[str, ...]:
        """What a line cannot be without."""
        return tuple(nom for nom, colonne in self.colonnes.items() if _must_be_given(self.table.c[colonne]))

    @cached_property
    def par_defaut(self) -> dict[str, Any]:
        """What the table chooses when nothing is said, where null is not a choice."""
        colonnes = {nom: self.table.c[colonne] for nom, colonne in self.colonnes.items()}
        return {
            nom: colonne.default.arg
            for nom, colonne in colonnes.items()
            if isinstance(colonne.default, ColumnDefault) and not colonne.nullable
        }

    def key(self, valeurs: Mapping[str, Any]) -> Any:
        """The natural key of a line: one value, or the tuple of several."""
        if len(self.cle) == 1:
            return valeurs.get(self.cle[0])
        return tuple([valeurs.get(nom) for nom in self.cle])

    @cached_property
    def parent(self) -> str | None:
        """The part of the key that names what a line belongs to, None for a list at the top of the file."""
        return next((nom for nom in self.cle if nom in self.refs), None)

    def copropriete_of(self, valeurs: Mapping[str, Any]) -> str | None:
        """The code of the copropriété a line belongs to; None for agencies, agents and syndics."""
        if self.nom == "coproprietes":
            return str(valeurs["code"])
        return _flatten(valeurs[self.parent])[0] if self.parent else None

    def describe(self, valeurs: Mapping[str, Any]) -> str:
        """How the report names a line: ``C001 · 12 · GEN``."""
        parts = list(dict.fromkeys(_flatten(self.key(valeurs))))
        if self.periodique and valeurs.get("du"):
            parts.append(f"{valeurs['du']:%d/%m/%Y}")
        return " · ".join(parts)


def _must_be_given(colonne: Column[Any]) -> bool:
    return not colonne.nullable and colonne.default is None


def table_of(modele: type[Base]) -> Table:
    """The table of a model."""
    table = modele.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{modele.__name__} is not a plain table")
    return table


def _flatten(key: Any) -> list[str]:
    if isinstance(key, tuple):
        return [text for part in key for text in _flatten(part)]
    return [] if key is None else [str(getattr(key, "value", key))]


def _same(*noms: str, **autres: str) -> dict[str, str]:
    """Columns named as their JSON key, then the others."""
    return {**{nom: nom for nom in noms}, **autres}


BAILLEUR = Genre("bailleur", "aucun bailleur", Bailleur, (), _same("nom", "siren", "iban", "bic"))
AGENCE = Genre("agences", "aucune agence", Agence, ("code",), _same("code", "nom"))
AGENT = Genre(
    "agents", "aucun agent", Agent, ("courriel",), _same("courriel", "nom"),
    liaisons={"roles": Liaison(RoleAgent, "agent_id", "role"),
              "agences": Liaison(AgentAgence, "agent_id", "agence_id", AGENCE)},
)  # fmt: skip
SYNDIC = Genre("syndics", "aucun syndic", Syndic, ("code",), _same("code", "nom", "siret", "courriel"))
COPROPRIETE = Genre(
    "coproprietes", "aucune copropriété", Copropriete, ("code",),
    _same("code", "nom", "adresse", "immatriculation", "origine", "surface_m2", "lots_principaux",
          "reference_bailleur", "iban", "iban_fonds_travaux", agence="agence_id"),
    refs={"agence": AGENCE},
)  # fmt: skip
DE_COPROPRIETE = {"copropriete": COPROPRIETE}
MANDAT = Genre(
    "mandats", "aucun mandat", MandatSyndic, ("copropriete",),
    _same("du", "au", copropriete="copropriete_id", syndic="syndic_id"),
    refs={**DE_COPROPRIETE, "syndic": SYNDIC}, periodique=True,
)  # fmt: skip
CLE = Genre(
    "cles", "aucune clé", CleRepartition, ("copropriete", "code"),
    _same("code", "libelle", copropriete="copropriete_id", total="total_tantiemes"),
    refs=DE_COPROPRIETE,
)  # fmt: skip
LOT = Genre(
    "lots", "aucun lot", Lot, ("copropriete", "numero"),
    _same("numero", "nature", "surface_m2", copropriete="copropriete_id"), refs=DE_COPROPRIETE,
)  # fmt: skip
DETENTION = Genre(
    "detentions", "aucune détention", DetentionLot, ("lot",), _same("du", "au", lot="lot_id"),
    refs={"lot": LOT}, periodique=True,
)  # fmt: skip
TANTIEME = Genre(
    "tantiemes", "aucun tantième", TantiemeLot, ("lot", "cle"),
    _same("tantiemes", "du", "au", lot="lot_id", cle="cle_repartition_id"),
    refs={"lot": LOT, "cle": CLE}, periodique=True,
)  # fmt: skip
EXERCICE = Genre(
    "exercices", "aucun exercice", Exercice, ("copropriete", "libelle"),
    _same("libelle", "debut", "fin", "vote_le", copropriete="copropriete_id"),
    refs=DE_COPROPRIETE,
)  # fmt: skip
BUDGET = Genre(
    "budgets", "aucun budget", BudgetVote, ("exercice", "cle", "nature"),
    _same("nature", exercice="exercice_id", cle="cle_repartition_id", montant="montant_centimes"),
    refs={"exercice": EXERCICE, "cle": CLE},
)  # fmt: skip
TRAVAUX = Genre(
    "travaux_votes", "aucuns travaux votés", TravauxVotes, ("copropriete", "date_ag", "resolution", "cle"),
    _same("date_ag", "resolution", "libelle", copropriete="copropriete_id", cle="cle_repartition_id",
          montant="montant_centimes"),
    refs={**DE_COPROPRIETE, "cle": CLE},
    liaisons={"echeances": Liaison(EcheanceTravaux, "travaux_votes_id", "exigible")},
)  # fmt: skip
APPEL = Genre(
    "appels_anterieurs", "aucun appel", AppelAnterieur, ("copropriete", "lot", "cle", "nature", "exigible"),
    _same("nature", "periode", "exigible", copropriete="copropriete_id", lot="lot_id", cle="cle_repartition_id",
          montant="montant_centimes"),
    refs={**DE_COPROPRIETE, "lot": LOT, "cle": CLE},
)  # fmt: skip

GENRES = (BAILLEUR, AGENCE, AGENT, SYNDIC, COPROPRIETE, MANDAT, CLE, LOT, DETENTION, TANTIEME, EXERCICE, BUDGET,
          TRAVAUX, APPEL)  # fmt: skip
"""Every kind, each after those it refers to."""
