"""Fills what the demo's files leave out of a person, the same in every demo: derived from what the files say."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

from babel.numbers import get_territory_currencies

from skillsbank.domain.sections import STAYS
from skillsbank.domain.vocabulary import (
    AllowanceWish,
    ContactChannel,
    Employment,
    FamilyConstraint,
    LeaveKind,
    LetterState,
    LicenceKind,
    Modality,
)
from skillsbank.models import Profile
from skillsbank.reference import subdivisions

T = TypeVar("T")
_UPPER = ("A1", "A2", "B1", "B2", "C1", "C2")
_WORKING = (Employment.EMPLOYED, Employment.SELF_EMPLOYED)


def fill(profile: Profile, key: str) -> None:
    """Add the answers that the record of `key` (anything of its own) does not hold."""
    choice = _Choice(key)
    ways = {Modality(way) for way in profile.modalities}
    profile.contact_channel = choice.of("channel", list(ContactChannel) if profile.phone else [ContactChannel.MAIL])
    _careers(profile, choice)
    if ways & STAYS:
        kinds = [LeaveKind.PAID_HOLIDAY, LeaveKind.UNPAID, LeaveKind.SECONDMENT, LeaveKind.SABBATICAL]
        profile.leave_kind = choice.of("leave", kinds) if profile.employment in _WORKING else LeaveKind.NONE_NEEDED
        if profile.must_keep_job:
            profile.leave_letter = choice.of("letter", list(LetterState))
    profile.voluntary_move = Modality.PERMANENT in ways
    _pay(profile, choice, permanent=ways == {Modality.PERMANENT})
    if choice.number("family", 5) == 0:
        profile.family_constraints = [choice.of("constraint", list(FamilyConstraint)).value]
        if FamilyConstraint.DEPENDANTS in profile.family_constraints:
            profile.dependants = 1 + choice.number("dependants", 3)
    if ways - {Modality.VIRTUAL}:
        regions = [code for row in profile.countries for code in subdivisions(row.country)]
        left = [code for code in regions if code not in profile.excluded_regions]
        if left and choice.number("prefers", 3) == 0:
            profile.willing_regions = [choice.of("region", left)]


class _Choice:
    """Draws that depend on a record and a question alone."""

    def __init__(self, key: str) -> None:
        self.key = key

    def number(self, question: str, below: int) -> int:
        return crc32(f"{self.key}:{question}".encode()) % below

    def of(self, question: str, options: Sequence[T]) -> T:
        return options[self.number(question, len(options))]


def _careers(profile: Profile, choice: _Choice) -> None:
    for place, post in enumerate(profile.experience):
        post.started_month = 1 + choice.number(f"from {place}", 12)
        post.part_time = choice.number(f"part {place}", 9) == 0
        if post.ended is not None and post.ended > post.started:
            post.ended_month = 1 + choice.number(f"to {place}", 12)
    for place, degree in enumerate(profile.education):
        degree.month = choice.of(f"degree {place}", (5, 6, 7, 12)) if degree.year else None
    for spoken in profile.languages:
        if spoken.level not in ("A1", "C2") and choice.number(f"writing {spoken.code}", 3) == 0:
            spoken.writing = _UPPER[_UPPER.index(spoken.level) - 1]
    for licence in profile.licences:
        licence.kind = LicenceKind.REGISTRATION if licence.isco.startswith(("22", "32")) else LicenceKind.CHAMBER


def _pay(profile: Profile, choice: _Choice, *, permanent: bool) -> None:
    wishes = [AllowanceWish.SALARY] if permanent else [AllowanceWish.COSTS_ONLY, *AllowanceWish]
    profile.expected_allowance = choice.of("pay", wishes)
    currencies = get_territory_currencies(profile.residence_country)
    if profile.expected_allowance is AllowanceWish.STIPEND and currencies:
        profile.allowance_amount, profile.allowance_currency = 900 + 100 * choice.number("amount", 16), currencies[0]
