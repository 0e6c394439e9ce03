"""Setting up tells in one line what is missing, and does nothing when nothing changed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder that holds what setting up reads."""
    for name in ("requirements.lock", "pyproject.toml", ".ci/install"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def python(folder: Path, script: str) -> str:
    """Return the path of a command that stands in for Python."""
    path = folder / "fake-python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def install(folder: Path, command: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", ".ci/install"], cwd=folder, env={**os.environ, "PYTHON": command}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 1", "Python 3.11 or newer was not found"),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
        ('case "$*" in *"-m venv"*) exit 1;; esac', "is the folder writable"),
    ],
)
def test_what_is_missing_is_told_in_one_line(checkout: Path, script: str, told: str) -> None:
    status, output = install(checkout, python(checkout, script))
    assert status == 2
    assert told in output
    assert output.count("\n") == 1


def test_nothing_is_done_while_nothing_changed(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    sum_of = "cat requirements.lock pyproject.toml .ci/install | cksum > .venv/installed"
    subprocess.run(["sh", "-c", sum_of], cwd=checkout, check=True)
    assert install(checkout, "no-such-python") == (0, "")
    with (checkout / "pyproject.toml").open("a") as file:
        file.write("\n# changed\n")
    status, output = install(checkout, "no-such-python")
    assert status == 2
    assert "not found" in output


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    packages = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(packages) > 50
    assert all("==" in line for line in packages)
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "://" not in lock
    assert "--index" not in lock


def test_make_help_names_every_target() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("install", "run", "reset", "check", "test", "soak", "bench", "measure", "messages"):
        assert f"  {target} " in done.stdout
