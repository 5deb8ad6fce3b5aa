"""Workbooks that a reader who doubts ours would try: unknown words, other units, other shapes, sums of sums."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire, lire_rangees, make_xlsx

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


def test_a_key_said_by_the_label_of_each_line_is_that_of_its_line_far_down_too():
    libelles = ["Charges générales", "Chauffage"]
    rangees = [["12", f"{libelles[rang % 2]} {'' if rang < 2 else 't2'}".strip(), 100 + rang] for rang in range(80)]
    titres = [["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"], ["Lot", "Libellé", "Montant"]]
    lignes = lire_rangees([*titres, *rangees]).lignes
    assert len(lignes) == 80
    assert {(ligne.texte.split()[0], ligne.cle) for ligne in lignes} == {("Charges", "GEN"), ("Chauffage", "CHF")}


def test_a_wrong_total_above_its_lines_is_refused_at_its_cell():
    titres = [["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"], ["Lot", "Clé", "Montant"]]
    lecture = lire_rangees([*titres, ["Total", "", 760], ["12", "GEN", 390], ["13", "GEN", 362.5]])
    assert fautes(lecture) == [("TOTAL_DIFFERENT", "C3")]


def test_a_summary_sheet_that_comes_first_is_not_added_to_the_lines_it_sums():
    titre = ["Résidence Les Tilleuls, provisions exigibles le 01/04/2026"]
    detail = [titre, ["Lot", "Clé", "Montant"], ["12", "GEN", 390], ["12", "CHF", 41], ["13", "GEN", 362.5]]
    par_lot = [titre, ["Lot", "Montant"], ["12", 431], ["13", 362.5], ["Total", 793.5]]
    par_cle = [titre, ["Lot", "GEN", "CHF", "Total"], ["12", 390, 41, 431], ["13", 362.5, "", 362.5]]
    for recapitulatif in (par_lot, par_cle):
        lecture = lire(make_xlsx(("Synthèse", recapitulatif), ("Détail", detail)))
        assert (lecture.issue, lecture.total_centimes) == ("accepte", 79350)
        assert {ligne.feuille for ligne in lecture.lignes} == {"Détail"}
