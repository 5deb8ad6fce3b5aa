"""Workbooks of yearly accounts by other authors than the reader's: all is read, every gap is told, no other.

Files 01 to 10, 31 to 42, 76 to 99, 116 to 133, 138 to 172, 190 to 194, 220 to 232, 240 to 244, 260 to 267 and 280 to
468 were written by authors who had not seen the reader, the others to widen it. Files 168 to 172 and 240 to 244 print
our shares: of one lot, a block or a sheet by lot or by key, lots side by side, rows alone.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.charges.comptes.export import ANNEXE2, export_comptes
from services.charges.lecture_comptes.lecture import read_comptes
from shared.excel.refus import FichierRefuse

CLASSEURS = Path(__file__).parent / "classeurs"
ATTENDUS = {chemin.stem: json.loads(chemin.read_text("utf-8")) for chemin in (CLASSEURS / "attendus").glob("*.json")}
LUS = sorted(nom for nom, attendu in ATTENDUS.items() if "lignes" in attendu)
BLOQUES = sorted(nom for nom, attendu in ATTENDUS.items() if attendu.get("bloquantes"))
REFUSES = sorted(nom for nom, attendu in ATTENDUS.items() if attendu.get("refus"))


@cache
def read(nom: str) -> dict[str, Any]:
    """What is read of a file: once, for all that is said of it."""
    return export_comptes(read_comptes((CLASSEURS / nom).read_bytes(), nom))


def by(rows: list[dict[str, Any]], *champs: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[champ] for champ in champs): row for row in rows}


@pytest.mark.parametrize("nom", LUS)
def test_every_line_stands_with_its_cell_account_key_date_and_amounts(nom: str) -> None:
    lu, attendu = read(nom), ATTENDUS[nom]
    assert by(lu["lignes"], "feuille", "cellule") == by(attendu["lignes"], "feuille", "cellule")
    assert lu["exercice"] == attendu["exercice"]
    assert attendu["copropriete"] in lu["copropriete"]


@pytest.mark.parametrize("nom", LUS)
def test_annexes_and_shares_are_those_printed(nom: str) -> None:
    lu, attendu = read(nom), ATTENDUS[nom]
    champs = [champ for champ in ANNEXE2 if champ != "libelle"]
    lues, attendues = by(lu["annexe2"], "compte"), by(attendu["annexe2"], "compte")
    assert {c: [r[x] for x in champs] for c, r in lues.items()} == {
        c: [r[x] for x in champs] for c, r in attendues.items()
    }
    montants = [{row["cle"]: row["n_realise"] for row in document["annexe3"]} for document in (lu, attendu)]
    assert montants[0] == montants[1]
    assert by(lu["quote_parts"], "lot", "cle") == by(attendu["quote_parts"], "lot", "cle")


@pytest.mark.parametrize("nom", LUS)
def test_every_planted_gap_is_told_at_its_cell_and_no_other(nom: str) -> None:
    dits = [
        [(e["cellule"], e["attendu"], e["trouve"]) for e in document["ecarts"]]
        for document in (read(nom), ATTENDUS[nom])
    ]
    assert sorted(dits[0]) == sorted(dits[1])


@pytest.mark.parametrize("nom", REFUSES)
def test_a_file_that_holds_no_accounts_is_refused_with_its_reason(nom: str) -> None:
    attendu = ATTENDUS[nom]
    with pytest.raises(FichierRefuse) as refus:
        read_comptes((CLASSEURS / nom).read_bytes(), nom)
    assert refus.value.code in attendu.get("codes_admis", [attendu["code"]])


@pytest.mark.parametrize("nom", BLOQUES)
def test_an_expense_that_cannot_be_read_stops_the_accounts_at_its_cell(nom: str) -> None:
    dites = [
        {champ: anomalie[champ] for champ in ("code", "feuille", "cellule")}
        for anomalie in read(nom)["anomalies"]
        if anomalie["gravite"] == "bloquante"
    ]
    assert dites == ATTENDUS[nom]["bloquantes"]
