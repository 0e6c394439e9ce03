"""Whoever writes an index may be killed at any step: a reader finds the old version or the new one, never a half."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
STRIDE = 1 if os.environ.get("SOAK") else 7


@pytest.mark.slow
def test_a_writer_killed_at_any_step_leaves_the_old_or_the_new(tmp_path: Path, tell: Callable[[str], None]) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[2])])}
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_writer.py"), str(tmp_path / "index"), str(STRIDE)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.fullmatch(r"(\d+) steps, (\d+) times the old one, (\d+) times the new one, 1 version left\n", done.stdout)
    assert told, done.stdout
    steps, old, new = map(int, told.groups())
    assert steps > 60
    assert min(old, new) >= 1
    tell(f"killed at {old + new - 1} of {steps} steps")
