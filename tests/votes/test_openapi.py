"""Every address of the JSON API of votes, called with what its document allows: no failure, answers as documented."""

import pytest

from services.votes.app import create_app
from tests.portes_json import list_broken
from tests.votes.portes import bearer
from tests.votes.proces_verbaux.conftest import Assemblee

EXEMPLES = 6
ATTENDUS = {
    "/assemblees", "/assemblees/{ag_id}", "/assemblees/{ag_id}/resolutions", "/assemblees/{ag_id}/resultats",
    "/assemblees/{ag_id}/proces-verbal", "/assemblees/{ag_id}/notification", "/resolutions/{resolution_id}",
    "/resolutions/{resolution_id}/consignes", "/resolutions/{resolution_id}/visa",
    "/resolutions/{resolution_id}/type", "/resolutions/{resolution_id}/cle",
    "/resolutions/{resolution_id}/affectation", "/resolutions/{resolution_id}/resultat", "/suites",
    "/suites/{suite_id}/faite", "/rapport", "/syndics/{code}/ponctualite", "/a-voter", "/consignes", "/convocations",
    "/regles", "/absences",
}  # fmt: skip


def test_each_use_case_of_votes_has_its_address(application) -> None:
    paths = application.test_client().get("/votes/api/openapi.json").json["paths"]
    assert {f"/votes/api/v1{path}" for path in ATTENDUS} - set(paths) == set()


@pytest.mark.timeout(300)
def test_no_request_that_the_document_allows_makes_the_service_fail(application, config, parc_sqlite) -> None:
    Assemblee(parc_sqlite).record()
    headers = bearer(config, parc_sqlite.di)
    assert list_broken(application, "/votes/api/openapi.json", headers, EXEMPLES) == []


def test_the_service_is_the_one_that_is_documented(config) -> None:
    assert create_app(config).config["API_TITLE"] == "Tantième : votes"
