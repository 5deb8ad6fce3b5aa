"""What an agent sees and finds."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import NotFoundError
from shared.models import Agence
from shared.patrimoine.imports import import_patrimoine
from shared.patrimoine.lectures import (
    get_copropriete,
    lots_du_bailleur,
    search_coproprietes,
    syndic_en_poste,
    visible_coproprietes,
    voix_du_bailleur,
)
from tests.patrimoine.documents import bizillon, copropriete


@pytest.fixture
def trois_coproprietes(base: Engine) -> None:
    document = bizillon()
    document["coproprietes"] += [
        {"code": "X002", "nom": "Résidence L’Œuvre", "adresse": "10 place Bellecour, 69002 Lyon", "agence": "LYO"},
        {"code": "X0011", "nom": "100 % Soleil", "adresse": "4 rue du Bizillon", "agence": "LYO"},
    ]
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, document)


def agent_of(code: str) -> Acteur:
    with Lecture() as session:
        ident = session.scalars(select(Agence.id).where(Agence.code == code)).one()
    return Acteur(1, "te@deuxrives.example", "TE", frozenset(["TE"]), frozenset([ident]))


def found(texte: str, acteur: Acteur = SYSTEME) -> list[str]:
    with Lecture() as session:
        return [each.code for each in search_coproprietes(session, acteur, texte)]


@pytest.mark.usefixtures("trois_coproprietes")
@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("bizillon", ["X0011", "X001"]),
        ("l'oeuvre", ["X002"]),
        ("RESIDENCE œuvre", ["X002"]),
        ("etoile saint-etienne", ["X001"]),
        ("ac4200017", ["X001"]),
        ("x001", ["X001", "X0011"]),
        ("bellecour bizillon", []),
        ("100 %", ["X0011"]),
        ("%", []),
        ("_", []),
        ("  ", []),
    ],
)
def test_the_search_box_finds_by_name_code_address_or_registration(texte: str, codes: list[str]) -> None:
    assert found(texte) == codes


@pytest.mark.usefixtures("trois_coproprietes")
def test_agencies_limit_what_is_listed_found_and_opened() -> None:
    lyon = agent_of("LYO")
    assert found("bizillon", lyon) == ["X0011"]
    with Lecture() as session:
        assert {each.code for each in session.scalars(visible_coproprietes(lyon))} == {"X002", "X0011"}
        assert get_copropriete(session, lyon, "X002").nom == "Résidence L’Œuvre"
        for code in ("X001", "X999"):
            with pytest.raises(NotFoundError, match=f"« {code} » n’existe pas, ou ne relève pas de vos agences"):
                get_copropriete(session, lyon, code)


def test_our_lots_come_in_natural_order_with_the_tantiemes_of_the_day(base: Engine) -> None:
    document = bizillon()
    copropriete(document)["lots"][1]["tantiemes"] = [
        {"du": None, "au": "2019-12-31", "cles": {"GEN": 40}},
        {"du": "2020-01-01", "au": None, "cles": {"GEN": 50, "ASC": 52}},
    ]
    copropriete(document)["lots"][2]["numero"] = "10A"
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, document)
        copropriete_id = get_copropriete(session, SYSTEME, "X001").id
    with Lecture() as session:
        assert lots_du_bailleur(session, copropriete_id, date(2012, 3, 31)) == []
        lots = lots_du_bailleur(session, copropriete_id, date(2019, 12, 31))
        assert [(lot.numero, dict(lot.tantiemes)) for lot in lots] == [
            ("3", {"GEN": 41, "ASC": 38}),
            ("7", {"GEN": 40}),
            ("10A", {"GEN": 6}),
        ]
        assert voix_du_bailleur(session, copropriete_id, "GEN", date(2019, 12, 31)) == (87, 1000)
        assert voix_du_bailleur(session, copropriete_id, "ASC", date(2020, 1, 1)) == (90, 800)
        with pytest.raises(NotFoundError, match="BATA"):
            voix_du_bailleur(session, copropriete_id, "BATA", date(2020, 1, 1))


def test_between_two_mandates_nobody_is_in_charge(base: Engine) -> None:
    document = bizillon()
    del copropriete(document)["syndic"]
    copropriete(document)["mandats"] = [
        {"syndic": "S01", "du": None, "au": "2024-06-12"},
        {"syndic": "S02", "du": "2024-09-01", "au": None},
    ]
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, document)
        copropriete_id = get_copropriete(session, SYSTEME, "X001").id
    with Lecture() as session:
        assert syndic_en_poste(session, copropriete_id, date(2024, 7, 14)) is None
