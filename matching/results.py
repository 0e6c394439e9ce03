"""What comes out of the engine: codes and parameters that the caller puts into words."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from matching.types import Modality

Param = str | int | float
Params = tuple[tuple[str, Param], ...]
"""Named values of a message; `dict(params)` fills the placeholders of a translated sentence."""

Outcome = Literal["pass", "fail", "warn", "unknown"]
Band = Literal["strong", "good", "possible", "low"]

BANDS: tuple[tuple[float, Band], ...] = ((75.0, "strong"), (60.0, "good"), (45.0, "possible"))


def band(score: float) -> Band:
    """Name the band of a score from 0 to 100: strong from 75, good from 60, possible from 45, else low."""
    return next((name for floor, name in BANDS if score >= floor), "low")


class Cure(NamedTuple):
    """What would turn a failed condition into a passed one."""

    code: str
    params: Params = ()


class RuleOutcome(NamedTuple):
    """How one condition came out, what was seen and what was needed.

    `blocks` says whether the person is left out of the list: a warning never does, an unknown does when the
    answer is the person's to give and the rule cannot do without. Family links, citizenship and age are
    judged but never shown: their `seen` is empty.
    """

    rule: str
    outcome: Outcome
    blocks: bool = False
    seen: Params = ()
    needed: Params = ()
    cure: Cure | None = None


class Share(NamedTuple):
    """One criterion's part of a score: points = weight * value; weights of one match sum to 100."""

    criterion: str
    weight: float
    value: float
    points: float


class Term(NamedTuple):
    """A word or concept on both sides, with its share (0 to 1) of the text similarity.

    `asked` and `held` are the words of the need and of the profile, as they are written, that led to it: of a
    concept they may be words of two languages. They are empty where only the look of a word did.
    """

    term: str
    share: float
    kind: Literal["word", "concept"] = "word"
    asked: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


class Reason(NamedTuple):
    """A criterion that earned points; lists in params are joined by ", " (key `words`, `skills`, ...)."""

    code: str
    points: float
    params: Params = ()


class Gap(NamedTuple):
    """Something that the need asks and the profile lacks or does not say."""

    code: str
    params: Params = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One profile against one need: the points of `shares` sum to `score` (0 to 100) within 1e-9."""

    vacancy_id: str
    profile_id: str
    modality: Modality
    score: float
    band: Band
    shares: tuple[Share, ...]
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    rules: tuple[RuleOutcome, ...]
    terms: tuple[Term, ...]

    @property
    def eligible(self) -> bool:
        """Whether no condition blocks."""
        return not any(rule.blocks for rule in self.rules)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A match that exactly one curable condition blocks."""

    match: Match
    failed: RuleOutcome
    cure: Cure


@dataclass(frozen=True, slots=True)
class Assignment:
    """A proposal of an allocation: this person for a seat of this need."""

    vacancy_id: str
    profile_id: str
    score: float
