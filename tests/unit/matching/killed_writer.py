"""Writes an index again and again, each time killed a step later, and tells what a reader finds after each."""

import os
import signal
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

from engine_people import NURSE, OPEN

from matching import Profile, Ranker

STEPS = ("open", "os.rename", "os.mkdir", "os.symlink", "os.remove", "os.rmdir", "shutil.rmtree")
"""What Python tells before it does it; a writer dies before one of these."""


def killed_at(step: int) -> None:
    """Die without a word at the step of this number."""
    left = step

    def watch(event: str, _: Any) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def found(folder: Path) -> str:
    """Return who is in the index, as a reader finds it."""
    opened = Ranker.open(folder)
    return "+".join(sorted(match.profile_id for match in opened.rank(OPEN)))


def main(folder: Path, stride: int) -> None:
    """Tell how many steps were tried and what was found after how many of them."""
    pools = {name: Ranker().fit([Profile(id=name, title="Nurse"), NURSE]) for name in ("first", "second")}
    now = "first"
    pools[now].save(folder)
    seen: Counter[str] = Counter()
    for step in count(0, stride):
        other = "second" if now == "first" else "first"
        child = os.fork()
        if not child:
            killed_at(step)
            pools[other].save(folder)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        read = found(folder)
        before, after = (f"{name}+nurse" if name < "nurse" else f"nurse+{name}" for name in (now, other))
        if read not in (before, after):
            raise SystemExit(f"killed at step {step}: {read}")
        seen["old" if read == before else "new"] += 1
        now = now if read == before else other
        if os.waitstatus_to_exitcode(status) == 0:
            break
    versions = len(list(folder.glob("version-*")))
    sys.stdout.write(
        f"{step} steps, {seen['old']} times the old one, {seen['new']} times the new one, {versions} version left\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
