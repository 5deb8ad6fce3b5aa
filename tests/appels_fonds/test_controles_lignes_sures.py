"""A fault stops the controls that would rest on it, and no other; what is found is told in the order one mends it."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from services.appels_fonds.reception.analyses import Analyse, analyse_fichier
from services.appels_fonds.schemas_imports import dump_analyse
from shared.database import Lecture
from tests.appels_fonds.classeurs.registre import ecrire
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai

ENTETE = ["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant appelé"]
AVRIL = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def _lire(*feuilles) -> Analyse:
    with Lecture() as session:
        return analyse_fichier(session, COMPTABLE, ecrire(*feuilles), "appel.xlsx")


def _ligne(copropriete="X001", lot="7", cle="GEN", montant=500.0, exigible=AVRIL):
    return [copropriete, lot, cle, "Provision charges courantes", exigible, montant]


def _dites(analyse: Analyse) -> list[tuple[str, str | None]]:
    return [(x.code, x.cellule) for x in analyse.anomalies]


@pytest.mark.parametrize(
    ("fautive", "code", "cellule"),
    [
        (_ligne(lot="99"), "LOT_INCONNU", "B2"),
        (_ligne(copropriete="X999"), "COPROPRIETE_INCONNUE", "A2"),
        (_ligne(montant="quatre-vingts"), "MONTANT_INVALIDE", "F2"),
        (_ligne(exigible="le 32/13/2026"), "DATE_INVALIDE", "E2"),
    ],
)
def test_a_line_that_cannot_be_read_does_not_hide_that_another_is_not_what_the_budget_gives(fautive, code, cellule):
    analyse = _lire(("Appel", [ENTETE, fautive, _ligne(lot="3", montant=450.0)]))
    assert (code, cellule) in _dites(analyse)
    assert ("MONTANT_RECALCULE", "F3") in _dites(analyse)
    assert analyse.lignes == ()


def test_the_lot_whose_line_cannot_be_read_is_not_said_to_be_absent_from_the_call():
    illisible = _lire(("Appel", [ENTETE, _ligne(montant="cinq cents"), _ligne(lot="3", montant=410.0)]))
    assert "LOT_ABSENT" not in {code for code, _ in _dites(illisible)}
    oubliee = _lire(("Appel", [ENTETE, _ligne(lot="3", montant=410.0)]))
    assert "LOT_ABSENT" in {code for code, _ in _dites(oubliee)}


def test_a_line_written_twice_is_not_checked_against_the_budget_before_one_knows_which_is_right():
    analyse = _lire(("Appel", [ENTETE, _ligne(lot="3", montant=450.0), _ligne(), _ligne(montant=520.0)]))
    assert [cellule for code, cellule in _dites(analyse) if code == "MONTANT_RECALCULE"] == ["F2"]


def test_amounts_counted_in_thousands_are_not_compared_with_the_budget():
    rangees = [[*ENTETE[:5], "Montant appelé (k€)"], _ligne(lot="3", montant=0.45)]
    assert _dites(_lire(("Appel", rangees))) == [("MONTANT_AMBIGU", "F1")]


def test_what_blocks_comes_first_then_each_sheet_of_the_file_from_its_top():
    analyse = _lire(
        ("T2", [ENTETE, _ligne(lot="3", montant=450.0), _ligne(), _ligne(lot="98"), _ligne(lot="99")]),
        ("Annexe", [ENTETE, _ligne(copropriete="X002", lot="97"), _ligne(copropriete="X002", lot="3", montant=450.0)]),
    )
    dump = json.loads(json.dumps(dump_analyse(analyse, integre=False)))["anomalies"]
    lieux = [
        (x["gravite"], x["feuille"], x["cellule"]) for x in dump if x["code"] in ("LOT_INCONNU", "MONTANT_RECALCULE")
    ]
    assert lieux == [
        ("bloquante", "T2", "B4"),
        ("bloquante", "T2", "B5"),
        ("bloquante", "Annexe", "B2"),
        ("a_confirmer", "T2", "F2"),
        ("a_confirmer", "Annexe", "F3"),
    ]
    niveaux = ["bloquante", "a_confirmer", "paiement", "information"]
    assert [x["gravite"] for x in dump] == sorted((x["gravite"] for x in dump), key=niveaux.index)
