"""A list goes on where it stopped: the worker is killed again and again, and no row is lost or doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from skillsbank.database import make_sessions, writing
from skillsbank.domain.vocabulary import LawfulBasis, Source
from skillsbank.models import FileImport, ImportProblem, Intake, OutboxMessage, Profile, ProfileCountry, ProfileSkill
from skillsbank.services import imports
from tests import factories as make

ROWS, KILLS = (10_000, 12) if os.environ.get("SOAK") else (1_000, 3)
BAD = 20
"""One row in so many is bad: 5 %."""
PATIENCE = 900.0
HEADINGS = ["Name", "E-mail", "Origin", "Born", "Occupation", "Years", "Skills", "Languages", "Lives in"]
FIELDS = [
    "full_name", "email", "origin", "birth_year", "occupation", "years", "skills", "languages", "residence_country",
]  # fmt: skip
WORKER = """
import sys
from skillsbank import jobs
from skillsbank.app import create_app
from skillsbank.settings import Settings
app = create_app(Settings.from_environment())
print("ready", flush=True)
while jobs.take_lists(app):
    pass
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
"""


def generated(count: int) -> list[list[str]]:
    """Return rows as a survey has them, one in twenty with a mistake."""
    draw = random.Random(7)
    rows = []
    for number in range(count):
        email = f"person.{number}@example.org" if number % BAD else draw.choice(["", "no address", "a@b@c"])
        skills = "; ".join(draw.sample(["infection prevention", "triage 4", "well drilling", "bookkeeping 2"], 3))
        rows.append(
            [
                f"Given{number} Family{number % 977}", email, "Somalia", str(1950 + number % 50), "Nurse",
                str(number % 30), skills, "English B2; Somali C2", draw.choice(["Sweden", "Suède", "SE"]),
            ]
        )  # fmt: skip
    return rows


def waiting(engine: Engine) -> int:
    """Send a list in and start it; return its id."""
    with make_sessions(engine)() as session, writing(session):
        by = make.actor(session, make.officer(session))
        one = imports.receive(
            session, by, source="Survey", kind=Source.SURVEY, headings=HEADINGS, rows=generated(ROWS), never_kept=[]
        )
        imports.assign(session, by, one, FIELDS, origin="", residence="")
        imports.start(session, by, one, basis=LawfulBasis.CONSENT, language="en")
        return one.id


def started(engine: Engine, folder: Path) -> subprocess.Popen[str]:
    environment = {
        "PATH": os.environ["PATH"], "SKILLSBANK_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SKILLSBANK_SECRET_KEY": "0123456789abcdef" * 4, "SKILLSBANK_INSTANCE": str(folder), "SKILLSBANK_IMPORT": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def done(engine: Engine, number: int) -> int:
    with make_sessions(engine)() as session:
        return session.scalar(select(FileImport.done).where(FileImport.id == number)) or 0


def count(session: Session, kind: type[Profile] | type[Intake] | type[ProfileCountry] | type[ProfileSkill]) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.mark.slow
def test_killed_and_resumed_nothing_is_lost_or_doubled(
    own_engine: Engine, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    number, began = waiting(own_engine), time.monotonic()
    seen = []
    for _ in range(KILLS):
        with started(own_engine, tmp_path) as process:
            before = done(own_engine, number)
            until = time.monotonic() + PATIENCE
            while done(own_engine, number) == before and process.poll() is None and time.monotonic() < until:
                time.sleep(0.02)
            time.sleep(random.Random(len(seen)).random() * 0.2)  # anywhere within a batch
            process.send_signal(signal.SIGKILL)
        seen.append(done(own_engine, number))
    with started(own_engine, tmp_path) as process:
        said, _ = process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - began
    good = ROWS - ROWS // BAD
    with make_sessions(own_engine)() as session:
        one = session.scalars(select(FileImport).where(FileImport.id == number)).one()
        assert (one.done, one.taken, one.skipped, one.failed) == (ROWS, good, 0, ROWS // BAD)
        assert one.finished_at is not None
        assert one.content is None
        assert count(session, Profile) == count(session, Intake) == count(session, ProfileCountry) == good
        assert count(session, ProfileSkill) == 3 * good
        emails = set(session.scalars(select(Intake.email)))
        assert emails == {f"person.{each}@example.org" for each in range(ROWS) if each % BAD}
        mailed = session.scalars(select(OutboxMessage.recipient)).all()
        assert sorted(mailed) == sorted(emails), "one mail each"
        bad = session.scalars(select(ImportProblem.number)).all()
        assert sorted(bad) == [each + 2 for each in range(0, ROWS, BAD)]
    tell(
        f"{own_engine.dialect.name}: {ROWS} rows, {KILLS} kills at rows {seen}, {seconds:.0f} s in all; "
        f"peak memory of the last worker {int(said.split()[-1]) // 1024} MB"
    )
