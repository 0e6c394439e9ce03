"""People whose details somebody else passed on: writing them down, asking them, keeping or erasing what they say."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from skillsbank import clock
from skillsbank.database import written
from skillsbank.domain.errors import IllegalMove, Invalid, NotFound
from skillsbank.domain.intakes import ANSWER_WITHIN
from skillsbank.domain.roles import PROGRAMME_TEAM, Role
from skillsbank.domain.vocabulary import IntakeAnswer, IntakeChannel, LawfulBasis, Source
from skillsbank.models import (
    Account,
    Disclosure,
    FileImport,
    Intake,
    OutboxMessage,
    Profile,
    RoleGrant,
)
from skillsbank.policies import ANONYMOUS, SYSTEM, Actor, Permission, require
from skillsbank.services import audit, erasure
from skillsbank.services.accounts import actor_of, normal_email
from skillsbank.services.profiles import touch, write

MAIL = "link_details"
_AT_ONCE = 500
"""People who are erased by one statement."""


def stands_against(actor: Actor, countries: Iterable[str]) -> str:
    """Return why the actor may not write down somebody who comes from these countries, or an empty string.

    Whoever serves in a country reads nothing of people who have not agreed to be seen there: "serves_there". An
    officer of a programme works for the countries of that programme: "other_countries".
    """
    codes = set(countries)
    if actor.duty_country in codes:
        return "serves_there"
    reach = [grant.origin_countries for grant in actor.grants if grant.role in PROGRAMME_TEAM]
    return "" if any(not within or within & codes for within in reach) else "other_countries"


def begin(
    session: Session,
    actor: Actor,
    *,
    channel: IntakeChannel,
    explained_by: str,
    explained_in: str,
    email: str = "",
    language: str = "en",
) -> Profile:
    """Open a draft for somebody who tells an officer about themselves; who explained what they agree to is on record.

    Raises Refused, and Invalid when the actor has no country of duty.
    """
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if actor.duty_country is None:
        raise Invalid("no_duty_country")
    profile = Profile(source=Source.OFFICER, text_language=language)
    session.add(profile)
    session.flush()
    intake = Intake(
        profile_id=profile.id, officer_id=actor.account_id, channel=channel, basis=LawfulBasis.CONSENT,
        email=normal_email(email), language=language, explained_by=explained_by, explained_in=explained_in,
    )  # fmt: skip
    session.add(intake)
    session.flush()
    audit.record(session, actor, "intake:begin", profile, channel=channel.value, language=explained_in)
    return profile


def answer(session: Session, actor: Actor, intake: Intake, section: str, data: Mapping[str, Any], *, seen: int) -> None:
    """Write down what the person said to one question; who may see them, they alone answer.

    Raises Refused, IllegalMove once they have answered for themselves, StaleDataError, and Invalid:
    "only_the_person", or what `stands_against` returns.
    """
    must_be_open(actor, intake)
    if section == "visibility":
        raise Invalid("only_the_person")
    if section == "countries" and (reason := stands_against(actor, (row["country"] for row in data["countries"]))):
        raise Invalid(reason)
    if intake.profile.version != seen:
        raise StaleDataError("the profile changed while its page was open")
    write(intake.profile, section, data)
    touch(session, intake.profile)
    audit.record(session, actor, "intake:answer", intake.profile, section=section)


def send_link(session: Session, actor: Actor, intake: Intake) -> None:
    """Mail the person a link to what was written down; an earlier one stops working. Raises Invalid without address.

    While such a mail waits to go out, another press changes nothing: of two mails the first would hold a dead link.
    """
    must_be_open(actor, intake)
    if not intake.email:
        raise Invalid("no_address")
    # two presses at once wait for each other
    session.execute(select(Intake.id).where(Intake.id == intake.id).with_for_update())
    if not _link_waits(session, intake):
        mail_link(session, intake)
        audit.record(session, actor, "intake:link", intake.profile)


def drop(session: Session, actor: Actor, intake: Intake) -> None:
    """Erase a person who told the officer that they would rather not."""
    must_be_open(actor, intake)
    audit.record(session, actor, "intake:drop", intake.profile)
    erase(session, [intake])


def mail_link(session: Session, intake: Intake) -> None:
    """Put a new link for the person into the outbox."""
    token = secrets.token_urlsafe(32)
    intake.digest = _digest(token)
    session.add(OutboxMessage(recipient=intake.email, language=intake.language, kind=MAIL, params={"token": token}))


def _link_waits(session: Session, intake: Intake) -> bool:
    """Say whether the newest link stands in a mail that no worker has tried to send yet."""
    query = select(OutboxMessage).where(
        OutboxMessage.kind == MAIL, OutboxMessage.recipient == intake.email, OutboxMessage.attempts == 0
    )
    return any(_digest(str(mail.params.get("token"))) == intake.digest for mail in session.scalars(query))


def peek(session: Session, token: str) -> Intake:
    """Return what a link leads to, without using it; raises NotFound."""
    intake = session.scalar(select(Intake).where(Intake.digest == _digest(token)))
    if intake is None or intake.created_at + ANSWER_WITHIN <= clock.now() or intake.profile.account_id is not None:
        raise NotFound("link_unusable")
    return intake


def keep(session: Session, token: str) -> Account | None:
    """Give the draft to the person, who goes on with it; the link is used up and their address thereby confirmed.

    Returns the new account; None when the address had one already, which nobody enters by this link: it gets the
    draft, unless it has a profile of its own, which is the better one. Raises NotFound.
    """
    intake = peek(session, token)
    unused = update(Intake).where(Intake.id == intake.id, Intake.digest.is_not(None))
    if written(session, unused.values(digest=None)) != 1:
        raise NotFound("link_unusable")
    account = session.scalar(select(Account).where(Account.email == intake.email))
    known = account is not None
    if account is not None:
        held = session.scalar(select(Profile.id).where(Profile.account_id == account.id).limit(1))
        if held is not None or not account.active:
            _let_go(session, intake)
            return None
    else:
        account = Account(email=intake.email, language=intake.language, confirmed_at=clock.now())
        session.add(account)
    if not any(grant.role is Role.EXPERT for grant in account.grants):
        account.grants.append(RoleGrant(role=Role.EXPERT))
    session.flush()
    profile = intake.profile
    profile.account_id, profile.on_paper = account.id, False
    if intake.answer is None:
        _close(session, [intake])
    intake.answered_at, intake.answer, intake.email, intake.digest = clock.now(), IntakeAnswer.LINK, "", None
    touch(session, profile)
    audit.record(session, actor_of(session, account), "intake:keep", profile)
    return None if known else account


def refuse(session: Session, token: str) -> None:
    """Erase at once all that was passed on, because the person says so; raises NotFound."""
    intake = peek(session, token)
    audit.record(session, ANONYMOUS, "intake:refuse", intake.profile)
    _let_go(session, intake)


def _let_go(session: Session, intake: Intake) -> None:
    """Erase somebody who agreed to nothing; who had agreed on paper was used, and the auditor erases them."""
    if intake.profile.on_paper:
        intake.digest = None
        erasure.ask(session, intake.profile)
    else:
        erase(session, [intake])


def erase(session: Session, intakes: Sequence[Intake]) -> None:
    """Delete people who agreed to nothing, with everything of theirs; of a list only the count of its people stays."""
    _close(session, [intake for intake in intakes if intake.answer is None])
    profiles = [intake.profile_id for intake in intakes]
    addresses = {intake.email for intake in intakes} - {""}
    for intake in intakes:
        session.expunge(intake)
    session.execute(delete(OutboxMessage).where(OutboxMessage.kind == MAIL, OutboxMessage.recipient.in_(addresses)))
    audit.cut(session, Profile, profiles)
    session.execute(delete(Disclosure).where(Disclosure.profile_id.in_(profiles)))
    session.execute(delete(Profile).where(Profile.id.in_(profiles), Profile.account_id.is_(None)))
    session.expire_all()


def erase_unanswered(session: Session) -> int:
    """Erase everybody who has not answered within 60 days; returns how many."""
    query = select(Intake).where(Intake.answered_at.is_(None), Intake.created_at <= clock.now() - ANSWER_WITHIN)
    count = 0
    while late := list(session.scalars(query.limit(_AT_ONCE))):
        erase(session, late)
        count += len(late)
    if count:
        audit.record(session, SYSTEM, "intake:erase", count=count)
    return count


def _close(session: Session, intakes: Sequence[Intake]) -> None:
    """Count people off their lists."""
    for import_id in {intake.import_id for intake in intakes} - {None}:
        count = sum(intake.import_id == import_id for intake in intakes)
        query = update(FileImport).where(FileImport.id == import_id)
        session.execute(query.values(closed=FileImport.closed + count))


def must_be_open(actor: Actor, intake: Intake) -> None:
    """Raise NotFound for another officer's, IllegalMove once the person has answered."""
    require(actor, Permission.PROGRAMME_IMPORT_WRITE)
    if intake.officer_id != actor.account_id:
        raise NotFound("intake")
    if intake.answered_at is not None or intake.profile.account_id is not None:
        raise IllegalMove("person_answered")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
