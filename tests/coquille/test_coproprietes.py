"""What an agent sees of the copropriétés: those of his agencies, and nothing of the others."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from services.suite import Suite
from shared.acteurs import SYSTEME
from shared.database import Session
from shared.documents import keep_document
from shared.models import Copropriete
from tests.coquille.conftest import Visiteur

Visit = Callable[..., Visiteur]
RC_LYON = "rc.lyon@bailleur.example"


def test_the_list_holds_only_my_agencies(suite: Suite, visit: Visit) -> None:
    assert "Le Belvédère" not in visit(RC_LYON).get("/coproprietes").text
    everything = visit("di@bailleur.example").get("/coproprietes").text
    assert "Les Tilleuls" in everything
    assert "Le Belvédère" in everything


@pytest.mark.parametrize("page", ["", "/identite", "/documents", "/personnes", "/chronologie"])
def test_a_copropriete_of_another_agency_does_not_exist_for_me(suite_sqlite: Suite, visit: Visit, page: str) -> None:
    mine, other = (visit(RC_LYON).get(f"/coproprietes/{code}{page}").status_code for code in ("C1", "C2"))
    assert (mine, other) == (200, 404)
    unknown = visit(RC_LYON).get(f"/coproprietes/C999{page}")
    assert unknown.status_code == 404


def test_the_list_is_filtered_and_sorted_by_its_address(suite: Suite, visit: Visit) -> None:
    direction = visit("di@bailleur.example")
    assert "Les Tilleuls" not in direction.get("/coproprietes?q=fourneyron").text
    downwards = direction.get("/coproprietes?tri=-nom").text
    assert downwards.index("Les Tilleuls") < downwards.index("Le Belvédère")
    assert 'aria-sort="descending"' in downwards


def test_our_weight_is_the_sum_of_our_lots_on_the_general_cle(suite: Suite, visit: Visit) -> None:
    page = visit(RC_LYON).get("/coproprietes").text
    assert "3,20\u00a0%" in page
    assert 'title="320 sur 10\u202f000 (GEN)"' in page


def test_the_workbook_holds_the_filtered_list_and_no_formula(suite_sqlite: Suite, visit: Visit) -> None:
    with Session.begin() as session:
        session.get(Copropriete, 1).nom = '=HYPERLINK("http://x")'  # type: ignore[union-attr]
    answer = visit(RC_LYON).get("/coproprietes/export.xlsx?q=C1")
    assert "attachment" in answer.headers["Content-Disposition"]
    feuille = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    rows = list(feuille.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][:6] == (
        "C1",
        '=HYPERLINK("http://x")',
        "3 rue de l’Église, 69003 Lyon",
        "Régie des Quais",
        "Lyon",
        2,
    )
    assert feuille["B2"].data_type == "s"


def test_enter_in_the_box_opens_the_first_found(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    assert visiteur.get("/recherche?q=tilleuls").headers["Location"] == "/coproprietes/C1"
    assert visiteur.get("/recherche?q=AA1234567").headers["Location"] == "/coproprietes/C1"
    assert visiteur.get("/recherche?q=eglise lyon").headers["Location"] == "/coproprietes/C1"
    assert "Aucune copropriété" in visiteur.get("/recherche?q=belvedere").text


def test_a_panel_that_did_not_change_answers_nothing(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    first = visiteur.get("/coproprietes/C1/identite")
    again = visiteur.get("/coproprietes/C1/identite", headers={"X-Vivant": first.headers["X-Vivant"]})
    assert again.status_code == 204
    visiteur.post("/patrimoine/coproprietes/C1/vente", {"version": "1", "numero": "9", "au": "2020-12-31"})
    after = visiteur.get("/coproprietes/C1/identite", headers={"X-Vivant": first.headers["X-Vivant"]})
    assert after.status_code == 200
    assert "3,12\u00a0%" in after.text


def test_the_time_line_tells_who_did_what(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    visiteur.post("/patrimoine/coproprietes/C1/vente", {"version": "1", "numero": "9", "au": "2020-12-31"})
    page = visiteur.get("/coproprietes/C1/chronologie").text
    assert "Rémi Lyon vend un lot" in page
    assert "au : 31/12/2020" in page


def test_a_document_is_for_those_who_see_its_copropriete(suite: Suite, visit: Visit) -> None:
    with Session.begin() as session:
        lyon = keep_document(session, SYSTEME, b"pv", nom="PV été.pdf", genre="pv", copropriete_id=1).id
        ste = keep_document(session, SYSTEME, b"pv2", nom="pv.pdf", genre="pv", copropriete_id=2).id
        appel = keep_document(session, SYSTEME, b"xlsx", nom="appel.xlsx", genre="appel_de_fonds").id
    visiteur = visit(RC_LYON)
    mine = visiteur.get(f"/documents/{lyon}")
    assert (mine.data, mine.status_code) == (b"pv", 200)
    assert mine.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''PV%20%C3%A9t%C3%A9.pdf") or (
        "PV%20%C3%A9t%C3%A9.pdf" in mine.headers["Content-Disposition"]
    )
    assert visiteur.get(f"/documents/{ste}").status_code == 404
    assert visiteur.get(f"/documents/{appel}").status_code == 404
    assert visit("co.lyon@bailleur.example").get(f"/documents/{appel}").status_code == 200
    assert visiteur.get("/documents/999").status_code == 404
