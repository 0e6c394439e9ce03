"""What everybody may read: open needs, one need, and what fits a visitor who tells three things about themselves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from skillsbank.domain.errors import NotFound
from skillsbank.domain.vocabulary import CEFR, InstitutionState, Modality
from skillsbank.models import Vacancy, VacancyLanguage
from skillsbank.policies import ANONYMOUS, vacancies_visible_to
from skillsbank.queries.paging import Page, Wish, listing, paged

SORTS = {"published": Vacancy.published_at, "deadline": Vacancy.deadline, "country": Vacancy.country}
SHOWN = 25
SAME_FIELD = 2
"""ISCO-08 digits in common that still count as one field: the sub-major group."""


def carries_mark(need: Vacancy) -> bool:
    """Say whether a need carries the verified mark: endorsed by a ministry, its institution verified now (L1)."""
    return need.endorsement == "granted" and need.institution.state is InstitutionState.VERIFIED


def needs(
    session: Session, wish: Wish, *, country: str = "", sector: str = "", modality: str = "", language: str = ""
) -> Page[Vacancy]:
    """Return one page of the open needs; `language` is one that the need asks for; empty filters keep all."""
    query = _open()
    for column, value in ((Vacancy.country, country), (Vacancy.sector, sector), (Vacancy.modality, modality)):
        if value:
            query = query.where(column == value)
    if language:
        query = query.where(Vacancy.languages.any(VacancyLanguage.code == language))
    return paged(session, query, wish, SORTS, "published")


def offered(session: Session) -> tuple[list[str], list[str]]:
    """Return the countries and the languages that open needs have, for the filters."""
    visible = vacancies_visible_to(ANONYMOUS)
    languages = select(VacancyLanguage.code).join(Vacancy).where(visible)
    return (
        list(session.scalars(select(Vacancy.country).where(visible).distinct())),
        list(session.scalars(languages.distinct())),
    )


def need(session: Session, public_id: str) -> Vacancy:
    """Return an open need; NotFound for every other, whoever asks: this is the public page."""
    found = session.scalar(_open().where(Vacancy.public_id == public_id))
    if found is None:
        raise NotFound("need")
    return found


@dataclass(frozen=True, slots=True)
class Fit:
    """An open need that fits; `closeness`: ISCO-08 digits in common, 4 the same unit group, 2 the same field."""

    need: Vacancy
    closeness: int
    isco: str
    """The unit group asked for, first or alternate, that comes closest."""
    languages: tuple[str, ...]
    """Languages asked for that the visitor speaks well enough."""


def fits(
    session: Session,
    occupations: Collection[str],
    languages: Mapping[str, str],
    modalities: Collection[str],
    weeks: int | None,
) -> list[Fit]:
    """Return at most 25 open needs that fit, closest first, then by deadline. Nothing is stored.

    `occupations`: ISCO-08 unit groups of which one must share the field; `languages`: code -> CEFR, each required
    language must be met; `modalities` empty: any; `weeks` free at a time, None: not said, unread for a lasting job.
    """
    fields = {code[:SAME_FIELD] for code in occupations}
    near = [Vacancy.isco.startswith(field) for field in fields]
    near += [listing(Vacancy.isco_alternates, code) for code in occupations]
    query = _open().where(or_(*near)).options(selectinload(Vacancy.languages))
    if modalities:
        query = query.where(Vacancy.modality.in_(modalities))
    found = []
    for each in session.scalars(query.order_by(Vacancy.deadline, Vacancy.id)):
        met = _spoken(each, languages)
        if met is not None and _long_enough(each, weeks):
            found.append(Fit(each, *_closest(each, occupations), met))
    return sorted(found, key=lambda fit: -fit.closeness)[:SHOWN]


def _open() -> Select[Vacancy]:
    return select(Vacancy).where(vacancies_visible_to(ANONYMOUS)).options(joinedload(Vacancy.institution))


def _closest(need: Vacancy, occupations: Collection[str]) -> tuple[int, str]:
    asked: Sequence[str] = (need.isco, *need.isco_alternates)
    pairs = ((_shared(mine, theirs), theirs) for mine in occupations for theirs in asked)
    return max(pairs, key=lambda pair: pair[0])


def _shared(one: str, other: str) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _spoken(need: Vacancy, languages: Mapping[str, str]) -> tuple[str, ...] | None:
    met = tuple(
        wanted.code
        for wanted in need.languages
        if wanted.code in languages and CEFR.index(languages[wanted.code]) >= CEFR.index(wanted.level)
    )
    return met if all(wanted.code in met for wanted in need.languages if wanted.required) else None


def _long_enough(need: Vacancy, weeks: int | None) -> bool:
    if weeks is None or need.modality is Modality.PERMANENT or need.min_days is None:
        return True
    return weeks * 7 >= need.min_days
