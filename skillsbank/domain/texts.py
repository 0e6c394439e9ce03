"""The texts that people read before they agree to something, as a programme approves them in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from skillsbank.domain.errors import Invalid
from skillsbank.domain.languages import OFFERED

LONGEST_TEXT, LONGEST_OFFICE = 8000, 200
HIGHEST = 9999
"""The last version."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_KEYS = {"programme", "kind", "language", "direction", "version", "approved_by", "body"}


class TextKind(StrEnum):
    """What a text is about: a purpose of consent, or a risk that is explained before a choice."""

    REGISTRATION = "registration"
    MATCHING = "matching"
    DISCLOSURE = "disclosure"
    STATISTICS = "statistics"
    OUTREACH = "outreach"
    RISK = "risk"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class ApprovedText:
    """A text as its file says it, checked."""

    programme: str
    kind: TextKind
    language: str
    direction: str
    version: int
    approved_by: str
    body: str


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag without script and region: what a person says that they read."""
    return tag.split("-", maxsplit=1)[0]


def paragraphs(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a body; line breaks inside one are spaces."""
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", body) if part.strip())


def version_name(programme: str, kind: TextKind, language: str, version: int) -> str:
    """Return how a consent names the text of a programme that the person read."""
    return f"{programme}/{kind.value}-{language}-{version}"


def read_text(data: Mapping[str, Any], source: str) -> ApprovedText:
    """Check a text (one TOML file); raises Invalid that names the file and its first fault, a key of web.text_words."""

    def hold(fits: bool, fault: str, **values: object) -> None:
        if not fits:
            raise Invalid("text_file", file=source, fault=fault, **values)

    hold(set(data) == _KEYS, "other_keys", keys=", ".join(sorted(_KEYS)))
    for key in sorted(_KEYS - {"version"}):
        hold(isinstance(data[key], str) and bool(data[key].strip()), "no_text", key=key)
    for key, allowed in (("kind", [kind.value for kind in TextKind]), ("direction", ["ltr", "rtl"])):
        hold(data[key] in allowed, "none_of_these", key=key, allowed=", ".join(allowed))
    tag = data["language"]
    known = len(tag) <= 35 and _TAG.fullmatch(tag) is not None and primary(tag) in OFFERED
    hold(known, "no_language", key="language")
    version = data["version"]
    whole = isinstance(version, int) and not isinstance(version, bool) and 1 <= version <= HIGHEST
    hold(whole, "no_number", key="version", most=HIGHEST)
    for key, most in (("approved_by", LONGEST_OFFICE), ("body", LONGEST_TEXT)):
        hold(len(data[key]) <= most, "too_long", key=key, most=most)
    return ApprovedText(**{**data, "kind": TextKind(data["kind"]), "body": data["body"].strip()})
