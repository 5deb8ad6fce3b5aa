"""Every door says who may come in: no view of the three applications is open by forgetfulness."""

from collections.abc import Iterator

import pytest
from flask import Flask

from services.suite import Suite
from shared.acteurs import Permission
from shared.config import Config
from shared.database import current_engine
from shared.web.gardes import OPEN_ENDPOINTS

ABSENT = object()
PUBLIC = {
    "connexion.sign_in_page", "connexion.sign_in", "connexion.sign_out", "connexion.link_page",
    "connexion.choose_password", "accueil.accessibility",
    "sante.alive", "sante.ready", "sante.metrics",
    "sante_service.alive", "sante_service.ready", "sante_service.metrics",
}  # fmt: skip
"""The doors anybody may open, each for a reason: signing in, and saying that the service lives."""


@pytest.fixture
def applications(config: Config) -> Iterator[dict[str, Flask]]:
    yield Suite(config).applications
    current_engine().dispose()


def views(application: Flask) -> Iterator[tuple[str, object]]:
    """Each endpoint and the permission it declares; a class of methods declares it on each method."""
    for endpoint, view in application.view_functions.items():
        if endpoint.startswith(OPEN_ENDPOINTS):
            continue
        methods = getattr(view, "view_class", None)
        if methods is None:
            yield endpoint, getattr(view, "permission", ABSENT)
        else:
            for method in methods.methods or ():
                yield f"{endpoint}.{method}", getattr(getattr(methods, method.lower()), "permission", ABSENT)


def test_every_view_declares_who_may_call_it(applications: dict[str, Flask]) -> None:
    forgotten = [
        f"{service}: {endpoint}"
        for service, application in applications.items()
        for endpoint, permission in views(application)
        if permission is ABSENT or not (permission is None or isinstance(permission, Permission))
    ]
    assert forgotten == []


def test_public_doors_are_these_and_no_other(applications: dict[str, Flask]) -> None:
    for application in applications.values():
        assert {endpoint for endpoint, permission in views(application) if permission is None} == PUBLIC


def test_a_visitor_who_is_not_signed_in_reads_nothing(applications: dict[str, Flask]) -> None:
    for application in applications.values():
        client = application.test_client()
        for rule in application.url_map.iter_rules():
            if rule.endpoint in PUBLIC or rule.endpoint.startswith(OPEN_ENDPOINTS) or "GET" not in (rule.methods or ()):
                continue
            values = {
                name: 1 if "int" in str(rule._converters[name].__class__).lower() else "x" for name in rule.arguments
            }
            with application.test_request_context():
                _, path = rule.build(values) or ("", rule.rule)
            answer = client.get(path, headers={"Accept": "text/html"})
            assert answer.status_code in (302, 308, 401), f"{path}: {answer.status_code}"
