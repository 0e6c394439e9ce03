"""Two processes over one index: what one saves is found by the other at its next question."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from matching import index
from tests.servers import clean_environment

ROOT = Path(__file__).resolve().parents[2]


class Asked:
    """A process that answers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, line: str) -> dict[str, float]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        answer: dict[str, float] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def asked(engine: Engine, folder: Path) -> Iterator[Asked]:
    url = engine.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.asking_process", url, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        env=clean_environment(),
    )  # fmt: skip
    try:
        yield Asked(process)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_what_one_process_saves_the_other_finds_at_its_next_question(
    own_engine: Engine, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    folder = tmp_path / "index"
    with ExitStack() as both:
        one, other = (both.enter_context(asked(own_engine, folder)) for _ in range(2))
        (first,) = one("save first")
        assert one("ask").keys() == other("ask").keys() == {first}
        built = index.current(folder)
        waited = []
        for number in range(8):
            writer, reader = (one, other) if number % 2 else (other, one)
            (saved,) = writer(f"save person-{number}")
            begun = time.perf_counter()
            assert saved in reader("ask")
            waited.append(time.perf_counter() - begun)
        assert one("ask") == other("ask")
        assert len(one("ask")) == 9
        one(f"hide {first}")
        assert other("ask") == one("ask")
        assert index.current(folder) == built, "one version for both, and nothing was fitted anew"
    tell(f"a saved person is found by another process after {max(waited) * 1000:.0f} ms at most")
