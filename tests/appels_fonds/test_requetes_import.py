"""What an import costs the database: a number of statements that does not grow with the lots of a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from services.appels_fonds.reception.imports import analyse_again, preview_import
from shared.acteurs import SYSTEME
from shared.database import Session
from shared.patrimoine.imports import import_patrimoine
from tests.appels_fonds.essais import COMPTABLE, a_workbook, integrate_now


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def _load_copropriete(code: str, lots: int) -> None:
    with Session.begin() as session:
        import_patrimoine(
            session,
            SYSTEME,
            {
                "agences": [{"code": "STE", "nom": "Saint-Étienne"}],
                "coproprietes": [
                    {
                        "code": code, "nom": f"SDC {code}", "agence": "STE",
                        "cles": [{"code": "GEN", "libelle": "Charges générales", "total": 100_000}],
                        "lots": [
                            {"numero": str(rang), "du": "2012-04-01", "tantiemes": {"GEN": 10}}
                            for rang in range(1, lots + 1)
                        ],
                    }
                ],
            },
        )  # fmt: skip


def _count_statements(engine: Engine, code: str, lots: int) -> int:
    _load_copropriete(code, lots)
    lignes = [(code, str(rang), "GEN", "Provision", "01/04/2026", 12.5 + rang) for rang in range(1, lots + 1)]
    contenu = a_workbook(lignes)
    with statements_of(engine) as seen:
        assert len(integrate_now(contenu, f"{code}.xlsx")) == 1
    return len(seen)


def test_a_call_over_two_thousand_lots_costs_no_more_statements_than_one_over_twenty(base):
    # The first import of a year also opens the sequence of its numbers.
    _count_statements(base, "Y000", 1)
    assert _count_statements(base, "Y020", 20) == _count_statements(base, "Y2000", 2000)


def _load_villas(nombre: int, syndics: list[dict[str, str]]) -> bytes:
    """A file that calls one line of each of so many copropriétés, in the charge of the syndic given, if one is."""
    siens = {"syndic": syndics[0]["code"]} if syndics else {}
    coproprietes = [
        {
            "code": f"V{rang:03d}", "nom": f"SDC Villa {rang:03d}", "agence": "STE", **siens,
            "cles": [{"code": "GEN", "libelle": "Charges générales", "total": 1000}],
            "lots": [{"numero": "1", "du": "2012-04-01", "tantiemes": {"GEN": 10}}],
        }
        for rang in range(nombre)
    ]  # fmt: skip
    with Session.begin() as session:
        patrimoine = {"agences": [{"code": "STE", "nom": "Saint-Étienne"}], "syndics": syndics}
        import_patrimoine(session, SYSTEME, {**patrimoine, "coproprietes": coproprietes})
    return a_workbook([(f"V{rang:03d}", "1", "GEN", "Provision", "01/04/2026", 12.5) for rang in range(nombre)])


@pytest.mark.parametrize("syndics", [[{"code": "S01", "nom": "Furan"}], []], ids=["un syndic", "aucun syndic connu"])
def test_a_file_of_twenty_coproprietes_asks_for_their_lots_twice_at_most_and_once_when_it_is_read_again(base, syndics):
    contenu = _load_villas(20, syndics)
    with Session.begin() as session:
        with statements_of(base) as seen:
            apercu, analyse = preview_import(session, COMPTABLE, contenu, "furan.xlsx")
        assert len(analyse.lecture.lignes) == 20
        assert _count_lots(seen) <= 2
        with statements_of(base) as seen:
            assert len(analyse_again(session, COMPTABLE, apercu).lecture.lignes) == 20
        assert _count_lots(seen) == 1


def test_an_integration_asks_once_for_the_syndic_of_its_file_and_writes_its_facts_and_its_acts_at_once(base):
    contenu = _load_villas(20, [{"code": "S01", "nom": "Furan"}])
    with statements_of(base) as seen:
        assert len(integrate_now(contenu, "furan.xlsx")) == 20
    dits = [x.replace('"', "") for x in seen]
    assert sum(x.split("FROM")[0].rstrip().endswith("mandat_syndic.syndic_id") for x in dits) == 1
    assert sum("INSERT INTO" in x and "outbox_message" in x for x in dits) == 1
    # The file that was dropped, the profile that learns its layout, the twenty calls.
    assert sum("INSERT INTO" in x and "audit_ligne" in x for x in dits) == 3


def _count_lots(statements: list[str]) -> int:
    return sum("lot.numero, " in x.replace('"', "") and "detention_lot.du" in x and "FROM" in x for x in statements)
