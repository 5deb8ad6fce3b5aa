"""A program that stands for ours where the harness and the proxy are themselves under test.

``web NOM`` answers with what it received; ``attendre`` does nothing until SIGTERM; ``ignorer`` does not even listen to
SIGTERM; ``sante web`` asks ``/healthz``; ``sante FICHIER`` says whether the file exists; ``finir CODE`` ends.
"""

import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen


class Echo(BaseHTTPRequestHandler):
    """Says back who answers, what was asked, and what the process knows."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = {
            "service": sys.argv[2], "chemin": self.path, "methode": self.command, "octets": len(body),
            "entetes": {name.lower(): value for name, value in self.headers.items()}, "environ": dict(os.environ),
        }  # fmt: skip
        answer = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent."""


def main(genre: str, nom: str) -> int:
    """Do one of the things above."""
    if genre == "web":
        ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Echo).serve_forever()
    elif genre in ("attendre", "ignorer"):
        if genre == "ignorer":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sys.stdout.write("prêt\n")
        sys.stdout.flush()
        time.sleep(600)
    elif genre == "sante" and nom == "web":
        return urlopen(f"http://127.0.0.1:{os.environ['PORT']}/healthz", timeout=3).status != 200
    elif genre == "sante":
        return not Path(nom).exists()
    return int(nom)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
