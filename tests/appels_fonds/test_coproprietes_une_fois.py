"""A copropriété written once above its rows holds on under what is not a line, and ends with its own total."""

from datetime import date

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees

ENTETE = ["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant appelé"]
TILLEULS, PARC = "Résidence Les Tilleuls", "SDC Le Parc"


def _ligne(copropriete, lot, cle, montant):
    return [copropriete, lot, cle, "Provision", date(2026, 4, 1), montant]


def _total(texte, montant):
    return [texte, None, None, None, None, montant]


PARC_ENTIER = [_ligne(PARC, "1", "GEN", 5), _ligne(None, "2", "GEN", 6), _total(f"Total {PARC}", 11)]


def _coproprietes(*rangees):
    lecture = lire_rangees([ENTETE, *rangees])
    return [(x.cellule, x.copropriete, x.lots[0]) for x in lecture.lignes], fautes(lecture)


def test_it_holds_on_under_the_sub_total_of_each_of_its_lots():
    rangees = [
        _ligne(TILLEULS, "12", "GEN", 10), _ligne(None, None, "BATA", 20), _total("Sous-total lot 12", 30),
        _ligne(None, "13", "GEN", 5), _ligne(None, None, "BATA", 6), _total("Sous-total lot 13", 11),
        _total(f"Total {TILLEULS}", 41),
    ]  # fmt: skip
    lues, dites = _coproprietes(*rangees, *PARC_ENTIER)
    assert lues == [
        ("F2", "B12", "12"), ("F3", "B12", "12"), ("F5", "B12", "13"), ("F6", "B12", "13"),
        ("F9", "B20", "1"), ("F10", "B20", "2"),
    ]  # fmt: skip
    assert dites == []


@pytest.mark.parametrize(
    "entre", [ENTETE, _total("Report", 30), _ligne(None, "14A", "GEN", 0)], ids=["entête", "report", "zéro"]
)
def test_it_holds_on_under_a_row_that_calls_nothing(entre):
    lues, dites = _coproprietes(
        _ligne(TILLEULS, "12", "GEN", 10), _ligne(None, "13", "GEN", 20), entre, _ligne(None, "27", "GEN", 30),
        *PARC_ENTIER,
    )  # fmt: skip
    assert [copropriete for _, copropriete, _ in lues] == ["B12", "B12", "B12", "B20", "B20"]
    assert dites == []


@pytest.mark.parametrize("total", [f"Total {TILLEULS}", "Sous-total B12", "Sous-total", "Total copropriété"])
def test_it_never_holds_on_under_its_own_total(total):
    lues, dites = _coproprietes(
        _ligne(TILLEULS, "12", "GEN", 10), _ligne(None, "13", "GEN", 20), _ligne(None, "27", "GEN", 5),
        _total(total, 35), _ligne(None, "1", "GEN", 30), _ligne(None, "2", "GEN", 30),
    )  # fmt: skip
    assert [copropriete for _, copropriete, _ in lues] == ["B12", "B12", "B12"]
    assert [lieu for code, lieu in dites if code == "COPROPRIETE_INCONNUE"] == ["A6", "A7"]


def test_a_single_blank_cell_is_believed_when_the_total_of_the_copropriete_sums_its_line_too():
    rangees = [_ligne(TILLEULS, "12", "GEN", 10), _ligne(None, "13", "GEN", 20)]
    lues, dites = _coproprietes(*rangees, _total(f"Total {TILLEULS}", 30))
    assert ([copropriete for _, copropriete, _ in lues], dites) == (["B12", "B12"], [])
    assert _coproprietes(*rangees)[1] == [("COPROPRIETE_INCONNUE", "A3")]


def test_a_zero_on_the_row_that_names_it_does_not_hide_it_from_those_below():
    lues, dites = _coproprietes(
        _ligne(TILLEULS, "12", "GEN", 10), _ligne(None, "13", "GEN", 20), _ligne(PARC, "1", "GEN", 0),
        _ligne(None, "2", "GEN", 6), _ligne(None, "3", "GEN", 7),
    )  # fmt: skip
    assert [copropriete for _, copropriete, _ in lues] == ["B12", "B12", "B20", "B20"]
    assert dites == []
