"""docker-compose.yml follows the Compose specification and the house's rules of production."""

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.compose.composition import COMPOSE, ROOT, Service, interpolate, read_compose, seconds

DOCUMENT: dict[str, Any] = yaml.safe_load(interpolate(COMPOSE.read_text(encoding="utf-8"), {}))
SERVICES = read_compose()
OURS = [service for service in SERVICES.values() if service.is_ours]
LASTING = [service for service in SERVICES.values() if not service.is_task]
ARRET_DES_WORKERS_SECONDES = 45
"""What a worker gives itself to finish (``services.processus.ARRET_MS``)."""


def named(service: Service) -> str:
    """The service's name in the test's."""
    return service.name


each = pytest.mark.parametrize("service", SERVICES.values(), ids=named)
each_of_ours = pytest.mark.parametrize("service", OURS, ids=named)
each_lasting = pytest.mark.parametrize("service", LASTING, ids=named)


def test_the_file_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout


def test_every_process_of_the_design_is_there() -> None:
    assert set(SERVICES) == {
        "proxy", "postgres", "rabbitmq", "migrer", "relais", "ordonnanceur",
        "votes", "appels-fonds", "charges", "votes-worker", "appels-fonds-worker", "charges-worker",
    }  # fmt: skip


def test_only_the_proxy_is_published_and_on_an_explicit_address() -> None:
    published = {name: service.brut["ports"] for name, service in SERVICES.items() if "ports" in service.brut}
    assert set(published) == {"proxy"}
    assert all(re.match(r"127\.0\.0\.1:\d+:\d+$", port) for port in published["proxy"])


def test_the_network_of_the_servers_has_no_way_out() -> None:
    assert DOCUMENT["networks"]["interne"]["internal"] is True
    outside = {name for name, service in SERVICES.items() if set(service.brut["networks"]) - {"interne"}}
    assert outside == {"proxy", "relais"}


@each_lasting
def test_a_lasting_service_has_a_health_check(service: Service) -> None:
    assert service.sante


@each
def test_a_service_is_closed_to_what_it_does_not_need(service: Service) -> None:
    assert service.brut["read_only"] is True
    assert service.brut["cap_drop"] == ["ALL"]
    assert service.brut.get("cap_add", []) == (["NET_BIND_SERVICE"] if service.name == "proxy" else [])
    assert service.brut["security_opt"] == ["no-new-privileges:true"]
    assert service.brut["init"] is True
    assert "privileged" not in service.brut
    assert not any("docker.sock" in volume for volume in service.brut.get("volumes", []))


@each
def test_no_service_runs_as_root(service: Service) -> None:
    assert service.brut["user"] in {"10001:10001", "postgres", "rabbitmq"}


@each
def test_a_service_has_a_bounded_memory_and_a_pinned_image(service: Service) -> None:
    assert re.fullmatch(r"\d+[mg]", service.brut["mem_limit"])
    assert re.search(r":\d+\.\d+\S*$", service.image)


@each
def test_secrets_are_files_never_values(service: Service) -> None:
    for name, value in service.environment.items():
        secret = re.search(r"MOT_DE_PASSE|PASSWORD|CLE_SECRETE|DATABASE_URL|BROKER_URL|SMTP_URL|BASE_TANTIEME", name)
        assert not secret or (name.endswith("_FILE") and value.startswith("/run/secrets/"))
        assert "://" not in value or "@" not in value


@each
def test_a_service_mounts_the_secrets_it_names_and_no_other(service: Service) -> None:
    mounted = {target for target in service.fichiers if target.startswith("/run/secrets/")}
    assert mounted == {value for value in service.environment.values() if value.startswith("/run/secrets/")}


@each_of_ours
def test_a_service_connects_under_its_own_role(service: Service) -> None:
    role = {"migrer": "tantieme"}.get(service.name, service.name.removesuffix("-worker").replace("-", "_"))
    assert service.environment["DATABASE_URL_FILE"] == f"/run/secrets/base_{role}"


@each_of_ours
def test_a_service_holds_no_private_key_but_its_own(service: Service) -> None:
    keys = {target for target in service.fichiers if target.endswith(".pem") and not target.endswith(".pub.pem")}
    owner = service.name.removesuffix("-worker").replace("-", "_")
    assert keys == (set() if service.name in ("migrer", "relais", "ordonnanceur") else {f"/run/cles/{owner}.pem"})


@each_of_ours
def test_nothing_of_ours_starts_before_the_database_is_migrated(service: Service) -> None:
    if service.name == "migrer":
        assert service.depends_on == {"postgres": "service_healthy"}
    else:
        assert service.depends_on["migrer"] == "service_completed_successfully"


def test_a_worker_has_more_time_to_stop_than_it_takes() -> None:
    workers = [service for service in OURS if service.name.endswith("-worker")]
    assert len(workers) == 3
    assert all(service.arret_secondes > ARRET_DES_WORKERS_SECONDES for service in workers)


def test_the_script_makes_every_secret_and_leaves_those_that_exist(tmp_path: Any) -> None:
    script = ["sh", str(ROOT / "deploy/secrets.sh"), str(tmp_path)]
    subprocess.run(script, check=True, capture_output=True)
    made = {path.name: path.read_text() for path in tmp_path.iterdir()}
    needed = {path.name for service in SERVICES.values() for path in service.fichiers.values()}
    assert needed <= set(made)
    assert made["base_votes"].startswith(f"postgresql://tantieme_votes:{made['mot_de_passe_votes'].strip()}@postgres:")
    subprocess.run(script, check=True, capture_output=True)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == made


def test_the_image_copies_nothing_that_is_not_let_in() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert {path.split("/")[0] for path in copied} == allowed


def test_the_image_is_not_root_and_installs_by_hash() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE) == ["10001:10001"]
    assert re.search(r"^ARG PYTHON_IMAGE=python:3\.12\.\d+-slim-\w+$", dockerfile, re.MULTILINE)
    assert "--require-hashes" in dockerfile


@pytest.mark.parametrize(("text", "value"), [("90s", 90), ("1m30s", 90), ("2m", 120)])
def test_durations_are_read_as_compose_writes_them(text: str, value: float) -> None:
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "90", "1h"])
def test_an_unknown_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="durée inconnue"):
        seconds(text)
