"""I5: forty files that should do harm, sent in through the page; each gets its answer, and nothing stays behind."""

import re
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.roles import Role
from skillsbank.models import Profile, Reading
from skillsbank.reading.kinds import LARGEST
from skillsbank.reading.sandbox import REFUSALS
from skillsbank.web import intake_words
from skillsbank.web.cv_words import REFUSAL
from tests import factories, files
from tests.attacks import ATTACKS, FULL, MB, READ, harmless

HEAVY = ("zip bomb", "pdf bomb", "deep json", "more than there is room for")
MOST_MEMORY = 48 * MB


@pytest.fixture
def expert(client: FlaskClient, session: Session) -> FlaskClient:
    """Return the client of somebody with an empty profile."""
    made = factories.account(session, Role.EXPERT)
    session.add(Profile(account_id=made.id))
    session.commit()
    factories.sign_in(client, made)
    return client


def send(client: FlaskClient, name: str, data: bytes) -> str:
    """Send a file in and return the answer that it got, as the attacks name it."""
    page = client.post("/profile/cv", **files.sent(name, data))
    if page.status_code == 303:
        return READ
    if page.status_code != 422:
        return str(page.status_code)
    said = re.findall(r"(?s)<p class=\"error\">.*?</span>\s*(.*?)</span></p>", page.text)
    return next((code for code, words in REFUSAL.items() if str(escape(str(words))) in said), f"422 {said}")


def test_forty_attacks_get_their_answers(
    expert: FlaskClient,
    session: Session,
    tell: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers, memory = {}, {}
    for name, attack in ATTACKS.items():
        data = attack.make()
        if name in HEAVY:
            tracemalloc.start()
        answers[name] = send(expert, attack.file, data)
        if name in HEAVY:
            memory[name] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    assert answers == {name: attack.answer for name, attack in ATTACKS.items()}
    assert {name: peak for name, peak in memory.items() if peak > MOST_MEMORY} == {}
    assert list(tmp_path.iterdir()) == [], "no file stays behind"
    kept = session.scalars(select(Reading)).one()
    assert kept.kind == "pdf"
    tell(f"{len(answers)} files, {sum(a not in (READ, FULL) for a in answers.values())} refused with words")


def test_odd_files_that_are_fine_are_read(expert: FlaskClient) -> None:
    for what, (name, data) in harmless().items():
        assert send(expert, name, data) == READ, what
    assert send(expert, "cv.pdf", b"%PDF-1.7\n" + b"\0" * LARGEST) == "too_large"


def test_every_refusal_has_its_words_and_every_attack_a_known_answer() -> None:
    of_lists = set(intake_words.REFUSAL) - {
        "no_duty_country",
        "table_differs",
        "unknown_table",
    }  # said outside the cage
    assert set(REFUSAL) | of_lists == REFUSALS | {"nothing_found"}
    assert set(REFUSAL) - {"nothing_found"} <= REFUSALS
    assert {attack.answer for attack in ATTACKS.values()} <= REFUSALS | {READ, FULL}
