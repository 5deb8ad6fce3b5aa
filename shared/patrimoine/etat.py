"""What the database knows of the patrimoine, read in one query per table, as plain values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.patrimoine.genres import COPROPRIETE, GENRES, Genre, Liaison, table_of


@dataclass(frozen=True)
class Ligne:
    """A line of the database: its values are those of the JSON, references by natural key."""

    id: int
    valeurs: dict[str, Any]


@dataclass
class Etat:
    """Lines by kind and natural key, and the natural key of each identifier."""

    lignes: dict[Genre, dict[Any, list[Ligne]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    noms: dict[Genre, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, genre: Genre) -> list[Ligne]:
        """Every line of a kind, in the order of their creation."""
        return sorted((ligne for lignes in self.lignes[genre].values() for ligne in lignes), key=lambda line: line.id)


def load_etat(session: Session, codes: Collection[str] | None = None) -> Etat:
    """Read the patrimoine: agencies, agents, syndics and names of copropriétés wholly, the rest for these codes.

    :param codes: None for every copropriété.
    """
    etat = Etat()
    ids: list[int] | None = None
    for genre in GENRES:
        _load_genre(session, genre, etat, ids)
        if genre is COPROPRIETE and codes is not None:
            ids = [ident for ident, code in etat.noms[COPROPRIETE].items() if code in codes]
    return etat


def _load_genre(session: Session, genre: Genre, etat: Etat, coproprietes: list[int] | None) -> None:
    table = genre.table
    query = select(table.c.id, *(table.c[colonne] for colonne in genre.colonnes.values())).order_by(table.c.id)
    if coproprietes is not None:
        query = query.where(_belongs(genre, coproprietes))
    liees = {nom: _load_liaison(session, liaison, etat) for nom, liaison in genre.liaisons.items()}
    for ident, *contenu in session.execute(query):
        valeurs = dict(zip(genre.colonnes, contenu, strict=True))
        for nom, ref in genre.refs.items():
            if valeurs[nom] is not None:
                valeurs[nom] = etat.noms[ref][valeurs[nom]]
        for nom, par_parent in liees.items():
            valeurs[nom] = tuple(sorted(par_parent.get(ident, ())))
        key = genre.key(valeurs)
        etat.noms[genre][ident] = key
        etat.lignes[genre][key].append(Ligne(ident, valeurs))


def _belongs(genre: Genre, coproprietes: list[int]) -> ColumnElement[bool]:
    """The lines of a kind that belong, directly or through their parent, to these copropriétés."""
    if genre.parent is None:
        raise ValueError(f"{genre.nom} belong to no copropriété")
    parent, colonne = genre.refs[genre.parent], genre.table.c[genre.colonnes[genre.parent]]
    if parent is COPROPRIETE:
        return colonne.in_(coproprietes)
    return colonne.in_(select(parent.table.c.id).where(_belongs(parent, coproprietes)))


def _load_liaison(session: Session, liaison: Liaison, etat: Etat) -> dict[int, list[Any]]:
    table = table_of(liaison.modele)
    par_parent: dict[int, list[Any]] = defaultdict(list)
    for parent, valeur in session.execute(select(table.c[liaison.parent], table.c[liaison.colonne])):
        par_parent[parent].append(etat.noms[liaison.genre][valeur] if liaison.genre else valeur)
    return par_parent
