"""Configuration: read from the environment once, frozen, complete or refused.

Without ``DATABASE_URL`` the suite is *embedded*: one SQLite file, an in-process queue, and keys generated in the data
folder at first start. With it, every secret must be given; the missing ones are named together.
Each secret ``NAME`` can also be given as ``NAME_FILE``, the path of a file that holds it.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SERVICES = ("votes", "appels_fonds", "charges")
PREFIXES = {"votes": "/votes", "appels_fonds": "/appels-fonds", "charges": "/charges"}


class ConfigurationIncomplete(Exception):
    """Il manque des variables d'environnement."""


@dataclass(frozen=True)
class Config:
    """Everything a process needs to know from outside."""

    donnees: Path
    database_url: str
    broker_url: str
    cle_secrete: str
    cles: Path
    urls: Mapping[str, str]
    smtp_url: str | None
    expediteur: str
    port: int
    site: str
    embedded: bool
    instance: str
    certificat: Path
    certificat_mot_de_passe: str | None

    @property
    def documents(self) -> Path:
        """The folder of the content-addressed files."""
        return self.donnees / "documents"

    @property
    def cookie(self) -> str:
        """The session cookie's name: two suites on one host do not share it."""
        return f"tantieme_{self.instance}"


def _read(environ: Mapping[str, str], name: str) -> str | None:
    path = environ.get(f"{name}_FILE")
    value = Path(path).read_text(encoding="utf-8").strip() if path else environ.get(name, "").strip()
    return value or None


def load_config(environ: Mapping[str, str] | None = None) -> Config:
    """Build the configuration of this process.

    :raises ConfigurationIncomplete: with the list of every missing variable, in production.
    """
    environ = os.environ if environ is None else environ
    donnees = Path(_read(environ, "TANTIEME_DONNEES") or "var").absolute()
    database_url = _read(environ, "DATABASE_URL")
    embedded = database_url is None or database_url.startswith("sqlite")
    if embedded:
        donnees.mkdir(parents=True, exist_ok=True)
        database_url = database_url or f"sqlite:///{donnees / 'tantieme.db'}"
    required = ("BROKER_URL", "TANTIEME_CLE_SECRETE", "TANTIEME_CLES")
    missing = [] if embedded else [name for name in required if _read(environ, name) is None]
    if missing:
        raise ConfigurationIncomplete(
            "Variables d’environnement manquantes : " + ", ".join(f"{name} (ou {name}_FILE)" for name in missing)
        )
    port = int(_read(environ, "PORT") or 8000)
    broker_url = _read(environ, "BROKER_URL") or "memory://"
    return Config(
        donnees=donnees,
        database_url=normalise_database_url(database_url or ""),
        broker_url=broker_url,
        cle_secrete=_read(environ, "TANTIEME_CLE_SECRETE") or _kept(donnees / "cle_secrete", 32),
        cles=Path(_read(environ, "TANTIEME_CLES") or donnees / "cles"),
        urls={
            service: _read(environ, f"TANTIEME_URL_{service.upper()}") or f"http://127.0.0.1:{port}"
            for service in SERVICES
        },
        smtp_url=_read(environ, "SMTP_URL"),
        expediteur=_read(environ, "TANTIEME_EXPEDITEUR") or "tantieme@localhost",
        port=port,
        site=_site(_read(environ, "TANTIEME_SITE") or f"http://localhost:{port}"),
        embedded=embedded,
        instance=_read(environ, "TANTIEME_INSTANCE") or (_kept(donnees / "instance", 3) if embedded else "production"),
        certificat=Path(environ.get("TANTIEME_CERTIFICAT", "").strip() or donnees / "certificat-demonstration.p12"),
        certificat_mot_de_passe=_read(environ, "TANTIEME_CERTIFICAT_MOT_DE_PASSE"),
    )


def _site(address: str) -> str:
    """The address people type, for links sent to them; a site without a host (``http://:8080``) is this machine's."""
    return address.rstrip("/").replace("://:", "://localhost:")


def normalise_database_url(url: str) -> str:
    """``postgres://`` and ``postgresql://`` mean psycopg 3 here."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix) :]
    return url


def _kept(path: Path, size: int) -> str:
    """A random value made once and kept in a file only its owner can read (embedded mode)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(secrets.token_hex(size))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()
