"""`make run` as a stranger sees it: a table, a ready line that is true, data that stays, nothing left behind."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.servers import PATIENCE, answers, clean_environment, free_port, get, group_lives, started, wait_for

ROOT = Path(__file__).parents[2]
WAITING = "SELECT count(*) FROM outbox_messages WHERE delivered_at IS NULL"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def command(port: int) -> list[str]:
    """Return the command line: `install` is taken as done, the environment is the one that runs the tests."""
    return ["make", "-o", "install", "run", f"PORT={port}", f"BIN={Path(sys.executable).parent}"]


@contextmanager
def demo(instance: Path, port: int) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """Run the demo until it says that it is ready; yield the process and what it printed."""
    environment = clean_environment(SKILLSBANK_INSTANCE=str(instance))
    log = instance.parent / f"log-{port}"
    with started(command(port), ROOT, environment, log) as process:
        yield process, wait_for("is ready on", log, process)


class Browser:
    """Keeps cookies and sends forms with the token of their page."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return str(answer.read().decode())

    def send(self, path: str, **values: str) -> str:
        token = TOKEN.search(self.get(path))
        assert token is not None
        data = urllib.parse.urlencode({"csrf_token": token.group(1), **values}).encode()
        with self.opener.open(self.base + path, data, timeout=60) as answer:
            return str(answer.read().decode())


def accounts(output: str) -> list[tuple[str, str]]:
    """Return e-mail and password of each line of the table."""
    return [(row[-2], row[-1]) for line in output.splitlines() if "@demo.example" in line for row in [line.split()]]


def stored(instance: Path, query: str) -> int:
    """Return the number that the demo's database answers with."""
    with closing(sqlite3.connect(instance / "skillsbank.sqlite3")) as database:
        return int(database.execute(query).fetchone()[0])


def test_the_demo_starts_keeps_what_people_enter_and_ends_cleanly(tmp_path: Path) -> None:
    instance, port = tmp_path / "instance", free_port()
    with demo(instance, port) as (process, output):
        assert output.rstrip().splitlines()[-1] == f"Skills Bank is ready on http://127.0.0.1:{port}"
        assert len(accounts(output)) == 9
        assert (instance / "secret_key").stat().st_mode & 0o777 == 0o600
        health = json.loads(get(port, "/health")[2])
        assert (health["status"], health["database"]["state"]) == ("ok", "ok")
        assert stored(instance, "SELECT count(*) FROM profiles WHERE state = 'active'") == 300
        for email, password in accounts(output):
            assert "sign-out" in Browser(port).send("/sign-in", email=email, password=password), email
        Browser(port).send("/register", email="newcomer@example.org")
        until = time.monotonic() + PATIENCE
        while stored(instance, WAITING) and time.monotonic() < until:
            time.sleep(0.2)
        assert stored(instance, WAITING) == 0
        assert json.loads(get(port, "/health")[2])["worker"]["state"] == "ok"
        assert "newcomer@example.org" in get(port, "/demo/mails")[2]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
        ended(process, port)

    with demo(instance, port) as (process, output):
        assert "invented data is loaded" not in output
        assert "newcomer@example.org" in get(port, "/demo/mails")[2]
        os.killpg(process.pid, signal.SIGINT)  # Ctrl-C goes to everybody in the terminal's group
        process.wait(timeout=PATIENCE)
        ended(process, port)


def ended(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE
    while group_lives(process.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not group_lives(process.pid), "nothing of it runs any more"
    assert not answers(port)


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, told = refused(tmp_path / "instance", port)
    assert status == 2
    assert told.startswith(f"skillsbank: Port {port} cannot be used")
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("where", ["file", "below a file"])
def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("in the way")
    status, told = refused(tmp_path / "file" if where == "file" else tmp_path / "file" / "instance", free_port())
    assert status == 2
    assert told.startswith("skillsbank: Cannot write in ")


def refused(instance: Path, port: int) -> tuple[int, str]:
    """Run the demo where it cannot start; return the status and the one line that it says (make adds its own)."""
    environment = clean_environment(SKILLSBANK_INSTANCE=str(instance))
    done = subprocess.run(command(port), cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(lines) == 1, done.stderr
    return done.returncode, lines[0]
