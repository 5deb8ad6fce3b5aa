"""The browser's files come out of the wheels whole, as recorded, or not at all."""

import base64
import hashlib
import zipfile
from pathlib import Path

import pytest

from scripts.unpack_assets import FILES, AssetRefused, unpack


def write_wheel(folder: Path, distribution: str, contents: dict[str, bytes], falsified: str = "") -> None:
    """A small wheel with a true record, save for the file named ``falsified``."""
    record = f"{distribution}-1.dist-info/RECORD"
    lines = []
    with zipfile.ZipFile(folder / f"{distribution}-1-py3-none-any.whl", "w") as wheel:
        for name, content in contents.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}\n")
            wheel.writestr(name, content + b"!" if name == falsified else content)
        wheel.writestr(record, "".join(lines) + f"{record},,\n")


def write_wheels(folder: Path, falsified: str = "", left_out: str = "") -> None:
    """Both wheels, each file holding its own name."""
    for distribution, members in FILES.items():
        contents = {member: member.encode() for member in members if member != left_out}
        write_wheel(folder, distribution, contents, falsified)


HTMX = "django_htmx/static/django_htmx/htmx-2.min.js"


def test_each_file_is_written_under_the_name_the_pages_use(tmp_path: Path) -> None:
    write_wheels(tmp_path)
    written = unpack(tmp_path, tmp_path / "vendor")
    assert sorted(str(path.relative_to(tmp_path / "vendor")) for path in written) == [
        "bootstrap.min.css",
        "htmx-2.min.js",
    ]
    assert (tmp_path / "vendor/htmx-2.min.js").read_text() == HTMX


def test_unpacking_twice_changes_nothing(tmp_path: Path) -> None:
    write_wheels(tmp_path)
    first = {path: path.read_bytes() for path in unpack(tmp_path, tmp_path / "vendor")}
    assert {path: path.read_bytes() for path in unpack(tmp_path, tmp_path / "vendor")} == first


def test_a_file_that_differs_from_the_record_is_refused(tmp_path: Path) -> None:
    write_wheels(tmp_path, falsified=HTMX)
    with pytest.raises(AssetRefused, match=r"htmx-2\.min\.js ne correspond pas à l’empreinte"):
        unpack(tmp_path, tmp_path / "vendor")
    assert not (tmp_path / "vendor/htmx-2.min.js").exists()


def test_a_file_that_left_the_wheel_is_named(tmp_path: Path) -> None:
    write_wheels(tmp_path, left_out=HTMX)
    with pytest.raises(AssetRefused, match=r"ne contient plus .*htmx-2\.min\.js"):
        unpack(tmp_path, tmp_path / "vendor")


def test_a_missing_wheel_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssetRefused, match="bootstrap_flask : une archive attendue, 0 trouvée"):
        unpack(tmp_path, tmp_path / "vendor")
