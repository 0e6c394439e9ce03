"""Needs that leave for another system and come back: every term that a form may change, by its column's name."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Date, String, inspect, select
from sqlalchemy.orm import Session, selectinload

from skillsbank.domain.errors import Invalid
from skillsbank.domain.vocabulary import Modality
from skillsbank.models import Institution, Programme, Vacancy
from skillsbank.policies import Actor, Permission, require
from skillsbank.services.vacancies import SECTIONS, post, save

TERMS = tuple(name for names in SECTIONS.values() for name in names)
MONEY = ("budget_line", "max_cost", "cost_currency")
COLUMNS = (
    "reference", "state", "institution", "country", "programme", *MONEY, "language",
    *(name for name in TERMS if name != "language"),
)  # fmt: skip
"""Columns of the file. `reference` and `state` are for the reader: an imported need is a new draft."""
_ROWS = {
    name: tuple(key for key in relation.mapper.columns.keys() if key not in ("id", "vacancy_id", "concept"))  # noqa: SIM118
    for name, relation in inspect(Vacancy).relationships.items()
    if name in TERMS
}
"""Lists of rows of their own tables, with the columns of each row; a skill's concept follows from its label."""
_TYPES = {column.key: column.type for column in inspect(Vacancy).columns}
_NULLABLE = {column.key: column.nullable for column in inspect(Vacancy).columns}
TEXTS = tuple(
    name
    for name in COLUMNS
    if isinstance(_TYPES.get(name), String | Date) or name in ("institution", "programme", "state", "modality")
)
"""Columns whose values are texts; the others hold numbers, yes or no, or lists."""


def need_records(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return every need as plain values, the oldest first."""
    require(actor, Permission.SYSTEM_DUTY_RUN)
    query = select(Vacancy).order_by(Vacancy.id).options(selectinload(Vacancy.skills), selectinload(Vacancy.languages))
    return [{name: _value(vacancy, name) for name in COLUMNS} for vacancy in session.scalars(query)]


def load_needs(session: Session, actor: Actor, records: Iterable[Mapping[str, Any]]) -> int:
    """Write each record as a new draft of its institution; all or none. Returns how many.

    Raises Invalid: "unknown_institution", "unknown_programme", "no_record", "no_value", each with the record's number.
    """
    require(actor, Permission.SYSTEM_DUTY_RUN)
    hosts: dict[tuple[str, str], Institution] = {
        (host.name, host.country): host for host in session.scalars(select(Institution))
    }
    programmes = {programme.code: programme for programme in session.scalars(select(Programme))}
    count = 0
    for number, record in enumerate(records, start=1):
        if not {"title", "isco", "modality", "institution", "country"} <= record.keys():
            raise Invalid("no_record", number=number)
        if unknown := set(record) - set(COLUMNS):
            raise Invalid("no_record", number=number, column=sorted(unknown)[0])
        host = hosts.get((str(record["institution"]), str(record["country"])))
        if host is None:
            raise Invalid("unknown_institution", number=number)
        code = str(record.get("programme") or "")
        if code and code not in programmes:
            raise Invalid("unknown_programme", number=number)
        try:
            values = {name: _read(name, record[name]) for name in (*TERMS, *MONEY) if _said(name, record)}
        except (TypeError, ValueError, KeyError, AttributeError):
            raise Invalid("no_value", number=number) from None
        vacancy = post(session, actor, host, str(record.get("language") or "en"), values, drawn=secrets.token_hex())
        for section in SECTIONS:
            save(session, actor, vacancy, section, values, version=vacancy.version)
        vacancy.programme = programmes.get(code)
        for name in values.keys() & set(MONEY):
            setattr(vacancy, name, values[name])
        count += 1
    return count


def _value(vacancy: Vacancy, name: str) -> Any:
    if name == "institution":
        return vacancy.institution.name
    if name == "programme":
        return vacancy.programme.code if vacancy.programme else None
    value = getattr(vacancy, name)
    if name in _ROWS:
        return [{column: getattr(row, column) for column in _ROWS[name]} for row in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    """Return a plain value as the column holds it; raises ValueError, TypeError, KeyError or AttributeError."""
    if name in _ROWS:
        return [{column: row[column] for column in _ROWS[name] if column in row} for row in value or []]
    kind = _TYPES[name]
    if value is None:
        return None
    if name == "modality":
        return Modality(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    expected = list if isinstance(kind, JSON) else kind.python_type
    if hasattr(kind, "enum_class") and kind.enum_class is not None:
        return kind.enum_class(value)
    if type(value) is not expected:
        raise TypeError(name)
    return value


def _said(name: str, record: Mapping[str, Any]) -> bool:
    """Say whether a record holds a term; nothing for a column that cannot be empty leaves its default."""
    return name in record and (record[name] is not None or bool(_NULLABLE.get(name)))
