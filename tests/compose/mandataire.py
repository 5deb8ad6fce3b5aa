"""The routes of deploy/Caddyfile where Caddy is not installed: same prefixes, same limits, same sentences.

``test_mandataire.py`` asks the same questions to both, so that one cannot drift from the other.
"""

import http.client
import itertools
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

PREFIXES = {"/votes": "AMONT_VOTES", "/appels-fonds": "AMONT_APPELS_FONDS", "/charges": "AMONT_CHARGES"}
LIMITE_OCTETS = 25_000_000
TROP_LOURD = "Ce fichier est trop lourd : 25 Mo au plus."
ABSENT = "Cette partie de Tantième ne répond pas pour l’instant. Réessayez dans une minute."
NOT_CARRIED = {"connection", "keep-alive", "transfer-encoding", "server", "date", "host"}
REPLACED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-request-id"}


class Mandataire:
    """The proxy of the tests, in threads of this process. ``environ`` is the proxy's own, as in Compose."""

    def __init__(self, port: int, environ: Mapping[str, str]) -> None:
        self.amonts = {prefix: environ[name] for prefix, name in PREFIXES.items()}
        self._turn = itertools.count()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), type("Relay", (Relay,), {"mandataire": self}))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def choose(self, path: str) -> list[str]:
        """Which addresses may answer this path, in the order to try them."""
        for prefix, amont in self.amonts.items():
            if path == prefix or path.startswith(f"{prefix}/"):
                return [amont]
        turn = next(self._turn) % len(self.amonts)
        amonts = list(self.amonts.values())
        return amonts[turn:] + amonts[:turn]


class Relay(BaseHTTPRequestHandler):
    """One request, carried to the service its path names."""

    protocol_version = "HTTP/1.1"
    mandataire: Mandataire

    def carry(self) -> None:
        """Find who answers, carry the request, carry the answer back."""
        path = self.path.partition("?")[0]
        if path in {"/metrics", *(f"{prefix}/metrics" for prefix in PREFIXES)}:
            return self.say(404, "")
        length = int(self.headers.get("Content-Length") or 0)
        if length >= LIMITE_OCTETS:
            self.close_connection = True
            return self.say(413, TROP_LOURD)
        body = self.rfile.read(length)
        for amont in self.mandataire.choose(path):
            connection = http.client.HTTPConnection(amont, timeout=60)
            try:
                connection.request(self.command, self.path, body or None, self.carried_headers())
                answer = connection.getresponse()
                return self.answer(answer.status, answer.getheaders(), answer.read())
            except ConnectionError:
                continue
            finally:
                connection.close()
        return self.say(502, ABSENT)

    def carried_headers(self) -> dict[str, str]:
        """The visitor's headers; what they say of where they come from is replaced by what we saw."""
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in NOT_CARRIED | REPLACED
        }  # fmt: skip
        host = self.headers.get("Host", "")
        return headers | {
            "Host": host, "X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "http",
            "X-Forwarded-Host": host, "X-Request-Id": str(uuid4()),
        }  # fmt: skip

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send an answer back."""
        self.send_response_only(status)
        names = {name.lower() for name, _ in headers}
        for name, value in headers:
            if name.lower() not in NOT_CARRIED | {"content-length"}:
                self.send_header(name, value)
        if "x-content-type-options" not in names:
            self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def say(self, status: int, sentence: str) -> None:
        """An answer of the proxy's own."""
        self.answer(status, [("Content-Type", "text/plain; charset=utf-8")], sentence.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silent: the services write their own lines."""


for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(Relay, f"do_{method}", Relay.carry)
