"""Everything that is kept about a person as plain values, found through the column inventory."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session

from skillsbank.models import Account, Base, Decision, Profile, Vacancy
from skillsbank.models.base import About
from skillsbank.queries.own import concerning

ANSWERS = (
    "profiles", "profile_countries", "profile_occupations", "profile_skills", "profile_languages",
    "availability_windows", "education", "experience", "licences",
)  # fmt: skip
"""The tables that hold a person's own answers."""
_REFERENCE = "vacancy_id"
"""The one link that a person can read: it leads to the need's reference."""


def tables_of_a_person() -> list[Mapper[Any]]:
    """Return the tables that hold rows of one person, by the name of the table.

    A table with `profile_id` belongs to the profile, one with `account_id` to the account; decisions name their
    subject. Tables whose rows are not exported as a whole are left out.
    """
    own = {Account, Profile, Decision}
    found = [
        mapper
        for mapper in Base.registry.mappers
        if mapper.class_.about.export
        and (mapper.class_ in own or {"profile_id", "account_id"} & set(mapper.columns.keys()))
    ]
    return sorted(found, key=lambda mapper: str(mapper.class_.__tablename__))


def exported(mapper: Mapper[Any]) -> list[Column[Any]]:
    """Return the columns that go out: not keys of other rows, nothing that the inventory keeps back."""
    return [
        column
        for column in mapper.columns
        if _about(mapper, column).export
        and not column.primary_key
        and (not column.foreign_keys or column.name == _REFERENCE)
        and column.name != "subject_id"
    ]


def export(session: Session, profile: Profile) -> dict[str, list[dict[str, Any]]]:
    """Return table -> rows of everything that is kept about the person, as values that JSON holds."""
    references = {row.id: row.reference for row in session.execute(select(Vacancy.id, Vacancy.reference))}
    data: dict[str, list[dict[str, Any]]] = {}
    for mapper in tables_of_a_person():
        rows = session.scalars(select(mapper.class_).where(_belongs(mapper, profile)).order_by(mapper.class_.id))
        columns = exported(mapper)
        data[str(mapper.class_.__tablename__)] = [
            {_name(column): _value(row, mapper, column, references) for column in columns} for row in rows
        ]
    return data


def answers_as_rows(session: Session, profile: Profile) -> list[dict[str, Any]]:
    """Return what the person answered, one value a row: part (table), row, field, kind ("text" or "value"), value.

    What is empty is left out. The same file can be loaded again (docs/exports.md).
    """
    held, found = export(session, profile), []
    for part in ANSWERS:
        for number, row in enumerate(held[part], start=1):
            for field, value in row.items():
                if value not in (None, "", []):
                    kind = "text" if isinstance(value, str) else "value"
                    found.append({"part": part, "row": str(number), "field": field, "kind": kind, "value": value})
    return found


def _belongs(mapper: Mapper[Any], profile: Profile) -> Any:
    kind = mapper.class_
    if kind is Account:
        return Account.id == profile.account_id
    if kind is Profile:
        return Profile.id == profile.id
    if kind is Decision:
        return concerning(profile)
    if "profile_id" in mapper.columns:
        return kind.profile_id == profile.id
    return kind.account_id == profile.account_id


def _about(mapper: Mapper[Any], column: Column[Any]) -> About:
    about: About = column.info.get("about", mapper.class_.about)
    return about


def _name(column: Column[Any]) -> str:
    return "need" if column.name == _REFERENCE else column.name


def _value(row: Any, mapper: Mapper[Any], column: Column[Any], references: dict[int, str | None]) -> Any:
    attribute: InstrumentedAttribute[Any] = getattr(mapper.class_, mapper.get_property_by_column(column).key)
    value = getattr(row, attribute.key)
    if column.name == _REFERENCE:
        return references.get(value)
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
