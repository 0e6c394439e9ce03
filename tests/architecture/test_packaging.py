"""The wheel, alone beside its dependencies, migrates a database and serves a page with its style sheet."""

import re
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from pathlib import Path

import pytest

from tests.servers import PATIENCE, answers, clean_environment, free_port, get, started

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, cwd=out)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands' folder of an environment that holds the wheel and sees its dependencies."""
    home = tmp_path_factory.mktemp("alone")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    # a path from a .pth file is not searched for further .pth files: our own editable install stays out of sight
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def test_the_wheel_holds_code_templates_and_seeds_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"skillsbank", "matching"}
    for needed in (
        "skillsbank/templates/layout/base.html",
        "skillsbank/seeds/programmes/mida.toml",
        "skillsbank/seeds/demo/needs.jsonl",
        "skillsbank/static/app.css",
        "skillsbank/migrations/env.py",
    ):
        assert needed in names
    assert any(name.startswith("skillsbank/migrations/versions/0001") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_the_wheel_alone_migrates_and_serves(installed: Path, tmp_path: Path) -> None:
    environment = clean_environment(SKILLSBANK_SECRET_KEY="0123456789abcdefghijklmnopqrstuv")

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run(str(installed / "python"), "-c", "import skillsbank, matching; print(skillsbank.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    command = str(installed / "skillsbank")
    assert "newest schema" in run(command, "database", "upgrade")
    assert "5 programmes" in run(command, "seed")
    port = free_port()
    log = tmp_path / "log"
    with started([command, "serve", "--port", str(port)], tmp_path, environment, log) as process:
        until = time.monotonic() + PATIENCE
        while not answers(port) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        status, kind, page = get(port, "/")
        assert (status, kind) == (200, "text/html; charset=utf-8"), log.read_text()
        style = re.search(r'<link[^>]+href="([^"]+\.css[^"]*)"', page)
        assert style is not None
        status, kind, sheet = get(port, style.group(1))
        assert (status, kind) == (200, "text/css; charset=utf-8")
        assert "@media" in sheet
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0
