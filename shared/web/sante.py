"""Health: alive (``/healthz``); ready (``/readyz``: database, migrations, broker, age of unsent facts); metrics."""

import time
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from sqlalchemy import Column, MetaData, String, Table, select
from sqlalchemy.exc import SQLAlchemyError

from shared.broker import is_reachable
from shared.config import PREFIXES
from shared.database import Lecture
from shared.outbox import age_of_oldest, count_waiting
from shared.web.gardes import public

AGE_ALERTE_SECONDES = 300
VERSION = Table("alembic_version", MetaData(), Column("version_num", String), schema="shared")


def register_health(app: Flask) -> None:
    """Mount the health doors at the root and below the service's prefix."""
    service = app.config["SERVICE"]
    registry = CollectorRegistry()
    requests_total = Counter("tantieme_requetes", "Requests", ["service", "methode", "statut"], registry=registry)
    duration = Histogram("tantieme_duree_secondes", "Duration", ["service"], registry=registry)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def measure(response: Response) -> Response:
        requests_total.labels(service, request.method, response.status_code).inc()
        duration.labels(service).observe(time.perf_counter() - g.get("started", time.perf_counter()))
        return response

    health = Blueprint("sante", __name__)

    @health.get("/healthz")
    @public
    def alive() -> Response:
        return jsonify(etat="vivant", service=service)

    @health.get("/readyz")
    @public
    def ready() -> tuple[Response, int]:
        checks = check_readiness(current_app.config["TANTIEME"].broker_url)
        return jsonify(checks), 200 if checks["pret"] else 503

    @health.get("/metrics")
    @public
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(health)
    app.register_blueprint(health, url_prefix=PREFIXES[service], name="sante_service")


def check_readiness(broker_url: str) -> dict[str, Any]:
    """What works and what does not; ``pret`` concludes. A broker that is down delays facts, pages still work."""
    checks: dict[str, Any] = {
        "base": False,
        "migration": None,
        "file": is_reachable(broker_url),
        "faits_en_attente": None,
    }
    try:
        with Lecture() as session:
            checks["migration"] = session.scalar(select(VERSION.c.version_num))
            checks["faits_en_attente"] = count_waiting(session)
            checks["age_du_plus_ancien_fait_secondes"] = age_of_oldest(session)
        checks["base"] = True
    except SQLAlchemyError as error:
        checks["erreur"] = type(error).__name__
    checks["retard"] = (checks.get("age_du_plus_ancien_fait_secondes") or 0) > AGE_ALERTE_SECONDES
    checks["pret"] = checks["base"] and checks["migration"] is not None
    return checks
