"""Reads docker-compose.yml as Compose would: anchors, merges and ``${NAME:-default}``. Nothing is run here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")
OURS = "tantieme:"


@dataclass(frozen=True)
class Service:
    """What the harness needs to know of one service."""

    name: str
    image: str
    command: list[str]
    environment: dict[str, str]
    sante: list[str] | None
    depends_on: dict[str, str]
    """Each service awaited, and the condition: ``service_healthy`` or ``service_completed_successfully``."""
    fichiers: dict[str, Path]
    """The secret and public files of this service: where it reads each, and where it is on this machine."""
    montages: dict[str, Path]
    """The files and folders of this repository that it sees, by the path it sees them at."""
    volumes: dict[str, str]
    """Where this service sees each named volume."""
    arret_secondes: float
    brut: dict[str, Any] = field(repr=False)
    """The service as written, for checks on its form."""

    @property
    def is_ours(self) -> bool:
        """Whether this service runs our image."""
        return self.image.startswith(OURS)

    @property
    def is_task(self) -> bool:
        """Whether it does one thing and ends."""
        return self.brut.get("restart") == "no"


def read_compose(path: Path = COMPOSE, environ: Mapping[str, str] | None = None) -> dict[str, Service]:
    """The services of a Compose file, in the order they are written."""
    document = yaml.safe_load(interpolate(path.read_text(encoding="utf-8"), environ or {}))
    sources = {
        name: (path.parent / source["file"]).resolve()
        for kind in ("secrets", "configs")
        for name, source in (document.get(kind) or {}).items()
    }
    return {name: _read_service(name, brut, sources, path.parent) for name, brut in document["services"].items()}


def interpolate(text: str, environ: Mapping[str, str]) -> str:
    """Replace ``${NAME:-default}``; an empty value counts as missing, as in Compose."""
    return VARIABLE.sub(lambda found: environ.get(found[1]) or found[2] or "", text)


def seconds(duration: str) -> float:
    """A Compose duration such as ``90s`` or ``1m30s``.

    :raises ValueError: anything else.
    """
    found = re.fullmatch(r"(?:(\d+)m)?(?:(\d+)s)?", duration)
    if not duration or found is None:
        raise ValueError(f"durée inconnue : {duration}")
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def _read_service(name: str, brut: dict[str, Any], sources: dict[str, Path], folder: Path) -> Service:
    test = (brut.get("healthcheck") or {}).get("test")
    volumes = [tuple(volume.split(":")[:2]) for volume in brut.get("volumes") or []]
    return Service(
        name=name,
        image=brut["image"],
        command=brut.get("command") or [],
        environment=brut.get("environment") or {},
        sante=test[1:] if test else None,
        depends_on={other: wait["condition"] for other, wait in (brut.get("depends_on") or {}).items()},
        fichiers=dict(_targets(brut, sources)),
        montages={target: (folder / source).resolve() for source, target in volumes if source.startswith(".")},
        volumes={target: source for source, target in volumes if not source.startswith(".")},
        arret_secondes=seconds(brut.get("stop_grace_period", "10s")),
        brut=brut,
    )


def _targets(brut: dict[str, Any], sources: dict[str, Path]) -> list[tuple[str, Path]]:
    entries = [*(brut.get("secrets") or []), *(brut.get("configs") or [])]
    return [
        (entry["target"], sources[entry["source"]]) if isinstance(entry, dict)
        else (f"/run/secrets/{entry}", sources[entry])
        for entry in entries
    ]  # fmt: skip
