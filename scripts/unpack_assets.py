"""Take the browser's two files (Bootstrap's style sheet, htmx) out of the wheels that carry them.

``python scripts/unpack_assets.py requirements/assets.txt shared/ui/static/vendor`` lets pip download the wheels and
check their hashes, then checks every file against the wheel's own record and writes it. The wheels are never
installed. Run again, it writes the same files; when the requirements have not changed, ``make`` does not run it.
Only the standard library: it runs before anything is installed, and in the image's build.
"""

import base64
import csv
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

FILES = {
    "bootstrap_flask": {
        "flask_bootstrap/static/bootstrap5/css/bootstrap.min.css": "bootstrap.min.css",
    },
    "django_htmx": {
        "django_htmx/static/django_htmx/htmx-2.min.js": "htmx-2.min.js",
    },
}


class AssetRefused(Exception):
    """Un fichier attendu manque dans une archive, ou ne correspond pas à son empreinte."""


def download_wheels(requirements: Path, folder: Path) -> None:
    """Let pip fetch the pinned wheels, without what they depend on; pip checks their hashes."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", str(folder)]
    subprocess.run([*command, *options, "--requirement", str(requirements)], check=True)  # noqa: S603


def unpack(wheels: Path, destination: Path) -> list[Path]:
    """Write the named files of the wheels of one folder; returns what was written.

    :raises AssetRefused: a wheel or a file is missing, or a file differs from the wheel's record.
    """
    written = []
    for distribution, members in FILES.items():
        found = sorted(wheels.glob(f"{distribution}-*.whl"))
        if len(found) != 1:
            raise AssetRefused(f"{distribution} : une archive attendue, {len(found)} trouvée(s) dans {wheels}")
        with zipfile.ZipFile(found[0]) as wheel:
            record = read_record(wheel)
            for member, name in members.items():
                content = read_member(wheel, member, record)
                target = destination / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                written.append(target)
    return written


def read_record(wheel: zipfile.ZipFile) -> dict[str, str]:
    """The digest of each file of a wheel, as its RECORD states it."""
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/RECORD"))
    rows = csv.reader(io.StringIO(wheel.read(name).decode("utf-8")))
    return {row[0]: row[1] for row in rows if len(row) >= 2}


def read_member(wheel: zipfile.ZipFile, member: str, record: dict[str, str]) -> bytes:
    """One file of a wheel, whole and as recorded.

    :raises AssetRefused: the file is missing, or its digest is not the recorded one.
    """
    if member not in wheel.namelist():
        raise AssetRefused(f"{wheel.filename} ne contient plus {member} : mettez FILES à jour")
    content = wheel.read(member)
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    if record.get(member) != f"sha256={digest}":
        raise AssetRefused(f"{member} ne correspond pas à l’empreinte notée dans {wheel.filename}")
    return content


def main(arguments: list[str]) -> int:
    """Download and unpack; exit 0 done, 1 refused with the reason, 2 misuse."""
    if len(arguments) != 2:
        sys.stderr.write("Usage : unpack_assets.py REQUIREMENTS DOSSIER\n")
        return 2
    requirements, destination = map(Path, arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            download_wheels(requirements, Path(folder))
            written = unpack(Path(folder), destination)
    except (AssetRefused, subprocess.CalledProcessError) as refusal:
        sys.stderr.write(f"Les fichiers de l’interface n’ont pas pu être préparés : {refusal}\n")
        return 1
    sys.stdout.write(f"{len(written)} fichiers d’interface dans {destination}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
