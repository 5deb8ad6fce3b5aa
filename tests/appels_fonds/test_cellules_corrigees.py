"""A cell that the syndic got wrong is corrected with a value, a reason and a name; his file stays as it came."""

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.models import ImportAppel, LigneAppel
from services.appels_fonds.reception.cellules_corrigees import correct_cellules
from services.appels_fonds.reception.imports import confirm_import, preview_import
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError, StaleError
from shared.models import AuditLigne
from tests.appels_fonds.classeurs.registre import ecrire
from tests.appels_fonds.essais import COMPTABLE, TRIMESTRE, a_workbook, load_patrimoine_essai

FAUTIF = [*TRIMESTRE[:3], ("X001", "7", "ASC", "Provision charges courantes", "01/04/2026", "97,5O"),
          ("X002", "33", "GEN", "Provision charges courantes", "01/04/2026", 12.0)]  # fmt: skip
MONTANT, LOT = ("Appel", "F7"), ("Appel", "B8")


@pytest.fixture
def fautif(base: Engine) -> int:
    load_patrimoine_essai()
    with Session.begin() as session:
        return preview_import(session, COMPTABLE, a_workbook(FAUTIF), "appel.xlsx")[0].id  # type: ignore[arg-type]


def _version(import_id: int) -> int:
    with Lecture() as session:
        return session.get_one(ImportAppel, import_id).version


def _correct(import_id: int, valeurs: dict[tuple[str, str], str], motif: str = "appelé le cabinet"):
    with Session.begin() as session:
        return correct_cellules(
            session, COMPTABLE, import_id, valeurs, motif=motif, version=_version(import_id)
        )  # fmt: skip


def test_an_amount_and_a_lot_are_corrected_and_the_file_integrates(fautif: int) -> None:
    analyse = _correct(fautif, {MONTANT: "97,50", LOT: "3"})
    assert [(x.cellule, x.lots, x.montant_centimes) for x in analyse.lignes][-2:] == [
        ("F7", ("7",), 9_750),
        ("F8", ("3",), 1_200),
    ]
    with Session.begin() as session:
        forcages = dict.fromkeys(analyse.a_confirmer, "vu")
        confirm_import(session, COMPTABLE, fautif, version=_version(fautif), forcages=forcages)
    with Lecture() as session:
        posted = session.scalars(select(LigneAppel.montant_centimes).order_by(LigneAppel.id)).all()
        assert sum(posted) == 107_875 + 1_200
        apercu = session.get_one(ImportAppel, fautif)
        assert [(x["cellule"], x["avant"], x["valeur"], x["par"]) for x in apercu.corrections] == [
            ("F7", "97,5O", "97,50", COMPTABLE.courriel),
            ("B8", "33", "3", COMPTABLE.courriel),
        ]
        assert read_document(apercu.document) == a_workbook(FAUTIF)  # type: ignore[arg-type]
        actes = session.scalars(select(AuditLigne.detail).where(AuditLigne.acte == "corrige une cellule")).all()
    assert {(acte["cellule"], acte["lu"], acte["valeur"]) for acte in actes} == {
        ("Appel F7", "97,5O", "97,50"),
        ("Appel B8", "33", "3"),
    }


def test_the_waiting_list_follows_the_corrections_and_their_withdrawal(fautif: int) -> None:
    _correct(fautif, {MONTANT: "97,50", LOT: "3"})
    with Lecture() as session:
        apercu = session.get_one(ImportAppel, fautif)
        assert (apercu.statut, apercu.nombre_lignes, apercu.total_centimes) == ("APERCU", 5, 109_075)
    _correct(fautif, {LOT: ""}, motif="erreur de ma part")
    with Lecture() as session:
        apercu = session.get_one(ImportAppel, fautif)
        assert (apercu.statut, apercu.nombre_lignes) == ("REFUSE", 0)
        assert [x["cellule"] for x in apercu.corrections] == ["F7"]


def test_the_same_file_dropped_again_keeps_its_corrections(fautif: int) -> None:
    _correct(fautif, {MONTANT: "97,50", LOT: "3"})
    with Session.begin() as session:
        apercu, analyse = preview_import(session, COMPTABLE, a_workbook(FAUTIF), "appel (1).xlsx")  # type: ignore[arg-type]
        assert (apercu.id, len(analyse.lignes)) == (fautif, 5)


def test_a_correction_needs_a_reason_a_cell_of_the_file_and_the_version_that_was_seen(fautif: int) -> None:
    with pytest.raises(InvalidError, match="d’où vient"):
        _correct(fautif, {MONTANT: "97,50"}, motif=" ")
    with pytest.raises(InvalidError) as refus:
        _correct(fautif, {("Appel", "F99"): "1", ("Autre", "A1"): "2", ("Appel", "n'importe"): "3", MONTANT: "9" * 201})
    assert len(refus.value.fautes) == 4
    with pytest.raises(InvalidError, match="au moins une valeur"):
        _correct(fautif, {})
    with pytest.raises(StaleError), Session.begin() as session:
        correct_cellules(session, COMPTABLE, fautif, {MONTANT: "97,50"}, motif="appel", version=99)


def test_a_formula_that_was_never_computed_takes_the_value_given(base: Engine) -> None:
    load_patrimoine_essai()
    contenu = ecrire(
        ("Appel", [["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], ["Lot", "Clé", "Montant"],
                   ["3", "GEN", "=SUM(1,2)"], ["7", "GEN", 500]])
    )  # fmt: skip
    with Session.begin() as session:
        apercu, avant = preview_import(session, COMPTABLE, contenu, "formule.xlsx")
        import_id = apercu.id
    assert "FORMULE_SANS_VALEUR" in {x.code for x in avant.anomalies}
    apres = _correct(import_id, {("Appel", "C4"): "410,00"})
    assert [x.montant_centimes for x in apres.lignes] == [41_000, 50_000]
