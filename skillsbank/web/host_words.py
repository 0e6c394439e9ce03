"""An institution as a host, in words: readiness with its score, the agreement's end, crowded needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from skillsbank.domain.readiness import SOON, WEIGHTS, ReadinessLine, lacking, score
from skillsbank.domain.vocabulary import Modality
from skillsbank.forms.hosts import DUTIES, LEVELS, LINES
from skillsbank.models import Contribution, Institution, ReadinessAssessment, Vacancy
from skillsbank.queries import hosts
from skillsbank.services import readiness
from skillsbank.web import labels
from skillsbank.web.database import db


@dataclass(frozen=True, slots=True)
class Readiness:
    """One assessment as pages draw it."""

    record: ReadinessAssessment
    scores: list[tuple[Modality, int]]
    lines: list[tuple[str, str, str]]
    """Line, level and note."""


def told(record: ReadinessAssessment | None) -> Readiness | None:
    """Return an assessment with its scores for staying there and for working online."""
    if record is None:
        return None
    ways = (Modality.TEMPORARY, Modality.VIRTUAL)  # the two formulas
    answers = record.answers
    said = [(line, answers.get(line.value, {})) for line in ReadinessLine]
    lines = [
        (str(LINES[line]), labels.label(LEVELS, str(row.get("level", 0))), row.get("note", "")) for line, row in said
    ]
    return Readiness(record, [(way, score(answers, way)) for way in ways], lines)


def for_need(need: Vacancy) -> dict[str, Any]:
    """Return what an officer weighs before approving a need: score for its way of working, gaps, room."""
    record = readiness.newest(db(), need.institution)
    limit = readiness.host_limit(db(), need.institution)
    return {
        "record": record,
        "score": score(record.answers, need.modality) if record else None,
        "lacking": [str(LINES[line]) for line in lacking(record.answers, need.modality)] if record else [],
        "limit": limit,
        "crowded": crowded(need.posts, limit),
    }


def crowded(posts: int, limit: int) -> str:
    """Return the warning that a need asks for more experts than its institution can host; empty when it fits."""
    if posts <= limit:
        return ""
    return str(
        _(
            "This need asks for %(posts)s experts, but the institution can host %(limit)s at the same time. Agree on "
            "dates one after the other, or on fewer experts, before you approve it.",
            posts=format_decimal(posts),
            limit=format_decimal(limit),
        )
    )


def assessed_on(institution: Institution) -> datetime | None:
    """Return when the readiness was last assessed and confirmed: all that the public reads of it."""
    record = readiness.newest(db(), institution, confirmed=True)
    return record.given_at if record else None


def agreement_ends(institution: Institution) -> tuple[str, str]:
    """Return kind and words of the mark about the agreement's end; empty without an agreement."""
    left = hosts.days_left(institution)
    if left is None:
        return ("neutral", str(_("No agreement on file"))) if institution.agreement_date is None else ("", "")
    if left < 0:
        return "refused", str(_("The agreement has ended"))
    words = ngettext("The agreement ends in %(days)s day", "The agreement ends in %(days)s days", left,
                     days=format_decimal(left))  # fmt: skip
    return ("attention" if left <= SOON else "good"), str(words)


def worth(row: Contribution) -> str:
    """Return what a contribution is worth, or that it is in kind."""
    if row.amount is None:
        return str(_("In kind"))
    return f"{format_decimal(row.amount)} {row.currency}"


def duties(codes: list[str]) -> list[str]:
    """Return the words for what somebody is focal point for."""
    return labels.several({duty.value: words for duty, words in DUTIES.items()}, codes)


def formula() -> list[tuple[str, int, int]]:
    """Return each line with its points for staying there and for working online."""
    return [
        (str(words), WEIGHTS[Modality.TEMPORARY].get(line, 0), WEIGHTS[Modality.VIRTUAL].get(line, 0))
        for line, words in LINES.items()
    ]
