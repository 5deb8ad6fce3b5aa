"""Workbooks that a reader who doubts ours would try: unknown words, other units, other shapes, sums of sums."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees

TEXTE = (Path(__file__).parent / "classeurs" / "sceptiques.txt").read_text(encoding="utf-8")


class Essai(NamedTuple):
    """One workbook: its rows, and the lines or the fault it must give."""

    rangees: list[list[Any]]
    lignes: list[str]
    faute: tuple[str, str | None] | None


def read_valeur(ecrite: str) -> Any:
    if re.fullmatch(r"-?\d+(?:\.\d+)?", ecrite):
        return float(ecrite)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", ecrite):
        return date.fromisoformat(ecrite)
    return ecrite.strip('"').replace("\\n", "\n")


def read_essai(bloc: str) -> Essai:
    suite = bloc.splitlines()[1:]
    faute = next((ligne[2:].split() for ligne in suite if ligne.startswith("! ")), None)
    return Essai(
        [[read_valeur(x.strip()) for x in ligne.split("|")] for ligne in suite if ligne[:2] not in ("= ", "! ")],
        [ligne[2:] for ligne in suite if ligne.startswith("= ")],
        (faute[0], None if faute[1] == "-" else faute[1]) if faute else None,
    )


ESSAIS = {bloc.splitlines()[0]: read_essai(bloc.strip()) for bloc in TEXTE.split("\n\n# ")[1:]}
BONS = [nom for nom, essai in ESSAIS.items() if essai.faute is None]


@pytest.mark.parametrize("nom", BONS)
def test_a_good_workbook_gives_exactly_its_lines_without_a_question(nom):
    lecture = lire_rangees(ESSAIS[nom].rangees)
    lues = [
        f"{x.cellule} {'+'.join(x.lots)} {x.cle} {x.nature} {x.exigible} {x.montant_centimes / 100:.2f}"
        for x in lecture.lignes_a_integrer
    ]
    assert [x for x in lecture.anomalies if x.gravite != "information"] == []
    assert sorted(lues) == sorted(ESSAIS[nom].lignes)


@pytest.mark.parametrize("nom", sorted(ESSAIS.keys() - set(BONS)))
def test_a_bad_workbook_is_refused_whole_at_the_cell_of_its_fault(nom):
    lecture = lire_rangees(ESSAIS[nom].rangees)
    assert ESSAIS[nom].faute in fautes(lecture)
    assert lecture.lignes_a_integrer == ()


def test_weights_under_a_merged_header_are_those_of_the_lot_and_of_the_key():
    rangees = [
        ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"],
        ["Lot", "Clé", "Tantièmes", "", "Votre quote-part"],
        ["", "", "Lot", "Base", ""],
        ["12", "GEN", 312, 10000, 390],
    ]
    (ligne,) = lire_rangees(rangees).lignes
    assert (ligne.tantiemes, ligne.base) == (312, 10000)
