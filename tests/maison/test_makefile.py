"""`make` explains itself, and refuses a Python it cannot use in one sentence."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder that holds the Makefile and the pinned requirements, without a venv."""
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, env=environ)


def test_make_alone_lists_the_targets(tmp_path: Path) -> None:
    listed = {line.split()[0] for line in make(tmp_path).stdout.splitlines()}
    assert {"venv", "assets", "run", "test", "check", "bench", "lock", "help"} <= listed


def test_a_python_too_old_gets_one_sentence_and_exit_2(tmp_path: Path) -> None:
    old = tmp_path / "python3.10"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    answer = make(tmp_path, "venv", f"PYTHON={old}")
    assert answer.returncode == 2
    sentences = [line for line in answer.stderr.splitlines() if not line.startswith("make")]
    assert len(sentences) == 1
    assert sentences[0].startswith("Tantième demande Python 3.11, 3.12 ou 3.13")
    assert not (tmp_path / ".venv").exists()


def test_a_missing_python_gets_the_same_sentence(tmp_path: Path) -> None:
    answer = make(tmp_path, "venv", "PYTHON=python-absent")
    assert answer.returncode == 2
    assert "Tantième demande Python 3.11, 3.12 ou 3.13, introuvable ici (python-absent)" in answer.stderr
