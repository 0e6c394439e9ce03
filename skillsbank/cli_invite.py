"""`skillsbank account invite`: how the first member of staff gets in."""

import argparse
from typing import TYPE_CHECKING, Any

from skillsbank.domain.roles import STAFF, Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class WrongUse(ValueError):
    """An option has a value that cannot be; the message says which and why."""


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command to those of `account`."""
    invite = commands.add_parser("invite", help="invite a member of staff by e-mail")
    invite.add_argument("--email", required=True)
    roles = sorted(role.value for role in STAFF)
    invite.add_argument("--role", required=True, choices=roles, metavar="ROLE", help=", ".join(roles))
    invite.add_argument("--duty-country", required=True, metavar="CC", help="where they serve, such as CH")
    invite.add_argument("--name", default="")
    invite.add_argument("--language", default="en", help="of the mail: en, fr, es, pt or ar")
    invite.add_argument("--programme", metavar="CODE", help="only this programme, such as mida")
    invite.add_argument("--institution", metavar="ID", help="the last part of the institution's address")
    invite.add_argument("--country", metavar="CC", help="for a ministry: whose needs it endorses")
    invite.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Check the options, then invite; raises WrongUse and what services.accounts.invite raises."""
    _check(options)
    from skillsbank import run as running
    from skillsbank.policies import SYSTEM
    from skillsbank.services import accounts

    role = Role(options.role)
    with running.session(running.engine(running.settings())) as session:
        programme_id, institution_id = _scope(session, options)
        accounts.invite(
            session, SYSTEM, email=options.email, name=options.name, role=role, duty_country=options.duty_country,
            language=options.language, programme_id=programme_id, institution_id=institution_id,
            country=options.country,
        )  # fmt: skip
    print(f"Invited as {role}: the link is in the mail that the worker delivers.")
    return 0


def _check(options: argparse.Namespace) -> None:
    from email_validator import EmailNotValidError, validate_email

    from skillsbank.reference import country_regions
    from skillsbank.settings import LANGUAGES

    try:
        validate_email(options.email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise WrongUse(f"--email: {error}") from error
    for name in ("duty_country", "country"):
        value = getattr(options, name)
        if value is not None and value not in country_regions():
            raise WrongUse(f"--{name.replace('_', '-')}: {value[:20]!r} is no ISO 3166-1 code of two capitals")
    if options.language not in LANGUAGES:
        raise WrongUse(f"--language: choose among {', '.join(LANGUAGES)}")
    if (options.role == Role.INSTITUTION) != (options.institution is not None):
        raise WrongUse("--institution is needed for the role institution, and for no other")
    if (options.role == Role.MINISTRY) != (options.country is not None):
        raise WrongUse("--country is needed for the role ministry, and for no other")


def _scope(session: "Session", options: argparse.Namespace) -> tuple[int | None, int | None]:
    from sqlalchemy import select

    from skillsbank.models import Institution, Programme

    programme_id = session.scalar(select(Programme.id).where(Programme.code == options.programme))
    if options.programme is not None and programme_id is None:
        raise WrongUse(f"--programme: no programme has the code {options.programme[:20]!r}")
    institution_id = session.scalar(select(Institution.id).where(Institution.public_id == options.institution))
    if options.institution is not None and institution_id is None:
        raise WrongUse(f"--institution: there is none with the number {options.institution[:30]!r}")
    return programme_id, institution_id
