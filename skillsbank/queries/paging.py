"""Pages of a list: 25 rows, sorted by a named column, never more than there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, String, cast, func, select
from sqlalchemy.orm import Session

ROWS = 25
MOST_IN_A_FILE = 50_000
"""A spreadsheet still opens it; longer trails are read by filter."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list and where it stands."""

    rows: Sequence[T]
    total: int
    number: int
    sort: str
    order: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for: page from 1, column, "asc" or "desc"; `whole` is all pages as one, for a file."""

    page: int = 1
    sort: str = ""
    order: str = "asc"
    whole: bool = False


def paged(session: Session, query: Select[Any], wish: Wish, columns: Mapping[str, Any], default: str) -> Page[Any]:
    """Run `query` for one page, sorted by one of `columns` (the `default` where the wish names none), then by id."""
    sort = wish.sort if wish.sort in columns else default
    column = columns[sort]
    order = "desc" if wish.order == "desc" else "asc"
    ordered = query.order_by(column.desc() if order == "desc" else column.asc(), *_last(query))
    if wish.whole:
        rows = session.scalars(ordered.limit(MOST_IN_A_FILE)).all()
        return Page(rows, len(rows), 1, sort, order)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    first = min(max(wish.page, 1), max(1, -(-total // ROWS)))
    rows = session.scalars(ordered.limit(ROWS).offset((first - 1) * ROWS)).all()
    return Page(rows, total, first, sort, order)


def _last(query: Select[Any]) -> list[Any]:
    return [query.column_descriptions[0]["entity"].id]


def containing(column: SQLColumnExpression[Any], words: str) -> ColumnElement[bool]:
    """Return the condition that a text holds `words`, whatever the case; % and _ mean themselves."""
    return func.lower(column).contains(words.lower(), autoescape=True)


def listing(column: SQLColumnExpression[Any], code: str) -> ColumnElement[bool]:
    """Return the condition that a JSON list holds `code`; written the same way on both databases."""
    return cast(column, String).contains(f'"{code}"', autoescape=True)
