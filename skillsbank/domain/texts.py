"""The texts that people read before they agree to something, as a programme approves them in one language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from skillsbank.domain.errors import Invalid
from skillsbank.domain.languages import OFFERED

LONGEST_TEXT, LONGEST_OFFICE = 8000, 200
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
    """Check a text (one TOML file); raises Invalid that names the file and its first fault."""

    def hold(fits: bool, fault: str) -> None:
        if not fits:
            raise Invalid("text_file", file=source, fault=fault)

    hold(set(data) == _KEYS, f"the keys must be {', '.join(sorted(_KEYS))}")
    for key in sorted(_KEYS - {"version"}):
        hold(isinstance(data[key], str) and bool(data[key].strip()), f"{key} must be a text that is not empty")
    kinds = [kind.value for kind in TextKind]
    hold(data["kind"] in kinds, f"kind must be one of {', '.join(kinds)}")
    tag = data["language"]
    known = len(tag) <= 35 and _TAG.fullmatch(tag) is not None and primary(tag) in OFFERED
    hold(known, "language must be a BCP 47 tag whose language people can choose, such as so or ckb")
    hold(data["direction"] in ("ltr", "rtl"), "direction must be ltr or rtl")
    version = data["version"]
    whole = isinstance(version, int) and not isinstance(version, bool) and 1 <= version <= 9999
    hold(whole, "version must be a whole number from 1")
    hold(len(data["approved_by"]) <= LONGEST_OFFICE, f"approved_by has at most {LONGEST_OFFICE} characters")
    hold(len(data["body"]) <= LONGEST_TEXT, f"body has at most {LONGEST_TEXT} characters")
    hold(bool(paragraphs(data["body"])), "body must hold a paragraph")
    return ApprovedText(**{**data, "kind": TextKind(data["kind"]), "body": data["body"].strip()})
