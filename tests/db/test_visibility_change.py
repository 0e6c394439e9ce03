"""Changing who in a country of origin may see a person: who, when, and what is left behind."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound, Refused
from skillsbank.domain.profile import ProfileState
from skillsbank.domain.roles import Role
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import AuditEntry, OutboxMessage, Profile
from skillsbank.policies import SYSTEM, Actor, hidden_from
from skillsbank.services import profiles, visibility
from tests import factories as make

ADVICE = "Harbour Advice Line, +44 20 7946 0123"
DAY = timedelta(hours=24)


def hidden(session: Session, profile: Profile, country: str = "SO") -> bool:
    return session.scalar(select(Profile.id).where(Profile.id == profile.id, hidden_from(country))) is not None


def person(session: Session, answer: Visibility | None = Visibility.ASK_FIRST) -> tuple[Profile, Actor]:
    made = make.expert(session, {"SO": answer, "KE": Visibility.CARD})
    assert made.account is not None
    return made, make.actor(session, made.account)


def ask(session: Session, actor: Actor, profile: Profile, language: str = "en", counsellor: str = ADVICE) -> None:
    visibility.request_reveal(session, actor, profile, "SO", language=language, counsellor=counsellor)


def test_hiding_takes_one_press_and_holds_at_once(session: Session) -> None:
    profile, actor = person(session, Visibility.CARD)
    version = profile.version
    assert not hidden(session, profile)
    visibility.hide(session, actor, profile, "SO")
    assert hidden(session, profile)
    assert not hidden(session, profile, "KE"), "the other country keeps its own answer"
    assert profile.version > version, "what was learned from the profile must be learned anew"
    visibility.hide(session, actor, profile, "SO")
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.tag.startswith("visibility:"))).all()
    assert tags == ["visibility:hide"], "a second press is no second act"


@pytest.mark.parametrize("answer", [Visibility.ASK_FIRST, None])
def test_becoming_visible_takes_a_day_and_two_confirmations(session: Session, answer: Visibility | None) -> None:
    profile, actor = person(session, answer)
    ask(session, actor, profile)
    assert hidden(session, profile), "asking changes nothing yet"
    with pytest.raises(Invalid, match="reveal_too_early"):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    with clock.moved(DAY - timedelta(minutes=1)), pytest.raises(Invalid, match="reveal_too_early"):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    assert hidden(session, profile)
    with clock.moved(DAY):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    assert not hidden(session, profile)
    mails = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [mail.kind for mail in mails] == ["visibility_requested", "visibility_changed"]
    assert all(mail.params == {} for mail in mails), "a mail names nobody and no country"
    for entry in session.scalars(select(AuditEntry).where(AuditEntry.tag.startswith("visibility:"))):
        assert "SO" not in str(entry.details), "a country of origin is personal"


def test_a_confirmation_without_a_request_is_refused_even_after_a_cancelled_one(session: Session) -> None:
    profile, actor = person(session)
    with pytest.raises(IllegalMove):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    ask(session, actor, profile)
    visibility.cancel_reveal(session, actor, profile, "SO")
    with clock.moved(DAY), pytest.raises(IllegalMove):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    ask(session, actor, profile)
    with pytest.raises(IllegalMove):
        ask(session, actor, profile)
    visibility.hide(session, actor, profile, "SO")
    assert visibility.waiting(profile) == [], "hiding ends the request too"


def test_the_day_begins_anew_with_a_new_request(session: Session) -> None:
    profile, actor = person(session)
    ask(session, actor, profile)
    with clock.moved(timedelta(hours=20)):
        visibility.cancel_reveal(session, actor, profile, "SO")
        ask(session, actor, profile)
    with clock.moved(timedelta(hours=30)), pytest.raises(Invalid, match="reveal_too_early"):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR, Role.EXPERT, None])
def test_nobody_else_can_change_it(session: Session, role: Role | None) -> None:
    profile, own = person(session)
    other = SYSTEM if role is None else make.actor(session, make.account(session, role, duty="CH"))
    ask(session, own, profile)
    with clock.moved(DAY):
        for act in (visibility.hide, visibility.cancel_reveal):
            with pytest.raises(Refused):
                act(session, other, profile, "SO")
        with pytest.raises(Refused):
            visibility.confirm_reveal(session, other, profile, "SO", language="en")
        with pytest.raises(Refused):
            ask(session, other, profile)
    assert hidden(session, profile)


def test_nothing_changes_in_a_language_that_the_person_does_not_read(session: Session) -> None:
    profile, actor = person(session)
    with pytest.raises(Invalid, match="text_in_no_language_you_read"):
        ask(session, actor, profile, language="fr")
    profile.languages[0].level = "A2"
    profile.text_language = "so"
    with pytest.raises(Invalid, match="text_in_no_language_you_read"):
        ask(session, actor, profile, language="en")
    assert visibility.waiting(profile) == []
    ask(session, actor, profile, language="so")
    with clock.moved(DAY), pytest.raises(Invalid, match="text_in_no_language_you_read"):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
    assert hidden(session, profile)


def test_without_an_independent_adviser_or_for_a_strange_country_nothing_changes(session: Session) -> None:
    profile, actor = person(session)
    with pytest.raises(Invalid, match="no_counsellor"):
        ask(session, actor, profile, counsellor="")
    with pytest.raises(NotFound):
        visibility.hide(session, actor, profile, "PE")
    assert visibility.waiting(profile) == []


def test_taking_a_country_off_the_list_shows_nobody_there(session: Session) -> None:
    """A country that is gone from the list hides from nobody: that would be visible at once, without the day."""
    profile, actor = person(session)
    stays = [{"country": "KE", "links": ["born_there"]}]
    for state in (ProfileState.ACTIVE, ProfileState.DRAFT):  # a draft again after a withdrawal
        profile.state = state
        session.flush()
        with pytest.raises(Invalid, match="hidden_country_stays"):
            profiles.answer(session, actor, profile, "countries", {"countries": stays}, seen=profile.version)
        assert hidden(session, profile)
    ask(session, actor, profile)
    with clock.moved(DAY):
        visibility.confirm_reveal(session, actor, profile, "SO", language="en")
        profiles.answer(session, actor, profile, "countries", {"countries": stays}, seen=profile.version)
    assert [row.country for row in profile.countries] == ["KE"]


def test_a_new_draft_may_correct_its_countries(session: Session) -> None:
    profile = make.expert(session, {"SO": None}, state=ProfileState.DRAFT)
    assert profile.account is not None
    rows = [{"country": "KE", "links": ["born_there"]}]
    actor = make.actor(session, profile.account)
    profiles.answer(session, actor, profile, "countries", {"countries": rows}, seen=profile.version)
    assert [row.country for row in profile.countries] == ["KE"]
