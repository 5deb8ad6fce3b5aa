"""A JSON door tried whole: every address of its document, called with what the document allows."""

from collections.abc import Mapping

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance


def list_broken(application: Flask, document: str, headers: Mapping[str, str], exemples: int) -> list[str]:
    """The operations that fail, or answer otherwise than documented, on that many examples each."""
    broken = []
    for operation in schemathesis.openapi.from_wsgi(document, application).get_all_operations():
        one = operation.ok()

        @given(case=one.as_strategy())
        @settings(
            max_examples=exemples, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        def call(case: schemathesis.Case) -> None:
            response = case.call(headers=dict(headers))
            checks = [not_a_server_error, *([response_schema_conformance] if response.status_code < 300 else [])]
            case.validate_response(response, checks=checks)

        try:
            call()
        except BaseExceptionGroup as group:
            broken.append(f"{one.method} {one.path}: {group.exceptions[0]}"[:600])
        except Exception as error:
            broken.append(f"{one.method} {one.path}: {error}"[:600])
    return broken
