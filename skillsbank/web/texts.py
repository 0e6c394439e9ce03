"""Which text a person reads before agreeing: the service's own or a programme's, in a language that they read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from skillsbank.domain.errors import Invalid
from skillsbank.domain.texts import TextKind, primary
from skillsbank.models import Profile, Programme, Vacancy
from skillsbank.queries import texts
from skillsbank.services.visibility import reads
from skillsbank.web import i18n
from skillsbank.web.database import db
from skillsbank.web.notices import shown_in


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the page shows it; `version` is None for the service's own words."""

    paragraphs: tuple[Any, ...]
    tag: str
    direction: str
    version: str | None = None
    others: tuple[tuple[str, str, str, str], ...] = ()
    """The other languages to choose from: tag, own name, direction, address."""

    @property
    def language(self) -> str:
        """Return the language (ISO 639) that somebody must read to agree."""
        return primary(self.tag)

    @property
    def seen(self) -> str:
        """Return what the page sends back, so that nobody agrees to words that changed meanwhile."""
        return self.version or "own"

    def check(self) -> "Shown":
        """Return the text, or raise Invalid when the page had shown another version or language."""
        if request.form.get("seen", self.seen) != self.seen:
            raise Invalid("text_changed")
        return self


def for_need(kind: TextKind, own: Iterable[Any], profile: Profile, need: Vacancy) -> Shown:
    """Return the text about one need: its programme's words come before the service's in the same language."""
    return _choose(kind, own, profile, [need.programme] if need.programme else [], programme_first=True)


def for_person(kind: TextKind, own: Iterable[Any], profile: Profile, country: str | None = None) -> Shown:
    """Return the text about the person's profile: programmes of their countries add languages to the service's."""
    return _choose(kind, own, profile, texts.open_to(db(), profile, country), programme_first=False)


def _choose(
    kind: TextKind, own: Iterable[Any], profile: Profile, programmes: Sequence[Programme], *, programme_first: bool
) -> Shown:
    words = tuple(own)
    tag = shown_in(words)
    mine = Shown(words, tag, "rtl" if tag in i18n.RIGHT_TO_LEFT else "ltr")
    theirs = {
        text.language: Shown(text.paragraphs, text.language, text.direction, text.name)
        for text in texts.in_force(db(), kind, programmes)
    }
    offered = {mine.tag: mine} | theirs if programme_first else theirs | {mine.tag: mine}
    chosen = offered[_preferred(offered, mine.tag, profile)]
    others = tuple(
        (each.tag, i18n.own_name(each.tag), each.direction, _address(each.tag))
        for each in offered.values()
        if each.tag != chosen.tag
    )
    return Shown(chosen.paragraphs, chosen.tag, chosen.direction, chosen.version, others)


def _preferred(offered: dict[str, Shown], page: str, profile: Profile) -> str:
    """Return the language to show: chosen now, else the person's order, else the page's, else one that they read."""
    if (asked := request.args.get("text", "")) in offered:
        return asked
    said = list(profile.account.text_languages) if profile.account else []
    known = reads(profile)
    order = [*said, page, *sorted(known)]
    for code in order:
        if code in known and (fits := [tag for tag in offered if primary(tag) == code]):
            return fits[0]
    return page


def _address(tag: str) -> str:
    return url_for(request.endpoint or "home.index", **(request.view_args or {}), text=tag)
