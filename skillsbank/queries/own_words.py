"""Words that people typed themselves and that lead to no concept, as far as the actor may know of who typed them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from sqlalchemy import ColumnElement, and_, exists, not_, select
from sqlalchemy.orm import Session

from skillsbank.domain.public_text import traces
from skillsbank.domain.vacancy import PUBLIC_STATES
from skillsbank.domain.vocabulary import Visibility
from skillsbank.domain.words import WordKind, WordVerdict, normal_words, searchable, words_digest
from skillsbank.models import (
    Account,
    Education,
    Experience,
    Profile,
    ProfileCountry,
    ProfileOccupation,
    ProfileSkill,
    Referee,
    Vacancy,
    VacancySkill,
    WordMeaning,
)
from skillsbank.policies import SEEN_BY_TEAM, Actor, Permission, needs_handled_by, require, visible_to
from skillsbank.queries.paging import ROWS, Page, Wish
from skillsbank.queries.suggestions import skill_of

COMMON = 5
"""So many people who are shown everywhere, or one published need, make words nobody's in particular."""
SORTS = {
    "words": lambda row: normal_words(row.words),
    "people": lambda row: row.people,
    "needs": lambda row: row.needs,
    "language": lambda row: row.language,
}


@dataclass(slots=True)
class OwnWords:
    """One wording in one language: how it is mostly spelled, who uses it in numbers, and what was decided."""

    kind: WordKind
    language: str
    digest: str
    spellings: Counter[str] = field(default_factory=Counter)
    people: int = 0
    needs: int = 0
    open_needs: int = 0
    shown: int = 0
    """People who are shown to every country of their family: the others count for nobody but the officers."""
    decision: WordMeaning | None = None

    @property
    def words(self) -> str:
        """Return the most frequent spelling, the first in order among equals."""
        return min(self.spellings, key=lambda each: (-self.spellings[each], each))

    @property
    def verdict(self) -> WordVerdict:
        """Return what was decided."""
        return self.decision.verdict if self.decision else WordVerdict.OPEN

    @property
    def common(self) -> bool:
        """Say whether everybody's search may know of the words: they tell of nobody in particular."""
        return self.open_needs > 0 or self.shown >= COMMON


@dataclass(slots=True)
class _Use:
    language: str
    label: str
    shown: bool = False
    public: bool = False
    profile: bool = True
    digest: str = ""


_Used = tuple[_Use, AbstractSet[str], AbstractSet[str]]
"""A use, with the words of names and the organisations that must not stand in it."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What is asked of one spelling, found once."""

    clean: bool
    listed: bool
    digest: str
    words: frozenset[str]
    text: str

    @classmethod
    def read(cls, label: str) -> "_Label":
        """Say of a spelling whether it is free of contacts and whether the lexicon has it."""
        contacts = traces(label, names=(), organisations=(), places=())
        words = frozenset(word for word in normal_words(label) if len(word) > 1)
        clean = bool(label.strip()) and not contacts
        return cls(clean, skill_of(label) is not None, words_digest(label), words, searchable(label))

    def tells(self, names: AbstractSet[str], organisations: AbstractSet[str]) -> bool:
        """Say whether a name or an organisation stands in it."""
        return not self.words.isdisjoint(names) or any(each in self.text for each in organisations)


