"""The application factory of every service: configuration, shell, guards, errors, headers, health, API."""

import logging
from datetime import timedelta
from uuid import uuid4

import structlog
from flask import Blueprint, Flask, Response, g, request
from flask_smorest import Api
from flask_smorest import Blueprint as ApiBlueprint
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from shared.auth.jetons import create_keys
from shared.client import ServiceClient
from shared.config import PREFIXES, SERVICES, Config
from shared.database import bind_database
from shared.documents import bind_documents
from shared.errors import InvalidError
from shared.web.coquille import shell_blueprints
from shared.web.documentation import reader
from shared.web.erreurs import register_errors
from shared.web.gardes import identify, is_service_call
from shared.web.presentation import register_filters
from shared.web.sante import register_health

CSRF = CSRFProtect()
TAILLE_MAXIMALE = 22 * 1024 * 1024
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'"
)
CSP_DOCUMENTATION = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


class OurApi(Api):
    """flask-smorest, leaving every refusal to our own handlers."""

    def _register_error_handlers(self) -> None:
        """Ours are already there."""


class DatabaseInteger(IntegerConverter):
    """A number in an address that a database can hold; a larger one is no page of ours."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**63 - 1)


def build_app(service: str, config: Config, pages: Blueprint, api: ApiBlueprint) -> Flask:
    """Assemble one service: its pages and its API below its prefix, the shell at the root."""
    if service not in SERVICES:
        raise ValueError(f"unknown service {service}")
    app = Flask(f"services.{service}", static_folder=None, template_folder="templates")
    app.url_map.converters["int"] = DatabaseInteger
    configure(app, service, config)
    register_security(app)
    register_filters(app)
    register_errors(app)
    register_health(app)
    for blueprint in shell_blueprints():
        app.register_blueprint(blueprint)
    app.register_blueprint(pages, url_prefix=PREFIXES[service])
    register_api(app, service, api)
    return app


def configure(app: Flask, service: str, config: Config) -> None:
    """Bind the process to its database and stores, and set Flask's own switches."""
    bind_database(config.database_url)
    bind_documents(config.documents)
    if config.embedded:
        create_keys(config.cles)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    prefix = PREFIXES[service]
    app.config.update(
        TANTIEME=config,
        SERVICE=service,
        SECRET_KEY=config.cle_secrete,
        SESSION_COOKIE_NAME=config.cookie,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.site.startswith("https://"),
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=5),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=TAILLE_MAXIMALE,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        API_TITLE=f"Tantième : {service}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=f"{prefix}/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.extensions["client"] = ServiceClient(config, service)
    if not config.embedded:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]


def register_security(app: Flask) -> None:
    """CSRF on every browser write, a request id on every request, strict headers on every answer."""
    CSRF.init_app(app)

    @app.before_request
    def identify_request() -> None:
        g.request_id = request.headers.get("X-Request-ID") or str(uuid4())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.before_request
    def check_csrf() -> None:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not is_service_call():
            CSRF.protect()

    @app.before_request
    def refuse_nul() -> None:
        """No text of ours holds the NUL character, and PostgreSQL cannot store it."""
        values = (value for source in (request.args, request.form) for _, value in source.items(multi=True))
        written = request.is_json and b"\\u0000" in request.get_data()
        if written or "\x00" in request.path or any("\x00" in value for value in values):
            raise InvalidError("Cette demande contient un caractère interdit.", code="CARACTERE_INTERDIT")

    @app.after_request
    def add_headers(response: Response) -> Response:
        is_documentation = "/api/docs" in request.path
        response.headers["Content-Security-Policy"] = CSP_DOCUMENTATION if is_documentation else CSP
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint != "coquille.static":
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    @app.context_processor
    def shell_context() -> dict[str, object]:
        return {"acteur": identify(), "service": app.config["SERVICE"]}


def register_api(app: Flask, service: str, api: ApiBlueprint) -> None:
    """The JSON door, its OpenAPI document, and a page that reads it offline."""
    documentation = f"{PREFIXES[service]}/api"
    smorest = OurApi(app)
    smorest.register_blueprint(api, url_prefix=f"{documentation}/v1")
    app.register_blueprint(reader, url_prefix=f"{documentation}/docs")
