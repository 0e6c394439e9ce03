"""The account of one score as a run keeps it: codes and numbers that the pages turn into words, never a name."""

from typing import NotRequired, TypedDict

Values = dict[str, str | int | float]
"""Named values of a message, such as {"days": 12}; lists are joined by ", "."""


class ShareRow(TypedDict):
    """What one criterion earned: points = weight * value; the points of all rows sum to the score."""

    criterion: str
    weight: float
    value: float
    points: float


class ReasonRow(TypedDict):
    """A criterion among the strongest, with what earned it."""

    code: str
    points: float
    values: Values


class Message(TypedDict):
    """A gap or a cure: a code with its values."""

    code: str
    values: Values


class RuleRow(TypedDict):
    """How a condition came out (pass, fail, warn, unknown), what was seen and needed, what would cure it."""

    rule: str
    outcome: str
    blocks: bool
    seen: Values
    needed: Values
    cure: Message | None


class TermRow(TypedDict):
    """A word or concept on both sides, with its share (0 to 1) of the text similarity.

    `asked` and `held` are the words of the need and of the person that led to it; runs of earlier versions have none.
    """

    term: str
    share: float
    kind: str
    asked: NotRequired[list[str]]
    held: NotRequired[list[str]]


class Explanation(TypedDict):
    """Why one person stands where they stand for one need."""

    shares: list[ShareRow]
    reasons: list[ReasonRow]
    gaps: list[Message]
    rules: list[RuleRow]
    terms: list[TermRow]


def blocking_rule(explanation: Explanation) -> RuleRow | None:
    """Return the one condition that blocks a near miss; None for an eligible person."""
    return next((rule for rule in explanation["rules"] if rule["blocks"]), None)
