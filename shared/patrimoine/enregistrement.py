"""Write a plan: one statement per kind and set of columns, whatever the number of lines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete
from sqlalchemy.orm import Session

from shared.database import insert_rows
from shared.patrimoine.etat import Etat
from shared.patrimoine.genres import AGENT, COPROPRIETE, GENRES, Genre, Liaison, table_of
from shared.patrimoine.plan import Modification, Plan
from shared.patrimoine.textes import compose_recherche

Ids = dict[Genre, dict[Any, int]]

TERMINAUX = (
    frozenset(GENRES)
    - {ref for genre in GENRES for ref in genre.refs.values()}
    - {genre for genre in GENRES if genre.liaisons}
)
"""The kinds that nothing refers to: their identifiers are not needed, so they go in bulk."""


def write_plan(session: Session, plan: Plan, etat: Etat) -> Ids:
    """Create and update what the plan says; returns the identifiers by kind and natural key."""
    ids: Ids = {genre: {key: ident for ident, key in etat.noms[genre].items()} for genre in GENRES}
    for genre in GENRES:
        _update(session, genre, [change for change in plan.modifications if change.genre is genre], ids)
        _insert(session, genre, plan.creations[genre], ids)
    _raise_versions(session, COPROPRIETE, [ids[COPROPRIETE][code] for code in plan.coproprietes_modifiees()])
    _raise_versions(session, AGENT, [change.ligne.id for change in plan.modifications if change.genre is AGENT])
    return ids


def _insert(session: Session, genre: Genre, creations: list[dict[str, Any]], ids: Ids) -> None:
    if not creations:
        return
    table = genre.table
    rows = [_complete(genre, valeurs, ids) for valeurs in creations]
    if genre in TERMINAUX:
        insert_rows(session, table, list(rows[0]), ([_to_text(valeur) for valeur in row.values()] for row in rows))
        return
    created = session.scalars(table.insert().returning(table.c.id, sort_by_parameter_order=True), rows).all()
    ids[genre].update(zip(map(genre.key, creations), created, strict=True))
    for nom, liaison in genre.liaisons.items():
        liees = {ident: valeurs.get(nom, ()) for ident, valeurs in zip(created, creations, strict=True)}
        _insert_liaison(session, liaison, liees, ids)


def _update(session: Session, genre: Genre, modifications: list[Modification], ids: Ids) -> None:
    groupes: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in modifications:
        row = _to_row(genre, {nom: apres for nom, (_, apres) in change.champs.items()}, ids)
        if genre is COPROPRIETE:
            futur = {**change.ligne.valeurs, **{nom: apres for nom, (_, apres) in change.champs.items()}}
            row["recherche"] = compose_recherche(futur)
        groupes[tuple(row)].append(
            {f"nouveau_{colonne}": valeur for colonne, valeur in row.items()} | {"ligne": change.ligne.id}
        )
    table = genre.table
    for colonnes, rows in groupes.items():
        if colonnes:
            nouveaux: dict[str, Any] = {colonne: bindparam(f"nouveau_{colonne}") for colonne in colonnes}
            session.connection().execute(table.update().where(table.c.id == bindparam("ligne")).values(nouveaux), rows)
    for nom, liaison in genre.liaisons.items():
        liees = {change.ligne.id: change.champs[nom][1] for change in modifications if nom in change.champs}
        enfant = table_of(liaison.modele)
        if liees:
            session.execute(delete(enfant).where(enfant.c[liaison.parent].in_(liees)))
        _insert_liaison(session, liaison, liees, ids)


def _insert_liaison(session: Session, liaison: Liaison, liees: Mapping[int, Iterable[Any]], ids: Ids) -> None:
    rows = [
        {liaison.parent: parent, liaison.colonne: ids[liaison.genre][valeur] if liaison.genre else valeur}
        for parent, valeurs in liees.items()
        for valeur in valeurs
    ]
    if rows:
        session.execute(table_of(liaison.modele).insert(), rows)


def _to_row(genre: Genre, valeurs: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """The columns of a line: references become identifiers."""
    row = {}
    for nom, valeur in valeurs.items():
        if nom in genre.colonnes:
            ref = genre.refs.get(nom)
            row[genre.colonnes[nom]] = ids[ref][valeur] if ref and valeur is not None else valeur
    return row


def _to_text(valeur: Any) -> Any:
    """A status as its column keeps it; the bulk insert takes plain values only."""
    return valeur.value if isinstance(valeur, StrEnum) else valeur


def _complete(genre: Genre, valeurs: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    """All the columns of a new line: what the file does not say is null, or what the table chooses."""
    row: dict[str, Any] = dict.fromkeys(genre.colonnes.values())
    row |= {genre.colonnes[nom]: valeur for nom, valeur in genre.par_defaut.items()}
    row |= _to_row(genre, valeurs, ids)
    if genre is COPROPRIETE:
        row["recherche"] = compose_recherche(valeurs)
    return row


def _raise_versions(session: Session, genre: Genre, lignes: Collection[int]) -> None:
    """Whoever opened one of these before must read it again before writing."""
    table = genre.table
    if lignes:
        session.execute(table.update().where(table.c.id.in_(lignes)).values(version=table.c.version + 1))
