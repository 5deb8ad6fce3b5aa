"""The patrimoine by its pages: import after a preview, changes by hand, stale writes refused with both versions."""

import io
import json
from collections.abc import Callable

from sqlalchemy import select

from services.suite import Suite
from shared.database import Lecture
from shared.models import Copropriete
from tests.coquille.conftest import PATRIMOINE, Visiteur

Visit = Callable[..., Visiteur]
RC_LYON = "rc.lyon@bailleur.example"
IDENTITE = "/patrimoine/coproprietes/C1/identite"


def send(visiteur: Visiteur, contenu: bytes, nom: str = "patrimoine.json") -> str:
    """Deposit a file and return the address of its preview."""
    answer = visiteur.post("/patrimoine/importer", {"fichier": (io.BytesIO(contenu), nom)})
    assert answer.status_code == 302
    return answer.headers["Location"]


def name_of(code: str = "C1") -> str:
    with Lecture() as session:
        return session.scalars(select(Copropriete.nom).where(Copropriete.code == code)).one()


def rename(nom: str) -> bytes:
    """The landlord's file with another name for C1."""
    coproprietes = [{**each, "nom": nom} if each["code"] == "C1" else each for each in PATRIMOINE["coproprietes"]]
    return json.dumps({**PATRIMOINE, "coproprietes": coproprietes}).encode()


def mark_of(page: str) -> str:
    return page.split('name="apercu" value="')[1].split('"')[0]


def test_an_import_shows_what_changes_before_it_writes(suite: Suite, visit: Visit) -> None:
    admin = visit("admin@bailleur.example")
    preview = send(admin, rename("Les Grands Tilleuls"))
    page = admin.get(preview).text
    assert "Importer : 1 modification" in page
    assert "Les Grands Tilleuls" in page
    assert name_of() == "Les Tilleuls"
    assert admin.post(preview, {"apercu": mark_of(page)}).status_code == 302
    assert name_of() == "Les Grands Tilleuls"
    assert "rien à importer" in admin.get(preview).text


def test_a_confirmation_of_something_else_than_what_was_shown_writes_nothing(suite: Suite, visit: Visit) -> None:
    admin = visit("admin@bailleur.example")
    preview = send(admin, rename("Les Grands Tilleuls"))
    mark = mark_of(admin.get(preview).text)
    other = send(admin, rename("Les Vieux Tilleuls"))
    admin.post(other, {"apercu": mark_of(admin.get(other).text)})
    answer = admin.post(preview, {"apercu": mark})
    assert answer.status_code == 409
    assert "a changé depuis votre aperçu" in answer.text
    assert name_of() == "Les Vieux Tilleuls"


def test_every_fault_of_a_file_is_shown_with_its_place(suite_sqlite: Suite, visit: Visit) -> None:
    admin = visit("admin@bailleur.example")
    faulty = {**PATRIMOINE, "coproprietes": [{"code": "C1", "nom": "X", "agence": "PARIS", "surface_m2": "grande"}]}
    answer = admin.get(send(admin, json.dumps(faulty).encode()))
    assert answer.status_code == 422
    assert "coproprietes[0].surface_m2" in answer.text
    assert "PARIS" in answer.text


def test_a_file_that_is_no_workbook_gets_one_sentence(suite_sqlite: Suite, visit: Visit) -> None:
    admin = visit("admin@bailleur.example")
    answer = admin.get(send(admin, b"ceci est une lettre", "patrimoine.xlsx"))
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text


def test_only_the_changed_field_is_written(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    typed = {"version": "1", "vu-nom": "Les Tilleuls", "nom": "Les Tilleuls", "vu-adresse": "", "adresse": "Ailleurs"}
    assert visiteur.post(IDENTITE, typed).status_code == 302
    with Lecture() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "C1")).one()
        assert (copropriete.nom, copropriete.adresse, copropriete.immatriculation) == (
            "Les Tilleuls", "Ailleurs", "AA1234567",
        )  # fmt: skip


def test_a_stale_write_is_refused_showing_both_versions_then_saved_if_wanted(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    seen = {"version": "1", "vu-nom": "Les Tilleuls"}
    assert visiteur.post(IDENTITE, {**seen, "nom": "Nom du collègue"}).status_code == 302
    answer = visiteur.post(IDENTITE, {**seen, "nom": "Mon nom"})
    assert answer.status_code == 409
    for words in ("Les Tilleuls", "Mon nom", "Nom du collègue", "Rémi Lyon"):
        assert words in answer.text
    assert name_of() == "Nom du collègue"
    assert visiteur.post(IDENTITE, {**seen, "version": "2", "nom": "Mon nom"}).status_code == 302
    assert name_of() == "Mon nom"


def test_a_faulty_form_keeps_what_was_typed(suite_sqlite: Suite, visit: Visit) -> None:
    typed = {"version": "1", "numero": "77", "du": "hier", "cle-GEN": "beaucoup"}
    answer = visit(RC_LYON).post("/patrimoine/coproprietes/C1/achat", typed)
    assert answer.status_code == 422
    for words in ("n’est pas une date", "n’est pas un nombre entier", 'value="77"'):
        assert words in answer.text


def test_a_lot_bought_counts_from_its_day(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    typed = {"version": "1", "numero": "77", "du": "2020-01-01", "cle-GEN": "1 000"}
    assert visiteur.post("/patrimoine/coproprietes/C1/achat", typed).status_code == 302
    assert "13,20\u00a0%" in visiteur.get("/coproprietes/C1/identite").text


def test_a_new_syndic_ends_the_former_mandate_the_day_before(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    typed = {"version": "1", "syndic": "2", "du": "2024-01-01"}
    assert visiteur.post("/patrimoine/coproprietes/C1/syndic", typed).status_code == 302
    page = visiteur.get("/coproprietes/C1/identite").text
    assert "<strong>Cabinet du Parc</strong> depuis le 01/01/2024" in page
    assert "Régie des Quais, 01/06/2021 au 31/12/2023" in page


def test_a_tantieme_is_corrected_with_its_reason(suite: Suite, visit: Visit) -> None:
    visiteur = visit(RC_LYON)
    typed = {"version": "1", "numero": "12", "cle": "GEN", "tantiemes": "400", "motif": ""}
    assert visiteur.post("/patrimoine/coproprietes/C1/tantieme", typed).status_code == 422
    typed["motif"] = "modificatif du règlement"
    assert visiteur.post("/patrimoine/coproprietes/C1/tantieme", typed).status_code == 302
    assert "4,08\u00a0%" in visiteur.get("/coproprietes/C1/identite").text


def test_an_accountant_reads_the_patrimoine_but_does_not_change_it(suite_sqlite: Suite, visit: Visit) -> None:
    accountant = visit("co.lyon@bailleur.example")
    assert accountant.get("/patrimoine").status_code == 200
    assert accountant.get("/patrimoine/coproprietes/C1").status_code == 403
    assert accountant.post(IDENTITE, {"version": "1", "nom": "X"}).status_code == 403
    assert accountant.get("/patrimoine/export.json").status_code == 403


def test_the_export_imported_again_changes_nothing(suite_sqlite: Suite, visit: Visit) -> None:
    admin = visit("admin@bailleur.example")
    for forme in ("json", "xlsx"):
        exported = admin.get(f"/patrimoine/export.{forme}").data
        assert "rien à importer" in admin.get(send(admin, exported, f"p.{forme}")).text
