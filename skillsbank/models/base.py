"""What all tables share: naming of constraints, moments in UTC, enumerations as text, facts about each column."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from skillsbank import clock


class Sensitivity(StrEnum):
    """The classes of domain.md section 2: public, staff, personal, sensitive."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Keep(StrEnum):
    """The retention clocks of domain.md section 7.1, principle 9."""

    PROFILE = "24 months after the last confirmation; a draft 6 months"
    APPLICATION = "12 months after an unsuccessful end"
    RUN = "24 months"
    AGREEMENT = "7 years after it ended"
    AUDIT = "7 years"
    MAIL = "30 days after delivery"
    LINK = "7 days after expiry"
    ACCOUNT = "as long as the account is open"
    WAITING = "until answered or saved, at most 30 days"
    UPLOAD = "until it is taken over or called off, at most 7 days"
    UNANSWERED = "60 days without the person's answer, then like the profile"
    RECORD = "as long as the programme keeps its records"


class Erase(StrEnum):
    """What erasure of a person does with the value."""

    DELETE = "the row is deleted"
    BLANK = "the value is blanked"
    STUB = "the link to the person is cut, the rest stays as a stub"
    STAYS = "stays: not about a person"


@dataclass(frozen=True, slots=True)
class About:
    """What the inventory says of a column or of all columns of a table: class, purpose, basis, retention, erasure."""

    sensitivity: Sensitivity
    purpose: str
    keep: Keep
    erase: Erase
    basis: str = "consent"
    export: bool = True


class UTCDateTime(TypeDecorator[datetime]):
    """A moment with its zone: stored in UTC, refused without a zone (SQLite would drop it silently)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a moment without zone and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_text(kind: type[StrEnum], name: str) -> Enum:
    """Return a text column type that a CHECK named `name` holds to the values of `kind`."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )


def public_id() -> str:
    """Return a random identifier for addresses: 96 bits, nothing can be guessed or counted from it."""
    return secrets.token_hex(12)


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        str: String(200),
        list[str]: JSON(),
        list[list[str]]: JSON(),
        dict[str, Any]: JSON(),
        list[dict[str, Any]]: JSON(),
    }
    about: ClassVar[About]
    """What holds for every column of the table unless the column's `info["about"]` says otherwise."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)


class Dated:
    """Rows that remember when they were made and last changed."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now, sort_order=91)
