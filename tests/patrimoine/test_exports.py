"""An export says everything an import reads: nothing changes on the way back, on either form."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.patrimoine.export_classeur import write_classeur
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.imports import import_patrimoine
from shared.patrimoine.lecture_classeur import read_classeur
from tests.patrimoine.documents import Objet, bizillon, patrimoines

ROUND_TRIPS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_canonical_document_comes_out_as_it_went_in(base: Engine) -> None:
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, bizillon())
    with Lecture() as session:
        assert export_patrimoine(session) == bizillon()


def _passes(document: Objet) -> tuple[Objet, bool]:
    """The export of a fresh database filled with a document, and whether importing that export changes anything."""
    with Session() as session:
        import_patrimoine(session, SYSTEME, document)
        exported = export_patrimoine(session)
        changes = import_patrimoine(session, SYSTEME, exported).changes
        session.rollback()
    return exported, changes


def _unordered(valeur: Any) -> Any:
    """The same document whatever the order of its lists."""
    if isinstance(valeur, dict):
        return {nom: _unordered(contenu) for nom, contenu in valeur.items()}
    return sorted(map(_unordered, valeur), key=json.dumps) if isinstance(valeur, list) else valeur


@ROUND_TRIPS
@given(document=patrimoines())
def test_an_export_loses_and_adds_nothing(base_sqlite: Engine, document: Objet) -> None:
    exported, _ = _passes(document)
    assert _unordered(exported) == _unordered(document)


@ROUND_TRIPS
@given(document=patrimoines())
def test_export_then_import_changes_nothing(base_sqlite: Engine, document: Objet) -> None:
    exported, changes = _passes(document)
    assert not changes
    assert _passes(exported) == (exported, False)


@ROUND_TRIPS
@given(document=patrimoines())
def test_the_workbook_says_the_same_as_the_json(base_sqlite: Engine, document: Objet) -> None:
    exported, _ = _passes(document)
    lu = read_classeur(write_classeur(exported))
    assert lu.fautes == {}
    assert lu.donnees == {nom: liste for nom, liste in exported.items() if nom != "bailleur" or liste}