def page(rows: list[OwnWords], wish: Wish) -> Page[OwnWords]:
    """Return one page of the list, those used most often first."""
    sort = wish.sort if wish.sort in SORTS else "people"
    order = wish.order if wish.sort in SORTS else "desc"
    by_words = sorted(rows, key=SORTS["words"])
    ordered = sorted(by_words, key=SORTS[sort], reverse=order == "desc")
    if wish.whole:
        return Page(ordered, len(ordered), 1, sort, order)
    number = min(max(wish.page, 1), max(1, -(-len(ordered) // ROWS)))
    return Page(ordered[(number - 1) * ROWS : number * ROWS], len(ordered), number, sort, order)


def known(session: Session, actor: Actor, kind: WordKind) -> list[OwnWords]:
    """Return the own words of people and needs that the actor may know of, by language.

    Whose name, contact, employer or school stands in them, they are left out of that person's count: words that
    tell who somebody is are no suggestion for others. Raises Refused.
    """
    require(actor, Permission.PROGRAMME_WORDS_MAP)
    decisions = {
        (row.language, row.digest): row for row in session.scalars(select(WordMeaning).where(WordMeaning.kind == kind))
    }
    found: dict[tuple[str, str], OwnWords] = {}
    for use in _uses(session, actor, kind):
        key = (use.language, use.digest)
        row = found.setdefault(key, OwnWords(kind, *key, decision=decisions.get(key)))
        row.spellings[use.label] += 1
        row.people += use.profile
        row.needs += not use.profile
        row.open_needs += use.public
        row.shown += use.shown
    return list(found.values())


def _uses(session: Session, actor: Actor, kind: WordKind) -> Iterator[_Use]:
    read = cache(_Label.read)  # many people use the same words; nothing of them outlives the page
    if kind is WordKind.OCCUPATION:
        empty = ProfileOccupation.isco == ""
        rows = _of_people(session, actor, ProfileOccupation, and_(empty, ProfileOccupation.title != ""))
    else:
        rows = chain(
            _of_people(session, actor, ProfileSkill, ProfileSkill.concept.is_(None)), _of_needs(session, actor)
        )
    for use, names, organisations in rows:
        label = read(use.label)
        if label.clean and not (kind is WordKind.SKILL and label.listed) and not label.tells(names, organisations):
            use.digest = label.digest
            yield use


def _of_needs(session: Session, actor: Actor) -> Iterator[_Used]:
    query = (
        select(Vacancy.language, VacancySkill.label, Vacancy.state, Vacancy.counterpart_name, Vacancy.supervisor_name)
        .join(Vacancy, Vacancy.id == VacancySkill.vacancy_id)
        .where(VacancySkill.concept.is_(None), needs_handled_by(actor))
    )
    for language, label, state, *names in session.execute(query):
        use = _Use(language, label, public=state in PUBLIC_STATES, profile=False)
        yield use, frozenset(normal_words(" ".join(filter(None, names)))), frozenset()


def _of_people(
    session: Session,
    actor: Actor,
    rows: type[ProfileSkill] | type[ProfileOccupation],
    own: ColumnElement[bool],
) -> Iterator[_Used]:
    label = ProfileSkill.label if rows is ProfileSkill else ProfileOccupation.title
    query = (
        select(
            Profile.id, Profile.text_language, label, _shown_everywhere(), Account.name, Profile.given_name,
            Profile.family_name, Profile.name_original, Profile.other_names,
        )
        .select_from(rows)
        .join(Profile, Profile.id == rows.profile_id)
        .outerjoin(Account, Account.id == Profile.account_id)
        .where(own, visible_to(actor), Profile.state.in_(SEEN_BY_TEAM))
        .distinct()
    )  # fmt: skip
    uses = session.execute(query).all()
    places = _organisations(session, {use[0] for use in uses})
    told = cache(normal_words)
    for profile_id, language, words, shown, *names in uses:
        whose = frozenset(told(" ".join(filter(None, names))))
        yield _Use(language, words, shown=bool(shown)), whose, places.get(profile_id, frozenset())


def _organisations(session: Session, wanted: set[int]) -> dict[int, AbstractSet[str]]:
    """Return for each person the names of employers, schools, association, town and referees, as words to look for."""
    found: dict[int, set[str]] = defaultdict(set)
    held = (
        select(Experience.profile_id, Experience.employer).where(Experience.employer != ""),
        select(Education.profile_id, Education.school).where(Education.school != ""),
        select(Referee.profile_id, Referee.name),
        select(Profile.id, Profile.diaspora_organisation).where(Profile.diaspora_organisation != ""),
        select(Profile.id, Profile.city).where(Profile.city != ""),
    )
    read = cache(searchable)
    for query in held if wanted else ():
        for profile_id, name in session.execute(query):
            if profile_id in wanted and len(words := read(name)) > 3:
                found[profile_id].add(words)
    return dict(found)


def _shown_everywhere() -> ColumnElement[bool]:
    countries = ProfileCountry.profile_id == Profile.id
    other = ProfileCountry.visibility.is_(None) | (ProfileCountry.visibility != Visibility.CARD)
    return and_(exists().where(countries), not_(exists().where(countries, other))).label("shown")
