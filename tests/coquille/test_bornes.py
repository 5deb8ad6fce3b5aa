"""What an address or a form may hold: nonsense gets a clear answer, never a failure of ours."""

from collections.abc import Callable
from io import BytesIO

import pytest

from services.suite import Suite
from tests.coquille.conftest import Visiteur

ADRESSES = [
    "/appels-fonds/?page=99999999999999999999&annee=99999",
    "/appels-fonds/?annee=0000&statut=INCONNU&copropriete=%00",
    "/appels-fonds/imports/1?debut=99999999999999999999",
    "/appels-fonds/imports/99999999999999999999",
    "/appels-fonds/appels/AF-%F0%9F%98%80",
    "/votes/ag/99999999999999999999",
    "/votes/resolutions/9223372036854775807",
    "/votes/?page=-3&tri=;drop",
    "/charges/coproprietes/%27%20OR%201=1",
    "/coproprietes?page=1e9&tri=-inconnu",
    "/coproprietes/C1/panneau",
    "/documents/99999999999999999999",
    "/recherche?q=%25%25%25__",
]


@pytest.mark.parametrize("adresse", ADRESSES)
def test_a_senseless_address_is_answered_without_a_failure(
    adresse: str, suite: Suite, visit: Callable[..., Visiteur]
) -> None:
    answer = visit("di@bailleur.example").get(adresse)
    assert answer.status_code < 500, answer.text


def test_the_json_door_names_what_is_out_of_bounds(suite_sqlite: Suite, visit: Callable[..., Visiteur]) -> None:
    answer = visit("co.lyon@bailleur.example").get("/appels-fonds/api/v1/appels?page=0&annee=12345", headers={})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert {faute["ou"] for faute in answer.json["fautes"]} == {"query.annee", "query.page"}


def test_a_file_too_heavy_is_refused_in_french(suite_sqlite: Suite, visit: Callable[..., Visiteur]) -> None:
    lourd = (BytesIO(b"0" * (23 * 1024 * 1024)), "lourd.xlsx")
    answer = visit("co.lyon@bailleur.example").post("/appels-fonds/imports", {"fichiers": lourd})
    assert answer.status_code == 413
    assert "20 Mo" in answer.text


def test_a_drop_without_a_file_says_what_to_do(suite_sqlite: Suite, visit: Callable[..., Visiteur]) -> None:
    answer = visit("co.lyon@bailleur.example").post("/appels-fonds/imports", {})
    assert answer.status_code == 422
    assert "Choisissez au moins un fichier" in answer.text
