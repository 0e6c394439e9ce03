"""Who in a country of origin may see a person: back to hidden at once, to visible only slowly and by the person."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from skillsbank import clock
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound, Refused
from skillsbank.domain.profile import READS_FROM, REVEAL_WAIT
from skillsbank.domain.vocabulary import Visibility
from skillsbank.models import Profile, ProfileCountry
from skillsbank.policies import Actor, Permission, require
from skillsbank.services import audit, outbox


def reads(profile: Profile) -> set[str]:
    """Return the languages (ISO 639) that the person reads: from B1 on, that of their profile, those they chose."""
    spoken = {row.code for row in profile.languages if row.level in READS_FROM}
    chosen = profile.account.text_languages if profile.account is not None else []
    return spoken | {profile.text_language} | set(chosen)


def must_read(profile: Profile, language: str) -> None:
    """Raise Invalid when a text shown in `language` is in none that the person reads."""
    if language not in reads(profile):
        raise Invalid("text_in_no_language_you_read")


def hide(session: Session, actor: Actor, profile: Profile, country: str) -> None:
    """Hide the person from `country` from the next request on; also ends a request to be shown. Safe to repeat."""
    row = _own_country(actor, profile, country)
    if row.visibility is Visibility.ASK_FIRST and row.reveal_requested_at is None:
        return
    row.visibility, row.reveal_requested_at = Visibility.ASK_FIRST, None
    _moved(session, actor, profile, "hide")


def request_reveal(
    session: Session, actor: Actor, profile: Profile, country: str, *, language: str, counsellor: str
) -> None:
    """Ask to be shown in `country`: the person confirms it themselves, 24 hours later at the earliest.

    `language` is the one in which the risk was explained, `counsellor` whom the page named for independent advice.
    Raises Invalid when the person does not read that language or nobody independent can be named, Refused for
    anybody but the person, IllegalMove when it is shown or asked already.
    """
    row = _own_country(actor, profile, country)
    must_read(profile, language)
    if not counsellor:
        raise Invalid("no_counsellor")
    if row.visibility is Visibility.CARD or row.reveal_requested_at is not None:
        raise IllegalMove("reveal_not_due")
    row.reveal_requested_at = clock.now()
    _moved(session, actor, profile, "reveal_request", language=language)
    outbox.send_to_expert(session, profile, "visibility_requested")


def cancel_reveal(session: Session, actor: Actor, profile: Profile, country: str) -> None:
    """Take the request back; the person stays hidden. Safe to repeat."""
    row = _own_country(actor, profile, country)
    if row.reveal_requested_at is None:
        return
    row.reveal_requested_at = None
    _moved(session, actor, profile, "reveal_cancel")


def confirm_reveal(session: Session, actor: Actor, profile: Profile, country: str, *, language: str) -> None:
    """Show the person's card in `country`: the second confirmation.

    Raises IllegalMove without a request, Invalid before 24 hours have passed or in a language they do not read,
    Refused for anybody but the person.
    """
    row = _own_country(actor, profile, country)
    if row.reveal_requested_at is None:
        raise IllegalMove("reveal_not_requested")
    must_read(profile, language)
    if clock.now() - row.reveal_requested_at < REVEAL_WAIT:
        raise Invalid("reveal_too_early")
    row.visibility, row.reveal_requested_at = Visibility.CARD, None
    _moved(session, actor, profile, "reveal", language=language)
    outbox.send_to_expert(session, profile, "visibility_changed")


def waiting(profile: Profile) -> Collection[ProfileCountry]:
    """Return the countries for which a request waits for the second confirmation."""
    return [row for row in profile.countries if row.reveal_requested_at is not None]


def _own_country(actor: Actor, profile: Profile, country: str) -> ProfileCountry:
    require(actor, Permission.OWN_PROFILE_WRITE, profile)
    if actor.system or profile.account_id != actor.account_id:
        raise Refused("only_the_person_decides")
    for row in profile.countries:
        if row.country == country:
            return row
    raise NotFound("no_such_country")


def _moved(session: Session, actor: Actor, profile: Profile, act: str, **codes: str) -> None:
    profile.updated_at = clock.now()  # also moves the version: an open form of the profile is stale now
    session.flush()
    audit.record(session, actor, f"visibility:{act}", profile, **codes)
