"""Picks and dismissals: a reason, a run, a trace; and two officers at once."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, Refused
from skillsbank.domain.shortlist import Verdict
from skillsbank.models import AuditEntry, Disclosure, RankedMatch, ShortlistEntry, Vacancy
from skillsbank.policies import Actor
from skillsbank.queries import runs as reading
from skillsbank.services import shortlist
from skillsbank.services.ranking import pool
from skillsbank.services.ranking.runs import run
from tests import factories as make


@pytest.fixture
def officer(session: Session) -> Actor:
    return make.actor(session, make.officer(session))


@pytest.fixture
def match(session: Session, officer: Actor) -> RankedMatch:
    make.expert(session, birth_year=1980)
    need = make.vacancy(session, make.institution(session))
    found = run(session, officer, need).matches[0]
    shortlist.open_candidate(session, officer, found)
    return found


def in_force(session: Session, need: Vacancy) -> list[ShortlistEntry]:
    query = select(ShortlistEntry).where(ShortlistEntry.vacancy_id == need.id, ShortlistEntry.superseded_at.is_(None))
    return list(session.scalars(query))


def test_a_pick_says_who_when_why_and_on_which_run(session: Session, officer: Actor, match: RankedMatch) -> None:
    entry = shortlist.decide(session, officer, match, Verdict.PICK, reason="can-teach", note="Strong in drills")
    assert in_force(session, match.run.vacancy) == [entry]
    assert (entry.actor_id, entry.match, entry.reason) == (officer.account_id, match, "can-teach")
    note = session.scalars(select(AuditEntry).where(AuditEntry.tag == "shortlist:pick")).one()
    assert note.details["run"] == match.run.public_id
    assert note.details["reason"] == "can-teach"
    assert "Strong" not in str(note.details)


def test_a_second_thought_supersedes_and_keeps_the_first(session: Session, officer: Actor, match: RankedMatch) -> None:
    first = shortlist.decide(session, officer, match, Verdict.PICK, reason="can-teach")
    second = shortlist.decide(session, officer, match, Verdict.DISMISS, reason="no-answer", seen=first.public_id)
    assert first.superseded_at is not None
    assert in_force(session, match.run.vacancy) == [second]


def test_the_slower_of_two_officers_is_told(session: Session, officer: Actor, match: RankedMatch) -> None:
    other = make.actor(session, make.officer(session))
    shortlist.decide(session, officer, match, Verdict.PICK, reason="can-teach")
    shortlist.open_candidate(session, other, match)
    with pytest.raises(IllegalMove) as refusal:
        shortlist.decide(session, other, match, Verdict.DISMISS, reason="no-answer")
    assert refusal.value.code == "verdict_changed"
    assert [entry.verdict for entry in in_force(session, match.run.vacancy)] == [Verdict.PICK]


def test_a_dismissed_person_leaves_the_lists_of_this_need_alone(
    session: Session, officer: Actor, match: RankedMatch
) -> None:
    need, other = match.run.vacancy, make.vacancy(session, match.run.vacancy.institution)
    entry = shortlist.decide(session, officer, match, Verdict.DISMISS, reason="skill-missing")
    assert pool.among(session, officer, need) == set()
    assert pool.among(session, officer, other) == {str(match.profile_id)}
    shortlist.undo(session, officer, match, seen=entry.public_id)
    assert pool.among(session, officer, need) == {str(match.profile_id)}
    assert in_force(session, need) == []


@pytest.mark.parametrize(
    ("verdict", "reason"), [(Verdict.PICK, ""), (Verdict.PICK, "no-answer"), (Verdict.DISMISS, "because")]
)
def test_no_verdict_without_a_reason_of_its_list(
    session: Session, officer: Actor, match: RankedMatch, verdict: Verdict, reason: str
) -> None:
    with pytest.raises(Invalid):
        shortlist.decide(session, officer, match, verdict, reason=reason)


def test_nobody_is_decided_on_unseen(session: Session, officer: Actor, match: RankedMatch) -> None:
    """F7: a decision rests on evidence that this officer opened, for this person, as this run shows them."""
    colleague, need = make.actor(session, make.officer(session)), match.run.vacancy
    again = run(session, officer, need).matches[0]
    assert again.profile_id == match.profile_id
    for actor, unseen in ((colleague, match), (officer, again)):
        for verdict, reason in ((Verdict.PICK, "can-teach"), (Verdict.DISMISS, "no-answer")):
            with pytest.raises(Incomplete, match="evidence_not_opened"):
                shortlist.decide(session, actor, unseen, verdict, reason=reason)
    assert in_force(session, need) == []
    shortlist.open_candidate(session, officer, again)
    shortlist.decide(session, officer, again, Verdict.PICK, reason="can-teach")


def test_only_the_programmes_team_decides(session: Session, match: RankedMatch) -> None:
    host = make.actor(session, make.host(session, match.run.vacancy.institution))
    with pytest.raises(Refused):
        shortlist.decide(session, host, match, Verdict.PICK, reason="can-teach")
    with pytest.raises(Refused):
        shortlist.open_candidate(session, host, match)


def test_opening_a_candidate_is_written_down(session: Session, officer: Actor, match: RankedMatch) -> None:
    seen = session.scalars(select(Disclosure)).one()
    assert (seen.profile_id, seen.account_id, seen.vacancy_id) == (
        match.profile_id, officer.account_id, match.run.vacancy_id
    )  # fmt: skip
    assert "name" in seen.fields


def test_the_shortlist_has_picks_first(session: Session, officer: Actor, match: RankedMatch) -> None:
    make.expert(session, birth_year=1975)
    need = match.run.vacancy
    first, second = [m for m in run(session, officer, need).matches if m.modality == need.modality]
    for each in (first, second):
        shortlist.open_candidate(session, officer, each)
    shortlist.decide(session, officer, first, Verdict.DISMISS, reason="no-answer")
    shortlist.decide(session, officer, second, Verdict.PICK, reason="can-teach")
    rows = reading.shortlist(session, officer, need)
    assert [row.entry.verdict for row in rows if row.entry] == [Verdict.PICK, Verdict.DISMISS]
