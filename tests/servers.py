"""Starts real servers for tests and talks to them; whatever a test does, nothing is left running."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120.0
"""Seconds until a server that does not answer is given up; a slow machine is no failure."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**values: str) -> dict[str, str]:
    """Return this environment without our settings and Python's, then with `values`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SKILLSBANK_", "PYTHON"))}
    return kept | values


def get(port: int, path: str) -> tuple[int, str, str]:
    """Return status, content type and text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read().decode()
    finally:
        connection.close()


def answers(port: int) -> bool:
    """Say whether anybody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command in a process group of its own with its output in `log`; kill the group at the end."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        if group_lives(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def group_lives(leader: int) -> bool:
    """Say whether any process of the group still runs."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(text: str, log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return the output once `text` is in it; fails when the process ends before or says nothing for long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        output = log.read_text()
        if text in output:
            return output
        assert process.poll() is None, output
        time.sleep(0.1)
    raise AssertionError(f"{text!r} was not said: {log.read_text()}")
