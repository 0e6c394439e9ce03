"""Every arrow of a profile's diagram, and every move that is none, on both engines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Incomplete, Invalid, Refused
from skillsbank.domain.profile import PROFILE, ProfileAction, ProfileState
from skillsbank.domain.roles import Role
from skillsbank.models import AuditEntry, Consent, Decision, OutboxMessage, Profile
from skillsbank.policies import ANONYMOUS, SYSTEM, Actor, Permission
from skillsbank.reference import reason_codes
from skillsbank.services.workflow import actions_for, perform
from skillsbank.services.workflow.profile_steps import PROFILE_STEPS
from tests import factories as make

ARROWS = [(state, action) for action, arrow in PROFILE.arrows.items() for state in sorted(arrow.sources)]
ILLEGAL = [(s, a) for s in ProfileState for a in ProfileAction if (s, a) not in ARROWS]
MAILS = {"activate": 1, "ask": 1, "reject": 1, "reopen": 1, "go_stale": 1}


def entitled(session: Session, profile: Profile, action: ProfileAction) -> Actor:
    """Return the one who may take the action: the owner, an officer, or the clock."""
    (permission,) = PROFILE_STEPS[action].permissions
    assert profile.account is not None
    if permission is Permission.OWN_PROFILE_WRITE:
        return make.actor(session, profile.account)
    if permission is Permission.SYSTEM_ERASURE_RUN:
        return make.actor(session, make.account(session, Role.AUDITOR, duty="CH"))
    return SYSTEM if permission is Permission.SYSTEM_DUTY_RUN else make.actor(session, make.officer(session))


def in_state(session: Session, state: ProfileState) -> Profile:
    """Return a complete profile that stands in `state`, confirmed a year ago."""
    long_ago = clock.now() - timedelta(days=400)
    return make.expert(session, state=state, last_confirmed_at=long_ago)


def reason_for(action: ProfileAction) -> str:
    """Return a reason code that the action accepts, or nothing where it asks for none."""
    name = PROFILE_STEPS[action].reason
    return next(iter(reason_codes(name))) if name else ""


def test_the_diagram_has_an_arrow_and_a_step_for_every_action() -> None:
    assert set(PROFILE.arrows) == set(PROFILE_STEPS) == set(ProfileAction)
    reached = {arrow.to for arrow in PROFILE.arrows.values()}
    assert reached | {ProfileState.DRAFT} == set(ProfileState)


@pytest.mark.parametrize(("state", "action"), ARROWS)
def test_an_arrow_leads_on_and_leaves_evidence(session: Session, state: ProfileState, action: ProfileAction) -> None:
    profile = in_state(session, state)
    actor = entitled(session, profile, action)
    offered = actor is SYSTEM or action in actions_for(session, actor, profile)
    assert offered
    reason = reason_for(action)
    perform(session, actor, profile, action, reason=reason)
    session.expire_all()
    assert profile.state is PROFILE.arrows[action].to
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == f"profile:{action}")).one()
    assert entry.actor_id == actor.account_id
    assert entry.details == {"before": state.value, "after": profile.state.value, "reason": reason}
    decisions = session.scalars(select(Decision)).all()
    assert [row.reason for row in decisions] == ([reason] if reason else [])
    assert profile.account is not None
    mails = session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == profile.account.email)).all()
    assert len(mails) == MAILS.get(action, 0)
    if action in (ProfileAction.ACTIVATE, ProfileAction.CONFIRM, ProfileAction.ANSWER, ProfileAction.SHOW):
        assert profile.last_confirmed_at is not None
        assert clock.now() - profile.last_confirmed_at < timedelta(minutes=5)
    if profile.state is ProfileState.ACTIVE:
        assert profile.activated_at is not None


@pytest.mark.parametrize(("state", "action"), ILLEGAL)
def test_a_move_without_arrow_is_refused(session: Session, state: ProfileState, action: ProfileAction) -> None:
    profile = in_state(session, state)
    actor = entitled(session, profile, action)
    assert action not in actions_for(session, actor, profile)
    with pytest.raises(IllegalMove):
        perform(session, SYSTEM, profile, action, reason=reason_for(action))
    with pytest.raises((IllegalMove, Refused)):
        perform(session, actor, profile, action, reason=reason_for(action))
    assert profile.state is state
    assert session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize("action", list(ProfileAction))
def test_nobody_else_may(session: Session, action: ProfileAction) -> None:
    state = sorted(PROFILE.arrows[action].sources)[0]
    profile = in_state(session, state)
    (permission,) = PROFILE_STEPS[action].permissions
    stranger = make.expert(session).account
    hospital = make.institution(session)
    assert stranger is not None
    wrong = [
        stranger,
        make.host(session, hospital),
        make.account(session, Role.MINISTRY, duty="SO", country="SO"),
        *(make.account(session, role, duty="CH") for role in (Role.ADMINISTRATOR, Role.DONOR)),
    ]
    if permission is not Permission.SYSTEM_ERASURE_RUN:
        wrong.append(make.account(session, Role.AUDITOR, duty="CH"))
    if permission is not Permission.PROGRAMME_PROFILE_DECIDE:
        wrong.append(make.officer(session))
    if permission is not Permission.OWN_PROFILE_WRITE:
        assert profile.account is not None
        wrong.append(profile.account)
    for actor in (ANONYMOUS, *(make.actor(session, account) for account in wrong)):
        assert action not in actions_for(session, actor, profile)
        with pytest.raises(Refused):
            perform(session, actor, profile, action, reason=reason_for(action))
    assert profile.state is state


def test_an_officer_decides_on_nobody_who_is_hidden_where_they_serve(session: Session) -> None:
    profile = make.expert(session, {"SO": None})
    near, far = (make.actor(session, make.officer(session, duty)) for duty in ("SO", "CH"))
    with pytest.raises(Refused):
        perform(session, near, profile, ProfileAction.ASK)
    perform(session, far, profile, ProfileAction.ASK)
    assert profile.state is ProfileState.INFO_REQUESTED


def test_an_unfinished_profile_is_not_activated(session: Session) -> None:
    profile = in_state(session, ProfileState.DRAFT)
    profile.skills = profile.skills[:2]
    profile.countries[0].visibility = None
    session.flush()
    with pytest.raises(Incomplete) as refusal:
        perform(session, entitled(session, profile, ProfileAction.ACTIVATE), profile, ProfileAction.ACTIVATE)
    assert refusal.value.params["missing"] == ["skills", "visibility"]
    assert profile.state is ProfileState.DRAFT


def test_a_rejection_needs_a_reason_of_its_list(session: Session) -> None:
    profile = in_state(session, ProfileState.ACTIVE)
    for reason in ("", "because"):
        with pytest.raises(Invalid):
            perform(
                session,
                entitled(session, profile, ProfileAction.REJECT),
                profile,
                ProfileAction.REJECT,
                reason=reason,
            )


BAD_ROWS: dict[str, Callable[[Profile], object]] = {
    "in use without having been activated": lambda p: _set(p, activated_at=None),
    "without account and not erased": lambda p: _set(p, account_id=None),
    "a birth year of no one alive": lambda p: _set(p, birth_year=1803),
    "a security level off the scale": lambda p: _set(p, max_security_level=9),
    "more hours than a week's work": lambda p: _set(p, hours_per_week=41),
    "no days of leave, and fewer": lambda p: _set(p, leave_max_days=-1),
    "an unknown state": lambda p: text(f"UPDATE profiles SET state = 'ready' WHERE id = {p.id}"),
    "an unknown sex": lambda p: text(f"UPDATE profiles SET sex = 'Q' WHERE id = {p.id}"),
    "a skill beyond mastery": lambda p: text(f"UPDATE profile_skills SET level = 6 WHERE profile_id = {p.id}"),
    "an age as years of work": lambda p: text(f"UPDATE profile_occupations SET years = 99 WHERE profile_id = {p.id}"),
    "a window that ends first": lambda p: text(
        f"UPDATE availability_windows SET ends = '2001-01-01' WHERE profile_id = {p.id}"
    ),
    "more days at least than at most": lambda p: text(
        f"UPDATE availability_windows SET min_days = max_days + 1 WHERE profile_id = {p.id}"
    ),
    "agreement to be named for no need": lambda p: text(
        f"UPDATE consents SET purpose = 'disclosure' WHERE profile_id = {p.id}"
    ),
    "withdrawn before it was given": lambda p: (
        update(Consent).where(Consent.profile_id == p.id).values(withdrawn_at=clock.now() - timedelta(days=9))
    ),
}


def _set(profile: Profile, **values: object) -> object:
    return update(Profile).where(Profile.id == profile.id).values(**values)


@pytest.mark.parametrize("what", BAD_ROWS)
def test_the_database_refuses_a_row_that_cannot_be(session: Session, what: str) -> None:
    profile = in_state(session, ProfileState.ACTIVE)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(BAD_ROWS[what](profile))  # type: ignore[call-overload]  # an UPDATE


def test_one_answer_for_a_country(session: Session) -> None:
    profile = in_state(session, ProfileState.ACTIVE)
    columns = "profile_id, country, links, created_at, updated_at"
    again = text(f"INSERT INTO profile_countries ({columns}) SELECT {columns} FROM profile_countries")
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(again)
    assert len(profile.countries) == 1
