"""Questions between services over HTTP: what is needed now, to show or to decide, with a page that works without.

Short timeouts; retries only on calls that may be repeated (a GET, or a write with an idempotency key); no redirect. In
the one-process suite the call goes straight to the other application, without a socket.
"""

import io
from typing import Any
from uuid import uuid4

import requests
import stamina
from requests.adapters import BaseAdapter
from werkzeug.test import Client, EnvironBuilder

from shared.acteurs import Acteur
from shared.auth.jetons import issue_token
from shared.config import PREFIXES, Config
from shared.errors import AppError, UnavailableError

DELAIS = (0.5, 3.0)
"""Seconds to connect, then to read."""
A_REESSAYER = frozenset({429, 502, 503, 504})


class _Retry(Exception):
    """The other service may answer if asked again."""


class WsgiAdapter(BaseAdapter):
    """Carries a request to an application of the same process."""

    def __init__(self, application: Any) -> None:
        super().__init__()
        self._application = application

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """Call the application and wrap its answer."""
        body = request.body.encode() if isinstance(request.body, str) else request.body
        builder = EnvironBuilder(
            path=request.path_url,
            method=request.method or "GET",
            headers=list(request.headers.items()),
            data=body or b"",
        )
        answer = Client(self._application).open(builder)
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status_code, request.url or "", request
        response.headers.update(dict(answer.headers))
        response.raw = io.BytesIO(answer.get_data())
        return response

    def close(self) -> None:
        """Nothing to give back."""


class ServiceClient:
    """Asks the other services in the name of the agent who acts."""

    def __init__(self, config: Config, service: str) -> None:
        self._config, self._service = config, service
        self._http = requests.Session()
        self._http.trust_env = False

    def mount(self, application: Any) -> None:
        """Answer every call by this application, in the same process."""
        for url in self._config.urls.values():
            self._http.mount(url, WsgiAdapter(application))

    def ask(self, service: str, path: str, acteur: Acteur, **params: Any) -> Any:
        """GET ``path`` (below the API prefix of ``service``) and return its JSON.

        :raises UnavailableError: no answer in time, or a failure of the other service.
        :raises AppError: the other service's own refusal, with its status and code.
        """
        return self._call("GET", service, path, acteur, params=params)

    def tell(self, service: str, path: str, acteur: Acteur, payload: Any, *, idempotency_key: str | None = None) -> Any:
        """POST ``payload`` to ``path`` of ``service``; retried only because it bears an idempotency key."""
        headers = {"Idempotency-Key": idempotency_key or str(uuid4())}
        return self._call("POST", service, path, acteur, json=payload, headers=headers)

    def _call(self, method: str, service: str, path: str, acteur: Acteur, **options: Any) -> Any:
        url = f"{self._config.urls[service]}{PREFIXES[service]}/api/v1{path}"
        headers = {"X-Request-ID": str(uuid4()), "Accept": "application/json", **options.pop("headers", {})}
        try:
            for attempt in stamina.retry_context(on=_Retry, attempts=3, timeout=5.0, wait_initial=0.1, wait_max=1.0):
                with attempt:
                    return self._attempt(method, url, service, acteur, headers, options)
        except _Retry as error:
            raise UnavailableError(f"Le service {service} ne répond pas.") from error
        raise UnavailableError  # pragma: no cover - the loop above always returns or raises

    def _attempt(
        self, method: str, url: str, service: str, acteur: Acteur, headers: dict[str, str], options: dict[str, Any]
    ) -> Any:
        token = issue_token(self._config.cles, caller=self._service, audience=service, courriel=acteur.courriel)
        signed = {**headers, "Authorization": f"Bearer {token}"}
        try:
            response = self._http.request(method, url, headers=signed, timeout=DELAIS, allow_redirects=False, **options)
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _Retry from error
        if response.status_code in A_REESSAYER:
            raise _Retry
        if response.status_code >= 500:
            raise UnavailableError(f"Le service {service} a échoué.")
        if response.status_code >= 300:
            raise _to_error(response)
        return response.json()


def _to_error(response: requests.Response) -> AppError:
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    error = AppError(problem.get("detail"), code=problem.get("code"))
    error.status = response.status_code  # type: ignore[misc]
    return error
